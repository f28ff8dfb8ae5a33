import type { CodeAction, Diagnostic, Range, TextEdit } from "vscode-languageserver-types";
import { CodeActionKind } from "vscode-languageserver-types";
import type { Edit, Finding, Fix } from "../finding";
import { type FeatureContext, rangeOf, say } from "./context";
import { toDiagnostic } from "./diagnostics";

/** Repairs for the findings that touch a range; each names the diagnostic it removes. */
export function codeActions(
  context: FeatureContext,
  findings: readonly Finding[],
  range: Range,
  only?: readonly string[],
): CodeAction[] {
  const wants = (kind: string) => !only || only.some((wanted) => kind === wanted || kind.startsWith(`${wanted}.`));
  const actions: CodeAction[] = [];
  if (wants(CodeActionKind.QuickFix)) {
    for (const finding of findings) {
      const diagnostic = toDiagnostic(context, finding);
      if (!touches(diagnostic.range, range)) continue;
      for (const fix of finding.fixes?.() ?? []) actions.push(quickFix(context, fix, diagnostic));
      actions.push(openPage(context, finding, diagnostic));
    }
  }
  if (wants(CodeActionKind.SourceFixAll)) {
    const fixAll = fixAllAction(context, findings);
    if (fixAll) actions.push(fixAll);
  }
  return actions;
}

function quickFix(context: FeatureContext, fix: Fix, diagnostic: Diagnostic): CodeAction {
  return {
    title: say(context, fix.title),
    kind: CodeActionKind.QuickFix,
    diagnostics: [diagnostic],
    isPreferred: fix.preferred === true,
    edit: { changes: changesOf(context, fix.edits) },
  };
}

/** Opens the page of a check offline; the client has the command. */
function openPage(context: FeatureContext, finding: Finding, diagnostic: Diagnostic): CodeAction {
  const title = say(context, { en: `Explain ${finding.code}`, zh: `说明 ${finding.code}` });
  return {
    title,
    kind: CodeActionKind.QuickFix,
    diagnostics: [diagnostic],
    command: { title, command: "countingHouse.explainCheck", arguments: [finding.code] },
  };
}

/** All fixes that are certainly right, in one step; of two that overlap the first wins. */
function fixAllAction(context: FeatureContext, findings: readonly Finding[]): CodeAction | undefined {
  const edits: Edit[] = [];
  for (const finding of findings) {
    const fix = finding.fixes?.().find((candidate) => candidate.preferred);
    if (fix && !fix.edits.some((edit) => edits.some((taken) => overlap(edit, taken)))) edits.push(...fix.edits);
  }
  if (edits.length === 0) return undefined;
  return {
    title: say(context, { en: "Fix all that can be fixed safely", zh: "修复所有可以安全修复的问题" }),
    kind: CodeActionKind.SourceFixAll,
    edit: { changes: changesOf(context, edits) },
  };
}

function overlap(a: Edit, b: Edit): boolean {
  return a.at.segment === b.at.segment && a.at.start <= b.at.end && b.at.start <= a.at.end;
}

function changesOf(context: FeatureContext, edits: readonly Edit[]): Record<string, TextEdit[]> {
  const changes: Record<string, TextEdit[]> = {};
  for (const edit of edits) {
    const list = changes[edit.at.segment.uri] ?? [];
    list.push({ range: rangeOf(context, edit.at), newText: edit.newText });
    changes[edit.at.segment.uri] = list;
  }
  return changes;
}

function touches(a: Range, b: Range): boolean {
  const before = (x: Range["start"], y: Range["start"]) =>
    x.line < y.line || (x.line === y.line && x.character < y.character);
  return !before(a.end, b.start) && !before(b.end, a.start);
}
