import type { LocationLink, Position } from "vscode-languageserver-types";
import { pairOf } from "../yaml/nodes";
import { type FeatureContext, locate, occurrenceAt, rangeOf } from "./context";
import { definitionsOf } from "./symbol-names";

/** Where the name at a position is defined: account, rule, product, channel, input …, in any file of the ledger. */
export function definition(context: FeatureContext, uri: string, position: Position): LocationLink[] {
  const at = locate(context, uri, position);
  const occurrence = at?.document && occurrenceAt(at.document, at.offset);
  if (!at?.document || !at.ledger || !occurrence) return [];
  return definitionsOf(at.ledger, at.document, occurrence).map(({ item, document }) => ({
    targetUri: document.uri,
    targetRange: rangeOf(context, item.item && pairOf(item.item, "id")?.key !== item.node ? item.item : item.node),
    targetSelectionRange: rangeOf(context, item.at),
    originSelectionRange: rangeOf(context, occurrence.at),
  }));
}
