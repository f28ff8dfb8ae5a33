// One webview panel of ours: opened once, revealed after that, and talked to when its page is ready.
import * as vscode from "vscode";
import { type MessageOf, type MessageShapes, readMessage, webviewDocument, webviewRoots } from "./webview";

export interface PanelKind<S extends MessageShapes> {
  readonly viewType: string;
  /** In `client/media/`. */
  readonly icon: string;
  /** The name of its script and its style sheet in `dist/`. */
  readonly bundle: string;
  /** Markup without any text from the workspace. */
  readonly body: string;
  readonly messages: S;
}

export interface PanelEvents<S extends MessageShapes> {
  /** The page is there, or there again after it was hidden, and knows nothing. */
  ready(): unknown;
  receive(message: MessageOf<S>): unknown;
  closed?(): void;
}

export class Panel<S extends MessageShapes, ToPage> implements vscode.Disposable {
  private panel: vscode.WebviewPanel | undefined;
  private isReady = false;

  constructor(
    private readonly extension: vscode.Uri,
    private readonly kind: PanelKind<S>,
    private readonly events: PanelEvents<S>,
  ) {}

  get isOpen(): boolean {
    return this.panel !== undefined;
  }

  /** The column beside the panel, in which to show files. */
  get otherColumn(): vscode.ViewColumn {
    return this.panel?.viewColumn === vscode.ViewColumn.One ? vscode.ViewColumn.Two : vscode.ViewColumn.One;
  }

  get ready(): boolean {
    return this.isReady;
  }

  /** Opens the panel beside the editor, or brings it to the front. */
  open(title: string, preserveFocus = false): void {
    if (this.panel === undefined) this.panel = this.create(title, preserveFocus);
    else this.panel.reveal(undefined, preserveFocus);
  }

  async post(message: ToPage): Promise<void> {
    if (this.isReady) await this.panel?.webview.postMessage(message);
  }

  dispose(): void {
    this.panel?.dispose();
  }

  private create(title: string, preserveFocus: boolean): vscode.WebviewPanel {
    const { viewType, bundle, body, icon, messages } = this.kind;
    const column = { viewColumn: vscode.ViewColumn.Beside, preserveFocus };
    const panel = vscode.window.createWebviewPanel(viewType, title, column, {
      enableScripts: true,
      enableFindWidget: true,
      localResourceRoots: webviewRoots(this.extension),
    });
    panel.iconPath = vscode.Uri.joinPath(this.extension, "client", "media", icon);
    panel.onDidDispose(() => {
      this.panel = undefined;
      this.isReady = false;
      this.events.closed?.();
    });
    panel.webview.onDidReceiveMessage((value: unknown) => {
      if (readMessage({ ready: {} }, value) !== undefined) {
        this.isReady = true;
        this.events.ready();
        return;
      }
      const message = readMessage(messages, value);
      if (message !== undefined) this.events.receive(message);
    });
    panel.webview.html = webviewDocument(panel.webview, this.extension, {
      title,
      script: `${bundle}.js`,
      style: `${bundle}.css`,
      body,
    });
    return panel;
  }
}
