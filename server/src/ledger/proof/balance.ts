import type { Text } from "../../l10n/text";
import { Rational } from "../rational";
import { ask, completed, difference } from "./ask";
import { Budget, DEFAULT_LIMITS, OutOfBudget, type ProofLimits } from "./budget";
import { allCases } from "./cases";
import { factsFor } from "./facts";
import { legAmounts } from "./leg-amounts";
import { type Polynomial, withoutRounding } from "./polynomial";
import { NotProvable, Symbolic } from "./symbolic";
import type { ProofRule, RoundingResidual, Verdict } from "./verdict";

/** The verdict on one group, without suggestions. */
export function balanceOf(
  rule: ProofRule,
  legs: readonly number[],
  limits: ProofLimits,
): { readonly verdict: Verdict; readonly rounding?: RoundingResidual } {
  if (legs.some((leg) => rule.legs[leg]?.amount.kind === "rest")) return { verdict: { kind: "proved-symbolic" } };
  const { result, nonZero, tried } = ask(rule, legs, "zero", (symbolic) => difference(rule, legs, symbolic), limits);
  const rounding = roundingResidual(rule, legs, nonZero);
  const extra = rounding === undefined ? {} : { rounding };
  if (result.kind === "holds") {
    return {
      verdict:
        result.checked === 0 ? { kind: "proved-symbolic" } : { kind: "proved-exhaustive", checked: result.checked },
    };
  }
  if (result.kind === "open") return { verdict: { kind: "unproven", checked: tried, reason: result.reason }, ...extra };
  const inputs = completed(rule, legs, result.values);
  const amounts = legAmounts(rule, legs, inputs);
  if (amounts === undefined || amounts.debit.equals(amounts.credit))
    return { verdict: { kind: "unproven", checked: tried, reason: NOT_COMPUTABLE }, ...extra };
  const { debit, credit } = amounts;
  // A difference seen from the forms alone is computed for one value: the counterexample.
  const checked = Math.max(tried, 1);
  return {
    verdict: { kind: "refuted", checked, counterexample: { inputs, debit, credit, smallest: result.smallest } },
    ...extra,
  };
}

/** The residual is nothing but rounding when it vanishes with all roundings taken away. */
function roundingResidual(
  rule: ProofRule,
  legs: readonly number[],
  nonZero: readonly Polynomial[],
): RoundingResidual | undefined {
  if (nonZero.length === 0 || nonZero.some((form) => !withoutRounding(form).isZero)) return undefined;
  let below = Rational.ZERO;
  for (const form of nonZero) {
    let sum = Rational.ZERO;
    for (const { coefficient, atoms } of form.terms) {
      for (const atom of atoms) if (atom.kind === "round") sum = sum.add(coefficient.abs().mul(atom.unit));
    }
    if (sum.compare(below) > 0) below = sum;
  }
  return { legs: legs.filter((leg) => isRounded(rule, leg)), below };
}

function isRounded(rule: ProofRule, leg: number): boolean {
  const amount = rule.legs[leg]?.amount;
  if (amount === undefined) return false;
  try {
    return factsFor(rule.scope, [amount]).some((facts) =>
      allCases((decide) => new Symbolic(facts, decide).number(amount), new Budget(DEFAULT_LIMITS)).some(({ value }) =>
        [...value.terms].some(({ atoms }) => atoms.some((atom) => atom.kind === "round")),
      ),
    );
  } catch (error) {
    if (error instanceof NotProvable || error instanceof OutOfBudget) return false;
    throw error;
  }
}

const NOT_COMPUTABLE: Text = {
  en: "The amounts could not be computed for the inputs that seem to break the balance.",
  zh: "对疑似不平的输入无法算出各条分录的金额。",
};
