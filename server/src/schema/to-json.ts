import { pairsOf } from "../yaml/merge-keys";
import type { Node } from "../yaml/nodes";
import type { SchemaView } from "./view";

/** How many values one validation may visit; aliases can make a small file enormous. */
const BUDGET = 200_000;

/** Thrown by {@link toJson} when a value is too large to validate. */
export class TooLarge extends Error {}

/**
 * The plain value of a node for a JSON Schema validator. A plain scalar stands for its text where only text is allowed
 * (`code: 1002` is read as "1002"; that it ought to be quoted is a finding of its own).
 * Aliases are followed, within a budget.
 *
 * @throws TooLarge
 */
export function toJson(
  node: Node | undefined,
  view: SchemaView | undefined,
  anchors: ReadonlyMap<string, Node>,
): unknown {
  let visited = 0;
  const convert = (at: Node | undefined, place: SchemaView | undefined, depth: number): unknown => {
    if (++visited > BUDGET || depth > 100) throw new TooLarge();
    if (!at) return null;
    switch (at.kind) {
      case "alias":
        return convert(anchors.get(at.name), place, depth + 1);
      case "seq":
        return at.items.map((item) => convert(item, item && place?.items(at), depth + 1));
      case "map": {
        const object = Object.create(null) as Record<string, unknown>;
        for (const { key, value } of pairsOf(at, anchors))
          object[key.value] = convert(value, place?.property(key.value, at), depth + 1);
        return object;
      }
      case "scalar": {
        if (at.type === "string" || readsAsText(place)) return at.value;
        if (at.type === "null") return null;
        if (at.type === "boolean") return /^true$/i.test(at.value);
        return Number(at.value);
      }
    }
  };
  return convert(node, view, 0);
}

/** Whether a place takes text but neither numbers, booleans nor null. */
export function readsAsText(view: SchemaView | undefined): boolean {
  if (!view) return false;
  const types = view.types;
  return types.has("string") && !["number", "integer", "boolean", "null"].some((type) => types.has(type));
}
