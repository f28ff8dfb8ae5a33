import { checkExpression } from "../../ledger/expression/check";
import type { AmountScope } from "../../ledger/expression/scope";
import type { Type } from "../../ledger/expression/types";
import { proveRule } from "../../ledger/proof/prove";
import type { GroupProof, ProofLeg, ProofRule, RuleProof, Verdict } from "../../ledger/proof/verdict";
import type { Leg, Product, Rule } from "../../model/types.generated";
import type { RulesDocument } from "../documents";
import { expressionOf } from "../expressions";
import type { In, Ledger } from "../ledger";
import { currenciesOf } from "./currencies";
import { Kept } from "./kept";
import { type LegPlace, placeOfLeg } from "./leg-place";
import { productFacts } from "./product-facts";
import { expressionsOf, productsToTry } from "./products-of-rule";
import { factsOf } from "./rule-facts";
import { originalsOf, scopeOfRule } from "./scope-of-rule";
import { headOf } from "./terms";

/** A rule proved for one product (or none), with the way back to its legs. */
export interface ProductProof {
  readonly product: Product | undefined;
  readonly proof: RuleProof;
  readonly rule: ProofRule;
  readonly scope: AmountScope;
  /** Item and place of each leg of the proof, by its index. */
  readonly legs: readonly { readonly item: Leg; readonly place: LegPlace }[];
}

/** What is proved of a rule: its weakest result over all products it applies to. */
export interface ProvedRule extends ProductProof {
  readonly verdict: Verdict;
  readonly all: readonly ProductProof[];
  /** Some leg is unfinished, or its expression is not right: another check says so, and nothing is concluded from the verdict. */
  readonly unfinished: boolean;
}

const unchanged = new Kept<Rule, ProvedRule>();
const kept = new Kept<Rule, ProvedRule>();

/** Proves a rule, or gives its last proof as long as its item, its file's head, its product and the chart facts it uses are the same. */
export function proofOf(ledger: Ledger, rule: In<Rule, RulesDocument>): ProvedRule {
  return unchanged.get(rule.item, [factsOf(ledger, rule)], () => keptProof(ledger, rule));
}

/** The surroundings changed: but perhaps nothing of them that this proof rests on. */
function keptProof(ledger: Ledger, rule: In<Rule, RulesDocument>): ProvedRule {
  const products = productsToTry(ledger, rule);
  const originals = originalsOf(ledger, rule);
  const places = rule.item.entries.map((leg) => placeOfLeg(ledger, rule.document, leg, undefined));
  const facts = places.map(({ code, entity, currency, memo, account }) => [code, entity, currency, memo, !account]);
  const from = [
    ...headOf(rule.document),
    ...products,
    currenciesOf(ledger),
    ledger.chartOf(rule.document)?.baseCurrency,
    JSON.stringify(facts),
    // Checks ask the legs of a proof for their accounts: these must be the chart's own.
    ...places.map(({ account }) => account),
    ...originals.flatMap(({ item, document }) => [item, ...headOf(document)]),
  ];
  return kept.get(rule.item, from, () => prove(ledger, rule, products));
}

function prove(ledger: Ledger, rule: In<Rule, RulesDocument>, products: readonly (Product | undefined)[]): ProvedRule {
  const all = products.map((product) => proveFor(ledger, rule, product));
  const weakest = all.reduce((a, b) => (strength(b.proof.verdict) > strength(a.proof.verdict) ? b : a));
  return { ...weakest, verdict: weakest.proof.verdict, all, unfinished: isUnfinished(ledger, rule, weakest) };
}

const STRENGTH: readonly Verdict["kind"][] = ["proved-symbolic", "proved-exhaustive", "unproven", "refuted"];

function strength(verdict: Verdict): number {
  return STRENGTH.indexOf(verdict.kind);
}

function proveFor(ledger: Ledger, rule: In<Rule, RulesDocument>, product: Product | undefined): ProductProof {
  const scope = scopeOfRule(ledger, rule, { product });
  const currency = product && productFacts(product).currency;
  const legs = rule.item.entries.flatMap((item) => {
    const place = placeOfLeg(ledger, rule.document, item, currency);
    return place.side === undefined ? [] : [{ item, place, side: place.side }];
  });
  const plain: ProofRule = { scope, legs: legs.map(({ item, place, side }) => proofLeg(item, place, side)) };
  return { product, proof: proveRule(plain), rule: plain, scope, legs };
}

function proofLeg(item: Leg, place: LegPlace, side: ProofLeg["side"]): ProofLeg {
  return {
    side,
    account: place.code,
    amount: expressionOf(item.amount?.value ?? "").root,
    currency: place.currency,
    ...(place.entity !== undefined && { entity: place.entity }),
    ...(item.timing?.value === "on_reconciliation" && { posting: "on_reconciliation" }),
    ...(place.memo && { memo: true }),
    ...(item.red?.value && { red: true }),
  };
}

function isUnfinished(ledger: Ledger, rule: In<Rule, RulesDocument>, { scope, legs }: ProductProof): boolean {
  if (legs.length < rule.item.entries.length || legs.some(({ item }) => !item.amount)) return true;
  if (ledger.charts.length > 0 && legs.some(({ place }) => !place.account)) return true;
  if (legs.some(({ item }) => item.amount && expressionOf(item.amount.value).problems.length > 0)) return true;
  for (const expression of expressionsOf(rule))
    if (checkExpression(expression, scope, scope.rounding).problems.length > 0) return true;
  return legs.some(({ item, place }) => {
    const { type } = checkExpression(expressionOf(item.amount?.value ?? "").root, scope, scope.rounding);
    return !isPostable(type, place.currency);
  });
}

/** Whether a leg in this currency can post a value of this type. */
export function isPostable(type: Type, currency: string): boolean {
  if (type.kind === "money") return type.currency === undefined || type.currency === currency;
  return type.kind === "constant" || type.kind === "integer" || type.kind === "unknown";
}

/** The proof, the product and the group of the legs an account of a rule belongs to. */
export function groupOf({ proof }: ProductProof, leg: number): GroupProof | undefined {
  return proof.groups.find(({ legs }) => legs.includes(leg));
}
