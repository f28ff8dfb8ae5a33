import { Rational, type RoundingMode } from "./rational";

/** The fee terms of a product (`products[].fee`), numbers already read. */
export interface FeeTerms {
  readonly model: "rate" | "fixed" | "tiered";
  readonly rate?: Rational;
  /** Fixed amount per transaction for `fixed`. */
  readonly amount?: Rational;
  readonly tiers?: readonly FeeTier[];
  /** `marginal`: each part at the rate of its tier; `whole`: all at the rate of the tier reached. Default `marginal`. */
  readonly tierMode?: "marginal" | "whole";
  readonly min?: Rational;
  readonly max?: Rational;
}

/** One tier: `over` is exclusive (0 when left out of the first), `upTo` inclusive (open when left out). */
export interface FeeTier {
  readonly over?: Rational;
  readonly upTo?: Rational;
  readonly rate?: Rational;
  /** Charged once when the tier is reached (`marginal`) or applies (`whole`). */
  readonly amount?: Rational;
}

/** The fee before rounding is a straight line on each piece; pieces ascend, the last one is open. */
export interface FeePiece {
  /** The piece covers `over < x ≤ upTo`; the first also covers everything below. */
  readonly upTo?: Rational;
  /** fee = slope · x + constant */
  readonly slope: Rational;
  readonly constant: Rational;
}

/**
 * `product.fee(base)`: tiers, one rounding of the total, then minimum and cap (case library C18–C20).
 * A base of zero or below falls in the first tier; the minimum holds there as well.
 */
export function productFee(
  terms: FeeTerms,
  base: Rational,
  rounding: { mode: RoundingMode; unit: Rational },
): Rational {
  const piece = feePieces(terms).find(({ upTo }) => upTo === undefined || base.compare(upTo) <= 0);
  const raw = piece === undefined ? Rational.ZERO : piece.slope.mul(base).add(piece.constant);
  const rounded = raw.round(rounding.mode, rounding.unit);
  const raised = terms.min !== undefined && rounded.compare(terms.min) < 0 ? terms.min : rounded;
  return terms.max !== undefined && raised.compare(terms.max) > 0 ? terms.max : raised;
}

/** The constants `product.fee.rate`, `.amount`, `.min`, `.max`; undefined where the terms do not give them. */
export function feeConstant(terms: FeeTerms, name: string): Rational | undefined {
  switch (name) {
    case "product.fee.rate":
      return terms.rate;
    case "product.fee.amount":
      return terms.amount;
    case "product.fee.min":
      return terms.min;
    case "product.fee.max":
      return terms.max;
    default:
      return undefined;
  }
}

export const FEE_CONSTANTS: readonly string[] = [
  "product.fee.rate",
  "product.fee.amount",
  "product.fee.min",
  "product.fee.max",
];

/** The terms as pieces of straight lines, before rounding, minimum and cap. Never empty. */
export function feePieces(terms: FeeTerms): readonly FeePiece[] {
  if (terms.model === "fixed") return [{ slope: Rational.ZERO, constant: terms.amount ?? Rational.ZERO }];
  if (terms.model === "rate" || terms.tiers === undefined || terms.tiers.length === 0) {
    return [{ slope: terms.rate ?? Rational.ZERO, constant: Rational.ZERO }];
  }
  const pieces: FeePiece[] = [];
  let atStart = Rational.ZERO;
  let start = Rational.ZERO;
  for (const tier of terms.tiers) {
    const slope = tier.rate ?? Rational.ZERO;
    const amount = tier.amount ?? Rational.ZERO;
    const end = tier.upTo === undefined ? {} : { upTo: tier.upTo };
    if (terms.tierMode === "whole") {
      pieces.push({ ...end, slope, constant: amount });
      continue;
    }
    const constant = atStart.add(amount).sub(slope.mul(start));
    pieces.push({ ...end, slope, constant });
    if (tier.upTo === undefined) break;
    atStart = slope.mul(tier.upTo).add(constant);
    start = tier.upTo;
  }
  const last = pieces.at(-1);
  if (last?.upTo !== undefined) pieces.push({ slope: last.slope, constant: last.constant });
  return pieces;
}
