import assert from "node:assert/strict";
import type { Range } from "vscode-languageserver-types";
import { codeLenses, resolveCodeLens } from "../../../server/src/features/code-lens";
import { documentLinks } from "../../../server/src/features/document-links";
import { inlayHints } from "../../../server/src/features/inlay-hints";
import { LEGEND, semanticTokens, semanticTokensDelta } from "../../../server/src/features/semantic-tokens";
import type { Locale } from "../../../server/src/l10n/text";
import { type Editor, editor } from "../../support/editor";
import { ROOT } from "../../support/files";

const WHOLE: Range = { start: { line: 0, character: 0 }, end: { line: 999, character: 0 } };

const BOOKS = (locale: Locale = "en") =>
  editor(
    `
    === a.coa.yaml
    kind: chart-of-accounts
    schema: 1
    accounts:
      - { code: "22", name: 应付, class: liability }
      - { code: "2201", name: 待结算, class: liability, parent: "22" }
      - { code: "1001", name: 现金, class: asset, valid_to: "2020-01-01" }
    subledgers:
      - { id: pending, name: 户, account: "2201" }
    === rules/b.posting.yaml
    kind: posting-rules
    schema: 1
    chart: ../a.coa.yaml
    inputs:
      gross: { type: money, currency: CNY }
    products:
      - { id: qr, settlement: { cycle: T+1 } }
    rules:
      - id: pay
        event: payment
        entries:
          - { debit: "1001", amount: gross }
          - { credit: "2201", amount: gross }
      - id: again
        event: payment
        entries:
          - { debit: "2201", amount: gross }
          - debit: "2201"
            amount: gross
    scenarios:
      - id: s
        opening:
          "1001": { debit: 1.00 }
    === g.glossary.yaml
    kind: glossary
    schema: 1
    imports: ["https://example.org/x.yaml", "./more.glossary.yaml", "../../outside.glossary.yaml"]
    contexts: []
    `,
    locale,
  );

const CHART = `${ROOT}/a.coa.yaml`;
const RULES = `${ROOT}/rules/b.posting.yaml`;

describe("code lenses", () => {
  it("count the rules that debit and credit a lowest account", () => {
    const given = BOOKS();
    const lenses = codeLenses(given.context, CHART);
    assert.deepEqual(
      lenses.map(({ range }) => range.start.line),
      [4, 5],
    );
    const { command } = resolveCodeLens(given.context, lenses[0]!);
    assert.equal(command?.title, "1 rule debits, 1 credits");
    assert.equal(command?.command, "countingHouse.showReferences");
    const [uri, position, locations] = command!.arguments!;
    assert.equal(uri, CHART);
    assert.deepEqual(position, lenses[0]!.range.start);
    assert.deepEqual(
      locations.map((location: { uri: string }) => location.uri),
      [RULES, RULES, RULES],
    );
  });

  it("speak the reader's language", () => {
    const given = BOOKS("zh-cn");
    const lens = resolveCodeLens(given.context, codeLenses(given.context, CHART)[0]!);
    assert.equal(lens.command?.title, "1 条规则借记，1 条贷记");
  });

  it("outlive their file", () => {
    const given = BOOKS();
    const lens = codeLenses(given.context, CHART)[0]!;
    given.workspace.remove(CHART);
    assert.equal(resolveCodeLens(given.context, lens).command, undefined);
  });
});

describe("inlay hints", () => {
  const texts = (given: Editor, uri: string, range = WHOLE) =>
    inlayHints(given.context, uri, range).map(({ position, label }) => `${position.line} ${label}`);

  it("name accounts behind their codes, and cycles in words", () => {
    assert.deepEqual(texts(BOOKS("zh-cn"), RULES).sort(), [
      "11 现金",
      "12 待结算",
      "16 待结算",
      "17 待结算",
      "6 次一工作日",
    ]);
    assert.deepEqual(texts(BOOKS(), CHART), ["4 应付", "7 待结算"]);
  });

  it("stay inside the range", () => {
    const range = { start: { line: 11, character: 0 }, end: { line: 12, character: 0 } };
    assert.deepEqual(texts(BOOKS(), RULES, range), ["11 现金"]);
  });
});

describe("semantic tokens", () => {
  function decoded(given: Editor, uri: string, range?: Range): string[] {
    const lines = given.workspace.file(uri)!.source.lines;
    const { data } = semanticTokens(given.context, uri, range);
    const found: string[] = [];
    let [line, character] = [0, 0];
    for (let i = 0; i < data.length; i += 5) {
      const [down, right, length, type, modifiers] = data.slice(i, i + 5) as [number, number, number, number, number];
      character = down > 0 ? right : character + right;
      line += down;
      const text = lines.getText({ start: { line, character }, end: { line, character: character + length } });
      const names = LEGEND.tokenModifiers.filter((_, bit) => modifiers & (1 << bit));
      found.push([text, LEGEND.tokenTypes[type], ...names].join(" "));
    }
    return found;
  }

  it("tell names apart, mark declarations and retired accounts", () => {
    const given = BOOKS();
    assert.deepEqual(decoded(given, CHART), [
      "22 class declaration",
      "2201 class declaration",
      "22 class",
      "1001 class declaration deprecated",
      "pending variable declaration",
      "2201 class",
    ]);
    assert.deepEqual(decoded(given, RULES).slice(0, 8), [
      "gross parameter declaration",
      "CNY enumMember",
      "qr struct declaration",
      "pay function declaration",
      "payment event",
      "1001 class deprecated",
      "gross parameter",
      "2201 class",
    ]);
  });

  it("give the tokens of a range", () => {
    const range = { start: { line: 8, character: 0 }, end: { line: 9, character: 99 } };
    assert.deepEqual(decoded(BOOKS(), RULES, range), ["pay function declaration", "payment event"]);
  });

  it("have a delta that leads from one answer to the next", () => {
    const apply = (previous: number[], next: number[]) => {
      const result = [...previous];
      for (const { start, deleteCount, data } of semanticTokensDelta(previous, next).edits)
        result.splice(start, deleteCount, ...(data ?? []));
      return result;
    };
    const [a, b] = [
      [1, 2, 3, 4, 5, 6],
      [1, 2, 9, 5, 6],
    ];
    assert.deepEqual(apply(a, b), b);
    assert.deepEqual(apply(b, a), a);
    assert.deepEqual(apply([], a), a);
    assert.deepEqual(apply([1, 1], [1, 1, 1]), [1, 1, 1]);
    assert.deepEqual(semanticTokensDelta(a, a).edits, []);
  });
});

describe("document links", () => {
  it("lead to files in the folder, never to the network or outside", () => {
    const given = BOOKS();
    assert.deepEqual(
      documentLinks(given.context, RULES).map(({ target }) => target),
      [CHART],
    );
    assert.deepEqual(
      documentLinks(given.context, `${ROOT}/g.glossary.yaml`).map(({ target }) => target),
      [`${ROOT}/more.glossary.yaml`],
    );
  });
});
