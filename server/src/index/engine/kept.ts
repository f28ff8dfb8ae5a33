/** Results kept as long as everything they were computed from is the same objects and values. One result per key. */
export class Kept<K extends object, V> {
  private readonly values = new WeakMap<K, { readonly from: readonly unknown[]; readonly value: V }>();

  get(key: K, from: readonly unknown[], compute: () => V): V {
    const known = this.values.get(key);
    if (known && isSame(known.from, from)) return known.value;
    const value = compute();
    this.values.set(key, { from, value });
    return value;
  }
}

function isSame(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((value, i) => value === b[i]);
}
