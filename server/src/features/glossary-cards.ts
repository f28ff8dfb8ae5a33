import { builtInSource, type Glossary, type Source, type Term } from "../glossary/card";
import { categoriesOf, categoryTitle } from "../glossary/categories";
import { renderCard } from "../glossary/markdown";
import { initials } from "../glossary/pinyin";
import type { Glossary as GlossaryList, TermCard } from "../protocol";

/** The glossary as lists and searches need it. */
export function glossaryList(glossary: Glossary): GlossaryList {
  const categories = categoriesOf(glossary);
  return {
    categories: categories.map(({ id, title }) => ({ id, title })),
    terms: categories.flatMap(({ id: category, terms }) =>
      terms
        .map((id) => glossary.terms.get(id))
        .filter((term) => term !== undefined)
        .map((term) => ({
          id: term.id,
          name: term.name.zh,
          en: term.name.en,
          pinyin: term.pinyin ?? "",
          initials: term.pinyin
            ? term.pinyin
                .split(";")
                .map((reading) =>
                  reading
                    .trim()
                    .split(/\s+/)
                    .map((syllable) => syllable[0] ?? "")
                    .join(""),
                )
                .join(";")
            : initials(term.name.zh),
          aliases: term.aliases,
          category,
          source: sourceName(term),
          hasSenses: term.senses.length > 1,
        })),
    ),
  };
}

/** `built-in`, or the team's file that defines or overlays the term. */
function sourceName(term: Term): string {
  const sources: readonly Source[] = [
    term.source,
    ...term.senses.map((sense) => sense.source),
    ...term.replaced.values(),
  ];
  return sources.find((source) => source.key !== builtInSource.key)?.title.en ?? "built-in";
}

/** One term, whole. */
export function termCard(glossary: Glossary, id: string): TermCard | null {
  const term = glossary.terms.get(id);
  if (!term) return null;
  const link = (other: string) => {
    const target = glossary.terms.get(other);
    return target ? { id: other, name: target.name.zh } : { name: other };
  };
  return {
    id: term.id,
    name: term.name.zh,
    en: term.name.en,
    pinyin: term.pinyin ?? "",
    aliases: term.aliases,
    category: categoryTitle(term.category),
    status: term.status,
    senses: term.senses.map((sense) => ({
      ...(sense.label ? { label: sense.label } : {}),
      ...(sense.usedBy ? { usedBy: sense.usedBy } : {}),
      definition: sense.definition,
      ...(sense.source.key === builtInSource.key ? {} : { source: sense.source.title }),
    })),
    examples: term.examples,
    entries: term.entries.map(({ debit, credit, amount, note }) => ({
      ...(debit ? { debit } : {}),
      ...(credit ? { credit } : {}),
      amount,
      ...(note ? { note } : {}),
    })),
    confusedWith: term.notToConfuseWith.map(({ term: other, why }) => ({ ...link(other), ...(why ? { why } : {}) })),
    avoid: term.avoid.map(({ word, identifier, reason }) => ({
      kind: identifier === undefined ? ("word" as const) : ("identifier" as const),
      word: identifier ?? word ?? "",
      ...(reason ? { reason } : {}),
    })),
    ...(term.identifier === undefined ? {} : { identifier: term.identifier }),
    regulation: term.regulations.map(({ document, date, status, supersededBy, note }) => ({
      document,
      ...(date ? { date } : {}),
      ...(status ? { status } : {}),
      ...(supersededBy ? { supersededBy } : {}),
      ...(note ? { note } : {}),
    })),
    related: term.related.map(link),
    ...(term.asOf === undefined ? {} : { asOf: term.asOf }),
    markdown: { en: renderCard(term, { locale: "en", glossary }), zh: renderCard(term, { locale: "zh-cn", glossary }) },
  };
}
