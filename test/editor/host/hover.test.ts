import assert from "node:assert/strict";
import * as vscode from "vscode";
import { activated, openAt, until } from "./workspace";

async function hoverText(uri: vscode.Uri, at: vscode.Position): Promise<vscode.MarkdownString | undefined> {
  const hovers = await vscode.commands.executeCommand<vscode.Hover[]>("vscode.executeHoverProvider", uri, at);
  return hovers
    .flatMap(({ contents }) => contents)
    .find((content): content is vscode.MarkdownString => content instanceof vscode.MarkdownString);
}

describe("hover", () => {
  before(activated);

  for (const [term, english] of [
    ["长款", "surplus"],
    ["代付", "payout"],
  ] as const) {
    it(`explains ${term} and offers to open it in the panel`, async () => {
      const { editor, at } = await openAt("**/*.yaml", term);
      const card = await until(`a hover on ${term}`, () => hoverText(editor.document.uri, at.translate(0, 1)));
      assert.match(card.value, new RegExp(english, "i"));
      assert.match(card.value, /command:countingHouse\.openTerm\?/);
      assert.match(card.value, /command:countingHouse\.findTerm\?/);
      assert.deepEqual(card.isTrusted, { enabledCommands: ["countingHouse.openTerm", "countingHouse.findTerm"] });
      assert.notEqual(card.supportHtml, true);
    });
  }

  it("explains words in the comments of source code where the setting asks for it", async () => {
    const folder = vscode.workspace.workspaceFolders?.[0]?.uri ?? assert.fail("no workspace folder");
    const file = vscode.Uri.joinPath(folder, "Settle.java");
    await vscode.workspace.fs.writeFile(file, new TextEncoder().encode('// 长款先挂账\nString a = "长款";\n'));
    const document = await vscode.workspace.openTextDocument(file);
    const settings = vscode.workspace.getConfiguration("countingHouse.glossary");
    assert.equal(await hoverText(document.uri, new vscode.Position(0, 4)), undefined);
    await settings.update("sourceLanguages", ["java"], vscode.ConfigurationTarget.Workspace);
    try {
      const card = await until("a hover in a comment", () => hoverText(document.uri, new vscode.Position(0, 4)));
      assert.match(card.value, /长款/);
      assert.equal(await hoverText(document.uri, new vscode.Position(1, 13)), undefined);
    } finally {
      await settings.update("sourceLanguages", undefined, vscode.ConfigurationTarget.Workspace);
      await vscode.workspace.fs.delete(file);
    }
  });

  for (const [term, sentence] of [
    ["长款", "昨天对账有一笔长款。"],
    ["二清", "𠮷祥平台涉嫌二清，已整改。"],
  ] as const) {
    it(`explains ${term} in Markdown`, async () => {
      const folder = vscode.workspace.workspaceFolders?.[0]?.uri ?? assert.fail("no workspace folder");
      const file = vscode.Uri.joinPath(folder, `${term}.md`);
      await vscode.workspace.fs.writeFile(file, new TextEncoder().encode(`${sentence}\n`));
      const document = await vscode.workspace.openTextDocument(file);
      const at = new vscode.Position(0, sentence.indexOf(term) + 1);
      const card = await until(`a hover on ${term}`, () => hoverText(document.uri, at));
      assert.match(card.value, new RegExp(term));
    });
  }
});
