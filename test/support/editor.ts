import assert from "node:assert/strict";
import { TextDocument } from "vscode-languageserver-textdocument";
import type { CompletionItem, Position, Range, TextEdit, WorkspaceEdit } from "vscode-languageserver-types";
import { InsertTextFormat } from "vscode-languageserver-types";
import type { CompletionOptions } from "../../server/src/features/completion";
import { completion } from "../../server/src/features/completion";
import type { FeatureContext } from "../../server/src/features/context";
import { Glossaries } from "../../server/src/index/glossaries";
import type { Workspace } from "../../server/src/index/workspace";
import type { Locale } from "../../server/src/l10n/text";
import { expandSnippet } from "../unit/snippets/expand";
import { fixture, ROOT, workspaceOf } from "./files";

/** An editor on a fixture, with the cursor where `$0` stood. */
export interface Editor {
  readonly context: FeatureContext;
  readonly workspace: Workspace;
  readonly files: ReadonlyMap<string, string>;
  /** The file with the cursor, or the only one. */
  readonly file: string;
  readonly uri: string;
  readonly position: Position;
}

export function editor(text: string, locale: Locale = "en"): Editor {
  const { files, cursor } = fixture(text);
  const workspace = workspaceOf(files);
  const file = cursor?.file ?? [...files.keys()][0]!;
  const lines = workspace.file(`${ROOT}/${file}`)!.source.lines;
  return {
    context: { workspace, glossaries: new Glossaries(workspace), locale },
    workspace,
    files,
    file,
    uri: `${ROOT}/${file}`,
    position: lines.positionAt(cursor?.offset ?? 0),
  };
}

/** A range in a fixture as `file:line:from-to "text"`, lines from 0. */
export function rangeText(given: Editor, uri: string, range: Range): string {
  const lines = given.workspace.file(uri)!.source.lines;
  const end = range.end.line === range.start.line ? range.end.character : `${range.end.line}:${range.end.character}`;
  return `${uri.slice(ROOT.length + 1)}:${range.start.line}:${range.start.character}-${end} ${lines.getText(range).split("\n")[0]}`;
}

export function offered(given: Editor, options: Partial<CompletionOptions> = {}): CompletionItem[] {
  const { items } = completion(given.context, given.uri, given.position, { snippets: true, ...options });
  return items.sort((a, b) => (a.sortText! < b.sortText! ? -1 : 1));
}

/** The labels offered at `$0`, best first. */
export function labelsAt(text: string, options: Partial<CompletionOptions> = {}): string[] {
  return offered(editor(text), options).map((item) => item.label);
}

/** The file after accepting the completion with this label; snippets are expanded with their defaults. */
export function accept(text: string, label: string, options: Partial<CompletionOptions> = {}): string {
  const given = editor(text);
  const items = offered(given, options);
  const item = items.find((candidate) => candidate.label === label);
  assert.ok(item, `${label} is not offered, but ${items.map((i) => i.label).join(" ")}`);
  const edit = item.textEdit as TextEdit;
  const { start, end } = edit.range;
  assert.ok(start.line === end.line && start.line === given.position.line, "the edit stays on the cursor's line");
  assert.ok(start.character <= given.position.character && given.position.character <= end.character);
  const newText = item.insertTextFormat === InsertTextFormat.Snippet ? expandSnippet([edit.newText]) : edit.newText;
  return edited(given.files.get(given.file)!, [{ range: edit.range, newText }]);
}

/** What an editor filters by: whether the letters typed so far find the item. */
export function finds(item: CompletionItem, letters: string): boolean {
  return (item.filterText ?? item.label).split(" ").some((word) => word.startsWith(letters));
}

export function edited(text: string, edits: readonly TextEdit[]): string {
  return TextDocument.applyEdits(TextDocument.create("x", "yaml", 1, text), [...edits]);
}

/** The files after an edit; files that stay as they are are left out. */
export function afterEdit(files: ReadonlyMap<string, string>, edit: WorkspaceEdit): Map<string, string> {
  return new Map(
    Object.entries(edit.changes ?? {}).map(([uri, edits]) => {
      const file = uri.slice(ROOT.length + 1);
      return [file, edited(files.get(file)!, edits)];
    }),
  );
}

/** A text without its common indentation, ending in one line break; marks are kept. */
export function plain(text: string): string {
  const lines = text.replace(/^\n/, "").trimEnd().split("\n");
  const indent = Math.min(...lines.filter((line) => line.trim() !== "").map((line) => /^ */.exec(line)![0].length));
  return `${lines.map((line) => line.slice(indent)).join("\n")}\n`;
}
