import type { Text } from "../../l10n/text";
import type { Rational } from "../rational";

/** Offsets in UTF-16 code units, relative to the expression's own text; `end` is exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** What is wrong with an expression, and where. `replacement`, when given, is the text that repairs the span. */
export interface ExpressionProblem extends Span {
  readonly code: ExpressionProblemCode;
  readonly message: Text;
  readonly replacement?: string;
}

export type ExpressionProblemCode =
  | "syntax"
  | "unknown-name"
  | "unknown-function"
  | "arguments"
  | "type-mismatch"
  | "money-times-money"
  | "currency-mix"
  | "division-by-zero"
  | "cycle";

export type UnaryOperator = "-" | "!";
export type BinaryOperator = "||" | "&&" | "==" | "!=" | "<" | "<=" | ">" | ">=" | "+" | "-" | "*" | "/";

export interface NumberLiteral extends Span {
  readonly kind: "number";
  readonly value: Rational;
  /** Decimals as written: 2 in `10.00`. */
  readonly scale: number;
}

/** `"220201"`; the span includes the quotes, `content` does not. */
export interface TextLiteral extends Span {
  readonly kind: "text";
  readonly value: string;
  readonly content: Span;
}

export interface BooleanLiteral extends Span {
  readonly kind: "boolean";
  readonly value: boolean;
}

/** A plain or dotted name. `name` is the whole path (`product.fee.rate`), `parts` its pieces in order. */
export interface Name extends Span {
  readonly kind: "name";
  readonly name: string;
  readonly parts: readonly (Span & { readonly text: string })[];
}

/** `rest`, meaningful only as a whole expression. */
export interface Rest extends Span {
  readonly kind: "rest";
}

export interface Unary extends Span {
  readonly kind: "unary";
  readonly operator: UnaryOperator;
  readonly operand: Expression;
}

export interface Binary extends Span {
  readonly kind: "binary";
  readonly operator: BinaryOperator;
  readonly left: Expression;
  readonly right: Expression;
}

/** `condition ? then : otherwise` */
export interface Conditional extends Span {
  readonly kind: "conditional";
  readonly condition: Expression;
  readonly then: Expression;
  readonly otherwise: Expression;
}

/** `round(x)`, `product.fee(x)`; `callee` is a name that is not looked up as a value. */
export interface Call extends Span {
  readonly kind: "call";
  readonly callee: Name;
  readonly arguments: readonly Expression[];
}

/** Where an operand should stand and none does; keeps the tree whole while somebody types. */
export interface Missing extends Span {
  readonly kind: "missing";
}

export type Expression =
  | NumberLiteral
  | TextLiteral
  | BooleanLiteral
  | Name
  | Rest
  | Unary
  | Binary
  | Conditional
  | Call
  | Missing;

/** The direct operands of an expression in source order; the callee of a call is not one. */
export function operands(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case "unary":
      return [expression.operand];
    case "binary":
      return [expression.left, expression.right];
    case "conditional":
      return [expression.condition, expression.then, expression.otherwise];
    case "call":
      return expression.arguments;
    default:
      return [];
  }
}

/** The expression and everything in it, outermost first, in source order. */
export function* walk(expression: Expression): Generator<Expression> {
  const waiting = [expression];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    yield next;
    waiting.push(...[...operands(next)].reverse());
  }
}

/** Canonical source text: one space around operators, parentheses only where the tree needs them. Equal trees give equal text. */
export function print(expression: Expression): string {
  return printAt(expression, 0);
}

/** Binding strength of the binary operators, as in CEL; `? :` is 0, unary operators 6. */
export const PRECEDENCE: Readonly<Record<BinaryOperator, number>> = {
  "||": 1,
  "&&": 2,
  "==": 3,
  "!=": 3,
  "<": 3,
  "<=": 3,
  ">": 3,
  ">=": 3,
  "+": 4,
  "-": 4,
  "*": 5,
  "/": 5,
};

const UNARY_PRECEDENCE = 6;

function printAt(expression: Expression, outer: number): string {
  switch (expression.kind) {
    case "number":
      return expression.value.toDecimal(expression.scale);
    case "text":
      return expression.value.includes('"') ? `'${expression.value}'` : `"${expression.value}"`;
    case "boolean":
      return String(expression.value);
    case "name":
      return expression.name;
    case "rest":
      return "rest";
    case "missing":
      return "";
    case "call":
      return `${expression.callee.name}(${expression.arguments.map((argument) => printAt(argument, 0)).join(", ")})`;
    case "unary":
      return parenthesised(
        `${expression.operator}${printAt(expression.operand, UNARY_PRECEDENCE)}`,
        UNARY_PRECEDENCE,
        outer,
      );
    case "binary": {
      const own = PRECEDENCE[expression.operator];
      const text = `${printAt(expression.left, own)} ${expression.operator} ${printAt(expression.right, own + 1)}`;
      return parenthesised(text, own, outer);
    }
    case "conditional": {
      const { condition, then, otherwise } = expression;
      return parenthesised(`${printAt(condition, 1)} ? ${printAt(then, 1)} : ${printAt(otherwise, 0)}`, 0, outer);
    }
  }
}

function parenthesised(text: string, own: number, outer: number): string {
  return own < outer ? `(${text})` : text;
}
