import type { InlayHint, Range } from "vscode-languageserver-types";
import { currenciesOf } from "../index/engine/currencies";
import { figure } from "../index/engine/figures";
import { itemOfLeg } from "../index/engine/refs";
import { examplesOf } from "../index/engine/runs";
import type { Leg } from "../model/types.generated";
import { offsetsOf } from "../yaml/nodes";
import { type FeatureContext, say } from "./context";

/** Behind each leg's amount what it is in the rule's first example. */
export function amountHints(context: FeatureContext, uri: string, range: Range): InlayHint[] {
  const file = context.workspace.file(uri);
  if (!file) return [];
  const { lines } = file.source;
  const [from, to] = [lines.offsetAt(range.start), lines.offsetAt(range.end)];
  const hints: InlayHint[] = [];
  for (const document of file.documents) {
    const ledger = context.workspace.ledgerOf(document);
    if (document.kind !== "posting-rules" || !ledger) continue;
    for (const item of document.model.rules) {
      const place = offsetsOf(item.node);
      if (item.examples.length === 0 || place.start > to || place.end < from) continue;
      const [first] = examplesOf(ledger, { item, document });
      if (!first) continue;
      const figures = new Map<Leg, string>(
        first.run.lines.map(({ leg, amount, currency }) => [
          itemOfLeg(leg),
          figure(amount, currenciesOf(ledger), currency),
        ]),
      );
      const name = first.item.name?.value;
      const tooltip = say(context, {
        en: name === undefined ? "in the first example" : `in the example “${name}”`,
        zh: name === undefined ? "按第一个示例" : `按示例“${name}”`,
      });
      for (const leg of item.entries) {
        const value = figures.get(leg);
        if (!leg.amount || value === undefined || leg.amount.node.type === "number") continue;
        const { end } = offsetsOf(leg.amount.node);
        if (end < from || end > to) continue;
        hints.push({ position: lines.positionAt(end), label: `= ${value}`, paddingLeft: true, tooltip });
      }
    }
  }
  return hints;
}
