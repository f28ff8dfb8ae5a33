import type { AmountNames } from "../../ledger/expression/scope";
import type { FeeTerms, FeeTier } from "../../ledger/product-fee";
import { Rational } from "../../ledger/rational";
import type { Product as PlainProduct } from "../../ledger/simulate/types";
import { parseUnitRate } from "../../ledger/unit-rate";
import type { Field } from "../../model/fields";
import type { Product, FeeTier as TierItem } from "../../model/types.generated";
import { rangeOf } from "../validity";

const known = new WeakMap<Product, PlainProduct>();

/** A product as the simulator sees it; `ref` is the item. The same object as long as the item is. */
export function productFacts(product: Product): PlainProduct {
  const facts = known.get(product) ?? read(product);
  known.set(product, facts);
  return facts;
}

function read(product: Product): PlainProduct {
  const fee = feeTermsOf(product);
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

/** The fee terms as far as they can be read; undefined when the product has none. A rate without a unit says nothing. */
function feeTermsOf({ fee }: Product): FeeTerms | undefined {
  if (!fee) return undefined;
  const tiers = fee.tiers.map(tierOf);
  return {
    model: fee.model?.value ?? (tiers.length > 0 ? "tiered" : fee.rate || !fee.amount ? "rate" : "fixed"),
    ...optional("rate", rateOf(fee.rate)),
    ...optional("amount", amountOf(fee.amount)),
    ...(tiers.length > 0 && { tiers }),
    ...(fee.tier_mode && { tierMode: fee.tier_mode.value }),
    ...optional("min", amountOf(fee.min)),
    ...optional("max", amountOf(fee.max)),
  };
}

function tierOf(tier: TierItem): FeeTier {
  return {
    ...optional("over", amountOf(tier.over)),
    ...optional("upTo", amountOf(tier.up_to)),
    ...optional("rate", rateOf(tier.rate)),
    ...optional("amount", amountOf(tier.amount)),
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

function rateOf(field: Field<string> | undefined): Rational | undefined {
  return field && parseUnitRate(field.value)?.value;
}

function amountOf(field: Field<string> | undefined): Rational | undefined {
  return field && Rational.parse(field.value);
}

function optional<K extends string>(key: K, value: Rational | undefined): { readonly [P in K]?: Rational } {
  return (value === undefined ? {} : { [key]: value }) as { readonly [P in K]?: Rational };
}
