import { builtInSource, type Glossary, type Source, type Term } from "../glossary/card";
import { categoriesOf, categoryTitle } from "../glossary/categories";
import { termPage } from "../glossary/export/page";
import { warningKinds } from "../glossary/labels";
import { renderCard } from "../glossary/markdown";
import { readingsOf } from "../glossary/pinyin";
import type { Glossary as GlossaryList, TermCard } from "../protocol";
import type { FeatureContext } from "./context";

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
          readings: readingsOf(term).map((reading) => reading.map(({ full }) => full).join(" ")),
          identifier: term.identifier ?? term.id,
          narrower: term.narrower,
          aliases: term.aliases,
          category,
          source: sourceName(term),
          hasSenses: term.senses.length > 1,
          hasRegulation: term.regulations.length > 0,
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
    narrower: term.narrower,
    category: categoryTitle(term.category),
    status: term.status,
    senses: term.senses.map((sense) => ({
      ...(sense.label ? { label: sense.label } : {}),
      ...(sense.usedBy ? { usedBy: sense.usedBy } : {}),
      definition: sense.definition,
      ...(sense.source.key === builtInSource.key ? {} : { source: sense.source.title }),
    })),
    examples: term.examples,
    warnings: term.warnings.map(({ kind, text, since }) => ({
      ...(kind === undefined ? {} : { kind: warningKinds[kind] ?? { en: kind, zh: kind } }),
      text,
      ...(since === undefined ? {} : { since }),
    })),
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

/** A term as a page of HTML for printing, in the reader's language. */
export function printedTerm({ glossaries, locale }: FeatureContext, id: string): string | undefined {
  const { glossary } = glossaries.all();
  const term = glossary.terms.get(id);
  return term && termPage(term, glossary, locale);
}
