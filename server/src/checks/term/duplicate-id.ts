import type { GlossaryDocument } from "../../index/documents";
import type { Ledger } from "../../index/ledger";
import type { Field } from "../../model/fields";
import { check } from "../check";
import { page } from "../pages";

const duplicateId = check({
  code: "term/duplicate-id",
  severity: "warning",
  tier: "P0",
  on: "ledger",
  title: { en: "A term stands in a glossary once", zh: "一个术语在术语表里只写一次" },
  *run(ledger) {
    for (const documents of byFolder(ledger)) {
      const first = new Map<string, Field<string>>();
      for (const { model } of documents) {
        for (const { id } of model.contexts.flatMap((context) => context.terms)) {
          if (!id) continue;
          const earlier = first.get(id.value);
          if (!earlier) {
            first.set(id.value, id);
            continue;
          }
          yield {
            at: id.node,
            message: {
              en: `There is already a term ${id.value}; one of the two cards would hide the other. Join them, or give this one another id.`,
              zh: `已经有术语 ${id.value}，两张卡片会互相遮盖；请合并，或换一个 id。`,
            },
            related: [{ at: earlier.node, message: { en: "The other card", zh: "另一张卡片" } }],
          };
        }
      }
    }
  },
});
export default duplicateId;

/** Glossaries that hold for the same files; one further down lays its cards over those above it on purpose. */
function byFolder(ledger: Ledger): Iterable<readonly GlossaryDocument[]> {
  const folders = new Map<string, GlossaryDocument[]>();
  for (const document of ledger.glossaries) {
    const folder = document.uri.slice(0, document.uri.lastIndexOf("/"));
    folders.set(folder, [...(folders.get(folder) ?? []), document]);
  }
  return folders.values();
}

DOCS: page(duplicateId, {
  why: {
    en: "Two cards for one id are merged field by field: readers get the definition of one and the example of the other, and nobody wrote what they see.",
    zh: "同一个 id 的两张卡片会逐项合并：定义取自这张，例子取自那张，读到的内容没有一个人写过。",
  },
  fix: {
    en: "Join the cards, use `senses` for two meanings, or give one of them another id.",
    zh: "合并两张卡片；一词两义的用 `senses`；确实是两个词的，换一个 id。",
  },
  silent: {
    en: "For a card of the built-in glossary or of a folder further up, which a team's card is meant to complete, and for terms without an id.",
    zh: "对内置术语、上级文件夹术语的补充不报；没有 id 的术语不报。",
  },
  bad: `
    kind: glossary
    schema: 1
    contexts:
      - name: 清结算组
        terms:
          - id: night-batch
            name: 夜批
            definition: 日切之后的批量对账。
          - id: night-batch
    #           ^^^^^^^^^^^ term/duplicate-id: There is already a term night-batch; one of the two cards would hide the other. Join them, or give this one another id.
            name: 夜间批量
            definition: 日切之后的批量记账。
  `,
  good: `
    kind: glossary
    schema: 1
    contexts:
      - name: 清结算组
        terms:
          - id: night-batch
            name: 夜批
            senses:
              - label: 对账组
                definition: 日切之后的批量对账。
              - label: 账务组
                definition: 日切之后的批量记账。
  `,
  sources: [],
});
