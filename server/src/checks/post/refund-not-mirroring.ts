import type { Fix } from "../../finding";
import { accountTitle } from "../../index/account-words";
import { type Purpose, purposeLabel } from "../../index/purposes";
import { type BookedLeg, type BookedRule, legsOn, RuleBook } from "../../index/rule-book";
import { isOver } from "../../index/validity";
import { check } from "../check";
import { appendItems } from "../edits";
import { page } from "../pages";
import { accountNode, isReadable } from "./shared/counterparts";
import { legLike } from "./shared/skeleton";
import { productName, spaced } from "./shared/wording";

/** What a payment is funded from, with the accounts whose credit gives it back. */
const COMPONENTS: ReadonlyMap<Purpose, readonly Purpose[]> = new Map<Purpose, readonly Purpose[]>([
  ["channel_clearing", ["channel_clearing", "refund_transit", "payout_clearing"]],
  ["customer_balance", ["customer_balance"]],
  ["prepaid_balance", ["prepaid_balance"]],
  ["points", ["points"]],
  ["marketing_expense", ["marketing_expense"]],
  ["sponsor_receivable", ["sponsor_receivable"]],
]);
const COUPON_PARTS: ReadonlySet<Purpose> = new Set(["points", "marketing_expense", "sponsor_receivable"]);

const refundNotMirroring = check({
  code: "post/refund-not-mirroring",
  severity: "error",
  tier: "P1",
  on: "ledger",
  wholeLedger: true,
  title: { en: "A refund gives back every part of the payment", zh: "退款要把支付的每一部分都退回去" },
  *run(ledger) {
    const book = RuleBook.of(ledger);
    const reported = new Set<BookedLeg>();
    for (const { item: product } of ledger.products()) {
      if (!product.id || isOver(product, ledger.today)) continue;
      const rules = book.ofProduct(product.id.value);
      const refunds = rules.filter((rule) => rule.event === "refund");
      if (refunds.length === 0 || !refunds.every(isReadable)) continue;
      const forfeited = product.refund?.coupon_policy?.value === "forfeit";
      for (const payment of rules.filter((rule) => rule.event === "payment" && rule.status === "succeeded")) {
        for (const leg of payment.legs) {
          const purpose = leg.side === "debit" ? leg.purpose : undefined;
          const back = purpose && COMPONENTS.get(purpose);
          if (!back || reported.has(leg) || (forfeited && COUPON_PARTS.has(purpose))) continue;
          if (refunds.some((refund) => legsOn(refund, "credit", ...back).length > 0)) continue;
          reported.add(leg);
          const name = productName(product);
          const label = purposeLabel(leg.account!.purpose!.value, ledger.settings);
          yield {
            at: accountNode(leg),
            message: {
              en: `${name.en} is paid partly from account ${accountTitle(leg.account!)} (${label.en}), and no refund rule gives that part back.`,
              zh: `${spaced(name.zh)}的支付有一部分来自科目 ${accountTitle(leg.account!)}（${label.zh}），退款规则却都没有退回这部分。`,
            },
            related: refunds.map((refund) => ({
              at: refund.rule.event!.node,
              message: { en: "A refund rule of the product", zh: "该产品的退款规则" },
            })),
            fixes: () => givenBack(refunds, leg),
          };
        }
      }
    }
  },
});
export default refundNotMirroring;

/** Adds the mirrored leg to the refund rule in which a leg takes the rest, so that the rule stays balanced. */
function givenBack(refunds: readonly BookedRule[], leg: BookedLeg): readonly Fix[] {
  const refund = refunds.find((rule) =>
    rule.legs.some((other) => other.side === "debit" && other.leg.amount?.value === "rest"),
  );
  const amount = leg.leg.amount?.value;
  if (!refund || !amount || amount === "rest" || !/^[\p{L}_][\p{L}\p{N}_]*$/u.test(amount)) return [];
  const mirrored = legLike(leg, "credit", { amount: `original.${amount}` });
  if (!mirrored) return [];
  return [
    {
      title: {
        en: `Give it back in rule ${refund.rule.id?.value ?? ""}`.trimEnd(),
        zh: `在规则 ${refund.rule.id?.value ?? ""} 中退回`,
      },
      edits: [appendItems(refund.rule.node, "entries", [mirrored])],
    },
  ];
}

DOCS: page(refundNotMirroring, {
  why: {
    en: "A refund is the payment backwards. If the coupon's five yuan do not return to the marketing account, the cost stays for a sale that never happened, whatever becomes of the coupon itself.",
    zh: "退款就是支付倒过来。券的 5 元不退回营销科目，一笔没成的交易就白白留下费用，不管券本身怎么处理。",
  },
  fix: { en: "Credit each funding account in the refund rules.", zh: "在退款规则里把每个出资科目都贷记回来。" },
  silent: {
    en: "Everything comes back (a refund in transit counts for the channel's part), or `coupon_policy: forfeit` gives up the coupon.",
    zh: "各部分都退回时不报（渠道部分退到退款过渡户也算）；`coupon_policy: forfeit` 表示券作废。",
  },
  bad: `
    === a.coa.yaml
    kind: chart-of-accounts
    schema: 1
    accounts:
      - {code: "220201", name: 商户待结算, class: liability, purpose: merchant_pending}
      - {code: "300101", name: 渠道待清算, class: common, purpose: channel_clearing}
      - {code: "660101", name: 营销费用, class: expense, purpose: marketing_expense}
    === b.posting.yaml
    kind: posting-rules
    schema: 1
    inputs:
      gross:
        type: money
        min: 10.00
      coupon:
        type: money
        min: 0.01
        max: 5.00
    products:
      - id: promo
        name: 立减收单
        status: draft
    rules:
      - id: pay.ok
        product: promo
        event: payment
        entries:
          - debit: "300101"
            amount: gross - coupon
          - debit: "660101"
            #      ^^^^^^^^ post/refund-not-mirroring: Product promo is paid partly from account 660101 营销费用 (Marketing expense), and no refund rule gives that part back.
            amount: coupon
          - credit: "220201"
            amount: gross
      - id: refund.ok
        product: promo
        event: refund
        original: {required: true, event: payment, match: [payment_no], cap: refundable_amount, on_missing: hold}
        entries:
          - debit: "220201"
            amount: rest
          - credit: "300101"
            amount: original.gross - original.coupon
  `,
  good: `
    === a.coa.yaml
    kind: chart-of-accounts
    schema: 1
    accounts:
      - {code: "220201", name: 商户待结算, class: liability, purpose: merchant_pending}
      - {code: "300101", name: 渠道待清算, class: common, purpose: channel_clearing}
      - {code: "660101", name: 营销费用, class: expense, purpose: marketing_expense}
    === b.posting.yaml
    kind: posting-rules
    schema: 1
    inputs:
      gross:
        type: money
        min: 10.00
      coupon:
        type: money
        min: 0.01
        max: 5.00
    products:
      - id: promo
        name: 立减收单
        status: draft
    rules:
      - id: pay.ok
        product: promo
        event: payment
        entries:
          - debit: "300101"
            amount: gross - coupon
          - debit: "660101"
            amount: coupon
          - credit: "220201"
            amount: gross
      - id: refund.ok
        product: promo
        event: refund
        original: {required: true, event: payment, match: [payment_no], cap: refundable_amount, on_missing: hold}
        entries:
          - debit: "220201"
            amount: rest
          - credit: "300101"
            amount: original.gross - original.coupon
          - credit: "660101"
            amount: original.coupon
  `,
  sources: ["2017-05-08 16:15", "2017-08-10 09:24", "2017-06-29 20:46"],
});
