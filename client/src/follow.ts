// Follows the reader through the ledger: where the cursor rests, and when a file was edited.
import * as vscode from "vscode";
import type { PlaceParams } from "../../server/src/protocol";
import { cursorOf, moved } from "./places";
import type { Server } from "./server";

const rest = 150;

/** Calls back once cursor and keyboard have rested, and at once when the server has read its files. */
export class Follower implements vscode.Disposable {
  /** Where the cursor was last in a YAML file. */
  cursor: PlaceParams | undefined = cursorOf(vscode.window.activeTextEditor);
  private readonly subscriptions: vscode.Disposable[];
  private timer: ReturnType<typeof setTimeout> | undefined;
  private edited = false;

  /**
   * `onRest` is told whether anything but the cursor changed; `onEdit` is called at once for every edit of a YAML file, so
   * that places can move with the text.
   */
  constructor(
    server: Server,
    private readonly onRest: (edited: boolean) => void,
    onEdit: (event: vscode.TextDocumentChangeEvent) => void = () => undefined,
  ) {
    this.subscriptions = [
      vscode.window.onDidChangeActiveTextEditor((editor) => this.look(editor)),
      vscode.window.onDidChangeTextEditorSelection(({ textEditor }) => this.look(textEditor)),
      vscode.workspace.onDidChangeTextDocument((event) => {
        if (event.document.languageId !== "yaml" || event.contentChanges.length === 0) return;
        if (this.cursor !== undefined) this.cursor = moved(this.cursor, event);
        onEdit(event);
        this.edited = true;
        this.schedule();
      }),
      server.onDidChangeStatus(({ state }) => {
        if (state === "ready") this.onRest(true);
      }),
    ];
  }

  dispose(): void {
    clearTimeout(this.timer);
    vscode.Disposable.from(...this.subscriptions).dispose();
  }

  private look(editor: vscode.TextEditor | undefined): void {
    const cursor = editor === vscode.window.activeTextEditor ? cursorOf(editor) : undefined;
    if (cursor === undefined) return;
    this.cursor = cursor;
    this.schedule();
  }

  private schedule(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      const { edited } = this;
      this.edited = false;
      this.onRest(edited);
    }, rest);
  }
}
