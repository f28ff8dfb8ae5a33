import { lcm, Rational } from "../rational";

/** A running total. Keeps one denominator, so that adding amounts of one currency costs one integer addition. */
export class Sum {
  private numerator = 0n;
  private denominator = 1n;

  add(amount: Rational, times: 1n | -1n = 1n): void {
    if (amount.denominator !== this.denominator) this.widen(amount.denominator);
    const numerator =
      amount.denominator === this.denominator
        ? amount.numerator
        : amount.numerator * (this.denominator / amount.denominator);
    this.numerator += times * numerator;
  }

  subtract(amount: Rational): void {
    this.add(amount, -1n);
  }

  get value(): Rational {
    return Rational.of(this.numerator, this.denominator);
  }

  get sign(): -1 | 0 | 1 {
    return this.numerator < 0n ? -1 : this.numerator > 0n ? 1 : 0;
  }

  private widen(denominator: bigint): void {
    if (this.denominator % denominator === 0n) return;
    const common = lcm(this.denominator, denominator);
    this.numerator *= common / this.denominator;
    this.denominator = common;
  }
}
