import type { RulesDocument } from "../../../index/documents";
import { productFacts } from "../../../index/engine/product-facts";
import { scopeOfFile, scopeOfRule } from "../../../index/engine/scope-of-rule";
import { expressionOf } from "../../../index/expressions";
import type { In, Ledger } from "../../../index/ledger";
import { placesIn } from "../../../index/scalar-offsets";
import { walk } from "../../../ledger/expression/ast";
import type { AmountScope } from "../../../ledger/expression/scope";
import { namesUsed } from "../../../ledger/expression/symbols";
import { FEE_CONSTANTS, feeConstant } from "../../../ledger/product-fee";
import type { Field } from "../../../model/fields";
import type { Product, Rule, Scenario } from "../../../model/types.generated";
import type { SchemaView } from "../../../schema/view";
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

/** Every unknown name in the amounts and conditions of a rule; expressions with syntax errors are passed over. */
export function* unknownNamesOf(ledger: Ledger, { item, document }: In<Rule, RulesDocument>): Iterable<UnknownName> {
  const any = item.product.length === 0;
  const context: Context = {
    isDeclared: (name) => isInHead(document, name) || item.inputs.entries.has(name) || item.amounts.entries.has(name),
    scope: once(() => scopeOfRule(ledger, { item, document }, { books: true })),
    products: any ? everyProduct(ledger) : item.product.flatMap(({ value }) => ledger.product(value)?.item ?? []),
    any,
    view: viewOfProduct(document),
  };
  for (const text of textsOf(item)) yield* inExpression(text, context);
}

/** Every unknown name in a document outside its rules. */
export function* unknownNamesBesideRules(ledger: Ledger, document: RulesDocument): Iterable<UnknownName> {
  const { model } = document;
  const head: Context = {
    isDeclared: (name) => isInHead(document, name),
    scope: once(() => scopeOfFile(ledger, document, { books: true })),
    products: everyProduct(ledger),
    any: true,
    view: viewOfProduct(document),
  };
  for (const { value } of model.amounts.entries.values()) yield* inExpression(value, head);
  for (const { condition } of model.identities) yield* inExpression(condition, head);
  for (const scenario of model.scenarios) {
    const given = namesGiven(scenario);
    const context: Context = { ...head, isDeclared: (name) => isInHead(document, name) || given.has(name) };
    for (const { condition } of scenario.identities) yield* inExpression(condition, context);
  }
}

function isInHead({ model }: RulesDocument, name: string): boolean {
  return model.inputs.entries.has(name) || model.amounts.entries.has(name);
}

function everyProduct(ledger: Ledger): readonly Product[] {
  return [...ledger.products()].map(({ item }) => item);
}

function viewOfProduct(document: RulesDocument): SchemaView | undefined {
  return document.view.property("products")?.items();
}

/** Scopes are costly and seldom needed: most names are declared where one looks first. */
function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

function textsOf(rule: Rule): readonly Field<string>[] {
  return [
    ...[...rule.amounts.entries.values()].map(({ value }) => value),
    ...rule.entries.flatMap((leg) => leg.amount ?? []),
    ...rule.requires.flatMap((requirement) => requirement.condition ?? []),
  ];
}

interface Context {
  readonly isDeclared: (name: string) => boolean;
  readonly scope: () => AmountScope;
  /** The products whose terms `product.…` can mean. */
  readonly products: readonly Product[];
  /** One product that knows the name is enough: the text is not bound to a product. */
  readonly any: boolean;
  /** The place of a product in the format. */
  readonly view: SchemaView | undefined;
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
      if (product)
        yield { ...unknown(name, start, end), product, candidates: () => productNames(name, product, context.view) };
    } else if (!context.isDeclared(name) && context.scope().lookup(name) === undefined) {
      yield { ...unknown(name, start, end), candidates: () => context.scope().names() };
    }
  }
  for (const node of walk(root)) {
    if (node.kind !== "call" || node.callee.name !== "product.fee") continue;
    const without = context.products.filter(({ fee }) => !fee);
    const [first] = without;
    if (first && (!context.any || without.length === context.products.length))
      yield {
        ...unknown("product.fee()", node.callee.start, node.callee.end),
        product: first,
        candidates: () => [],
      };
  }
}

/** The product that does not give a term, if any; a term that is there but cannot be read is another check's concern. */
function lacking(name: string, { products, any }: Context): Product | undefined {
  const path = name.split(".").slice(1);
  const without = products.filter(
    (product) => !isGiven(product, name) && !nodeAt(product.node, path, new Map()).complete,
  );
  return any && without.length < products.length ? undefined : without[0];
}

function isGiven(product: Product, name: string): boolean {
  const { constants, fee } = productFacts(product);
  return constants?.has(name) === true || (fee !== undefined && feeConstant(fee, name) !== undefined);
}

/** Names the product does give; none when the term exists in the format and is only missing here. */
function* productNames(name: string, product: Product, view: SchemaView | undefined): Iterable<string> {
  let place = view;
  for (const key of name.split(".").slice(1)) place = place?.property(key);
  if (place) return;
  yield* productFacts(product).constants?.keys() ?? [];
  yield* FEE_CONSTANTS.filter((constant) => isGiven(product, constant));
}

function namesGiven(scenario: Scenario): ReadonlySet<string> {
  return new Set([
    ...scenario.given.entries.keys(),
    ...scenario.steps.flatMap((step) => [...step.given.entries.keys()]),
  ]);
}
