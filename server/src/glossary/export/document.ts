import { inLocale, type Locale } from "../../l10n/text";
import type { Glossary } from "../card";
import { categoriesOf } from "../categories";
import { escapeInline } from "../escape";
import { renderCard } from "../markdown";

/** The whole glossary as one Markdown document: a chapter for each category, a section for each term, in both languages. */
export function glossaryDocument(glossary: Glossary, locale: Locale): string {
  const title = inLocale({ en: "Glossary of payment operations", zh: "支付业务术语表" }, locale);
  const chapters = categoriesOf(glossary).map(({ title: name, terms }) => {
    const cards = terms.flatMap((id) => {
      const term = glossary.terms.get(id);
      return term ? [renderCard(term, { locale, glossary })] : [];
    });
    return [`## ${escapeInline(inLocale(name, locale))}`, ...cards].join("\n\n");
  });
  return `${[`# ${title}`, ...chapters].join("\n\n")}\n`;
}
