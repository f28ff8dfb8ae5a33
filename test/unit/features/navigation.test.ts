import assert from "node:assert/strict";
import { definition } from "../../../server/src/features/definition";
import { documentHighlight, references } from "../../../server/src/features/references";
import { editor, rangeText } from "../../support/editor";

function definitionAt(text: string): string[] {
  const given = editor(text);
  return definition(given.context, given.uri, given.position).map((link) =>
    rangeText(given, link.targetUri, link.targetSelectionRange),
  );
}

function referencesAt(text: string, includeDeclaration = true): string[] {
  const given = editor(text);
  return references(given.context, given.uri, given.position, includeDeclaration)
    .map((location) => rangeText(given, location.uri, location.range))
    .sort();
}

const BOOKS = `
  === a.coa.yaml
  kind: chart-of-accounts
  schema: 1
  accounts:
    - { code: "1001", name: 现金, class: asset, aliases: ["现金户"] }
  === b.posting.yaml
  kind: posting-rules
  schema: 1
  inputs:
    gross: { type: money }
  rules:
    - id: pay
      event: payment
      entries:
        - { debit: "1001", amount: gross }
        - { credit: "现金户", amount: rest }
  === c.posting.yaml
  kind: posting-rules
  schema: 1
  rules:
    - id: refund
      event: refund
      restored_by: fee_income
      reverses: pay
      original: { event: payment }
      entries:
        - { debit: "1001", amount: original.gross }
  scenarios:
    - id: s
      opening:
        "1001": { debit: 1.00 }
`;

/** The fixture with the cursor inside the n-th occurrence of a text. */
function at(needle: string, n = 0): string {
  let from = -1;
  for (let i = 0; i <= n; i++) from = BOOKS.indexOf(needle, from + 1);
  assert.ok(from >= 0, needle);
  return `${BOOKS.slice(0, from + 1)}$0${BOOKS.slice(from + 1)}`;
}

describe("definition", () => {
  it("leads from a leg to the account, by its code and by an old name", () => {
    const account = ["a.coa.yaml:3:13-17 1001"];
    assert.deepEqual(definitionAt(at('1001", amount: gross')), account);
    assert.deepEqual(definitionAt(at('现金户", amount')), account);
    assert.deepEqual(definitionAt(at('1001": {')), account);
  });

  it("leads from an amount to the input, also of the original transaction in another file", () => {
    assert.deepEqual(definitionAt(at("gross }")), ["b.posting.yaml:3:2-7 gross"]);
    assert.deepEqual(definitionAt(at("gross }", 1)), ["b.posting.yaml:3:2-7 gross"]);
  });

  it("leads from a rule to the rule it undoes", () => {
    assert.deepEqual(definitionAt(at("pay\n      original")), ["b.posting.yaml:5:8-11 pay"]);
  });

  it("looks for an account in the chart of the leg's entity", () => {
    const text = (leg: string) => `
      === a/a.coa.yaml
      kind: chart-of-accounts
      schema: 1
      entity: { id: one }
      accounts: [{ code: "1001", name: x, class: asset }]
      === b/b.coa.yaml
      kind: chart-of-accounts
      schema: 1
      entity: { id: two }
      accounts: [{ code: "1001", name: y, class: asset }]
      === c.posting.yaml
      kind: posting-rules
      schema: 1
      rules:
        - id: r
          event: fee
          entries: [{ ${leg}, amount: 1.00 }]
          examples: [{ name: e, given: {}, expect: [{ ${leg.replace("$0", "")}, amount: 1.00 }] }]
    `;
    for (const [leg, file] of [
      ['debit: "1$0001", entity: two', "b/b"],
      ['debit: "1$0001", entity: one', "a/a"],
      ['debit: "1$0001"', "a/a"],
    ] as const)
      assert.deepEqual(definitionAt(text(leg)), [`${file}.coa.yaml:3:20-24 1001`], leg);
  });

  it("leads nowhere from words that name nothing", () => {
    assert.deepEqual(definitionAt(at("fee_income")), []);
    assert.deepEqual(definitionAt(at("rest }")), []);
  });
});

describe("references", () => {
  it("finds an account in all files, its definition only when asked", () => {
    const uses = ["b.posting.yaml:8:18-22 1001", "c.posting.yaml:13:7-11 1001", "c.posting.yaml:9:18-22 1001"];
    assert.deepEqual(
      referencesAt(at('1001", name'), false).filter((place) => place.includes("1001")),
      uses,
    );
    assert.ok(referencesAt(at('1001", amount: gross')).includes("a.coa.yaml:3:13-17 1001"));
  });

  it("finds an input in the rules that refer to its transaction", () => {
    assert.deepEqual(referencesAt(at("gross: {")), [
      "b.posting.yaml:3:2-7 gross",
      "b.posting.yaml:8:33-38 gross",
      "c.posting.yaml:9:42-47 gross",
    ]);
  });

  it("finds the rules of an event, which no file defines", () => {
    assert.deepEqual(referencesAt(at("payment")), ["b.posting.yaml:6:11-18 payment", "c.posting.yaml:7:23-30 payment"]);
  });

  it("takes the sides of a balance for keys, not for dimensions", () => {
    assert.deepEqual(referencesAt(at("debit: 1.00")), []);
  });
});

describe("highlight", () => {
  it("marks the same name in the file at hand", () => {
    const given = editor(at('1001", amount: original'));
    const found = documentHighlight(given.context, given.uri, given.position);
    assert.deepEqual(
      found.map(({ range }) => range.start.line),
      [9, 13],
    );
  });
});
