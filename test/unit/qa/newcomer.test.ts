import assert from "node:assert/strict";
import { offsetsOf } from "../../../server/src/yaml/nodes";
import { findingsOf, ROOT, workspaceOf } from "../../support/files";
import { applyFix } from "../../support/fixes";

const CHART = (account: string) => `kind: chart-of-accounts
schema: 1
accounts:
${account}
  - code: "2202"
    name: 应付账款
    class: liability
`;

function findings(files: Record<string, string>) {
  return [...findingsOf(workspaceOf(new Map(Object.entries(files)))).values()].flat();
}

function said(files: Record<string, string>): string[] {
  return findings(files)
    .filter(({ severity }) => severity !== "hint")
    .map(({ code, message }) => `${code}: ${message.en}`);
}

describe("a slip in the text of a file", () => {
  const SLIPS: readonly (readonly [name: string, account: string, finding: string, repaired?: string])[] = [
    [
      "a full-width colon",
      '  - code: "1002"\n    name：银行存款\n    class: asset',
      "yaml/syntax: This colon is a full-width character (：); type a plain colon and a space.",
      "    name: 银行存款",
    ],
    [
      "no space after a colon",
      '  - code: "1002"\n    name:银行存款\n    class: asset',
      "yaml/syntax: A space is missing after this colon.",
      "    name: 银行存款",
    ],
    [
      "no space after a dash",
      '  -code: "1002"\n    name: 银行存款\n    class: asset',
      "yaml/syntax: A space is missing after this dash.",
      '  - code: "1002"',
    ],
    [
      "a quote that is not closed",
      '  - code: "1002\n    name: 银行存款\n    class: asset',
      "yaml/syntax: This quote is never closed.",
      '  - code: "1002"',
    ],
    [
      "a line further out than its neighbours",
      '  - code: "1002"\n    name: 银行存款\n   class: asset',
      "yaml/syntax: This line is indented by 3 spaces, its neighbours by 4.",
      "    class: asset",
    ],
    [
      "a line further in than its neighbours",
      '  - code: "1002"\n    name: 银行存款\n     class: asset',
      "yaml/syntax: This line is indented by 5 spaces, its neighbours by 4.",
      "    class: asset",
    ],
    ["a tab", '  - code: "1002"\n    name: 银行存款\n\tclass: asset', "yaml/tab: Tabs cannot indent YAML; use spaces."],
  ];
  for (const [name, account, expected, repaired] of SLIPS) {
    it(`is named once: ${name}`, () => {
      const files = { "a.coa.yaml": CHART(account) };
      assert.deepEqual(said(files), [expected]);
      if (repaired === undefined) return;
      const fix = findings(files)[0]!.fixes!()[0]!;
      const text = applyFix(new Map(Object.entries(files)), fix).get("a.coa.yaml")!;
      assert.ok(text.split("\n").includes(repaired), text);
      assert.deepEqual(said({ "a.coa.yaml": text }), []);
    });
  }

  it("is one finding when a file names the wrong kind", () => {
    const text = CHART('  - { code: "1002", name: 银行存款, class: asset }').replace(
      "kind: chart-of-accounts\nschema: 1",
      "kind: posting-rules\nschema: 1\nbase_currency: CNY",
    );
    assert.deepEqual(said({ "a.coa.yaml": text }), [
      "yaml/wrong-value: By its name and keys this is a file of kind chart-of-accounts, not posting-rules.",
    ]);
  });

  it("is one finding when a list has a word too many of the wrong spelling", () => {
    const text = `kind: payment-channels
schema: 1
channels:
  - id: a
    name: A
    flow: pay_in
    method: gateway_b2c
    time_zone: Asia/Shanghai
    countries: [CHN]
    service_hours:
      - { days: [mon, tus], from: "08:00", to: "18:00" }
`;
    assert.deepEqual(said({ "a.channel.yaml": text }), [
      "yaml/wrong-value: This must be an ISO 3166 country code such as CN.",
      "yaml/wrong-value: This must be one of mon, tue, wed, thu, fri, sat, sun, working_days, non_working_days, every_day. Did you mean `tue`?",
    ]);
  });
});

describe("a value of the right form that cannot be meant", () => {
  const CASES: Readonly<Record<string, readonly [file: string, text: string, ...findings: readonly string[]]>> = {
    "days that do not exist, and an end before its beginning": [
      "a.coa.yaml",
      `kind: chart-of-accounts
schema: 1
regulation: { as_of: "2026-02-30" }
accounts:
  - code: "1002"
    name: 银行存款
    class: asset
    valid_from: "2026-03-01"
    valid_to: "2026-01-01"
`,
      "2:21 yaml/wrong-value There is no day 2026-02-30 in the calendar.",
      "8:14 yaml/wrong-value `valid_to` (2026-01-01) is before `valid_from` (2026-03-01).",
    ],
    "ranges upside down": [
      "a.posting.yaml",
      `kind: posting-rules
schema: 1
inputs:
  gross: { type: money, min: 100.00, max: 20.00 }
products:
  - { id: shop, name: 收单, min_amount: 10.00, max_amount: 9.00 }
`,
      "3:42 yaml/wrong-value `min` (100.00) is above `max` (20.00).",
      "5:57 yaml/wrong-value `min_amount` (10.00) is above `max_amount` (9.00).",
    ],
    "codes in characters that look alike": [
      "a.coa.yaml",
      `kind: chart-of-accounts
schema: 1
accounts:
  - { code: “1002”, name: 银行存款（活期）, class: asset }
`,
      '3:12 yaml/wrong-value `“1002”` has a stray quote or full-width characters and is not the same as "1002"; type it in plain characters.',
    ],
    "checks that do not exist": [
      "counting-house.yaml",
      "checks:\n  post/unbalancd: error\n  yaml/unquoted: warning\n  term: info\n",
      "1:2 yaml/unknown-key There is no check post/unbalancd; did you mean post/unbalanced?",
    ],
    "a date that is none, which other checks reckon with": [
      "a.coa.yaml",
      'kind: chart-of-accounts\nschema: 1\nregulation: { as_of: "2026-13-01" }\n',
      '2:21 yaml/wrong-value `as_of` must be a date such as "2026-11-20".',
    ],
  };
  for (const [name, [file, text, ...expected]] of Object.entries(CASES)) {
    it(`is reported: ${name}`, () => {
      const workspace = workspaceOf(new Map([[file, text]]));
      const found = [...findingsOf(workspace).values()].flat().filter(({ severity }) => severity !== "hint");
      const lines = workspace.file(`${ROOT}/${file}`)!.source.lines;
      assert.deepEqual(
        found.map(({ at, code, message }) => {
          const { line, character } = lines.positionAt(offsetsOf(at).start);
          return `${line}:${character} ${code} ${message.en}`;
        }),
        expected,
      );
    });
  }
});

describe("text that a comma cuts in two", () => {
  it("is an error in an amount", () => {
    const text = `kind: posting-rules
schema: 1
inputs: { a: { type: money }, b: { type: money } }
rules:
  - { id: pay, event: payment, entries: [{ debit: "1", amount: max(a, b) }, { credit: "2", amount: rest }] }
`;
    const found = findings({ "a.posting.yaml": text }).find(({ code }) => code === "yaml/unquoted")!;
    assert.equal(found.severity, "error");
    assert.match(found.message.en, /^The comma ends `amount` here, and `b\)` is read as a key of its own\./);
    const fixed = applyFix(new Map([["a.posting.yaml", text]]), found.fixes!()[0]!).get("a.posting.yaml")!;
    assert.match(fixed, /amount: "max\(a, b\)"/);
    assert.deepEqual(said({ "a.posting.yaml": fixed }), []);
  });

  it("is a warning in a definition, of which only the end is lost", () => {
    const text = `contexts:\n  - name: 对账\n    terms:\n      - { name: 长款, definition: 实有多于应有, 钱已在手 }\n`;
    const [found, ...others] = findings({ "a.glossary.yaml": text });
    assert.deepEqual([found?.code, found?.severity, others.length], ["yaml/unquoted", "warning", 0]);
  });
});

describe("merge keys", () => {
  it("count as written in the mapping that merges them", () => {
    assert.deepEqual(
      said({
        "a.coa.yaml": `kind: chart-of-accounts
schema: 1
x-defaults:
  asset: &asset { class: asset, normal_balance: debit }
  named: &named { <<: *asset, name: 银行存款 }
accounts:
  - { <<: *named, code: "1002" }
  - <<: [*asset]
    code: "1122"
    name: 应收账款
`,
      }),
      [],
    );
  });

  it("are judged with the rest: a value that was merged in is wrong once", () => {
    const found = said({
      "a.coa.yaml": `kind: chart-of-accounts
schema: 1
x-asset: &asset { class: assett }
accounts:
  - { <<: *asset, code: "1002", name: 银行存款 }
  - { <<: *asset, code: "1122", name: 应收账款 }
`,
    });
    assert.equal(found.length, 1);
    assert.match(found[0]!, /^yaml\/wrong-value: `class` must be one of .* Did you mean `asset`\?$/);
  });
});

describe("several ledgers below one folder", () => {
  it("each rules file posts to the chart of its own folder", () => {
    const ledger = (code: string) => ({
      chart: `kind: chart-of-accounts\nschema: 1\naccounts:\n  - { code: "${code}", name: 银行存款, class: asset }\n  - { code: "2${code}", name: 应付账款, class: liability }\n`,
      rules: `kind: posting-rules\nschema: 1\ninputs: { amount: { type: money } }\nrules:\n  - { id: pay.${code}, event: payment, when: { channel: c${code} }, entries: [{ debit: "${code}", amount: amount }, { credit: "2${code}", amount: amount }] }\n`,
    });
    const [a, b] = [ledger("1001"), ledger("1002")];
    assert.deepEqual(
      said({
        "a/x.coa.yaml": a.chart,
        "a/x.posting.yaml": a.rules,
        "b/x.coa.yaml": b.chart,
        "b/x.posting.yaml": b.rules,
      }),
      [],
    );
  });
});
