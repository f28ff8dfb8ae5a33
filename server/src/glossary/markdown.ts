import { inLocale, type Locale, type Text } from "../l10n/text";
import { openTermCommand } from "../protocol";
import {
  type EntryLine,
  englishNames,
  type Glossary,
  type Regulation,
  type Sense,
  type Source,
  type Term,
  type Warning,
} from "./card";
import { commandLink, escapeInline, inlineCode } from "./escape";
import { labels, perspectiveNames, regulationState, statusNotes, warningKinds } from "./labels";

export interface CardOptions {
  readonly locale: Locale;
  /** Where related terms find their names; without it they show their ids. */
  readonly glossary?: Pick<Glossary, "terms">;
  /** Whether the client runs `command:` links; otherwise names stand without links. */
  readonly links?: boolean;
}

/**
 * A card as Markdown: the reader's language first, the other below it. Every text is escaped, for a workspace's glossary is not to be trusted; the
 * only links are to {@link openTermCommand} with `[id]` as arguments.
 */
export function renderCard(term: Term, options: CardOptions): string {
  return new CardWriter(term, options).write();
}

/** A warning in one line, in both languages: its kind, its text, and the day from which that holds. */
export function warningText({ kind, text, since }: Warning, locale: Locale): string {
  const other = locale === "en" ? "zh-cn" : "en";
  const head = kind === undefined ? undefined : (warningKinds[kind] ?? { en: kind, zh: kind });
  const parts = [
    head && `**${escapeInline(inLocale(head, locale))}**${locale === "zh-cn" ? "：" : ": "}`,
    escapeInline(inLocale(text, locale)),
    since &&
      (locale === "zh-cn"
        ? `（${inLocale(labels.since, locale)} ${escapeInline(since)}）`
        : ` (${inLocale(labels.since, locale)} ${escapeInline(since)})`),
    text.en === text.zh ? undefined : `  \n  ${escapeInline(inLocale(text, other))}`,
  ];
  return parts.filter(Boolean).join("");
}

class CardWriter {
  readonly #term: Term;
  readonly #options: CardOptions;

  constructor(term: Term, options: CardOptions) {
    this.#term = term;
    this.#options = options;
  }

  write(): string {
    const term = this.#term;
    const blocks = [
      this.#title(),
      ...term.senses.map((sense) => this.#sense(sense)),
      this.#list(
        labels.example,
        term.examples.map((example) => this.#both(example)),
      ),
      this.#list(
        labels.warnings,
        term.warnings.map((warning) => warningText(warning, this.#options.locale)),
      ),
      this.#entries(),
      this.#list(
        labels.notToConfuse,
        term.notToConfuseWith.map(({ term: id, why }) => this.#named(id, why)),
      ),
      this.#list(
        labels.avoid,
        term.avoid.map((avoid) => this.#avoided(avoid)),
      ),
      this.#list(
        labels.regulation,
        term.regulations.map((regulation) => this.#regulation(regulation)),
      ),
      this.#footer(),
    ];
    return blocks.filter((block) => block !== "").join("\n\n");
  }

  #title(): string {
    const { name, status, aliases, narrower, identifier } = this.#term;
    const lines = [`### ${this.#pair(name, " · ")}`];
    const note = statusNotes[status];
    if (note) lines.push(`**${this.#word(note)}**`);
    const facts = [];
    if (aliases.length > 0)
      facts.push(`${this.#word(labels.alsoCalled)} ${aliases.map(escapeInline).join(this.#comma())}`);
    if (narrower.length > 0)
      facts.push(`${this.#word(labels.narrower)}${this.#colon()}${narrower.map(escapeInline).join(this.#comma())}`);
    if (identifier !== undefined) facts.push(inlineCode(identifier));
    if (facts.length > 0) lines.push(facts.join(" · "));
    return lines.join("\n\n");
  }

  #sense(sense: Sense): string {
    const mixed = this.#term.senses.some((other) => other.source.key !== this.#term.source.key);
    const { label, perspective, usedBy, definition, source } = sense;
    const head = [];
    if (label) head.push(`**${escapeInline(inLocale(label, this.#options.locale))}**`);
    // A label usually says the perspective already.
    if (perspective && !label) head.push(this.#word(perspectiveNames[perspective]));
    if (usedBy) head.push(`${this.#word(labels.usedBy)} ${escapeInline(inLocale(usedBy, this.#options.locale))}`);
    if (mixed) head.push(`*${this.#from(source)}*`);
    const first = inLocale(definition, this.#options.locale);
    const second = this.#other(definition);
    const lines = [escapeInline(first)];
    if (second !== first) {
      const otherLabel =
        label && this.#other(label) !== inLocale(label, this.#options.locale) ? this.#other(label) : "";
      lines.push(`> ${otherLabel === "" ? "" : `*${escapeInline(otherLabel)}* — `}${escapeInline(second)}`);
    }
    return [...(head.length > 0 ? [head.join(" · ")] : []), ...lines].join("\n\n");
  }

  #entries(): string {
    const { entries } = this.#term;
    if (entries.length === 0) return "";
    const cells = [labels.debit, labels.credit, labels.amount, labels.note].map((label) => this.#word(label));
    const rows = entries.map((line) => `| ${this.#entry(line).join(" | ")} |`);
    return [`**${this.#word(labels.entries)}**`, "", `| ${cells.join(" | ")} |`, "|---|---|--:|---|", ...rows].join(
      "\n",
    );
  }

  #entry({ debit, credit, amount, note }: EntryLine): string[] {
    const cell = (text: Text | undefined): string => (text ? this.#pair(text, " / ") : "");
    return [cell(debit), cell(credit), escapeInline(amount), cell(note)];
  }

  #avoided({ word, identifier, reason }: Term["avoid"][number]): string {
    const what = word === undefined ? inlineCode(identifier ?? "") : escapeInline(word);
    return reason ? `${what}${this.#colon()}${this.#pair(reason, " / ")}` : what;
  }

  #named(id: string, why: Text | undefined): string {
    return why ? `${this.#link(id)}${this.#colon()}${this.#pair(why, " / ")}` : this.#link(id);
  }

  #regulation({ document, date, status, supersededBy, note }: Regulation): string {
    const parts = [this.#pair(document, " / ")];
    if (date !== undefined) parts.push(escapeInline(date));
    if (status !== undefined) parts.push(this.#word(regulationState(status)));
    if (supersededBy) parts.push(`${this.#word(labels.supersededBy)} ${this.#pair(supersededBy, " / ")}`);
    if (note) parts.push(this.#pair(note, " / "));
    return parts.join(" · ");
  }

  #footer(): string {
    const { related, asOf, id, source, replaced } = this.#term;
    const lines = [];
    if (related.length > 0)
      lines.push(
        `${this.#word(labels.related)}${this.#colon()}${related.map((other) => this.#link(other)).join(this.#comma())}`,
      );
    const facts = [];
    if (asOf !== undefined) facts.push(`${this.#word(labels.asOf)} ${escapeInline(asOf)}`);
    facts.push(this.#from(source));
    const changed = new Map([...replaced.values()].map((other) => [other.key, other]));
    if (changed.size > 0) {
      const titles = [...changed.values()].map((other) => escapeInline(inLocale(other.title, this.#options.locale)));
      facts.push(`${this.#word(labels.changedBy)} ${titles.join(this.#comma())}`);
    }
    if (this.#options.links)
      facts.push(commandLink(inLocale(labels.open, this.#options.locale), openTermCommand, [id]));
    lines.push(facts.join(" · "));
    return lines.join("\n\n");
  }

  #list(label: Text, items: readonly string[]): string {
    if (items.length === 0) return "";
    return [`**${this.#word(label)}**`, "", ...items.map((item) => `- ${item}`)].join("\n");
  }

  #link(id: string): string {
    const term = this.#options.glossary?.terms.get(id);
    const name = term ? this.#shortName(term) : id;
    return this.#options.links && term ? commandLink(name, openTermCommand, [id]) : escapeInline(name);
  }

  /** In English with the Chinese word, by which the trade knows it. */
  #shortName({ name }: Term): string {
    const english = englishNames(name.en)[0] ?? name.en;
    return this.#options.locale === "zh-cn" || english === name.zh ? name.zh : `${english} ${name.zh}`;
  }

  #from(source: Source): string {
    return `${this.#word(labels.from)} ${escapeInline(inLocale(source.title, this.#options.locale))}`;
  }

  /** Both languages in one line; once when they are the same. */
  #pair(text: Text, between: string): string {
    const first = inLocale(text, this.#options.locale);
    const second = this.#other(text);
    return first === second ? escapeInline(first) : `${escapeInline(first)}${between}${escapeInline(second)}`;
  }

  /** Both languages, the other one on a line of its own within a list item. */
  #both(text: Text): string {
    return this.#pair(text, "  \n  ");
  }

  #other(text: Text): string {
    return inLocale(text, this.#options.locale === "en" ? "zh-cn" : "en");
  }

  #word(text: Text): string {
    return escapeInline(inLocale(text, this.#options.locale));
  }

  #comma(): string {
    return this.#options.locale === "zh-cn" ? "、" : ", ";
  }

  #colon(): string {
    return this.#options.locale === "zh-cn" ? "：" : ": ";
  }
}
