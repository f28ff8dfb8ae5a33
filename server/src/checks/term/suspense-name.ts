import { accountTitle } from "../../index/account-words";
import type { Ledger } from "../../index/ledger";
import { purposeOf } from "../../index/purposes";
import type { Account } from "../../model/types.generated";
import { check } from "../check";
import { replaceScalar } from "../edits";
import { page } from "../pages";

const suspenseName = check({
  code: "term/suspense-name",
  severity: "info",
  tier: "P2",
  on: "ledger",
  title: { en: "挂账 is an act, not an account", zh: "“挂账”是动作，不是科目" },
  *run(ledger) {
    for (const chart of ledger.charts) {
      for (const account of chart.leaves()) {
        const name = account.name?.value ?? "";
        if (!/挂账(?:科目|账户|户|款)?$/.test(name) || /待查|应收|应付/.test(name)) continue;
        yield {
          at: account.name!.node,
          message: {
            en: `Account ${accountTitle(account)} is named after the act of parking an amount; name it after what stands on it: money to be paid out or claimed once it is cleared up.`,
            zh: `科目 ${accountTitle(account)} 用了“挂账”这个动作作名称，看不出里面是欠别人的还是要追回的，请按内容命名。`,
          },
          fixes: () =>
            namesFor(ledger, account).map((better) => ({
              title: { en: `Call it ${better}`, zh: `改名为“${better}”` },
              edits: [replaceScalar(account.name!.node, better)],
            })),
        };
      }
    }
  },
});
export default suspenseName;

function namesFor(ledger: Ledger, account: Account): readonly string[] {
  const purpose = purposeOf(ledger.settings, account);
  if (purpose === "suspense_surplus") return ["待查收入"];
  if (purpose === "suspense_shortage") return ["待查支出"];
  if (account.class?.value === "liability") return ["应付待查款"];
  return account.class?.value === "asset" ? ["应收待查款"] : [];
}

DOCS: page(suspenseName, {
  why: {
    en: "“Debit 挂账” is what people guess when they do not know which account an unexplained amount belongs to. The name hides the one thing that matters: is it owed, or is it a claim?",
    zh: "不知道该记哪里的时候，大家就说“借挂账”。这个名称恰恰盖住了最要紧的一点：这笔钱是欠别人的，还是要追回来的？",
  },
  fix: {
    en: "Name it 待查收入 (owed) or 待查支出 (to be recovered), or 应付/应收 with 待查.",
    zh: "欠别人的叫“待查收入”，要追回的叫“待查支出”；或用“应付/应收＋待查”。",
  },
  silent: {
    en: "Names with 待查, 应收 or 应付; rules and notes may speak of 挂账.",
    zh: "名称里已有待查、应收、应付的不报；规则标题和备注里可以写“挂账”。",
  },
  bad: `
    kind: chart-of-accounts
    schema: 1
    accounts:
      - code: "224101"
        name: 渠道挂账
        #     ^^^^ term/suspense-name: Account 224101 渠道挂账 is named after the act of parking an amount; name it after what stands on it: money to be paid out or claimed once it is cleared up.
        class: liability
  `,
  good: `
    kind: chart-of-accounts
    schema: 1
    accounts:
      - code: "224101"
        name: 待查收入
        class: liability
  `,
  sources: ["2017-07-19 08:27", "2017-07-19 08:31"],
});
