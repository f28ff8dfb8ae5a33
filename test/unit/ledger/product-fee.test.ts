import assert from "node:assert/strict";
import { type FeeTerms, feeConstant, productFee } from "../../../server/src/ledger/product-fee";
import { Rational } from "../../../server/src/ledger/rational";
import { formatUnitRate, parseUnitRate } from "../../../server/src/ledger/unit-rate";

const decimal = (text: string): Rational => Rational.decimal(text);
const cents = { mode: "half_up" as const, unit: Rational.unit(2) };

describe("parseUnitRate", () => {
  for (const text of ["0.6%", "6‰", "60bp", "0.6 %", "60 BPS", "0.6％"]) {
    it(`reads ${text} as 0.006`, () => assert.equal(parseUnitRate(text)?.value.toString(), "0.006"));
  }
  for (const text of ["0.6", "0.006", "%", "6 permille", "1e1%", ""]) {
    it(`refuses ${JSON.stringify(text)}`, () => assert.equal(parseUnitRate(text), undefined));
  }
  it("writes a rate in any unit", () => {
    assert.deepEqual(
      (["%", "‰", "bp"] as const).map((unit) => formatUnitRate(decimal("0.0038"), unit)),
      ["0.38%", "3.8‰", "38bp"],
    );
  });
});

describe("productFee", () => {
  const fees = (terms: FeeTerms, ...bases: string[]): string[] =>
    bases.map((base) => productFee(terms, decimal(base), cents).toDecimal(2));

  it("takes a rate of the amount", () => {
    assert.deepEqual(fees({ model: "rate", rate: decimal("0.006") }, "0.83", "0.84", "100.00"), [
      "0.00",
      "0.01",
      "0.60",
    ]);
  });

  it("keeps the minimum of case C19", () => {
    assert.deepEqual(fees({ model: "rate", rate: decimal("0.002"), min: decimal("0.08") }, "1.00", "40.00", "100.00"), [
      "0.08",
      "0.08",
      "0.20",
    ]);
  });

  it("stops at the cap", () => {
    assert.deepEqual(
      fees({ model: "rate", rate: decimal("0.006"), max: decimal("20.00") }, "3333.33", "3334.17", "9999.00"),
      ["20.00", "20.00", "20.00"],
    );
  });

  it("is the same for every amount when fixed", () => {
    assert.deepEqual(fees({ model: "fixed", amount: decimal("2.00") }, "0.01", "999.00"), ["2.00", "2.00"]);
  });

  const tiers = [
    { over: decimal("0"), upTo: decimal("1000000"), rate: decimal("0.001") },
    { over: decimal("1000000"), rate: decimal("0.0008") },
  ];

  it("charges each part at its tier when marginal (case C18)", () => {
    assert.deepEqual(fees({ model: "tiered", tiers }, "5000000", "1000000", "1000000.01"), [
      "4200.00",
      "1000.00",
      "1000.00",
    ]);
  });

  it("charges all at the tier reached when whole (case C18)", () => {
    assert.deepEqual(fees({ model: "tiered", tiers, tierMode: "whole" }, "5000000", "1000000", "1000001"), [
      "4000.00",
      "1000.00",
      "800.00",
    ]);
  });

  it("adds a tier's amount once when the tier is reached", () => {
    const stepped = [
      { upTo: decimal("10"), amount: decimal("1.00") },
      { upTo: decimal("20"), amount: decimal("0.50"), rate: decimal("0.1") },
    ];
    assert.deepEqual(fees({ model: "tiered", tiers: stepped }, "10", "15", "30"), ["1.00", "2.00", "3.50"]);
    assert.deepEqual(fees({ model: "tiered", tiers: stepped, tierMode: "whole" }, "10", "15", "30"), [
      "1.00",
      "2.00",
      "3.50",
    ]);
  });

  it("gives the terms by name", () => {
    const terms: FeeTerms = { model: "rate", rate: decimal("0.006"), min: decimal("0.10") };
    assert.equal(feeConstant(terms, "product.fee.rate")?.toString(), "0.006");
    assert.equal(feeConstant(terms, "product.fee.min")?.toString(), "0.1");
    assert.equal(feeConstant(terms, "product.fee.max"), undefined);
    assert.equal(feeConstant(terms, "product.fee.mode"), undefined);
  });
});
