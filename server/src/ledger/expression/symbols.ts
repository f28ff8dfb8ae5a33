import { type Expression, type Name, operands, type Span, walk } from "./ast";
import type { Type } from "./types";

/** A name used as a value, with where each of its parts stands: `original.fee` renames at its last part. */
export interface NameUse extends Span {
  readonly name: string;
  readonly parts: Name["parts"];
}

/** An account code in `balance("300101")`; the span lies inside the quotes. */
export interface AccountUse extends Span {
  readonly account: string;
}

const ACCOUNT_FUNCTIONS = new Set(["balance", "turnover"]);

/** Every name looked up as a value, in source order. Function names, rounding modes and sides of accounts are none. */
export function namesUsed(expression: Expression): readonly NameUse[] {
  const keywords = new Set<Expression>();
  const uses: NameUse[] = [];
  for (const node of walk(expression)) {
    for (const argument of keywordArguments(node)) keywords.add(argument);
    if (node.kind === "name" && !keywords.has(node))
      uses.push({ name: node.name, parts: node.parts, start: node.start, end: node.end });
  }
  return uses;
}

/** Every account code asked for by `balance` and `turnover`, in source order. */
export function accountsUsed(expression: Expression): readonly AccountUse[] {
  const uses: AccountUse[] = [];
  for (const node of walk(expression)) {
    if (node.kind !== "call" || !ACCOUNT_FUNCTIONS.has(node.callee.name)) continue;
    const [account] = node.arguments;
    if (account?.kind === "text") uses.push({ account: account.value, ...account.content });
  }
  return uses;
}

/** Whether `product.fee(x)` or a `product.…` name is used. */
export function usesProduct(expression: Expression): boolean {
  for (const node of walk(expression)) {
    if (node.kind === "call" && node.callee.name.startsWith("product.")) return true;
    if (node.kind === "name" && node.name.startsWith("product.")) return true;
  }
  return false;
}

/** The arguments that are words of the language, not names: `half_even` in `round(x, half_even)`, `credit` in `turnover(…, credit)`. */
export function keywordArguments(call: Expression): readonly Expression[] {
  if (call.kind !== "call" || !["round", "turnover"].includes(call.callee.name)) return [];
  return call.arguments.slice(1).filter((argument) => argument.kind === "name");
}

/** The innermost expression at an offset and the ones around it, innermost first. An offset at a node's end belongs to it. */
export function nodesAt(expression: Expression, offset: number): readonly Expression[] {
  const path: Expression[] = [];
  let next: Expression | undefined = expression;
  while (next !== undefined) {
    path.unshift(next);
    next = operands(next).find((operand) => operand.start <= offset && offset <= operand.end);
  }
  return path;
}

/** The type of the innermost expression at an offset, by the types a check found. */
export function typeAt(expression: Expression, offset: number, types: ReadonlyMap<Expression, Type>): Type | undefined {
  for (const node of nodesAt(expression, offset)) {
    const type = types.get(node);
    if (type !== undefined) return type;
  }
  return undefined;
}
