import { SymbolKind, type WorkspaceSymbol } from "vscode-languageserver-types";
import { initials, syllables } from "../glossary/pinyin";
import { typedSyllables } from "../glossary/syllables";
import type { Occurrence, Space } from "../index/symbols";
import { lastName } from "../uri";
import { pairOf } from "../yaml/nodes";
import { type FeatureContext, rangeOf } from "./context";

const KINDS: Readonly<Partial<Record<Space, SymbolKind>>> = {
  account: SymbolKind.Field,
  rule: SymbolKind.Function,
  product: SymbolKind.Class,
  channel: SymbolKind.Interface,
  scenario: SymbolKind.Module,
  bank_account: SymbolKind.Struct,
  subledger: SymbolKind.Struct,
  term: SymbolKind.String,
};

const MOST = 1000;

/** Accounts, rules, products, channels … of all files by code, name, or the pinyin of the name (`sh`, `shanghu`). */
export function workspaceSymbols(context: FeatureContext, query: string): WorkspaceSymbol[] {
  const wanted = query.trim().toLowerCase();
  const found: WorkspaceSymbol[] = [];
  for (const { documents } of context.workspace.all) {
    for (const document of documents) {
      for (const occurrence of document.symbols.occurrences) {
        const kind = KINDS[occurrence.spaces[0]!];
        if (occurrence.role !== "definition" || kind === undefined) continue;
        const label = labelFor(occurrence, wanted);
        if (label === undefined) continue;
        found.push({
          name: label,
          kind,
          containerName: lastName(document.uri),
          location: { uri: document.uri, range: rangeOf(context, occurrence.at) },
        });
        if (found.length >= MOST) return found;
      }
    }
  }
  return found;
}

/** Code and name; found by pinyin, its letters too: editors filter once more by what is shown. Undefined when it does not match. */
function labelFor(occurrence: Occurrence, wanted: string): string | undefined {
  const title = titleOf(occurrence);
  const label = title === undefined || title === occurrence.name ? occurrence.name : `${occurrence.name} ${title}`;
  if (wanted === "" || label.toLowerCase().includes(wanted)) return label;
  if (title === undefined || !/^[a-z0-9]+$/.test(wanted)) return undefined;
  const reading = syllables(title);
  const starts = reading.some((_, from) => typedSyllables(wanted, reading, from) > 0);
  if (!starts) return undefined;
  const letters = initials(title);
  return `${label} (${letters.includes(wanted) ? letters : reading.map((syllable) => syllable.full).join("")})`;
}

function titleOf({ item, node, spaces }: Occurrence): string | undefined {
  const holder = item && spaces[0] !== "term" ? item : undefined;
  // Only the item's own name: not that of a step or term deep inside it.
  if (!holder?.pairs.some((pair) => pair.value === node)) return undefined;
  const value = (pairOf(holder, "name") ?? pairOf(holder, "title"))?.value;
  return value?.kind === "scalar" ? value.value : undefined;
}
