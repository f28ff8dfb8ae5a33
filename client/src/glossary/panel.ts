// The glossary panel: one webview that searches terms and shows their cards.
import * as vscode from "vscode";
import type { Locale } from "../../../server/src/l10n/text";
import type { Glossary, TermCard, TermUsages, TermUse } from "../../../server/src/protocol";
import { Panel } from "../panel";
import { locale, noAnswer, type Server } from "../server";
import type { MessageOf } from "../webview";
import { findInWorkspace, goTo, printTerm, termAsMarkdown } from "./actions";

const kind = {
  viewType: "countingHouse.glossaryPanel",
  icon: "glossary.svg",
  bundle: "glossary-panel",
  body: `<main>
<nav>
<input id="search" type="search" role="combobox" aria-expanded="true" aria-haspopup="tree" aria-autocomplete="list" aria-controls="terms" autocomplete="off" spellcheck="false">
<div id="filters" role="group">
<select id="category"></select>
<label><input type="checkbox" id="filter-senses"><span></span></label>
<label><input type="checkbox" id="filter-regulation"><span></span></label>
<label><input type="checkbox" id="filter-used"><span></span></label>
</div>
<p id="count" role="status"></p>
<ul id="terms" role="tree"></ul>
</nav>
<div class="page">
<div id="toolbar" role="toolbar"></div>
<article id="card" tabindex="0"></article>
</div>
</main>`,
  messages: {
    open: { id: "string" },
    copy: { id: "string", locale: "string" },
    find: { id: "string" },
    print: { id: "string" },
    used: {},
    usages: { id: "string" },
    goTo: { uri: "string", line: "number", character: "number" },
  },
} as const;

/** What the extension tells the panel; `client/webview/glossary.js` reads it. */
export type ToPanel =
  | { type: "glossary"; glossary: Glossary; locale: Locale }
  | { type: "card"; card: TermCard }
  | { type: "used"; used: readonly TermUse[] }
  | { type: "usages"; id: string; usages: TermUsages }
  | { type: "failed"; message: string };

export class GlossaryPanel implements vscode.Disposable {
  private readonly panel: Panel<typeof kind.messages, ToPanel>;
  private shown: string | undefined;

  constructor(
    extension: vscode.Uri,
    private readonly server: Server,
  ) {
    this.panel = new Panel(extension, kind, {
      ready: () => this.refresh(),
      receive: (message) => this.receive(message),
      closed: () => {
        this.shown = undefined;
      },
    });
    server.onDidChangeGlossary(() => this.refresh());
  }

  /** Opens the panel, on a term's card when an id is given. */
  async open(id?: string): Promise<void> {
    this.shown = id ?? this.shown;
    this.panel.open(vscode.l10n.t("Glossary"));
    if (this.panel.ready && id !== undefined) await this.showCard(id);
  }

  dispose(): void {
    this.panel.dispose();
  }

  private async receive(message: MessageOf<typeof kind.messages>): Promise<void> {
    switch (message.type) {
      case "open":
        return this.showCard(message.id);
      case "copy":
        return this.answer(() => termAsMarkdown(this.server, message.id, message.locale === "zh-cn" ? "zh-cn" : "en"));
      case "find":
        return this.answer(() => findInWorkspace(this.server, message.id));
      case "print":
        return this.answer(() => printTerm(this.server, message.id));
      case "used":
        return this.answer(async () => this.panel.post({ type: "used", used: await this.server.usedTerms() }));
      case "usages":
        return this.answer(async () => {
          const usages = await this.server.termUsages(message.id);
          await this.panel.post({ type: "usages", id: message.id, usages });
        });
      case "goTo":
        return this.answer(() => goTo(message, this.panel.otherColumn));
    }
  }

  private async refresh(): Promise<void> {
    if (!this.panel.ready) return;
    await this.answer(async () => {
      const glossary = await this.server.glossary();
      await this.panel.post({ type: "glossary", glossary, locale: locale() });
      if (this.shown !== undefined) await this.showCard(this.shown);
    });
  }

  private async showCard(id: string): Promise<void> {
    this.shown = id;
    await this.answer(async () => {
      const card = await this.server.term(id);
      if (this.shown !== id) return;
      await this.panel.post(
        card === null
          ? { type: "failed", message: vscode.l10n.t("No glossary has the term “{0}”.", id) }
          : { type: "card", card },
      );
    });
  }

  private async answer(action: () => Promise<void>): Promise<void> {
    try {
      await action();
    } catch (error) {
      await this.panel.post({ type: "failed", message: noAnswer(error) });
    }
  }
}
