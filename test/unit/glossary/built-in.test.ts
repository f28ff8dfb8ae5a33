import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { readGlossaryFiles } from "../../../server/generate/glossary";
import { builtInSource } from "../../../server/src/glossary/card";
import { categoryTitle } from "../../../server/src/glossary/categories";
import { fullPinyin, writtenReadings } from "../../../server/src/glossary/pinyin";
import { readGlossary } from "../../../server/src/glossary/read";

/** Terms the glossary is to have in the end; a card may point to one that is not written yet. */
const planned = new Set(
  readFileSync(new URL("planned-terms.txt", import.meta.url), "utf8")
    .trim()
    .split("\n"),
);
const data = readGlossaryFiles();
const { glossary, problems } = readGlossary(data, builtInSource);

describe("the built-in glossary", () => {
  it("is read without a problem, every id once", () => assert.deepEqual(problems, []));

  it("has terms", () => assert.ok(glossary.terms.size > 0));

  it("points only to terms that exist or are planned", () => {
    const open = new Set<string>();
    for (const term of glossary.terms.values())
      for (const target of [...term.related, ...term.notToConfuseWith.map((confusion) => confusion.term)]) {
        assert.notEqual(target, term.id, `${term.id} points to itself`);
        if (glossary.terms.has(target)) continue;
        assert.ok(planned.has(target), `${term.id} points to ${target}, which is neither a term nor planned`);
        open.add(target);
      }
    console.log(`      ${glossary.terms.size} terms; ${open.size} terms pointed to are not written yet`);
  });

  it("has known categories and ids of one form", () => {
    for (const term of glossary.terms.values()) {
      assert.match(term.id, /^[a-z0-9]+(-[a-z0-9]+)*$/);
      assert.notEqual(categoryTitle(term.category).zh, term.category, `${term.id}: ${term.category}`);
    }
  });

  it("has a definition and a title in both languages for every term", () => {
    for (const term of glossary.terms.values()) {
      assert.ok(term.senses.length > 0, `${term.id} has no definition`);
      assert.notEqual(
        term.name.en,
        term.name.zh.replace(/[A-Za-z0-9+]+/, "") && term.name.zh,
        `${term.id} has no English title`,
      );
    }
  });

  it("has every text in both languages", () => {
    const texts = new Set(["label", "used_by", "definition", "note", "reason", "why", "text"]);
    const missing: string[] = [];
    const walk = (value: unknown, path: string): void => {
      if (Array.isArray(value)) for (const [i, item] of value.entries()) walk(item, `${path}/${i}`);
      else if (typeof value === "object" && value !== null) {
        const keys = new Set(Object.keys(value));
        for (const [key, item] of Object.entries(value)) {
          if (texts.has(key) && !keys.has(`${key}_en`)) missing.push(`${path}/${key}`);
          if (key.endsWith("_en") && !keys.has(key.slice(0, -3))) missing.push(`${path}/${key.slice(0, -3)}`);
          walk(item, `${path}/${"id" in value ? value.id : ""}${key}`);
        }
        if (path.includes("/examples/") && !keys.has("text_en")) missing.push(path);
      } else if (/\/examples\/\d+$/.test(path)) missing.push(path);
    };
    walk(data, "");
    assert.deepEqual(missing, []);
  });

  it("gives the pinyin of the name", () => {
    const wrong = [...glossary.terms.values()]
      .filter(({ pinyin, name }) => pinyin !== undefined && /^[\u4e00-\u9fff]+$/.test(name.zh))
      .filter(
        ({ pinyin = "", name }) =>
          !writtenReadings(pinyin).some((reading) => reading.map((s) => s.full).join("") === fullPinyin(name.zh)),
      )
      .map(({ id, name, pinyin }) => `${id}: ${name.zh} ${pinyin}, read as ${fullPinyin(name.zh)}`);
    assert.deepEqual(wrong, []);
  });
});
