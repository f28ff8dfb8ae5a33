// The posting preview: what the rule or scenario under the cursor posts, live while one types.
import * as vscode from "vscode";
import type { Locale } from "../../../server/src/l10n/text";
import type { PlaceParams, PostingPreview } from "../../../server/src/protocol";
import { Follower } from "../follow";
import { Latest } from "../latest";
import { Panel } from "../panel";
import { moved, reveal } from "../places";
import { locale, noAnswer, type Server } from "../server";

const kind = {
  viewType: "countingHouse.preview",
  icon: "preview.svg",
  bundle: "preview-panel",
  body: `<main id="preview" tabindex="0"></main>`,
  messages: {
    reveal: { uri: "string", line: "number", character: "number", endLine: "number", endCharacter: "number" },
  },
} as const;

/** What the extension tells the panel; `client/webview/preview.js` reads it. */
export type ToPreview = ({ type: "preview"; locale: Locale } & Answer) | { type: "failed"; message: string };

interface Answer {
  readonly preview: PostingPreview | null;
  /** Given when it is inside what is shown. */
  readonly cursor?: PlaceParams;
}

export class PreviewPanel implements vscode.Disposable {
  private readonly panel: Panel<typeof kind.messages, ToPreview>;
  private readonly latest = new Latest();
  private follower: Follower | undefined;
  /** Inside what is shown, while the cursor is elsewhere. */
  private shown: PlaceParams | undefined;
  private wanted: PlaceParams | undefined;

  constructor(
    extension: vscode.Uri,
    private readonly server: Server,
  ) {
    this.panel = new Panel(extension, kind, {
      ready: () => this.refresh(),
      receive: ({ uri, line, character, endLine, endCharacter }) =>
        reveal(vscode.Uri.parse(uri, true), new vscode.Range(line, character, endLine, endCharacter)),
      closed: () => this.closed(),
    });
  }

  /** Opens the preview beside the editor, on the rule or scenario at a place when one is given. */
  open(place?: PlaceParams): Promise<void> {
    this.follower ??= new Follower(
      this.server,
      () => {
        this.wanted = this.follower?.cursor;
        void this.refresh();
      },
      (event) => {
        if (this.shown !== undefined) this.shown = moved(this.shown, event);
      },
    );
    this.wanted = place ?? this.follower.cursor;
    this.panel.open(vscode.l10n.t("Posting Preview"), true);
    return this.refresh();
  }

  dispose(): void {
    this.closed();
    this.panel.dispose();
  }

  private closed(): void {
    this.follower?.dispose();
    this.follower = undefined;
    this.latest.dispose();
    this.shown = undefined;
  }

  private async refresh(): Promise<void> {
    if (!this.panel.ready) return;
    const cursor = this.wanted;
    try {
      await this.latest.ask(
        (token) => this.ask(cursor, token),
        async (answer) => {
          await this.panel.post({ type: "preview", ...answer, locale: locale() });
        },
      );
    } catch (error) {
      await this.panel.post({ type: "failed", message: noAnswer(error) });
    }
  }

  /** Where neither a rule nor a scenario stands, the one shown before stays. */
  private async ask(cursor: PlaceParams | undefined, token: vscode.CancellationToken): Promise<Answer> {
    if (cursor !== undefined) {
      const preview = await this.server.preview(cursor, token);
      if (preview !== null) {
        if (!token.isCancellationRequested) this.shown = cursor;
        return { preview, cursor };
      }
    }
    if (this.shown === undefined || token.isCancellationRequested) return { preview: null };
    return { preview: await this.server.preview(this.shown, token) };
  }
}
