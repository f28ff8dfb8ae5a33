import { Rational } from "../rational";
import type { Budget } from "./budget";
import { type Polynomial, valueAt } from "./polynomial";

/** A question about a form that has two answers. Forms are sign-normalised, so one question is asked only once. */
export interface Condition {
  readonly form: Polynomial;
  readonly relation: "> 0" | ">= 0" | "== 0";
}

export interface Decision {
  readonly condition: Condition;
  readonly holds: boolean;
}

/** What came out in one case of the conditions. */
export interface Case<T> {
  readonly decisions: readonly Decision[];
  readonly value: T;
}

/** Answers a condition while a case is computed. */
export type Decide = (condition: Condition) => boolean;

/**
 * Runs a computation once for every combination of answers it asks for. Answers that follow from earlier ones about the
 * same form are not asked again; contradictions between different forms are left to the caller.
 */
export function allCases<T>(compute: (decide: Decide) => T, budget: Budget): readonly Case<T>[] {
  const cases: Case<T>[] = [];
  const script: boolean[] = [];
  do {
    budget.spend(STEPS_PER_CASE);
    const decisions: Decision[] = [];
    const value = compute((condition) => {
      const implied = impliedBy(decisions, condition);
      if (implied !== undefined) return implied;
      const holds = script[decisions.length] ?? true;
      script[decisions.length] = holds;
      decisions.push({ condition, holds });
      return holds;
    });
    cases.push({ decisions, value });
    script.length = decisions.length;
    while (script.at(-1) === false) script.pop();
    if (script.length > 0) script[script.length - 1] = false;
  } while (script.length > 0);
  return cases;
}

/** A case costs about as much as so many looked-at values. */
const STEPS_PER_CASE = 100;

/** Whether all decisions of a case are as the values make them; false also when a divisor is zero there. */
export function caseApplies(decisions: readonly Decision[], values: ReadonlyMap<string, Rational>): boolean {
  return decisions.every(({ condition, holds }) => {
    const value = valueAt(condition.form, values);
    return value !== undefined && relationHolds(value.sign, condition.relation) === holds;
  });
}

export function relationHolds(sign: number, relation: Condition["relation"]): boolean {
  return relation === "> 0" ? sign > 0 : relation === ">= 0" ? sign >= 0 : sign === 0;
}

/** `left <operator> right` as a question about one sign-normalised form, and whether its answer is to be negated. */
export function comparison(
  left: Polynomial,
  operator: string,
  right: Polynomial,
): { condition: Condition; negated: boolean } {
  let form = left.sub(right);
  let relation: Condition["relation"] =
    operator === ">" || operator === "<=" ? "> 0" : operator === "==" || operator === "!=" ? "== 0" : ">= 0";
  let negated = operator === "<=" || operator === "<" || operator === "!=";
  const { leading } = form;
  if (!form.isZero && !leading.equals(Rational.ONE)) {
    form = form.scale(Rational.ONE.div(leading));
    if (leading.sign < 0 && relation !== "== 0") {
      relation = relation === "> 0" ? ">= 0" : "> 0";
      negated = !negated;
    }
  }
  return { condition: { form, relation }, negated };
}

function impliedBy(decisions: readonly Decision[], { form, relation }: Condition): boolean | undefined {
  let possible: readonly number[] = [-1, 0, 1];
  for (const { condition, holds } of decisions) {
    if (condition.form.key !== form.key) continue;
    possible = possible.filter((sign) => relationHolds(sign, condition.relation) === holds);
  }
  const answers = new Set(possible.map((sign) => relationHolds(sign, relation)));
  return answers.size === 1 ? answers.has(true) : undefined;
}
