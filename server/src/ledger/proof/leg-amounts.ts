import { evaluateNumber, type Value } from "../expression/evaluate";
import { amountEnvironment } from "../expression/scope";
import { Rational } from "../rational";
import type { ProofRule } from "./verdict";

/** The legs of one group computed for given inputs. */
export interface LegAmounts {
  readonly byLeg: ReadonlyMap<number, Rational>;
  readonly debit: Rational;
  readonly credit: Rational;
}

/**
 * Computes the legs with the evaluator, not with the forms of the proof: every counterexample is confirmed this way. One
 * `rest` takes what is left. Undefined when a leg has no value.
 */
export function legAmounts(
  rule: ProofRule,
  legs: readonly number[],
  inputs: ReadonlyMap<string, Value>,
): LegAmounts | undefined {
  const environment = amountEnvironment(rule.scope, { value: (name) => inputs.get(name) });
  const byLeg = new Map<number, Rational>();
  let [debit, credit] = [Rational.ZERO, Rational.ZERO];
  let rest: number | undefined;
  for (const index of legs) {
    const leg = rule.legs[index];
    if (leg === undefined) continue;
    if (leg.amount.kind === "rest") {
      rest = index;
      continue;
    }
    const outcome = evaluateNumber(leg.amount, environment);
    if (!outcome.ok) return undefined;
    byLeg.set(index, outcome.value);
    if (leg.side === "debit") debit = debit.add(outcome.value);
    else credit = credit.add(outcome.value);
  }
  if (rest !== undefined) {
    if (rule.legs[rest]?.side === "credit") {
      byLeg.set(rest, debit.sub(credit));
      credit = debit;
    } else {
      byLeg.set(rest, credit.sub(debit));
      debit = credit;
    }
  }
  return { byLeg, debit, credit };
}
