import type { RulesDocument } from "../../../index/documents";
import { scopeOfFile, scopeOfRule } from "../../../index/engine/scope-of-rule";
import { expressionOf } from "../../../index/expressions";
import type { In, Ledger } from "../../../index/ledger";
import { placesIn } from "../../../index/scalar-offsets";
import { walk } from "../../../ledger/expression/ast";
import type { AmountScope } from "../../../ledger/expression/scope";
import { namesUsed } from "../../../ledger/expression/symbols";
import { FEE_CONSTANTS } from "../../../ledger/product-fee";
import type { Field } from "../../../model/fields";
import type { Product, Rule, Scenario } from "../../../model/types.generated";
import type { Span } from "../../../yaml/nodes";
import { nodeAt } from "../../../yaml/path";

/** A name in an expression that stands for nothing. */
export interface UnknownName {
  readonly name: string;
  readonly at: Span;
  /** Whether the span holds exactly the name, so that it can be replaced. */
  readonly exact: boolean;
  readonly candidates: () => Iterable<string>;
  /** A name of the product's terms that this product does not give. */
  readonly product?: Product;
}

/** Every unknown name in the amounts and conditions of a rules document; expressions with syntax errors are passed over. */
export function* unknownNames(ledger: Ledger, document: RulesDocument): Iterable<UnknownName> {
  const { model } = document;
  const everyProduct = [...ledger.products()].map(({ item }) => item);
  const file = scopeOfFile(ledger, document, { books: true });
  const head = {
    scope: file,
    scopes: everyProduct.map((product) => ({ product, scope: scopeOfFile(ledger, document, { product }) })),
    any: true,
  };
  for (const { value } of model.amounts.entries.values()) yield* inExpression(value, head);
  for (const { condition } of model.identities) yield* inExpression(condition, head);
  for (const item of model.rules) {
    const texts = textsOf(item);
    if (texts.length === 0) continue;
    const rule: In<Rule, RulesDocument> = { item, document };
    const named = item.product.flatMap(({ value }) => ledger.product(value)?.item ?? []);
    const products = item.product.length > 0 ? named : everyProduct;
    const context = {
      scope: scopeOfRule(ledger, rule, { books: true }),
      scopes: products.map((product) => ({ product, scope: scopeOfRule(ledger, rule, { product }) })),
      any: item.product.length === 0,
    };
    for (const text of texts) yield* inExpression(text, context);
  }
  for (const scenario of model.scenarios) {
    const given = namesGiven(scenario);
    for (const { condition } of scenario.identities) yield* inExpression(condition, { ...head, given });
  }
}

function textsOf(rule: Rule): readonly Field<string>[] {
  return [
    ...[...rule.amounts.entries.values()].map(({ value }) => value),
    ...rule.entries.flatMap((leg) => leg.amount ?? []),
    ...rule.requires.flatMap((requirement) => requirement.condition ?? []),
  ];
}

interface Context {
  readonly scope: AmountScope;
  readonly scopes: readonly { readonly product: Product; readonly scope: AmountScope }[];
  /** One product that knows the name is enough: the text is not bound to a product. */
  readonly any: boolean;
  readonly given?: ReadonlySet<string>;
}

function* inExpression(text: Field<string> | undefined, context: Context): Iterable<UnknownName> {
  if (!text || text.node.type === "number" || text.value === "rest") return;
  const { root, problems } = expressionOf(text.value);
  if (problems.length > 0) return;
  const placed = placesIn(text.node);
  const unknown = (name: string, start: number, end: number): Pick<UnknownName, "name" | "at" | "exact"> => {
    const at = placed(start, end);
    return { name, at: at ?? text.node, exact: at !== undefined };
  };
  for (const { name, parts, start, end } of namesUsed(root)) {
    if (parts.length > 1 && parts[0]!.text === "product") {
      const product = lacking(name, context);
      if (product) yield { ...unknown(name, start, end), product, candidates: () => productNames(context) };
    } else if (!context.given?.has(name) && context.scope.lookup(name) === undefined) {
      yield { ...unknown(name, start, end), candidates: () => context.scope.names() };
    }
  }
  for (const node of walk(root)) {
    if (node.kind !== "call" || node.callee.name !== "product.fee") continue;
    const without = context.scopes.filter(({ product }) => !product.fee);
    const [first] = without;
    if (first && (!context.any || without.length === context.scopes.length))
      yield {
        ...unknown("product.fee()", node.callee.start, node.callee.end),
        product: first.product,
        candidates: () => [],
      };
  }
}

/** The product that does not give a term, if any; a term that is there but cannot be read is another check's concern. */
function lacking(name: string, { scopes, any }: Context): Product | undefined {
  const path = name.split(".").slice(1);
  const without = scopes.filter(
    ({ product, scope }) => scope.lookup(name) === undefined && !nodeAt(product.node, path, new Map()).complete,
  );
  return any && without.length < scopes.length ? undefined : without[0]?.product;
}

function* productNames({ scopes }: Context): Iterable<string> {
  yield* FEE_CONSTANTS;
  for (const { scope } of scopes) for (const name of scope.names()) if (name.startsWith("product.")) yield name;
}

function namesGiven(scenario: Scenario): ReadonlySet<string> {
  return new Set([
    ...scenario.given.entries.keys(),
    ...scenario.steps.flatMap((step) => [...step.given.entries.keys()]),
  ]);
}
