import type { Expression } from "../expression/ast";
import { type Environment, type EvaluationProblem, evaluate, evaluateBoolean } from "../expression/evaluate";
import type { Compared } from "./run";

export type Judgement =
  | { readonly kind: "holds" }
  | { readonly kind: "broken"; readonly compared?: Compared }
  | { readonly kind: "unknown"; readonly problem: EvaluationProblem };

const COMPARISONS: ReadonlySet<string> = new Set(["==", "!=", "<", "<=", ">", ">="]);

/** Judges a condition; of a broken comparison (of several joined by `&&`, the first broken one) both sides are told. */
export function judge(condition: Expression, environment: Environment): Judgement {
  const outcome = evaluateBoolean(condition, environment);
  if (!outcome.ok) return { kind: "unknown", problem: outcome.problem };
  if (outcome.value) return { kind: "holds" };
  const compared = brokenComparison(condition, environment);
  return compared === undefined ? { kind: "broken" } : { kind: "broken", compared };
}

function brokenComparison(condition: Expression, environment: Environment): Compared | undefined {
  if (condition.kind !== "binary") return undefined;
  if (condition.operator === "&&") {
    const left = evaluateBoolean(condition.left, environment);
    return brokenComparison(left.ok && left.value ? condition.right : condition.left, environment);
  }
  if (!COMPARISONS.has(condition.operator)) return undefined;
  const left = evaluate(condition.left, environment);
  const right = evaluate(condition.right, environment);
  return left.ok && right.ok ? { left: left.value, right: right.value } : undefined;
}
