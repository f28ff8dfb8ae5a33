// The page of a check, read offline: the text that the documentation has, as a Markdown preview.
import * as vscode from "vscode";
import { locale } from "../server";
import { inReadingOrder } from "./reading-order";

const scheme = "counting-house-check";

export function registerCheckPages(extension: vscode.Uri): vscode.Disposable {
  let pages: Promise<Record<string, string>> | undefined;
  const page = async (code: string): Promise<string | undefined> => {
    pages ??= readPages(extension);
    const all = await pages;
    return Object.hasOwn(all, code) ? all[code] : undefined;
  };
  return vscode.Disposable.from(
    vscode.workspace.registerTextDocumentContentProvider(scheme, {
      provideTextDocumentContent: async ({ path }) => {
        const code = codeOf(path);
        const text = await page(code);
        if (text === undefined) return vscode.l10n.t("There is no check “{0}”.", code);
        return inReadingOrder(text, locale());
      },
    }),
    vscode.commands.registerCommand("countingHouse.explainCheck", async (argument: unknown) => {
      const code = typeof argument === "string" ? argument : await pickCheck(readPages(extension));
      if (code === undefined) return;
      if ((await page(code)) === undefined) {
        void vscode.window.showErrorMessage(vscode.l10n.t("There is no check “{0}”.", code));
        return;
      }
      await vscode.commands.executeCommand("markdown.showPreview", vscode.Uri.from({ scheme, path: `/${code}.md` }));
    }),
  );
}

function codeOf(path: string): string {
  return path.replace(/^\//, "").replace(/\.md$/, "");
}

async function readPages(extension: vscode.Uri): Promise<Record<string, string>> {
  const file = vscode.Uri.joinPath(extension, "dist", "check-pages.json");
  return JSON.parse(new TextDecoder().decode(await vscode.workspace.fs.readFile(file)));
}

async function pickCheck(pages: Promise<Record<string, string>>): Promise<string | undefined> {
  const items = pages.then((all) =>
    Object.entries(all).map(([code, text]) => ({ label: code, detail: titlesOf(text) })),
  );
  const picked = await vscode.window.showQuickPick(items, {
    placeHolder: vscode.l10n.t("Which check to explain"),
    matchOnDetail: true,
  });
  return picked?.label;
}

/** The two bold lines under the heading. */
function titlesOf(text: string): string {
  return [...text.matchAll(/^\*\*(.+)\*\*\s*$/gm)]
    .slice(0, 2)
    .map(([, title]) => title)
    .join(" · ");
}
