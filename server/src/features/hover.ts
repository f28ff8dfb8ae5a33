import picomatch from "picomatch";
import type { Hover, Position } from "vscode-languageserver-types";
import type { Term } from "../glossary/card";
import { renderCards } from "../glossary/markdown";
import type { TermMatch } from "../glossary/matcher";
import { decoded } from "../uri";
import { offsetsOf } from "../yaml/nodes";
import { type FeatureContext, type Located, locate, occurrenceAt, rangeOf } from "./context";
import { expressionHover } from "./hover-expression";
import { documentationOf } from "./hover-schema";
import { symbolCard } from "./hover-symbol";

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
  const term = termAt(context, uri, at);
  const parts = [
    expression?.value,
    symbol,
    documentation,
    term && renderCards(term.terms, { locale: context.locale, glossary: term.glossary, links: true }),
  ];
  const value = parts.filter((part) => part !== undefined).join("\n\n---\n\n");
  if (value === "") return undefined;
  const lines = at.file.source.lines;
  const range =
    occurrence && symbol
      ? rangeOf(context, occurrence.at)
      : term
        ? { start: lines.positionAt(term.match.start), end: lines.positionAt(term.match.end) }
        : at.place?.node
          ? rangeOf(context, at.place.node)
          : undefined;
  return { contents: { kind: "markdown", value }, ...(range ? { range } : {}) };
}

function termAt(
  context: FeatureContext,
  uri: string,
  at: Located,
): { match: TermMatch; terms: Term[]; glossary: { terms: ReadonlyMap<string, Term> } } | undefined {
  if (!at.document && !inGlossaryScope(context, uri)) return undefined;
  const { glossary, matcher } = context.glossaries.for(uri);
  const match = matcher.at(at.file.source.text, at.offset, { ignoreNear: at.document !== undefined });
  if (!match || isKeyOfOurs(at, match)) return undefined;
  const terms = [match.termId, ...match.others]
    .map((id) => glossary.terms.get(id))
    .filter((term) => term !== undefined);
  return { match, terms, glossary };
}

/** `account:` and `status: accepted` are words of the format; their English is explained by the schema. */
function isKeyOfOurs(at: Located, match: TermMatch): boolean {
  if (match.kind !== "english" || !at.place?.node || !at.view) return false;
  const { start, end } = offsetsOf(at.place.node);
  if (match.start < start || match.end > end) return false;
  return at.place.onKey || at.view.values() !== undefined;
}

/** Whether terms are wanted in a file that is not ours (`glossary_scope`). */
function inGlossaryScope(context: FeatureContext, uri: string): boolean {
  const { settings, folder } = context.workspace.settingsFor(uri);
  const path =
    folder !== "" && uri.startsWith(`${folder}/`) ? uri.slice(folder.length + 1) : (uri.split("/").at(-1) ?? uri);
  return picomatch([...settings.glossaryScope])(decoded(path));
}
