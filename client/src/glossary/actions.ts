// What can be done with a term outside the panel.
import * as vscode from "vscode";
import { inLocale, type Locale } from "../../../server/src/l10n/text";
import { locale, type Server } from "../server";

/** Puts the card on the clipboard. */
export async function termAsMarkdown(server: Server, id: string, language: Locale = locale()): Promise<void> {
  const card = await server.term(id);
  if (card === null) return;
  await vscode.env.clipboard.writeText(inLocale(card.markdown, language));
  vscode.window.setStatusBarMessage(vscode.l10n.t("Copied the card of “{0}”.", card.name), 3000);
}

/** Searches the workspace for the term and its other names. */
export async function findInWorkspace(server: Server, id: string): Promise<void> {
  const card = await server.term(id);
  if (card === null) return;
  const words = [card.name, ...card.aliases].map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  await vscode.commands.executeCommand("workbench.action.findInFiles", {
    query: words.join("|"),
    isRegex: words.length > 1 || words[0] !== card.name,
    isCaseSensitive: false,
    triggerSearch: true,
  });
}

/** Asks for a term; undefined when the user changes their mind. */
export async function pickTerm(server: Server): Promise<string | undefined> {
  const items = server.glossary().then(({ terms }) =>
    terms.map((term) => ({
      label: term.name,
      description: term.en,
      // The list matches on what it shows, so what can be typed is shown.
      detail: [term.pinyin, term.initials, ...term.aliases].filter((text) => text !== "").join(" · "),
      id: term.id,
    })),
  );
  const picked = await vscode.window.showQuickPick(items, {
    placeHolder: vscode.l10n.t("Chinese, English, pinyin or its initials"),
    matchOnDescription: true,
    matchOnDetail: true,
  });
  return picked?.id;
}
