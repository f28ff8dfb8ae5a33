import { minorUnit } from "../../ledger/currency";
import type { Expression } from "../../ledger/expression/ast";
import { type AmountNames, AmountScope, type InputDeclaration } from "../../ledger/expression/scope";
import type { Terms } from "../../ledger/simulate/types";
import type { Product, Rule } from "../../model/types.generated";
import type { RulesDocument } from "../documents";
import type { In, Ledger } from "../ledger";
import { currenciesOf, DEFAULT_CURRENCY } from "./currencies";
import { Kept } from "./kept";
import { productFacts } from "./product-facts";
import { readAmounts, readInputs, termsOf } from "./terms";

export interface ScopeOptions {
  /** The product whose terms `product.…` reads. */
  readonly product?: Product | undefined;
  /** For conditions: `balance(…)` and `turnover(…)` may be asked. */
  readonly books?: boolean;
}

/** Names, types, ranges and rounding of a rule's amounts: its own over its file's, the product's terms, `original.x`, `prior.x`. */
export function scopeOfRule(ledger: Ledger, rule: In<Rule, RulesDocument>, options: ScopeOptions = {}): AmountScope {
  const names = ownNames(rule);
  return scope(ledger, rule.document, names, originalNames(ledger, rule, names), options);
}

/** The scope of what stands in a file's head: its names, and those its rules declare for themselves. */
export function scopeOfFile(ledger: Ledger, document: RulesDocument, options: ScopeOptions = {}): AmountScope {
  const names = new Names();
  names.add(termsOf(document));
  for (const item of document.model.rules) names.add(ownNames({ item, document }));
  return scope(ledger, document, names, names, options);
}

function scope(
  ledger: Ledger,
  document: RulesDocument,
  own: OwnNames,
  original: OwnNames,
  { product, books }: ScopeOptions,
): AmountScope {
  const { fee, constants } = product ? productFacts(product) : {};
  const terms = { ...(fee && { fee }), ...(constants && { constants }) };
  const currencies = currenciesOf(ledger);
  const currency = currencyMeant(ledger, document, product);
  const names: AmountNames = {
    inputs: own.inputs,
    amounts: own.amounts,
    ...terms,
    original: { inputs: original.inputs, amounts: original.amounts, ...terms },
    ...(books && { books }),
  };
  return new AmountScope(names, {
    mode: termsOf(document).rounding,
    minorUnit: (code) => minorUnit(currencies, code ?? currency),
  });
}

/** The currency meant where an amount names none: the product's, else the chart's. */
export function currencyMeant(ledger: Ledger, document: RulesDocument, product: Product | undefined): string {
  return product?.currency?.value ?? ledger.chartOf(document)?.baseCurrency ?? DEFAULT_CURRENCY;
}

type OwnNames = Pick<AmountNames, "inputs" | "amounts">;

const own = new Kept<Rule, OwnNames>();

/** A rule's inputs and amounts over its file's. Keys of a transaction and `$variables` are identifiers without being declared. */
export function ownNames({ item, document }: In<Rule, RulesDocument>): OwnNames {
  const terms = termsOf(document);
  return own.get(item, [terms], () => readNames(item, terms));
}

function readNames(item: Rule, terms: Terms): OwnNames {
  const ownInputs = readInputs(item.inputs);
  // A rule's own input hides the file's amount of that name.
  const amounts = new Map([...terms.amounts].filter(([name]) => !ownInputs.has(name)));
  for (const [name, amount] of readAmounts(item.amounts)) amounts.set(name, amount);
  const inputs = new Map<string, InputDeclaration>([...terms.inputs, ...ownInputs]);
  for (const name of identifiers(item))
    if (!inputs.has(name) && !amounts.has(name)) inputs.set(name, { type: { kind: "id" } });
  return { inputs, amounts };
}

function* identifiers(rule: Rule): Generator<string> {
  yield* ["event", "status", "accounting_date"];
  for (const { value } of rule.idempotency_key) yield value;
  for (const { value } of rule.original?.match ?? []) yield value;
  for (const leg of rule.entries)
    for (const { value } of leg.dimensions.entries.values())
      if (value.value.startsWith("$")) yield value.value.slice(1);
}

/** Names of the rules that can have posted the original transaction, the first that has a name wins; then the rule's own. */
function originalNames(ledger: Ledger, rule: In<Rule, RulesDocument>, own: OwnNames): OwnNames {
  const names = new Names();
  for (const candidate of originalsOf(ledger, rule)) names.add(ownNames(candidate));
  names.add(own);
  return names;
}

/** First come, first kept: an amount or input whose name is taken is left out. */
class Names {
  readonly inputs = new Map<string, InputDeclaration>();
  readonly amounts = new Map<string, Expression>();

  add({ inputs, amounts }: OwnNames): void {
    const taken = new Set([...this.inputs.keys(), ...this.amounts.keys()]);
    for (const [name, amount] of amounts) if (!taken.has(name)) this.amounts.set(name, amount);
    for (const [name, input] of inputs) if (!taken.has(name)) this.inputs.set(name, input);
  }
}

/** The rules a rule's original transaction can have been posted by; empty when it names none. */
export function originalsOf(
  ledger: Ledger,
  { item: rule }: In<Rule, RulesDocument>,
): readonly In<Rule, RulesDocument>[] {
  const events = rulesByEvent(ledger);
  const reversed = rule.reverses && ledger.rule(rule.reverses.value);
  const named = rule.original?.event?.value;
  // A later status of a refund finds its original through the first one.
  const originals = named === undefined ? originalEvents(ledger).get(rule.event?.value ?? "") : [named];
  if (!reversed && !originals) return NO_RULES;
  const found = new Set<In<Rule, RulesDocument>>(reversed ? [reversed] : []);
  for (const event of originals ?? [])
    for (const candidate of events.get(event) ?? []) if (shareProduct(rule, candidate.item)) found.add(candidate);
  return [...found];
}

function shareProduct(a: Rule, b: Rule): boolean {
  if (a.product.length === 0 || b.product.length === 0) return true;
  return a.product.some(({ value }) => b.product.some((other) => other.value === value));
}

const NO_RULES: readonly In<Rule, RulesDocument>[] = [];
const namedOriginals = new WeakMap<Ledger, ReadonlyMap<string, ReadonlySet<string>>>();

/** The events that the rules of an event name as that of their original. */
function originalEvents(ledger: Ledger): ReadonlyMap<string, ReadonlySet<string>> {
  const known = namedOriginals.get(ledger);
  if (known) return known;
  const map = new Map<string, Set<string>>();
  for (const { item } of ledger.rules()) {
    const event = item.event?.value;
    const original = item.original?.event?.value;
    if (event === undefined || original === undefined) continue;
    const list = map.get(event);
    if (list) list.add(original);
    else map.set(event, new Set([original]));
  }
  namedOriginals.set(ledger, map);
  return map;
}

const events = new WeakMap<Ledger, ReadonlyMap<string, readonly In<Rule, RulesDocument>[]>>();

/** The rules of a ledger by event, in the order of its files. */
export function rulesByEvent(ledger: Ledger): ReadonlyMap<string, readonly In<Rule, RulesDocument>[]> {
  const known = events.get(ledger);
  if (known) return known;
  const map = new Map<string, In<Rule, RulesDocument>[]>();
  for (const rule of ledger.rules()) {
    const event = rule.item.event?.value;
    if (event === undefined) continue;
    const list = map.get(event);
    if (list) list.push(rule);
    else map.set(event, [rule]);
  }
  events.set(ledger, map);
  return map;
}
