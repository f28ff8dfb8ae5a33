import type { CodeLens } from "vscode-languageserver-types";
import type { RulesDocument } from "../index/documents";
import { proofOf } from "../index/engine/proof-of-rule";
import type { Ledger } from "../index/ledger";
import type { Text } from "../l10n/text";
import type { Span } from "../yaml/nodes";
import { headOf } from "../yaml/path";
import { type FeatureContext, rangeOf, say } from "./context";
import { proofWords, verdictOf } from "./proof-words";
import { exampleFailures, scenarioFailures } from "./test-tree";

/** Commands of the client; each takes `[uri, position]`. */
export const openPreviewCommand = "countingHouse.openPreview";
export const runTestsCommand = "countingHouse.runTests";

/** What a lens keeps until it is resolved. */
export interface RuleLensData {
  readonly of: "rule" | "examples" | "scenario";
  readonly uri: string;
  /** Position among the items of its document, and of the document in its file. */
  readonly index: number;
  readonly document: number;
}

/** Above each rule what is proved of it and its examples, above each scenario how it comes out; titles come on {@link resolveRuleLens}. */
export function ruleLenses(context: FeatureContext, uri: string): CodeLens[] {
  const documents = context.workspace.file(uri)?.documents ?? [];
  return documents.flatMap((one, document) => {
    if (one.kind !== "posting-rules") return [];
    const lens = (of: RuleLensData["of"], index: number, at: Span): CodeLens => {
      const data: RuleLensData = { of, uri, index, document };
      return { range: rangeOf(context, at), data };
    };
    return [
      ...one.model.rules.flatMap((rule, index) => {
        if (rule.entries.length === 0) return [];
        const at = rule.id?.node ?? headOf(rule.node);
        return [lens("rule", index, at), ...(rule.examples.length > 0 ? [lens("examples", index, at)] : [])];
      }),
      ...one.model.scenarios.flatMap((scenario, index) =>
        scenario.steps.length > 0 ? [lens("scenario", index, scenario.id?.node ?? headOf(scenario.node))] : [],
      ),
    ];
  });
}

/** Whether a lens is one of these. */
export function isRuleLens(lens: CodeLens): boolean {
  const of = (lens.data as Partial<RuleLensData> | undefined)?.of;
  return of === "rule" || of === "examples" || of === "scenario";
}

/** Gives a lens its title and command; unchanged when what it stood above is gone. */
export function resolveRuleLens(context: FeatureContext, lens: CodeLens): CodeLens {
  const data = lens.data as RuleLensData;
  const document = context.workspace.file(data.uri)?.documents[data.document];
  const ledger = document && context.workspace.ledgerOf(document);
  if (document?.kind !== "posting-rules" || !ledger) return lens;
  const text = textOf(context, ledger, document, data);
  if (!text) return lens;
  const command = data.of === "rule" ? openPreviewCommand : runTestsCommand;
  return { ...lens, command: { title: say(context, text), command, arguments: [data.uri, lens.range.start] } };
}

function textOf(
  context: FeatureContext,
  ledger: Ledger,
  document: RulesDocument,
  { of, index }: RuleLensData,
): Text | undefined {
  if (of === "scenario") {
    const item = document.model.scenarios[index];
    return item && scenarioText(context, ledger, document, item);
  }
  const item = document.model.rules[index];
  if (!item) return undefined;
  const rule = { item, document };
  if (of === "examples") {
    const failed = item.examples.filter((_, i) => exampleFailures(context, ledger, rule, i).length > 0).length;
    const count = item.examples.length;
    if (failed > 0) return { en: `✗ ${failed} of ${count} examples fail`, zh: `✗ ${count} 个示例中 ${failed} 个不符` };
    return { en: `✓ run ${count} ${count === 1 ? "example" : "examples"}`, zh: `✓ 运行 ${count} 个示例` };
  }
  const proved = proofOf(ledger, rule);
  const sign = { "proved-symbolic": "✓", "proved-exhaustive": "✓", refuted: "✗", unproven: "?" }[
    verdictOf(proved).kind
  ];
  const words = proofWords(ledger, proved);
  return { en: `${sign} ${words.en}`, zh: `${sign} ${words.zh}` };
}

function scenarioText(
  context: FeatureContext,
  ledger: Ledger,
  document: RulesDocument,
  item: RulesDocument["model"]["scenarios"][number],
): Text {
  const failures = scenarioFailures(context, ledger, { item, document });
  const steps = item.steps.length;
  if (failures.length === 0) return { en: `✓ passed (${steps} steps)`, zh: `✓ 通过（${steps} 步）` };
  return {
    en: `✗ failed: ${failures.length} ${failures.length === 1 ? "difference" : "differences"}`,
    zh: `✗ 未通过：${failures.length} 处不符`,
  };
}
