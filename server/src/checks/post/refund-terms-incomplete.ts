import type { Edit, Fix } from "../../finding";
import type { Ledger } from "../../index/ledger";
import { legsOn, RuleBook } from "../../index/rule-book";
import type { Product } from "../../model/types.generated";
import { check } from "../check";
import { insertKey, insertKeys, type Yaml, yamlScalar } from "../edits";
import { page } from "../pages";
import { inner, placeOf, productName, spaced } from "./shared/wording";

const NOT_MONEY: ReadonlySet<string> = new Set(["coupon", "points", "discount"]);

const refundTermsIncomplete = check({
  code: "post/refund-terms-incomplete",
  severity: "warning",
  tier: "P1",
  on: "ledger",
  title: {
    en: "Refund terms say who pays, with what and whether the fee comes back",
    zh: "退款条款写全：谁出钱、先退什么、手续费退不退",
  },
  *run(ledger) {
    for (const { item: product } of ledger.products()) {
      if (!product.refund) continue;
      const missing = missingTerms(product);
      if (missing.length === 0) continue;
      const name = productName(product);
      yield {
        at: placeOf(product, "refund"),
        message: {
          en: `The refund terms of ${inner(name.en)} leave open: ${missing.join(", ")}.`,
          zh: `${spaced(name.zh)}的退款条款没有写：${missing.join("、")}。`,
        },
        fixes: () => [completed(ledger, product, missing)],
      };
    }
  },
});
export default refundTermsIncomplete;

/** The terms that apply to the product and are not given. */
function missingTerms({ refund, payee, fee, tenders }: Product): readonly string[] {
  const missing: string[] = [];
  if (!refund?.partial) missing.push("partial");
  if (payee?.value === "third_party") {
    if (refund?.funding.length === 0) missing.push("funding");
    if (!refund?.on_insufficient) missing.push("on_insufficient");
  }
  if (tenders.length > 1 && refund?.tender_order.length === 0) missing.push("tender_order");
  if (tenders.some(({ kind }) => NOT_MONEY.has(kind?.value ?? "")) && !refund?.coupon_policy)
    missing.push("coupon_policy");
  if (fee && !fee.on_refund) missing.push("fee.on_refund");
  return missing;
}

/** The customary choice for each; whether the fee comes back follows from the refund rules. */
function completed(ledger: Ledger, product: Product, missing: readonly string[]): Fix {
  const order = product.tenders.flatMap(({ id }) => (id ? [yamlScalar(id.value)] : []));
  const usual: Readonly<Record<string, Yaml>> = {
    partial: "true",
    funding: ["merchant_available"],
    on_insufficient: "reject",
    tender_order: order,
    coupon_policy: "return",
  };
  const keys = Object.fromEntries(missing.flatMap((key) => (usual[key] === undefined ? [] : [[key, usual[key]]])));
  const edits: Edit[] = Object.keys(keys).length > 0 ? [insertKeys(product.refund!.node, keys)] : [];
  if (product.fee && missing.includes("fee.on_refund")) {
    const returned = RuleBook.of(ledger)
      .ofProduct(product.id?.value ?? "")
      .some((rule) => rule.event === "refund" && legsOn(rule, "debit", "fee_income", "fee_receivable").length > 0);
    edits.push(insertKey(product.fee.node, "on_refund", returned ? "return" : "keep"));
  }
  return { title: { en: "Add the usual terms, to be reviewed", zh: "按惯例补全（请复核）" }, edits };
}

DOCS: page(refundTermsIncomplete, {
  why: {
    en: "Is the fee returned, kept or charged again; coupon or cash first; from pending or available balance: each shop decides differently. A term that nobody wrote down is decided by accident.",
    zh: "手续费退、不退还是另收，先退券还是先退钱，从待结算还是可用余额出：各家不一样。没写下来的条款，就由偶然决定。",
  },
  fix: {
    en: "Write the missing terms into `refund` (and `fee.on_refund`).",
    zh: "把缺的条款写进 `refund`（以及 `fee.on_refund`）。",
  },
  silent: {
    en: "Products without a `refund` block; terms that do not apply (one tender, no fee, own sales).",
    zh: "没有 `refund` 的产品不报；用不上的条款（只有一种支付工具、没有手续费、自营）不要求。",
  },
  bad: `
    kind: posting-rules
    schema: 1
    products:
      - id: acquiring
        name: 收单
        status: draft
        payee: third_party
        fee:
          mode: net
          model: rate
          rate: "0.6%"
          base: paid_amount
          evaluate: per_transaction
          collect: realtime
          recognised_on: settlement
        refund:
      # ^^^^^^ post/refund-terms-incomplete: The refund terms of product acquiring leave open: partial, on_insufficient, fee.on_refund.
          window_days: 90
          funding: [merchant_available]
  `,
  good: `
    kind: posting-rules
    schema: 1
    products:
      - id: own-sales
        name: 自营
        status: draft
        payee: self
        refund:
          window_days: 90
          partial: false
  `,
  sources: ["2017-06-05 15:46", "2017-08-07 21:39", "2017-05-07 16:30"],
});
