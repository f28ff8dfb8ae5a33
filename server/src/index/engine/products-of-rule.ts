import type { Expression } from "../../ledger/expression/ast";
import { namesUsed, usesProduct } from "../../ledger/expression/symbols";
import type { Product, Rule } from "../../model/types.generated";
import type { RulesDocument } from "../documents";
import { expressionOf } from "../expressions";
import type { In, Ledger } from "../ledger";
import { Kept } from "./kept";
import { ownNames } from "./scope-of-rule";

/**
 * The products for which a rule can give different entries: each product it names (or, when it names none, each of the ledger)
 * whose terms it reads; where it reads none, one per currency. `undefined` stands for no product. Never empty.
 */
export function productsToTry(ledger: Ledger, rule: In<Rule, RulesDocument>): readonly (Product | undefined)[] {
  const named = rule.item.product.flatMap(({ value }) => ledger.product(value)?.item ?? []);
  if (!readsProduct(rule)) {
    if (named.length === 0) return [undefined];
    const byCurrency = new Map<string | undefined, Product>();
    for (const product of named)
      if (!byCurrency.has(product.currency?.value)) byCurrency.set(product.currency?.value, product);
    return [...byCurrency.values()];
  }
  const candidates = rule.item.product.length > 0 ? named : [...ledger.products()].map(({ item }) => item);
  const living = candidates.filter((product) => product.status?.value !== "retired");
  const chosen = living.length > 0 ? living : candidates;
  const withFee = rule.item.product.length > 0 ? chosen : chosen.filter((product) => product.fee !== undefined);
  return withFee.length > 0 ? withFee : [chosen[0]];
}

const reads = new Kept<Rule, boolean>();

/** Whether a rule's amounts read terms of the product. */
export function readsProduct(rule: In<Rule, RulesDocument>): boolean {
  return reads.get(rule.item, [ownNames(rule)], () => [...expressionsOf(rule)].some(usesProduct));
}

/** The amounts of a rule's legs and the named amounts they lead to. */
export function* expressionsOf(rule: In<Rule, RulesDocument>): Generator<Expression> {
  const { amounts } = ownNames(rule);
  const found = new Set(rule.item.entries.flatMap(({ amount }) => (amount ? [expressionOf(amount.value).root] : [])));
  for (const expression of found) {
    yield expression;
    for (const { name } of namesUsed(expression)) {
      const amount = amounts.get(name);
      if (amount) found.add(amount);
    }
  }
}
