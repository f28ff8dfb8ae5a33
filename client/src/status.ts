// The language status item: how far the index is, and the way to the log.
import * as vscode from "vscode";
import type { IndexStatus } from "../../server/src/protocol";
import { documentSelector, type Server } from "./server";

export function showStatus(server: Server): vscode.Disposable {
  const item = vscode.languages.createLanguageStatusItem("countingHouse.index", documentSelector());
  item.name = vscode.l10n.t("Counting House index");
  item.command = { command: "countingHouse.showOutput", title: vscode.l10n.t("Show log") };
  const update = (status: IndexStatus) => {
    item.busy = status.state === "indexing";
    item.severity =
      status.state === "error" ? vscode.LanguageStatusSeverity.Error : vscode.LanguageStatusSeverity.Information;
    item.text = textOf(status);
    item.detail = status.message;
    void vscode.commands.executeCommand("setContext", "countingHouse.state", status.state);
  };
  update({ state: "indexing", files: 0 });
  return vscode.Disposable.from(item, server.onDidChangeStatus(update), showMembership(server));
}

/** Which chart the file at hand belongs to, and why. */
function showMembership(server: Server): vscode.Disposable {
  const item = vscode.languages.createLanguageStatusItem("countingHouse.membership", documentSelector());
  item.name = vscode.l10n.t("Chart of accounts");
  const update = async () => {
    const uri = vscode.window.activeTextEditor?.document.uri;
    const text = uri && (await server.membership(uri.toString()));
    item.text = text ?? vscode.l10n.t("Not part of a ledger");
  };
  return vscode.Disposable.from(
    item,
    vscode.window.onDidChangeActiveTextEditor(() => void update()),
    server.onDidChangeStatus(({ state }) => void (state === "ready" && update())),
  );
}

function textOf(status: IndexStatus): string {
  switch (status.state) {
    case "indexing":
      return vscode.l10n.t("Reading ledger files");
    case "ready":
      return vscode.l10n.t("Ledger files: {0}", status.files);
    case "error":
      return vscode.l10n.t("Counting House does not work");
  }
}
