import { builtInGlossary } from "../../glossary/built-in";
import { nearest } from "../../nearest";
import { check, replace } from "../check";
import { page } from "../pages";

const unknownReference = check({
  code: "term/unknown-reference",
  severity: "warning",
  tier: "P0",
  on: "ledger",
  wholeLedger: true,
  title: { en: "Terms of a glossary lead to terms", zh: "术语表引用的术语都能找到" },
  *run(ledger) {
    // What another tool's file brings in is not seen here.
    const documents = ledger.glossaries.filter(({ model }) => model.imports.length === 0);
    if (documents.length === 0 || documents.length < ledger.glossaries.length) return;
    const terms = documents.flatMap(({ model }) => model.contexts.flatMap((context) => context.terms));
    const own = terms.flatMap((term) => [term.id, term.name, ...term.aliases].flatMap((field) => field?.value ?? []));
    const known = new Set([...own, ...builtInNames()]);
    for (const term of terms) {
      const named = [...term.related, ...term.not_to_confuse_with.flatMap((confusion) => confusion.term ?? [])];
      for (const { value, node } of named) {
        if (known.has(value)) continue;
        const meant = nearest(value, known);
        yield {
          at: node,
          message: {
            en: `There is no term ${value}${meant === undefined ? " in this glossary or the built-in one." : `; did you mean ${meant}?`}`,
            zh: `没有术语 ${value}${meant === undefined ? "（本术语表和内置术语表里都没有）。" : `，是不是 ${meant}？`}`,
          },
          fixes: () =>
            meant === undefined ? [] : [replace(node, meant, { en: `Change to ${meant}`, zh: `改为 ${meant}` })],
        };
      }
    }
  },
});
export default unknownReference;

let names: ReadonlySet<string> | undefined;

/** The built-in terms by id, name and alias. */
function builtInNames(): ReadonlySet<string> {
  names ??= new Set([...builtInGlossary().terms.values()].flatMap((term) => [term.id, term.name.zh, ...term.aliases]));
  return names;
}

DOCS: page(unknownReference, {
  why: {
    en: "A card that points to a term nobody wrote leaves the reader at a dead end, and mostly it is a slip of the keyboard.",
    zh: "卡片指向一个没人写过的术语，读的人点过去是空的；多半只是写错了一个字母。",
  },
  fix: {
    en: "Correct the id, or add the card.",
    zh: "改正 id，或补上这张卡片。",
  },
  silent: {
    en: "For terms of the built-in glossary, names and aliases included, and while a glossary imports others.",
    zh: "内置术语（含名称和别名）不报；术语表引入了其他文件时不报。",
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
            not_to_confuse_with:
              - term: morning-batsh
    #                 ^^^^^^^^^^^^^ term/unknown-reference: There is no term morning-batsh; did you mean morning-batch?
                why: 晨批只补前一晚没到的文件。
            related: [surplus, zzz-first-run]
    #                          ^^^^^^^^^^^^^ term/unknown-reference: There is no term zzz-first-run in this glossary or the built-in one.
          - id: morning-batch
            name: 晨批
            definition: 补前一晚没到的文件。
  `,
  good: `
    kind: glossary
    schema: 1
    contexts:
      - name: 清结算组
        terms:
          - id: night-batch
            name: 夜批
            definition: 日切之后的批量对账。
            related: [surplus, morning-batch]
          - id: morning-batch
            name: 晨批
            definition: 补前一晚没到的文件。
  `,
  sources: [],
});
