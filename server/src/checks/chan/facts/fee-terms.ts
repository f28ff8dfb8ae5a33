import type { FeeTerms } from "../../../ledger/product-fee";
import type { Rational } from "../../../ledger/rational";
import { parseUnitRate } from "../../../ledger/unit-rate";
import type { Field } from "../../../model/fields";
import type { ChannelFee, ProductFee } from "../../../model/types.generated";
import { amountOf } from "./channel";

/** The terms of a fee; undefined when a value cannot be read or the model is not given what it needs. */
export function readFeeTerms(fee: ChannelFee | ProductFee): FeeTerms | undefined {
  const kind =
    fee.model?.value ?? (fee.tiers.length > 0 ? "tiered" : fee.rate ? "rate" : fee.amount ? "fixed" : undefined);
  const rate = rateOf(fee.rate);
  const [amount, min, max] = [fee.amount, fee.min, fee.max].map(amountOf);
  if (!kind || (fee.rate && !rate) || (fee.min && !min) || (fee.max && !max) || (fee.amount && !amount))
    return undefined;
  if ((kind === "rate" && !rate) || (kind === "fixed" && !amount) || (kind === "tiered" && fee.tiers.length === 0))
    return undefined;
  const tiers = fee.tiers.map((tier) => ({
    ...given("over", amountOf(tier.over)),
    ...given("upTo", amountOf(tier.up_to)),
    ...given("rate", rateOf(tier.rate)),
    ...given("amount", amountOf(tier.amount)),
  }));
  return {
    model: kind,
    ...given("rate", rate),
    ...given("amount", amount),
    ...(tiers.length > 0 ? { tiers } : {}),
    ...given("tierMode", fee.tier_mode?.value),
    ...given("min", min),
    ...given("max", max),
  };
}

function rateOf(field: Field<string> | undefined): Rational | undefined {
  return field && parseUnitRate(field.value)?.value;
}

function given<K extends string, V>(key: K, value: V | undefined): { readonly [P in K]?: V } {
  return (value === undefined ? {} : { [key]: value }) as { readonly [P in K]?: V };
}
