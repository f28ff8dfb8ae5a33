import { isReadableDate } from "../schema/impossible";
import type { SchemaView } from "../schema/view";
import { pairsOf } from "../yaml/merge-keys";
import type { MapNode, Node, ScalarNode } from "../yaml/nodes";
import type { Entries, Entry, Field, List } from "./fields";

/** How a place of a schema is represented in the model; the generator of the model's types follows the same rules. */
export type Shape = "scalar" | "list" | "item" | "entries" | "raw";

export function shapeOf(view: SchemaView): Shape {
  const shape = shapes.get(view) ?? readShape(view);
  shapes.set(view, shape);
  return shape;
}

const shapes = new WeakMap<SchemaView, Shape>();

function readShape(view: SchemaView): Shape {
  if (view.annotation("x-scalar-or-list")) return "list";
  const types = view.types;
  const object = types.has("object");
  const array = types.has("array");
  const scalar = ["string", "number", "integer", "boolean"].some((type) => types.has(type));
  if (object && !array && !scalar) return view.hasFreeKeys ? "entries" : "item";
  if (array && !object && !scalar) return "list";
  if (scalar && !object && !array) return "scalar";
  return "raw";
}

/**
 * Reads nodes into typed items (`types.generated.ts`), as the schema says. Never throws: what has the wrong form is left
 * out. An item of a top-level list is read once as long as its node is the same object.
 */
export class ModelReader {
  private readonly known: Known = new WeakMap();

  /** The model of a document's root; `undefined` when the root is no mapping. */
  root(root: Node, view: SchemaView, anchors: ReadonlyMap<string, Node>): unknown {
    return new Reading(anchors, this.known).read(root, view, 0);
  }
}

/** What a node was read to, and as what: a key that is renamed leaves the nodes below it the same objects. */
type Known = WeakMap<Node, { readonly view: SchemaView; readonly value: unknown }>;

const NO_LIST: List<never> = Object.freeze([]) as List<never>;
const NO_ENTRIES: Entries<never> = Object.freeze({ entries: new Map() });
const MAX_ALIAS_DEPTH = 40;

class Reading {
  constructor(
    private readonly anchors: ReadonlyMap<string, Node>,
    private readonly known: Known,
  ) {}

  read(source: Node, view: SchemaView, depth: number): unknown {
    // Top-level sections and the items of top-level lists are read once as long as their nodes are the same objects.
    if (depth > 2 || this.anchors.size > 0) return this.fresh(source, view, depth);
    const known = this.known.get(source);
    if (known?.view === view) return known.value;
    const value = this.fresh(source, view, depth);
    if (value !== undefined) this.known.set(source, { view, value });
    return value;
  }

  private fresh(source: Node, view: SchemaView, depth: number): unknown {
    const node = source.kind === "alias" ? this.anchors.get(source.name) : source;
    if (!node || depth > MAX_ALIAS_DEPTH) return undefined;
    if (node.kind === "alias") return this.read(node, view, depth + 1);
    switch (shapeOf(view)) {
      case "raw":
        return node;
      case "scalar":
        return node.kind === "scalar" ? field(node, view) : undefined;
      case "list":
        return this.list(node, view, depth);
      case "entries":
        return node.kind === "map" ? this.entries(node, view, depth) : undefined;
      case "item":
        return node.kind === "map" ? this.item(node, view, depth) : undefined;
    }
  }

  private list(node: Exclude<Node, { kind: "alias" }>, view: SchemaView, depth: number): List<unknown> | undefined {
    const place = view.items(node) ?? view.items();
    if (node.kind === "map" || !place) return undefined;
    const sources = node.kind === "scalar" ? [node] : node.items;
    const values: unknown[] = [];
    for (const source of sources) {
      if (!source) continue;
      const value = this.read(source, place, depth + 1);
      if (value !== undefined) values.push(value);
    }
    return Object.assign(values, { node });
  }

  private entries(node: MapNode, view: SchemaView, depth: number): Entries<unknown> {
    const entries = new Map<string, Entry<unknown>>();
    for (const { key, value } of pairsOf(node, this.anchors)) {
      const place = value && view.property(key.value, node);
      const read = place && this.read(value, place, depth + 1);
      if (read !== undefined && !entries.has(key.value)) entries.set(key.value, { key, value: read });
    }
    return { node, entries };
  }

  private item(node: MapNode, view: SchemaView, depth: number): object {
    const item: Record<string, unknown> = Object.create(null);
    item.node = node;
    for (const [key, place] of view.properties(node)) {
      const shape = shapeOf(place);
      if (shape === "list") item[key] = NO_LIST;
      else if (shape === "entries") item[key] = NO_ENTRIES;
    }
    for (const { key, value } of pairsOf(node, this.anchors)) {
      const place = value && key.value !== "node" ? view.property(key.value, node) : undefined;
      const read = value && place && this.read(value, place, depth + 1);
      if (read !== undefined) item[key.value] = read;
    }
    return item;
  }
}

function field(node: ScalarNode, view: SchemaView): Field<unknown> | undefined {
  const types = view.types;
  const values = view.values();
  if (values?.closed && !values.values.has(node.value)) return undefined;
  if (view.annotation("x-type") === "date" && !isReadableDate(node.value)) return undefined;
  if (types.has("string")) return { value: node.value, node };
  if (types.has("boolean")) return node.type === "boolean" ? { value: /^true$/i.test(node.value), node } : undefined;
  if (node.type !== "number") return undefined;
  const value = Number(node.value);
  return types.has("integer") && !Number.isSafeInteger(value) ? undefined : { value, node };
}
