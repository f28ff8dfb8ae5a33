import { accountTitle } from "../../index/account-words";
import type { Purpose } from "../../index/purposes";
import { type BookedRule, isDeferred, RuleBook } from "../../index/rule-book";
import type { Account } from "../../model/types.generated";
import { check } from "../check";
import { setKey } from "../edits";
import { page } from "../pages";

/** Balances of whoever pays: they are reduced at once however hot they are (post/payer-debit-deferred). */
const PAYER: ReadonlySet<Purpose> = new Set(["customer_balance", "merchant_available", "prepaid_balance"]);

const hotRealtime = check({
  code: "post/hot-realtime",
  severity: "warning",
  tier: "P1",
  on: "ledger",
  title: { en: "Hot accounts are not locked by every trade", zh: "热点账户不逐笔实时入账" },
  *run(ledger) {
    const book = RuleBook.of(ledger);
    const hit = new Map<Account, BookedRule[]>();
    for (const rule of book.withEvent("payment", "top_up", "refund", "transfer", "withdrawal", "payout")) {
      for (const leg of rule.legs) {
        const { account } = leg;
        if (!account?.hot?.value || leg.memo || isDeferred(leg) || PAYER.has(leg.purpose!)) continue;
        if (account.update_mode && account.update_mode.value !== "realtime") continue;
        const rules = hit.get(account) ?? [];
        if (!rules.includes(rule)) hit.set(account, [...rules, rule]);
      }
    }
    for (const [account, rules] of hit) {
      const title = accountTitle(account);
      yield {
        at: account.hot!.node,
        message: {
          en: `Account ${title} is hot, and ${count(rules.length)} it in real time with every trade. Give it an update_mode, or the legs a timing.`,
          zh: `科目 ${title} 是热点账户，却有 ${rules.length} 条规则逐笔实时入账。请设 update_mode，或在分录上写 timing。`,
        },
        related: rules.map((rule) => ({
          at: rule.rule.event!.node,
          message: { en: "A rule that hits it", zh: "实时入账的规则" },
        })),
        fixes: () =>
          (["day_end", "buffered"] as const).map((mode) => ({
            title:
              mode === "day_end"
                ? { en: "Sum it up at the day end", zh: "改为日终汇总入账" }
                : { en: "Post it through the buffer", zh: "改为缓冲入账" },
            edits: [setKey(account.node, "update_mode", mode, "hot")],
          })),
      };
    }
  },
});
export default hotRealtime;

function count(rules: number): string {
  return rules === 1 ? "a rule posts on" : `${rules} rules post on`;
}

DOCS: page(hotRealtime, {
  why: {
    en: "The platform's own accounts are the hot ones: every trade wants the same row. Their leg can be summed later while the customer's leg stays immediate, so nobody waits.",
    zh: "热点往往是平台自己的账户：每笔交易都抢同一行。这条分录可以之后汇总，客户那条照样实时，谁都不用等。",
  },
  fix: {
    en: "Set `update_mode: day_end` or `buffered` on the account, or `timing` on the leg.",
    zh: "在科目上设 `update_mode: day_end` 或 `buffered`，或在分录上写 `timing`。",
  },
  silent: {
    en: "Accounts that are summed or buffered, payers' balances, and events other than single trades.",
    zh: "已汇总或缓冲的科目、付款方余额、非逐笔交易的事件不报。",
  },
  bad: `
    === a.coa.yaml
    kind: chart-of-accounts
    schema: 1
    accounts:
      - code: "220201"
        name: 商户待结算
        class: liability
      - code: "300101"
        name: 渠道待清算
        class: common
        hot: true
        #    ^^^^ post/hot-realtime: Account 300101 渠道待清算 is hot, and a rule posts on it in real time with every trade. Give it an update_mode, or the legs a timing.
    === b.posting.yaml
    kind: posting-rules
    schema: 1
    accounting_date: platform
    inputs:
      gross:
        type: money
        min: 0.01
    day_end:
      checks: [flow_sum_equals_batch_sum]
      on_imbalance: stop
    rules:
      - id: pay.ok
        event: payment
        entries: [{debit: "300101", amount: gross}, {credit: "220201", amount: gross}]
  `,
  good: `
    === a.coa.yaml
    kind: chart-of-accounts
    schema: 1
    accounts:
      - code: "220201"
        name: 商户待结算
        class: liability
      - code: "300101"
        name: 渠道待清算
        class: common
        hot: true
        update_mode: day_end
    === b.posting.yaml
    kind: posting-rules
    schema: 1
    accounting_date: platform
    inputs:
      gross:
        type: money
        min: 0.01
    day_end:
      checks: [flow_sum_equals_batch_sum]
      on_imbalance: stop
    rules:
      - id: pay.ok
        event: payment
        entries: [{debit: "300101", amount: gross}, {credit: "220201", amount: gross}]
  `,
  sources: ["2017-05-15 10:16", "2017-06-19 20:30", "2017-05-26 20:03"],
});
