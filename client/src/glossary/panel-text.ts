// The panel's fixed markup and its words, translated where `vscode.l10n` works: in the extension host.
import * as vscode from "vscode";
import { escapeHtml } from "../webview";

export function panelStrings() {
  const { t } = vscode.l10n;
  return {
    noMatch: t("No term matches. Try Chinese, English, pinyin or its initials."),
    choose: t("Choose a term to read its card."),
    aliases: t("Also"),
    senses: t("The word is used in more than one sense"),
    usedBy: t("Used by"),
    examples: t("Example"),
    entries: t("Entries"),
    debit: t("Debit"),
    credit: t("Credit"),
    amount: t("Amount"),
    note: t("Note"),
    confusedWith: t("Not to be confused with"),
    avoid: t("Avoid"),
    identifier: t("Name in code"),
    regulation: t("Regulation"),
    inForce: t("in force"),
    repealed: t("repealed"),
    superseded: t("superseded"),
    supersededBy: t("superseded by {0}"),
    related: t("Related"),
    asOf: t("Facts checked {0}"),
    source: t("From {0}"),
    draft: t("draft"),
    disputed: t("disputed"),
    outdated: t("outdated"),
    copy: t("Copy as Markdown"),
    find: t("Find in workspace"),
    count: t("{0} terms"),
  };
}

export type PanelStrings = ReturnType<typeof panelStrings>;

export function panelBody(): string {
  const search = escapeHtml(vscode.l10n.t("Search: 长款, surplus, chang kuan, ck"));
  const terms = escapeHtml(vscode.l10n.t("Terms"));
  return `<main>
<nav>
<input id="search" type="search" role="combobox" aria-expanded="true" aria-autocomplete="list" aria-controls="terms" autocomplete="off" spellcheck="false" placeholder="${search}" aria-label="${search}">
<p id="count" role="status"></p>
<ul id="terms" role="listbox" aria-label="${terms}"></ul>
</nav>
<article id="card" tabindex="0" aria-live="polite"></article>
</main>`;
}
