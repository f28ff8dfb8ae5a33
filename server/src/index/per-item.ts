import type { SchemaView } from "../schema/view";
import type { Node } from "../yaml/nodes";
import type { AnyDocument } from "./documents";

/** What is found under one key of a document's root: in an item of its list, or in its value. Aliases are not followed. */
export type Collect<T> = (node: Node, view: SchemaView | undefined, key: string) => Iterable<T>;

/**
 * What a walk finds in a document, in source order. A part is walked again only when its text has changed: items of top-level lists
 * and values of top-level keys stay the same objects until then.
 */
export class PerItem<T> {
  private readonly parts = new WeakMap<Node, { readonly view: SchemaView | undefined; readonly found: readonly T[] }>();
  private readonly documents = new WeakMap<AnyDocument, readonly T[]>();

  constructor(private readonly collect: Collect<T>) {}

  of(document: AnyDocument): readonly T[] {
    const known = this.documents.get(document);
    if (known) return known;
    const { root } = document.source;
    const all: T[] = [];
    for (const { key, value } of root?.kind === "map" ? root.pairs : []) {
      const view = document.view.property(key.value, root);
      if (value?.kind === "seq") {
        const place = view?.items(value) ?? view?.items();
        for (const item of value.items) if (item) this.add(all, item, place, key.value);
      } else if (value) {
        this.add(all, value, view, key.value);
      }
    }
    this.documents.set(document, all);
    return all;
  }

  private add(all: T[], node: Node, view: SchemaView | undefined, key: string): void {
    let part = this.parts.get(node);
    if (part?.view !== view || !part) {
      part = { view, found: [...this.collect(node, view, key)] };
      this.parts.set(node, part);
    }
    for (const found of part.found) all.push(found);
  }
}
