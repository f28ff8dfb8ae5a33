import type { IsoDate } from "../calendar";
import { type Guard, isMoreSpecific } from "../guard";
import type { MatchFailure, NearMiss } from "./run";
import type { Product, Rule, RuleSet, Validity } from "./types";

/** What a step says about itself, as far as it selects a rule. */
export interface Selector {
  readonly event: string;
  readonly status: string;
  readonly product: string | undefined;
  readonly day: IsoDate;
  /** The value of a guard's key: the step's `when`, else the input of that name. */
  guard(key: string): string | undefined;
}

export type Match =
  | { readonly kind: "one"; readonly rule: Rule }
  | { readonly kind: "none"; readonly nearMisses: readonly NearMiss[] }
  | { readonly kind: "ambiguous"; readonly rules: readonly Rule[] };

const MAX_NEAR_MISSES = 5;

/** Finds the rule of a step: the most specific of those that apply. */
export class Matcher {
  private readonly byEvent = new Map<string, Rule[]>();
  private readonly products: ReadonlyMap<string, Product>;

  constructor(rules: RuleSet) {
    this.products = new Map(rules.products.map((product) => [product.id, product]));
    for (const rule of rules.rules) {
      const list = this.byEvent.get(rule.event);
      if (list === undefined) this.byEvent.set(rule.event, [rule]);
      else list.push(rule);
    }
  }

  product(id: string | undefined): Product | undefined {
    return id === undefined ? undefined : this.products.get(id);
  }

  match(selector: Selector): Match {
    const applicable: Rule[] = [];
    const misses: NearMiss[] = [];
    for (const rule of this.byEvent.get(selector.event) ?? []) {
      const failures = this.failures(rule, selector);
      if (failures.length === 0) applicable.push(rule);
      else misses.push({ rule, failures });
    }
    const best =
      applicable.length < 2
        ? applicable
        : applicable.filter((rule) => !applicable.some((other) => isMoreSpecific(guardOf(other), guardOf(rule))));
    const [rule, ...others] = best;
    if (rule === undefined) {
      misses.sort((a, b) => a.failures.length - b.failures.length);
      return { kind: "none", nearMisses: misses.slice(0, MAX_NEAR_MISSES) };
    }
    return others.length === 0 ? { kind: "one", rule } : { kind: "ambiguous", rules: best };
  }

  /** Why a rule of the right event does not apply; empty when it does. */
  private failures(rule: Rule, selector: Selector): readonly MatchFailure[] {
    const failures: MatchFailure[] = [];
    const { status = "succeeded", products, when, validity } = rule;
    if (status !== selector.status) failures.push({ kind: "status", expected: status, actual: selector.status });
    if (products !== undefined && (selector.product === undefined || !products.includes(selector.product))) {
      failures.push({ kind: "product", expected: products, actual: selector.product });
    } else {
      const product = this.product(selector.product);
      const ended = product !== undefined && (product.retired === true || !isValid(product.validity, selector.day));
      if (ended && products !== undefined) failures.push({ kind: "product-retired", product });
    }
    for (const [key, expected] of when ?? []) {
      const actual = selector.guard(key);
      if (actual === undefined || !expected.includes(actual)) failures.push({ kind: "when", key, expected, actual });
    }
    if (validity !== undefined && !isValid(validity, selector.day))
      failures.push({ kind: "validity", validity, day: selector.day });
    return failures;
  }
}

function guardOf({ event, status = "succeeded", products, when }: Rule): Guard {
  return {
    event,
    status,
    products: products && new Set(products),
    when: new Map([...(when ?? [])].map(([key, values]) => [key, new Set(values)])),
  };
}

export function isValid(validity: Validity | undefined, day: IsoDate): boolean {
  if (validity === undefined) return true;
  const { from, to } = validity;
  return (from === undefined || from <= day) && (to === undefined || day <= to);
}
