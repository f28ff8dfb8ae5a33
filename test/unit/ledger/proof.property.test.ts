import assert from "node:assert/strict";
import fc from "fast-check";
import { print } from "../../../server/src/ledger/expression/ast";
import { legAmounts } from "../../../server/src/ledger/proof/leg-amounts";
import { proveRule } from "../../../server/src/ledger/proof/prove";
import type { ProofRule } from "../../../server/src/ledger/proof/verdict";
import { Rational } from "../../../server/src/ledger/rational";
import { ruleOf } from "./rule";

const CENT = Rational.unit(2);
/** Amounts up to here are tried one by one; the periods and thresholds below stay under it. */
const TRIED = 500;

const mode = fc.constantFrom("half_up", "half_even", "up", "down");
const rate = fc.constantFrom("0.5", "0.25", "0.05", "0.95", "0.1", "0.9", "1 / 3", "2 / 3", "0.2", "1.5");
const threshold = fc.constantFrom("0.07", "0.50", "1.00", "1.23");

const { amount } = fc.letrec<{ amount: string; leaf: string }>((tie) => ({
  leaf: fc.oneof(
    fc.constant("x"),
    threshold,
    fc.tuple(rate, mode).map(([factor, how]) => `round(x * ${factor}, ${how})`),
    rate.map((factor) => `round(x * ${factor})`),
  ),
  amount: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    tie("leaf"),
    fc.tuple(tie("amount"), fc.constantFrom("+", "-"), tie("amount")).map(([a, sign, b]) => `(${a} ${sign} ${b})`),
    fc.tuple(fc.constantFrom("min", "max"), tie("amount"), tie("amount")).map(([name, a, b]) => `${name}(${a}, ${b})`),
    fc
      .tuple(fc.constantFrom("<", "<=", ">", ">=", "==", "!="), threshold, tie("amount"), tie("amount"))
      .map(([sign, limit, a, b]) => `(x ${sign} ${limit} ? ${a} : ${b})`),
    fc.tuple(tie("leaf"), tie("leaf"), tie("leaf")).map(([limit, a, b]) => `(${limit} > x - 0.03 ? ${a} : ${b})`),
    fc.tuple(tie("amount"), rate, mode).map(([inner, factor, how]) => `round(${inner} * ${factor}, ${how})`),
  ),
}));

/** Half of the rules are made to balance but for rounding, else nearly none would be proved. */
const legs = fc.oneof(
  fc
    .tuple(amount, fc.array(amount, { minLength: 1, maxLength: 2 }))
    .map(([debit, credits]) => [`debit a ${debit}`, ...credits.map((credit) => `credit b ${credit}`)]),
  amount.map((fee) => [`debit a x`, `credit b ${fee}`, `credit c x - ${fee}`]),
  fc
    .tuple(rate, mode)
    .map(([factor, how]) => [
      `debit a x`,
      `credit b round(x * ${factor}, ${how})`,
      `credit c round(x * (1 - ${factor}), ${how})`,
    ]),
  amount.map((fee) => [
    `debit a round(x * 0.95) + ${fee}`,
    `credit b ${fee}`,
    `credit c x - round(x * 0.05, half_even)`,
  ]),
);

const range = fc.constantFrom("money", "money 0.01..", "money 0.13..", "money 0.05..4.99", "money -1.00..1.00");

const text = (rule: ProofRule): string =>
  rule.legs.map(({ side, amount: expression }) => `${side} ${print(expression)}`).join("; ");

function computed(rule: ProofRule, cents: number): { difference: Rational; amounts: ReadonlyMap<number, Rational> } {
  const found = legAmounts(
    rule,
    rule.legs.map((_, index) => index),
    new Map([["x", CENT.mul(Rational.integer(cents))]]),
  );
  assert.ok(found);
  return { difference: found.debit.sub(found.credit), amounts: found.byLeg };
}

describe("proveRule against trying every amount", () => {
  it("never proves what fails, and refutes with the smallest amount that fails", () => {
    const kinds = new Map<string, number>();
    fc.assert(
      fc.property(legs, range, (lines, input) => {
        const rule = ruleOf({ inputs: { x: input }, legs: lines });
        const { min, max } = rule.scope.given.inputs.get("x")?.range ?? {};
        const first = min === undefined ? 1 : Number(min.div(CENT).numerator);
        const last = max === undefined ? TRIED : Number(max.div(CENT).numerator);
        const tried = Array.from({ length: last - first + 1 }, (_, index) => ({
          cents: first + index,
          ...computed(rule, first + index),
        }));
        const { verdict, signs } = proveRule(rule);
        kinds.set(verdict.kind, (kinds.get(verdict.kind) ?? 0) + 1);
        const failing = tried.find(({ difference }) => !difference.isZero);
        if (verdict.kind === "refuted") {
          const { inputs, debit, credit, smallest } = verdict.counterexample;
          assert.ok(!debit.equals(credit));
          assert.ok(smallest, text(rule));
          const value = inputs.get("x");
          if (value instanceof Rational && value.isZero && min === undefined)
            assert.equal(failing, undefined, text(rule));
          else if (value === undefined) assert.equal(text(rule).includes("x"), false, text(rule));
          else if (failing !== undefined)
            assert.equal(String(value), String(CENT.mul(Rational.integer(failing.cents))), text(rule));
          else assert.ok(value instanceof Rational && value.compare(CENT.mul(Rational.integer(last))) > 0, text(rule));
        } else {
          assert.notEqual(verdict.kind, "unproven", text(rule));
          assert.equal(failing, undefined, text(rule));
        }
        if (min === undefined) return;
        for (const leg of rule.legs.keys()) {
          const negative = tried.find(({ amounts }) => (amounts.get(leg)?.sign ?? 0) < 0);
          const finding = signs.find((sign) => sign.leg === leg);
          const message = `leg ${leg} of ${text(rule)}`;
          if (negative !== undefined) {
            assert.ok(finding, message);
            const value = finding.inputs.get("x");
            if (value !== undefined)
              assert.equal(String(value), String(CENT.mul(Rational.integer(negative.cents))), message);
            else
              assert.equal(
                print(rule.legs[leg]?.amount ?? { kind: "missing", start: 0, end: 0 }).includes("x"),
                false,
                message,
              );
          } else if (finding !== undefined) assert.ok(max === undefined, message);
        }
      }),
      { numRuns: 250 },
    );
    for (const kind of ["proved-symbolic", "proved-exhaustive", "refuted"])
      assert.ok((kinds.get(kind) ?? 0) > 5, `${kind}: ${kinds.get(kind)}`);
  });

  it("never proves what fails for some pair of amounts", () => {
    const pair = fc
      .tuple(rate, rate, mode)
      .map(
        ([a, b, how]) =>
          [`round((x - y) * ${a}, ${how})`, `round(y * ${b}, ${how})`, `round(x * ${a}, ${how})`] as const,
      );
    const part = fc.oneof(
      fc.constantFrom("x", "y", "x - y", "x + y"),
      pair.chain((parts) => fc.constantFrom(...parts)),
    );
    fc.assert(
      fc.property(
        part,
        fc.array(part, { minLength: 1, maxLength: 3 }),
        rate,
        mode,
        fc.boolean(),
        (debit, credits, factor, how, whole) => {
          const lines = whole
            ? [
                "debit a x - y",
                `credit b round((x - y) * ${factor}, ${how})`,
                `credit c round((x - y) * (1 - ${factor}), ${how})`,
              ]
            : [`debit a ${debit}`, ...credits.map((credit) => `credit b ${credit}`)];
          const rule = ruleOf({ inputs: { x: "money", y: "money" }, legs: lines });
          const { verdict } = proveRule(rule);
          if (verdict.kind === "refuted")
            return assert.ok(!verdict.counterexample.debit.equals(verdict.counterexample.credit));
          if (verdict.kind === "unproven") return undefined;
          for (let x = 0; x <= 60; x += 3) {
            for (let y = 0; y <= 60; y += 7) {
              const inputs = new Map([
                ["x", CENT.mul(Rational.integer(x))],
                ["y", CENT.mul(Rational.integer(y))],
              ]);
              const found = legAmounts(
                rule,
                rule.legs.map((_, index) => index),
                inputs,
              );
              assert.ok(found?.debit.equals(found.credit), `${text(rule)} at ${x}, ${y}`);
            }
          }
          return undefined;
        },
      ),
      { numRuns: 250 },
    );
  });
});
