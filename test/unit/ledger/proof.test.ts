import assert from "node:assert/strict";
import type { FeeTerms } from "../../../server/src/ledger/product-fee";
import { proveRule } from "../../../server/src/ledger/proof/prove";
import type { Fix, Verdict } from "../../../server/src/ledger/proof/verdict";
import { Rational, type RoundingMode } from "../../../server/src/ledger/rational";
import { type RuleText, ruleOf } from "./rule";

type Rule = RuleText & { readonly legs: readonly string[] };

/** `refuted gross=25.00 debit 25.00 credit 25.01`, `proved-exhaustive 1000`, `proved-symbolic`, `unproven` */
function told(verdict: Verdict): string {
  if (verdict.kind === "proved-exhaustive") return `${verdict.kind} ${verdict.checked}`;
  if (verdict.kind !== "refuted") return verdict.kind;
  const { inputs, debit, credit } = verdict.counterexample;
  return `refuted ${values(inputs)} debit ${debit.toDecimal(2)} credit ${credit.toDecimal(2)}`;
}

function values(inputs: ReadonlyMap<string, unknown>): string {
  return [...inputs].map(([name, value]) => `${name}=${value}`).join(" ");
}

function fixText(fix: Fix): string {
  switch (fix.kind) {
    case "rest":
      return `leg ${fix.leg} takes the rest, ${fix.sign}`;
    case "subtract":
      return `leg ${fix.leg}: ${fix.amount}`;
    case "rounding-mode":
      return `${fix.mode}: ${told(fix.verdict)}`;
    case "add-leg":
      return `${fix.side} ${fix.amount}`;
  }
}

const prove = (rule: Rule) => proveRule(ruleOf(rule));
const verdictOf = (rule: Rule): string => told(prove(rule).verdict);
const signsOf = (rule: Rule): string[] =>
  prove(rule).signs.map(
    ({ leg, inputs, value, declared }) =>
      `leg ${leg} ${values(inputs)} is ${value.toDecimal(2)}${declared ? "" : ", min undeclared"}`,
  );

function split(rates: readonly string[], mode: RoundingMode): Rule {
  return {
    mode,
    inputs: { gross: "money" },
    legs: ["debit 300101 gross", ...rates.map((rate, index) => `credit 22020${index} round(gross * ${rate})`)],
  };
}

describe("proveRule: balance", () => {
  const table: readonly [readonly string[], Readonly<Partial<Record<RoundingMode, string>>>][] = [
    [
      ["0.0038", "0.9962"],
      {
        half_up: "refuted gross=25 debit 25.00 credit 25.01",
        half_even: "proved-exhaustive 10000",
        down: "refuted gross=0.01 debit 0.01 credit 0.00",
      },
    ],
    [
      ["0.006", "0.994"],
      {
        half_up: "refuted gross=2.5 debit 2.50 credit 2.51",
        half_even: "proved-exhaustive 1000",
        down: "refuted gross=0.01 debit 0.01 credit 0.00",
      },
    ],
    [
      ["0.05", "0.0038", "0.9462"],
      {
        half_up: "refuted gross=0.28 debit 0.28 credit 0.27",
        half_even: "refuted gross=0.1 debit 0.10 credit 0.09",
        down: "refuted gross=0.01 debit 0.01 credit 0.00",
      },
    ],
    [
      ["1 / 3", "1 / 3", "1 / 3"],
      {
        half_up: "refuted gross=0.01 debit 0.01 credit 0.00",
        half_even: "refuted gross=0.01 debit 0.01 credit 0.00",
        down: "refuted gross=0.01 debit 0.01 credit 0.00",
      },
    ],
  ];
  for (const [rates, verdicts] of table) {
    for (const mode of ["half_up", "half_even", "down"] as const) {
      it(`splits ${rates.join(" : ")} ${mode}: ${verdicts[mode]}`, () =>
        assert.equal(verdictOf(split(rates, mode)), verdicts[mode]));
    }
  }

  const fee: FeeTerms = {
    model: "rate",
    rate: Rational.decimal("0.006"),
    min: Rational.decimal("0.10"),
    max: Rational.decimal("20.00"),
  };
  const tiers = [
    { upTo: Rational.decimal("1000000"), rate: Rational.decimal("0.001") },
    { rate: Rational.decimal("0.0008") },
  ];
  const rules: readonly [string, string, Rule][] = [
    [
      "one amount on both sides",
      "proved-symbolic",
      { inputs: { gross: "money" }, legs: ["debit a gross", "credit b gross"] },
    ],
    [
      "a fee subtracted",
      "proved-symbolic",
      {
        inputs: { gross: "money" },
        amounts: { fee: "round(gross * 0.0038)" },
        legs: ["debit a gross", "credit b gross - fee", "credit c fee"],
      },
    ],
    [
      "a rate that is an input, fee subtracted",
      "proved-symbolic",
      {
        inputs: { gross: "money", rate: "rate" },
        amounts: { fee: "round(gross * rate)" },
        legs: ["debit a gross", "credit b gross - fee", "credit c fee"],
      },
    ],
    [
      "a forgotten leg (C14 M2)",
      "refuted gross=0.01 rate=0.5 debit 0.01 credit 0.00",
      { inputs: { gross: "money", rate: "rate" }, legs: ["debit a gross", "credit b gross - round(gross * rate)"] },
    ],
    [
      "fee and net truncated on their own (C14 M4)",
      "refuted gross=0.01 debit 0.01 credit 0.00",
      {
        mode: "down",
        inputs: { gross: "money" },
        legs: ["debit a gross", "credit b round(gross * 0.0065)", "credit c round(gross * 0.9935)"],
      },
    ],
    [
      "fee terms with minimum and cap",
      "proved-symbolic",
      {
        inputs: { gross: "money" },
        fee,
        legs: ["debit a gross", "credit b gross - product.fee(gross)", "credit c product.fee(gross)"],
      },
    ],
    [
      "fee terms written out but for the cap",
      "refuted gross=3334.17 debit 3334.17 credit 3334.16",
      {
        inputs: { gross: "money 1.00.." },
        fee,
        legs: ["debit a gross", "credit b gross - max(0.10, round(gross * 0.006))", "credit c product.fee(gross)"],
      },
    ],
    [
      "tiers against the first tier's rate",
      "refuted gross=1000005 debit 1000005.00 credit 1000005.01",
      {
        inputs: { gross: "money" },
        fee: { model: "tiered", tiers },
        legs: ["debit a gross", "credit b gross - product.fee(gross)", "credit c round(gross * 0.001)"],
      },
    ],
    [
      "a condition that matters on one side",
      "refuted gross=100.01 debit 100.01 credit 99.01",
      { inputs: { gross: "money" }, legs: ["debit a gross", "credit b gross > 100 ? gross - 1 : gross"] },
    ],
    [
      "a condition written twice, once turned round",
      "proved-symbolic",
      {
        inputs: { gross: "money" },
        legs: ["debit a gross > 100 ? gross - 1 : gross", "credit b !(100 >= gross) ? gross - 1 : gross"],
      },
    ],
    [
      "a condition no input meets",
      "proved-symbolic",
      { inputs: { gross: "money 1.00..50.00" }, legs: ["debit a gross", "credit b gross > 100 ? 0 : gross"] },
    ],
    [
      "contradicting conditions",
      "proved-symbolic",
      { inputs: { gross: "money" }, legs: ["debit a gross", "credit b gross > 5 ? (gross < 3 ? 0 : gross) : gross"] },
    ],
    [
      "kinds that differ",
      "refuted gross=0.01 kind=own_only debit 0.01 credit 0.02",
      {
        inputs: { gross: "money", kind: "enum channel_only|own_only" },
        legs: ["debit a gross", 'credit b kind == "own_only" ? 2 * gross : gross'],
      },
    ],
    [
      "identifiers compared",
      "refuted gross=0.01 channel=W debit 0.01 credit 0.00",
      { inputs: { gross: "money", channel: "id" }, legs: ["debit a gross", 'credit b channel == "W" ? 0 : gross'] },
    ],
    [
      "flags that agree",
      "proved-symbolic",
      {
        inputs: { gross: "money", vip: "boolean" },
        legs: ["debit a vip ? gross : 2 * gross", "credit b gross", "credit c !vip ? gross : 0"],
      },
    ],
    [
      "a rounded sum of two inputs",
      "proved-exhaustive",
      {
        mode: "half_even",
        inputs: { gross: "money", coupon: "money" },
        legs: [
          "debit a gross - coupon",
          "credit b round((gross - coupon) * 0.006)",
          "credit c round((gross - coupon) * 0.994)",
        ],
      },
    ],
    [
      "a rounded sum of two inputs, half up",
      "refuted gross=2.51 coupon=0.01 debit 2.50 credit 2.51",
      {
        inputs: { gross: "money", coupon: "money" },
        legs: [
          "debit a gross - coupon",
          "credit b round((gross - coupon) * 0.006)",
          "credit c round((gross - coupon) * 0.994)",
        ],
      },
    ],
    [
      "two splits side by side",
      "proved-exhaustive",
      {
        inputs: { gross: "money", tip: "money" },
        legs: ["debit a gross + tip", "credit b round(gross * 0.4)", "credit c round(gross * 0.6)", "credit d tip"],
      },
    ],
    [
      "two splits, the second broken",
      "refuted gross=0.01 tip=0.01 debit 0.02 credit 0.03",
      {
        inputs: { gross: "money", tip: "money" },
        legs: [
          "debit a gross + tip",
          "credit b round(gross * 0.4)",
          "credit c round(gross * 0.6)",
          "credit d round(tip * 0.5)",
          "credit e round(tip / 2)",
        ],
      },
    ],
    [
      "rounding of what is rounded",
      "proved-symbolic",
      {
        inputs: { gross: "money" },
        amounts: { fee: "round(gross * 0.006)" },
        legs: ["debit a gross", "credit b round(fee)", "credit c round(gross - fee)"],
      },
    ],
    [
      "rounding of what is rounded, coarser",
      "refuted gross=0.84 debit 0.01 credit 0.00",
      {
        inputs: { gross: "money" },
        legs: ["debit a round(gross * 0.006)", "credit b round(round(gross * 0.006), half_up, 0.1)"],
      },
    ],
    [
      "a rate that is an input, both rounded",
      "refuted gross=0.01 rate=0.5 debit 0.01 credit 0.02",
      {
        inputs: { gross: "money", rate: "rate" },
        legs: ["debit a gross", "credit b round(gross * rate)", "credit c round(gross * (1 - rate))"],
      },
    ],
    [
      "a rate that is an input, half even",
      "unproven",
      {
        mode: "half_even",
        inputs: { gross: "money 0.02..0.02", rate: "rate" },
        legs: [
          "debit a gross",
          "credit b round(gross * rate, half_even)",
          "credit c round(gross * (1 - rate), half_even)",
        ],
      },
    ],
    [
      "a count that is an input",
      "refuted gross=0.01 parts=2 debit 0.01 credit 0.02",
      {
        inputs: { gross: "money", parts: "integer 1..12" },
        legs: ["debit a gross", "credit b round(gross / parts) * parts"],
      },
    ],
    ["no legs", "proved-symbolic", { legs: [] }],
    [
      "one side only",
      "refuted gross=0.01 debit 0.01 credit 0.00",
      { inputs: { gross: "money" }, legs: ["debit a gross"] },
    ],
    ["fixed amounts", "refuted  debit 5.00 credit 3.00", { legs: ["debit a 5.00", "credit b 3.00"] }],
    ["a misspelt name", "unproven", { inputs: { gross: "money" }, legs: ["debit a gross", "credit b gros"] }],
    [
      "yen",
      "refuted gross=1 debit 1.00 credit 2.00",
      {
        inputs: { gross: "money JPY" },
        legs: ["debit a gross", "credit b round(gross / 2)", "credit c round(gross / 2)"],
      },
    ],
    [
      "a price converted and rounded on both sides",
      "proved-symbolic",
      { inputs: { X: "money USD", q: "rate USD>CNY" }, legs: ["debit a round(X * q)", "credit b round(q * X)"] },
    ],
  ];
  for (const [name, verdict, rule] of rules) {
    it(`${name}: ${verdict}`, () => assert.match(verdictOf(rule), new RegExp(`^${verdict}`)));
  }

  it("balances by entity, currency and posting day, without off-balance-sheet legs", () => {
    const { groups } = prove({
      inputs: { gross: "money" },
      legs: [
        "debit a gross",
        "credit b gross",
        "debit a gross [on_reconciliation]",
        "credit b 2 * gross [on_reconciliation]",
        "debit c gross [entity bank]",
        "credit d gross [entity bank]",
        "debit e gross [USD]",
        "credit f gross [USD]",
        "debit m gross [memo]",
      ],
    });
    assert.deepEqual(
      groups.map(({ entity, currency, posting, verdict }) => [entity, currency, posting, told(verdict)]),
      [
        [undefined, undefined, undefined, "proved-symbolic"],
        [undefined, undefined, "on_reconciliation", "refuted gross=0.01 debit 0.01 credit 0.02"],
        ["bank", undefined, undefined, "proved-symbolic"],
        [undefined, "USD", undefined, "proved-symbolic"],
      ],
    );
  });

  it("says that two legs cannot both take the rest", () => {
    const [group] = prove({
      inputs: { gross: "money" },
      legs: ["debit a gross", "credit b rest", "credit c rest"],
    }).groups;
    assert.equal(group?.severalRests, true);
    assert.equal(group?.verdict.kind, "unproven");
  });

  it("gives up within its limits and says so", () => {
    const rule = ruleOf(split(["0.00381", "0.99619"], "half_even"));
    const { verdict } = proveRule(rule, { steps: 1_000 });
    assert.equal(verdict.kind, "unproven");
    assert.match(verdict.kind === "unproven" ? verdict.reason.en : "", /too long/);
    let now = 0;
    assert.equal(proveRule(rule, { steps: 1e9, milliseconds: 5, now: () => now++ }).verdict.kind, "unproven");
  });

  it("ends soon on rules made to explode", () => {
    const cases = Array.from({ length: 40 }, (_, index) => `max(gross, ${index})`).join(" + ");
    const product = Array.from({ length: 60 }, () => "(gross + tip + rate + 1)").join(" * ");
    const inputs = { gross: "money", tip: "money", rate: "rate" };
    for (const amount of [cases, product, `round(gross * 0.${"1234567".repeat(20)})`]) {
      const started = performance.now();
      const verdict = verdictOf({ inputs, legs: ["debit a gross", `credit b ${amount}`, `debit c ${amount} / 2`] });
      assert.match(verdict, /^(unproven|refuted)/);
      assert.ok(performance.now() - started < 5_000);
    }
  });

  it("tells of the cross-border purchase (C01) that four roundings may leave a difference", () => {
    const { groups } = prove({
      inputs: {
        X: "money USD 1.00..100000.00",
        q: "rate USD>CNY 0.1..20",
        p: "rate USD>CNY 0.1..20",
        f: "rate 0..0.1",
      },
      amounts: {
        pay: "round(X * q)",
        budget: "round(X * (1 - f) * q)",
        fee: "round(X * f * p)",
        actual: "round(X * (1 - f) * p)",
        diff: "budget - actual",
        fx: "round(diff + X * f * (q - p))",
      },
      legs: [
        "credit transit pay [CNY]",
        "debit transit budget [CNY]",
        "debit transit fee [CNY]",
        "debit transit fx [CNY]",
        "credit transit diff [CNY]",
      ],
    });
    assert.equal(groups[0]?.verdict.kind, "refuted");
    assert.ok(groups[0]?.rounding);
    assert.ok(groups[0].fixes.some(({ kind }) => kind === "rest"));
  });
});

describe("proveRule: signs", () => {
  const fee = "max(0.10, round(gross * 0.006))";
  const rules: readonly [string, readonly string[], Rule][] = [
    [
      "a rest that a minimum fee eats",
      ["leg 1 gross=0.01 is -0.09, min undeclared"],
      { inputs: { gross: "money" }, amounts: { fee }, legs: ["debit a gross", "credit b rest", "credit c fee"] },
    ],
    [
      "the same above the declared minimum",
      [],
      { inputs: { gross: "money 0.10.." }, amounts: { fee }, legs: ["debit a gross", "credit b rest", "credit c fee"] },
    ],
    [
      "the same with a declared minimum of 0.05",
      ["leg 1 gross=0.05 is -0.05"],
      { inputs: { gross: "money 0.05.." }, amounts: { fee }, legs: ["debit a gross", "credit b rest", "credit c fee"] },
    ],
    [
      "a leg, min undeclared",
      [],
      { inputs: { gross: "money" }, amounts: { fee }, legs: ["debit a gross", "credit b gross - fee", "credit c fee"] },
    ],
    [
      "a leg, min declared",
      ["leg 1 gross=0.01 is -0.09"],
      {
        inputs: { gross: "money 0.01.." },
        amounts: { fee },
        legs: ["debit a gross", "credit b gross - fee", "credit c fee"],
      },
    ],
    [
      "a red leg",
      [],
      {
        inputs: { gross: "money 0.01.." },
        amounts: { fee },
        legs: ["debit a gross", "credit b gross - fee [red]", "credit c fee"],
      },
    ],
    [
      "a fee by percent",
      [],
      { inputs: { gross: "money 0.01.." }, legs: ["debit a gross", "credit b rest", "credit c round(gross * 0.006)"] },
    ],
    [
      "a fee rounded up",
      [],
      {
        inputs: { gross: "money 0.01.." },
        legs: ["debit a gross", "credit b rest", "credit c round(gross * 0.006, up)"],
      },
    ],
    [
      "a fee and another one, both rounded up",
      ["leg 1 gross=0.01 is -0.01"],
      {
        inputs: { gross: "money 0.01.." },
        legs: [
          "debit a gross",
          "credit b rest",
          "credit c round(gross * 0.006, up)",
          "credit d round(gross * 0.001, up)",
        ],
      },
    ],
    [
      "an amount that falls with the price",
      ["leg 1 gross=100.01 is -0.01"],
      {
        inputs: { gross: "money 1.00.." },
        legs: ["debit a gross", "credit b 100 - gross", "credit c 2 * gross - 100"],
      },
    ],
    [
      "a fee below the amount at any rate in range",
      [],
      {
        inputs: { gross: "money 0.01..", rate: "rate 0..0.01" },
        amounts: { fee: "round(gross * rate)" },
        legs: ["debit a gross", "credit b rest", "credit c fee"],
      },
    ],
    [
      "a fee that can be above the amount",
      ["leg 1 gross=0.01 rate=2 is -0.01"],
      {
        inputs: { gross: "money 0.01..", rate: "rate 0..2" },
        amounts: { fee: "round(gross * rate)" },
        legs: ["debit a gross", "credit b rest", "credit c fee"],
      },
    ],
    [
      "a coupon above the amount",
      ["leg 0 gross=1 coupon=1.01 is -0.01"],
      {
        inputs: { gross: "money 1.00..", coupon: "money 0.01.." },
        legs: ["debit a gross - coupon", "debit b coupon", "credit c gross"],
      },
    ],
    [
      "a range that may be negative",
      ["leg 0 diff=-5 is -5.00", "leg 1 diff=-5 is -5.00"],
      { inputs: { diff: "money -5..5" }, legs: ["debit a diff", "credit b diff"] },
    ],
  ];
  for (const [name, findings, rule] of rules)
    it(name, () => assert.deepEqual(signsOf(rule).slice(0, Math.max(1, findings.length)), findings));
});

describe("proveRule: original and prior", () => {
  const original: RuleText = { inputs: { gross: "money 1.00..50000.00" }, amounts: { fee: "round(gross * 0.006)" } };
  const refund: Rule = {
    original,
    inputs: { refund: "money 0.01.." },
    amounts: { back: "round(original.fee * ((prior.refund + refund) / original.gross)) - prior.back" },
    legs: ["debit a refund - back", "debit b back", "credit c refund"],
  };

  it("proves the cumulative refund of case C23", () => {
    const proof = prove(refund);
    assert.equal(told(proof.verdict), "proved-symbolic");
    assert.deepEqual(proof.signs, []);
  });

  it("does not judge what rests on earlier transactions alone", () => {
    assert.equal(
      verdictOf({
        original,
        inputs: {},
        legs: ["debit a original.gross", "credit b prior.refund"],
        amounts: { refund: "original.gross" },
      }),
      "unproven",
    );
    assert.equal(verdictOf({ ...refund, legs: ["debit a refund - back", "credit c refund"] }), "unproven");
  });

  it("refutes what moves with the rule's own inputs", () => {
    assert.equal(
      verdictOf({ ...refund, legs: ["debit a refund", "credit b original.gross"] }),
      "refuted refund=0.01 original.gross=1 debit 0.01 credit 1.00",
    );
  });
});

describe("proveRule: fixes", () => {
  const fixesOf = (rule: Rule): readonly string[] => prove(rule).groups.flatMap(({ fixes }) => fixes.map(fixText));

  it("lets the largest rounded leg take the rest, or rounds half even where that is proved", () => {
    const { groups } = prove(split(["0.0038", "0.9962"], "half_up"));
    assert.deepEqual(groups[0]?.rounding?.legs, [1, 2]);
    assert.equal(groups[0]?.rounding?.below.toString(), "0.02");
    assert.deepEqual(groups[0]?.fixes.map(fixText), [
      "leg 2 takes the rest, never-negative",
      "leg 2: gross - round(gross * 0.0038)",
      "half_even: proved-exhaustive 10000",
    ]);
  });

  it("does not offer half even where it does not help", () => {
    assert.deepEqual(fixesOf(split(["0.05", "0.0038", "0.9462"], "half_up")), [
      "leg 3 takes the rest, never-negative",
      "leg 3: gross - round(gross * 0.05) - round(gross * 0.0038)",
    ]);
  });

  it("writes the leg that is missing, by the names used", () => {
    const amounts = { fee: "round(gross * 0.006)" };
    assert.deepEqual(fixesOf({ inputs: { gross: "money" }, amounts, legs: ["debit a gross", "credit c fee"] }), [
      "credit gross - fee",
    ]);
    assert.deepEqual(
      fixesOf({ inputs: { gross: "money" }, amounts, legs: ["debit a gross", "credit b gross - fee"] }),
      ["credit fee"],
    );
    assert.deepEqual(
      fixesOf({ inputs: { gross: "money" }, amounts, legs: ["debit a gross - fee", "credit b gross"] }),
      ["debit fee"],
    );
  });

  it("says that rounding is not the whole difference", () => {
    const { groups } = prove({
      inputs: { gross: "money" },
      legs: ["debit a gross", "credit b round(gross * 0.5)", "credit c round(gross * 0.4)"],
    });
    assert.equal(groups[0]?.rounding, undefined);
  });
});
