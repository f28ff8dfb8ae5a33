/** The cases a rule takes: its event and status, its products (undefined: any), and the allowed values by key of `when`. */
export interface Guard {
  readonly event: string;
  readonly status: string;
  readonly products: ReadonlySet<string> | undefined;
  readonly when: ReadonlyMap<string, ReadonlySet<string>>;
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
 * The most specific rule wins, in the checks as in a scenario's steps.
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
