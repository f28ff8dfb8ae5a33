// The fund-flow picture of a rule, a scenario or the whole workspace.
import * as vscode from "vscode";
import type { Locale } from "../../../server/src/l10n/text";
import type { FlowParams, MoneyFlow, PlaceParams } from "../../../server/src/protocol";
import { Follower } from "../follow";
import { Latest } from "../latest";
import { Panel } from "../panel";
import { moved, reveal } from "../places";
import { locale, noAnswer, type Server } from "../server";
import type { MessageOf } from "../webview";
import { mermaidOf } from "./mermaid";
import { pictureOf } from "./picture";
import { copyText, saveText } from "./save";

/** What stands at the cursor, or everything. */
export type FlowScope = "cursor" | "workspace";

const kind = {
  viewType: "countingHouse.flow",
  icon: "flow.svg",
  bundle: "flow-panel",
  body: `<main>
<header><div id="scopes" role="group"></div><h1 id="title"></h1><div id="tools" role="toolbar"></div></header>
<div id="canvas" tabindex="0"></div>
<ul id="legend"></ul>
<aside id="details" hidden></aside>
</main>`,
  messages: {
    scope: { scope: "string" },
    reveal: { uri: "string", line: "number", character: "number", endLine: "number", endCharacter: "number" },
    saveSvg: { svg: "string" },
    saveMermaid: {},
    copyMermaid: {},
  },
} as const;

/** What the extension tells the panel; `client/webview/flow.js` reads it. */
export type ToFlow =
  | { type: "flow"; flow: MoneyFlow | null; scope: FlowScope; locale: Locale }
  | { type: "failed"; message: string };

export class FlowPanel implements vscode.Disposable {
  private readonly panel: Panel<typeof kind.messages, ToFlow>;
  private readonly latest = new Latest();
  private follower: Follower | undefined;
  /** Undefined until an answer decides: what stands at the cursor or, where nothing does, all. */
  private scope: FlowScope | undefined;
  private shown: { scope: FlowScope; place?: PlaceParams; flow: MoneyFlow } | undefined;
  private wanted: PlaceParams | undefined;

  constructor(
    extension: vscode.Uri,
    private readonly server: Server,
  ) {
    this.panel = new Panel(extension, kind, {
      ready: () => this.refresh(),
      receive: (message) => this.receive(message),
      closed: () => this.closed(),
    });
  }

  open(scope?: FlowScope, place?: PlaceParams): Promise<void> {
    this.follower ??= new Follower(
      this.server,
      (edited) => {
        this.wanted = this.follower?.cursor;
        if (edited || this.scope !== "workspace") void this.refresh();
      },
      (event) => {
        if (this.shown?.place !== undefined) this.shown.place = moved(this.shown.place, event);
      },
    );
    this.scope = scope;
    this.wanted = place ?? this.follower.cursor;
    this.panel.open(vscode.l10n.t("Fund Flow"), true);
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

  private async receive(message: MessageOf<typeof kind.messages>): Promise<void> {
    switch (message.type) {
      case "scope":
        this.scope = message.scope === "workspace" ? "workspace" : "cursor";
        return this.refresh();
      case "reveal": {
        const { uri, line, character, endLine, endCharacter } = message;
        await reveal(vscode.Uri.parse(uri, true), new vscode.Range(line, character, endLine, endCharacter));
        return;
      }
      case "saveSvg":
        return saveText(message.svg, "svg", this.shown?.flow.title);
      case "saveMermaid":
        return this.mermaid((text, title) => saveText(text, "mmd", title));
      case "copyMermaid":
        return this.mermaid((text) => copyText(text));
    }
  }

  private async mermaid(use: (text: string, title: string) => Promise<void>): Promise<void> {
    const flow = this.shown?.flow;
    if (flow !== undefined) await use(mermaidOf(pictureOf(flow), locale()), flow.title);
  }

  private async refresh(): Promise<void> {
    if (!this.panel.ready) return;
    const wanted = this.wanted;
    try {
      await this.latest.ask(
        (token) => this.ask(wanted, token),
        async (answer) => {
          this.shown = answer ?? this.shown;
          this.scope ??= answer?.scope;
          const scope = answer?.scope ?? this.scope ?? "workspace";
          await this.panel.post({ type: "flow", flow: answer?.flow ?? null, scope, locale: locale() });
        },
      );
    } catch (error) {
      await this.panel.post({ type: "failed", message: noAnswer(error) });
    }
  }

  /** Where nothing can be drawn at the cursor, the rule or scenario drawn before stays. */
  private async ask(place: PlaceParams | undefined, token: vscode.CancellationToken): Promise<FlowPanel["shown"]> {
    const questions: (FlowParams & { place?: PlaceParams })[] = [];
    if (this.scope !== "workspace") {
      for (const candidate of [place, this.shown?.place]) {
        if (candidate === undefined) continue;
        for (const scope of ["rule", "scenario"] as const) questions.push({ scope, ...candidate, place: candidate });
      }
    }
    if (this.scope !== "cursor") questions.push({ scope: "workspace" });
    for (const { place: at, ...params } of questions) {
      const flow = await this.server.flow(params, token);
      if (flow !== null)
        return { scope: at === undefined ? "workspace" : "cursor", place: at ?? this.shown?.place, flow };
      if (token.isCancellationRequested) return undefined;
    }
    return undefined;
  }
}

/** The argument of the command may be a scope of the protocol. */
export function scopeOf(argument: unknown): FlowScope | undefined {
  switch (argument) {
    case "rule":
    case "scenario":
      return "cursor";
    case "workspace":
      return "workspace";
    default:
      return undefined;
  }
}
