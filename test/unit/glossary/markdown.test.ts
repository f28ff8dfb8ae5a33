import assert from "node:assert/strict";
import { commandLink, escapeInline } from "../../../server/src/glossary/escape";
import { renderCard } from "../../../server/src/glossary/markdown";
import { overlay } from "../../../server/src/glossary/overlay";
import { glossaryOf, teamSource } from "./terms";

const glossary = glossaryOf([
  {
    id: "surplus",
    name: "长款",
    en: "surplus; cash over",
    aliases: ["多账"],
    identifier: "surplus_difference",
    senses: [
      {
        label: "按资金看",
        label_en: "by the money",
        used_by: "会计",
        used_by_en: "accountants",
        definition: "钱多",
        definition_en: "more money",
      },
    ],
    examples: [{ text: "多 88.00 元", text_en: "88.00 too much" }],
    entries: [{ debit: "渠道待清算", credit: "待查长款", amount: "88.00", note: "挂账", note_en: "parked" }],
    not_to_confuse_with: [{ term: "shortage", why: "方向相反", why_en: "opposite sign" }],
    regulation: { document: "银办发〔2017〕217号", date: "2017-11-13", status: "superseded", superseded_by: "某办法" },
    related: ["shortage", "not-there"],
    as_of: "2026-11",
    status: "draft",
  },
  { id: "shortage", name: "短款", en: "shortage (cash short)" },
]);
const surplus = glossary.terms.get("surplus")!;

describe("renderCard", () => {
  it("shows the reader's language first and the other below", () => {
    const zh = renderCard(surplus, { locale: "zh-cn", glossary });
    assert.match(zh, /^### 长款 · surplus; cash over\n/);
    assert.match(zh, /\*\*按资金看\*\* · 使用者 会计\n\n钱多\n\n> \*by the money\* — more money/);
    const en = renderCard(surplus, { locale: "en", glossary });
    assert.match(en, /^### surplus; cash over · 长款\n/);
    assert.match(en, /\*\*by the money\*\* · used by accountants\n\nmore money\n\n> \*按资金看\* — 钱多/);
  });

  it("shows entries as a table and regulation with date and status", () => {
    const text = renderCard(surplus, { locale: "zh-cn", glossary });
    assert.ok(
      text.includes("| 借 | 贷 | 金额 | 说明 |\n|---|---|--:|---|\n| 渠道待清算 | 待查长款 | 88.00 | 挂账 / parked |"),
    );
    assert.ok(text.includes("- 银办发〔2017〕217号 · 2017-11-13 · 已被取代 · 取代文件： 某办法"));
    assert.ok(text.includes("内容核对于 2026-11"));
    assert.ok(text.includes("**草稿：尚未审定**"));
  });

  it("links terms that exist, for clients that can", () => {
    const linked = renderCard(surplus, { locale: "en", glossary, links: true });
    assert.ok(
      linked.includes("[shortage 短款](command:countingHouse.openTerm?%5B%22shortage%22%5D): opposite sign / 方向相反"),
    );
    assert.ok(linked.includes("not-there"));
    assert.ok(!linked.includes("%22not-there%22"));
    assert.ok(!renderCard(surplus, { locale: "en", glossary }).includes("command:"));
  });

  it("says which glossary a sense comes from when they differ", () => {
    const team = glossaryOf(
      [{ id: "surplus", name: "长款", senses: [{ label: "本公司", definition: "客户多付" }], status: "approved" }],
      teamSource,
    );
    const joined = overlay(glossary, team);
    const text = renderCard(joined.terms.get("surplus")!, { locale: "zh-cn", glossary: joined });
    assert.ok(text.includes("**按资金看** · 使用者 会计 · *来自 账房内置术语表*"));
    assert.ok(text.includes("**本公司** · *来自 团队术语表*"));
    assert.ok(text.includes("修改自 团队术语表"));
  });

  it("lets no Markdown of a workspace's glossary through", () => {
    const evil =
      "[x](command:evil) ![i](http://e/i.png) <img src=x> | `c` **b** https://evil.example www.evil.example\n# h\n$(alert) &lt;";
    const card = {
      id: `a") (b`,
      name: evil,
      aliases: [evil],
      definition: evil,
      examples: [evil],
      related: [`a") (b`],
      identifier: "a`b",
      entries: [{ debit: evil, credit: evil, amount: evil, note: evil }],
      avoid: [{ word: evil, reason: evil }],
      as_of: evil,
      regulation: evil,
    };
    const hostile = glossaryOf([card], { key: "k", title: { en: evil, zh: evil } });
    const text = renderCard(hostile.terms.get(`a") (b`)!, { locale: "en", glossary: hostile, links: true });
    const links = [...text.matchAll(/(?<!\\)\]\(([^)]*)\)/g)].map((match) => match[1]);
    assert.deepEqual(
      new Set(links),
      new Set([
        "command:countingHouse.openTerm?%5B%22a%5C%22)%20(b%22%5D".replaceAll(")", "%29").replaceAll("(", "%28"),
      ]),
    );
    assert.doesNotMatch(text, /(?<!\\)<|https:\/\/|(?<!\\)!\[|www\.e|(?<!\\)\$\(|(?<!\\)&lt;/);
    const row = text.split("\n").find((line) => line.startsWith("| \\["));
    assert.equal(row?.match(/(?<!\\)\|/g)?.length, 5);
  });
});

describe("escapeInline", () => {
  it("leaves ordinary text as it is", () => {
    for (const text of [
      "88.00 元",
      "T+1 10:00",
      "surplus_difference",
      "收款（扣费）- 退款",
      "a & b",
      "5 > 3 不".replace(">", "≥"),
      "$5",
      "1.5",
    ])
      assert.equal(escapeInline(text), text);
  });

  it("escapes what begins a block", () => {
    assert.equal(escapeInline("# a"), "\\# a");
    assert.equal(escapeInline("- a"), "\\- a");
    assert.equal(escapeInline("1. a"), "1\\. a");
  });

  it("drops direction overrides and control characters and cuts long text between characters", () => {
    assert.equal(escapeInline("a\u202eb\u0000c\u2066"), "abc");
    const cut = escapeInline("a".repeat(3999) + "𠮷".repeat(10));
    assert.equal(cut, `${"a".repeat(3999)}…`);
  });
});

describe("commandLink", () => {
  it("encodes its arguments", () => {
    const link = commandLink("x", "c", ["a'(b)\"]\n"]);
    assert.doesNotMatch(link.slice(4, -1), /['()\]"\s]/);
    assert.deepEqual(JSON.parse(decodeURIComponent(link.slice(link.indexOf("?") + 1, -1))), ["a'(b)\"]\n"]);
  });
});
