import type { Text } from "../../l10n/text";
import type { Value } from "../expression/evaluate";
import { Rational } from "../rational";
import { Budget, OutOfBudget, type ProofLimits } from "./budget";
import { allCases } from "./cases";
import { factsFor, inDeclaredOrder, inputsUsed, smallestValue } from "./facts";
import type { Question } from "./one-input";
import { Polynomial } from "./polynomial";
import { type Result, settle } from "./question";
import { NotProvable, Symbolic } from "./symbolic";
import type { ProofRule } from "./verdict";

/** What came out, with the values of flags and kinds among the inputs. */
export interface Asked {
  readonly result:
    | Exclude<Result, { kind: "fails" }>
    | { readonly kind: "fails"; readonly values: ReadonlyMap<string, Value>; readonly smallest: boolean };
  /** Forms that are not zero as they stand. */
  readonly nonZero: readonly Polynomial[];
  /** Values looked at, whatever came out. */
  readonly tried: number;
}

/** Asks a question about one form of the rule, for every combination of its flags and kinds. */
export function ask(
  rule: ProofRule,
  legs: readonly number[],
  question: Question,
  form: (symbolic: Symbolic) => Polynomial,
  limits: ProofLimits,
): Asked {
  const nonZero: Polynomial[] = [];
  let checked = 0;
  let open: Text | undefined;
  let failure: { values: ReadonlyMap<string, Value>; smallest: boolean } | undefined;
  const budget = new Budget(limits);
  try {
    const amounts = legs.flatMap((leg) => rule.legs[leg]?.amount ?? []);
    for (const facts of factsFor(rule.scope, amounts)) {
      const cases = allCases((decide) => form(new Symbolic(facts, decide)), budget);
      nonZero.push(...cases.flatMap(({ value }) => (value.isZero ? [] : [value])));
      const result = settle(cases, question, facts, budget);
      if (result.kind === "holds") checked += result.checked;
      else if (result.kind === "open") open ??= result.reason;
      else if (failure === undefined || smaller(result.values, failure.values)) {
        failure = { values: new Map<string, Value>([...facts.finite, ...result.values]), smallest: result.smallest };
      }
    }
  } catch (error) {
    if (error instanceof NotProvable) open ??= error.reason;
    else if (error instanceof OutOfBudget) open ??= TOO_MUCH_WORK;
    else throw error;
  }
  const { tried } = budget;
  if (failure !== undefined) return { result: { kind: "fails", ...failure }, nonZero, tried };
  return { result: open === undefined ? { kind: "holds", checked } : { kind: "open", reason: open }, nonZero, tried };
}

/** By the values both have in common, the first that differs decides. */
function smaller(a: ReadonlyMap<string, Rational>, b: ReadonlyMap<string, Value>): boolean {
  for (const [name, value] of a) {
    const other = b.get(name);
    if (other instanceof Rational && !other.equals(value)) return value.compare(other) < 0;
  }
  return false;
}

/** Σ debit − Σ credit. */
export function difference(rule: ProofRule, legs: readonly number[], symbolic: Symbolic): Polynomial {
  const signed = legs.flatMap((index) => {
    const leg = rule.legs[index];
    if (leg === undefined) return [];
    const amount = symbolic.number(leg.amount);
    return [leg.side === "debit" ? amount : amount.scale(Rational.integer(-1))];
  });
  return signed.reduce((sum, amount) => sum.add(amount), Polynomial.ZERO);
}

/** Inputs the counterexample leaves open take their smallest value. */
export function completed(
  rule: ProofRule,
  legs: readonly number[],
  values: ReadonlyMap<string, Value>,
): ReadonlyMap<string, Value> {
  const inputs = new Map<string, Value>(values);
  const { scope } = rule;
  for (const [name, { type }] of inputsUsed(
    scope,
    legs.flatMap((leg) => rule.legs[leg]?.amount ?? []),
  )) {
    if (inputs.has(name)) continue;
    if (type.kind === "boolean") inputs.set(name, false);
    else if (type.kind === "enum") inputs.set(name, type.values[0] ?? "");
    else inputs.set(name, type.kind === "id" || type.kind === "text" ? "…" : smallestValue(scope, name));
  }
  return inDeclaredOrder(scope, inputs);
}

const TOO_MUCH_WORK: Text = {
  en: "Checking every case would take too long; none of those checked breaks the balance. Let one leg take the rest.",
  zh: "情形太多，无法在限定时间内逐一验证；已验证的都平衡。请让一条分录承接余数（rest）。",
};
