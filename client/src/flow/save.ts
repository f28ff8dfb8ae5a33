// Where a picture goes: a file that the reader chooses, or the clipboard.
import * as vscode from "vscode";

const kinds = { svg: "SVG", mmd: "Mermaid" } as const;

/** Asks for a file and writes it; does nothing when the reader changes their mind. */
export async function saveText(text: string, extension: keyof typeof kinds, title = ""): Promise<void> {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  const name = `${fileName(title)}.${extension}`;
  const file = await vscode.window.showSaveDialog({
    defaultUri: folder === undefined ? undefined : vscode.Uri.joinPath(folder, name),
    filters: { [kinds[extension]]: [extension] },
    title: vscode.l10n.t("Save the fund-flow picture"),
  });
  if (file === undefined) return;
  try {
    await vscode.workspace.fs.writeFile(file, new TextEncoder().encode(text));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    void vscode.window.showErrorMessage(vscode.l10n.t("The picture could not be saved: {0}", reason));
    return;
  }
  vscode.window.setStatusBarMessage(vscode.l10n.t("Saved {0}.", vscode.workspace.asRelativePath(file)), 3000);
}

export async function copyText(text: string): Promise<void> {
  await vscode.env.clipboard.writeText(text);
  vscode.window.setStatusBarMessage(vscode.l10n.t("Copied the picture as Mermaid."), 3000);
}

function fileName(title: string): string {
  const name = title
    .replace(/[\\/:*?"<>|\p{Cc}]+/gu, "-")
    .replace(/^[\s.-]+|[\s.-]+$/g, "")
    .slice(0, 80);
  return name === "" ? "fund-flow" : name;
}
