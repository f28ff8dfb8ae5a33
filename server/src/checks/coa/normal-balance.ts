import { baselineAccount } from "../../data/baseline";
import { CLASS_WORD, SIDE_WORD } from "../../index/account-words";
import type { Chart, Side } from "../../index/chart";
import type { Account } from "../../model/types.generated";
import { check, replace } from "../check";
import { page } from "../pages";

const EXPECTED: Readonly<Record<string, Side | "either">> = {
  asset: "debit",
  cost: "debit",
  expense: "debit",
  liability: "credit",
  equity: "credit",
  income: "credit",
  common: "either",
};
const EITHER_SIDE_PURPOSES: ReadonlySet<string> = new Set(["fx_difference", "interest"]);

const normalBalance = check({
  code: "coa/normal-balance",
  severity: "error",
  tier: "P0",
  on: "chart",
  title: { en: "The normal balance fits the account class", zh: "余额方向与科目类别一致" },
  *run(chart) {
    for (const account of chart.accounts) {
      const { normal_balance: declared, class: accountClass } = account;
      if (!declared || !accountClass || isExempt(chart, account)) continue;
      const expected = flip(EXPECTED[accountClass.value], account.contra?.value === true);
      if (expected === undefined || expected === declared.value) continue;
      yield {
        at: declared.node,
        message: {
          en: `Account ${account.code!.value} is of class ${accountClass.value}, whose normal balance is ${expected}, not ${declared.value}.`,
          zh: `科目 ${account.code!.value} 属于${CLASS_WORD[accountClass.value].zh}类，余额方向应为${SIDE_WORD[expected].zh}，而不是${SIDE_WORD[declared.value].zh}。`,
        },
        fixes: () => [
          replace(
            declared.node,
            expected,
            { en: `Set the normal balance to ${expected}`, zh: `把余额方向改为${SIDE_WORD[expected].zh}` },
            true,
          ),
        ],
      };
    }
  },
});
export default normalBalance;

/** Purposes that swing, and first-level accounts that the national table itself lists on the other side (累计折旧, 坏账准备 …). */
function isExempt(chart: Chart, account: Account): boolean {
  if (account.purpose && EITHER_SIDE_PURPOSES.has(account.purpose.value)) return true;
  const baseline = chart.document.model.baseline?.value;
  const listed =
    baseline === undefined || baseline === "none" ? undefined : baselineAccount(baseline, account.code!.value);
  return listed !== undefined && listed.normalBalance === account.normal_balance?.value;
}

function flip(side: Side | "either" | undefined, contra: boolean): Side | "either" | undefined {
  if (!contra || side === "either" || side === undefined) return side;
  return side === "debit" ? "credit" : "debit";
}

DOCS: page(normalBalance, {
  why: {
    en: "The normal balance decides which side increases an account and what counts as overdrawn. With the wrong side every balance check on the account is upside down. Clearing accounts of the common class must be free to stand on either side.",
    zh: "余额方向决定哪一方是增加、什么算透支。方向写反，这个科目上的所有余额检查都会颠倒。共同类的清算科目两边都可能有余额，应为双向。",
  },
  fix: {
    en: "Set the side that follows from the class; mark contra accounts with `contra: true`.",
    zh: "改成类别对应的方向；备抵科目请写 `contra: true`。",
  },
  silent: {
    en: "With `contra: true` the other side is expected; the purposes fx_difference and interest may stand on any side; so may first-level accounts that the chosen national table lists that way.",
    zh: "写了 `contra: true` 时按相反方向判断；用途为 fx_difference、interest 的科目不限方向；所选国家科目表本身列为另一方向的一级科目也不报。",
  },
  bad: `
    kind: chart-of-accounts
    schema: 1
    accounts:
      - code: "2202"
        name: 应付账款
        class: liability
        normal_balance: debit
        #               ^^^^^ coa/normal-balance: Account 2202 is of class liability, whose normal balance is credit, not debit.
  `,
  good: `
    kind: chart-of-accounts
    schema: 1
    accounts:
      - code: "2202"
        name: 应付账款
        class: liability
        normal_balance: credit
      - code: "1602"
        name: 累计折旧
        class: asset
        contra: true
        normal_balance: credit
  `,
  sources: ["2017-05-18 12:55", "2017-07-18 20:35", "2017-05-13 12:43"],
});
