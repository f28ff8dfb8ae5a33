import assert from "node:assert/strict";
import * as vscode from "vscode";
import { activated, until } from "./workspace";

describe("team glossary", () => {
  before(activated);

  const folder = () => vscode.workspace.workspaceFolders?.[0]?.uri ?? assert.fail("no workspace folder");
  const hoverText = async (uri: vscode.Uri, at: vscode.Position) =>
    (await vscode.commands.executeCommand<vscode.Hover[]>("vscode.executeHoverProvider", uri, at))
      .flatMap(({ contents }) => contents)
      .map((content) => (content as vscode.MarkdownString).value)
      .join("\n");

  it("takes the selected word, goes on writing there, and explains the word from then on", async () => {
    const notes = vscode.Uri.joinPath(folder(), "team", "notes.md");
    await vscode.workspace.fs.writeFile(notes, new TextEncoder().encode("今晚跑对平夜批。\n"));
    const document = await vscode.workspace.openTextDocument(notes);
    const editor = await vscode.window.showTextDocument(document);
    editor.selection = new vscode.Selection(0, 5, 0, 7);
    await vscode.commands.executeCommand("countingHouse.addToGlossary");
    const written = await until("the cursor in a glossary", async () => {
      const active = vscode.window.activeTextEditor;
      return active?.document.uri.path.endsWith(".glossary.yaml") ? active : undefined;
    });
    const text = written.document.getText();
    assert.match(text, /name: 夜批/);
    const placeholder = written.document.getText(written.selection);
    assert.match(placeholder, /./);
    await written.edit((edit) => edit.replace(written.selection, "日切之后的批量对账"));
    const card = await until("a hover on the new word", async () => {
      const value = await hoverText(notes, new vscode.Position(0, 6));
      return value.includes("日切之后的批量对账") ? value : undefined;
    });
    assert.match(card, /### 夜批/);
  });

  it("lays a Contextive file over the built-in glossary", async () => {
    const file = vscode.Uri.joinPath(folder(), "team", "recon.glossary.yml");
    const contextive = [
      "contexts:",
      "  - name: Reconciliation",
      "    domainVisionStatement: To know what is missing",
      "    paths: ['**']",
      "    meta: { owner: settlement }",
      "    terms:",
      "      - name: 长款",
      "        definition: 本团队指客户多付的钱。",
      "        examples: ['多付 10.00 元']",
      "        aliases: [多付款]",
      "",
    ].join("\n");
    await vscode.workspace.fs.writeFile(file, new TextEncoder().encode(contextive));
    const notes = vscode.Uri.joinPath(folder(), "team", "surplus.md");
    await vscode.workspace.fs.writeFile(notes, new TextEncoder().encode("渠道长款与多付款\n"));
    await vscode.workspace.openTextDocument(notes);
    const card = await until("the team's sense", async () => {
      const value = await hoverText(notes, new vscode.Position(0, 3));
      return value.includes("本团队指客户多付的钱") ? value : undefined;
    });
    assert.match(card, /recon\.glossary\.yml/);
    assert.match(await hoverText(notes, new vscode.Position(0, 6)), /本团队指客户多付的钱/);
  });
});
