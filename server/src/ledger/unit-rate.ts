import { Rational } from "./rational";

export type RateUnit = "%" | "‰" | "bp";

/** A fee rate as written, with its unit. */
export interface UnitRate {
  /** The rate itself: 0.006 for `0.6%`. */
  readonly value: Rational;
  readonly unit: RateUnit;
}

const PER: Readonly<Record<RateUnit, Rational>> = {
  "%": Rational.decimal("0.01"),
  "‰": Rational.decimal("0.001"),
  bp: Rational.decimal("0.0001"),
};

/** Reads `0.6%`, `6‰` or `60bp` (spaces and the full-width ％ allowed); undefined for a bare number or anything else. */
export function parseUnitRate(text: string): UnitRate | undefined {
  const match = /^\s*([+-]?\d+(?:\.\d+)?)\s*(%|％|‰|bps?)\s*$/i.exec(text);
  if (match === null) return undefined;
  const number = Rational.parse(match[1] ?? "");
  const sign = match[2]?.toLowerCase();
  const unit: RateUnit = sign === "‰" ? "‰" : sign?.startsWith("bp") ? "bp" : "%";
  return number === undefined ? undefined : { value: number.mul(PER[unit]), unit };
}

/** The rate in a unit, as one writes it: 0.006 is `0.6%`, `6‰`, `60bp`. Exact; rates without a finite decimal are fractions. */
export function formatUnitRate(rate: Rational, unit: RateUnit): string {
  return `${rate.div(PER[unit])}${unit}`;
}
