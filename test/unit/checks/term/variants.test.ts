import assert from "node:assert/strict";
import { findingsOf, fixture, workspaceOf } from "../../../support/files";
import { applyFix } from "../../../support/fixes";

function found(code: string, text: string) {
  return [...findingsOf(workspaceOf(fixture(text).files)).values()].flat().filter((finding) => finding.code === code);
}

/** One rule, its amounts fixed. */
function rule(keys: string): string {
  return `kind: posting-rules
schema: 1
rules:
  - { id: r, ${keys}, entries: [{ debit: "1", amount: 1.00 }, { credit: "2", amount: 1.00 }] }
`;
}

describe("checks of wording beyond their pages", () => {
  it("term/ambiguous-word speaks of 冲正 only where no reversal and no correction is meant", () => {
    const code = "term/ambiguous-word";
    assert.equal(found(code, rule("title: 支付冲正, event: payment")).length, 1);
    assert.equal(found(code, rule("title: 支付冲正, event: reversal")).length, 0);
    assert.equal(
      found(code, rule("title: 冲正前一日, event: adjustment, correction: { type: reverse_line }")).length,
      0,
    );
  });

  it("term/ambiguous-word takes a bare 结算 as a whole label only, once per file, and heeds the project's glossary", () => {
    const products = (...names: string[]) =>
      `kind: posting-rules\nschema: 1\nproducts:\n${names.map((name, i) => `  - { id: p${i}, name: ${name} }\n`).join("")}`;
    const code = "term/ambiguous-word";
    assert.equal(found(code, products("结算", "结算", "商户结算")).length, 1);
    const glossary = `=== a.posting.yaml\n${products("结算")}=== a.glossary.yaml\nkind: glossary\nschema: 1\ncontexts: [{ name: 本司, terms: [{ name: 结算, definition: 给商户付款 }] }]\n`;
    assert.equal(found(code, glossary).length, 0);
  });

  it("term/surplus-without-flow leaves accounts with a purpose alone", () => {
    const chart = (purpose: string) =>
      `kind: chart-of-accounts\nschema: 1\naccounts: [{ code: "1", name: 待查长款, class: liability${purpose} }]\n`;
    assert.equal(found("term/surplus-without-flow", chart("")).length, 1);
    assert.equal(found("term/surplus-without-flow", chart(", purpose: suspense_surplus")).length, 0);
  });

  it("term/spelling-variant changes a whole file at once", () => {
    const { files } = fixture(
      `kind: posting-rules\nschema: 1\nproducts:\n  - { id: a, name: 到帐通知, note: 先记帐再对帐 }\n  - { id: b, name: 对账 }\n  - { id: c, name: 帐篷 }\n`,
    );
    const [first] = [...findingsOf(workspaceOf(files)).values()]
      .flat()
      .filter((finding) => finding.code === "term/spelling-variant");
    const all = first!.fixes!().find((fix) => fix.title.en.includes("everywhere"))!;
    assert.equal(
      applyFix(files, all).get("fixture.posting.yaml"),
      `kind: posting-rules\nschema: 1\nproducts:\n  - { id: a, name: 到账通知, note: 先记账再对账 }\n  - { id: b, name: 对账 }\n  - { id: c, name: 帐篷 }\n`,
    );
  });

  it("term/return-words lets rules about fees, differences and bank lines mention any word", () => {
    const code = "term/return-words";
    assert.equal(found(code, rule("title: 退款手续费, event: fee")).length, 0);
    assert.equal(found(code, rule("title: 退款退回入账, event: refund, status: returned")).length, 0);
    assert.equal(found(code, rule("title: 退款退回入账, event: refund, status: succeeded")).length, 1);
    assert.equal(found(code, rule("title: 打款退回, event: payout, status: returned")).length, 0);
  });

  it("term/misleading-identifier allows advance where money is advanced", () => {
    const code = "term/misleading-identifier";
    const named = (id: string, event: string) => rule(`title: 甲, event: ${event}`).replace("id: r", `id: ${id}`);
    assert.equal(found(code, named("merchant.advance", "advance")).length, 0);
    assert.equal(found(code, named("merchant.dai_kou", "withdrawal")).length, 1);
    assert.equal(found(code, named("merchant.payout", "payout")).length, 0);
  });

  it("term/english-name knows initials but no technical abbreviations", () => {
    const product = (key: string) => `kind: posting-rules\nschema: 1\nproducts: [{ id: a, name: 甲, ${key}: 1 }]\n`;
    const code = "term/english-name";
    assert.equal(found(code, product("x-kjrq")).length, 1);
    assert.equal(found(code, product("x-sys")).length, 0);
    assert.equal(found(code, product("x-owner")).length, 0);
  });

  it("find words in folded and escaped texts", () => {
    const text = `kind: posting-rules\nschema: 1\nproducts:\n  - id: a\n    name: "\\u957f款"\n    note: |\n      第一行\n      短款要查\n`;
    const workspace = workspaceOf(fixture(text).files);
    const [escaped, folded] = [...findingsOf(workspace).values()]
      .flat()
      .filter((finding) => finding.code === "term/surplus-without-flow");
    const source = (at: { segment: { text: string }; start: number; end: number }) =>
      at.segment.text.slice(at.start, at.end);
    assert.equal(source(escaped!.at), `"\\u957f款"`);
    assert.equal(source(folded!.at), "短款");
  });

  it("term/duplicate-id lets a folder's glossary complete the one above it", () => {
    const glossary =
      "kind: glossary\nschema: 1\ncontexts: [{ name: 组, terms: [{ id: x-y, name: 夜批, definition: 批量。 }] }]\n";
    const files = (other: string) =>
      `=== counting-house.yaml\nchecks: {}\n=== a.glossary.yaml\n${glossary}=== ${other}\n${glossary}`;
    assert.equal(found("term/duplicate-id", files("b.glossary.yaml")).length, 1);
    assert.equal(found("term/duplicate-id", files("team/b.glossary.yaml")).length, 0);
  });
});
