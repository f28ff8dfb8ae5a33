import type { Fix } from "../../finding";
import { legsOn, RuleBook } from "../../index/rule-book";
import { isOver } from "../../index/validity";
import { type CheckFinding, check, replace } from "../check";
import { page } from "../pages";
import { accountNode, isReadable } from "./shared/counterparts";
import { inner, productName, ruleName, spaced } from "./shared/wording";

const refundFeeLeg = check({
  code: "post/refund-fee-leg",
  severity: "error",
  tier: "P1",
  on: "ledger",
  wholeLedger: true,
  title: { en: "Refunds treat the fee as the terms say", zh: "退款分录与手续费退还政策一致" },
  *run(ledger) {
    const book = RuleBook.of(ledger);
    for (const { item: product } of ledger.products()) {
      const policy = product.fee?.on_refund;
      if (!policy || !product.id || isOver(product, ledger.today)) continue;
      const refunds = book.ofProduct(product.id.value).filter((rule) => rule.event === "refund");
      if (refunds.length === 0) continue;
      const name = productName(product);
      const returning = refunds.flatMap((rule) =>
        legsOn(rule, "debit", "fee_income")
          .filter((leg) => !leg.leg.red?.value)
          .map((leg) => ({ rule, leg })),
      );
      const instead = (value: string, en: string, zh: string): Fix => replace(policy.node, value, { en, zh });
      const first = returning[0];
      if (policy.value === "keep" && first) {
        const its = ruleName(first.rule.rule);
        yield {
          at: accountNode(first.leg),
          message: {
            en: `${its.en} gives the fee back, but ${inner(name.en)} keeps it on refunds (fee.on_refund: keep).`,
            zh: `${spaced(its.zh)}退还了手续费，而${spaced(name.zh)}的条款是退款不退手续费（fee.on_refund: keep）。`,
          },
          related: [{ at: policy.node, message: { en: "The announced policy", zh: "对外的政策" } }],
          fixes: () => [instead("return", "Return the fee on refunds", "政策改为退还手续费")],
        } satisfies CheckFinding;
      }
      if (!refunds.every(isReadable)) continue;
      if (
        policy.value === "return" &&
        !first &&
        !refunds.some((rule) => legsOn(rule, "debit", "fee_receivable").length > 0)
      )
        yield {
          at: policy.node,
          message: {
            en: `${name.en} promises to return the fee on refunds, and no refund rule debits fee income.`,
            zh: `${spaced(name.zh)}承诺退款时退还手续费，退款规则却都没有借记手续费收入。`,
          },
          fixes: () => [instead("keep", "Keep the fee on refunds", "政策改为不退手续费")],
        };
      if (policy.value === "charge" && !refunds.some((rule) => legsOn(rule, "credit", "fee_income").length > 0))
        yield {
          at: policy.node,
          message: {
            en: `${name.en} charges a fee for refunds, and no refund rule credits fee income.`,
            zh: `${spaced(name.zh)}退款另收手续费，退款规则却都没有贷记手续费收入。`,
          },
          fixes: () => [instead("keep", "Charge nothing for refunds", "政策改为退款不另收费")],
        };
    }
  },
});
export default refundFeeLeg;

DOCS: page(refundFeeLeg, {
  why: {
    en: "The policy is announced to merchants, the entries decide what really happens. When they differ, every refund is a complaint.",
    zh: "政策对商户公布，实际怎么做看分录。两者不一致，每笔退款都是一次投诉。",
  },
  fix: {
    en: "Add or remove the fee leg in the refund rule, or change `fee.on_refund`.",
    zh: "在退款规则里加上或去掉手续费分录，或修改 `fee.on_refund`。",
  },
  silent: {
    en: "Products without refund rules; rules on accounts whose purpose is not declared.",
    zh: "没有退款规则的产品不报；退款规则里有科目没写用途时，不判断“缺少”。",
  },
  bad: `
    === a.coa.yaml
    kind: chart-of-accounts
    schema: 1
    accounts:
      - {code: "220201", name: 商户待结算, class: liability, purpose: merchant_pending}
      - {code: "300101", name: 渠道待清算, class: common, purpose: channel_clearing}
      - {code: "602101", name: 手续费收入, class: income, purpose: fee_income}
    === b.posting.yaml
    kind: posting-rules
    schema: 1
    inputs:
      gross:
        type: money
        min: 10.00
      fee:
        type: money
        min: 0.01
        max: 1.00
    products:
      - id: returning
        name: 退手续费
        status: draft
        fee: {mode: net, model: rate, rate: "0.6%", base: paid_amount, evaluate: per_transaction, collect: realtime, recognised_on: settlement, on_refund: return}
        #                                                                                                                                                  ^^^^^^ post/refund-fee-leg: Product returning promises to return the fee on refunds, and no refund rule debits fee income.
      - id: keeping
        name: 不退手续费
        status: draft
        fee: {mode: net, model: rate, rate: "0.6%", base: paid_amount, evaluate: per_transaction, collect: realtime, recognised_on: settlement, on_refund: keep}
    rules:
      - id: refund.a
        product: returning
        event: refund
        original: {required: true, event: payment, match: [payment_no], cap: refundable_amount, on_missing: hold}
        entries:
          - debit: "220201"
            amount: gross
          - credit: "300101"
            amount: gross
      - id: refund.b
        product: keeping
        event: refund
        original: {required: true, event: payment, match: [payment_no], cap: refundable_amount, on_missing: hold}
        entries:
          - debit: "220201"
            amount: rest
          - debit: "602101"
            #      ^^^^^^^^ post/refund-fee-leg: Rule refund.b gives the fee back, but product keeping keeps it on refunds (fee.on_refund: keep).
            amount: fee
          - credit: "300101"
            amount: gross
  `,
  good: `
    === a.coa.yaml
    kind: chart-of-accounts
    schema: 1
    accounts:
      - {code: "220201", name: 商户待结算, class: liability, purpose: merchant_pending}
      - {code: "300101", name: 渠道待清算, class: common, purpose: channel_clearing}
    === b.posting.yaml
    kind: posting-rules
    schema: 1
    inputs:
      gross:
        type: money
        min: 10.00
    products:
      - id: keeping
        name: 不退手续费
        status: draft
        fee: {mode: net, model: rate, rate: "0.6%", base: paid_amount, evaluate: per_transaction, collect: realtime, recognised_on: settlement, on_refund: keep}
    rules:
      - id: refund.b
        product: keeping
        event: refund
        original: {required: true, event: payment, match: [payment_no], cap: refundable_amount, on_missing: hold}
        entries:
          - debit: "220201"
            amount: gross
          - credit: "300101"
            amount: gross
  `,
  sources: ["2017-06-05 15:47", "2017-05-11 22:39", "2017-05-08 16:23"],
});
