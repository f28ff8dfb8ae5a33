import type { Guard } from "../ledger/guard";
import type { Rule } from "../model/types.generated";
import { statusOf } from "./events";

/** The guard of a rule; undefined while it has no event. A missing status is `succeeded`, `flow: any` no condition. */
export function guardOf(rule: Rule): Guard | undefined {
  if (!rule.event) return undefined;
  const when = new Map<string, ReadonlySet<string>>();
  for (const [key, { value: values }] of rule.when.entries) {
    const allowed = new Set(values.map((value) => guardValue(value.value)));
    if (allowed.size > 0 && !(key === "flow" && allowed.has("any"))) when.set(key, allowed);
  }
  const products = rule.product.map((product) => product.value);
  return {
    event: rule.event.value,
    status: statusOf(rule),
    products: products.length > 0 ? new Set(products) : undefined,
    when,
  };
}

/** A guard's value as compared: `True` and `true` are the same. */
export function guardValue(text: string): string {
  return /^(?:true|false)$/i.test(text) ? text.toLowerCase() : text;
}
