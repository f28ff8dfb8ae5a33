// Places in files: what the server calls them, what commands get, and where they open.
import * as vscode from "vscode";
import type { PlaceParams, SourcePlace } from "../../server/src/protocol";

export function rangeOf({ range: { start, end } }: SourcePlace): vscode.Range {
  return new vscode.Range(start.line, start.character, end.line, end.character);
}

export function locationOf(place: SourcePlace): vscode.Location {
  return new vscode.Location(vscode.Uri.parse(place.uri, true), rangeOf(place));
}

/** Opens a file where the reader already sees it, or in the first column, and selects the range. */
export async function reveal(uri: vscode.Uri, range: vscode.Range, preserveFocus = false): Promise<vscode.TextEditor> {
  const shown = vscode.window.visibleTextEditors.find(({ document }) => document.uri.toString() === uri.toString());
  const editor = await vscode.window.showTextDocument(uri, {
    viewColumn: shown?.viewColumn ?? vscode.ViewColumn.One,
    preserveFocus,
  });
  editor.selection = new vscode.Selection(range.start, range.start);
  editor.revealRange(range, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
  return editor;
}

/** The place of the cursor; undefined outside YAML. */
export function cursorOf(editor: vscode.TextEditor | undefined): PlaceParams | undefined {
  if (editor?.document.languageId !== "yaml") return undefined;
  const { line, character } = editor.selection.active;
  return { uri: editor.document.uri.toString(), position: { line, character } };
}

/** The place that a command is for: a code lens passes address and position, a menu the file, the palette nothing. */
export function placeOf([first, second]: readonly unknown[]): PlaceParams | undefined {
  const cursor = cursorOf(vscode.window.activeTextEditor);
  if (first instanceof vscode.Uri) {
    const uri = first.toString();
    return cursor?.uri === uri ? cursor : { uri, position: { line: 0, character: 0 } };
  }
  if (typeof first === "string" && isPosition(second)) return { uri: first, position: second };
  if (isRecord(first) && typeof first.uri === "string" && isPosition(first.position)) {
    return { uri: first.uri, position: first.position };
  }
  return cursor;
}

/** Where a place stands after an edit of its file. */
export function moved(place: PlaceParams, { document, contentChanges }: vscode.TextDocumentChangeEvent): PlaceParams {
  if (document.uri.toString() !== place.uri) return place;
  let { line } = place.position;
  for (const { range, text } of contentChanges) {
    if (range.end.line < line) line += text.split("\n").length - 1 - (range.end.line - range.start.line);
  }
  return { uri: place.uri, position: { line: Math.max(0, line), character: place.position.character } };
}

function isPosition(value: unknown): value is PlaceParams["position"] {
  return isRecord(value) && typeof value.line === "number" && typeof value.character === "number";
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
