import * as vscode from "vscode";
import { openTermCommand } from "../../server/src/protocol";
import { registerCheckPages } from "./checks/pages";
import { FlowPanel, scopeOf } from "./flow/panel";
import { addToGlossary, findInWorkspace, pickTerm, termAsMarkdown } from "./glossary/actions";
import { GlossaryPanel } from "./glossary/panel";
import { GlossaryTree } from "./glossary/tree";
import { placeOf } from "./places";
import { PreviewPanel } from "./preview/panel";
import { registerShowReferences } from "./references";
import { Server } from "./server";
import { showStatus } from "./status";
import { registerTests } from "./tests/commands";

let server: Server | undefined;

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  server = new Server(context);
  context.subscriptions.push(...features(context, server));
  await server.start();
}

/** The server ends before the extension host does. */
export async function deactivate(): Promise<void> {
  await server?.dispose();
}

function features(context: vscode.ExtensionContext, server: Server): vscode.Disposable[] {
  return [
    showStatus(server),
    ...glossary(context, server),
    ...pictures(context, server),
    registerTests(server),
    registerCheckPages(context.extensionUri),
    registerShowReferences(),
    vscode.commands.registerCommand("countingHouse.restartServer", () => server.restart()),
    vscode.commands.registerCommand("countingHouse.showOutput", () => server.showOutput()),
    vscode.workspace.onDidChangeConfiguration((event) => {
      const needsRestart = ["countingHouse.language", "countingHouse.glossary"].some((name) =>
        event.affectsConfiguration(name),
      );
      if (needsRestart) void server.restart();
    }),
  ];
}

function glossary(context: vscode.ExtensionContext, server: Server): vscode.Disposable[] {
  const panel = new GlossaryPanel(context.extensionUri, server);
  const onTerm = (name: string, action: (id: string) => Promise<void>) =>
    vscode.commands.registerCommand(name, async (argument: unknown) => {
      const id = termId(argument) ?? (await pickTerm(server));
      if (id !== undefined) await action(id);
    });
  return [
    panel,
    vscode.window.registerTreeDataProvider("countingHouse.glossary", new GlossaryTree(server)),
    vscode.commands.registerCommand("countingHouse.openGlossary", () => panel.open()),
    onTerm(openTermCommand, (id) => panel.open(id)),
    onTerm("countingHouse.findTerm", (id) => findInWorkspace(server, id)),
    onTerm("countingHouse.copyTerm", (id) => termAsMarkdown(server, id)),
    vscode.commands.registerCommand("countingHouse.addToGlossary", () => addToGlossary(server)),
  ];
}

function pictures(context: vscode.ExtensionContext, server: Server): vscode.Disposable[] {
  const preview = new PreviewPanel(context.extensionUri, server);
  const flow = new FlowPanel(context.extensionUri, server);
  return [
    preview,
    flow,
    vscode.commands.registerCommand("countingHouse.openPreview", (...place: unknown[]) => preview.open(placeOf(place))),
    // A scope, when one is given, comes first: `rule`, `scenario` or `workspace`.
    vscode.commands.registerCommand("countingHouse.openFlow", (first: unknown, ...rest: unknown[]) => {
      const scope = scopeOf(first);
      return flow.open(scope, placeOf(scope === undefined ? [first, ...rest] : rest));
    }),
  ];
}

/** A link passes an id, the side bar passes a glossary entry, the palette passes nothing. */
function termId(argument: unknown): string | undefined {
  if (typeof argument === "string") return argument;
  if (typeof argument === "object" && argument !== null && "id" in argument && typeof argument.id === "string") {
    return argument.id;
  }
  return undefined;
}
