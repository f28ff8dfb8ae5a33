// The glossary panel: one webview that searches terms and shows their cards.
import * as vscode from "vscode";
import type { Locale } from "../../../server/src/l10n/text";
import type { Glossary, TermCard } from "../../../server/src/protocol";
import { locale, type Server } from "../server";
import { type MessageOf, readMessage, webviewDocument, webviewRoots } from "../webview";
import { findInWorkspace, termAsMarkdown } from "./actions";

const viewType = "countingHouse.glossaryPanel";

const fromPanel = {
  ready: {},
  open: { id: "string" },
  copy: { id: "string", locale: "string" },
  find: { id: "string" },
} as const;

const body = `<main>
<nav>
<input id="search" type="search" role="combobox" aria-expanded="true" aria-autocomplete="list" aria-controls="terms" autocomplete="off" spellcheck="false">
<p id="count" role="status"></p>
<ul id="terms" role="listbox"></ul>
</nav>
<article id="card" tabindex="0"></article>
</main>`;

/** What the extension tells the panel; `client/webview/glossary.js` reads it. */
export type ToPanel =
  | { type: "glossary"; glossary: Glossary; locale: Locale }
  | { type: "card"; card: TermCard }
  | { type: "failed"; message: string };

export class GlossaryPanel implements vscode.Disposable {
  private panel: vscode.WebviewPanel | undefined;
  private ready = false;
  private shown: string | undefined;

  constructor(
    private readonly extension: vscode.Uri,
    private readonly server: Server,
  ) {
    server.onDidChangeGlossary(() => this.refresh());
  }

  /** Opens the panel, on a term's card when an id is given. */
  async open(id?: string): Promise<void> {
    this.shown = id ?? this.shown;
    if (this.panel === undefined) {
      this.panel = this.create();
      return;
    }
    this.panel.reveal(undefined, false);
    if (this.ready && id !== undefined) await this.showCard(id);
  }

  dispose(): void {
    this.panel?.dispose();
  }

  private create(): vscode.WebviewPanel {
    const title = vscode.l10n.t("Glossary");
    const panel = vscode.window.createWebviewPanel(viewType, title, vscode.ViewColumn.Beside, {
      enableScripts: true,
      enableFindWidget: true,
      localResourceRoots: webviewRoots(this.extension),
    });
    panel.iconPath = vscode.Uri.joinPath(this.extension, "client", "media", "glossary.svg");
    panel.onDidDispose(() => {
      this.panel = undefined;
      this.ready = false;
      this.shown = undefined;
    });
    panel.webview.onDidReceiveMessage((value: unknown) => {
      const message = readMessage(fromPanel, value);
      if (message !== undefined) void this.receive(message);
    });
    panel.webview.html = webviewDocument(panel.webview, this.extension, {
      title,
      script: "glossary-panel.js",
      style: "glossary-panel.css",
      body,
    });
    return panel;
  }

  private async receive(message: MessageOf<typeof fromPanel>): Promise<void> {
    switch (message.type) {
      case "ready":
        this.ready = true;
        return this.refresh();
      case "open":
        return this.showCard(message.id);
      case "copy":
        return this.answer(() => termAsMarkdown(this.server, message.id, message.locale === "zh-cn" ? "zh-cn" : "en"));
      case "find":
        return this.answer(() => findInWorkspace(this.server, message.id));
    }
  }

  private async refresh(): Promise<void> {
    if (!this.ready) return;
    await this.answer(async () => {
      const glossary = await this.server.glossary();
      await this.post({ type: "glossary", glossary, locale: locale() });
      if (this.shown !== undefined) await this.showCard(this.shown);
    });
  }

  private async showCard(id: string): Promise<void> {
    this.shown = id;
    await this.answer(async () => {
      const card = await this.server.term(id);
      if (this.shown !== id) return;
      await this.post(
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
      const reason = error instanceof Error ? error.message : String(error);
      await this.post({ type: "failed", message: vscode.l10n.t("The language server did not answer: {0}", reason) });
    }
  }

  private async post(message: ToPanel): Promise<void> {
    await this.panel?.webview.postMessage(message);
  }
}
