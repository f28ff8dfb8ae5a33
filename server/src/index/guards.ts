import type { Rule } from "../model/types.generated";
import { statusOf } from "./events";

/** The cases a rule takes: its event and status, its products (undefined: any), and the allowed values by key of `when`. */
export interface Guard {
  readonly event: string;
  readonly status: string;
  readonly products: ReadonlySet<string> | undefined;
  readonly when: ReadonlyMap<string, ReadonlySet<string>>;
}

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

/** Whether some case is taken by both. */
export function intersects(a: Guard, b: Guard): boolean {
  if (a.event !== b.event || a.status !== b.status) return false;
  if (a.products && b.products && isDisjoint(a.products, b.products)) return false;
  for (const [key, values] of a.when) {
    const others = b.when.get(key);
    if (others && isDisjoint(values, others)) return false;
  }
  return true;
}

/**
 * Whether `a` takes only cases that `b` takes too, and not all of them: a condition more, or fewer values of one.
 * The most specific rule wins; `ledger/simulate/matching.ts` chooses a step's rule in the same way.
 */
export function isMoreSpecific(a: Guard, b: Guard): boolean {
  if (a.event !== b.event || a.status !== b.status) return false;
  if (!isWithin(a.products, b.products)) return false;
  for (const [key, values] of b.when) if (!isWithin(a.when.get(key), values)) return false;
  return !isSameGuard(a, b);
}

export function isSameGuard(a: Guard, b: Guard): boolean {
  return (
    a.event === b.event &&
    a.status === b.status &&
    isWithin(a.products, b.products) &&
    isWithin(b.products, a.products) &&
    a.when.size === b.when.size &&
    [...a.when].every(([key, values]) => isWithin(values, b.when.get(key)) && isWithin(b.when.get(key), values))
  );
}

/** Whether the guard takes this product; undefined stands for a case without one. */
export function takesProduct(guard: Guard, product: string | undefined): boolean {
  return guard.products === undefined || (product !== undefined && guard.products.has(product));
}

/** Undefined stands for all values. */
function isWithin(part: ReadonlySet<string> | undefined, whole: ReadonlySet<string> | undefined): boolean {
  if (whole === undefined) return true;
  return part !== undefined && [...part].every((value) => whole.has(value));
}

function isDisjoint(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  for (const value of a) if (b.has(value)) return false;
  return true;
}
