import type { DocumentLink } from "vscode-languageserver-types";
import { builtInGlossary } from "../glossary/built-in";
import type { AnyDocument } from "../index/documents";
import { resolve } from "../index/grouping";
import type { Occurrence } from "../index/symbols";
import { openTermCommand } from "../protocol";
import { type FeatureContext, rangeOf } from "./context";
import { definitionsOf } from "./symbol-names";

/**
 * Links to the files that `chart`, `channels`, `posting_rules` and `imports` name, nothing outside the folders that are open; and to the cards of terms
 * that no file of the workspace defines, in the glossary panel.
 */
export function documentLinks(context: FeatureContext, uri: string): DocumentLink[] {
  const links: DocumentLink[] = [];
  for (const document of context.workspace.file(uri)?.documents ?? []) {
    for (const occurrence of document.symbols.occurrences) {
      if (occurrence.role !== "reference") continue;
      const target =
        occurrence.spaces[0] === "path"
          ? fileTarget(context, uri, occurrence.name)
          : occurrence.spaces[0] === "term"
            ? cardTarget(context, document, occurrence)
            : undefined;
      if (target !== undefined) links.push({ range: rangeOf(context, occurrence.at), target });
    }
  }
  return links;
}

function fileTarget(context: FeatureContext, uri: string, name: string): string | undefined {
  if (/^[a-z][a-z\d+.-]*:/i.test(name) || name.startsWith("/")) return undefined;
  const target = resolve(uri, name);
  const known = context.workspace.file(target) !== undefined;
  const inside = context.workspace.folders.some((folder) => target.startsWith(`${folder}/`));
  return known || inside ? target : undefined;
}

function cardTarget(context: FeatureContext, document: AnyDocument, occurrence: Occurrence): string | undefined {
  const term = builtInGlossary().terms.get(occurrence.name);
  const ledger = context.workspace.ledgerOf(document);
  if (!term || !ledger || definitionsOf(ledger, document, occurrence).length > 0) return undefined;
  return `command:${openTermCommand}?${encodeURIComponent(JSON.stringify([term.id]))}`;
}
