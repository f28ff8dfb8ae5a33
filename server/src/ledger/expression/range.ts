import { maximum, minimum, Rational } from "../rational";
import type { Expression } from "./ast";
import { roundOptions } from "./evaluate";
import type { Range, Rounding } from "./types";

export const UNBOUNDED: Range = {};

/**
 * Bounds an expression cannot leave when its names stay in their ranges. Interval arithmetic: never too narrow, but
 * often too wide where a name occurs twice (`x - x`).
 */
export function rangeOf(
  expression: Expression,
  rangeOfName: (name: string) => Range | undefined,
  rounding: Rounding,
): Range {
  const range = (inner: Expression): Range => rangeOf(inner, rangeOfName, rounding);
  switch (expression.kind) {
    case "number":
      return { min: expression.value, max: expression.value };
    case "name":
      return rangeOfName(expression.name) ?? UNBOUNDED;
    case "unary":
      return expression.operator === "-" ? negated(range(expression.operand)) : UNBOUNDED;
    case "binary": {
      const left = range(expression.left);
      const right = range(expression.right);
      if (expression.operator === "+") return sum(left, right);
      if (expression.operator === "-") return sum(left, negated(right));
      if (expression.operator === "*") return product(left, right);
      if (expression.operator === "/") return product(left, reciprocal(right));
      return UNBOUNDED;
    }
    case "conditional":
      return hull(range(expression.then), range(expression.otherwise));
    case "call": {
      const [first, ...others] = expression.arguments.map(range);
      if (first === undefined) return UNBOUNDED;
      switch (expression.callee.name) {
        case "min":
          return others.reduce(
            (a, b) => ({ min: both(a.min, b.min, minimum), max: either(a.max, b.max, minimum) }),
            first,
          );
        case "max":
          return others.reduce(
            (a, b) => ({ min: either(a.min, b.min, maximum), max: both(a.max, b.max, maximum) }),
            first,
          );
        case "round": {
          const options = roundOptions(expression, rounding);
          if (options === undefined) return UNBOUNDED;
          const { mode, unit } = options;
          return { min: first.min?.round(mode, unit), max: first.max?.round(mode, unit) };
        }
        default:
          return UNBOUNDED;
      }
    }
    default:
      return UNBOUNDED;
  }
}

/** Whether a range lets a value be zero. */
export function includesZero({ min, max }: Range): boolean {
  return (min === undefined || min.sign <= 0) && (max === undefined || max.sign >= 0);
}

export function negated({ min, max }: Range): Range {
  return { min: max?.neg(), max: min?.neg() };
}

export function sum(left: Range, right: Range): Range {
  const add = (a: Rational, b: Rational): Rational => a.add(b);
  return { min: both(left.min, right.min, add), max: both(left.max, right.max, add) };
}

export function hull(left: Range, right: Range): Range {
  return { min: both(left.min, right.min, minimum), max: both(left.max, right.max, maximum) };
}

/** The range of `left · right`. A bound left out counts as infinite. */
export function product(left: Range, right: Range): Range {
  const corners = [left.min, left.max].flatMap((a, i) =>
    [right.min, right.max].map((b, j) => times(a, i === 0 ? -1 : 1, b, j === 0 ? -1 : 1)),
  );
  const least = corners.includes("-∞")
    ? undefined
    : finite(corners).reduce<Rational | undefined>((a, b) => (a === undefined ? b : minimum(a, b)), undefined);
  const greatest = corners.includes("+∞")
    ? undefined
    : finite(corners).reduce<Rational | undefined>((a, b) => (a === undefined ? b : maximum(a, b)), undefined);
  return { min: least, max: greatest };
}

type Corner = Rational | "-∞" | "+∞";

/** A missing bound is infinite with the sign of its end; zero times infinite is zero, as ranges are closed sets of finite values. */
function times(a: Rational | undefined, signOfA: -1 | 1, b: Rational | undefined, signOfB: -1 | 1): Corner {
  if (a !== undefined && b !== undefined) return a.mul(b);
  const sign = (a?.sign ?? signOfA) * (b?.sign ?? signOfB);
  return sign === 0 ? Rational.ZERO : sign < 0 ? "-∞" : "+∞";
}

function finite(corners: readonly Corner[]): readonly Rational[] {
  return corners.filter((corner): corner is Rational => typeof corner !== "string");
}

function reciprocal(range: Range): Range {
  if (includesZero(range)) return UNBOUNDED;
  const positive = range.min !== undefined && range.min.sign > 0;
  return {
    min: range.max === undefined ? (positive ? Rational.ZERO : undefined) : Rational.ONE.div(range.max),
    max: range.min === undefined ? (positive ? undefined : Rational.ZERO) : Rational.ONE.div(range.min),
  };
}

type Combine = (a: Rational, b: Rational) => Rational;

function both(a: Rational | undefined, b: Rational | undefined, combine: Combine): Rational | undefined {
  return a === undefined || b === undefined ? undefined : combine(a, b);
}

function either(a: Rational | undefined, b: Rational | undefined, combine: Combine): Rational | undefined {
  return a === undefined ? b : b === undefined ? a : combine(a, b);
}
