import type { AnyDocument } from "../../../index/documents";
import { PerItem } from "../../../index/per-item";
import type { SchemaView } from "../../../schema/view";
import type { Node, ScalarNode } from "../../../yaml/nodes";

/** A scalar together with what the schema says it means (`clock`, `rate` …). */
export interface TypedScalar {
  readonly node: ScalarNode;
  readonly type: string;
}

const known = new WeakMap<ReadonlySet<string>, PerItem<TypedScalar>>();

/** Every scalar of a document whose meaning (`x-type`) is one of these; `types` is a constant of the check that asks. */
export function scalarsOf(document: AnyDocument, types: ReadonlySet<string>): readonly TypedScalar[] {
  const scalars = known.get(types) ?? new PerItem((node, view) => walk(node, view, types));
  known.set(types, scalars);
  return scalars.of(document);
}

function* walk(
  node: Node | undefined,
  view: SchemaView | undefined,
  types: ReadonlySet<string>,
): Iterable<TypedScalar> {
  if (!node || !view || node.kind === "alias") return;
  if (node.kind === "seq") {
    for (const item of node.items) yield* walk(item, view.items(node), types);
  } else if (node.kind === "map") {
    for (const { key, value } of node.pairs) yield* walk(value, view.property(key.value, node), types);
  } else {
    const type = view.annotation("x-type");
    if (type !== undefined && types.has(type)) yield { node, type };
  }
}
