import type { AmountNames } from "../../ledger/expression/scope";
import type { Rational } from "../../ledger/rational";
import type { Product as PlainProduct } from "../../ledger/simulate/types";
import type { Field } from "../../model/fields";
import type { Product } from "../../model/types.generated";
import { amountOf, feeTermsOf, rateOf } from "../fee-terms";
import { rangeOf } from "../validity";

const known = new WeakMap<Product, PlainProduct>();

/** A product as the simulator sees it; `ref` is the item. The same object as long as the item is. */
export function productFacts(product: Product): PlainProduct {
  const facts = known.get(product) ?? read(product);
  known.set(product, facts);
  return facts;
}

function read(product: Product): PlainProduct {
  const fee = product.fee && feeTermsOf(product.fee);
  const { from, to } = rangeOf(product);
  return {
    ref: product,
    id: product.id?.value ?? "",
    retired: product.status?.value === "retired",
    validity: { ...(from && { from }), ...(to && { to }) },
    constants: constantsOf(product),
    ...(product.currency && { currency: product.currency.value }),
    ...(fee && { fee }),
  };
}

/** Constants by whole path, beside the fee's own: limits and the fee for advances. */
function constantsOf(product: Product): NonNullable<AmountNames["constants"]> {
  const currency = product.currency?.value;
  const constants = new Map<
    string,
    { type: { kind: "money"; currency?: string } | { kind: "rate" }; value: Rational }
  >();
  const money = (name: string, field: Field<string> | undefined) => {
    const value = amountOf(field);
    if (value) constants.set(`product.${name}`, { type: { kind: "money", ...(currency && { currency }) }, value });
  };
  money("min_amount", product.min_amount);
  money("max_amount", product.max_amount);
  money("settlement.exposure_limit", product.settlement?.exposure_limit);
  money("advance.limit", product.advance?.limit);
  money("fee.threshold", product.fee?.threshold);
  money("prepaid.limit", product.prepaid?.limit);
  const advance = rateOf(product.advance?.fee);
  if (advance) constants.set("product.advance.fee", { type: { kind: "rate" }, value: advance });
  return constants;
}
