import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import fc from "fast-check";
import { TextDocument } from "vscode-languageserver-textdocument";
import { parseDocument } from "yaml";
import { type Node, offsetsOf } from "../../../server/src/yaml/nodes";
import { parseSource, type SourceFile } from "../../../server/src/yaml/source-file";

const EXAMPLES = path.join(__dirname, "../../fixtures/formats");

function parse(text: string, previous?: SourceFile): SourceFile {
  return parseSource(TextDocument.create("file:///t.yaml", "yaml", 1, text), previous);
}

/** The tree with absolute positions, without identity. */
function dump(node: Node | undefined): unknown {
  if (!node) return null;
  const { start, end } = offsetsOf(node);
  const place = `${start}-${end}`;
  switch (node.kind) {
    case "scalar":
      return [place, node.value, node.style, node.type];
    case "alias":
      return [place, `*${node.name}`];
    case "seq":
      return { place, items: node.items.map(dump) };
    case "map":
      return { place, pairs: node.pairs.map((p) => [dump(p.key), dump(p.value)]) };
  }
}

function values(node: Node | undefined): unknown {
  if (!node) return null;
  if (node.kind === "scalar")
    return node.type === "string"
      ? node.value
      : node.type === "null"
        ? null
        : String(JSON.parse(JSON.stringify(Number.isNaN(Number(node.value)) ? node.value : Number(node.value))));
  if (node.kind === "seq") return node.items.map(values);
  if (node.kind === "map") return Object.fromEntries(node.pairs.map((p) => [p.key.value, values(p.value)]));
  return `*${node.name}`;
}

function stringified(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(stringified);
  if (typeof value === "object" && value !== null)
    return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, stringified(v)]));
  return typeof value === "number" || typeof value === "boolean" ? String(value) : value;
}

function state(file: SourceFile): unknown {
  return {
    documents: file.documents.map((d) => dump(d.root)),
    comments: file.comments.map((c) => [offsetsOf(c), c.text]),
    findings: file.findings.map((f) => [f.code, offsetsOf(f.at), f.message.en]),
  };
}

describe("parsing a file in segments", () => {
  for (const name of readdirSync(EXAMPLES)) {
    it(`reads ${name} exactly as the library reads it whole`, () => {
      const text = readFileSync(path.join(EXAMPLES, name), "utf8");
      const file = parse(text);
      assert.deepEqual(file.findings, []);
      assert.deepEqual(values(file.documents[0]?.root), stringified(parseDocument(text).toJS()));
    });
  }

  it("puts every node where its text stands", () => {
    const text = '# 头\nkind: x\naccounts:\n  - code: "1"\n    name: 甲𠮷乙\n  - {code: "2", name: 丙}\nrest: [a, b]\n';
    const file = parse(text);
    const check = (node: Node | undefined) => {
      if (!node) return;
      const { start, end } = offsetsOf(node);
      if (node.kind === "scalar") assert.equal(text.slice(start, end).replace(/^"|"$/g, ""), node.value);
      if (node.kind === "seq") node.items.forEach(check);
      if (node.kind === "map") node.pairs.flatMap((p) => [p.key, p.value]).forEach(check);
    };
    check(file.documents[0]?.root);
    assert.equal(file.segments.length, 5);
  });

  it("keeps the untouched segments of an edit, moved", () => {
    const before = parse("a:\n  - x: 1\n  - x: 2\n  - x: 3\nb: 4\n");
    const after = parse("a:\n  - x: 1\n  - x: 2222\n  - x: 3\nb: 4\n", before);
    assert.deepEqual(
      after.segments.map((s) => before.segments.includes(s)),
      [true, true, false, true, true],
    );
    assert.deepEqual(state(after), state(parse("a:\n  - x: 1\n  - x: 2222\n  - x: 3\nb: 4\n")));
  });

  it("gives the same result after any sequence of edits as a fresh parse", () => {
    const seed = readFileSync(path.join(EXAMPLES, "qinghe.coa.yaml"), "utf8").slice(0, 1500);
    const fragment = fc.constantFrom(
      "\n",
      "  - ",
      "- ",
      "a: 1\n",
      "{",
      "}",
      "[",
      '"',
      "'",
      "#",
      " ",
      "---\n",
      "|\n",
      "&a ",
      "*a",
      ": ",
      "科目",
      "𠮷",
      "\t",
      "? ",
    );
    const edit = fc.record({ at: fc.nat(1600), cut: fc.nat(12), put: fragment });
    fc.assert(
      fc.property(fc.array(edit, { maxLength: 12 }), (edits) => {
        let text = seed;
        let file = parse(text);
        for (const { at, cut, put } of edits) {
          const from = Math.min(at, text.length);
          text = text.slice(0, from) + put + text.slice(from + cut);
          file = parse(text, file);
        }
        assert.deepEqual(state(file), state(parse(text)));
        for (const finding of file.findings) {
          const { start, end } = offsetsOf(finding.at);
          assert.ok(start >= 0 && start <= end && end <= text.length);
        }
      }),
      { numRuns: 200 },
    );
  });
});

describe("bad input", () => {
  const codes = (text: string) => parse(text).findings.map((f) => f.code);
  it("says why a file is passed over", () => {
    assert.deepEqual(codes("a: \0"), ["yaml/binary"]);
    assert.deepEqual(codes(`a: ${"x".repeat(5 * 1024 * 1024)}`), ["yaml/too-large"]);
    assert.deepEqual(codes("a: 1\n<<<<<<< HEAD\nb: 1\n=======\nb: 2\n>>>>>>> other\n"), ["yaml/merge-conflict"]);
  });
  it("reports tabs, duplicate keys and unknown aliases where they stand", () => {
    assert.deepEqual(codes("a:\n\tb: 1\n"), ["yaml/tab"]);
    assert.deepEqual(codes("a: 1\nb: 2\na: 3\n"), ["yaml/duplicate-key"]);
    assert.deepEqual(codes("a: {b: 1, b: 2}\n"), ["yaml/duplicate-key"]);
    assert.deepEqual(codes("a: *nothing\n"), ["yaml/unknown-alias"]);
    assert.deepEqual(codes("a: &x 1\nb: *x\n"), []);
  });
  it("reads several documents", () => {
    assert.equal(parse("a: 1\n---\nb: 2\n...\n---\nc: 3\n").documents.length, 3);
  });
  it("survives deep nesting", () => {
    assert.deepEqual(codes(`a: ${"[".repeat(100_000)}`), ["yaml/too-deep"]);
    assert.deepEqual(codes(`${"- ".repeat(50_000)}a`), ["yaml/too-deep"]);
  });
  it("reads an empty file as nothing", () => {
    assert.deepEqual(codes(""), []);
    assert.deepEqual(codes("# only a comment\n"), []);
  });
});
