import type { AnyDocument } from "../index/documents";
import { kindOfName } from "../index/documents";
import type { Ledger } from "../index/ledger";
import type { WorkspaceFile } from "../index/workspace";
import { type Kind, schemaOf } from "../schema/registry";
import { SchemaView } from "../schema/view";
import { type MapNode, offsetsOf, type Pair, type ScalarNode, Segment } from "../yaml/nodes";
import { type Siblings, type TextPlace, textOf, textPlaceAt } from "./completion-context";
import { documentAt, type FeatureContext } from "./context";
import { unquote } from "./outline";

/** A cursor in one of our files with what the schema and the ledger know about its place. */
export interface CompletionPlace extends TextPlace {
  readonly file: WorkspaceFile;
  readonly text: string;
  readonly offset: number;
  readonly kindOfFile: Kind;
  readonly document: AnyDocument | undefined;
  readonly ledger: Ledger | undefined;
  /** The schema's place: of the mapping for a key, of the value for a value, of whatever may begin here for an open place. */
  readonly view: SchemaView;
  /** The quote the token begins with, if any. */
  readonly quote: '"' | "'" | undefined;
  /** What is written of the token before the cursor, without quotes. */
  readonly typed: string;
}

export function completionPlace(context: FeatureContext, uri: string, offset: number): CompletionPlace | undefined {
  const file = context.workspace.file(uri);
  const text = file?.source.text ?? "";
  const place = file && textPlaceAt(text, offset);
  if (!file || !place) return undefined;
  const document = documentAt(file, offset);
  const kindOfFile = document?.kind ?? kindOfName(uri);
  if (!kindOfFile) return undefined;
  const schema = schemaOf(kindOfFile);
  const view = viewOfParents(SchemaView.of(schema, schema.$id ?? ""), place.parents);
  if (!view) return undefined;
  const written = text.slice(place.token.start, offset);
  const quote = written[0] === '"' || written[0] === "'" ? written[0] : undefined;
  const ledger = document && context.workspace.ledgerOf(document);
  return { ...place, file, text, offset, kindOfFile, document, ledger, view, quote, typed: unquote(written) };
}

/** The schema's place under a path of which only the text is known. */
export function viewOfParents(root: SchemaView, parents: TextPlace["parents"]): SchemaView | undefined {
  let view: SchemaView | undefined = root;
  for (const parent of parents) {
    view = parent.kind === "item" ? view?.items() : view?.property(parent.name, sketch(view, parent.siblings));
  }
  return view;
}

/** A mapping as far as its text tells, which decides between the branches of a union; nothing where there is none to decide. */
export function sketch(view: SchemaView, siblings: () => Siblings): MapNode | undefined {
  if (view.unionBranches.length === 0) return undefined;
  const segment = new Segment("", "");
  const scalar = (value: string): ScalarNode => ({
    kind: "scalar",
    segment,
    start: 0,
    end: 0,
    value,
    style: "plain",
    type: "string",
  });
  const pairs: Pair[] = [...siblings()].map(([key, { value }]) => ({
    key: scalar(key),
    value: value === "" ? undefined : scalar(unquote(value)),
  }));
  return { kind: "map", segment, start: 0, end: 0, pairs, flow: true };
}

/** The keys beside the n-th parent from the root: those of a rule for `rules`, item, `entries` … and 2. */
export function siblingsAtDepth(place: CompletionPlace, depth: number): Siblings {
  const parent = place.parents[depth];
  if (parent?.kind === "key") return parent.siblings();
  return depth === place.parents.length ? place.siblings() : new Map();
}

/** The path in the document: keys by name, items of lists as `*`. */
export function pathOf(place: Pick<TextPlace, "parents">): readonly string[] {
  return place.parents.map((parent) => (parent.kind === "key" ? parent.name : "*"));
}

/** The keys of the item of a top-level list (a rule, a channel …) the cursor is in. */
export function itemSiblings(place: CompletionPlace): Siblings {
  return place.parents[1]?.kind === "item" ? siblingsAtDepth(place, 2) : new Map();
}

/** A key's text among the keys of the item the cursor is in. */
export function itemText(place: CompletionPlace, key: string): string | undefined {
  return textOf(itemSiblings(place), key);
}

/** Whether a node of the document covers the cursor. */
export function coversCursor(place: CompletionPlace, node: MapNode | undefined): boolean {
  if (!node) return false;
  const { start, end } = offsetsOf(node);
  return start <= place.offset && place.offset <= end;
}
