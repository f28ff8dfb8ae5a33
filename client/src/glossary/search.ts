// Finds terms by their Chinese, their English, their pinyin or its initials; the best match first.
import { englishNames } from "../../../server/src/glossary/card";
import type { GlossaryEntry } from "../../../server/src/protocol";

/** How well a text answers a query: lower is better; the steps are exact, beginning, beginning of a word, anywhere. */
function rank(text: string, query: string): number | undefined {
  if (text === query) return 0;
  const at = text.indexOf(query);
  if (at < 0) return undefined;
  if (at === 0) return 1;
  return /[\s;(/-]/.test(text.charAt(at - 1)) ? 2 : 3;
}

/** Full-width letters, upper case and surrounding blanks make no difference. */
function normal(text: string): string {
  return text.normalize("NFKC").toLowerCase().trim();
}

function score(entry: GlossaryEntry, query: string): number | undefined {
  const pinyin = normal(entry.pinyin);
  const ranks = [
    rank(normal(entry.name), query),
    rank(normal(entry.en), query),
    ...englishNames(entry.en).map((name) => rank(normal(name), query)),
    ...entry.aliases.map((alias) => later(rank(normal(alias), query), 0.5)),
    // In the middle of a syllable pinyin means nothing; `zhang` must not be found by `hang`.
    later(beginning(normal(entry.initials), query), 0.25),
    later(beginning(pinyin.replaceAll(" ", ""), query.replaceAll(" ", "")), 0.25),
    later(beginning(pinyin, query), 0.25),
    later(rank(entry.id.replaceAll("-", " "), query), 0.75),
  ].filter((value) => value !== undefined);
  return ranks.length === 0 ? undefined : Math.min(...ranks);
}

function later(value: number | undefined, by: number): number | undefined {
  return value === undefined ? undefined : value + by;
}

function beginning(text: string, query: string): number | undefined {
  const found = rank(text, query);
  return found !== undefined && found <= 2 ? found : undefined;
}

/** The entries that answer the query, best first, equals in their given order; all of them for an empty query. */
export function searchTerms(entries: readonly GlossaryEntry[], query: string): GlossaryEntry[] {
  const wanted = normal(query);
  if (wanted === "") return [...entries];
  return entries
    .map((entry) => ({ entry, score: score(entry, wanted) }))
    .filter((match): match is { entry: GlossaryEntry; score: number } => match.score !== undefined)
    .sort((a, b) => a.score - b.score)
    .map(({ entry }) => entry);
}
