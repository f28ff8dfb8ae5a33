import { accountTitle, CLASS_WORD, SIDE_WORD } from "../../index/account-words";
import type { Side } from "../../index/chart";
import { type AccountClass, purposeOf } from "../../index/purposes";
import type { Text } from "../../l10n/text";
import { check } from "../check";
import { page } from "../pages";

interface Nature {
  readonly class: AccountClass;
  readonly side: Side;
  readonly because: Text;
}

const NATURES: Readonly<Record<string, Nature>> = {
  suspense_surplus: {
    class: "liability",
    side: "credit",
    because: { en: "money that is not ours, so we owe it", zh: "多出来的钱不是我们的，是欠别人的" },
  },
  suspense_shortage: {
    class: "asset",
    side: "debit",
    because: { en: "money we miss, so it is a claim", zh: "少掉的钱要去追，是一项债权" },
  },
};

const suspenseSide = check({
  code: "coa/suspense-side",
  severity: "error",
  tier: "P0",
  on: "ledger",
  title: { en: "Surplus stands in liabilities, shortage in assets", zh: "待查长款在负债，待查短款在资产" },
  *run(ledger) {
    for (const chart of ledger.charts) {
      for (const account of chart.accounts) {
        const nature = NATURES[purposeOf(ledger.settings, account) ?? ""];
        const declared = account.class;
        // The side alone is the business of coa/normal-balance.
        if (!nature || !declared || declared.value === nature.class || declared.value === "common") continue;
        const side = account.normal_balance;
        yield {
          at: declared.node,
          message: {
            en: `Account ${accountTitle(account)} parks ${nature.because.en}: its class must be ${nature.class}, not ${declared.value}.`,
            zh: `科目 ${accountTitle(account)}：${nature.because.zh}，应为${CLASS_WORD[nature.class].zh}类，而不是${CLASS_WORD[declared.value].zh}类。`,
          },
          fixes: () => [
            {
              title: {
                en: `Set class ${nature.class} and normal balance ${nature.side}`,
                zh: `改为${CLASS_WORD[nature.class].zh}类、${SIDE_WORD[nature.side].zh}余额`,
              },
              preferred: true,
              edits: [
                { at: declared.node, newText: nature.class },
                ...(side && side.value !== nature.side ? [{ at: side.node, newText: nature.side }] : []),
              ],
            },
          ],
        };
      }
    }
  },
});
export default suspenseSide;

DOCS: page(suspenseSide, {
  why: {
    en: "A surplus is money in hand whose owner is not known yet: a debt. A shortage is money that should be there and has to be recovered: a claim. Putting both on one side nets what must be looked into one by one.",
    zh: "长款是钱到了但不知该归谁，属于欠款；短款是该有的钱没到，要去追，属于债权。放在同一边，就把需要逐笔查清的事互相抵掉了。",
  },
  fix: {
    en: "Set liability and credit for suspense_surplus (待查收入), asset and debit for suspense_shortage (待查支出).",
    zh: "suspense_surplus（待查收入）设为负债、贷方；suspense_shortage（待查支出）设为资产、借方。",
  },
  silent: {
    en: "An account of class common with either side can hold both.",
    zh: "放在共同类、余额双向的科目两者都可以记。",
  },
  bad: `
    kind: chart-of-accounts
    schema: 1
    accounts:
      - code: "224101"
        name: 待查收入
        class: income
        #      ^^^^^^ coa/suspense-side: Account 224101 待查收入 parks money that is not ours, so we owe it: its class must be liability, not income.
        purpose: suspense_surplus
        clears:
          by: reconciliation
          max_age_days: 30
          owner: 清结算组
      - code: "224102"
        name: 待查支出
        class: liability
        #      ^^^^^^^^^ coa/suspense-side: Account 224102 待查支出 parks money we miss, so it is a claim: its class must be asset, not liability.
        normal_balance: credit
        purpose: suspense_shortage
        clears:
          by: reconciliation
          max_age_days: 30
          owner: 清结算组
  `,
  good: `
    kind: chart-of-accounts
    schema: 1
    accounts:
      - code: "224101"
        name: 待查收入
        class: liability
        normal_balance: credit
        purpose: suspense_surplus
        clears:
          by: reconciliation
          max_age_days: 30
          owner: 清结算组
      - code: "122101"
        name: 待查支出
        class: asset
        normal_balance: debit
        purpose: suspense_shortage
        clears:
          by: reconciliation
          max_age_days: 30
          owner: 清结算组
  `,
  sources: ["2017-07-19 08:36", "2017-07-19 08:31", "2017-07-19 08:35"],
});
