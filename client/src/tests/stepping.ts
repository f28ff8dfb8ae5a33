// Steps through a scenario or the examples of a rule: the balances after each step stand behind its line.
import * as vscode from "vscode";
import type { PreviewBalance, PreviewStep, TestResult } from "../../../server/src/protocol";
import { Latest } from "../latest";
import { rangeOf, reveal } from "../places";
import { locale, noAnswer, type Server } from "../server";
import { balanceText } from "./balance-text";

const rest = 300;

type Placed = PreviewStep & { readonly place: NonNullable<PreviewStep["place"]> };

export class Stepping implements vscode.Disposable {
  private readonly past = vscode.window.createTextEditorDecorationType({
    after: { color: new vscode.ThemeColor("editorCodeLens.foreground"), margin: "0 0 0 2em" },
  });
  private readonly failed = vscode.window.createTextEditorDecorationType({
    after: { color: new vscode.ThemeColor("editorError.foreground"), margin: "0 0 0 2em" },
  });
  private readonly current = vscode.window.createTextEditorDecorationType({
    isWholeLine: true,
    backgroundColor: new vscode.ThemeColor("editor.stackFrameHighlightBackground"),
    overviewRulerColor: new vscode.ThemeColor("editor.stackFrameHighlightBackground"),
  });
  private readonly subscriptions: vscode.Disposable[];
  private readonly latest = new Latest();
  private timer: ReturnType<typeof setTimeout> | undefined;
  private id: string | undefined;
  private steps: readonly Placed[] = [];
  private at = 0;

  constructor(private readonly server: Server) {
    this.subscriptions = [
      vscode.window.onDidChangeVisibleTextEditors(() => this.draw()),
      vscode.workspace.onDidChangeTextDocument(({ document }) => {
        if (this.id === undefined || document.languageId !== "yaml") return;
        clearTimeout(this.timer);
        this.timer = setTimeout(() => this.load(), rest);
      }),
    ];
  }

  /** Shows the first step of a test, by the server's id for it. */
  async start(id: string): Promise<void> {
    this.id = id;
    this.at = 0;
    this.steps = [];
    await this.load();
    if (this.steps.length > 0) await this.go(0);
  }

  /** Goes on by a number of steps, backwards when negative; stays within the scenario. */
  async move(by: number): Promise<void> {
    if (this.steps.length > 0) await this.go(Math.max(0, Math.min(this.steps.length - 1, this.at + by)));
  }

  clear(): void {
    clearTimeout(this.timer);
    this.id = undefined;
    this.steps = [];
    this.draw();
    this.tell();
  }

  dispose(): void {
    clearTimeout(this.timer);
    vscode.Disposable.from(...this.subscriptions, this.latest, this.past, this.failed, this.current).dispose();
  }

  private async load(): Promise<void> {
    const { id } = this;
    if (id === undefined) return;
    try {
      await this.latest.ask(
        (token) => this.server.runTest(id, token),
        (result) => this.show(result),
      );
    } catch (error) {
      this.clear();
      void vscode.window.showErrorMessage(noAnswer(error));
    }
  }

  private show(result: TestResult | null): void {
    this.steps = (result?.steps ?? []).filter((step): step is Placed => step.place !== undefined);
    if (this.steps.length === 0) {
      this.clear();
      void vscode.window.showInformationMessage(vscode.l10n.t("There is no step to show."));
      return;
    }
    this.at = Math.min(this.at, this.steps.length - 1);
    this.draw();
    this.tell();
  }

  private async go(to: number): Promise<void> {
    this.at = to;
    const step = this.steps[to]!;
    await reveal(vscode.Uri.parse(step.place.uri, true), rangeOf(step.place));
    this.draw();
    this.tell();
  }

  private draw(): void {
    for (const editor of vscode.window.visibleTextEditors) {
      const here = this.steps
        .slice(0, this.at + 1)
        .filter(({ place }) => vscode.Uri.parse(place.uri, true).toString() === editor.document.uri.toString());
      const decorations = (steps: readonly Placed[]) => steps.map((step) => decorationOf(step, editor.document));
      editor.setDecorations(this.past, decorations(here.filter(({ problems }) => problems.length === 0)));
      editor.setDecorations(this.failed, decorations(here.filter(({ problems }) => problems.length > 0)));
      const last = here.at(-1);
      const line = last === undefined || last !== this.steps[this.at] ? [] : [lineOf(last, editor.document).range];
      editor.setDecorations(this.current, line);
    }
  }

  private tell(): void {
    void vscode.commands.executeCommand("setContext", "countingHouse.stepping", this.steps.length > 0);
    if (this.steps.length === 0) return;
    vscode.window.setStatusBarMessage(vscode.l10n.t("Step {0} of {1}", this.at + 1, this.steps.length), 5000);
  }
}

function lineOf({ place }: Placed, document: vscode.TextDocument): vscode.TextLine {
  return document.lineAt(Math.min(place.range.start.line, document.lineCount - 1));
}

function decorationOf(step: Placed, document: vscode.TextDocument): vscode.DecorationOptions {
  const { range } = lineOf(step, document);
  const balances = step.balances.map((balance) => balanceText(balance, locale()));
  const text = [...step.problems, ...balances].join(" · ");
  return {
    range: new vscode.Range(range.end, range.end),
    hoverMessage: hoverOf(step.problems, step.balances),
    renderOptions: { after: { contentText: text.length > 160 ? `${text.slice(0, 159)}…` : text } },
  };
}

/** The same in full, a line each. */
function hoverOf(problems: readonly string[], balances: readonly PreviewBalance[]): vscode.MarkdownString {
  const lines = [...problems, ...balances.map((balance) => balanceText(balance, locale()))];
  const hover = new vscode.MarkdownString();
  for (const line of lines) hover.appendText(line).appendMarkdown("\n\n");
  return hover;
}
