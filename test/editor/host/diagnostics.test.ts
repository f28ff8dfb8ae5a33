import assert from "node:assert/strict";
import * as vscode from "vscode";
import { activated, codeOf, findings, openAt, until } from "./workspace";

describe("diagnostics", () => {
  before(activated);

  it("reports a misspelt key where it stands and forgets it when it is corrected", async () => {
    const { editor, at } = await openAt("**/*.posting.yaml", " amount:");
    const { document } = editor;
    assert.deepEqual(findings(document.uri).map(codeOf), []);

    await editor.edit((edit) => edit.insert(at.translate(0, 2), "m"));
    const finding = await until("a finding", () =>
      findings(document.uri).find(({ message }) => /ammount/.test(message)),
    );
    assert.equal(finding.severity, vscode.DiagnosticSeverity.Error);
    assert.equal(document.getText(finding.range), "ammount");
    assert.match(finding.message, /amount/);

    await editor.edit((edit) => edit.delete(new vscode.Range(at.translate(0, 2), at.translate(0, 3))));
    await until("no finding", () => (findings(document.uri).length === 0 ? true : undefined));
  });
});
