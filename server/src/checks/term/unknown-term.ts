import { builtInGlossary } from "../../glossary/built-in";
import { nearest } from "../../nearest";
import { check, replace } from "../check";
import { page } from "../pages";

const unknownTerm = check({
  code: "term/unknown-term",
  severity: "warning",
  tier: "P0",
  on: "ledger",
  wholeLedger: true,
  title: { en: "The terms an item names are in the glossary", zh: "条目引用的术语在术语表中" },
  *run(ledger) {
    // What another tool's file brings in is not seen here.
    if (ledger.glossaries.some(({ model }) => model.imports.length > 0)) return;
    const own = ledger.glossaries.flatMap(({ model }) =>
      model.contexts.flatMap(({ terms }) => terms.flatMap(({ id, name }) => [id?.value, name?.value])),
    );
    const known = new Set([...own.filter((name) => name !== undefined), ...builtInGlossary().terms.keys()]);
    for (const document of ledger.documents) {
      if (document.kind === "glossary") continue;
      for (const { role, spaces, name, at, node } of document.symbols.occurrences) {
        if (role !== "reference" || spaces[0] !== "term" || known.has(name)) continue;
        const meant = nearest(name, known) ?? idOfName(name);
        yield {
          at,
          message: {
            en: `No glossary has the term ${name}${meant === undefined ? "; add it to the team's glossary, or remove it here." : `; did you mean ${meant}?`}`,
            zh: `术语表里没有术语 ${name}${meant === undefined ? "；请把它写进团队术语表，或从这里删去。" : `，是不是 ${meant}？`}`,
          },
          fixes: () =>
            meant === undefined ? [] : [replace(node, meant, { en: `Change to ${meant}`, zh: `改为 ${meant}` }, true)],
        };
      }
    }
  },
});
export default unknownTerm;

/** The id of the built-in term of a Chinese name. */
function idOfName(name: string): string | undefined {
  for (const term of builtInGlossary().terms.values())
    if (term.name.zh === name || term.aliases.includes(name)) return term.id;
  return undefined;
}

DOCS: page(unknownTerm, {
  why: {
    en: "`terms` ties an account, a rule or a channel to the card that explains it. An id that no glossary has explains nothing, and mostly it is a slip of the keyboard.",
    zh: "`terms` 把科目、规则、渠道与解释它的卡片连起来。术语表里没有的 id 什么也解释不了，多半只是写错了字母。",
  },
  fix: {
    en: "Correct the id, or write the card in the team's glossary.",
    zh: "改正 id，或在团队术语表里写上这张卡片。",
  },
  silent: {
    en: "While a glossary of the workspace imports others; for terms of the team without an id, their names.",
    zh: "工作区的术语表引入了其他文件时不报；团队术语没有 id 的，写名称也可以。",
  },
  bad: `
    kind: chart-of-accounts
    schema: 1
    accounts:
      - code: "1002"
        name: 银行存款
        class: asset
        terms: [surplis, 长款, zzz-unheard-of]
    #           ^^^^^^^ term/unknown-term: No glossary has the term surplis; did you mean surplus?
    #                    ^^ term/unknown-term: No glossary has the term 长款; did you mean surplus?
    #                        ^^^^^^^^^^^^^^ term/unknown-term: No glossary has the term zzz-unheard-of; add it to the team's glossary, or remove it here.
  `,
  good: `
    === a.coa.yaml
    kind: chart-of-accounts
    schema: 1
    accounts:
      - code: "1002"
        name: 银行存款
        class: asset
        terms: [surplus, night-batch, 晨批]
    === team.glossary.yaml
    kind: glossary
    schema: 1
    contexts:
      - name: 清结算组
        terms:
          - id: night-batch
            name: 夜批
          - name: 晨批
  `,
  sources: [],
});
