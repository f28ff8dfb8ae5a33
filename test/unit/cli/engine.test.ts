import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { main } from "../../../server/src/cli/main";
import { fixture } from "../../support/files";

const FILES = `
  === a.coa.yaml
  kind: chart-of-accounts
  schema: 1
  accounts:
    - { code: "1002", name: 存款, class: asset }
    - { code: "2202", name: 待结算, class: liability }
    - { code: "6021", name: 收入, class: income }
  === b.posting.yaml
  kind: posting-rules
  schema: 1
  rounding: { mode: half_even }
  inputs:
    gross: { type: money, min: 0.01 }
  rules:
    - id: symbolic
      event: payment
      entries:
        - { debit: "1002", amount: gross }
        - { credit: "2202", amount: gross }
      examples:
        - name: 一元 <&>
          given: { gross: 1.00 }
          expect:
            - { debit: "1002", amount: 1.00 }
            - { credit: "2202", amount: 1.01 }
    - id: exhaustive
      event: transfer
      entries:
        - { debit: "1002", amount: gross }
        - { credit: "2202", amount: round(gross * 0.006) }
        - { credit: "6021", amount: round(gross * 0.994) }
    - id: refuted
      event: fee
      entries:
        - { debit: "1002", amount: gross }
        - { credit: "2202", amount: round(gross * 0.5) }
    - id: unproven
      event: refund
      original: { event: payment, match: [gross] }
      entries:
        - { debit: "1002", amount: gross }
        - { credit: "2202", amount: gross + }
  scenarios:
    - id: pass
      steps:
        - { event: payment, given: { gross: 2.00 } }
      expect:
        balances: { "1002": { debit: 2.00 } }
`;

describe("the command line of the engine", () => {
  let folder = "";
  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "counting-house-"));
    for (const [name, text] of fixture(FILES).files) await writeFile(path.join(folder, name), text);
  });
  after(() => rm(folder, { recursive: true }));

  it("proves every rule in JSON of exactly the documented form", async () => {
    const { code, out } = await run("prove", folder, "--format", "json", "--lang", "en");
    assert.equal(code, 1);
    const file = path.join(folder, "b.posting.yaml");
    const reason = "A leg is unfinished, or an expression in it is not right.";
    const none = { cases: 0, counterexample: null, reason: null };
    assert.deepEqual(JSON.parse(out), {
      rules: [
        { file, id: "symbolic", verdict: "proved-symbolic", ...none },
        { file, id: "exhaustive", verdict: "proved-exhaustive", ...none, cases: 1000 },
        { file, id: "refuted", verdict: "refuted", ...none, cases: 1, counterexample: { gross: "0.01" } },
        { file, id: "unproven", verdict: "unproven", ...none, reason },
      ],
    });
  });

  it("proves every rule in words, in both languages", async () => {
    const english = await run("prove", folder, "--lang", "en");
    assert.deepEqual(
      english.out
        .trim()
        .split("\n")
        .map((line) => line.replace(/^\S+ /, "")),
      [
        "symbolic: proved symbolically",
        "exhaustive: proved exhaustively (1000 values)",
        "refuted: refuted at gross = 0.01: debit 0.01, credit 0.00",
        "unproven: unproven: A leg is unfinished, or an expression in it is not right.",
        "rules: 2 proved, 1 refuted, 1 unproven.",
      ],
    );
    const chinese = await run("prove", folder, "--lang", "zh-cn");
    assert.match(chinese.out, /已证明（穷举 1000 个值）/);
  });

  it("runs scenarios and examples as text, JSON and JUnit", async () => {
    const text = await run("test", folder, "--lang", "en");
    assert.equal(text.code, 1);
    assert.match(
      text.out,
      /✗ \S+b\.posting\.yaml:13 example symbolic: 一元 <&>\n\s+\S+:17:39: Credit 2202 is 1\.00, not 1\.01\.\n/,
    );
    assert.match(
      text.out,
      /✓ \S+b\.posting\.yaml:\d+ scenario pass\n1 scenario and 1 example: 1 passed, 1 failed\.\n$/,
    );
    const json = JSON.parse((await run("test", folder, "--format", "json", "--lang", "en")).out);
    assert.deepEqual([json.passed, json.failed, json.tests.length], [1, 1, 2]);
    const { out } = await run("test", folder, "--format", "junit", "--lang", "en");
    assert.match(out, /<testsuites name="counting-house" tests="2" failures="1">/);
    assert.match(out, /name="symbolic: 一元 &lt;&amp;&gt;"/);
    assert.match(out, /<failure message="Credit 2202 is 1\.00, not 1\.01\.">/);
  });

  it("exits 2 when a path cannot be read", async () => {
    assert.equal((await run("test", path.join(folder, "none"))).code, 2);
    assert.equal((await run("prove", path.join(folder, "none"))).code, 2);
  });
});

/** Runs the command line with its output caught. */
async function run(...argv: readonly string[]): Promise<{ code: number; out: string }> {
  const caught: string[] = [];
  const { stdout, stderr } = process;
  const [out, err] = [stdout.write, stderr.write];
  stdout.write = (chunk: string | Uint8Array) => caught.push(String(chunk)) > 0;
  stderr.write = () => true;
  try {
    return { code: await main(argv), out: caught.join("") };
  } finally {
    stdout.write = out;
    stderr.write = err;
  }
}
