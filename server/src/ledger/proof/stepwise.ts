import { lcm, Rational, roundQuotient } from "../rational";
import type { Atom, Polynomial } from "./polynomial";

/**
 * A form in one input, read as a function of the number k of steps of that input (cents, for an amount): a straight line
 * plus roundings of such functions. Adding `period` to k adds exactly `drift` to the value wherever no rounded argument
 * changes its sign.
 */
export interface Stepwise {
  /** Value at k, times {@link denominator}. */
  numerator(k: bigint): bigint;
  readonly denominator: bigint;
  readonly period: bigint;
  readonly drift: Rational;
  /** The value stays within `deviation` of `slope · k + intercept`. */
  readonly slope: Rational;
  readonly intercept: Rational;
  readonly deviation: Rational;
  /** Arguments of roundings: where one changes sign, the period starts anew. */
  readonly arguments: readonly Stepwise[];
}

/** Reads a form as a function of the steps of one input; undefined when it holds another name, a product of names or a divisor. */
export function stepwise(form: Polynomial, name: string, step: Rational): Stepwise | undefined {
  let slope = Rational.ZERO;
  let intercept = Rational.ZERO;
  const parts: { coefficient: Rational; rounding: Rounding }[] = [];
  for (const { coefficient, atoms } of form.terms) {
    const [atom, more] = atoms;
    if (more !== undefined) return undefined;
    if (atom === undefined) intercept = intercept.add(coefficient);
    else if (atom.kind === "name" && atom.name === name) slope = slope.add(coefficient.mul(step));
    else if (atom.kind === "round") {
      const rounding = roundingOf(atom, name, step);
      if (rounding === undefined) return undefined;
      parts.push({ coefficient, rounding });
    } else return undefined;
  }
  return assemble(slope, intercept, parts);
}

interface Rounding {
  readonly inner: Stepwise;
  readonly unit: Rational;
  /** Rounded argument in units, at k. */
  quotient(k: bigint): bigint;
  readonly period: bigint;
  readonly drift: Rational;
}

function roundingOf(atom: Extract<Atom, { kind: "round" }>, name: string, step: Rational): Rounding | undefined {
  const inner = stepwise(atom.argument, name, step);
  if (inner === undefined) return undefined;
  const { unit, mode } = atom;
  const denominator = inner.denominator * unit.numerator;
  const factor = unit.denominator;
  const shift = inner.drift.div(unit);
  let repeats = shift.denominator;
  if (mode === "half_even" && (shift.numerator * (repeats / shift.denominator)) % 2n !== 0n) repeats *= 2n;
  return {
    inner,
    unit,
    quotient: (k) => roundQuotient(inner.numerator(k) * factor, denominator, mode),
    period: inner.period * repeats,
    drift: inner.drift.mul(Rational.integer(repeats)),
  };
}

function assemble(
  slope: Rational,
  intercept: Rational,
  parts: readonly { coefficient: Rational; rounding: Rounding }[],
): Stepwise {
  let denominator = lcm(slope.denominator, intercept.denominator);
  let period = 1n;
  let deviation = Rational.ZERO;
  let [totalSlope, totalIntercept] = [slope, intercept];
  for (const { coefficient, rounding } of parts) {
    denominator = lcm(denominator, coefficient.mul(rounding.unit).denominator);
    period = lcm(period, rounding.period);
    deviation = deviation.add(coefficient.abs().mul(rounding.inner.deviation.add(rounding.unit)));
    totalSlope = totalSlope.add(coefficient.mul(rounding.inner.slope));
    totalIntercept = totalIntercept.add(coefficient.mul(rounding.inner.intercept));
  }
  let drift = slope.mul(Rational.integer(period));
  for (const { coefficient, rounding } of parts) {
    drift = drift.add(coefficient.mul(rounding.drift).mul(Rational.integer(period / rounding.period)));
  }
  const scaled = (value: Rational): bigint => (value.numerator * denominator) / value.denominator;
  const a = scaled(slope);
  const b = scaled(intercept);
  const weighted = parts.map(({ coefficient, rounding }) => ({
    weight: scaled(coefficient.mul(rounding.unit)),
    quotient: rounding.quotient,
  }));
  return {
    numerator(k) {
      let value = a * k + b;
      for (const { weight, quotient } of weighted) value += weight * quotient(k);
      return value;
    },
    denominator,
    period,
    drift,
    slope: totalSlope,
    intercept: totalIntercept,
    deviation,
    arguments: parts.flatMap(({ rounding }) => [rounding.inner, ...rounding.inner.arguments]),
  };
}

/** The steps between which a function may change its sign: below `from` and above `to` it keeps one. Undefined when it never settles. */
export function signChange({
  slope,
  intercept,
  deviation,
}: Stepwise): { readonly from: bigint; readonly to: bigint } | undefined {
  if (slope.isZero) return undefined;
  const root = intercept.neg().div(slope);
  const width = deviation.div(slope.abs());
  return { from: root.sub(width).ceil(), to: root.add(width).floor() };
}
