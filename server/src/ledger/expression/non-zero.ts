import { Rational } from "../rational";
import { type Expression, print } from "./ast";

/** The expressions, printed, that cannot be zero where a condition came out `truth`: `x` where `x > 0` holds. */
export function nonZeroWhen(condition: Expression, truth: boolean): readonly string[] {
  if (condition.kind === "unary" && condition.operator === "!") return nonZeroWhen(condition.operand, !truth);
  if (condition.kind !== "binary") return [];
  const { operator, left, right } = condition;
  if ((operator === "&&" && truth) || (operator === "||" && !truth)) {
    return [...nonZeroWhen(left, truth), ...nonZeroWhen(right, truth)];
  }
  const holds = truth ? operator : NEGATION[operator];
  if (holds === undefined) return [];
  return [...excludesZero(left, holds, right), ...excludesZero(right, MIRROR[holds] ?? holds, left)];
}

const NEGATION: Readonly<Record<string, string>> = {
  "==": "!=",
  "!=": "==",
  "<": ">=",
  "<=": ">",
  ">": "<=",
  ">=": "<",
};
const MIRROR: Readonly<Record<string, string>> = { "<": ">", "<=": ">=", ">": "<", ">=": "<=" };

function excludesZero(subject: Expression, operator: string, bound: Expression): readonly string[] {
  const value =
    bound.kind === "number"
      ? bound.value
      : bound.kind === "unary" && bound.operand.kind === "number"
        ? bound.operand.value.neg()
        : undefined;
  if (value === undefined) return [];
  const zeroHolds = holdsFor(Rational.ZERO.compare(value), operator);
  return zeroHolds ? [] : [print(subject)];
}

function holdsFor(comparison: number, operator: string): boolean {
  switch (operator) {
    case "==":
      return comparison === 0;
    case "!=":
      return comparison !== 0;
    case "<":
      return comparison < 0;
    case "<=":
      return comparison <= 0;
    case ">":
      return comparison > 0;
    default:
      return comparison >= 0;
  }
}
