import type { Position, Range, TextEdit, WorkspaceEdit } from "vscode-languageserver-types";
import { replaceScalar, yamlScalar } from "../checks/edits";
import type { AnyDocument } from "../index/documents";
import type { In } from "../index/ledger";
import type { Occurrence } from "../index/symbols";
import type { Text } from "../l10n/text";
import { sourceOf } from "../yaml/nodes";
import { type FeatureContext, type Located, locate, occurrenceAt, rangeOf } from "./context";
import { clash, invalidName, whyFixed } from "./rename-rules";
import { connectedOccurrences, definitionsOf } from "./symbol-names";

/** Why something cannot be renamed, in words for the reader. */
export interface Refusal {
  readonly refused: Text;
}

export interface RenameTarget {
  readonly range: Range;
  readonly placeholder: string;
}

/** The name at a position, when it can be renamed; undefined where no name stands. */
export function prepareRename(
  context: FeatureContext,
  uri: string,
  position: Position,
): RenameTarget | Refusal | undefined {
  const found = nameAt(context, uri, position);
  if (!found) return undefined;
  const { ledger, document, occurrence } = found;
  const refused = whyFixed(occurrence, definitionsOf(ledger, document, occurrence)[0]?.item);
  if (refused) return { refused };
  return { range: rangeOf(context, nameSpan(occurrence)), placeholder: bareName(occurrence) };
}

/** The edits that give a symbol another name in all files of its ledger, or why that cannot be. Nothing else changes. */
export function rename(
  context: FeatureContext,
  uri: string,
  position: Position,
  newName: string,
): { readonly edit: WorkspaceEdit } | Refusal | undefined {
  const found = nameAt(context, uri, position);
  if (!found) return undefined;
  const { ledger, document, occurrence } = found;
  const definition =
    occurrence.role === "definition" ? occurrence : definitionsOf(ledger, document, occurrence)[0]?.item;
  const name = definition?.name ?? bareName(occurrence);
  const space = definition?.spaces[0] ?? occurrence.spaces[0]!;
  const wanted = newName.trim();
  const refused = whyFixed(occurrence, definition) ?? invalidName(space, wanted);
  if (refused) return { refused };
  if (wanted === name) return { edit: { changes: {} } };
  const places = connectedOccurrences(ledger, document, occurrence);
  const taken = clash(ledger, places, space, wanted);
  if (taken) return { refused: taken };
  return { edit: { changes: editsOf(context, places, name, wanted) } };
}

function nameAt(context: FeatureContext, uri: string, position: Position) {
  const at: Located | undefined = locate(context, uri, position);
  const occurrence = at?.document && occurrenceAt(at.document, at.offset);
  return at?.document && at.ledger && occurrence ? { ledger: at.ledger, document: at.document, occurrence } : undefined;
}

/** The name without the entity in front of it. */
function bareName({ name, spaces }: Occurrence): string {
  return spaces.includes("account") ? name.slice(name.indexOf(":") + 1) : name;
}

/** Where the bare name stands. */
function nameSpan(occurrence: Occurrence): Occurrence["at"] {
  const { at } = occurrence;
  const lead = occurrence.name.length - bareName(occurrence).length;
  return lead > 0 && sourceOf(at) === occurrence.name ? { ...at, start: at.start + lead } : at;
}

function editsOf(
  context: FeatureContext,
  places: readonly In<Occurrence, AnyDocument>[],
  name: string,
  newName: string,
): Record<string, TextEdit[]> {
  const changes: Record<string, TextEdit[]> = {};
  for (const { item, document } of places) {
    // Old codes and names of an account (`aliases`) stay what they are.
    if (bareName(item) !== name) continue;
    const list = changes[document.uri] ?? [];
    changes[document.uri] = list;
    const edit = editOf(context, item, newName);
    if (!list.some((other) => sameRange(other.range, edit.range))) list.push(edit);
  }
  return changes;
}

function sameRange(a: Range, b: Range): boolean {
  return a.start.line === b.start.line && a.start.character === b.start.character && a.end.line === b.end.line;
}

/** The edit of one place: the name alone where it stands as written, else the whole scalar; quotes are kept and added where needed. */
function editOf(context: FeatureContext, item: Occurrence, newName: string): TextEdit {
  const span = nameSpan(item);
  const { node } = item;
  const exact = sourceOf(span) === bareName(item);
  if (item.inExpression) {
    if (exact) return { range: rangeOf(context, span), newText: newName };
    const { at, newText } = replaceScalar(node, replaceWord(node.value, item.name, newName));
    return { range: rangeOf(context, at), newText };
  }
  const whole = item.name.slice(0, item.name.length - bareName(item).length) + newName;
  const value = node.value.startsWith("$") && item.name === node.value.slice(1) ? `$${whole}` : whole;
  const plain = node.style === "plain";
  const safe = plain ? fitsPlain(value) : /^[^"'\\\p{Cc}]*$/u.test(newName);
  if (exact && safe) return { range: rangeOf(context, span), newText: newName };
  const { at, newText } = plain ? { at: node, newText: quoted(value) } : replaceScalar(node, value);
  return { range: rangeOf(context, at), newText };
}

/** For names that cannot be placed in the source (written with escapes): all of them in the same text. */
function replaceWord(text: string, name: string, newName: string): string {
  return text.replace(/[\p{L}_][\p{L}\p{M}\p{N}_]*|\d[\p{L}\p{N}_.-]*/gu, (word) => (word === name ? newName : word));
}

function fitsPlain(value: string): boolean {
  return !yamlScalar(value.replace(/^\$/, "")).startsWith('"');
}

function quoted(value: string): string {
  return JSON.stringify(value);
}
