/** How a value is brought to a rounding unit. Ties of `half_up` go away from zero, as in bookkeeping. */
export type RoundingMode = "half_up" | "half_even" | "up" | "down";

export const ROUNDING_MODES: readonly RoundingMode[] = ["half_up", "half_even", "up", "down"];

/** Plain decimals only: no exponent, no separators, no spaces; a leading sign is allowed. */
const PLAIN_DECIMAL = /^([+-]?)(\d+)(?:\.(\d+))?$/;

/**
 * An exact rational number in lowest terms, the only carrier of amounts and rates. Immutable.
 *
 * Written here rather than taken from fraction.js: that package is as fast, but its type lets JavaScript numbers into
 * every operation, rounds ties upward instead of away from zero, and knows no other mode. The tests use it as oracle.
 */
export class Rational {
  static readonly ZERO = new Rational(0n, 1n);
  static readonly ONE = new Rational(1n, 1n);

  /** Use {@link Rational.of}, {@link Rational.integer} or {@link Rational.parse}. */
  private constructor(
    readonly numerator: bigint,
    readonly denominator: bigint,
  ) {}

  /** `numerator / denominator` in lowest terms. Throws RangeError when the denominator is zero. */
  static of(numerator: bigint, denominator: bigint): Rational {
    if (denominator === 1n) return new Rational(numerator, 1n);
    if (denominator === 0n) throw new RangeError("A rational number has no zero denominator");
    if (denominator < 0n) return Rational.of(-numerator, -denominator);
    const divisor = gcd(numerator, denominator);
    return divisor === 1n
      ? new Rational(numerator, denominator)
      : new Rational(numerator / divisor, denominator / divisor);
  }

  /** A whole number; `value` must be an integer (counts, never amounts). */
  static integer(value: bigint | number): Rational {
    return new Rational(BigInt(value), 1n);
  }

  /** Reads a plain decimal (`12`, `-0.05`, `007.50`) exactly; undefined for anything else (`1e3`, `1,000`, `.5`, `0x1F`, ``). */
  static parse(text: string): Rational | undefined {
    const match = PLAIN_DECIMAL.exec(text);
    if (match === null) return undefined;
    const [, sign, whole = "0", decimals = ""] = match;
    const magnitude = Rational.of(BigInt(whole + decimals), pow10(decimals.length));
    return sign === "-" ? magnitude.neg() : magnitude;
  }

  /** Like {@link parse}, for texts known to be decimals. Throws RangeError otherwise. */
  static decimal(text: string): Rational {
    const value = Rational.parse(text);
    if (value === undefined) throw new RangeError(`Not a plain decimal: ${text}`);
    return value;
  }

  /** One unit of the given number of decimals: `unit(2)` is 0.01. */
  static unit(scale: number): Rational {
    return new Rational(1n, pow10(scale));
  }

  add(other: Rational): Rational {
    const { numerator: a, denominator: b } = this;
    const { numerator: c, denominator: d } = other;
    return b === d ? Rational.of(a + c, b) : Rational.of(a * d + c * b, b * d);
  }

  sub(other: Rational): Rational {
    return this.add(other.neg());
  }

  mul(other: Rational): Rational {
    return Rational.of(this.numerator * other.numerator, this.denominator * other.denominator);
  }

  /** Throws RangeError when `other` is zero; ask {@link isZero} first. */
  div(other: Rational): Rational {
    return Rational.of(this.numerator * other.denominator, this.denominator * other.numerator);
  }

  neg(): Rational {
    return new Rational(-this.numerator, this.denominator);
  }

  abs(): Rational {
    return this.numerator < 0n ? this.neg() : this;
  }

  /** Negative, zero or positive as `this` is less than, equal to or greater than `other`. */
  compare(other: Rational): number {
    const left = this.numerator * other.denominator;
    const right = other.numerator * this.denominator;
    return left < right ? -1 : left > right ? 1 : 0;
  }

  equals(other: Rational): boolean {
    return this.numerator === other.numerator && this.denominator === other.denominator;
  }

  get isZero(): boolean {
    return this.numerator === 0n;
  }

  get isInteger(): boolean {
    return this.denominator === 1n;
  }

  /** −1, 0 or 1. */
  get sign(): -1 | 0 | 1 {
    return this.numerator < 0n ? -1 : this.numerator > 0n ? 1 : 0;
  }

  /** The greatest integer not above the value. */
  floor(): bigint {
    const quotient = this.numerator / this.denominator;
    return this.numerator < 0n && quotient * this.denominator !== this.numerator ? quotient - 1n : quotient;
  }

  /** The least integer not below the value. */
  ceil(): bigint {
    return -this.neg().floor();
  }

  /** The nearest multiple of `unit` (default 1) by `mode`. `unit` must be above zero. */
  round(mode: RoundingMode, unit: Rational = Rational.ONE): Rational {
    const { numerator, denominator } = unit.denominator === 1n && unit.numerator === 1n ? this : this.div(unit);
    const steps = roundQuotient(numerator, denominator, mode);
    return Rational.of(steps * unit.numerator, unit.denominator);
  }

  /** How many decimals the value needs; undefined when it has no finite decimal form (⅓). */
  get scale(): number | undefined {
    let rest = this.denominator;
    let twos = 0;
    let fives = 0;
    for (; rest % 2n === 0n; rest /= 2n) twos++;
    for (; rest % 5n === 0n; rest /= 5n) fives++;
    return rest === 1n ? Math.max(twos, fives) : undefined;
  }

  /** Decimal text with exactly `scale` decimals, rounded `half_up` where the value is finer: `2.5 → "2.50"`. */
  toDecimal(scale: number): string {
    const steps = roundQuotient(this.numerator * pow10(scale), this.denominator, "half_up");
    const digits = (steps < 0n ? -steps : steps).toString().padStart(scale + 1, "0");
    const cut = digits.length - scale;
    return `${steps < 0n ? "-" : ""}${digits.slice(0, cut)}${scale > 0 ? `.${digits.slice(cut)}` : ""}`;
  }

  /** Exact text: the shortest decimal, or `1/3` where there is none. */
  toString(): string {
    const { scale } = this;
    return scale === undefined ? `${this.numerator}/${this.denominator}` : this.toDecimal(scale);
  }

  toJSON(): string {
    return this.toString();
  }
}

/** `numerator / denominator` (denominator above zero) rounded to an integer. The arithmetic behind {@link Rational.round}. */
export function roundQuotient(numerator: bigint, denominator: bigint, mode: RoundingMode): bigint {
  const negative = numerator < 0n;
  const magnitude = negative ? -numerator : numerator;
  let quotient = magnitude / denominator;
  const remainder = magnitude - quotient * denominator;
  if (remainder !== 0n && mode !== "down") {
    const twice = 2n * remainder;
    const away =
      mode === "up" || twice > denominator || (twice === denominator && (mode === "half_up" || quotient % 2n === 1n));
    if (away) quotient += 1n;
  }
  return negative ? -quotient : quotient;
}

export function minimum(left: Rational, right: Rational): Rational {
  return left.compare(right) <= 0 ? left : right;
}

export function maximum(left: Rational, right: Rational): Rational {
  return left.compare(right) >= 0 ? left : right;
}

export function gcd(left: bigint, right: bigint): bigint {
  let a = left < 0n ? -left : left;
  let b = right < 0n ? -right : right;
  while (b !== 0n) [a, b] = [b, a % b];
  return a;
}

export function lcm(left: bigint, right: bigint): bigint {
  const product = left * right;
  return product === 0n ? 0n : (product < 0n ? -product : product) / gcd(left, right);
}

const POWERS_OF_TEN = Array.from({ length: 32 }, (_, exponent) => 10n ** BigInt(exponent));

function pow10(exponent: number): bigint {
  return POWERS_OF_TEN[exponent] ?? 10n ** BigInt(exponent);
}
