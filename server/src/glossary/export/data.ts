import type { Glossary } from "../card";
import { categoriesOf } from "../categories";

/** The glossary as JSON for other programs: categories with their terms, each term with every field; texts as `{ en, zh }`. */
export function glossaryData(glossary: Glossary): string {
  const data = {
    categories: categoriesOf(glossary).map(({ id, title, terms }) => ({ id, title, terms })),
    terms: [...glossary.terms.values()].map(({ hasOwnId: _, given: __, replaced: ___, source, senses, ...term }) => ({
      ...term,
      senses: senses.map(({ source: from, ...sense }) => ({ ...sense, source: from.title })),
      source: source.title,
    })),
  };
  return `${JSON.stringify(data, undefined, 2)}\n`;
}
