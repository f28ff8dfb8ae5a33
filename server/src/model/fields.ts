import type { MapNode, Node, ScalarNode, SeqNode } from "../yaml/nodes";

/** A scalar of a file with the place it stands at. Money and rates keep their source text as `value`. */
export interface Field<T> {
  readonly value: T;
  readonly node: ScalarNode;
}

/** A list of a file; empty without `node` when it is absent. A single scalar where a list may stand is a list of one. */
export interface List<V> extends ReadonlyArray<V> {
  readonly node?: SeqNode | ScalarNode;
}

/** A mapping whose keys are names of the writer's; empty without `node` when it is absent. */
export interface Entries<V> {
  readonly node?: MapNode;
  readonly entries: ReadonlyMap<string, Entry<V>>;
}

export interface Entry<V> {
  readonly key: ScalarNode;
  readonly value: V;
}

/** A mapping with known keys. What is absent or has the wrong form is undefined; the schema's findings speak of it. */
export interface Item {
  readonly node: MapNode;
}

/** A value whose form differs (a text or a mapping, for instance); read by whoever needs it. */
export type Raw = Node;
