import type { Text } from "../l10n/text";

/** The glossary that a term, a sense or a replaced field comes from. */
export interface Source {
  /** `built-in`, or the identity of a team's file (its URI). */
  readonly key: string;
  readonly title: Text;
}

export const builtInSource: Source = {
  key: "built-in",
  title: { en: "Counting House glossary", zh: "账房内置术语表" },
};

/** From whose side a sense sees the money or the record; a difference has another name from each side. */
export type Perspective = "funds" | "platform" | "channel" | "bank" | "merchant";

/** Money that comes in to the institution, or goes out. */
export type Flow = "pay_in" | "pay_out";

export type TermStatus = "approved" | "draft" | "disputed" | "outdated";

/** One meaning of a term. A term with a plain `definition` has one sense without a label. */
export interface Sense {
  readonly label: Text | undefined;
  readonly perspective: Perspective | undefined;
  /** The direction of the money in which the word is meant so; undefined for either. */
  readonly flow: Flow | undefined;
  readonly usedBy: Text | undefined;
  readonly definition: Text;
  readonly source: Source;
}

/** One leg or one pair of legs (借/贷); the accounts are names, not codes. */
export interface EntryLine {
  readonly debit: Text | undefined;
  readonly credit: Text | undefined;
  /** As written; never computed with. */
  readonly amount: string;
  readonly note: Text | undefined;
}

/** A term that is taken for this one, and why it is another. */
export interface Confusion {
  readonly term: string;
  readonly why: Text | undefined;
}

/** A word or an identifier that should not be used for the term. */
export interface Avoid {
  readonly word: string | undefined;
  readonly identifier: string | undefined;
  readonly reason: Text | undefined;
}

/** What a reader must know before relying on the term. */
export interface Warning {
  /** `outdated`, `disputed`, `unresolved`, `mistake` or a team's own word. */
  readonly kind: string | undefined;
  readonly text: Text;
  /** ISO 8601 day, month or year from which what the text says holds. */
  readonly since: string | undefined;
}

export interface Regulation {
  readonly document: Text;
  /** ISO 8601 day, month or year. */
  readonly date: string | undefined;
  /** `in_force`, `superseded`, `repealed`, `draft` or a team's own word. */
  readonly status: string | undefined;
  readonly supersededBy: Text | undefined;
  readonly note: Text | undefined;
}

/** A card of the glossary. */
export interface Term {
  readonly id: string;
  /** False when the file gave no id and the name stands for it (Contextive). */
  readonly hasOwnId: boolean;
  /** The headword; `name.en` is the English title as written (`surplus; cash over`). */
  readonly name: Text;
  /** Other names, in any language. */
  readonly aliases: readonly string[];
  /** Narrower, sibling or opposite words that the card explains; they lead to it but are no other names of the term. */
  readonly narrower: readonly string[];
  /** Syllables separated by spaces, several readings by `;`. */
  readonly pinyin: string | undefined;
  /** Identity of the category, see categories.ts; undefined for a term filed under no category. */
  readonly category: string | undefined;
  readonly senses: readonly Sense[];
  readonly examples: readonly Text[];
  readonly warnings: readonly Warning[];
  readonly entries: readonly EntryLine[];
  readonly notToConfuseWith: readonly Confusion[];
  readonly avoid: readonly Avoid[];
  /** Words of which one, or another term, must stand near for a name of one or two characters to count as this term. */
  readonly requireNear: readonly string[];
  /** The names that need such a word, English ones too; empty for all short Chinese ones. */
  readonly requireNearFor: readonly string[];
  /** Name for code and tables, snake_case. */
  readonly identifier: string | undefined;
  readonly regulations: readonly Regulation[];
  readonly asOf: string | undefined;
  readonly related: readonly string[];
  readonly sources: readonly string[];
  readonly status: TermStatus;
  readonly meta: readonly (readonly [key: string, value: string])[];
  /** Where the term was first defined. */
  readonly source: Source;
  /** The fields that its files wrote; an overlay replaces only these. */
  readonly given: ReadonlySet<TermField>;
  /** Fields that another glossary replaced since, and which. */
  readonly replaced: ReadonlyMap<TermField, Source>;
}

/** The fields an overlay replaces as a whole; senses are joined one by one. */
export type TermField =
  | "name"
  | "aliases"
  | "narrower"
  | "pinyin"
  | "category"
  | "examples"
  | "warnings"
  | "entries"
  | "notToConfuseWith"
  | "avoid"
  | "requireNear"
  | "requireNearFor"
  | "identifier"
  | "regulations"
  | "asOf"
  | "related"
  | "sources"
  | "status"
  | "meta";

/** A group of terms; in Contextive a bounded context with its vision and its folders. */
export interface Context {
  readonly name: Text;
  readonly vision: Text | undefined;
  /** Globs of the files the context is for; empty: all files the glossary applies to. */
  readonly paths: readonly string[];
  readonly meta: readonly (readonly [key: string, value: string])[];
  /** Ids of the terms in the order of the file. */
  readonly terms: readonly string[];
}

/** What a glossary file says, or several joined by overlay.ts. */
export interface Glossary {
  readonly source: Source;
  /** Files named in `imports`, as written; remote ones are never fetched. */
  readonly imports: readonly string[];
  readonly contexts: readonly Context[];
  /** In the order of the file. */
  readonly terms: ReadonlyMap<string, Term>;
}

export const emptyGlossary: Glossary = {
  source: builtInSource,
  imports: [],
  contexts: [],
  terms: new Map(),
};

/** The names in an English title: `surplus; cash over (short form)` → `surplus`, `cash over`. */
export function englishNames(title: string): string[] {
  return title
    .replace(/\([^()]*\)|（[^（）]*）|"[^"]*"|“[^”]*”/g, " ")
    .split(/[;；,，]|\s\/\s/)
    .map((name) => name.replace(/\s+/g, " ").trim())
    .filter((name) => name !== "");
}
