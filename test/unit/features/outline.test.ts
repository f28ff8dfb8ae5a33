import assert from "node:assert/strict";
import type { DocumentSymbol } from "vscode-languageserver-types";
import { documentSymbols } from "../../../server/src/features/document-symbols";
import { foldingRanges } from "../../../server/src/features/folding-ranges";
import { selectionRanges } from "../../../server/src/features/selection-ranges";
import { workspaceSymbols } from "../../../server/src/features/workspace-symbols";
import { editor, plain } from "../../support/editor";

function tree(symbols: readonly DocumentSymbol[], depth = 0): string[] {
  return symbols.flatMap((symbol) => [
    `${"  ".repeat(depth)}${symbol.name}${symbol.detail ? ` · ${symbol.detail}` : ""}${symbol.tags ? " †" : ""}`,
    ...tree(symbol.children ?? [], depth + 1),
  ]);
}

const CHART = `
  kind: chart-of-accounts
  schema: 1
  code_scheme: { levels: [4, 2] }
  accounts:
    - { code: "1001", name: 现金, class: asset }
    - { code: "2202", name: 应付账款, class: liability }
    - { code: "220201", name: 商户待结算款, class: liability }
    - { code: "220202", name: 旧户, class: liability, valid_to: "2020-01-01" }
`;

describe("document symbols", () => {
  it("shows accounts as a tree, retired ones as such, each range around those below", () => {
    const given = editor(CHART);
    const symbols = documentSymbols(given.context, given.uri);
    assert.deepEqual(tree(symbols).slice(3), [
      "accounts · Ledger accounts",
      "  1001 · 现金",
      "  2202 · 应付账款",
      "    220201 · 商户待结算款",
      "    220202 · 旧户 †",
    ]);
    const parent = symbols.at(-1)!.children![1]!;
    assert.deepEqual(parent.range.end, parent.children!.at(-1)!.range.end);
  });

  it("shows rules, products, and scenarios with their steps", () => {
    const given = editor(
      `
      kind: posting-rules
      schema: 1
      inputs: { gross: { type: money } }
      amounts: { fee: gross * 0.01 }
      products: [{ id: qr, name: 扫码 }]
      rules:
        - { id: pay, title: 收款, event: payment }
        - { event: refund }
      scenarios:
        - id: s
          title: 一日
          steps:
            - { at: "2026-03-10 10:00", event: payment, status: succeeded }
            - { id: cut, event: day_cut }
      `,
      "zh-cn",
    );
    assert.deepEqual(tree(documentSymbols(given.context, given.uri)).slice(2), [
      "inputs · 输入项",
      "  gross · money",
      "amounts · 命名金额",
      "  fee · gross * 0.01",
      "products · 产品",
      "  qr · 扫码",
      "rules · 规则",
      "  pay · 收款 · payment",
      "  2 · refund",
      "scenarios · 算例",
      "  s · 一日",
      "    payment · 2026-03-10 10:00 · succeeded",
      "    cut · day_cut",
    ]);
  });

  it("ends where parents go in a circle", () => {
    const given = editor(
      "kind: chart-of-accounts\nschema: 1\naccounts:\n  - { code: a, parent: b }\n  - { code: b, parent: a }\n  - { code: c, parent: c }",
    );
    const names = tree(documentSymbols(given.context, given.uri)).join(" ");
    for (const code of ["a", "b", "c"]) assert.match(names, new RegExp(`\\b${code}\\b`));
  });
});

describe("workspace symbols", () => {
  const given = editor(
    `=== a.coa.yaml\n${plain(CHART)}=== b.posting.yaml\nkind: posting-rules\nschema: 1\nrules:\n  - { id: pay.ok, title: 收款成功, event: payment }`,
  );
  const found = (query: string) => workspaceSymbols(given.context, query).map((symbol) => symbol.name);

  it("finds by code, by name, by initials and by full pinyin", () => {
    assert.deepEqual(found("220201"), ["220201 商户待结算款"]);
    assert.deepEqual(found("待结算"), ["220201 商户待结算款"]);
    assert.deepEqual(found("djs"), ["220201 商户待结算款 (shdjsk)"]);
    assert.deepEqual(found("daijie"), ["220201 商户待结算款 (shanghudaijiesuankuan)"]);
    assert.deepEqual(found("PAY.OK"), ["pay.ok 收款成功"]);
    assert.deepEqual(found("skcg"), ["pay.ok 收款成功 (skcg)"]);
    assert.deepEqual(found("zzz"), []);
  });

  it("gives everything for an empty query", () => {
    assert.equal(found("").length, 5);
  });
});

describe("folding", () => {
  function folds(text: string): string[] {
    const content = plain(text);
    const given = editor(`=== a.posting.yaml\n${content}`);
    return foldingRanges(given.context, given.uri).map(
      ({ startLine, endLine, kind }) => `${startLine}-${endLine}${kind ? ` ${kind}` : ""}`,
    );
  }

  it("folds keys, items, comments and regions", () => {
    const found = folds(`
      # one
      # two
      rules:
        # region refunds
        - id: a
          entries:
            - debit: x
              amount: 1

        # endregion
        - id: b
      note: |
        text
        more
    `);
    assert.deepEqual(found, ["0-1 comment", "2-10", "3-9 region", "4-7", "5-7", "6-7", "11-13"]);
  });

  it("folds a list that stands at the column of its key", () => {
    assert.deepEqual(folds("rules:\n- id: a\n  event: b\n- id: c\nnote: x"), ["0-3", "1-2"]);
  });

  it("folds what cannot be parsed", () => {
    assert.deepEqual(folds("rules:\n  - id: [\n    event: }\n  x"), ["0-3", "1-2"]);
  });
});

describe("selection ranges", () => {
  it("grow from word to value, pair, item and list", () => {
    const given = editor('kind: posting-rules\nschema: 1\nrules:\n  - id: a\n    title: "one t$0wo"\n    event: b');
    const lines = given.workspace.file(given.uri)!.source.lines;
    const texts: string[] = [];
    for (let at = selectionRanges(given.context, given.uri, [given.position])[0]; at; at = at.parent!)
      texts.push(lines.getText(at.range).trimEnd());
    assert.deepEqual(texts.slice(0, 5), [
      "two",
      "one two",
      '"one two"',
      'title: "one two"',
      'id: a\n    title: "one two"\n    event: b',
    ]);
    assert.match(texts.at(-1)!, /^kind: posting-rules/);
  });

  it("answer on empty and broken files", () => {
    for (const text of ["", "a: [", "\n\n"]) {
      const given = editor(`=== a.posting.yaml\n${text}$0`);
      assert.equal(selectionRanges(given.context, given.uri, [given.position]).length, 1);
    }
  });
});
