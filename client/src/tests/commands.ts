// Commands on tests: run those at a place, and step through one.
import * as vscode from "vscode";
import { placeOf } from "../places";
import type { Server } from "../server";
import { LedgerTests } from "./controller";
import { Stepping } from "./stepping";

export function registerTests(server: Server): vscode.Disposable {
  const tests = new LedgerTests(server);
  const stepping = new Stepping(server);
  const on = vscode.commands.registerCommand;
  return vscode.Disposable.from(
    tests,
    stepping,
    on("countingHouse.runTests", async (...context: unknown[]) => {
      const found = await testsOf(tests, context);
      if (found.length > 0) await tests.runItems(found);
    }),
    on("countingHouse.stepThrough", async (...context: unknown[]) => {
      const test = await oneOf(await testsOf(tests, context));
      if (test !== undefined) await stepping.start(test.id);
    }),
    on("countingHouse.nextStep", () => stepping.move(1)),
    on("countingHouse.previousStep", () => stepping.move(-1)),
    on("countingHouse.clearSteps", () => stepping.clear()),
  );
}

/** The explorer passes a test, everything else a place. */
async function testsOf(tests: LedgerTests, context: readonly unknown[]): Promise<vscode.TestItem[]> {
  const [first] = context;
  if (isTestItem(first)) return leaves(first);
  const place = placeOf(context);
  const found = place === undefined ? [] : await tests.at(place);
  if (found.length === 0) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t("There is no scenario or example here. Put the cursor into one."),
    );
  }
  return found;
}

async function oneOf(found: readonly vscode.TestItem[]): Promise<vscode.TestItem | undefined> {
  if (found.length <= 1) return found[0];
  const picked = await vscode.window.showQuickPick(
    found.map((test) => ({ label: test.label, test })),
    { placeHolder: vscode.l10n.t("Which one to step through") },
  );
  return picked?.test;
}

function leaves(item: vscode.TestItem): vscode.TestItem[] {
  return item.children.size === 0 ? [item] : [...item.children].flatMap(([, child]) => leaves(child));
}

function isTestItem(value: unknown): value is vscode.TestItem {
  return (
    typeof value === "object" && value !== null && "children" in value && "id" in value && "canResolveChildren" in value
  );
}
