import {
  type CompletionItem,
  CompletionItemKind,
  CompletionItemTag,
  InsertTextFormat,
  InsertTextMode,
  type Range,
} from "vscode-languageserver-types";
import { yamlScalar } from "../checks/edits";
import { fullPinyin, initials } from "../glossary/pinyin";
import type { Kind } from "../schema/registry";
import type { CompletionPlace } from "./completion-place";

/** What the client can do with a completion. */
export interface CompletionOptions {
  /** Tab stops in the inserted text. */
  readonly snippets: boolean;
  /** The client runs `editor.action.triggerSuggest`: after a key its values are offered at once. */
  readonly retrigger?: boolean;
  /** Posting-rule skeletons: the contents of a `.code-snippets` file. */
  readonly skeletons?: Skeletons;
}

export type Skeletons = Readonly<
  Record<
    string,
    { readonly prefix: string | readonly string[]; readonly description: string; readonly body: readonly string[] }
  >
>;

/** What {@link CompletionItem.data} holds: where the documentation is found when it is asked for. */
export type CompletionData =
  | { readonly of: "schema"; readonly kind: Kind; readonly path: readonly string[]; readonly value?: string }
  | { readonly of: "symbol"; readonly uri: string; readonly space: string; readonly name: string }
  | { readonly of: "term"; readonly uri: string; readonly id: string };

/** One thing to offer. */
export interface Suggestion {
  readonly label: string;
  /** Shown in grey behind the label: the name of an account. */
  readonly name?: string | undefined;
  /** Shown at the right or below. */
  readonly detail?: string | undefined;
  readonly kind: CompletionItemKind;
  /** The value as text; quoted as the place needs it. */
  readonly value?: string;
  /** The source to insert as it stands; `snippet` when it has tab stops. */
  readonly source?: string;
  readonly snippet?: boolean;
  /** Quotes are put around the value even where YAML does without. */
  readonly quoted?: boolean;
  /** Further words to find it by, Chinese ones with their pinyin. */
  readonly words?: readonly (string | undefined)[];
  /** Groups are sorted by rank, inside a group by order of appearance. */
  readonly rank?: number;
  readonly data?: CompletionData;
  readonly deprecated?: boolean;
  readonly retrigger?: boolean;
  /** Absolute offsets, when not the token's. */
  readonly replace?: { readonly start: number; readonly end: number };
}

export function toItem(
  place: CompletionPlace,
  options: CompletionOptions,
  suggestion: Suggestion,
  order: number,
): CompletionItem {
  const { start, end } = suggestion.replace ?? place.token;
  const lines = place.file.source.lines;
  const range: Range = { start: lines.positionAt(start), end: lines.positionAt(end) };
  const lead = place.touchesColon && start === place.token.start ? " " : "";
  const snippet = suggestion.snippet === true && options.snippets;
  const source = suggestion.source ?? quotedFor(place, suggestion);
  const newText = lead + (suggestion.snippet && !options.snippets ? withoutTabStops(source) : source);
  const typedQuote = suggestion.replace === undefined ? (place.quote ?? "") : "";
  return {
    label: suggestion.label,
    ...(suggestion.name ? { labelDetails: { description: suggestion.name } } : {}),
    ...(suggestion.detail ? { detail: suggestion.detail } : {}),
    kind: suggestion.kind,
    sortText: `${suggestion.rank ?? 5}${String(order).padStart(4, "0")}`,
    filterText: lead + typedQuote + filterWords([suggestion.label, suggestion.name, ...(suggestion.words ?? [])]),
    textEdit: { range, newText },
    ...(snippet ? { insertTextFormat: InsertTextFormat.Snippet } : {}),
    ...(newText.includes("\n") ? { insertTextMode: InsertTextMode.asIs } : {}),
    ...(suggestion.data ? { data: suggestion.data } : {}),
    ...(suggestion.deprecated ? { tags: [CompletionItemTag.Deprecated] } : {}),
    ...(suggestion.retrigger && options.retrigger
      ? { command: { title: "", command: "editor.action.triggerSuggest" } }
      : {}),
  };
}

function quotedFor(place: CompletionPlace, { value = "", quoted }: Suggestion): string {
  if (place.quote === "'") return `'${value.replaceAll("'", "''")}'`;
  return place.quote === '"' || quoted ? JSON.stringify(value) : yamlScalar(value);
}

/** Everything an item can be found by: as written, and Chinese in initials and in full (`借方 jf jiefang`). */
function filterWords(words: readonly (string | undefined)[]): string {
  const all: string[] = [];
  for (const word of words) {
    if (!word || all.includes(word)) continue;
    all.push(word);
    if (/\p{Script=Han}/u.test(word)) all.push(reading(word));
  }
  return all.join(" ");
}

const MOST_READINGS = 20_000;
const readings = new Map<string, string>();

/** Initials and full reading of a Chinese word; the same names are offered again and again, so readings are kept. */
function reading(word: string): string {
  const known = readings.get(word) ?? `${initials(word)} ${fullPinyin(word)}`;
  if (readings.size > MOST_READINGS) readings.clear();
  readings.set(word, known);
  return known;
}

/** A snippet's text for clients without snippets. */
export function withoutTabStops(snippet: string): string {
  return snippet
    .replace(/(?<!\\)\$\{\d+\|([^,|]*)[^}]*\|\}/g, "$1")
    .replace(/(?<!\\)\$\{\d+:([^}]*)\}/g, "$1")
    .replace(/(?<!\\)\$(?:\d+|\{\d+\})/g, "")
    .replace(/\\([$}\\])/g, "$1");
}

/** A text as it stands inside a snippet. */
export function literal(text: string): string {
  return text.replace(/[\\$}]/g, "\\$&");
}

export { CompletionItemKind };
