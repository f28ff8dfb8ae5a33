import type { DocumentHighlight, Location, Position } from "vscode-languageserver-types";
import { DocumentHighlightKind } from "vscode-languageserver-types";
import { type FeatureContext, locate, occurrenceAt, rangeOf } from "./context";
import { occurrencesOf } from "./symbol-names";

/** All places of the ledger that name the same symbol, closed files included. */
export function references(
  context: FeatureContext,
  uri: string,
  position: Position,
  includeDeclaration: boolean,
): Location[] {
  const at = locate(context, uri, position);
  const occurrence = at?.document && occurrenceAt(at.document, at.offset);
  if (!at?.document || !at.ledger || !occurrence) return [];
  return occurrencesOf(at.ledger, at.document, occurrence)
    .filter(({ item }) => includeDeclaration || item.role === "reference")
    .map(({ item, document }) => ({ uri: document.uri, range: rangeOf(context, item.at) }));
}

/** The same, in the file at hand. */
export function documentHighlight(context: FeatureContext, uri: string, position: Position): DocumentHighlight[] {
  const at = locate(context, uri, position);
  const occurrence = at?.document && occurrenceAt(at.document, at.offset);
  if (!at?.document || !at.ledger || !occurrence) return [];
  return occurrencesOf(at.ledger, at.document, occurrence)
    .filter(({ document }) => document.uri === uri)
    .map(({ item }) => ({
      range: rangeOf(context, item.at),
      kind: item.role === "definition" ? DocumentHighlightKind.Write : DocumentHighlightKind.Read,
    }));
}
