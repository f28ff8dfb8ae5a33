import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { parseDocument } from "yaml";
import { expandSnippet } from "./expand";

interface Snippet {
  scope: string;
  prefix: string[];
  description: string;
  body: string[];
}

interface Leg {
  debit?: string;
  credit?: string;
  amount: string;
  currency?: string;
}

interface Rule {
  id: string;
  event: string;
  reverses?: string;
  restored_by?: string;
  amounts?: Record<string, string>;
  entries: Leg[];
}

interface PostingFile {
  rules: Rule[];
}

interface Chart {
  accounts: { code: string; class: string }[];
}

const file = new URL("../../../snippets/posting-rules.code-snippets", import.meta.url);
const snippets = Object.entries(JSON.parse(readFileSync(file, "utf8")) as Record<string, Snippet>);

const chartFile = new URL("../../../examples/chart/songfeng.coa.yaml", import.meta.url);
const chart = parseDocument(readFileSync(chartFile, "utf8")).toJS() as Chart;
const classOf = new Map(chart.accounts.map((account) => [account.code, account.class]));
const isLeaf = (code: string) => ![...classOf.keys()].some((other) => other !== code && other.startsWith(code));

/** A posting file with the snippet inserted at its defaults, as the editor does below `rules:`. */
function insert(snippet: Snippet): string {
  const body = expandSnippet(snippet.body)
    .split("\n")
    .map((line) => (line === "" ? line : `  ${line}`));
  return [
    "kind: posting-rules",
    "schema: 1",
    "chart: ../chart/songfeng.coa.yaml",
    "accounting_date: platform",
    "rounding:",
    "  mode: half_up",
    "rules:",
    ...body,
    "",
  ].join("\n");
}

function read(snippet: Snippet): Rule[] {
  const document = parseDocument(insert(snippet), { schema: "failsafe" });
  assert.deepEqual(
    document.errors.map((error) => error.message),
    [],
  );
  return (document.toJS() as PostingFile).rules;
}

/** Sums the terms of `a + b - c`, named amounts replaced by their sums; anything else counts as one term of its own. */
function addTerms(amount: string, sign: number, amounts: Record<string, string>, into: Map<string, number>): void {
  const isSum = /^-?[\w.]+( [+-] [\w.]+)*$/.test(amount);
  const terms = isSum ? (amount.match(/(^-?| [+-] )[\w.]+/g) ?? []) : [amount];
  for (const term of terms) {
    const name = isSum ? term.replace(/^( [+-] |-)/, "") : term;
    const termSign = isSum && term.trimStart().startsWith("-") ? -sign : sign;
    const named = isSum ? amounts[name] : undefined;
    if (named !== undefined) addTerms(named, termSign, amounts, into);
    else into.set(name, (into.get(name) ?? 0) + termSign);
  }
}

/** What is left of debits minus credits per currency, term by term; legs on memo accounts are single-entry and left out. */
function residue(rule: Rule): string[] {
  const byCurrency = new Map<string, Map<string, number>>();
  const withRest = new Set<string>();
  for (const leg of rule.entries) {
    const account = leg.debit ?? leg.credit ?? "";
    if (classOf.get(account) === "memo") continue;
    const currency = leg.currency ?? "CNY";
    if (leg.amount === "rest") withRest.add(currency);
    const sums = byCurrency.get(currency) ?? new Map<string, number>();
    byCurrency.set(currency, sums);
    addTerms(leg.amount, leg.debit === undefined ? -1 : 1, rule.amounts ?? {}, sums);
  }
  return [...byCurrency].flatMap(([currency, sums]) =>
    withRest.has(currency)
      ? []
      : [...sums].filter(([, count]) => count !== 0).map(([term, count]) => `${currency} ${count}×${term}`),
  );
}

describe("posting-rule snippets", () => {
  it("offer at least 24 snippets with distinct names and prefixes", () => {
    assert.ok(snippets.length >= 24, `${snippets.length} snippets`);
    const own = snippets.map(([, snippet]) => snippet.prefix[0]);
    assert.equal(new Set(own).size, own.length);
  });

  for (const [name, snippet] of snippets) {
    describe(name, () => {
      it("is for YAML and can be found by an English word, a Chinese word and pinyin initials", () => {
        assert.equal(snippet.scope, "yaml");
        assert.match(snippet.prefix[0] ?? "", /^ch-[a-z0-9]+(-[a-z0-9]+)*$/);
        assert.ok(snippet.prefix.some((word) => /\p{Script=Han}/u.test(word)));
        assert.ok(snippet.prefix.slice(1).some((word) => /^[a-z]{2,}$/.test(word)));
        assert.match(snippet.description, /\p{Script=Han}.* · [A-Z]/u);
      });

      it("starts a list item and leaves no tab stop, variable or tab behind", () => {
        const text = expandSnippet(snippet.body);
        assert.match(text, /^- id: demo\./);
        assert.doesNotMatch(text, /\$\{|\$\d|\t/);
        assert.doesNotMatch(text, /[ ]+$/m);
      });

      it("parses below rules: with distinct ids that resolve", () => {
        const rules = read(snippet);
        const ids = rules.map((rule) => rule.id);
        assert.equal(new Set(ids).size, ids.length);
        for (const rule of rules) {
          if (rule.reverses !== undefined) assert.ok(ids.includes(rule.reverses), rule.reverses);
          if (rule.restored_by !== undefined) assert.ok(ids.includes(rule.restored_by), rule.restored_by);
        }
      });

      it("posts to leaves of the example chart, one side per leg", () => {
        for (const leg of read(snippet).flatMap((rule) => rule.entries)) {
          assert.notEqual(leg.debit === undefined, leg.credit === undefined);
          const account = leg.debit ?? leg.credit ?? "";
          assert.ok(classOf.has(account), `${account} is not in the chart`);
          assert.ok(isLeaf(account), `${account} is a heading`);
        }
      });

      it("balances term by term", () => {
        for (const rule of read(snippet)) assert.deepEqual(residue(rule), [], rule.id);
      });
    });
  }
});

describe("expandSnippet", () => {
  it("repeats a default, takes the first choice and keeps escaped dollars", () => {
    // biome-ignore lint/suspicious/noTemplateCurlyInString: snippet syntax
    const body = ["- id: ${1:demo}.ok", "  account: ${2|100,200|}", "  note: $1 $2 \\$channel$0"];
    assert.equal(expandSnippet(body), "- id: demo.ok\n  account: 100\n  note: demo 100 $channel");
  });

  it("expands nested defaults", () => {
    // biome-ignore lint/suspicious/noTemplateCurlyInString: snippet syntax
    assert.equal(expandSnippet(["${1:a ${2:b} c} $2"]), "a b c b");
  });

  it("refuses variables", () => {
    assert.throws(() => expandSnippet(["$TM_FILENAME"]));
  });
});
