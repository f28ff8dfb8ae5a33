import { currenciesOf } from "../../index/engine/currencies";
import { productFacts } from "../../index/engine/product-facts";
import { currencyMeant } from "../../index/engine/scope-of-rule";
import { legsOn, RuleBook } from "../../index/rule-book";
import { minorUnit } from "../../ledger/currency";
import { productFee } from "../../ledger/product-fee";
import { Rational } from "../../ledger/rational";
import { check, replace } from "../check";
import { insertKey, setKey } from "../edits";
import { page } from "../pages";
import { placeOf, productName, spaced } from "./shared/wording";

const feeExtremes = check({
  code: "post/fee-extremes",
  severity: "warning",
  tier: "P1",
  on: "ledger",
  title: { en: "The fee makes sense for the smallest amount too", zh: "最小金额下手续费也合理" },
  *run(ledger) {
    const book = RuleBook.of(ledger);
    for (const { item: product, document } of ledger.products()) {
      const { fee, min_amount: least } = product;
      const terms = productFacts(product).fee;
      const smallest = least && Rational.parse(least.value);
      if (!fee || !terms || !smallest || fee.evaluate?.value === "per_period") continue;
      const unit = minorUnit(currenciesOf(ledger), currencyMeant(ledger, document, product));
      const mode = document.model.rounding?.mode?.value ?? "half_up";
      const name = productName(product);
      const charges = terms.rate ? terms.rate.sign > 0 : (terms.tiers ?? []).some((tier) => (tier.rate?.sign ?? 0) > 0);
      if (charges && terms.model !== "fixed" && !fee.min && productFee(terms, smallest, { mode, unit }).isZero) {
        const cent = String(unit);
        const amount = smallest.toDecimal(scaleOf(cent));
        yield {
          at: fee.rate?.node ?? placeOf(product, "fee"),
          message: {
            en: `${name.en} allows ${amount}, where the fee rounds to 0. Set fee.min, or evaluate the fee per period.`,
            zh: `${spaced(name.zh)}允许 ${amount} 的交易，手续费会舍入成 0。请设 fee.min，或按期计费。`,
          },
          fixes: () => [
            {
              title: { en: `Charge at least ${cent}`, zh: `最低收 ${cent}` },
              edits: [insertKey(fee.node, "min", cent)],
            },
            {
              title: { en: "Evaluate the fee per period", zh: "改为按期计费" },
              edits: [setKey(fee.node, "evaluate", "per_period")],
            },
          ],
        };
      }
      if (fee.min && fee.mode?.value === "net" && terms.min && terms.min.compare(smallest) > 0) {
        const billed = book
          .ofProduct(product.id?.value ?? "")
          .some((rule) => legsOn(rule, "debit", "fee_receivable").length > 0);
        if (billed) continue;
        yield {
          at: fee.min.node,
          message: {
            en: `${name.en} charges at least ${fee.min.value} out of amounts from ${least.value}: the merchant would owe money on a sale. Raise min_amount, or bill the rest to the merchant.`,
            zh: `${spaced(name.zh)}最低收费 ${fee.min.value}，而交易最小 ${least.value}，商户卖了东西反倒欠钱。请提高 min_amount，或把差额记应收。`,
          },
          fixes: () => [
            replace(least.node, fee.min!.value, {
              en: `Raise min_amount to ${fee.min!.value}`,
              zh: `把 min_amount 提高到 ${fee.min!.value}`,
            }),
          ],
        };
      }
    }
  },
});
export default feeExtremes;

function scaleOf(unit: string): number {
  return unit.includes(".") ? unit.length - unit.indexOf(".") - 1 : 0;
}

DOCS: page(feeExtremes, {
  why: {
    en: "One yuan at 0.2 % is never charged, and many small amounts are many fees lost. A minimum fee on a sale of a cent puts the merchant below zero.",
    zh: "一元按 0.2% 永远收不到手续费，小额多了就漏一大片。反过来，一分钱的交易按最低手续费收，商户余额就成了负数。",
  },
  fix: {
    en: "Set `fee.min`, raise `min_amount`, or evaluate per period.",
    zh: "设 `fee.min`、提高 `min_amount`，或按期计费。",
  },
  silent: {
    en: "Products without `min_amount`, fees evaluated per period, and products that bill fees as a receivable.",
    zh: "没有写 `min_amount`、按期计费、手续费另记应收的产品不报。",
  },
  bad: `
    kind: posting-rules
    schema: 1
    products:
      - id: small
        name: 小额收单
        status: draft
        min_amount: 1.00
        fee:
          mode: net
          model: rate
          rate: "0.2%"
          #     ^^^^^^ post/fee-extremes: Product small allows 1.00, where the fee rounds to 0. Set fee.min, or evaluate the fee per period.
          base: paid_amount
          evaluate: per_transaction
          collect: realtime
          recognised_on: settlement
      - id: tiny
        name: 一分钱收单
        status: draft
        min_amount: 0.01
        fee:
          mode: net
          model: rate
          rate: "0.6%"
          min: 0.08
          #    ^^^^ post/fee-extremes: Product tiny charges at least 0.08 out of amounts from 0.01: the merchant would owe money on a sale. Raise min_amount, or bill the rest to the merchant.
          base: paid_amount
          evaluate: per_transaction
          collect: realtime
          recognised_on: settlement
  `,
  good: `
    kind: posting-rules
    schema: 1
    products:
      - id: small
        name: 小额收单
        status: draft
        min_amount: 1.00
        fee:
          mode: net
          model: rate
          rate: "0.2%"
          min: 0.01
          base: paid_amount
          evaluate: per_transaction
          collect: realtime
          recognised_on: settlement
  `,
  sources: ["2017-07-28 08:03", "2017-07-28 08:13", "2017-07-28 08:01"],
});
