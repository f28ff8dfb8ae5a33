import type { InlayHint, Range } from "vscode-languageserver-types";
import { Chart } from "../index/chart";
import type { AnyDocument } from "../index/documents";
import type { Ledger } from "../index/ledger";
import { cycleOf } from "../index/notation";
import type { Occurrence } from "../index/symbols";
import type { Field } from "../model/fields";
import { offsetsOf, type ScalarNode } from "../yaml/nodes";
import { type FeatureContext, say } from "./context";
import { cycleInWords } from "./cycle-words";
import { definitionsOf } from "./symbol-names";

/** Account names behind their codes, and settlement cycles in words, inside a range of a file. */
export function inlayHints(context: FeatureContext, uri: string, range: Range): InlayHint[] {
  const file = context.workspace.file(uri);
  if (!file) return [];
  const { lines } = file.source;
  const [from, to] = [lines.offsetAt(range.start), lines.offsetAt(range.end)];
  const hints: InlayHint[] = [];
  const add = (node: ScalarNode, label: string) => {
    const { end } = offsetsOf(node);
    if (label !== "" && from <= end && end <= to)
      hints.push({ position: lines.positionAt(end), label, paddingLeft: true });
  };
  const inside = (node: ScalarNode) => {
    const { start, end } = offsetsOf(node);
    return start <= to && end >= from;
  };
  for (const document of file.documents) {
    const ledger = context.workspace.ledgerOf(document);
    if (ledger)
      for (const occurrence of document.symbols.occurrences)
        if (isAccountValue(occurrence) && inside(occurrence.node))
          add(occurrence.node, accountName(ledger, document, occurrence));
    for (const field of cyclesOf(document)) {
      const cycle = field && inside(field.node) ? cycleOf(field) : undefined;
      if (field && cycle) add(field.node, say(context, cycleInWords(cycle)));
    }
  }
  return hints;
}

/** A code that stands as a value: keys and codes inside amounts have no room for a name. */
function isAccountValue({ role, spaces, inExpression, node, item }: Occurrence): boolean {
  return (
    role === "reference" &&
    spaces[0] === "account" &&
    !inExpression &&
    item !== undefined &&
    !/^[ \t]*:/.test(after(node))
  );
}

function after({ segment, end }: ScalarNode): string {
  return segment.text.slice(end, end + 20);
}

function accountName(ledger: Ledger, document: AnyDocument, occurrence: Occurrence): string {
  const definition = definitionsOf(ledger, document, occurrence)[0];
  if (definition?.document.kind !== "chart-of-accounts") return "";
  return Chart.of(definition.document).accountByCode(definition.item.name)?.name?.value ?? "";
}

/** The fields that hold a settlement cycle. */
function cyclesOf(document: AnyDocument): readonly (Field<string> | undefined)[] {
  switch (document.kind) {
    case "posting-rules":
      return document.model.products.map((product) => product.settlement?.cycle);
    case "payment-channels":
      return document.model.channels.map((channel) => channel.settlement?.cycle);
    default:
      return [];
  }
}
