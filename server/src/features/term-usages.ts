import type { TermUsage, TermUsages, TermUse } from "../protocol";
import { lastName } from "../uri";
import { type FeatureContext, inGlossaryScope } from "./context";

/** A text in which terms are looked for. */
export interface ScopeText {
  readonly uri: string;
  readonly text: string;
  /** Context-free words count without their `require_near` neighbours: the text is certainly about ledgers. */
  readonly ours: boolean;
}

/** Usages that are listed; the rest is only counted. */
const mostListed = 200;

/** Units of a line shown on either side of a word. */
const around = 40;

/** The workspace's own files with terms in them: ledger files and, of what the editor has open, those in `glossary_scope`; no glossaries. */
export function openTexts(context: FeatureContext): ScopeText[] {
  const texts: ScopeText[] = [];
  for (const { source, documents } of context.workspace.all) {
    const { uri, text } = source;
    const ours = documents.length > 0;
    if (documents.some(({ kind }) => kind === "glossary") || (!ours && !inGlossaryScope(context, uri))) continue;
    texts.push({ uri, text, ours });
  }
  return texts;
}

/** How often each term stands in some texts; terms that stand nowhere are left out. Narrower names do not count as the term. */
export async function usedTerms(context: FeatureContext, texts: AsyncIterable<ScopeText>): Promise<TermUse[]> {
  const counts = new Map<string, number>();
  for await (const text of texts)
    for (const id of matchesIn(context, text).flatMap(({ ids }) => ids)) counts.set(id, (counts.get(id) ?? 0) + 1);
  return [...counts].map(([id, count]) => ({ id, count }));
}

/** Where a term stands in some texts, by file and place. */
export async function termUsages(
  context: FeatureContext,
  id: string,
  texts: AsyncIterable<ScopeText>,
): Promise<Omit<TermUsages, "incomplete">> {
  const usages: TermUsage[] = [];
  let total = 0;
  for await (const text of texts)
    for (const match of matchesIn(context, text)) {
      if (!match.ids.includes(id)) continue;
      total++;
      if (usages.length < mostListed) usages.push(usageAt(context, text, match));
    }
  usages.sort((a, b) =>
    a.file < b.file ? -1 : a.file > b.file ? 1 : a.place.range.start.line - b.place.range.start.line,
  );
  return { total, usages };
}

interface Match {
  readonly start: number;
  readonly end: number;
  readonly ids: readonly string[];
}

function matchesIn(context: FeatureContext, { uri, text, ours }: ScopeText): Match[] {
  return context.glossaries
    .for(uri)
    .matcher.find(text, { ignoreNear: ours })
    .filter(({ kind }) => kind !== "narrower")
    .map(({ start, end, termId, others }) => ({ start, end, ids: [termId, ...others] }));
}

function usageAt(context: FeatureContext, { uri, text }: ScopeText, { start, end }: Match): TermUsage {
  const lineStart = text.lastIndexOf("\n", start - 1) + 1;
  const next = text.indexOf("\n", end);
  const line = text.slice(0, lineStart).split("\n").length - 1;
  const endLine = line + (text.slice(start, end).split("\n").length - 1);
  const endLineStart = text.lastIndexOf("\n", end - 1) + 1;
  const before = text.slice(lineStart, start).trimStart();
  const after = text.slice(end, next < 0 ? text.length : next).trimEnd();
  const folder = context.workspace.folders.find((root) => uri.startsWith(`${root}/`));
  return {
    place: {
      uri,
      range: { start: { line, character: start - lineStart }, end: { line: endLine, character: end - endLineStart } },
    },
    file: folder === undefined ? lastName(uri) : decodedPath(uri.slice(folder.length + 1)),
    before: before.length > around ? `…${before.slice(-around)}` : before,
    matched: text.slice(start, end),
    after: after.length > around ? `${after.slice(0, around)}…` : after,
  };
}

function decodedPath(path: string): string {
  return path.split("/").map(lastName).join("/");
}
