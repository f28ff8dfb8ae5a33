import { accountTitle } from "../../index/account-words";
import { legsOn, RuleBook } from "../../index/rule-book";
import { isOver } from "../../index/validity";
import { check } from "../check";
import { replaceScalar } from "../edits";
import { page } from "../pages";
import { accountNode, isReadable, onlyAccount } from "./shared/counterparts";
import { inner, productName, ruleName, spaced } from "./shared/wording";

const escrowBypassed = check({
  code: "post/escrow-bypassed",
  severity: "error",
  tier: "P1",
  on: "ledger",
  wholeLedger: true,
  title: { en: "Escrow money waits in escrow", zh: "担保交易的钱先进担保金" },
  *run(ledger) {
    const book = RuleBook.of(ledger);
    for (const { item: product } of ledger.products()) {
      if (product.trade_mode?.value !== "escrow" || !product.id || isOver(product, ledger.today)) continue;
      const name = productName(product);
      const rules = book.ofProduct(product.id.value);
      const payments = rules.filter((rule) => rule.event === "payment" && rule.status === "succeeded");
      for (const payment of payments) {
        for (const leg of legsOn(payment, "credit", "merchant_pending", "merchant_available")) {
          const its = ruleName(payment.rule);
          yield {
            at: accountNode(leg),
            message: {
              en: `${its.en} credits the merchant at once (${accountTitle(leg.account!)}), although ${inner(name.en)} promises escrow. Credit the escrow account until the buyer confirms.`,
              zh: `${spaced(its.zh)}支付成功就贷记商户（${accountTitle(leg.account!)}），而${spaced(name.zh)}是担保交易。应先贷记担保金，买家确认后再转商户。`,
            },
            fixes: () => {
              const escrow = onlyAccount(ledger.settings, leg.chart, "escrow");
              return escrow?.code
                ? [
                    {
                      title: { en: `Credit ${accountTitle(escrow)}`, zh: `改为贷记 ${accountTitle(escrow)}` },
                      edits: [replaceScalar(accountNode(leg), escrow.code.value)],
                    },
                  ]
                : [];
            },
          };
        }
      }
      // A product without any confirming rule is post/uncovered-event's concern.
      const confirming = rules.filter((rule) => rule.event === "escrow_confirm");
      const released = confirming.some(
        (rule) =>
          !isReadable(rule) ||
          (legsOn(rule, "debit", "escrow").length > 0 &&
            legsOn(rule, "credit", "merchant_pending", "merchant_available").length > 0),
      );
      const [first] = confirming;
      if (first && !released) {
        const its = ruleName(first.rule);
        yield {
          at: first.rule.event!.node,
          message: {
            en: `${its.en} does not move the money from escrow to the merchant. Debit the escrow account and credit the merchant's.`,
            zh: `${spaced(its.zh)}没有把担保金转给商户。请借记担保金、贷记商户。`,
          },
        };
      }
    }
  },
});
export default escrowBypassed;

DOCS: page(escrowBypassed, {
  why: {
    en: "What stands in the merchant's pending balance is settled tonight, before the buyer has seen the goods. Escrow that does not hold the money is only a word.",
    zh: "进了商户待结算，今晚就会清出去，而买家还没确认收货。不占住钱的担保交易，只是一个名字。",
  },
  fix: {
    en: "Credit an escrow account at payment, and move it to the merchant on escrow_confirm.",
    zh: "支付时贷记担保金，确认收货（escrow_confirm）时再转给商户。",
  },
  silent: {
    en: "Instant trades; payments that credit an escrow account held by the platform.",
    zh: "即时交易不报；支付时已贷记平台担保金的不报。",
  },
  bad: `
    === a.coa.yaml
    kind: chart-of-accounts
    schema: 1
    accounts:
      - {code: "220201", name: 商户待结算, class: liability, purpose: merchant_pending}
      - {code: "224106", name: 担保金, class: liability, purpose: escrow, clears: {by: event}}
      - {code: "300101", name: 渠道待清算, class: common, purpose: channel_clearing, clears: {by: external}}
    === b.posting.yaml
    kind: posting-rules
    schema: 1
    inputs:
      gross:
        type: money
        min: 0.01
    products:
      - id: market
        name: 担保交易
        status: draft
        trade_mode: escrow
    rules:
      - id: pay.ok
        product: market
        event: payment
        entries:
          - debit: "300101"
            amount: gross
          - credit: "220201"
            #       ^^^^^^^^ post/escrow-bypassed: Rule pay.ok credits the merchant at once (220201 商户待结算), although product market promises escrow. Credit the escrow account until the buyer confirms.
            amount: gross
      - id: confirm
        product: market
        event: escrow_confirm
        #      ^^^^^^^^^^^^^^ post/escrow-bypassed: Rule confirm does not move the money from escrow to the merchant. Debit the escrow account and credit the merchant's.
        entries:
          - debit: "224106"
            amount: gross
          - credit: "300101"
            amount: gross
      - id: cancel
        product: market
        event: escrow_cancel
        entries:
          - debit: "224106"
            amount: gross
          - credit: "300101"
            amount: gross
      - id: settle
        product: market
        event: settlement
        entries:
          - debit: "220201"
            amount: gross
          - credit: "300101"
            amount: gross
  `,
  good: `
    === a.coa.yaml
    kind: chart-of-accounts
    schema: 1
    accounts:
      - {code: "220201", name: 商户待结算, class: liability, purpose: merchant_pending}
      - {code: "224106", name: 担保金, class: liability, purpose: escrow, clears: {by: event}}
      - {code: "300101", name: 渠道待清算, class: common, purpose: channel_clearing, clears: {by: external}}
    === b.posting.yaml
    kind: posting-rules
    schema: 1
    inputs:
      gross:
        type: money
        min: 0.01
    products:
      - id: market
        name: 担保交易
        status: draft
        trade_mode: escrow
    rules:
      - id: pay.ok
        product: market
        event: payment
        entries:
          - debit: "300101"
            amount: gross
          - credit: "224106"
            amount: gross
      - id: confirm
        product: market
        event: escrow_confirm
        entries:
          - debit: "224106"
            amount: gross
          - credit: "220201"
            amount: gross
  `,
  sources: ["2017-05-12 15:36", "2017-05-12 15:37", "2017-05-13 11:41"],
});
