import assert from "node:assert/strict";
import { categoriesOf } from "../../../server/src/glossary/categories";
import { overlay } from "../../../server/src/glossary/overlay";
import { readGlossary } from "../../../server/src/glossary/read";
import { glossaryOf, teamSource } from "./terms";

const base = glossaryOf([
  {
    id: "surplus",
    name: "长款",
    en: "surplus",
    category: "reconciliation",
    aliases: ["多账"],
    senses: [
      { label: "按资金看", definition: "钱多" },
      { label: "按平台看", definition: "记录多" },
    ],
  },
  { id: "shortage", name: "短款", en: "shortage", definition: "钱少" },
]);

describe("overlay", () => {
  it("replaces the fields the team gives and keeps the rest, each knowing where it comes from", () => {
    const joined = overlay(
      base,
      glossaryOf([{ id: "surplus", name: "长款", aliases: ["溢款"], status: "disputed" }], teamSource),
    );
    const term = joined.terms.get("surplus");
    assert.deepEqual(term?.aliases, ["溢款"]);
    assert.equal(term?.status, "disputed");
    assert.equal(term?.name.en, "surplus");
    assert.equal(term?.replaced.get("aliases"), teamSource);
    assert.equal(term?.replaced.has("category"), false);
    assert.equal(term?.senses.length, 2);
  });

  it("replaces a sense of the same label and adds the others", () => {
    const senses = [
      { label: "按平台看", definition: "本公司的说法" },
      { label: "按客服看", definition: "客户多付" },
    ];
    const joined = overlay(base, glossaryOf([{ id: "surplus", name: "长款", senses }], teamSource));
    assert.deepEqual(
      joined.terms.get("surplus")?.senses.map((sense) => [sense.label?.zh, sense.definition.zh, sense.source.key]),
      [
        ["按资金看", "钱多", "built-in"],
        ["按平台看", "本公司的说法", teamSource.key],
        ["按客服看", "客户多付", teamSource.key],
      ],
    );
  });

  it("replaces a plain definition", () => {
    const joined = overlay(
      base,
      glossaryOf([{ id: "shortage", name: "短款", definition: "实收少于应收" }], teamSource),
    );
    assert.deepEqual(
      joined.terms.get("shortage")?.senses.map((sense) => sense.definition.zh),
      ["实收少于应收"],
    );
  });

  it("lays a Contextive term over the built-in one of the same name", () => {
    const joined = overlay(base, glossaryOf([{ name: "长款", definition: "对账多出来的钱" }], teamSource));
    assert.equal(joined.terms.size, 2);
    assert.equal(joined.terms.get("surplus")?.senses[0]?.definition.zh, "对账多出来的钱");
  });

  it("adds terms and their contexts, and leaves the base alone", () => {
    const joined = overlay(base, glossaryOf([{ id: "batch", name: "批次", category: "ours" }], teamSource));
    assert.deepEqual([...joined.terms.keys()], ["surplus", "shortage", "batch"]);
    assert.equal(base.terms.size, 2);
    assert.deepEqual(
      categoriesOf(joined).map((category) => [category.title.zh, category.terms.join()]),
      [
        ["对账与差错", "surplus"],
        ["测试", "shortage"],
        ["ours", "batch"],
      ],
    );
  });

  it("joins the senses of one Contextive name in two contexts", () => {
    const { glossary } = readGlossary(
      {
        contexts: [
          { name: "Cargo", terms: [{ name: "Policy", definition: "rule" }] },
          { name: "Billing", terms: [{ name: "Policy", definition: "contract" }] },
        ],
      },
      teamSource,
    );
    assert.deepEqual(
      glossary.terms.get("Policy")?.senses.map((sense) => [sense.label?.zh, sense.definition.zh]),
      [
        [undefined, "rule"],
        ["Billing", "contract"],
      ],
    );
  });
});
