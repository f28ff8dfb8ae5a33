import assert from "node:assert/strict";
import * as vscode from "vscode";
import { activated, openAt, until } from "./workspace";

async function lenses(glob: string, text: string): Promise<{ uri: vscode.Uri; found: vscode.CodeLens[] }> {
  const { editor, at } = await openAt(glob, text);
  const { uri } = editor.document;
  const found = await until(`a lens at ${text}`, async () => {
    const all = await vscode.commands.executeCommand<vscode.CodeLens[]>("vscode.executeCodeLensProvider", uri, 500);
    const here = all.filter(({ range, command }) => range.start.line === at.line && command !== undefined);
    return here.length > 0 ? here : undefined;
  });
  return { uri, found };
}

describe("code lens", () => {
  before(activated);

  it("says above a rule what is proved, and opens the preview", async () => {
    const { uri, found } = await lenses("**/*.posting.yaml", "id: acq.settlement");
    const proof = found.find(({ command }) => command?.command === "countingHouse.openPreview")?.command;
    assert.ok(proof, "no lens opens the preview");
    assert.equal(String(vscode.Uri.parse(String(proof.arguments?.[0]))), String(uri));
    await vscode.commands.executeCommand(proof.command, ...(proof.arguments ?? []));
    await until("the preview", () =>
      vscode.window.tabGroups.all
        .flatMap(({ tabs }) => tabs)
        .find(
          ({ input }) => input instanceof vscode.TabInputWebview && input.viewType.includes("countingHouse.preview"),
        ),
    );
  });

  it("counts above an account the rules that use it, and shows them", async () => {
    const { found } = await lenses("**/*.coa.yaml", 'code: "220201"');
    const usage = found.find(({ command }) => command?.command === "countingHouse.showReferences")?.command;
    assert.ok(usage, "no lens shows references");
    assert.match(usage.title, /\d/);
    await vscode.commands.executeCommand(usage.command, ...(usage.arguments ?? []));
  });
});
