import assert from "node:assert/strict";
import { glossaryData } from "../../../server/src/glossary/export/data";
import { glossaryDocument } from "../../../server/src/glossary/export/document";
import { glossaryPage, termPage } from "../../../server/src/glossary/export/page";
import { glossarySheet } from "../../../server/src/glossary/export/sheet";
import { overlay } from "../../../server/src/glossary/overlay";
import { glossaryOf, teamSource } from "./terms";

const glossary = overlay(
  glossaryOf([
    {
      id: "surplus",
      name: "长款",
      en: "surplus",
      category: "reconciliation",
      definition: '多,"款"',
      definition_en: "more",
      aliases: ["多账", "=cmd"],
      examples: [{ text: "多 1 元", text_en: "1 more" }],
      entries: [{ debit: "a", credit: "b", amount: "1.00" }],
      warnings: [{ kind: "outdated", text: "旧", text_en: "old", since: "2020" }],
      regulation: { document: "某文〔2020〕1号", date: "2020-01-01", status: "in_force" },
      related: ["x"],
    },
  ]),
  glossaryOf(
    [{ id: "surplus", name: "长款", senses: [{ label: "<b>我们</b>", definition: "<script>alert(1)</script>" }] }],
    teamSource,
  ),
);

describe("exporting the glossary", () => {
  it("writes a table with a row for each sense", () => {
    const lines = glossarySheet(glossary).trimEnd().split("\n");
    assert.ok(lines[0]!.startsWith("\ufeffid,name,en,pinyin,aliases"));
    assert.equal(lines.length, 3);
    assert.match(lines[1]!, /^surplus,长款,surplus,.*"多,""款""",more/);
    assert.match(lines[2]!, /Team glossary$/);
  });

  it("writes data that a program can read back", () => {
    const data = JSON.parse(glossaryData(glossary)) as {
      terms: { id: string; senses: { source: object }[] }[];
      categories: { terms: string[] }[];
    };
    assert.deepEqual(data.categories[0]?.terms, ["surplus"]);
    assert.deepEqual(
      data.terms[0]?.senses.map(({ source }) => source),
      [
        { en: "Counting House glossary", zh: "账房内置术语表" },
        { en: "Team glossary", zh: "团队术语表" },
      ],
    );
  });

  it("writes Markdown by category", () => {
    const text = glossaryDocument(glossary, "zh-cn");
    assert.match(text, /^# 支付业务术语表\n\n## 对账与差错\n\n### 长款 · surplus\n/);
    assert.match(text, /\*\*已变化\*\*：旧（自 2020）/);
  });

  it("writes a page of HTML that runs nothing from a workspace", () => {
    for (const page of [glossaryPage(glossary, "en"), termPage(glossary.terms.get("surplus")!, glossary, "en")]) {
      assert.match(page, /default-src 'none'/);
      assert.doesNotMatch(page, /<script|<b>/);
      assert.ok(page.includes("&#60;script&#62;"));
      assert.match(page, /<td class="amount">1\.00<\/td>/);
      assert.match(page, /2020-01-01 · in force/);
    }
    assert.match(glossaryPage(glossary, "zh-cn"), /<a href="#category-reconciliation">对账与差错<\/a> \(1\)/);
  });
});
