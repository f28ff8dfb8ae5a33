import { TextDocument } from "vscode-languageserver-textdocument";
import { CHECKS } from "../../../server/src/checks/all.generated";
import { CheckRunner, findingsFor, groupByFile } from "../../../server/src/checks/run";
import type { FeatureContext } from "../../../server/src/features/context";
import type { Finding } from "../../../server/src/finding";
import { Glossaries } from "../../../server/src/index/glossaries";
import { Workspace } from "../../../server/src/index/workspace";
import { TODAY } from "../../support/files";

/** A workspace as the server keeps it: one text document per file that is edited in place, one runner of checks for all its life. */
export class Session {
  readonly workspace = new Workspace({ today: () => TODAY });
  readonly contexts: readonly FeatureContext[];
  private readonly documents = new Map<string, TextDocument>();
  private readonly runner = new CheckRunner(CHECKS, (code, error) => {
    throw new Error(`${code} failed`, { cause: error });
  });

  constructor(
    readonly root: string,
    files: ReadonlyMap<string, string> = new Map(),
  ) {
    this.workspace.folders = [root];
    const glossaries = new Glossaries(this.workspace);
    const { workspace } = this;
    this.contexts = (["en", "zh-cn"] as const).map((locale) => ({ workspace, glossaries, locale }));
    for (const [name, text] of files) this.set(name, text);
  }

  get names(): readonly string[] {
    return [...this.documents.keys()];
  }

  get files(): ReadonlyMap<string, string> {
    return new Map([...this.documents].map(([name, document]) => [name, document.getText()]));
  }

  uri(name: string): string {
    return `${this.root}/${name}`;
  }

  text(name: string): string {
    return this.documents.get(name)?.getText() ?? "";
  }

  /** Gives a file a text: as an edit of what differs when it is known already. */
  set(name: string, text: string): void {
    const known = this.documents.get(name);
    const document = known
      ? TextDocument.update(known, [difference(known, text)], known.version + 1)
      : TextDocument.create(this.uri(name), "yaml", 1, text);
    this.documents.set(name, document);
    this.workspace.set(document);
  }

  remove(name: string): void {
    this.documents.delete(name);
    this.workspace.remove(this.uri(name));
  }

  /** The findings of all files by name, as the server reports them. A check that fails fails the caller. */
  findings(): Map<string, readonly Finding[]> {
    const found = new Map<string, readonly Finding[]>();
    const name = (uri: string) => uri.slice(this.root.length + 1);
    for (const ledger of this.workspace.ledgers) {
      const byFile = groupByFile(drain(this.runner.run(ledger)));
      for (const { uri } of ledger.documents) {
        const file = this.workspace.file(uri);
        if (file && !found.has(name(uri))) found.set(name(uri), findingsFor(file, ledger, byFile.get(uri) ?? []));
      }
    }
    for (const file of this.workspace.all)
      if (!found.has(name(file.source.uri))) found.set(name(file.source.uri), findingsFor(file, undefined, []));
    return found;
  }
}

function difference(document: TextDocument, text: string) {
  const before = document.getText();
  let start = 0;
  while (start < before.length && start < text.length && before[start] === text[start]) start++;
  let same = 0;
  const most = Math.min(before.length, text.length) - start;
  while (same < most && before[before.length - 1 - same] === text[text.length - 1 - same]) same++;
  // An editor never sends a place between the two halves of a line break.
  if (before[start] === "\n" && before[start - 1] === "\r") start--;
  let end = before.length - same;
  if (before[end] === "\n" && before[end - 1] === "\r") end++;
  const kept = before.length - end;
  return {
    range: { start: document.positionAt(start), end: document.positionAt(end) },
    text: text.slice(start, text.length - kept),
  };
}

function drain<R>(generator: Generator<unknown, R>): R {
  for (;;) {
    const step = generator.next();
    if (step.done) return step.value;
  }
}
