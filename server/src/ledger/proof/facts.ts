import { type Expression, walk } from "../expression/ast";
import type { Value } from "../expression/evaluate";
import type { AmountScope } from "../expression/scope";
import { namesUsed } from "../expression/symbols";
import type { Declaration } from "../expression/types";
import { Rational } from "../rational";
import { type Facts, NotProvable } from "./symbolic";

/** More combinations of flags and kinds than a rule sensibly has. */
const MAX_COMBINATIONS = 256;

/** All names the expressions lead to, through named amounts; amounts and constants themselves are left out. */
export function inputsUsed(scope: AmountScope, expressions: readonly Expression[]): ReadonlyMap<string, Declaration> {
  const inputs = new Map<string, Declaration>();
  for (const name of reachable(scope, expressions).names) {
    const declaration = scope.lookup(name);
    if (declaration !== undefined && !scope.given.amounts.has(name) && scope.constantValue(name) === undefined) {
      inputs.set(name, declaration);
    }
  }
  return inputs;
}

function reachable(
  scope: AmountScope,
  expressions: readonly Expression[],
): { names: ReadonlySet<string>; expressions: readonly Expression[] } {
  const names = new Set<string>();
  const waiting = [...expressions];
  for (let index = 0; index < waiting.length; index++) {
    const expression = waiting[index];
    if (expression === undefined) continue;
    for (const { name } of namesUsed(expression)) {
      if (names.has(name)) continue;
      names.add(name);
      const amount = scope.given.amounts.get(name);
      if (amount !== undefined) waiting.push(amount);
    }
  }
  return { names, expressions: waiting };
}

/** One set of facts for each combination of the flags, kinds and identifiers that occur in conditions. */
export function factsFor(scope: AmountScope, expressions: readonly Expression[]): readonly Facts[] {
  const inputs = inputsUsed(scope, expressions);
  let combinations: ReadonlyMap<string, boolean | string>[] = [new Map()];
  for (const [name, { type }] of inputs) {
    const values =
      type.kind === "boolean"
        ? [true, false]
        : type.kind === "enum"
          ? type.values
          : type.kind === "id" || type.kind === "text"
            ? textsComparedIn(reachable(scope, expressions).expressions)
            : undefined;
    if (values === undefined) continue;
    combinations = combinations.flatMap((known) => values.map((value) => new Map([...known, [name, value]])));
    if (combinations.length > MAX_COMBINATIONS) {
      throw new NotProvable({ en: "The rule distinguishes too many cases.", zh: "规则区分的情形太多。" });
    }
  }
  return combinations.map((finite) => ({
    scope,
    finite,
    grid: (name) => gridOf(scope, name),
    range: (name) => scope.lookup(name)?.range ?? {},
  }));
}

/** Every text the rule compares with, and one it does not. */
function textsComparedIn(expressions: readonly Expression[]): readonly string[] {
  const texts = new Set<string>();
  for (const expression of expressions)
    for (const node of walk(expression)) if (node.kind === "text") texts.add(node.value);
  return [...texts, "…"];
}

/** The step of a name's values: the minor unit for money, 1 for counts, the declared scale for rates. */
export function gridOf(scope: AmountScope, name: string): Rational | undefined {
  const declaration = scope.lookup(name);
  if (declaration === undefined || declaration.unrounded === true) return undefined;
  const { type } = declaration;
  if (type.kind === "money") return scope.policy.minorUnit(type.currency);
  if (type.kind === "integer") return Rational.ONE;
  return type.kind === "rate" && type.scale !== undefined ? Rational.unit(type.scale) : undefined;
}

/** Whether the value of a name comes from earlier transactions; such values depend on each other. */
export function isEarlier(name: string): boolean {
  return name.startsWith("original.") || name.startsWith("prior.");
}

/** The smallest value a counterexample gives a name: the declared min, else one step. */
export function smallestValue(scope: AmountScope, name: string): Rational {
  const own = name.startsWith("original.") ? name.slice("original.".length) : name;
  const given = (name === own ? scope : (scope.original ?? scope)).given.inputs.get(own)?.range?.min;
  if (given !== undefined) return given;
  return name.startsWith("prior.") ? Rational.ZERO : (gridOf(scope, name) ?? Rational.decimal("0.01"));
}

/** Whether every input among the names has a min of its own. */
export function minsDeclared(scope: AmountScope, names: Iterable<string>): boolean {
  return [...names].every((name) => scope.given.inputs.get(name)?.range?.min !== undefined);
}

/** The values of a counterexample in the order of the inputs' declaration. */
export function inDeclaredOrder(scope: AmountScope, values: ReadonlyMap<string, Value>): ReadonlyMap<string, Value> {
  const order = [...scope.given.inputs.keys()];
  const rank = (name: string): number => (order.includes(name) ? order.indexOf(name) : order.length);
  return new Map([...values].sort(([a], [b]) => rank(a) - rank(b)));
}
