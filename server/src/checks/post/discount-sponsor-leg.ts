import type { Fix } from "../../finding";
import { accountTitle } from "../../index/account-words";
import type { Ledger } from "../../index/ledger";
import type { Purpose } from "../../index/purposes";
import { type BookedLeg, type BookedRule, legsOn, RuleBook } from "../../index/rule-book";
import { isOver } from "../../index/validity";
import type { Product, Sponsor } from "../../model/types.generated";
import { check } from "../check";
import { replaceScalar } from "../edits";
import { page } from "../pages";
import { accountNode, isReadable, onlyAccount } from "./shared/counterparts";
import { inner, productName, ruleName, spaced } from "./shared/wording";

const discountSponsorLeg = check({
  code: "post/discount-sponsor-leg",
  severity: "error",
  tier: "P1",
  on: "ledger",
  wholeLedger: true,
  title: { en: "A discount is carried by whoever sponsors it", zh: "优惠由出资方承担" },
  *run(ledger) {
    const book = RuleBook.of(ledger);
    const said = new Set<BookedLeg>();
    for (const { item: product } of ledger.products()) {
      const sponsors = sponsorsOf(product);
      if (!product.id || !hasDiscount(product) || isOver(product, ledger.today)) continue;
      const payments = book
        .ofProduct(product.id.value)
        .filter((rule) => rule.event === "payment" && rule.status === "succeeded");
      const name = productName(product);
      const debits = (...purposes: readonly Purpose[]) => payments.flatMap((rule) => withLegs(rule, purposes));
      for (const { rule, leg } of debits("fee_income")) {
        if (said.has(leg)) continue;
        said.add(leg);
        const its = ruleName(rule.rule);
        yield {
          at: accountNode(leg),
          message: {
            en: `${its.en} books the discount of ${inner(name.en)} as less fee income. A discount is a marketing cost of its sponsor.`,
            zh: `${spaced(its.zh)}把${spaced(name.zh)}的优惠记成手续费收入的减少。优惠是出资方的营销费用。`,
          },
          fixes: () => instead(ledger, leg, "marketing_expense"),
        };
      }
      if (payments.length === 0 || !payments.every(isReadable)) continue;
      const parties = new Set(sponsors.map(({ party }) => party!.value));
      const expense = debits("marketing_expense");
      if (parties.size > 0 && !parties.has("platform")) {
        for (const { rule, leg } of expense) {
          if (said.has(leg)) continue;
          said.add(leg);
          const its = ruleName(rule.rule);
          const own = parties.has("merchant") && parties.size === 1;
          yield {
            at: accountNode(leg),
            message: {
              en: `${its.en} books a marketing expense of ours (${accountTitle(leg.account!)}), but ${own ? "the merchant sponsors" : "others sponsor"} the discount of ${inner(name.en)}.`,
              zh: `${spaced(its.zh)}记了我方营销费用（${accountTitle(leg.account!)}），而${spaced(name.zh)}的优惠由${own ? "商户" : "他方"}出资。`,
            },
            fixes: () => (own ? [] : instead(ledger, leg, "sponsor_receivable")),
          };
        }
      }
      for (const sponsor of sponsors) {
        const party = sponsor.party!.value;
        const needed: Purpose | undefined =
          party === "platform" ? "marketing_expense" : party === "merchant" ? undefined : "sponsor_receivable";
        if (!needed || debits(needed).length > 0 || expense.some(({ leg }) => said.has(leg))) continue;
        if (debits("fee_income").length > 0) continue;
        yield {
          at: sponsor.party!.node,
          message:
            needed === "marketing_expense"
              ? {
                  en: `The platform sponsors a discount of ${inner(name.en)}, and no payment rule debits a marketing expense for it.`,
                  zh: `${spaced(name.zh)}的优惠由平台出资，支付规则却没有借记营销费用。`,
                }
              : {
                  en: `A ${party} sponsors a discount of ${inner(name.en)}, and no payment rule debits a receivable from it.`,
                  zh: `${spaced(name.zh)}的优惠由${party === "bank" ? "银行" : "品牌方"}出资，支付规则却没有借记对它的应收。`,
                },
        };
      }
    }
  },
});
export default discountSponsorLeg;

function hasDiscount({ tenders }: Product): boolean {
  return tenders.some(({ kind }) => kind?.value === "discount" || kind?.value === "coupon");
}

/** The sponsors of discounts and coupons, each party once. */
function sponsorsOf({ tenders }: Product): readonly Sponsor[] {
  const all = tenders
    .filter(({ kind }) => kind?.value === "discount" || kind?.value === "coupon")
    .flatMap((tender) => tender.sponsors.filter(({ party }) => party));
  return all.filter((sponsor, i) => all.findIndex((other) => other.party!.value === sponsor.party!.value) === i);
}

function withLegs(rule: BookedRule, purposes: readonly Purpose[]) {
  return legsOn(rule, "debit", ...purposes).map((leg) => ({ rule, leg }));
}

function instead(ledger: Ledger, leg: BookedLeg, purpose: Purpose): readonly Fix[] {
  const account = onlyAccount(ledger.settings, leg.chart, purpose);
  if (!account?.code) return [];
  return [
    {
      title: { en: `Debit ${accountTitle(account)}`, zh: `改为借记 ${accountTitle(account)}` },
      edits: [replaceScalar(accountNode(leg), account.code.value)],
    },
  ];
}

DOCS: page(discountSponsorLeg, {
  why: {
    en: "A discount is marketing cost, not less income: netted, it disappears from both lines. A merchant's own coupon costs the platform nothing, and what a bank or brand promised has to be collected from it.",
    zh: "优惠是营销费用，不是收入减少，一轧差两边都看不见了。商户自己的券平台不出钱；银行、品牌方答应出的，要向它们收。",
  },
  fix: {
    en: "Debit marketing expense for the platform's part, a sponsor receivable for a bank's or brand's; a merchant's part only reduces what the merchant gets.",
    zh: "平台出的借记营销费用，银行、品牌方出的借记应收；商户出的只减少商户所得。",
  },
  silent: {
    en: "Products without discount or coupon tenders, or without payment rules; accounts whose purpose is not declared.",
    zh: "没有折扣或券、还没有支付规则的产品不报；未写用途的科目不判断。",
  },
  bad: `
    === a.coa.yaml
    kind: chart-of-accounts
    schema: 1
    accounts:
      - {code: "122103", name: 应收营销出资方, class: asset, purpose: sponsor_receivable}
      - {code: "220201", name: 商户待结算, class: liability, purpose: merchant_pending}
      - {code: "300101", name: 渠道待清算, class: common, purpose: channel_clearing, clears: {by: external}}
      - {code: "602101", name: 手续费收入, class: income, purpose: fee_income}
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
      - id: ours
        name: 平台立减
        status: draft
        tenders:
          - id: off
            kind: discount
            sponsors:
              - {party: platform, account: "660101"}
      - id: theirs
        name: 银行立减
        status: draft
        tenders:
          - id: off
            kind: discount
            sponsors:
              - {party: bank, account: "122103"}
    rules:
      - id: fee.earned
        event: fee
        entries: [{debit: "220201", amount: gross}, {credit: "602101", amount: gross}]
      - id: ours.pay
        product: ours
        event: payment
        entries:
          - debit: "300101"
            amount: gross - coupon
          - debit: "602101"
            #      ^^^^^^^^ post/discount-sponsor-leg: Rule ours.pay books the discount of product ours as less fee income. A discount is a marketing cost of its sponsor.
            amount: coupon
          - credit: "220201"
            amount: gross
      - id: theirs.pay
        product: theirs
        event: payment
        entries:
          - debit: "300101"
            amount: gross - coupon
          - debit: "660101"
            #      ^^^^^^^^ post/discount-sponsor-leg: Rule theirs.pay books a marketing expense of ours (660101 营销费用), but others sponsor the discount of product theirs.
            amount: coupon
          - credit: "220201"
            amount: gross
  `,
  good: `
    === a.coa.yaml
    kind: chart-of-accounts
    schema: 1
    accounts:
      - {code: "220201", name: 商户待结算, class: liability, purpose: merchant_pending}
      - {code: "300101", name: 渠道待清算, class: common, purpose: channel_clearing, clears: {by: external}}
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
      - id: merchants
        name: 商户券
        status: draft
        tenders:
          - id: coupon
            kind: coupon
            sponsors:
              - {party: merchant, account: "220201"}
    rules:
      - id: pay.ok
        product: merchants
        event: payment
        entries:
          - debit: "300101"
            amount: gross - coupon
          - credit: "220201"
            amount: gross - coupon
  `,
  sources: ["2017-06-09 18:13", "2017-05-24 09:42", "2017-08-02 21:13"],
});
