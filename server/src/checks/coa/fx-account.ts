import { currency } from "../../data/currency";
import type { Fix } from "../../finding";
import { accountTitle, listed } from "../../index/account-words";
import type { Chart } from "../../index/chart";
import { accountsFor, declaresPurposes, type Purpose } from "../../index/purposes";
import type { Settings } from "../../index/settings";
import type { Field } from "../../model/fields";
import type { Account } from "../../model/types.generated";
import { type CheckFinding, check } from "../check";
import { insertKeys, setKey } from "../edits";
import { newAccounts, purposeKeys } from "../new-accounts";
import { page } from "../pages";

const fxAccount = check({
  code: "coa/fx-account",
  severity: "warning",
  tier: "P1",
  on: "ledger",
  title: { en: "Books in several currencies have exchange accounts", zh: "多币种账簿备有汇兑科目" },
  *run(ledger) {
    for (const chart of ledger.charts) {
      if (!declaresPurposes(chart)) continue;
      yield* missing(ledger.settings, chart);
      for (const account of accountsFor(ledger.settings, chart, "fx_difference")) yield* oneSided(chart, account);
    }
  },
});
export default fxAccount;

const NEEDED = {
  fx_position: { en: "fx_position (货币兑换)", zh: "货币兑换（fx_position）", name: "货币兑换" },
  fx_difference: { en: "fx_difference (汇兑损益)", zh: "汇兑损益（fx_difference）", name: "汇兑损益" },
} as const satisfies Partial<Record<Purpose, unknown>>;

function* missing(settings: Settings, chart: Chart): Iterable<CheckFinding> {
  const foreign = firstForeign(chart);
  const absent = (["fx_position", "fx_difference"] as const).filter(
    (purpose) => accountsFor(settings, chart, purpose).length === 0,
  );
  if (!foreign || absent.length === 0) return;
  const names = absent.map((purpose) => NEEDED[purpose].en).join(" or ");
  const namesZh = listed(absent.map((purpose) => NEEDED[purpose].zh));
  yield {
    at: foreign.node,
    message: {
      en: `The books hold ${foreign.value} besides ${chart.baseCurrency ?? "another currency"}, but no account of purpose ${names}; gains and losses from exchange end up among the fees.`,
      zh: `账上除 ${chart.baseCurrency ?? "其他币种"} 外还有 ${foreign.value}，却没有${namesZh.zh}科目，汇差会混进手续费里。`,
    },
    fixes: () => {
      const fix = provide(settings, chart, absent);
      return fix ? [fix] : [];
    },
  };
}

/** The first currency of an account that another account is not kept in; units such as points are none. */
function firstForeign(chart: Chart): Field<string> | undefined {
  const main =
    chart.baseCurrency ??
    chart.accounts.flatMap((account) => account.currencies).find(({ value }) => currency(value))?.value;
  return chart.accounts
    .flatMap((account) => account.currencies)
    .find(({ value }) => currency(value) !== undefined && value !== main);
}

/** Accounts of the usual names get the purpose; the others are added. */
function provide(settings: Settings, chart: Chart, absent: readonly (keyof typeof NEEDED)[]): Fix | undefined {
  const named = new Map(
    absent.flatMap((purpose) => {
      const account = chart.leaves().find((leaf) => !leaf.purpose && leaf.name?.value === NEEDED[purpose].name);
      return account ? [[purpose, account] as const] : [];
    }),
  );
  const added = newAccounts(
    settings,
    chart,
    absent.filter((purpose) => !named.has(purpose)),
  );
  if (!added) return undefined;
  const codes = listed([...[...named.values()].map((account) => account.code!.value), ...added.codes]);
  return {
    title: { en: `Provide ${codes.en} for exchange`, zh: `备好汇兑科目 ${codes.zh}` },
    edits: [
      ...[...named].map(([purpose, account]) =>
        // Before the last key: a new account may be added right behind it.
        insertKeys(
          account.node,
          {
            purpose,
            ...(account.clears ? {} : purposeKeys(settings, chart, purpose)),
            ...(purpose === "fx_difference" && !account.normal_balance && { normal_balance: "either" }),
          },
          account.node.pairs.at(-2)?.key.value,
        ),
      ),
      ...added.edits,
    ],
  };
}

function* oneSided(chart: Chart, account: Account): Iterable<CheckFinding> {
  const side = chart.normalBalance(account);
  if (side === undefined || side === "either") return;
  yield {
    at: (account.normal_balance ?? account.purpose!).node,
    message: {
      en: `Exchange differences fall on either side, but account ${accountTitle(account)} is fixed to ${side}.`,
      zh: `汇差可能在借也可能在贷，科目 ${accountTitle(account)} 却固定为${side === "debit" ? "借方" : "贷方"}。`,
    },
    fixes: () => [
      {
        title: { en: "Allow either side", zh: "余额方向改为双向" },
        preferred: true,
        edits: [setKey(account.node, "normal_balance", "either", "class")],
      },
    ],
  };
}

DOCS: page(fxAccount, {
  why: {
    en: "When money changes currency the two amounts never agree to the cent. Without an account of its own the difference disappears in the fees, and nobody knows what exchange earned or cost.",
    zh: "换汇前后两边金额不可能分毫不差。没有单独的科目，汇差就混进手续费，赚了赔了都说不清。",
  },
  fix: {
    en: "Keep an account of purpose fx_position (货币兑换), through which currencies are exchanged, and one of purpose fx_difference (汇兑损益) with `normal_balance: either`.",
    zh: "设用途为 fx_position 的货币兑换科目，换汇都经过它；再设用途为 fx_difference 的汇兑损益科目，`normal_balance: either`。",
  },
  silent: {
    en: "Books in one currency; units such as points do not count. Charts that declare no purposes yet are not asked.",
    zh: "只有一种币种时不报；积分等单位不算币种。科目表还没写用途时不报。",
  },
  bad: `
    === a.coa.yaml
    kind: chart-of-accounts
    schema: 1
    base_currency: CNY
    accounts:
      - code: "1002"
        name: 银行存款
        class: asset
        purpose: own_other
        currencies: [CNY, USD]
        #                 ^^^ coa/fx-account: The books hold USD besides CNY, but no account of purpose fx_position (货币兑换) or fx_difference (汇兑损益); gains and losses from exchange end up among the fees.
      - code: "6061"
        name: 汇兑损益
        class: income
    === other/b.coa.yaml
    kind: chart-of-accounts
    schema: 1
    accounts:
      - code: "6061"
        name: 汇兑损益
        class: income
        normal_balance: credit
        #               ^^^^^^ coa/fx-account: Exchange differences fall on either side, but account 6061 汇兑损益 is fixed to credit.
        purpose: fx_difference
  `,
  good: `
    kind: chart-of-accounts
    schema: 1
    base_currency: CNY
    accounts:
      - code: "1002"
        name: 银行存款
        class: asset
        purpose: own_other
        currencies: [CNY, USD]
      - code: "3002"
        name: 货币兑换
        class: common
        purpose: fx_position
        currencies: [CNY, USD]
        clears:
          by: external
      - code: "6061"
        name: 汇兑损益
        class: income
        normal_balance: either
        purpose: fx_difference
  `,
  sources: ["2017-07-05 20:17", "2017-07-05 20:08", "2017-05-18 17:26"],
});
