import assert from "node:assert/strict";
import * as vscode from "vscode";
import { activated, until } from "./workspace";

describe("pages of checks", () => {
  before(activated);

  it("open as a preview of their Markdown", async () => {
    await vscode.commands.executeCommand("countingHouse.explainCheck", "post/unbalanced");
    await until("the preview", () => {
      const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
      return input instanceof vscode.TabInputWebview && input.viewType.includes("markdown.preview") ? input : undefined;
    });
  });

  it("say in the reader's language first what is wrong and how to repair it", async () => {
    const uri = vscode.Uri.from({ scheme: "counting-house-check", path: "/post/unbalanced.md" });
    const text = (await vscode.workspace.openTextDocument(uri)).getText();
    assert.match(text, /^# post\/unbalanced\n/);
    assert.match(text, /## Why \/ 为什么/);
    assert.match(text, /```yaml\n/);
  });

  it("say so when there is no such check", async () => {
    const uri = vscode.Uri.from({ scheme: "counting-house-check", path: "/no/such-check.md" });
    assert.match((await vscode.workspace.openTextDocument(uri)).getText(), /no\/such-check/);
  });
});
