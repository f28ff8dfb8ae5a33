import type { Hover, Position } from "vscode-languageserver-types";
import { renderBrief } from "../glossary/brief";
import type { NameKind } from "../glossary/matcher";
import { offsetsOf } from "../yaml/nodes";
import { commentAt, hasComments } from "./code-comments";
import { type FeatureContext, inGlossaryScope, type Located, locate, occurrenceAt, rangeOf } from "./context";
import { expressionHover } from "./hover-expression";
import { documentationOf } from "./hover-schema";
import { symbolCard } from "./hover-symbol";
import { fittingTerm } from "./sense-context";

/**
 * What stands at a position: the account, rule or channel a name stands for, the meaning of a key or value, and the glossary's
 * terms. In files that are not ours, terms only.
 */
export function hover(context: FeatureContext, uri: string, position: Position): Hover | undefined {
  const at = locate(context, uri, position);
  if (!at) return undefined;
  const occurrence = at.document && occurrenceAt(at.document, at.offset);
  const symbol =
    at.document && at.ledger && occurrence ? symbolCard(context, at.ledger, at.document, occurrence) : undefined;
  // In a comment or between two lines the offset lies inside some list or mapping, which nobody asked about.
  const onWord = at.place?.onKey || at.place?.node?.kind === "scalar";
  const documentation = onWord && at.place && at.view ? documentationOf(context, at.place, at.view) : undefined;
  const expression = expressionHover(context, at);
  const terms = termsAt(context, uri, at);
  const parts = [expression?.value, symbol, documentation, terms && cards(context, at, terms)];
  const value = parts.filter((part) => part !== undefined).join("\n\n---\n\n");
  if (value === "") return undefined;
  const lines = at.file.source.lines;
  const range =
    occurrence && symbol
      ? rangeOf(context, occurrence.at)
      : terms
        ? { start: lines.positionAt(terms.start), end: lines.positionAt(terms.end) }
        : at.place?.node
          ? rangeOf(context, at.place.node)
          : undefined;
  return { contents: { kind: "markdown", value }, ...(range ? { range } : {}) };
}

/** Terms that a word stands for, and where it stands in the file. */
interface TermsThere {
  readonly start: number;
  readonly end: number;
  readonly ids: readonly string[];
  /** The word, when it is a narrower name of the first term. */
  readonly narrower?: string;
}

function cards(context: FeatureContext, at: Located, { ids, narrower }: TermsThere): string {
  const { glossary } = context.glossaries.for(at.file.source.uri);
  return ids
    .flatMap((id, i) => {
      const card = glossary.terms.get(id);
      if (!card) return [];
      const { term, fits } = fittingTerm(card, at);
      return renderBrief(term, {
        locale: context.locale,
        ...(fits ? { fits } : {}),
        ...(i === 0 && narrower !== undefined ? { narrower } : {}),
      });
    })
    .join("\n\n---\n\n");
}

function termsAt(context: FeatureContext, uri: string, at: Located): TermsThere | undefined {
  const { text, lines } = at.file.source;
  const comment = commentAt(text, at.offset, lines.languageId);
  // Of source code only comments are looked at; the user chose its languages, so the scope of other files does not matter.
  if (hasComments(lines.languageId) ? !comment : !at.document && !inGlossaryScope(context, uri)) return undefined;
  const { matcher } = context.glossaries.for(uri);
  const match = matcher.at(text, at.offset, { ignoreNear: at.document !== undefined });
  if (match) {
    if (isWordOfTheFormat(at, match.kind, match)) return undefined;
    const narrower = match.kind === "narrower" ? { narrower: match.matched } : {};
    return { start: match.start, end: match.end, ids: [match.termId, ...match.others], ...narrower };
  }
  return at.document ? termOfIdentifier(context, uri, at) : undefined;
}

/** In our own files, the term that the words of an identifier name (`longDifference`, `daifu_batch`). */
function termOfIdentifier(context: FeatureContext, uri: string, at: Located): TermsThere | undefined {
  const text = at.file.source.text;
  const before = /[A-Za-z0-9_-]{0,80}$/.exec(text.slice(Math.max(0, at.offset - 80), at.offset))?.[0] ?? "";
  const after = /^[A-Za-z0-9_-]{0,80}/.exec(text.slice(at.offset, at.offset + 80))?.[0] ?? "";
  const start = at.offset - before.length;
  const found = context.glossaries.for(uri).identifiers.at(before + after, before.length);
  if (!found) return undefined;
  const there = { start: start + found.start, end: start + found.end };
  return isWordOfTheFormat(at, "english", there) ? undefined : { ...there, ids: found.terms };
}

/** `account:` and `status: accepted` are words of the format; their English is explained by the schema. */
function isWordOfTheFormat(at: Located, kind: NameKind, match: { start: number; end: number }): boolean {
  if (kind !== "english" || !at.place?.node || !at.view) return false;
  const { start, end } = offsetsOf(at.place.node);
  if (match.start < start || match.end > end) return false;
  return at.place.onKey || at.view.values() !== undefined;
}
