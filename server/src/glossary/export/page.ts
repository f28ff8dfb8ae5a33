import { inLocale, type Locale, type Text } from "../../l10n/text";
import type { Glossary, Term } from "../card";
import { categoriesOf, categoryTitle } from "../categories";
import { labels, regulationState, statusNotes, warningKinds } from "../labels";

/** The whole glossary as one page of HTML that needs nothing else: contents, then the terms by category, in both languages. */
export function glossaryPage(glossary: Glossary, locale: Locale): string {
  const title = inLocale({ en: "Glossary of payment operations", zh: "支付业务术语表" }, locale);
  const categories = categoriesOf(glossary);
  const contents = categories
    .map(
      ({ id, title: name, terms }) =>
        `<li><a href="#category-${escaped(id)}">${escaped(inLocale(name, locale))}</a> (${terms.length})</li>`,
    )
    .join("\n");
  const chapters = categories
    .map(({ id, title: name, terms }) => {
      const cards = terms
        .flatMap((term) => glossary.terms.get(term) ?? [])
        .map((term) => termSection(term, glossary, locale));
      return `<h2 id="category-${escaped(id)}">${escaped(inLocale(name, locale))}</h2>\n${cards.join("\n")}`;
    })
    .join("\n");
  return htmlDocument(
    title,
    `<h1>${escaped(title)}</h1>\n<ul class="contents">\n${contents}\n</ul>\n${chapters}`,
    locale,
  );
}

/** One term as a page for printing. */
export function termPage(term: Term, glossary: Glossary, locale: Locale): string {
  return htmlDocument(term.name.zh, termSection(term, glossary, locale), locale);
}

function termSection(term: Term, glossary: Glossary, locale: Locale): string {
  const word = (text: Text): string => escaped(inLocale(text, locale));
  /** The reader's language, the other one below. */
  const both = (text: Text): string =>
    text.en === text.zh
      ? escaped(text.en)
      : `${word(text)}<br><span class="other">${escaped(inLocale(text, locale === "en" ? "zh-cn" : "en"))}</span>`;
  const list = (label: Text, items: readonly string[]): string =>
    items.length === 0 ? "" : `<h4>${word(label)}</h4>\n<ul>${items.map((item) => `<li>${item}</li>`).join("\n")}</ul>`;
  const named = (id: string): string => {
    const other = glossary.terms.get(id);
    return other ? `<a href="#${escaped(id)}">${escaped(other.name.zh)}</a>` : escaped(id);
  };
  const because = (why: Text | undefined): string => (why ? `：${both(why)}` : "");
  const facts = [
    escaped(term.name.en),
    term.pinyin && escaped(term.pinyin),
    word(categoryTitle(term.category)),
    term.identifier && `<code>${escaped(term.identifier)}</code>`,
  ];
  const names = [...term.aliases, ...term.narrower];
  return [
    `<section id="${escaped(term.id)}">`,
    `<h3>${escaped(term.name.zh)}</h3>`,
    `<p class="facts">${facts.filter(Boolean).join(" · ")}</p>`,
    names.length > 0 ? `<p class="facts">${word(labels.alsoCalled)} ${names.map(escaped).join("、")}</p>` : "",
    statusNotes[term.status] ? `<p><strong>${word(statusNotes[term.status]!)}</strong></p>` : "",
    ...term.senses.map(
      ({ label, usedBy, definition }) =>
        `<p>${label ? `<strong>${word(label)}</strong> ` : ""}${usedBy ? `<span class="other">${word(labels.usedBy)} ${word(usedBy)}</span> ` : ""}${label || usedBy ? "<br>" : ""}${both(definition)}</p>`,
    ),
    list(labels.example, term.examples.map(both)),
    list(
      labels.warnings,
      term.warnings.map(({ kind, text, since }) => {
        const head =
          kind === undefined ? "" : `<strong>${word(warningKinds[kind] ?? { en: kind, zh: kind })}</strong> `;
        return `${head}${since ? `${word(labels.since)} ${escaped(since)} ` : ""}${both(text)}`;
      }),
    ),
    entryTable(term, locale),
    list(
      labels.notToConfuse,
      term.notToConfuseWith.map((confusion) => `${named(confusion.term)}${because(confusion.why)}`),
    ),
    list(
      labels.avoid,
      term.avoid.map(
        ({ word: wrong, identifier, reason }) =>
          `${wrong === undefined ? `<code>${escaped(identifier ?? "")}</code>` : escaped(wrong)}${because(reason)}`,
      ),
    ),
    list(
      labels.regulation,
      term.regulations.map(({ document, date, status, supersededBy, note }) =>
        [
          word(document),
          date && escaped(date),
          status && word(regulationState(status)),
          supersededBy && `${word(labels.supersededBy)} ${word(supersededBy)}`,
          note && word(note),
        ]
          .filter(Boolean)
          .join(" · "),
      ),
    ),
    term.related.length > 0 ? `<p>${word(labels.related)} ${term.related.map(named).join("、")}</p>` : "",
    term.asOf === undefined ? "" : `<p class="facts">${word(labels.asOf)} ${escaped(term.asOf)}</p>`,
    "</section>",
  ]
    .filter((part) => part !== "")
    .join("\n");
}

function entryTable({ entries }: Term, locale: Locale): string {
  if (entries.length === 0) return "";
  const word = (text: Text | undefined): string => (text ? escaped(inLocale(text, locale)) : "");
  const head = [labels.debit, labels.credit, labels.amount, labels.note]
    .map((label) => `<th scope="col">${word(label)}</th>`)
    .join("");
  const rows = entries.map(
    ({ debit, credit, amount, note }) =>
      `<tr><td>${word(debit)}</td><td>${word(credit)}</td><td class="amount">${escaped(amount)}</td><td>${word(note)}</td></tr>`,
  );
  return `<h4>${word(labels.entries)}</h4>\n<table><thead><tr>${head}</tr></thead><tbody>${rows.join("\n")}</tbody></table>`;
}

const style = `body{max-width:48rem;margin:2rem auto;padding:0 1rem;font:16px/1.6 system-ui,sans-serif;color:#1b1b1b;background:#fff}
h2{margin-top:3rem;border-bottom:1px solid #999}h3{margin:2rem 0 0}h4{margin:1rem 0 .2rem}.facts,.other{color:#555}section{break-inside:avoid}
table{border-collapse:collapse;width:100%}th,td{border-bottom:1px solid #ccc;padding:.2rem .6rem .2rem 0;text-align:left;vertical-align:top}
.amount{text-align:right;font-variant-numeric:tabular-nums}.contents{columns:2}
@media (prefers-color-scheme:dark){@media screen{body{color:#ddd;background:#1b1b1b}a{color:#8ab4f8}.facts,.other{color:#aaa}}}`;

function htmlDocument(title: string, body: string, locale: Locale): string {
  return `<!DOCTYPE html>
<html lang="${locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escaped(title)}</title>
<style>${style}</style>
</head>
<body>
${body}
</body>
</html>
`;
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
