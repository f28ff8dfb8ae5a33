import type { Edit } from "../../finding";
import type { Chart } from "../../index/chart";
import type { ChannelsDocument } from "../../index/documents";
import type { In, Ledger } from "../../index/ledger";
import { accountsFor, declaresPurposes, purposeOf } from "../../index/purposes";
import type { Account, Channel, Difference } from "../../model/types.generated";
import { channelName } from "../chan/facts/channel";
import { fix } from "../chan/facts/fix";
import { type CheckFinding, check } from "../check";
import { appendItems, insertKey, replaceScalar } from "../edits";
import { newAccounts } from "../new-accounts";
import { page } from "../pages";
import { natureOf } from "./facts/rows";

const suspenseOnePile = check({
  code: "recon/suspense-one-pile",
  severity: "warning",
  tier: "P1",
  on: "ledger",
  title: { en: "Surplus and shortage lie in two piles", zh: "长款、短款分开挂" },
  *run(ledger) {
    for (const entry of ledger.channels()) {
      const found = inspect(ledger, entry);
      if (found) yield found;
    }
  },
});
export default suspenseOnePile;

function inspect(ledger: Ledger, { item: channel, document }: In<Channel, ChannelsDocument>): CheckFinding | undefined {
  const chart = ledger.chartOf(document);
  const rows = channel.reconciliation?.differences ?? [];
  const of = (nature: string) => rows.filter((row) => row.suspense && natureOf(row, channel) === nature);
  for (const surplus of of("surplus")) {
    const account = ledger.account(document, surplus.suspense!.value)?.item;
    const shortage = of("shortage").find(
      (row) => account && ledger.account(document, row.suspense!.value)?.item === account,
    );
    if (!chart || !account || !shortage || isApart(ledger, account)) continue;
    const [first, second] = rows.indexOf(surplus) < rows.indexOf(shortage) ? [surplus, shortage] : [shortage, surplus];
    const name = channelName(channel);
    return {
      at: second.suspense!.node,
      message: {
        en: `${name.en} parks surplus and shortage in one account (${account.code?.value}); they cancel out, and the shortage, the serious pile, is not seen.`,
        zh: `${name.zh} 的长款和短款挂在同一个科目 ${account.code?.value}，会互相抵掉，真正要紧的短款就看不见了。`,
      },
      related: [{ at: first.suspense!.node, message: { en: "the other row", zh: "另一行" } }],
      fixes: () => [...separated(account), ...split(ledger, chart, surplus, shortage)],
    };
  }
  return undefined;
}

/** One account is enough when its balance is kept apart by kind; one-sided accounts are recon/difference-direction's. */
function isApart(ledger: Ledger, account: Account): boolean {
  if (account.class?.value === "common")
    return account.dimensions.some((dimension) => dimension.value === "difference_kind");
  const purpose = purposeOf(ledger.settings, account);
  return purpose === "suspense_surplus" || purpose === "suspense_shortage";
}

function separated(account: Account) {
  if (account.class?.value !== "common") return [];
  const edit =
    account.dimensions.length > 0
      ? appendItems(account.node, "dimensions", ["difference_kind"])
      : insertKey(account.node, "dimensions", ["difference_kind"]);
  return [fix("Keep its balance apart by kind of difference", "按差异类型分户核算", [edit])];
}

/** Two accounts, existing or new; only while no rule is tied to the old one. */
function split(ledger: Ledger, chart: Chart, surplus: Difference, shortage: Difference) {
  if ([surplus, shortage].some((row) => row.rule || row.clear_rules.length > 0) || !declaresPurposes(chart)) return [];
  const known = [
    accountsFor(ledger.settings, chart, "suspense_surplus")[0]?.code?.value,
    accountsFor(ledger.settings, chart, "suspense_shortage")[0]?.code?.value,
  ];
  const edits: Edit[] = [];
  let codes: readonly (string | undefined)[] = known;
  if (known.includes(undefined)) {
    const added = newAccounts(ledger.settings, chart, ["suspense_surplus", "suspense_shortage"]);
    if (!added) return [];
    codes = added.codes;
    edits.push(...added.edits);
  }
  const [forSurplus, forShortage] = codes;
  if (!forSurplus || !forShortage) return [];
  edits.push(replaceScalar(surplus.suspense!.node, forSurplus), replaceScalar(shortage.suspense!.node, forShortage));
  return [
    fix(
      `Park surplus in ${forSurplus}, shortage in ${forShortage}`,
      `长款挂 ${forSurplus}，短款挂 ${forShortage}`,
      edits,
    ),
  ];
}

DOCS: page(suspenseOnePile, {
  why: {
    en: "Two piles are kept because the shortage is the serious one: it is money that is missing. In one account the two cancel out, and a balance of zero can hide both.",
    zh: "分两堆，是因为短款才要命：那是少掉的钱。挂在一个科目里会互相抵消，余额为零也可能两边都有。",
  },
  fix: {
    en: "Use one account for 待查长款 and one for 待查短款, or a two-way account kept apart by `difference_kind`.",
    zh: "分设待查长款、待查短款两个科目；或用共同类科目并加 `difference_kind` 维度分户。",
  },
  silent: {
    en: "With two accounts, or an account of the common class with the dimension `difference_kind`.",
    zh: "用了两个科目，或共同类科目带 `difference_kind` 维度时不报。",
  },
  bad: `
    === a.coa.yaml
    kind: chart-of-accounts
    schema: 1
    base_currency: CNY
    accounts:
      - code: "2241"
        name: 其他应付款
        class: liability
        normal_balance: credit
        purpose: own_other
      - code: "3001"
        name: 待查款
        class: common
        normal_balance: either
        purpose: transit
        clears:
          by: reconciliation
        dimensions: [channel]
    === b.channel.yaml
    kind: payment-channels
    schema: 1
    channels:
      - id: bank-a
        name: 甲银行网银（虚构）
        flow: pay_in
        method: gateway_b2c
        cut_off: "00:00"
        time_zone: Asia/Shanghai
        reconciliation:
          date_basis: channel_date
          differences:
            - kind: channel_only
              flow: pay_in
              suspense: "3001"
            - kind: own_only
              flow: pay_in
              suspense: "3001"
              #         ^^^^^^ recon/suspense-one-pile: Channel bank-a parks surplus and shortage in one account (3001); they cancel out, and the shortage, the serious pile, is not seen.
      - id: bank-b
        name: 乙银行网银（虚构）
        flow: pay_in
        method: gateway_b2c
        cut_off: "00:00"
        time_zone: Asia/Shanghai
        reconciliation:
          date_basis: channel_date
          differences:
            - kind: own_only
              flow: pay_in
              suspense: "2241"
            - kind: channel_only
              flow: pay_in
              suspense: "2241"
              #         ^^^^^^ recon/suspense-one-pile: Channel bank-b parks surplus and shortage in one account (2241); they cancel out, and the shortage, the serious pile, is not seen.
  `,
  good: `
    === a.coa.yaml
    kind: chart-of-accounts
    schema: 1
    base_currency: CNY
    accounts:
      - code: "3001"
        name: 待查款
        class: common
        normal_balance: either
        purpose: transit
        clears:
          by: reconciliation
        dimensions: [channel, difference_kind]
    === b.channel.yaml
    kind: payment-channels
    schema: 1
    channels:
      - id: bank-a
        name: 甲银行网银（虚构）
        flow: pay_in
        method: gateway_b2c
        cut_off: "00:00"
        time_zone: Asia/Shanghai
        reconciliation:
          date_basis: channel_date
          differences:
            - kind: channel_only
              flow: pay_in
              suspense: "3001"
            - kind: own_only
              flow: pay_in
              suspense: "3001"
  `,
  sources: ["2017-05-09 11:54", "2017-05-10 18:26"],
});
