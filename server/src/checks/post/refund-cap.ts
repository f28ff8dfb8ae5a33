import type { Fix } from "../../finding";
import type { Ledger } from "../../index/ledger";
import { type BookedRule, RuleBook } from "../../index/rule-book";
import type { Product } from "../../model/types.generated";
import { check } from "../check";
import { setKey } from "../edits";
import { page } from "../pages";
import { inner, placeOf, productName, ruleName, spaced } from "./shared/wording";

const refundCap = check({
  code: "post/refund-cap",
  severity: "error",
  tier: "P0",
  on: "ledger",
  title: { en: "Refunds never exceed what is left of the payment", zh: "累计退款不超过可退金额" },
  *run(ledger) {
    const book = RuleBook.of(ledger);
    for (const booked of book.withEvent("refund")) {
      const { rule } = booked;
      const { original } = rule;
      // Without `original`, post/reversal-without-original asks for it.
      if (!original) continue;
      const name = ruleName(rule);
      const fixes = (): readonly Fix[] => [
        {
          title: { en: "Cap at the refundable amount", zh: "以可退金额为上限" },
          preferred: true,
          edits: [setKey(original.node, "cap", "refundable_amount", "match")],
        },
      ];
      if (!original.cap) {
        if (isCappedBefore(book, booked)) continue;
        yield {
          at: placeOf(rule, "original"),
          message: {
            en: `${name.en} does not limit the refund. Cap it at refundable_amount: what was paid less what was refunded before.`,
            zh: `${spaced(name.zh)}没有限制退款金额。请设 cap: refundable_amount，即实付减去已退。`,
          },
          fixes,
        };
      } else if (original.cap.value === "order_amount") {
        yield {
          at: original.cap.node,
          message: {
            en: `${name.en} refunds up to the order amount. With a coupon less was paid; cap it at refundable_amount.`,
            zh: `${spaced(name.zh)}以订单金额为退款上限。用了优惠券时实付更少，应以 refundable_amount（可退金额）为上限。`,
          },
          fixes,
        };
      } else if (original.cap.value === "paid_amount") {
        const product = productsFor(ledger, book, booked).find(refundsRepeatedly);
        if (!product) continue;
        const its = productName(product);
        yield {
          at: original.cap.node,
          message: {
            en: `${its.en} can be refunded in parts, and ${inner(name.en)} caps each part at the whole amount paid. Cap it at refundable_amount.`,
            zh: `${spaced(its.zh)}可以分次退款，而${spaced(name.zh)}每次都以实付全额为上限，合计会超。请改为 refundable_amount。`,
          },
          fixes,
        };
      }
    }
  },
});
export default refundCap;

/** The later steps of a refund (succeeded, failed) repeat an amount that its acceptance has capped. */
function isCappedBefore(book: RuleBook, { rule, guard, status }: BookedRule): boolean {
  if (rule.reverses) return true;
  if (status === "accepted") return false;
  return book
    .withEvent("refund")
    .some(
      (other) =>
        other.status === "accepted" &&
        other.rule.original?.cap !== undefined &&
        (!guard.products || !other.guard.products || [...guard.products].some((id) => other.guard.products?.has(id))),
    );
}

function productsFor(ledger: Ledger, book: RuleBook, rule: BookedRule): readonly Product[] {
  const products = rule.guard.products ? book.productsOf(rule) : [...ledger.products()];
  return products.map(({ item }) => item);
}

function refundsRepeatedly({ refund }: Product): boolean {
  return refund?.partial?.value === true || (refund?.max_count?.value ?? 1) > 1;
}

DOCS: page(refundCap, {
  why: {
    en: "Order 100, coupon 5, paid 95: a refund of 100 loses five. And each partial refund leaves less to give back. The order amount stays the same, the refundable amount shrinks.",
    zh: "订单 100、券 5、实付 95，退 100 就亏 5 元。分次退款时，每退一次可退的就少一截。订单金额不变，可退金额会变小。",
  },
  fix: {
    en: "Set `original.cap: refundable_amount`.",
    zh: "写 `original.cap: refundable_amount`。",
  },
  silent: {
    en: "`refundable_amount`, or `paid_amount` for a product that is refunded once and in full; later steps of a refund that was capped when accepted.",
    zh: "已写 `refundable_amount`；只退一次且全额的产品写 `paid_amount`；受理时已限额的退款，其后续状态不再要求。",
  },
  bad: `
    kind: posting-rules
    schema: 1
    inputs:
      gross:
        type: money
        min: 0.01
    products:
      - id: acquiring
        name: 收单
        status: draft
        flow: pay_in
        refund:
          partial: true
    rules:
      - id: refund.order
        product: acquiring
        event: refund
        status: accepted
        original:
          required: true
          event: payment
          match: [payment_no]
          cap: order_amount
          #    ^^^^^^^^^^^^ post/refund-cap: Rule refund.order refunds up to the order amount. With a coupon less was paid; cap it at refundable_amount.
          on_missing: hold
        entries: [{debit: "300101", amount: gross}, {credit: "220201", amount: gross}]
      - id: refund.paid
        product: acquiring
        event: refund
        when:
          channel: wallet-qr
        original:
          required: true
          event: payment
          match: [payment_no]
          cap: paid_amount
          #    ^^^^^^^^^^^ post/refund-cap: Product acquiring can be refunded in parts, and rule refund.paid caps each part at the whole amount paid. Cap it at refundable_amount.
          on_missing: hold
        entries: [{debit: "300101", amount: gross}, {credit: "220201", amount: gross}]
      - id: refund.quick
        product: acquiring
        event: refund
        status: accepted
        when:
          channel: bank-quick
        original:
      # ^^^^^^^^ post/refund-cap: Rule refund.quick does not limit the refund. Cap it at refundable_amount: what was paid less what was refunded before.
          required: true
          event: payment
          match: [payment_no]
          on_missing: hold
        entries: [{debit: "300101", amount: gross}, {credit: "220201", amount: gross}]
  `,
  good: `
    kind: posting-rules
    schema: 1
    inputs:
      gross:
        type: money
        min: 0.01
    products:
      - id: acquiring
        name: 收单
        refund:
          partial: false
    rules:
      - id: refund.accepted
        product: acquiring
        event: refund
        status: accepted
        original:
          required: true
          event: payment
          match: [payment_no]
          cap: paid_amount
          on_missing: hold
        entries: [{debit: "300101", amount: gross}, {credit: "220201", amount: gross}]
      - id: refund.ok
        product: acquiring
        event: refund
        original:
          required: true
          event: payment
          match: [payment_no]
          on_missing: hold
        entries: [{debit: "300101", amount: gross}, {credit: "220201", amount: gross}]
  `,
  sources: ["2017-05-08 15:23", "2017-06-12 16:18", "2017-08-10 08:57"],
});
