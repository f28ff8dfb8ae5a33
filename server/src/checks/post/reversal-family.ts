import { type EventName, resolveEvent } from "../../index/events";
import { RuleBook } from "../../index/rule-book";
import { check } from "../check";
import { replaceScalar } from "../edits";
import { page } from "../pages";
import { eventWord, productName, ruleName } from "./shared/wording";

/** What each kind of reversal can take back; a completed pre-authorisation and a parked duplicate are payments. */
const FAMILY: ReadonlyMap<EventName, readonly EventName[]> = new Map<EventName, readonly EventName[]>([
  ["void", ["payment", "pre_auth_completion"]],
  ["refund", ["payment", "top_up", "pre_auth_completion", "duplicate"]],
  ["reversal", ["payment", "void", "pre_auth", "pre_auth_completion"]],
  ["chargeback", ["payment", "pre_auth_completion"]],
]);

const reversalFamily = check({
  code: "post/reversal-family",
  severity: "error",
  tier: "P1",
  on: "ledger",
  title: {
    en: "Voids, refunds, reversals and chargebacks take back what they can",
    zh: "撤销、退款、冲正、拒付各对应自己的原交易",
  },
  *run(ledger) {
    const book = RuleBook.of(ledger);
    for (const booked of book.all) {
      const family = booked.event && FAMILY.get(booked.event);
      if (!family) continue;
      const name = ruleName(booked.rule);
      const event = eventWord(booked.guard.event, ledger.settings);
      const original = booked.rule.original?.event;
      const builtIn = resolveEvent(ledger.settings, original?.value);
      if (original && builtIn && !family.includes(builtIn)) {
        const usual = family.slice(0, 2);
        const what = eventWord(original.value, ledger.settings);
        yield {
          at: original.node,
          message: {
            en: `${name.en}: a ${event.en} takes back a ${usual.join(" or ")}, not a ${what.en}.`,
            zh: `${name.zh}：${event.zh}对应的原交易应是${usual.map((e) => eventWord(e).zh).join("或")}，不是${what.zh}。`,
          },
          fixes: () => [
            {
              title: { en: `Take back a ${usual[0]}`, zh: `原交易改为${eventWord(usual[0]!).zh}` },
              edits: [replaceScalar(original.node, usual[0]!)],
            },
          ],
        };
      }
      const payout =
        booked.event === "reversal"
          ? book.productsOf(booked).find(({ item }) => item.flow?.value === "pay_out")?.item
          : undefined;
      if (payout) {
        const product = productName(payout);
        yield {
          at: booked.rule.event!.node,
          message: {
            en: `${product.en} pays out, and a payout has no reversal: it fails or is returned. Write rules with status failed and returned.`,
            zh: `${product.zh} 是出款产品，出款没有冲正，只有失败和退票。请写 failed、returned 状态的规则。`,
          },
        };
      }
    }
  },
});
export default reversalFamily;

DOCS: page(reversalFamily, {
  why: {
    en: "Void, reversal, refund, return and refund of a top-up are different things with different accounts and deadlines. Treating one as another books it in the wrong place; a payout has no reversal at all.",
    zh: "撤销、冲正、退货、退票、充退是不同的事，科目和时限都不同，混着用就会记错地方。出款根本没有冲正。",
  },
  fix: {
    en: "Name the event that is really taken back, or make it a rule of the right event.",
    zh: "写对原交易事件，或改用对应的事件写规则。",
  },
  silent: {
    en: "Pairs that belong together: voids and chargebacks of payments, refunds of payments and top-ups, reversals of payments, voids and pre-authorisations.",
    zh: "配得上的不报：撤销、拒付对支付，退款对支付或充值，冲正对支付、撤销或预授权。",
  },
  bad: `
    kind: posting-rules
    schema: 1
    inputs:
      gross:
        type: money
        min: 0.01
    products:
      - id: payout
        name: 代付
        status: draft
        flow: pay_out
    rules:
      - id: void.wrong
        event: void
        original:
          required: true
          event: withdrawal
          #      ^^^^^^^^^^ post/reversal-family: Rule void.wrong: a void takes back a payment or pre_auth_completion, not a withdrawal.
          match: [payment_no]
          cap: full
          on_missing: reject
        entries: [{debit: "220201", amount: gross}, {credit: "300101", amount: gross}]
      - id: payout.reversed
        product: payout
        event: reversal
        #      ^^^^^^^^ post/reversal-family: Product payout pays out, and a payout has no reversal: it fails or is returned. Write rules with status failed and returned.
        original:
          required: true
          event: payment
          match: [payout_no]
          on_missing: hold
        entries: [{debit: "300103", amount: gross}, {credit: "220202", amount: gross}]
  `,
  good: `
    kind: posting-rules
    schema: 1
    inputs:
      gross:
        type: money
        min: 0.01
    rules:
      - id: refund.ok
        event: refund
        original:
          required: true
          event: top_up
          match: [top_up_no]
          cap: refundable_amount
          on_missing: hold
        entries: [{debit: "220101", amount: gross}, {credit: "300101", amount: gross}]
  `,
  sources: ["2017-05-18 14:04", "2017-07-07 16:38", "2017-06-21 18:13"],
});
