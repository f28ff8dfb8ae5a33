import { TextDocument } from "vscode-languageserver-textdocument";
import { CHECKS } from "../../server/src/checks/all.generated";
import { CheckRunner, findingsFor, groupByFile } from "../../server/src/checks/run";
import type { Finding } from "../../server/src/finding";
import { Workspace } from "../../server/src/index/workspace";
import { offsetsOf } from "../../server/src/yaml/nodes";

/** The day on which fixtures are judged unless they say otherwise. */
export const TODAY = "2026-11-20";
export const ROOT = "file:///w";

/** A fixture: several files in one text. A line `=== name.coa.yaml` begins a file; without one the whole is `fixture.<kind>.yaml`. */
export interface Fixture {
  /** Texts by file name, annotations and cursor marks taken out. */
  readonly files: ReadonlyMap<string, string>;
  readonly expected: readonly Expectation[];
  /** Where `$0` stood. */
  readonly cursor: { readonly file: string; readonly offset: number } | undefined;
}

/** `# ^^^ code: message` under the text it marks. The message is optional; both languages' messages are accepted. */
export interface Expectation {
  readonly file: string;
  readonly line: number;
  readonly from: number;
  readonly to: number;
  readonly code: string;
  readonly message: string | undefined;
}

const FILE = /^=== (\S+)$/;
const MARK = /^(\s*#\s*)(\^+)\s+([a-z]+\/[a-z-]+)(?::\s*(.*))?$/;
const SUFFIX: Readonly<Record<string, string>> = {
  "chart-of-accounts": "coa",
  "posting-rules": "posting",
  "payment-channels": "channel",
  glossary: "glossary",
};

export function fixture(text: string): Fixture {
  const files = new Map<string, string>();
  const expected: Expectation[] = [];
  let cursor: Fixture["cursor"];
  let name = "";
  let lines: string[] = [];
  const close = () => {
    if (name === "" && lines.every((line) => line.trim() === "")) return;
    const kind = /^kind:\s*(\S+)/m.exec(lines.join("\n"))?.[1] ?? "";
    const file = name || `fixture.${SUFFIX[kind] ?? "coa"}.yaml`;
    let joined = lines.join("\n");
    if (!joined.endsWith("\n")) joined += "\n";
    const at = joined.indexOf("$0");
    if (at >= 0) {
      cursor = { file, offset: at };
      joined = joined.slice(0, at) + joined.slice(at + 2);
    }
    files.set(file, joined);
    for (const [i, e] of expected.entries()) if (e.file === "") expected[i] = { ...e, file };
  };
  for (const line of dedent(text).split("\n")) {
    const begins = FILE.exec(line);
    const mark = MARK.exec(line);
    if (begins) {
      close();
      name = begins[1]!;
      lines = [];
    } else if (mark) {
      const from = mark[1]!.length;
      expected.push({
        file: "",
        line: lines.length - 1,
        from,
        to: from + mark[2]!.length,
        code: mark[3]!,
        message: mark[4],
      });
    } else {
      lines.push(line);
    }
  }
  close();
  return { files, expected, cursor };
}

function dedent(text: string): string {
  const lines = text.replace(/^\n/, "").trimEnd().split("\n");
  const indent = Math.min(...lines.filter((line) => line.trim() !== "").map((line) => /^ */.exec(line)![0].length));
  return lines.map((line) => line.slice(indent)).join("\n");
}

/** A workspace in memory with these files under {@link ROOT}. */
export function workspaceOf(files: ReadonlyMap<string, string>): Workspace {
  const workspace = new Workspace({ today: () => TODAY });
  workspace.folders = [ROOT];
  for (const [name, text] of files) workspace.set(TextDocument.create(`${ROOT}/${name}`, "yaml", 1, text));
  return workspace;
}

/** All findings of a workspace by file name, as a user sees them. A failing check fails the caller. */
export function findingsOf(workspace: Workspace): Map<string, Finding[]> {
  const runner = new CheckRunner(CHECKS, (code, error) => {
    throw new Error(`${code} failed`, { cause: error });
  });
  const byFile = new Map<string, Finding[]>();
  const checked = new Map(workspace.ledgers.map((ledger) => [ledger, groupByFile(drain(runner.run(ledger)))]));
  for (const file of workspace.all) {
    const ledger = file.documents[0] && workspace.ledgerOf(file.documents[0]);
    byFile.set(
      file.source.uri.slice(ROOT.length + 1),
      findingsFor(file, ledger, (ledger && checked.get(ledger)?.get(file.source.uri)) ?? []),
    );
  }
  return byFile;
}

function drain<R>(generator: Generator<unknown, R>): R {
  for (;;) {
    const step = generator.next();
    if (step.done) return step.value;
  }
}

/** A finding in the form of an annotation, for readable failures. */
export function annotationOf(workspace: Workspace, file: string, finding: Finding): string {
  const lines = workspace.file(`${ROOT}/${file}`)!.source.lines;
  const { start, end } = offsetsOf(finding.at);
  const [from, to] = [lines.positionAt(start), lines.positionAt(end)];
  return `${file}:${from.line}:${from.character}-${to.line === from.line ? to.character : `${to.line}:${to.character}`} ${finding.code}`;
}

/** The expectations of a fixture for one code, in the form of {@link annotationOf}. */
export function expectationsOf(given: Fixture, code: string): string[] {
  return given.expected.filter((e) => e.code === code).map((e) => `${e.file}:${e.line}:${e.from}-${e.to} ${e.code}`);
}
