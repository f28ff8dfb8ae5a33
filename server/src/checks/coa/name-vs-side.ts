import { baselineAccount, baselineAccountByName } from "../../data/baseline";
import { accountTitle, SIDE_WORD } from "../../index/account-words";
import type { Chart, Side } from "../../index/chart";
import type { AccountClass } from "../../index/purposes";
import type { Text } from "../../l10n/text";
import type { Account } from "../../model/types.generated";
import { check } from "../check";
import { page } from "../pages";

interface Ending {
  readonly pattern: RegExp;
  readonly side: Side;
  readonly class: AccountClass;
  readonly says: Text;
}

const ENDINGS: readonly Ending[] = [
  { pattern: /收入$/, side: "credit", class: "income", says: { en: "income", zh: "收入" } },
  { pattern: /(?:支出|费用|成本|损失)$/, side: "debit", class: "expense", says: { en: "an expense", zh: "支出" } },
];
/** Claims and debts about income and costs stand on the other side by nature: 应付费用, 预提费用, 应收收入. */
const CLAIM_OR_DEBT = /^(?:应付|应收|预提|预收|预付|待付|待收|待查|待摊|递延|未实现|代收|代付)/;
/** The side a class has by itself; another one is the business of coa/normal-balance. */
const BY_CLASS: Readonly<Partial<Record<AccountClass, Side>>> = {
  asset: "debit",
  cost: "debit",
  expense: "debit",
  liability: "credit",
  equity: "credit",
  income: "credit",
};

const nameVsSide = check({
  code: "coa/name-vs-side",
  severity: "warning",
  tier: "P1",
  on: "chart",
  title: { en: "收入 stands on the credit side, 支出 on the debit side", zh: "名称是收入的在贷方，是支出的在借方" },
  *run(chart) {
    for (const account of chart.leaves()) {
      const ending = contradicted(chart, account);
      if (!ending) continue;
      const side = chart.normalBalance(account)!;
      yield {
        at: account.name!.node,
        message: {
          en: `The name of account ${accountTitle(account)} says ${ending.says.en}, but its balance stands on the ${SIDE_WORD[side].en} side.`,
          zh: `科目 ${accountTitle(account)} 从名称看是${ending.says.zh}，余额方向却是${SIDE_WORD[side].zh}。`,
        },
        related: [
          { at: (account.normal_balance ?? account.class!).node, message: { en: "The side", zh: "余额方向由此而来" } },
        ],
        fixes: () => [
          {
            title: {
              en: `Set class ${ending.class} and the ${ending.side} side`,
              zh: `改为${ending.class === "income" ? "收入" : "费用"}类、${SIDE_WORD[ending.side].zh}`,
            },
            edits: [
              { at: account.class!.node, newText: ending.class },
              ...(account.normal_balance ? [{ at: account.normal_balance.node, newText: ending.side }] : []),
            ],
          },
        ],
      };
    }
  },
});
export default nameVsSide;

function contradicted(chart: Chart, account: Account): Ending | undefined {
  const name =
    account.name?.value
      .replace(/[（(][^）)]*[）)]$/, "")
      .split(/[—–-]+/)
      .at(-1) ?? "";
  const ending = ENDINGS.find(({ pattern }) => pattern.test(name));
  const kind = account.class?.value;
  if (!ending || !kind || account.contra?.value || CLAIM_OR_DEBT.test(name)) return undefined;
  const side = chart.normalBalance(account);
  if (side !== BY_CLASS[kind] || side === ending.side) return undefined;
  return isListed(chart, account, side) ? undefined : ending;
}

/** Whether the national table puts the account on this side (6202 摊回赔付支出), or coa/class-vs-code says that it does not. */
function isListed(chart: Chart, account: Account, side: Side | "either" | undefined): boolean {
  const baseline = chart.document.model.baseline?.value;
  if (baseline === undefined || baseline === "none") return false;
  if (account.code && baselineAccount(baseline, account.code.value)) return true;
  return baselineAccountByName(baseline, account.name!.value)?.normalBalance === side;
}

DOCS: page(nameVsSide, {
  why: {
    en: "收入 or 支出 at the end of a name is the rule of thumb people go by when they write entries. An account that says the one and behaves like the other will be booked the wrong way round.",
    zh: "写分录时大家习惯看名称：收入增加记贷，支出增加记借。名称和方向相反的科目，迟早有人记反。",
  },
  fix: {
    en: "Correct class and side, or rename the account after what it holds (应付…, 应收…, 待查…).",
    zh: "改正类别和方向，或者按实际内容改名（应付…、应收…、待查…）。",
  },
  silent: {
    en: "Contra accounts, accounts on either side, accounts that the chosen national table lists on that side (6202 摊回赔付支出), names that begin with 应付, 应收, 预提, 待查 and the like. A side that contradicts the class itself is reported by coa/normal-balance.",
    zh: "备抵科目、双向科目、所选国家科目表本身就列在那一方的科目（6202 摊回赔付支出），以及应付、应收、预提、待查等开头的名称不报；余额方向与类别本身矛盾由 coa/normal-balance 报告。",
  },
  bad: `
    kind: chart-of-accounts
    schema: 1
    accounts:
      - code: "6021"
        name: 手续费收入
        #     ^^^^^ coa/name-vs-side: The name of account 6021 手续费收入 says income, but its balance stands on the debit side.
        class: expense
        normal_balance: debit
      - code: "6421"
        name: 渠道手续费支出
        #     ^^^^^^^ coa/name-vs-side: The name of account 6421 渠道手续费支出 says an expense, but its balance stands on the credit side.
        class: income
  `,
  good: `
    kind: chart-of-accounts
    schema: 1
    baseline: cas-2006
    accounts:
      - code: "6021"
        name: 手续费收入
        class: income
        normal_balance: credit
      - code: "224101"
        name: 待查收入
        class: liability
        normal_balance: credit
      - code: "2191"
        name: 预提费用
        class: liability
        normal_balance: credit
      - code: "6202"
        name: 摊回赔付支出
        class: income
  `,
  sources: ["2017-05-18 13:01", "2017-05-18 09:16"],
});
