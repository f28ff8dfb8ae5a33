import type { FeatureContext } from "../features/context";
import { runTests } from "../features/test-tree";
import { Glossaries } from "../index/glossaries";
import { inLocale, type Locale, type Text } from "../l10n/text";
import type { TestItem, TestResult } from "../protocol";
import { loadPaths } from "./check";
import { displayPath } from "./display-path";
import { EXIT } from "./exit";
import { junitOf } from "./junit";

export interface TestOptions {
  readonly format: "text" | "json" | "junit";
  readonly locale: Locale;
}

/** A scenario or example as the command line reports it; lines and columns count from 1. */
export interface Tested {
  readonly file: string;
  readonly line: number;
  readonly kind: "scenario" | "example";
  readonly name: string;
  readonly passed: boolean;
  readonly failures: readonly {
    readonly file: string;
    readonly line: number;
    readonly column: number;
    readonly message: string;
  }[];
}

/** `counting-house test PATH…`: runs scenarios and examples; returns the exit code. */
export async function testCommand(paths: readonly string[], options: TestOptions): Promise<number> {
  const say = (text: Text) => inLocale(text, options.locale);
  const faults: string[] = [];
  const { workspace, wanted } = await loadPaths(paths, ({ path, reason }) =>
    faults.push(say({ en: `${path}: cannot be read (${reason})`, zh: `${path}：无法读取（${reason}）` })),
  );
  const context: FeatureContext = { workspace, glossaries: new Glossaries(workspace), locale: options.locale };
  const tests = [...runTests(context, wanted, () => performance.now())].map(({ test, result }) =>
    testedOf(test, result),
  );
  const failed = tests.filter(({ passed }) => !passed).length;
  if (options.format === "json")
    process.stdout.write(`${JSON.stringify({ passed: tests.length - failed, failed, tests }, null, 2)}\n`);
  else if (options.format === "junit") process.stdout.write(junitOf(tests));
  else process.stdout.write(asText(tests, failed, say));
  for (const fault of faults) process.stderr.write(`${fault}\n`);
  if (faults.length > 0) return EXIT.fault;
  return failed > 0 ? EXIT.findings : EXIT.clean;
}

function testedOf(test: TestItem, { passed, failures }: TestResult): Tested {
  return {
    file: displayPath(test.place.uri),
    line: test.place.range.start.line + 1,
    kind: test.kind,
    name: test.kind === "scenario" ? test.label : `${test.group}: ${test.label}`,
    passed,
    failures: failures.map(({ place: { uri, range }, message }) => ({
      file: displayPath(uri),
      line: range.start.line + 1,
      column: range.start.character + 1,
      message,
    })),
  };
}

function asText(tests: readonly Tested[], failed: number, say: (text: Text) => string): string {
  const word = { scenario: { en: "scenario", zh: "算例" }, example: { en: "example", zh: "示例" } } as const;
  const lines = tests.flatMap(({ file, line, kind, name, passed, failures }) => [
    `${passed ? "✓" : "✗"} ${file}:${line} ${say(word[kind])} ${name}`,
    ...failures.map((failure) => `    ${failure.file}:${failure.line}:${failure.column}: ${failure.message}`),
  ]);
  const count = (kind: Tested["kind"]) => tests.filter((test) => test.kind === kind).length;
  const [scenarios, examples] = [count("scenario"), count("example")];
  lines.push(
    say({
      en: `${scenarios} ${scenarios === 1 ? "scenario" : "scenarios"} and ${examples} ${examples === 1 ? "example" : "examples"}: ${tests.length - failed} passed, ${failed} failed.`,
      zh: `${scenarios} 个算例，${examples} 个示例：${tests.length - failed} 个通过，${failed} 个未通过。`,
    }),
  );
  return `${lines.join("\n")}\n`;
}
