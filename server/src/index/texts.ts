import type { SchemaView } from "../schema/view";
import { type MapNode, type Node, type ScalarNode, type Span, sourceOf, subspan } from "../yaml/nodes";
import type { AnyDocument } from "./documents";
import { PerItem } from "./per-item";

/** A text people read: the `name`, `title` or `note` of something. */
export interface TextPlace {
  readonly key: "name" | "title" | "note";
  readonly node: ScalarNode;
  readonly text: string;
  /** The mappings around it within its top-level item or section, the innermost first. */
  readonly around: readonly MapNode[];
  /** The keys from the root to the text, list positions left out: `channels reconciliation note`. */
  readonly path: readonly string[];
}

const KEYS: ReadonlySet<string> = new Set(["name", "title", "note"]);
const texts = new PerItem<TextPlace>((node, view, key) => {
  const found: TextPlace[] = [];
  if (node.kind !== "scalar") collect(node, view, [], [key], found);
  else if (view && isText(key, view)) found.push(place(key, node, [], [key]));
  return found;
});

/** All names, titles and notes of a document, in source order; x-… keys, codes and comments are none. */
export function textsOf(document: AnyDocument): readonly TextPlace[] {
  return texts.of(document);
}

function isText(key: string, view: SchemaView): boolean {
  return KEYS.has(key) && view.annotation("x-type") === "text";
}

function place(key: string, node: ScalarNode, around: readonly MapNode[], path: readonly string[]): TextPlace {
  return { key: key as TextPlace["key"], node, text: node.value, around, path };
}

function collect(
  node: Node | undefined,
  view: SchemaView | undefined,
  around: readonly MapNode[],
  path: readonly string[],
  found: TextPlace[],
): void {
  if (!node || !view) return;
  if (node.kind === "seq")
    for (const item of node.items) collect(item, view.items(node) ?? view.items(), around, path, found);
  if (node.kind !== "map") return;
  const inside = [node, ...around];
  for (const { key, value } of node.pairs) {
    const below = view.property(key.value, node);
    const to = [...path, key.value];
    if (value?.kind !== "scalar") collect(value, below, inside, to, found);
    else if (below && isText(key.value, below)) found.push(place(key.value, value, inside, to));
  }
}

/**
 * Where a word of a text stands in the source; `index` is its offset in the text. Folded and escaped texts are searched
 * for the same occurrence; when it cannot be found the whole text is meant.
 */
export function wordSpan({ node, text }: TextPlace, word: string, index: number): Span {
  const source = sourceOf(node);
  let at = -1;
  for (let seen = text.indexOf(word); seen >= 0 && seen <= index; seen = text.indexOf(word, seen + 1)) {
    at = source.indexOf(word, at + 1);
    if (at < 0) return node;
  }
  return at < 0 ? node : subspan(node, at, at + word.length);
}
