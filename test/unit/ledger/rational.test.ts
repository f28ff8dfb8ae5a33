import assert from "node:assert/strict";
import fc from "fast-check";
import Fraction from "fraction.js";
import { gcd, lcm, Rational, ROUNDING_MODES, type RoundingMode } from "../../../server/src/ledger/rational";

const decimal = (text: string): Rational => Rational.decimal(text);

describe("Rational", () => {
  it("reads plain decimals exactly", () => {
    assert.equal(decimal("0.1").add(decimal("0.2")).toString(), "0.3");
    assert.equal(decimal("007.50").toDecimal(2), "7.50");
    assert.equal(decimal("-12345678901234567890.01").toString(), "-12345678901234567890.01");
  });

  for (const text of ["", " 1", "1e3", "1,000", ".5", "5.", "0x1F", "１", "--1", "NaN", "1/3", "1_000"]) {
    it(`refuses ${JSON.stringify(text)}`, () => assert.equal(Rational.parse(text), undefined));
  }

  const roundings: readonly [string, Readonly<Record<RoundingMode, string>>][] = [
    ["0.005", { half_up: "0.01", half_even: "0.00", up: "0.01", down: "0.00" }],
    ["0.015", { half_up: "0.02", half_even: "0.02", up: "0.02", down: "0.01" }],
    ["-0.005", { half_up: "-0.01", half_even: "0.00", up: "-0.01", down: "0.00" }],
    ["-0.0149", { half_up: "-0.01", half_even: "-0.01", up: "-0.02", down: "-0.01" }],
    ["2.50", { half_up: "2.50", half_even: "2.50", up: "2.50", down: "2.50" }],
  ];
  for (const [value, expected] of roundings) {
    for (const mode of ROUNDING_MODES) {
      it(`rounds ${value} ${mode} to ${expected[mode]}`, () => {
        assert.equal(decimal(value).round(mode, Rational.unit(2)).toDecimal(2), expected[mode]);
      });
    }
  }

  it("rounds to units that are no power of ten", () => {
    assert.equal(decimal("12.34").round("half_up", decimal("0.05")).toString(), "12.35");
    assert.equal(decimal("17").round("down", decimal("5")).toString(), "15");
  });

  it("knows floor, ceiling, scale and a form for what has no decimal", () => {
    assert.deepEqual([decimal("-0.5").floor(), decimal("-0.5").ceil(), decimal("2").floor()], [-1n, 0n, 2n]);
    const third = Rational.of(1n, 3n);
    assert.equal(third.scale, undefined);
    assert.equal(third.toString(), "1/3");
    assert.equal(decimal("0.0038").scale, 4);
    assert.equal(third.toDecimal(4), "0.3333");
  });

  it("throws on a zero denominator only", () => {
    assert.throws(() => Rational.ONE.div(Rational.ZERO), RangeError);
    assert.throws(() => Rational.decimal("x"), RangeError);
  });

  it("agrees with fraction.js", () => {
    const parts = fc.tuple(fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }), fc.bigInt({ min: 1n, max: 10n ** 12n }));
    fc.assert(
      fc.property(parts, parts, ([a, b], [c, d]) => {
        const [x, y] = [Rational.of(a, b), Rational.of(c, d)];
        const [p, q] = [new Fraction(a, b), new Fraction(c, d)];
        assert.equal(fraction(x.add(y)), p.add(q).toFraction());
        assert.equal(fraction(x.sub(y)), p.sub(q).toFraction());
        assert.equal(fraction(x.mul(y)), p.mul(q).toFraction());
        if (!y.isZero) assert.equal(fraction(x.div(y)), p.div(q).toFraction());
        assert.equal(Math.sign(x.compare(y)), Math.sign(p.compare(q)));
        assert.equal(String(x.floor()), p.floor().toFraction());
      }),
    );
  });

  it("finds divisors and multiples", () => {
    assert.equal(gcd(-12n, 18n), 6n);
    assert.equal(lcm(500n, 10_000n), 10_000n);
  });
});

function fraction(value: Rational): string {
  return value.isInteger ? String(value.numerator) : `${value.numerator}/${value.denominator}`;
}
