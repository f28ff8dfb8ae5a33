import assert from "node:assert/strict";
import { prepareRename, rename } from "../../../server/src/features/rename";
import { afterEdit, editor, plain } from "../../support/editor";

/** The files that change when the name at `$0` gets another one. */
function renamed(text: string, newName: string): Map<string, string> {
  const given = editor(text);
  const result = rename(given.context, given.uri, given.position, newName);
  assert.ok(
    result && "edit" in result,
    `refused: ${result && "refused" in result ? result.refused.en : "no name here"}`,
  );
  return afterEdit(given.files, result.edit);
}

function refusal(text: string, newName: string): string {
  const given = editor(text);
  const result = rename(given.context, given.uri, given.position, newName);
  assert.ok(result && "refused" in result, "not refused");
  assert.match(result.refused.zh, /\p{Script=Han}/u);
  return result.refused.en;
}

function only(files: Map<string, string>): string {
  assert.equal(files.size, 1);
  return [...files.values()][0]!;
}

const BOOKS = `
  === a.coa.yaml
  kind: chart-of-accounts
  schema: 1
  accounts:
    - code: "2202"
      name: 应付账款
      class: liability
    - code: "220201"
      name: 商户待结算款
      class: liability
      parent: "2202"
      aliases: ["2202-01"]
  subledgers:
    - { id: pending, name: 待结算, account: '220201' }
  === b.posting.yaml
  kind: posting-rules
  schema: 1
  rules:
    - id: pay
      event: payment
      entries:
        - debit: "2202$001"
          amount: 1.00
        - { credit: '220201', amount: 1.00 }
    - id: old
      event: fee
      entries:
        - debit: "2202-01"
          amount: 1.00
  scenarios:
    - id: s
      steps:
        - event: payment
          expect:
            "220201": 0
      expect:
        zero: ["220201"]
      identities:
        - name: 平
          condition: "balance(\\"220201\\") == 0 && turnover(\\"2202\\", debit) == 0"
`;

describe("rename of an account", () => {
  it("changes all places in all files, keeps their quotes and leaves old codes alone", () => {
    const files = renamed(BOOKS.replace("2202$001", "220201$0"), "220299");
    assert.deepEqual([...files.keys()].sort(), ["a.coa.yaml", "b.posting.yaml"]);
    const chart = files.get("a.coa.yaml")!;
    assert.match(chart, /code: "220299"/);
    assert.match(chart, /account: '220299'/);
    assert.match(chart, /aliases: \["2202-01"\]/);
    assert.match(chart, /parent: "2202"/);
    const rules = files.get("b.posting.yaml")!;
    assert.equal(rules.match(/220299/g)?.length, 5);
    assert.equal(rules.match(/220201/g), null);
    assert.match(rules, /credit: '220299'/);
    assert.match(rules, /balance\(\\"220299\\"\) == 0 && turnover\(\\"2202\\", debit\)/);
    assert.match(rules, /debit: "2202-01"/);
  });

  it("refuses a code that exists, and codes that cannot be", () => {
    const text = BOOKS.replace("2202$001", "220201$0");
    assert.equal(refusal(text, "2202"), "There is already an account `2202` (a.coa.yaml, line 4).");
    assert.match(refusal(text, ""), /1 to 64 characters/);
    assert.match(refusal(text, "a:b"), /entity/);
  });

  it("keeps the entity in front of a code of another one", () => {
    const files = renamed(
      `
      === a/a.coa.yaml
      kind: chart-of-accounts
      schema: 1
      entity: { id: one }
      accounts:
        - { code: "1001$0", name: x, class: asset }
      === b/b.posting.yaml
      kind: posting-rules
      schema: 1
      scenarios:
        - id: s
          opening:
            "one:1001": { debit: 1.00 }
            "two:1001": { debit: 1.00 }
      === c/c.coa.yaml
      kind: chart-of-accounts
      schema: 1
      entity: { id: two }
      accounts:
        - { code: "1001", name: y, class: asset }
      `,
      "1009",
    );
    assert.deepEqual([...files.keys()].sort(), ["a/a.coa.yaml", "b/b.posting.yaml"]);
    assert.match(files.get("b/b.posting.yaml")!, /"one:1009": .*\n *"two:1001"/);
  });

  it("adds quotes where the new code needs them", () => {
    const text = (code: string) => `
      kind: chart-of-accounts
      schema: 1
      accounts:
        - { code: ${code}, name: x, class: asset }
    `;
    assert.match(only(renamed(text("cash$0"), "1001")), /code: "1001",/);
    assert.match(only(renamed(text("cash$0"), "till")), /code: till,/);
    assert.match(only(renamed(text("'cash$0'"), "o'clock")), /code: 'o''clock',/);
  });
});

describe("rename of ids", () => {
  it("takes references along in other files", () => {
    const files = renamed(
      `
      === c.channel.yaml
      kind: payment-channels
      schema: 1
      channels:
        - id: qr
          name: 扫码
          reconciliation:
            differences:
              - { kind: channel_only, flow: pay_in, rule: diff$0.long, clear_rules: [diff.long, diff.other] }
      === b.posting.yaml
      kind: posting-rules
      schema: 1
      rules:
        - id: diff.long
          event: difference
        - id: diff.other
          event: difference
          reverses: diff.long
      `,
      "surplus.in",
    );
    assert.match(files.get("c.channel.yaml")!, /rule: surplus\.in, clear_rules: \[surplus\.in, diff\.other\]/);
    assert.match(files.get("b.posting.yaml")!, /- id: surplus\.in\n[\s\S]*reverses: surplus\.in/);
  });

  it("renames products, channels, scenarios, steps, bank accounts, subledgers and terms", () => {
    const cases: readonly (readonly [string, string])[] = [
      [
        "kind: posting-rules\nschema: 1\nproducts:\n  - id: o$0ne\nrules:\n  - id: r\n    product: [one, two]",
        "product: [new, two]",
      ],
      [
        "kind: payment-channels\nschema: 1\nchannels:\n  - id: o$0ne\nrouting:\n  - channels:\n      - channel: one",
        "channel: new",
      ],
      ["kind: posting-rules\nschema: 1\nscenarios:\n  - id: o$0ne", "- id: new"],
      [
        "kind: posting-rules\nschema: 1\nscenarios:\n  - id: s\n    steps:\n      - id: o$0ne\n    identities:\n      - { name: n, condition: 1 == 1, after: [one] }",
        "after: [new]",
      ],
      [
        "kind: chart-of-accounts\nschema: 1\nbank_accounts:\n  - id: o$0ne\naccounts:\n  - code: a\n    bank_account: one",
        "bank_account: new",
      ],
      ["kind: chart-of-accounts\nschema: 1\nsubledgers:\n  - id: o$0ne", "- id: new"],
      [
        "kind: glossary\nschema: 1\ncontexts:\n  - name: c\n    terms:\n      - id: o$0ne\n        name: x\n        related: [two]\n      - id: two\n        name: y\n        related: [one]",
        "related: [new]",
      ],
    ];
    for (const [text, expected] of cases) {
      const changed = only(renamed(text, "new"));
      assert.ok(changed.includes(expected) && !changed.includes("one"), changed);
    }
  });

  it("refuses what is not defined in the workspace and what belongs to the format", () => {
    assert.match(
      refusal("kind: posting-rules\nschema: 1\nrules:\n  - id: r\n    terms: [sur$0plus]", "x"),
      /not defined in this workspace/,
    );
    assert.match(
      refusal("kind: posting-rules\nschema: 1\nrules:\n  - id: r\n    event: pay$0ment", "x"),
      /word of the format/,
    );
  });
});

const AMOUNTS = `
  kind: posting-rules
  schema: 1
  inputs:
    gross: { type: money }
  amounts:
    fee: round(gross * product.fee.rate)
    net: gross - fee
  rules:
    - id: pay
      event: payment
      entries:
        - { debit: "1", amount: gross }
        - { credit: "2", amount: gross - fee, dimensions: { merchant: $merchant } }
      examples:
        - name: one
          given: { gross: 10.00 }
    - id: refund
      event: refund
      inputs:
        gross: { type: money }
      original: { event: payment, match: [payment_no] }
      entries:
        - { debit: "2", amount: original.gross - prior.gross }
        - { credit: "1", amount: gross }
  scenarios:
    - id: s
      given: { merchant: M1 }
      steps:
        - { event: payment, given: { gross: 10.00, payment_no: P1 } }
        - { event: refund, given: { gross: 5.00, payment_no: P1 } }
`;

describe("rename of inputs and amounts", () => {
  it("follows an input of the file into amounts, legs, examples, steps and rules that refer to the original", () => {
    const changed = only(
      renamed(AMOUNTS.replace("  gross: { type: money }\n  amounts", "  gr$0oss: { type: money }\n  amounts"), "paid"),
    );
    assert.equal(
      changed,
      plain(AMOUNTS)
        .replace("  gross: { type: money }\namounts", "  paid: { type: money }\namounts")
        .replace("round(gross *", "round(paid *")
        .replace("net: gross", "net: paid")
        .replace('debit: "1", amount: gross', 'debit: "1", amount: paid')
        .replace("amount: gross - fee", "amount: paid - fee")
        .replace("given: { gross: 10.00 }", "given: { paid: 10.00 }")
        .replace("original.gross", "original.paid")
        .replace("given: { gross: 10.00, payment_no", "given: { paid: 10.00, payment_no"),
    );
  });

  it("follows an input of a rule, and prior with it", () => {
    const changed = only(
      renamed(AMOUNTS.replace('credit: "1", amount: gross', 'credit: "1", amount: gr$0oss'), "back"),
    );
    assert.match(changed, /original\.gross - prior\.back/);
    assert.match(changed, /event: refund, given: \{ back: 5\.00/);
    assert.match(changed, /event: payment, given: \{ gross: 10\.00/);
    assert.match(changed, /debit: "1", amount: gross/);
  });

  it("renames an amount where it is used", () => {
    const changed = only(renamed(AMOUNTS.replace("net: gross - fee", "net: gross - f$0ee"), "commission"));
    assert.match(changed, /commission: round\(gross/);
    assert.match(changed, /net: gross - commission/);
    assert.match(changed, /amount: gross - commission,/);
    assert.match(changed, /product\.fee\.rate/);
  });

  it("renames a name nobody declares in all its places, with its $", () => {
    const merchant = only(renamed(AMOUNTS.replace("merchant: $merchant", "merchant: $mer$0chant"), "shop"));
    assert.match(merchant, /dimensions: \{ merchant: \$shop \}/);
    assert.match(merchant, /given: \{ shop: M1 \}/);
    const number = only(renamed(AMOUNTS.replace("match: [payment_no]", "match: [pay$0ment_no]"), "order_no"));
    assert.equal(number.match(/order_no/g)?.length, 3);
    assert.equal(number.match(/payment_no/g), null);
  });

  it("takes all definitions along that one place stands for", () => {
    const text = `
      kind: posting-rules
      schema: 1
      rules:
        - { id: a, event: payment, inputs: { g$0: { type: money } }, entries: [{ debit: "1", amount: g }] }
        - { id: b, event: top_up, inputs: { g: { type: money } }, entries: [{ debit: "1", amount: g }] }
        - { id: c, event: fee, inputs: { g: { type: money } }, entries: [{ debit: "1", amount: g }] }
      scenarios:
        - id: s
          given: { g: 1.00 }
          steps: [{ event: payment }, { event: top_up }]
    `;
    const changed = only(renamed(text, "sum"));
    assert.equal(changed.match(/\bsum\b/g)?.length, 5);
    assert.match(changed, /id: c, event: fee, inputs: \{ g:/);
  });

  it("works through folded and escaped text", () => {
    const text = `
      kind: posting-rules
      schema: 1
      inputs:
        gr$0oss: { type: money }
      amounts:
        a: >-
          gross +
          max(gross,
          1)
        b: "gross +
          gross"
        c: "\\x67ross + 1"
    `;
    const changed = only(renamed(text, "paid"));
    assert.match(changed, /a: >-\n +paid \+\n +max\(paid,\n +1\)\n/);
    assert.match(changed, /b: "paid \+\n +paid"/);
    assert.match(changed, /c: "paid \+ 1"/);
  });

  it("refuses a name that is taken, reserved or not a name", () => {
    const at = AMOUNTS.replace("net: gross", "net: gr$0oss");
    assert.match(refusal(at, "fee"), /already an amount `fee`/);
    assert.match(refusal(at, "payment_no"), /already an input `payment_no`/);
    assert.match(refusal(at, "rest"), /meaning of its own/);
    assert.match(refusal(at, "a-b"), /letters, digits and underscores/);
    assert.match(
      refusal("kind: posting-rules\nschema: 1\nrules:\n  - id: r\n    idempotency_key: [eve$0nt]", "x"),
      /guards and events/,
    );
  });
});

describe("prepare rename", () => {
  it("gives the name without its quotes and entity", () => {
    const given = editor(BOOKS.replace("2202$001", "220201$0"));
    const target = prepareRename(given.context, given.uri, given.position);
    assert.ok(target && "placeholder" in target);
    assert.equal(target.placeholder, "220201");
    assert.equal(target.range.end.character - target.range.start.character, 6);
  });

  it("answers nothing where no name stands", () => {
    const given = editor("kind: posting-rules\nschema: 1\nno$0te: x");
    assert.equal(prepareRename(given.context, given.uri, given.position), undefined);
  });
});
