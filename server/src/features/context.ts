import picomatch from "picomatch";
import type { Position, Range } from "vscode-languageserver-types";
import type { AnyDocument } from "../index/documents";
import type { Glossaries } from "../index/glossaries";
import type { Ledger } from "../index/ledger";
import type { Occurrence } from "../index/symbols";
import type { Workspace, WorkspaceFile } from "../index/workspace";
import { inLocale, type Locale, type Text } from "../l10n/text";
import type { SchemaView } from "../schema/view";
import { decoded } from "../uri";
import { offsetsOf, type Span } from "../yaml/nodes";
import { type Place, placeAt } from "../yaml/path";

/** What every feature works with. */
export interface FeatureContext {
  readonly workspace: Workspace;
  readonly glossaries: Glossaries;
  readonly locale: Locale;
}

/** A position in one of our files, resolved as far as it goes. */
export interface Located {
  readonly file: WorkspaceFile;
  readonly offset: number;
  readonly document: AnyDocument | undefined;
  readonly ledger: Ledger | undefined;
  readonly place: Place | undefined;
  /** The schema's place for the value at the offset, or for the value of the key at the offset. */
  readonly view: SchemaView | undefined;
}

export function locate(context: FeatureContext, uri: string, position: Position): Located | undefined {
  const file = context.workspace.file(uri);
  if (!file) return undefined;
  const offset = file.source.lines.offsetAt(position);
  const document = documentAt(file, offset);
  if (!document) return { file, offset, document, ledger: undefined, place: undefined, view: undefined };
  const place = placeAt(document.source.root, offset);
  return { file, offset, document, ledger: context.workspace.ledgerOf(document), place, view: viewOf(document, place) };
}

/** The document of a file an offset stands in: the last one that begins at or before it. */
export function documentAt(file: WorkspaceFile, offset: number): AnyDocument | undefined {
  let found: AnyDocument | undefined;
  for (const document of file.documents) {
    if (!found || (document.source.root && offsetsOf(document.source.root).start <= offset)) found = document;
  }
  return found;
}

/** The schema's place at the end of a path; each container decides which branch of a union holds. */
export function viewOf(document: AnyDocument, place: Pick<Place, "path" | "parents">): SchemaView | undefined {
  let view: SchemaView | undefined = document.view;
  place.path.forEach((step, i) => {
    const parent = place.parents[i];
    view = parent?.kind === "seq" ? view?.items(parent) : view?.property(String(step), parent);
  });
  return view;
}

/** The name at an offset, if any. */
export function occurrenceAt(document: AnyDocument, offset: number): Occurrence | undefined {
  let best: Occurrence | undefined;
  for (const occurrence of document.symbols.occurrences) {
    const { base, text } = occurrence.at.segment;
    if (offset < base || offset > base + text.length) continue;
    const { start, end } = offsetsOf(occurrence.at);
    if (start <= offset && offset <= end && (!best || end - start < best.at.end - best.at.start)) best = occurrence;
  }
  return best;
}

export function rangeOf(context: FeatureContext, span: Span): Range {
  const lines = context.workspace.file(span.segment.uri)?.source.lines;
  const { start, end } = offsetsOf(span);
  return lines
    ? { start: lines.positionAt(start), end: lines.positionAt(end) }
    : { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };
}

export function say(context: FeatureContext, text: Text): string {
  return inLocale(text, context.locale);
}

/** Whether terms are wanted in a file that is not ours (`glossary_scope`). */
export function inGlossaryScope(context: FeatureContext, uri: string): boolean {
  const { settings, folder } = context.workspace.settingsFor(uri);
  const path =
    folder !== "" && uri.startsWith(`${folder}/`) ? uri.slice(folder.length + 1) : (uri.split("/").at(-1) ?? uri);
  return picomatch([...settings.glossaryScope])(decoded(path));
}
