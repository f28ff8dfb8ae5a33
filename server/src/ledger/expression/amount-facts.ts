import type { Rational } from "../rational";
import type { Expression, NumberLiteral, Span } from "./ast";
import type { Type, TypeScope } from "./types";

/** What matters when an expression is posted as money; judged by the caller (post/amount-scale). */
export interface AmountFacts {
  /** Products, quotients and names of unrounded amounts that reach the result without a `round()` around them. */
  readonly unrounded: readonly Span[];
  /** Literals that are themselves amounts (`0.10` in `max(0.10, fee)`), with the decimals written. */
  readonly literals: readonly NumberLiteral[];
  /** Rounding units written out, with the type of what is rounded. */
  readonly units: readonly { readonly unit: NumberLiteral; readonly value: Rational; readonly type: Type }[];
}

/** Collects the facts; conditions are left out, as nothing in them is posted. */
export function amountFacts(root: Expression, types: ReadonlyMap<Expression, Type>, scope: TypeScope): AmountFacts {
  const unrounded: Span[] = [];
  const literals: NumberLiteral[] = [];
  const units: { unit: NumberLiteral; value: Rational; type: Type }[] = [];

  const visit = (expression: Expression, rounded: boolean): void => {
    switch (expression.kind) {
      case "number":
        if (!rounded) literals.push(expression);
        return;
      case "name":
        if (!rounded && scope.lookup(expression.name)?.unrounded === true) unrounded.push(expression);
        return;
      case "unary":
        visit(expression.operand, rounded);
        return;
      case "conditional":
        visit(expression.then, rounded);
        visit(expression.otherwise, rounded);
        return;
      case "binary": {
        const { operator, left, right } = expression;
        if (operator === "+" || operator === "-") {
          visit(left, rounded);
          visit(right, rounded);
        } else if (operator === "*" || operator === "/") {
          const whole = operator === "*" && (isWhole(left, types) || isWhole(right, types));
          if (whole) visit(isWhole(left, types) ? right : left, rounded);
          else {
            if (!rounded) unrounded.push(expression);
            visit(left, true);
            visit(right, true);
          }
        }
        return;
      }
      case "call": {
        const [first, ...others] = expression.arguments;
        if (expression.callee.name === "round") {
          const unit = others.find((other) => other.kind === "number");
          const type = first === undefined ? undefined : types.get(first);
          if (unit?.kind === "number" && type !== undefined) units.push({ unit, value: unit.value, type });
          if (first !== undefined) visit(first, true);
        } else if (expression.callee.name === "min" || expression.callee.name === "max") {
          for (const argument of expression.arguments) visit(argument, rounded);
        }
        return;
      }
      default:
        return;
    }
  };
  visit(root, false);
  return { unrounded, literals, units };
}

/** Times a whole number keeps an amount in minor units. */
function isWhole(expression: Expression, types: ReadonlyMap<Expression, Type>): boolean {
  if (expression.kind === "number") return expression.value.isInteger;
  return types.get(expression)?.kind === "integer";
}
