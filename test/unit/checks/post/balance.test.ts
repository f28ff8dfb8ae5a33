import assert from "node:assert/strict";
import { findingsOf, workspaceOf } from "../../../support/files";
import { applyFix } from "../../../support/fixes";

/** A posting file that splits `gross` by rates, in one rounding mode. */
function split(rates: readonly string[], mode: string): ReadonlyMap<string, string> {
  const accounts = ["100201", ...rates.map((_, i) => `22020${i + 1}`)];
  const chart = [
    "kind: chart-of-accounts",
    "schema: 1",
    "accounts:",
    ...accounts.map(
      (code) => `  - { code: "${code}", name: 科目${code}, class: ${code === "100201" ? "asset" : "liability"} }`,
    ),
  ];
  const rules = [
    "kind: posting-rules",
    "schema: 1",
    `rounding: { mode: ${mode} }`,
    "inputs:",
    "  gross: { type: money, min: 0.01 }",
    "rules:",
    "  - id: split",
    "    event: split",
    "    entries:",
    '      - { debit: "100201", amount: gross }',
    ...rates.map((rate, i) => `      - { credit: "22020${i + 1}", amount: round(gross * ${rate}) }`),
  ];
  return new Map([
    ["a.coa.yaml", `${chart.join("\n")}\n`],
    ["b.posting.yaml", `${rules.join("\n")}\n`],
  ]);
}

function balanceFindings(files: ReadonlyMap<string, string>) {
  return findingsOf(workspaceOf(files))
    .get("b.posting.yaml")!
    .filter(({ code }) => code === "post/unbalanced" || code === "post/rounding-residual");
}

/** `25.00` for a refutation at 25.00, `proved` for silence. */
function verdictOf(rates: readonly string[], mode: string): string {
  const [finding, more] = balanceFindings(split(rates, mode));
  assert.equal(more, undefined);
  if (!finding) return "proved";
  assert.equal(finding.code, "post/rounding-residual");
  return /gross = ([\d.]+)/.exec(finding.message.en)?.[1] ?? finding.message.en;
}

describe("the reference table of the balance proof, through files", () => {
  const table = [
    { rates: ["0.0038", "0.9962"], half_up: "25.00", half_even: "proved", down: "0.01" },
    { rates: ["0.006", "0.994"], half_up: "2.50", half_even: "proved", down: "0.01" },
    { rates: ["0.05", "0.0038", "0.9462"], half_up: "0.28", half_even: "0.10", down: "0.01" },
    { rates: ["1 / 3", "1 / 3", "1 / 3"], half_up: "0.01", half_even: "0.01", down: "0.01" },
  ];
  for (const { rates, ...modes } of table) {
    for (const [mode, expected] of Object.entries(modes)) {
      it(`${rates.join(", ")} rounded ${mode}: ${expected}`, () => assert.equal(verdictOf(rates, mode), expected));
    }
  }
});

describe("fixes of a balance", () => {
  const titles = (files: ReadonlyMap<string, string>) =>
    balanceFindings(files).flatMap(({ fixes }) => (fixes?.() ?? []).map(({ title }) => title.en));

  it("offers the rest, one rounding, and half-even where it is proved", () => {
    assert.deepEqual(titles(split(["0.0038", "0.9962"], "half_up")), [
      "Let 220202 take the rest",
      "Round once and subtract: 220202 = gross - round(gross * 0.0038)",
      "Round half to even in this file: proved to balance",
    ]);
  });

  it("does not offer half-even where it is not proved", () => {
    assert.ok(!titles(split(["0.05", "0.0038", "0.9462"], "half_up")).some((title) => title.includes("even")));
  });

  it("does not offer half-even where another rule of the file would lose its balance", () => {
    const files = new Map(split(["0.0038", "0.9962"], "half_up"));
    // Half up leaves exactly what rounding down gives; half even does not.
    const other = [
      "  - id: other",
      "    event: fee",
      "    entries:",
      '      - { debit: "100201", amount: gross - round(gross * 0.5) }',
      '      - { credit: "220201", amount: "round(gross * 0.5, down)" }',
      "",
    ];
    files.set("b.posting.yaml", `${files.get("b.posting.yaml")}${other.join("\n")}`);
    assert.equal(balanceFindings(files).length, 1);
    assert.ok(!titles(files).some((title) => title.includes("even")));
  });

  it("each repair is proved afterwards", () => {
    const files = split(["0.0038", "0.9962"], "half_up");
    for (const fix of balanceFindings(files).flatMap(({ fixes }) => fixes?.() ?? []))
      assert.deepEqual(balanceFindings(applyFix(files, fix)), [], fix.title.en);
  });

  it("adds the missing leg on the account other rules use for it", () => {
    const files = new Map(split(["0.0038"], "half_up"));
    const other = [
      "  - id: other",
      "    event: fee",
      "    entries:",
      '      - { debit: "220201", amount: gross - round(gross * 0.0038) }',
      '      - { credit: "220202", amount: gross - round(gross * 0.0038) }',
      "",
    ];
    files.set("a.coa.yaml", `${files.get("a.coa.yaml")}  - { code: "220202", name: 商户可用, class: liability }\n`);
    files.set("b.posting.yaml", `${files.get("b.posting.yaml")}${other.join("\n")}`);
    const [finding] = balanceFindings(files);
    assert.equal(finding?.code, "post/unbalanced");
    const [fix, more] = finding.fixes?.() ?? [];
    assert.equal(more, undefined);
    assert.equal(fix?.title.en, "Add credit 220202, gross - round(gross * 0.0038)");
    assert.deepEqual(balanceFindings(applyFix(files, fix)), []);
  });
});

describe("an unproven rule", () => {
  it("is a hint with the reason, and offers the rest", () => {
    const [finding, more] = balanceFindings(split(["0.003877", "0.996123"], "half_even"));
    assert.equal(more, undefined);
    assert.equal(finding?.code, "post/unbalanced");
    assert.equal(finding.severity, "hint");
    assert.match(finding.message.en, /not proved to balance\. .*take the rest/);
    assert.equal(finding.fixes?.()[0]?.title.en, "Let 220202 take the rest");
  });
});
