import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { type Diagnostic, DiagnosticSeverity } from "vscode-languageserver-protocol";
import { ROOT, ServerUnderTest } from "./client";

interface Line {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly severity: string;
  readonly code: string;
  readonly message: string;
}

const SEVERITIES = {
  [DiagnosticSeverity.Error]: "error",
  [DiagnosticSeverity.Warning]: "warning",
  [DiagnosticSeverity.Information]: "info",
  [DiagnosticSeverity.Hint]: "hint",
};

/** The example ledger with faults of every sort: syntax, schema, references, entries, silenced and idle ignore comments. */
function damagedExamples(): string {
  const folder = realpathSync(mkdtempSync(path.join(tmpdir(), "counting-house-parity-")));
  cpSync(path.join(ROOT, "examples"), folder, { recursive: true });
  const edit = (file: string, change: (text: string) => string) => {
    const full = path.join(folder, file);
    const before = readFileSync(full, "utf8");
    const after = change(before);
    assert.notEqual(after, before, `${file} was not changed`);
    writeFileSync(full, after);
  };
  const [firstRules, secondRules, thirdRules] = readdirSync(path.join(folder, "rules")).sort();
  edit(`rules/${firstRules}`, (text) =>
    text.replace("amount: gross", "ammount: gross").replace(/debit: "(\d+)"/, 'debit: "9$1"'),
  );
  edit(`rules/${secondRules}`, (text) =>
    text.replace(
      /^( *)- id: (\S+)/m,
      '$1# counting-house-ignore post/unbalanced: nothing of the sort here\n$1- id: "$2',
    ),
  );
  edit(`rules/${thirdRules}`, (text) => text.replace(/event: (\w+)/, "event: $1x"));
  edit("chart/songfeng.coa.yaml", (text) =>
    text
      .replace("class: asset", "class: asset\n    class: liability")
      .replace("normal_balance: credit", "normal_balance: debit"),
  );
  return folder;
}

describe("command line, pushed and pulled diagnostics", () => {
  const folder = damagedExamples();
  after(() => rmSync(folder, { recursive: true }));

  for (const locale of ["en", "zh-cn"] as const) {
    it(`give the same findings (${locale})`, async function () {
      this.timeout(60_000);
      const fromCli = commandLine(folder, locale);
      assert.ok(fromCli.length >= 5, `only ${fromCli.length} findings`);

      const pushing = await ServerUnderTest.start(folder, { locale });
      const byFile = new Map<string, Line[]>();
      for (const line of fromCli) byFile.set(line.file, [...(byFile.get(line.file) ?? []), line]);
      for (const [file, lines] of byFile)
        await pushing.until(pathToUri(pushing, file), (found) => found.length === lines.length);
      const pushed = [...pushing.diagnostics].flatMap(([uri, { diagnostics }]) =>
        diagnostics.map((d) => lineOf(uri, d)),
      );
      assert.equal(await pushing.stop(), 0);
      assert.deepEqual(sorted(pushed), sorted(fromCli));

      const pulling = await ServerUnderTest.start(folder, {
        locale,
        capabilities: { textDocument: { diagnostic: {} } },
      });
      const report = (await pulling.connection.sendRequest("workspace/diagnostic", { previousResultIds: [] })) as {
        items: { uri: string; items?: Diagnostic[] }[];
      };
      const pulled = report.items.flatMap(({ uri, items }) => (items ?? []).map((d) => lineOf(uri, d)));
      assert.equal(await pulling.stop(), 0);
      assert.deepEqual(sorted(pulled), sorted(fromCli));
    });
  }
});

function commandLine(folder: string, locale: string): Line[] {
  try {
    return JSON.parse(
      execFileSync(
        process.execPath,
        [path.join(ROOT, "dist/cli.js"), "check", folder, "--format", "json", "--lang", locale],
        { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] },
      ),
    ).diagnostics;
  } catch (error) {
    return JSON.parse((error as { stdout: string }).stdout).diagnostics;
  }
}

function pathToUri(server: ServerUnderTest, file: string): string {
  const full = path.resolve(file);
  return [...server.diagnostics.keys()].find((uri) => fileURLToPath(uri) === full) ?? `file://${full}`;
}

function lineOf(uri: string, d: Diagnostic): Line {
  const { start, end } = d.range;
  const full = fileURLToPath(uri);
  const relative = path.relative(process.cwd(), full);
  return {
    file: relative.startsWith("..") ? full : relative,
    line: start.line + 1,
    column: start.character + 1,
    endLine: end.line + 1,
    endColumn: end.character + 1,
    severity: SEVERITIES[d.severity!],
    code: String(d.code),
    message: d.message as string,
  };
}

function sorted(lines: readonly Line[]): string[] {
  return lines.map((line) => JSON.stringify(line)).sort();
}
