import type { Tested } from "./test";

/** Tests as JUnit XML: one suite per file, one case per scenario or example. */
export function junitOf(tests: readonly Tested[]): string {
  const byFile = new Map<string, Tested[]>();
  for (const test of tests) {
    const list = byFile.get(test.file);
    if (list) list.push(test);
    else byFile.set(test.file, [test]);
  }
  const lines = ['<?xml version="1.0" encoding="UTF-8"?>', `<testsuites name="counting-house"${counts(tests)}>`];
  for (const [file, own] of byFile) {
    lines.push(`  <testsuite name="${escaped(file)}"${counts(own)}>`);
    for (const test of own) lines.push(...caseLines(test));
    lines.push("  </testsuite>");
  }
  return `${[...lines, "</testsuites>"].join("\n")}\n`;
}

function counts(tests: readonly Tested[]): string {
  return ` tests="${tests.length}" failures="${tests.filter(({ passed }) => !passed).length}"`;
}

function caseLines({ file, line, kind, name, passed, failures }: Tested): readonly string[] {
  const head = `    <testcase classname="${escaped(`${file} ${kind}`)}" name="${escaped(name)}" file="${escaped(file)}" line="${line}"`;
  if (passed) return [`${head}/>`];
  const places = failures.map((failure) => `${failure.file}:${failure.line}:${failure.column}: ${failure.message}`);
  const message = escaped(failures[0]?.message ?? "");
  return [`${head}>`, `      <failure message="${message}">${escaped(places.join("\n"))}</failure>`, "    </testcase>"];
}

/** Text safe in XML: no markup, and none of the control characters XML cannot hold. */
function escaped(text: string): string {
  return [...text]
    .filter((character) => character >= " " || "\t\n\r".includes(character))
    .join("")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}
