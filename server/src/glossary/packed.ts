/**
 * Plain data in the compact form in which the built-in glossary is shipped: each key once, and values as lists that begin with the number of their
 * shape. A reader makes the same data of it again; see `generate/glossary.ts`.
 */
export interface Packed {
  /** The keys of each shape of mapping. */
  readonly shapes: readonly (readonly string[])[];
  readonly root: PackedValue;
}

/** A text; a mapping as `[shape, value …]`; or a list as `[-1, item …]`. */
export type PackedValue = string | readonly [number, ...PackedValue[]];

export function packed(plain: unknown): Packed {
  const shapes = new Map<string, number>();
  const pack = (value: unknown): PackedValue => {
    if (Array.isArray(value)) return [-1, ...value.map(pack)];
    if (typeof value !== "object" || value === null) return String(value);
    const entries = Object.entries(value).filter(([, item]) => item !== undefined);
    const keys = entries.map(([key]) => key).join(" ");
    const shape = shapes.get(keys) ?? shapes.size;
    shapes.set(keys, shape);
    return [shape, ...entries.map(([, item]) => pack(item))];
  };
  const root = pack(plain);
  return { shapes: [...shapes.keys()].map((keys) => (keys === "" ? [] : keys.split(" "))), root };
}

export function unpacked({ shapes, root }: Packed): unknown {
  const unpack = (value: PackedValue): unknown => {
    if (typeof value === "string") return value;
    const [shape, ...items] = value;
    if (shape === -1) return items.map(unpack);
    return Object.fromEntries((shapes[shape] ?? []).map((key, i) => [key, unpack(items[i]!)]));
  };
  return unpack(root);
}
