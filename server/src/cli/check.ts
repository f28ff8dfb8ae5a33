import { stat } from "node:fs/promises";
import path from "node:path";
import { CHECKS } from "../checks/all.generated";
import { CheckRunner, findingsFor, groupByFile } from "../checks/run";
import type { Finding, Severity } from "../finding";
import { reasonOf, type Unreadable, uriOf } from "../host/files";
import { ledgerFolderOf, loadFile, loadFolder } from "../host/load";
import { localDate } from "../host/node-host";
import { Workspace, type WorkspaceFile } from "../index/workspace";
import { inLocale, type Locale, type Text } from "../l10n/text";
import { offsetsOf } from "../yaml/nodes";
import { displayPath } from "./display-path";
import { EXIT } from "./exit";

export interface CheckOptions {
  readonly format: "text" | "json";
  readonly locale: Locale;
  readonly maxSeverity: "none" | "hint" | "info" | "warning";
}

/** A finding as the command line reports it; lines and columns count from 1, columns in UTF-16 units. */
export interface Diagnostic {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly severity: Severity;
  readonly code: string;
  readonly message: string;
}

const RANK: Readonly<Record<Severity | "none", number>> = { none: 0, hint: 1, info: 2, warning: 3, error: 4 };

/** `counting-house check PATH…`; returns the exit code. */
export async function checkCommand(paths: readonly string[], options: CheckOptions): Promise<number> {
  const say = (text: Text) => inLocale(text, options.locale);
  const faults: string[] = [];
  const notes: string[] = [];
  const checked = await checkPaths(paths, {
    missing: ({ path: file, reason }) =>
      faults.push(say({ en: `${file}: cannot be read (${reason})`, zh: `${file}：无法读取（${reason}）` })),
    beside: ({ path: file, reason }) =>
      notes.push(
        say({
          en: `Note: ${file} beside the files checked cannot be read (${reason}).`,
          zh: `注意：同一账簿里的 ${file} 无法读取（${reason}）。`,
        }),
      ),
    failed: (code, error) =>
      faults.push(say({ en: `Check ${code} failed: ${String(error)}`, zh: `检查 ${code} 出错：${String(error)}` })),
  });
  const diagnostics = checked.flatMap(({ file, findings }) =>
    findings.map((finding) => diagnosticOf(file, finding, options.locale)),
  );
  if (options.format === "json")
    process.stdout.write(`${JSON.stringify({ files: checked.length, diagnostics }, null, 2)}\n`);
  else process.stdout.write(asText(checked.length, diagnostics, say));
  for (const fault of [...faults, ...notes]) process.stderr.write(`${fault}\n`);
  if (checked.length === 0 && faults.length === 0) {
    process.stderr.write(
      `${say({ en: "No ledger files found (*.coa.yaml, *.posting.yaml, *.channel.yaml, *.glossary.yaml).", zh: "没有找到账本文件（*.coa.yaml、*.posting.yaml、*.channel.yaml、*.glossary.yaml）。" })}\n`,
    );
  }
  if (faults.length > 0) return EXIT.fault;
  return diagnostics.some(({ severity }) => RANK[severity] > RANK[options.maxSeverity]) ? EXIT.findings : EXIT.clean;
}

interface Reports {
  /** Something that was asked for. */
  missing(problem: Unreadable): void;
  /** Something that was only looked at because it may belong to the same ledger. */
  beside?(problem: Unreadable): void;
  failed(code: string, error: unknown): void;
}

/** Loads what the paths need and returns the files asked for with their findings, in path order. */
export async function checkPaths(
  paths: readonly string[],
  reports: Reports,
): Promise<{ file: WorkspaceFile; findings: Finding[] }[]> {
  const { workspace, wanted } = await loadPaths(paths, reports.missing, (problem) => reports.beside?.(problem));
  const runner = new CheckRunner(CHECKS, reports.failed);
  const byLedger = new Map(workspace.ledgers.map((ledger) => [ledger, groupByFile(finish(runner.run(ledger)))]));
  const files = [...workspace.all]
    .filter((file) => wanted(file.source.uri))
    .sort((a, b) => (a.source.uri < b.source.uri ? -1 : 1));
  return files.map((file) => {
    const ledger = file.documents[0] && workspace.ledgerOf(file.documents[0]);
    return { file, findings: findingsFor(file, ledger, (ledger && byLedger.get(ledger)?.get(file.source.uri)) ?? []) };
  });
}

/**
 * A workspace with everything that the paths' ledgers consist of, and which of its files were asked for. What cannot be read is
 * `unreadable` when it was asked for, else `beside`.
 */
export async function loadPaths(
  paths: readonly string[],
  unreadable: (problem: Unreadable) => void,
  beside: (problem: Unreadable) => void = () => {},
): Promise<{ workspace: Workspace; wanted: (uri: string) => boolean }> {
  const workspace = new Workspace({ today: localDate });
  const wantedFolders: string[] = [];
  const wantedFiles = new Set<string>();
  const wanted = (uri: string) => wantedFiles.has(uri) || wantedFolders.some((folder) => uri.startsWith(folder));
  const roots = new Set<string>();
  for (const given of paths) {
    try {
      const isFolder = (await stat(given)).isDirectory();
      const folder = isFolder ? given : path.dirname(given);
      const ledgerFolder = await ledgerFolderOf(folder);
      if (isFolder) wantedFolders.push(`${uriOf(given)}/`);
      else wantedFiles.add(uriOf(given));
      await loadFolder(workspace, ledgerFolder ?? folder, {
        unreadable: (problem) => {
          const asked = path.resolve(problem.path) === path.resolve(given) || wanted(uriOf(problem.path));
          (asked ? unreadable : beside)(problem);
        },
        recursive: isFolder || ledgerFolder !== undefined,
      });
      if (!isFolder) await loadFile(workspace, given);
      roots.add(uriOf(ledgerFolder ?? folder));
    } catch (error) {
      unreadable({ path: given, reason: reasonOf(error) });
    }
  }
  workspace.folders = [...roots];
  return { workspace, wanted };
}

function finish<R>(generator: Generator<unknown, R>): R {
  for (;;) {
    const step = generator.next();
    if (step.done) return step.value;
  }
}

function diagnosticOf(file: WorkspaceFile, finding: Finding, locale: Locale): Diagnostic {
  const { start, end } = offsetsOf(finding.at);
  const from = file.source.lines.positionAt(start);
  const to = file.source.lines.positionAt(end);
  return {
    file: displayPath(file.source.uri),
    line: from.line + 1,
    column: from.character + 1,
    endLine: to.line + 1,
    endColumn: to.character + 1,
    severity: finding.severity,
    code: finding.code,
    message: inLocale(finding.message, locale),
  };
}

const SEVERITIES: Readonly<Record<Severity, Text>> = {
  error: { en: "error", zh: "错误" },
  warning: { en: "warning", zh: "警告" },
  info: { en: "info", zh: "提示" },
  hint: { en: "hint", zh: "建议" },
};

function asText(files: number, diagnostics: readonly Diagnostic[], say: (text: Text) => string): string {
  const lines = diagnostics.map(
    (d) => `${d.file}:${d.line}:${d.column}: ${say(SEVERITIES[d.severity])} ${d.code} ${d.message}`,
  );
  const count = (severity: Severity) => diagnostics.filter((d) => d.severity === severity).length;
  const [errors, warnings] = [count("error"), count("warning")];
  const rest = diagnostics.length - errors - warnings;
  lines.push(
    say({
      en: `${many(files, "file")} checked: ${many(errors, "error")}, ${many(warnings, "warning")}, ${many(rest, "remark")}.`,
      zh: `已检查 ${files} 个文件：${errors} 个错误，${warnings} 个警告，${rest} 条提示。`,
    }),
  );
  return `${lines.join("\n")}\n`;
}

function many(count: number, thing: string): string {
  return `${count} ${thing}${count === 1 ? "" : "s"}`;
}
