// The Test Explorer: scenarios and examples as tests, grouped by file and rule.
import * as vscode from "vscode";
import type { PlaceParams, TestItem, TestResult } from "../../../server/src/protocol";
import { locationOf, rangeOf } from "../places";
import { noAnswer, type Server } from "../server";

const rest = 400;

export class LedgerTests implements vscode.Disposable {
  readonly controller = vscode.tests.createTestController("countingHouse.tests", vscode.l10n.t("Counting House"));
  private readonly runs: vscode.TestRunProfile;
  private readonly subscriptions: vscode.Disposable[];
  private readonly changed = new vscode.EventEmitter<void>();
  private timer: ReturnType<typeof setTimeout> | undefined;
  private loading: Promise<void> | undefined;

  constructor(private readonly server: Server) {
    this.runs = this.controller.createRunProfile(
      vscode.l10n.t("Run"),
      vscode.TestRunProfileKind.Run,
      (request, token) => (request.continuous ? this.runOnChange(request, token) : this.run(request, token)),
      true,
      undefined,
      true,
    );
    this.controller.refreshHandler = () => this.load();
    this.controller.resolveHandler = async (item) => {
      if (item === undefined) await this.load();
    };
    const yamlChanged = (document: vscode.TextDocument) => {
      if (document.languageId === "yaml") this.schedule();
    };
    const watcher = vscode.workspace.createFileSystemWatcher("**/*.{yaml,yml}");
    this.subscriptions = [
      this.changed,
      watcher,
      watcher.onDidCreate(() => this.schedule()),
      watcher.onDidChange(() => this.schedule()),
      watcher.onDidDelete(() => this.schedule()),
      vscode.workspace.onDidChangeTextDocument(({ document }) => yamlChanged(document)),
      server.onDidChangeStatus(({ state }) => {
        if (state === "ready") this.schedule();
      }),
    ];
  }

  dispose(): void {
    clearTimeout(this.timer);
    vscode.Disposable.from(...this.subscriptions, this.runs, this.controller).dispose();
  }

  /** The tests of what stands at a place: the examples of the rule, or the scenario. */
  async at(place: PlaceParams): Promise<vscode.TestItem[]> {
    const source = new vscode.CancellationTokenSource();
    const preview = await this.server.preview(place, source.token).finally(() => source.dispose());
    if (preview === null) return [];
    await this.load();
    const file = this.controller.items.get(fileId(place.uri));
    if (file === undefined) return [];
    if (preview.kind === "rule")
      return [...(file.children.get(groupId(place.uri, preview.id))?.children ?? [])].map(second);
    const before = [...file.children]
      .map(second)
      .filter(({ children, range }) => children.size === 0 && range && range.start.line <= place.position.line)
      .sort((a, b) => (b.range?.start.line ?? 0) - (a.range?.start.line ?? 0));
    return before.slice(0, 1);
  }

  /** Runs the tests as the explorer would, with the results shown there. */
  async runItems(include: readonly vscode.TestItem[]): Promise<void> {
    const source = new vscode.CancellationTokenSource();
    try {
      await this.run(new vscode.TestRunRequest(include, undefined, this.runs), source.token);
    } finally {
      source.dispose();
    }
  }

  private schedule(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(async () => {
      await this.load();
      this.controller.invalidateTestResults();
      this.changed.fire();
    }, rest);
  }

  /** Asks for the tests again and updates the tree in place, so that what is open stays open. */
  private load(): Promise<void> {
    this.loading ??= this.reload().finally(() => {
      this.loading = undefined;
    });
    return this.loading;
  }

  private async reload(): Promise<void> {
    const source = new vscode.CancellationTokenSource();
    try {
      this.show(await this.server.tests(source.token));
    } catch {
      // The server starts, restarts or has failed: its status says so, and the next state asks again.
    } finally {
      source.dispose();
    }
  }

  private show(tests: readonly TestItem[]): void {
    const files = new Map<string, TestItem[]>();
    for (const test of tests) files.set(test.place.uri, [...(files.get(test.place.uri) ?? []), test]);
    const roots = [...files].map(([uri, inFile]) => {
      const file = vscode.Uri.parse(uri, true);
      const label = vscode.workspace.asRelativePath(file);
      const root = this.item(this.controller.items, fileId(uri), label, file);
      const groups = new Map<string, TestItem[]>();
      for (const test of inFile) groups.set(groupOf(test), [...(groups.get(groupOf(test)) ?? []), test]);
      const children = [...groups].flatMap(([group, members]) => {
        if (group === "") return members.map((test) => this.leaf(root.children, test));
        const parent = this.item(root.children, groupId(uri, group), group, file);
        parent.range = rangeOf(members[0]!.place);
        parent.children.replace(members.map((test) => this.leaf(parent.children, test)));
        return [parent];
      });
      root.children.replace(children);
      return root;
    });
    this.controller.items.replace(roots);
  }

  private leaf(siblings: vscode.TestItemCollection, test: TestItem): vscode.TestItem {
    const item = this.item(siblings, test.id, test.label, vscode.Uri.parse(test.place.uri, true));
    item.range = rangeOf(test.place);
    item.description = test.kind === "scenario" ? vscode.l10n.t("scenario") : undefined;
    return item;
  }

  private item(siblings: vscode.TestItemCollection, id: string, label: string, uri: vscode.Uri): vscode.TestItem {
    const known = siblings.get(id);
    const item = known?.uri?.toString() === uri.toString() ? known : this.controller.createTestItem(id, label, uri);
    item.label = label;
    return item;
  }

  private async runOnChange(request: vscode.TestRunRequest, token: vscode.CancellationToken): Promise<void> {
    const again = this.changed.event(() => void this.run(request, token));
    token.onCancellationRequested(() => again.dispose());
  }

  private async run(request: vscode.TestRunRequest, token: vscode.CancellationToken): Promise<void> {
    const chosen = request.include ?? [...this.controller.items].map(([, item]) => item);
    const excluded = new Set(request.exclude ?? []);
    const run = this.controller.createTestRun(request);
    const leaves = chosen.flatMap((item) => leavesUnder(item, excluded));
    for (const item of leaves) run.enqueued(item);
    for (const item of leaves) {
      if (token.isCancellationRequested || run.token.isCancellationRequested) {
        run.skipped(item);
        continue;
      }
      run.started(item);
      try {
        report(run, item, await this.server.runTest(item.id, run.token));
      } catch (error) {
        run.errored(item, new vscode.TestMessage(noAnswer(error)));
      }
    }
    run.end();
  }
}

function report(run: vscode.TestRun, item: vscode.TestItem, result: TestResult | null): void {
  if (result === null) {
    run.errored(item, new vscode.TestMessage(vscode.l10n.t("This test is no longer in the ledger.")));
    return;
  }
  const line = `${result.passed ? "✓" : "✗"} ${item.label} (${result.milliseconds.toFixed(1)} ms)`;
  run.appendOutput(`${line}\r\n`, undefined, item);
  if (result.passed) {
    run.passed(item, result.milliseconds);
    return;
  }
  const messages = result.failures.map(({ message, place, expected, actual }) => {
    const said =
      expected === undefined || actual === undefined
        ? new vscode.TestMessage(message)
        : vscode.TestMessage.diff(message, expected, actual);
    said.location = locationOf(place);
    return said;
  });
  run.failed(item, messages, result.milliseconds);
}

/** Examples stand under their rule; scenarios directly under their file. */
function groupOf({ kind, group }: TestItem): string {
  return kind === "example" ? group : "";
}

/** The editor and the server may write the same address differently. */
function fileId(uri: string): string {
  return `file:${vscode.Uri.parse(uri, true)}`;
}

function groupId(uri: string, group: string): string {
  return `group:${vscode.Uri.parse(uri, true)}#${group}`;
}

function second([, item]: [string, vscode.TestItem]): vscode.TestItem {
  return item;
}

function leavesUnder(item: vscode.TestItem, excluded: ReadonlySet<vscode.TestItem>): vscode.TestItem[] {
  if (excluded.has(item)) return [];
  if (item.children.size === 0) return [item];
  return [...item.children].flatMap(([, child]) => leavesUnder(child, excluded));
}
