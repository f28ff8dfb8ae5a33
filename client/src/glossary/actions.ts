// What can be done with a term outside the panel.
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as vscode from "vscode";
import { inLocale, type Locale } from "../../../server/src/l10n/text";
import type { AddedTerm } from "../../../server/src/protocol";
import { locale, type Server } from "../server";

/** Puts the card on the clipboard. */
export async function termAsMarkdown(server: Server, id: string, language: Locale = locale()): Promise<void> {
  const card = await server.term(id);
  if (card === null) return;
  await vscode.env.clipboard.writeText(inLocale(card.markdown, language));
  vscode.window.setStatusBarMessage(vscode.l10n.t("Copied the card of “{0}”.", card.name), 3000);
}

/** Opens the card as a page in the browser, which can print it; VS Code's own windows cannot. */
export async function printTerm(server: Server, id: string): Promise<void> {
  const page = await server.termPage(id);
  if (page === null) return;
  const folder = vscode.Uri.file(await mkdtemp(join(tmpdir(), "counting-house-")));
  const file = vscode.Uri.joinPath(folder, "term.html");
  await vscode.workspace.fs.writeFile(file, new TextEncoder().encode(page));
  if (vscode.env.uiKind === vscode.UIKind.Desktop && (await vscode.env.openExternal(file))) return;
  // In a browser window there is no file of this machine to open: the page is shown as text, to be saved.
  const document = await vscode.workspace.openTextDocument({ language: "html", content: page });
  await vscode.window.showTextDocument(document, vscode.ViewColumn.Beside);
}

/** Shows a place of a file in a column. */
export async function goTo(
  { uri, line, character }: { uri: string; line: number; character: number },
  viewColumn: vscode.ViewColumn,
): Promise<void> {
  const at = new vscode.Position(line, character);
  await vscode.window.showTextDocument(vscode.Uri.parse(uri), { viewColumn, selection: new vscode.Range(at, at) });
}

/** Puts the selected word, or the one under the cursor, into the team's glossary and goes on writing there. */
export async function addToGlossary(server: Server): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  const range = editor?.selection.isEmpty
    ? editor.document.getWordRangeAtPosition(editor.selection.active)
    : editor?.selection;
  const word = range === undefined ? undefined : editor?.document.getText(range);
  if (editor === undefined || word === undefined || word.trim() === "") {
    void vscode.window.showInformationMessage(vscode.l10n.t("Select the word that the team's glossary is to explain."));
    return;
  }
  const added = await server.addTerm({ word, uri: editor.document.uri.toString() });
  if (added === null) {
    void vscode.window.showWarningMessage(
      vscode.l10n.t("“{0}” cannot be added: select one word, in a folder that is open.", word.slice(0, 40)),
    );
    return;
  }
  const uri = vscode.Uri.parse(added.uri);
  const edit = new vscode.WorkspaceEdit();
  if (added.isNew) edit.createFile(uri, { ignoreIfExists: true });
  edit.replace(uri, rangeOf(added.edit.range), added.edit.newText);
  await vscode.workspace.applyEdit(edit);
  await vscode.window.showTextDocument(uri, { selection: rangeOf(added.selection) });
}

function rangeOf({ start, end }: AddedTerm["selection"]): vscode.Range {
  return new vscode.Range(start.line, start.character, end.line, end.character);
}

/** Searches the workspace for the term and its other names. */
export async function findInWorkspace(server: Server, id: string): Promise<void> {
  const card = await server.term(id);
  if (card === null) return;
  const words = [card.name, ...card.aliases].map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  await vscode.commands.executeCommand("workbench.action.findInFiles", {
    query: words.join("|"),
    isRegex: words.length > 1 || words[0] !== card.name,
    isCaseSensitive: false,
    triggerSearch: true,
  });
}

/** Asks for a term; undefined when the user changes their mind. */
export async function pickTerm(server: Server): Promise<string | undefined> {
  const items = server.glossary().then(({ terms }) =>
    terms.map((term) => ({
      label: term.name,
      description: term.en,
      // The list matches on what it shows, so what can be typed is shown.
      detail: [...term.readings.slice(0, 1), initials(term.readings[0]), ...term.aliases]
        .filter((text) => text !== "")
        .join(" · "),
      id: term.id,
    })),
  );
  const picked = await vscode.window.showQuickPick(items, {
    placeHolder: vscode.l10n.t("Chinese, English, pinyin or its initials"),
    matchOnDescription: true,
    matchOnDetail: true,
  });
  return picked?.id;
}

/** `chang kuan` → `ck`. */
function initials(reading = ""): string {
  return reading
    .split(" ")
    .map((syllable) => syllable.slice(0, 1))
    .join("");
}
