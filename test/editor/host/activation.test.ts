import assert from "node:assert/strict";
import * as vscode from "vscode";
import { activated } from "./workspace";

describe("activation", () => {
  it("registers every command of the manifest", async () => {
    const extension = await activated();
    const declared: { command: string }[] = extension.packageJSON.contributes.commands;
    const known = new Set(await vscode.commands.getCommands(true));
    assert.deepEqual(
      declared.map(({ command }) => command).filter((command) => !known.has(command)),
      [],
    );
  });

  it("has every text of the manifest in both languages", async () => {
    const extension = await activated();
    const read = async (name: string): Promise<Record<string, string>> =>
      JSON.parse(
        new TextDecoder().decode(await vscode.workspace.fs.readFile(vscode.Uri.joinPath(extension.extensionUri, name))),
      );
    const [manifest, english, chinese] = await Promise.all([
      read("package.json"),
      read("package.nls.json"),
      read("package.nls.zh-cn.json"),
    ]);
    const used = [...JSON.stringify(manifest).matchAll(/"%([\w.-]+)%"/g)].map(([, key]) => key);
    assert.deepEqual([...new Set(used)].sort(), Object.keys(english).sort());
    assert.deepEqual(Object.keys(chinese).sort(), Object.keys(english).sort());
  });
});
