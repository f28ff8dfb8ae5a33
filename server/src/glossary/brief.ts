import { inLocale, type Locale, type Text } from "../l10n/text";
import { findTermCommand, openTermCommand } from "../protocol";
import { builtInSource, type Sense, type Term } from "./card";
import { commandLink, escapeInline, inlineCode } from "./escape";
import { labels, perspectiveNames, statusNotes } from "./labels";
import { warningText } from "./markdown";

export interface BriefOptions {
  readonly locale: Locale;
  /** The text that was met, when it is a narrower name of the term. */
  readonly narrower?: string;
  /** Why the first sense is the one that fits here. */
  readonly fits?: Text;
}

/**
 * What a hover says of a term: one sentence for each sense, in the reader's language with the other below it, an example, what to mind, and links to
 * the whole card and to where the term is used.
 */
export function renderBrief(term: Term, options: BriefOptions): string {
  const { locale } = options;
  const word = (text: Text): string => escapeInline(inLocale(text, locale));
  const note = statusNotes[term.status];
  const example = term.examples[0];
  const blocks = [
    `### ${both(term.name, locale, " · ")}`,
    note && `**${word(note)}**`,
    options.narrower === undefined
      ? undefined
      : `*${quoted(options.narrower, locale)} ${word(labels.narrowerName)}${locale === "zh-cn" ? "。" : "."}*`,
    senses(term, options),
    example && `**${word(labels.example)}**  \n${both(example, locale, "  \n")}`,
    term.warnings.length > 0
      ? [
          `**${word(labels.warnings)}**`,
          "",
          ...term.warnings.map((warning) => `- ${warningText(warning, locale)}`),
        ].join("\n")
      : undefined,
    [
      commandLink(inLocale(labels.open, locale), openTermCommand, [term.id]),
      commandLink(inLocale(labels.usages, locale), findTermCommand, [term.id]),
      ...(term.identifier === undefined ? [] : [inlineCode(term.identifier)]),
    ].join(" · "),
  ];
  return blocks.filter((block) => block !== undefined && block !== "").join("\n\n");
}

function senses(term: Term, { locale, fits }: BriefOptions): string {
  const other = locale === "en" ? "zh-cn" : "en";
  const many = term.senses.length > 1;
  const lines = term.senses.map((sense, i) => {
    const first = firstSentence(inLocale(sense.definition, locale));
    const second = firstSentence(inLocale(sense.definition, other));
    const head = headOf(sense, locale);
    const why = i === 0 && fits ? ` *${escapeInline(inLocale(fits, locale))}*` : "";
    const line = `${head}${escapeInline(first)}${why}`;
    const below = second === first ? "" : `${many ? "  \n   " : "\n\n> "}${escapeInline(second)}`;
    return `${many ? `${i + 1}. ` : ""}${line}${below}`;
  });
  return lines.join(many ? "\n" : "\n\n");
}

/** Whose sense it is, before its sentence; a sense of a team's glossary names the file. */
function headOf({ label, perspective, source }: Sense, locale: Locale): string {
  const named = label ?? (perspective && perspectiveNames[perspective]);
  const from =
    source.key === builtInSource.key
      ? ""
      : ` *${escapeInline(inLocale(labels.from, locale))} ${escapeInline(inLocale(source.title, locale))}*`;
  if (!named) return from === "" ? "" : `${from.trim()} — `;
  return `**${escapeInline(inLocale(named, locale))}**${from}${locale === "zh-cn" ? "：" : ": "}`;
}

/** Up to the first full stop that ends a sentence; a text without one is one sentence. */
export function firstSentence(text: string): string {
  // A full stop before a small letter or a figure ends an abbreviation (No. 43), not a sentence.
  const end = /[。！？](?=[^”’）]|$)|[.!?](?=\s+[^\p{Ll}\d\s]|$)/u.exec(text);
  return end ? text.slice(0, end.index + 1) : text;
}

function both(text: Text, locale: Locale, between: string): string {
  const first = inLocale(text, locale);
  const second = inLocale(text, locale === "en" ? "zh-cn" : "en");
  return first === second ? escapeInline(first) : `${escapeInline(first)}${between}${escapeInline(second)}`;
}

function quoted(text: string, locale: Locale): string {
  return locale === "zh-cn" ? `“${escapeInline(text)}”` : escapeInline(text);
}
