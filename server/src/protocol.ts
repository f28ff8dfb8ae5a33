// What the client and the server say to each other beside the Language Server Protocol.
import type { Locale, Text } from "./l10n/text";

/** `initializationOptions` of the client. */
export interface ClientOptions {
  /** The language of hovers and messages: the editor's, or the one the user chose in the settings. */
  readonly locale: Locale;
}

/** Request without parameters; answers with {@link Glossary}. */
export const glossaryRequest = "countingHouse/glossary";

/** Request with {@link TermParams}; answers with {@link TermCard}, or null when no glossary has the term. */
export const termRequest = "countingHouse/term";

/** Notification without parameters: a glossary file changed; ask again. */
export const glossaryChangedNotification = "countingHouse/glossaryChanged";

/** Notification with {@link IndexStatus}. */
export const statusNotification = "countingHouse/status";

/** A command of the client that hovers may link to; its argument is a term's id. */
export const openTermCommand = "countingHouse.openTerm";

export interface Glossary {
  /** In the order in which they are shown; categories without a term are left out. */
  readonly categories: readonly GlossaryCategory[];
  readonly terms: readonly GlossaryEntry[];
}

export interface GlossaryCategory {
  readonly id: string;
  readonly title: Text;
}

/** What lists and searches need of a term. */
export interface GlossaryEntry {
  readonly id: string;
  /** The headword as the trade writes it, usually Chinese. */
  readonly name: string;
  readonly en: string;
  /** Toneless syllables with a space between them, lower case, several readings by `;`: `chang kuan`; may be empty. */
  readonly pinyin: string;
  /** The first letters of the syllables, several readings by `;`: `ck`. */
  readonly initials: string;
  readonly aliases: readonly string[];
  /** The id of a {@link GlossaryCategory}. */
  readonly category: string;
  /** `built-in`, or the path in the workspace of the team's glossary that defines or overlays the term. */
  readonly source: string;
  /** The trade uses the word in more than one sense. */
  readonly hasSenses: boolean;
}

export interface TermParams {
  readonly id: string;
}

/** One term, whole. A text that a team's glossary gives in one language only stands in both. */
export interface TermCard {
  readonly id: string;
  readonly name: string;
  readonly en: string;
  readonly pinyin: string;
  readonly aliases: readonly string[];
  readonly category: Text;
  readonly status: "approved" | "draft" | "disputed" | "outdated";
  /** At least one; a single sense has no label. */
  readonly senses: readonly CardSense[];
  readonly examples: readonly Text[];
  readonly entries: readonly CardEntry[];
  readonly confusedWith: readonly CardContrast[];
  readonly avoid: readonly CardAvoid[];
  /** The name for code and tables. */
  readonly identifier?: string;
  readonly regulation: readonly CardRegulation[];
  readonly related: readonly CardLink[];
  /** When the facts were last checked: `2026-11`. */
  readonly asOf?: string;
  /** The card as Markdown without command links, for the clipboard. */
  readonly markdown: Text;
}

export interface CardSense {
  readonly label?: Text;
  readonly usedBy?: Text;
  readonly definition: Text;
  /** The team's glossary that gives this sense; left out for the built-in one. */
  readonly source?: Text;
}

/** One 借/贷 line; the amount is source text, never a number. */
export interface CardEntry {
  readonly debit?: Text;
  readonly credit?: Text;
  readonly amount?: string;
  readonly note?: Text;
}

/** A term by its headword; without an id when no glossary has it. */
export interface CardLink {
  readonly id?: string;
  readonly name: string;
}

export interface CardContrast extends CardLink {
  readonly why?: Text;
}

export interface CardAvoid {
  readonly kind: "word" | "identifier";
  readonly word: string;
  readonly reason?: Text;
}

export interface CardRegulation {
  readonly document: Text;
  /** ISO 8601 day, month or year. */
  readonly date?: string;
  /** `in_force`, `superseded`, `repealed`, `draft` or a team's own word. */
  readonly status?: string;
  readonly supersededBy?: Text;
  readonly note?: Text;
}

export interface IndexStatus {
  readonly state: "indexing" | "ready" | "error";
  /** Ledger files read so far, or in all when ready. */
  readonly files: number;
  /** What went wrong, in the reader's language. */
  readonly message?: string;
}
