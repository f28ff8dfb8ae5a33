import assert from "node:assert/strict";
import * as vscode from "vscode";
import { activated, openAt } from "./workspace";

interface Snippet {
  readonly prefix: string | string[];
  readonly body: string | string[];
}

async function contributed(): Promise<[name: string, snippet: Snippet][]> {
  const { extensionUri } = await activated();
  const file = vscode.Uri.joinPath(extensionUri, "snippets", "posting-rules.code-snippets");
  const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(file));
  return Object.entries(JSON.parse(text) as Record<string, Snippet>);
}

describe("snippets", () => {
  it("offers at least twenty posting rules", async () => {
    assert.ok((await contributed()).length >= 20);
  });

  it("inserts a posting rule by its name", async () => {
    const [[name] = ["none"]] = await contributed();
    const { editor } = await openAt("**/*.posting.yaml", "rules:");
    const { document } = editor;
    const end = document.lineAt(document.lineCount - 1).range.end;
    editor.selection = new vscode.Selection(end, end);
    const before = document.getText();
    await vscode.commands.executeCommand("editor.action.insertSnippet", { langId: "yaml", name });
    const inserted = document.getText().slice(before.length);
    assert.match(inserted, /entries:/);
    assert.doesNotMatch(inserted, /\$\{?\d/);
    await vscode.commands.executeCommand("workbench.action.files.revert");
  });
});
