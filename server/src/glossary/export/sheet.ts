import { stringify } from "csv-stringify/sync";
import type { Glossary, Term } from "../card";
import { categoryTitle } from "../categories";

const columns = [
  "id",
  "name",
  "en",
  "pinyin",
  "aliases",
  "narrower",
  "category",
  "category_en",
  "identifier",
  "label",
  "label_en",
  "definition",
  "definition_en",
  "used_by",
  "used_by_en",
  "example",
  "example_en",
  "regulation",
  "status",
  "as_of",
  "source",
] as const;

/** One row for each sense, with a header; UTF-8 with a byte-order mark, so that spreadsheets read the Chinese. */
export function glossarySheet(glossary: Glossary): string {
  const rows = [...glossary.terms.values()].flatMap(rowsOf);
  return stringify(rows, { header: true, columns: [...columns], bom: true, escape_formulas: true });
}

function rowsOf(term: Term): Partial<Record<(typeof columns)[number], string>>[] {
  const category = categoryTitle(term.category);
  const example = term.examples[0];
  return term.senses.map((sense) => ({
    id: term.id,
    name: term.name.zh,
    en: term.name.en,
    pinyin: term.pinyin ?? "",
    aliases: term.aliases.join("; "),
    narrower: term.narrower.join("; "),
    category: category.zh,
    category_en: category.en,
    identifier: term.identifier ?? "",
    label: sense.label?.zh ?? "",
    label_en: sense.label?.en ?? "",
    definition: sense.definition.zh,
    definition_en: sense.definition.en,
    used_by: sense.usedBy?.zh ?? "",
    used_by_en: sense.usedBy?.en ?? "",
    example: example?.zh ?? "",
    example_en: example?.en ?? "",
    regulation: term.regulations
      .map(({ document, date }) => (date === undefined ? document.zh : `${document.zh} ${date}`))
      .join("; "),
    status: term.status,
    as_of: term.asOf ?? "",
    source: sense.source.key === "built-in" ? "built-in" : sense.source.title.en,
  }));
}
