import assert from "node:assert/strict";
import * as vscode from "vscode";

export const extensionId = "counting-house.counting-house";

/** The extension, started. */
export async function activated(): Promise<vscode.Extension<unknown>> {
  const extension = vscode.extensions.getExtension(extensionId);
  assert.ok(extension, `${extensionId} is not installed`);
  await extension.activate();
  return extension;
}

/** Opens the first file of the workspace that matches the glob and contains the text; the position is the text's. */
export async function openAt(glob: string, text: string): Promise<{ editor: vscode.TextEditor; at: vscode.Position }> {
  for (const uri of (await vscode.workspace.findFiles(glob)).sort((a, b) => a.path.localeCompare(b.path))) {
    const document = await vscode.workspace.openTextDocument(uri);
    const offset = document.getText().indexOf(text);
    if (offset < 0) continue;
    return { editor: await vscode.window.showTextDocument(document), at: document.positionAt(offset) };
  }
  throw new Error(`No file ${glob} of the workspace contains “${text}”`);
}

/** Waits until the condition gives something. */
export async function until<T>(
  name: string,
  condition: () => T | undefined | Promise<T | undefined>,
  timeout = 30_000,
): Promise<T> {
  const deadline = Date.now() + timeout;
  for (;;) {
    const value = await condition();
    if (value !== undefined) return value;
    if (Date.now() > deadline) throw new Error(`Waited ${timeout / 1000} s for ${name}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Our diagnostics of a document. */
export function findings(uri: vscode.Uri): vscode.Diagnostic[] {
  return vscode.languages.getDiagnostics(uri).filter((diagnostic) => codeOf(diagnostic).includes("/"));
}

export function codeOf({ code }: vscode.Diagnostic): string {
  return String(typeof code === "object" ? code.value : code);
}
