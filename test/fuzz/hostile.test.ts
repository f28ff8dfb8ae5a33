import assert from "node:assert/strict";
import { BAD_INPUT, ODD_INPUT } from "../support/bad-input";
import { folder } from "./support/corpus";
import { everything } from "./support/everything";
import { PATIENCE } from "./support/runs";
import { Session } from "./support/session";
import { assertSound } from "./support/sound";

const ROOT = "file:///w";
const LEDGER = folder("test/fixtures/formats");
const CHART = `kind: chart-of-accounts
schema: 1
accounts:
  - {code: "1001", name: 现金, class: asset}
`;

/** Asks everything about these files beside a ledger; milliseconds of the processor. */
function ask(files: Readonly<Record<string, string>>, offsets: readonly number[] = [3, 70, 170]): number {
  const { user } = process.cpuUsage();
  const session = new Session(ROOT, new Map([...LEDGER, ...Object.entries(files)]));
  for (const answer of everything(session, offsets)) assertSound(session, answer);
  return (process.cpuUsage().user - user) / 1000;
}

/** How much longer twice as much takes; the smaller run is long enough to be measured. */
function growth(files: (size: number) => Readonly<Record<string, string>>, size: number): number {
  ask(files(size));
  const once = Math.min(ask(files(size)), ask(files(size)));
  const twice = Math.min(ask(files(2 * size)), ask(files(2 * size)));
  return twice / once;
}

function codes(name: string, text: string): string[] {
  const session = new Session(ROOT, new Map([[name, text]]));
  return (session.findings().get(name) ?? []).map(({ code }) => code);
}

/** Accounts of a chart, one a line. */
function chart(lines: readonly string[]): string {
  return `kind: chart-of-accounts\nschema: 1\naccounts:\n${lines.map((line) => `  - ${line}\n`).join("")}`;
}

describe("hostile files", function () {
  this.timeout(PATIENCE);

  const bytes = { ...BAD_INPUT, ...ODD_INPUT };
  for (const [name, content] of Object.entries(bytes)) {
    it(`answers every request on ${name}`, () => {
      ask({ [name]: content.toString("utf8") });
    });
  }

  describe("aliases", () => {
    const bomb = BAD_INPUT["bomb.coa.yaml"]!.toString("utf8");
    const lists = (kind: string, list: string) =>
      bomb.replace("chart-of-accounts", kind).replace("accounts: *i", `${list}: *i`);

    it("do not make a bomb go off, whatever the kind of file", () => {
      const usual = ask({ "a.coa.yaml": CHART });
      for (const [name, text] of Object.entries({
        "bomb.coa.yaml": bomb,
        "bomb.posting.yaml": lists("posting-rules", "rules"),
        "bomb.channel.yaml": lists("payment-channels", "channels"),
        "bomb.glossary.yaml": lists("glossary", "terms"),
        "counting-house.yaml": lists("workspace", "checks"),
      })) {
        const took = ask({ [name]: text });
        assert.ok(took < 20 * usual + 500, `${name}: ${took} ms, a plain file ${usual} ms`);
      }
    });

    it("cost as much as they are many", () => {
      const many = (count: number) => ({
        "a.coa.yaml": chart([
          ...Array.from({ length: count }, (_, i) => `{code: "${10_000 + i}", name: &n${i} 甲${i}, class: asset}`),
          ...Array.from({ length: count }, (_, i) => `{code: "${50_000 + i}", name: *n${i}, class: asset}`),
        ]),
      });
      assert.ok(growth(many, 500) < 3.5);
    });

    it("may form a circle", () => {
      ask({ "a.coa.yaml": "kind: chart-of-accounts\nschema: 1\naccounts: &a [*a, {code: *a, <<: *a}]\n" });
      ask({ "a.posting.yaml": "kind: posting-rules\nschema: 1\nrules: &r\n  - &x {<<: *x, id: a, entries: *r}\n" });
    });
  });

  it("nested deeply are reported, not read", () => {
    for (const text of [
      `kind: chart-of-accounts\nnote: ${"[".repeat(20_000)}\n`,
      `kind: chart-of-accounts\nnote: ${"{a: ".repeat(20_000)}\n`,
      `kind: chart-of-accounts\nnote:\n  ${"- ".repeat(20_000)}a\n`,
      `kind: chart-of-accounts\nnote:\n${Array.from({ length: 700 }, (_, i) => `${" ".repeat(i + 1)}a:\n`).join("")}`,
    ]) {
      ask({ "a.coa.yaml": text });
      assert.ok(codes("a.coa.yaml", text).includes("yaml/too-deep"));
    }
  });

  it("with deep expressions are answered", () => {
    for (const amount of [
      "(".repeat(20_000),
      "-".repeat(20_000),
      "gross + ".repeat(5_000),
      `${"not ".repeat(5_000)}a`,
      `${"min(".repeat(5_000)}1`,
    ]) {
      ask({
        "a.posting.yaml": `kind: posting-rules\nschema: 1\nrules:\n  - id: a\n    event: payment\n    entries:\n      - {debit: "1001", amount: "${amount}"}\n`,
      });
    }
  });

  describe("names of JavaScript's own", () => {
    const NAMES = ["__proto__", "constructor", "toString", "hasOwnProperty", "valueOf", "prototype", "then", "length"];
    const accounts = NAMES.map((name) => `{code: ${name}, name: ${name}, class: asset, ${name}: 1}`);
    const rules = NAMES.map(
      (name) =>
        `  - {id: ${name}, product: ${name}, event: ${name}, ${name}: 1, when: {${name}: ${name}}, entries: [{debit: ${name}, credit: ${name}, amount: ${name}, dimensions: {${name}: $${name}}}]}\n`,
    );
    const files = {
      "a.coa.yaml": chart(accounts),
      "a.posting.yaml": `kind: posting-rules\nschema: 1\ninputs: {${NAMES.map((name) => `${name}: {type: money}`).join(", ")}}\nrules:\n${rules.join("")}`,
      "a.channel.yaml": `kind: payment-channels\nschema: 1\nchannels:\n${NAMES.map((name) => `  - {id: ${name}, ${name}: 1, method: ${name}, fee: {${name}: 1}}\n`).join("")}`,
      "a.glossary.yaml": `kind: glossary\nschema: 1\nterms:\n${NAMES.map((name) => `  - {id: ${name}, name: {zh: ${name}, en: ${name}}, ${name}: 1, related: [${name}]}\n`).join("")}`,
      "sub/counting-house.yaml": `checks: {${NAMES.map((name) => `${name}: off`).join(", ")}}\npurposes: {${NAMES.map((name) => `${name}: {like: ${name}}`).join(", ")}}\n`,
    };

    it("are codes and keys like any other", () => {
      ask(files, [60, 120, 200, 333, 500]);
      const session = new Session(ROOT, new Map(Object.entries(files)));
      const [ledger] = session.workspace.ledgers;
      for (const name of NAMES) {
        assert.equal(ledger?.charts[0]?.account(name)?.name?.value, name);
        assert.equal(ledger?.rule(name)?.item.id?.value, name);
        assert.equal(ledger?.definitions("account", name).length, 1);
      }
      assert.equal(ledger?.charts[0]?.account("isPrototypeOf"), undefined);
      assert.equal(({} as Record<string, unknown>).name, undefined);
    });

    it("are unknown keys where the format has none of that name", () => {
      const found = codes("a.coa.yaml", files["a.coa.yaml"]);
      assert.equal(found.filter((code) => code === "yaml/unknown-key").length, NAMES.length);
    });
  });

  it("with long texts in every field take as much longer as they are long", () => {
    const long = (count: number) => {
      const text = `${"1a".repeat(count)}!`;
      return Object.fromEntries(
        [...LEDGER].map(([name, given]) => [
          name,
          given.replace(
            /^( +)(id|code|name|template|endpoint|note|title|cut_off|time_zone): *[^,\n{}]*$/gm,
            `$1$2: "${text}"`,
          ),
        ]),
      );
    };
    assert.ok(growth(long, 4_000) < 4);
  });

  it("with broken text units, line breaks of other systems and marks are read at the right places", () => {
    for (const [what, insert] of Object.entries({
      "half a pair": "\uD83D",
      "the other half": "\uDE00",
      "line separator": "\u2028",
      "paragraph separator": "\u2029",
      "next line": "\u0085",
      "byte order mark": "\uFEFF",
      "vertical tab": "\v",
      "form feed": "\f",
      "no-break space": "\u00A0",
      "astral character": "𠮷",
      "combining marks": "e\u0301\u0300",
      "right to left": "\u202Eabc",
    })) {
      const text = chart([`{code: "1${insert}", name: "${insert}甲", class: asset}`, `{code: "2", name: 乙, clas: x}`]);
      ask({ "a.coa.yaml": text, "b.coa.yaml": `${insert}${text}` }, [50, 60, 90]);
      const session = new Session(ROOT, new Map([["a.coa.yaml", text]]));
      const unknown = session
        .findings()
        .get("a.coa.yaml")
        ?.find(({ code }) => code === "yaml/unknown-key");
      assert.equal(unknown && unknown.at.segment.base + unknown.at.start, text.indexOf("clas:"), what);
    }
  });

  it("with line breaks of old systems, or none, are answered", () => {
    for (const end of ["\r", "\r\n", "\n\r", "\u2028", ""]) ask({ "a.coa.yaml": CHART.replaceAll("\n", end) });
    ask({ "a.coa.yaml": "\uFEFF".repeat(3) + CHART, "b.coa.yaml": `${CHART}\0`, "c.coa.yaml": `${CHART}\t\n` });
  });

  it("in places whose names are no proper encoding are answered", () => {
    for (const name of ["100%.coa.yaml", "%zz/a.coa.yaml", "%E4%B8/a.coa.yaml", "a%2Fb.coa.yaml", "\uD83D.coa.yaml"])
      ask({
        [name]: CHART,
        [name.replace(".coa", ".posting")]: "kind: posting-rules\nschema: 1\nchart: '\uD83D.coa.yaml'\n",
      });
  });
});
