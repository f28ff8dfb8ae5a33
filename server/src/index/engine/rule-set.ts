import { TRADE_EVENTS } from "../../ledger/simulate/entry";
import type { Leg, OriginalTerms, Product, Requirement, Rule, RuleSet, Timing } from "../../ledger/simulate/types";
import type { Identity as IdentityItem, Leg as LegItem, Rule as RuleItem } from "../../model/types.generated";
import type { RulesDocument } from "../documents";
import { BATCH_EVENTS, EVENTS, resolveEvent } from "../events";
import { expressionOf } from "../expressions";
import { guardOf } from "../guards";
import type { In, Ledger } from "../ledger";
import { rangeOf } from "../validity";
import { Kept } from "./kept";
import { type LegPlace, placeOfLeg } from "./leg-place";
import { productFacts } from "./product-facts";
import { readAmounts, readInputs, termsOf } from "./terms";

const NO_AMOUNT = "";
const kept = new Kept<RuleItem, Rule>();
const ruleSets = new WeakMap<Ledger, RuleSet>();
const rulesByItem = new WeakMap<Ledger, ReadonlyMap<RuleItem, Rule>>();

/** All rules, products, identities and buffering rows of a ledger's files, as the simulator reads them. */
export function ruleSetOf(ledger: Ledger): RuleSet {
  const known = ruleSets.get(ledger);
  if (known) return known;
  const products = new Map<string, Product>();
  for (const { item } of ledger.products())
    if (item.id && !products.has(item.id.value)) products.set(item.id.value, productFacts(item));
  const set: RuleSet = {
    rules: [...plainRules(ledger).values()],
    products: [...products.values()],
    identities: ledger.rulesDocuments.flatMap((document) =>
      document.model.identities.flatMap((identity) => conditionOf(document, identity)),
    ),
    buffering: ledger.rulesDocuments.flatMap((document) =>
      document.model.buffering.flatMap((row) => {
        const account = row.account && ledger.account(document, row.account.value)?.item.code;
        if (!account || !row.event) return [];
        const { from, to } = rangeOf({
          ...(row.effective_from && { valid_from: row.effective_from }),
          ...(row.effective_to && { valid_to: row.effective_to }),
        });
        const event = stepEvent(ledger, row.event.value);
        return [{ account: account.value, event, ...(from && { from }), ...(to && { to }) }];
      }),
    ),
  };
  ruleSets.set(ledger, set);
  return set;
}

/** A rule as the simulator reads it. Its `ref` is the item; so are those of its legs and requirements. */
export function plainRule(ledger: Ledger, rule: In<RuleItem, RulesDocument>): Rule {
  return plainRules(ledger).get(rule.item) ?? read(ledger, rule);
}

function plainRules(ledger: Ledger): ReadonlyMap<RuleItem, Rule> {
  const known = rulesByItem.get(ledger);
  if (known) return known;
  const rules = new Map([...ledger.rules()].map((rule) => [rule.item, read(ledger, rule)]));
  rulesByItem.set(ledger, rules);
  return rules;
}

/** Batch steps under a project's own name are the built-in ones; every other event goes by its own name. */
export function stepEvent(ledger: Ledger, name: string): string {
  const builtIn = resolveEvent(ledger.settings, name);
  return builtIn !== undefined && BATCH_EVENTS.has(builtIn) ? builtIn : name;
}

function read(ledger: Ledger, rule: In<RuleItem, RulesDocument>): Rule {
  const { item, document } = rule;
  const terms = termsOf(document);
  const builtIn = resolveEvent(ledger.settings, item.event?.value);
  const ownName = item.event !== undefined && !Object.hasOwn(EVENTS, item.event.value);
  const follows = ownName && builtIn !== undefined && TRADE_EVENTS.has(builtIn);
  const places = item.entries.map((leg) => placeOfLeg(ledger, document, leg, undefined));
  const where = places.map(({ code, entity, account }) => [code, entity, follows && account?.update_mode?.value]);
  const event = stepEvent(ledger, item.event?.value ?? "");
  return kept.get(item, [terms, event, JSON.stringify(where)], () => {
    const { from, to } = rangeOf(item);
    const guard = guardOf(item);
    return {
      ref: item,
      id: item.id?.value ?? "",
      terms,
      event,
      status: item.status?.value ?? "succeeded",
      when: new Map([...(guard?.when ?? [])].map(([key, values]) => [key, [...values]])),
      validity: { ...(from && { from }), ...(to && { to }) },
      requires: item.requires.flatMap((requirement): Requirement[] =>
        requirement.condition
          ? [
              {
                ref: requirement,
                condition: expressionOf(requirement.condition.value).root,
                ...(requirement.name && { name: requirement.name.value }),
              },
            ]
          : [],
      ),
      inputs: readInputs(item.inputs),
      amounts: readAmounts(item.amounts),
      legs: item.entries.flatMap((leg, i) => legOf(leg, places[i]!, follows)),
      ...(item.idempotency_key.length > 0 && { idempotencyKey: item.idempotency_key.map(({ value }) => value) }),
      ...(item.product.length > 0 && { products: item.product.map(({ value }) => value) }),
      ...(item.original && { original: originalOf(item.original) }),
      ...(item.accounting_date && { accountingDate: item.accounting_date.value }),
      ...(item.reverses && { reverses: item.reverses.value }),
    };
  });
}

function originalOf(original: NonNullable<RuleItem["original"]>): OriginalTerms {
  return {
    ref: original,
    match: original.match.map(({ value }) => value),
    required: original.required?.value !== false,
    ...(original.event && { event: original.event.value }),
    ...(original.on_missing && { onMissing: original.on_missing.value }),
    ...(original.cap && { cap: original.cap.value }),
  };
}

function legOf(leg: LegItem, { side, code, entity, account }: LegPlace, follows: boolean): Leg[] {
  if (side === undefined) return [];
  const timing: Timing | undefined = leg.timing?.value ?? (follows ? account?.update_mode?.value : undefined);
  return [
    {
      ref: leg,
      side,
      account: code,
      amount: expressionOf(leg.amount?.value ?? NO_AMOUNT).root,
      dimensions: new Map([...leg.dimensions.entries].map(([name, { value }]) => [name, value.value])),
      red: leg.red?.value === true,
      ...(leg.currency && { currency: leg.currency.value }),
      ...(entity !== undefined && { entity }),
      ...(timing && { timing }),
      ...(leg.aggregate_by.length > 0 && { aggregateBy: leg.aggregate_by.map(({ value }) => value) }),
    },
  ];
}

function conditionOf(document: RulesDocument, identity: IdentityItem) {
  if (!identity.condition) return [];
  return [
    {
      ref: identity,
      condition: expressionOf(identity.condition.value).root,
      terms: termsOf(document),
      ...(identity.name && { name: identity.name.value }),
    },
  ];
}
