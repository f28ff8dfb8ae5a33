import type {
  Connection,
  Diagnostic,
  DocumentDiagnosticReport,
  WorkspaceDiagnosticReport,
} from "vscode-languageserver";
import type { FeatureContext } from "../features/context";
import { toDiagnostic } from "../features/diagnostics";
import type { Checking } from "./checking";

/** Brings findings to the client: pushed, or pulled when the client offers to ask for them. Both give the same findings. */
export class Diagnostics {
  private readonly sent = new Map<string, string>();

  constructor(
    private readonly connection: Connection,
    private readonly context: () => FeatureContext,
    private readonly checking: Checking,
    /** Resolves when the workspace is loaded and checked. */
    private readonly ready: () => Promise<void>,
    private readonly mode: { readonly pull: boolean; readonly refresh: boolean },
  ) {}

  /** New findings are there: publishes what changed, or asks a pulling client to ask again. */
  publish(): void {
    let changed = false;
    const uris = new Set([...this.checking.files, ...this.sent.keys()]);
    for (const uri of uris) {
      const diagnostics = this.of(uri);
      const file = this.context().workspace.file(uri);
      // Open files have a version; a client is told for every version that it was checked, closed files only of changes.
      const version = file?.source.version || undefined;
      const key = JSON.stringify([version, diagnostics]);
      if (this.sent.get(uri) === key || (diagnostics.length === 0 && !version && !this.sent.has(uri))) continue;
      changed = true;
      this.sent.set(uri, key);
      if (!this.mode.pull) void this.connection.sendDiagnostics({ uri, diagnostics, ...(version ? { version } : {}) });
      if (!file) this.sent.delete(uri);
    }
    if (changed && this.mode.pull && this.mode.refresh) this.connection.languages.diagnostics.refresh();
  }

  async report(uri: string, previous: string | undefined): Promise<DocumentDiagnosticReport> {
    await this.ready();
    const items = this.of(uri);
    const resultId = idOf(items);
    return resultId === previous ? { kind: "unchanged", resultId } : { kind: "full", resultId, items };
  }

  async workspaceReport(previous: ReadonlyMap<string, string>): Promise<WorkspaceDiagnosticReport> {
    await this.ready();
    const items: WorkspaceDiagnosticReport["items"] = [];
    for (const uri of this.checking.files) {
      const diagnostics = this.of(uri);
      const resultId = idOf(diagnostics);
      const version = this.context().workspace.file(uri)?.source.version || null;
      if (previous.get(uri) === resultId) items.push({ kind: "unchanged", uri, version, resultId });
      else if (diagnostics.length > 0 || previous.has(uri))
        items.push({ kind: "full", uri, version, resultId, items: diagnostics });
    }
    return { items };
  }

  private of(uri: string): Diagnostic[] {
    const context = this.context();
    return this.checking.findingsOf(uri).map((finding) => toDiagnostic(context, finding));
  }
}

/** Equal diagnostics have equal ids. */
function idOf(diagnostics: readonly Diagnostic[]): string {
  const text = JSON.stringify(diagnostics);
  let hash = 5381n;
  for (let i = 0; i < text.length; i++) hash = BigInt.asUintN(64, hash * 33n + BigInt(text.charCodeAt(i)));
  return `${text.length.toString(36)}-${hash.toString(36)}`;
}
