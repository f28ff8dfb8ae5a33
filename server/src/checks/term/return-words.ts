import { type EventName, eventLabel, eventOf, type Status, statusOf } from "../../index/events";
import { textsOf, wordSpan } from "../../index/texts";
import { check } from "../check";
import { page } from "../pages";
import { reword } from "../wording";

interface ReturnWord {
  readonly word: string;
  /** Events the word does not fit; rules about fees, differences or funds may mention any word. */
  readonly not: readonly EventName[];
  /** With these events the word fits one of these statuses only. */
  readonly only?: readonly [readonly EventName[], readonly Status[]];
  /** Other words in the title that make it right. */
  readonly unless?: RegExp;
  readonly means: { readonly en: string; readonly zh: string };
}

const PAYS_OUT = ["payout", "withdrawal", "transfer"] as const;
const BOUNCED = ["returned", "failed"] as const;

/** Longer words first: 退款退回 is no 退款. */
const WORDS: readonly ReturnWord[] = [
  {
    word: "退款退回",
    not: ["payment", "top_up", "payout", "withdrawal", "void"],
    only: [["refund"], BOUNCED],
    means: { en: "a refund that came back", zh: "退款被退回" },
  },
  {
    word: "打款退回",
    not: ["payment", "top_up", "refund", "void"],
    only: [PAYS_OUT, BOUNCED],
    means: { en: "a payout that came back", zh: "付款被银行退回" },
  },
  {
    word: "退票",
    not: ["payment", "top_up", "refund", "void"],
    only: [PAYS_OUT, BOUNCED],
    unless: /退款/,
    means: { en: "a payout that came back after success", zh: "付款成功后被银行退回" },
  },
  {
    word: "退汇",
    not: ["payment", "top_up", "refund", "void"],
    only: [PAYS_OUT, BOUNCED],
    unless: /退款/,
    means: { en: "a remittance that came back", zh: "汇款被退回" },
  },
  {
    word: "充退",
    not: ["payment", "top_up", "payout", "withdrawal", "void"],
    means: { en: "a top-up returned to its source", zh: "充值原路退回" },
  },
  {
    word: "退货",
    not: ["payment", "top_up", "payout", "withdrawal", "transfer", "void", "reversal"],
    means: { en: "a refund for goods sent back", zh: "因退货而退款" },
  },
  {
    word: "退款",
    not: ["payment", "top_up", "payout", "withdrawal", "transfer", "void", "reversal"],
    unless: /代付|撤销|重复/,
    means: { en: "money back to the payer of a payment", zh: "把钱退给付款人" },
  },
  {
    word: "出金",
    not: ["payment", "top_up", "funds_in"],
    means: { en: "money going out", zh: "资金转出" },
  },
  {
    word: "入金",
    not: ["payout", "withdrawal", "funds_out"],
    means: { en: "money coming in", zh: "资金转入" },
  },
];

/** What the title should say, by event and status. */
function wordFor(event: EventName, status: Status): string | undefined {
  const bounced = status === "returned";
  if (event === "refund") return bounced ? "退款退回" : "退款";
  if (event === "payout" || event === "withdrawal") return bounced ? "退票" : event === "payout" ? "代付" : "提现";
  return { payment: "支付", top_up: "充值", void: "撤销", transfer: "转账", reversal: "冲正" }[event as string];
}

const returnWords = check({
  code: "term/return-words",
  severity: "info",
  tier: "P2",
  on: "ledger",
  title: { en: "退款, 退票, 充退 agree with the event", zh: "退款、退票、充退等用词与事件一致" },
  *run(ledger) {
    for (const document of ledger.rulesDocuments) {
      const byNode = new Map(document.model.rules.map((rule) => [rule.node, rule]));
      for (const place of textsOf(document)) {
        const rule = place.key === "title" && place.around[0] ? byNode.get(place.around[0]) : undefined;
        const event = rule && eventOf(ledger.settings, rule);
        const found = WORDS.find(({ word }) => place.text.includes(word));
        if (!rule || !event || !found || found.unless?.test(place.text)) continue;
        const status = statusOf(rule);
        const wrongStatus = found.only?.[0].includes(event) && !found.only[1].includes(status);
        if (!found.not.includes(event) && !wrongStatus) continue;
        const index = place.text.indexOf(found.word);
        const better = wordFor(event, status);
        const label = eventLabel(rule.event!.value, ledger.settings);
        yield {
          at: wordSpan(place, found.word, index),
          message: {
            en: `${found.word} means ${found.means.en}, but this rule is for ${label.en.toLowerCase()}, status ${status}.`,
            zh: `“${found.word}”是指${found.means.zh}，而这条规则的事件是 ${event}（${label.zh}）、状态 ${status}。`,
          },
          fixes: () =>
            better !== undefined && !place.text.includes(better) ? [reword(place, found.word, index, better)] : [],
        };
      }
    }
  },
});
export default returnWords;

DOCS: page(returnWords, {
  why: {
    en: "Five different flows share the character 退: money back to the payer, a payout the bank sends back, a top-up returned, a refund that bounces, goods returned. They book differently and arrive on different lines of the statement.",
    zh: "一个“退”字有五种流向：退给付款人、付款被银行退回、充值原路退、退款又被退回、退货。分录不同，在对账单上也不在一处。",
  },
  fix: {
    en: "Use the word that fits: 退款 for refund, 退票 for a returned payout, 充退 for a top-up returned (event refund), 退款退回 for a refund that came back.",
    zh: "退给付款人写“退款”，付款被退回写“退票”，充值退回写“充退”（事件 refund），退款被退回写“退款退回”。",
  },
  silent: {
    en: "Rules about fees, differences, settlement and bank lines may mention any of the words; names of ids are not looked at.",
    zh: "手续费、差异、结算、银行流水类规则可以提到这些词；标识不查。",
  },
  bad: `
    kind: posting-rules
    schema: 1
    rules:
      - id: payout.back
        title: 提现退款
        #        ^^ term/return-words: 退款 means money back to the payer of a payment, but this rule is for withdrawal, status returned.
        event: withdrawal
        status: returned
        idempotency_key: [payout_no]
        entries:
          - debit: "224104"
            amount: 100.00
          - credit: "220202"
            amount: 100.00
      - id: topup.back
        title: 充退入账
        #      ^^ term/return-words: 充退 means a top-up returned to its source, but this rule is for top-up, status succeeded.
        event: top_up
        status: succeeded
        idempotency_key: [topup_no]
        entries:
          - debit: "300101"
            amount: 100.00
          - credit: "224101"
            amount: 100.00
      - id: payout.ok
        title: 提现退票
        #        ^^ term/return-words: 退票 means a payout that came back after success, but this rule is for withdrawal, status succeeded.
        event: withdrawal
        status: succeeded
        idempotency_key: [payout_no]
        entries:
          - debit: "224104"
            amount: 100.00
          - credit: "220202"
            amount: 100.00
  `,
  good: `
    kind: posting-rules
    schema: 1
    rules:
      - id: payout.back
        title: 提现退票
        event: withdrawal
        status: returned
        idempotency_key: [payout_no]
        entries:
          - debit: "224104"
            amount: 100.00
          - credit: "220202"
            amount: 100.00
      - id: topup.back
        title: 充退
        event: refund
        status: succeeded
        idempotency_key: [refund_no]
        original:
          required: true
          match: [topup_no]
          on_missing: hold
          cap: refundable_amount
        entries:
          - debit: "224101"
            amount: 100.00
          - credit: "300101"
            amount: 100.00
  `,
  sources: ["2017-06-09 19:40", "2017-06-21 18:13", "2017-06-05 15:27"],
});
