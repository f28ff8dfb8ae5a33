import type { FeeTerms, FeeTier } from "../ledger/product-fee";
import { Rational } from "../ledger/rational";
import { parseUnitRate } from "../ledger/unit-rate";
import type { Field } from "../model/fields";
import type { ChannelFee, ProductFee, FeeTier as TierItem } from "../model/types.generated";

/** Fee terms as far as they can be read. A rate without a unit says nothing. */
export function feeTermsOf(fee: ProductFee | ChannelFee): FeeTerms {
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

/** The same terms, but undefined when a value cannot be read or the model is not given what it needs. */
export function completeFeeTerms(fee: ProductFee | ChannelFee): FeeTerms | undefined {
  if (!fee.model && fee.tiers.length === 0 && !fee.rate && !fee.amount) return undefined;
  const terms = feeTermsOf(fee);
  const unreadable = (["rate", "amount", "min", "max"] as const).some((key) => fee[key] && !terms[key]);
  const needed = { rate: terms.rate, fixed: terms.amount, tiered: terms.tiers }[terms.model ?? "rate"];
  return unreadable || needed === undefined ? undefined : terms;
}

/** A rate with its unit, as a factor. */
export function rateOf(field: Field<string> | undefined): Rational | undefined {
  return field && parseUnitRate(field.value)?.value;
}

/** An amount in major units, exactly. */
export function amountOf(field: Field<string> | undefined): Rational | undefined {
  return field && Rational.parse(field.value);
}

function tierOf(tier: TierItem): FeeTier {
  return {
    ...optional("over", amountOf(tier.over)),
    ...optional("upTo", amountOf(tier.up_to)),
    ...optional("rate", rateOf(tier.rate)),
    ...optional("amount", amountOf(tier.amount)),
  };
}

function optional<K extends string>(key: K, value: Rational | undefined): { readonly [P in K]?: Rational } {
  return (value === undefined ? {} : { [key]: value }) as { readonly [P in K]?: Rational };
}
