import { englishNames, type Term } from "./card";
import { foldName } from "./fold";
import { readingsOf } from "./pinyin";

/** A part of an identifier that names a term; offsets are within the identifier. */
export interface IdentifierMatch {
  readonly start: number;
  readonly end: number;
  /** Ids of the terms of that name; the one whose identifier it is first. */
  readonly terms: readonly string[];
}

/** Most words of an identifier that are read; nobody writes longer ones. */
const mostWords = 12;

/** Shortest name in pinyin that is looked for: `yue` and `hui` are also other words. */
const shortestPinyin = 5;

/**
 * Finds terms in identifiers written in English, in pinyin or with a term's own identifier: `longDifference`, `second_clearing`,
 * `daifu_batch`. The longest run of words around an offset counts.
 */
export class IdentifierIndex {
  readonly #terms: readonly Term[];
  #byWords: ReadonlyMap<string, readonly string[]> | undefined;

  constructor(terms: Iterable<Term>) {
    this.#terms = [...terms];
  }

  /** The term named by the words around an offset of an identifier. */
  at(identifier: string, offset: number): IdentifierMatch | undefined {
    const words = identifierWords(identifier).slice(0, mostWords);
    this.#byWords ??= this.#build();
    const byWords = this.#byWords;
    for (let length = words.length; length > 0; length--)
      for (let first = 0; first + length <= words.length; first++) {
        const run = words.slice(first, first + length);
        const start = run[0]!.start;
        const end = run.at(-1)!.end;
        if (offset < start || offset > end) continue;
        const texts = run.map(({ text }) => text);
        const terms = byWords.get(texts.join(" ")) ?? byWords.get(texts.join(""));
        if (terms) return { start, end, terms };
      }
    return undefined;
  }

  #build(): ReadonlyMap<string, readonly string[]> {
    const found = new Map<string, string[]>();
    const add = (name: string, term: Term): void => {
      const key = identifierWords(name)
        .map(({ text }) => text)
        .join(" ");
      if (key === "") return;
      const ids = found.get(key);
      if (ids === undefined) found.set(key, [term.id]);
      else if (!ids.includes(term.id)) ids.push(term.id);
    };
    // In the order in which one of several terms of a name comes first.
    for (const term of this.#terms) if (term.identifier) add(term.identifier, term);
    for (const term of this.#terms) {
      add(term.id, term);
      for (const name of englishNames(term.name.en)) add(name, term);
      for (const alias of term.aliases) if (/^[\x20-\x7e]+$/.test(alias)) add(alias, term);
    }
    for (const term of this.#terms)
      for (const reading of readingsOf(term)) {
        const run = reading.map(({ full }) => full).join("");
        if (run.length >= shortestPinyin) add(run, term);
      }
    for (const term of this.#terms) for (const { identifier } of term.avoid) if (identifier) add(identifier, term);
    return found;
  }
}

export interface IdentifierWord {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** The words of an identifier, folded: at separators, at `aB`, and at `ABc`; digits stay with what stands before them. */
export function identifierWords(identifier: string): IdentifierWord[] {
  return [...identifier.matchAll(/[A-Z]+(?![a-z])[0-9]*|[A-Z]?[a-z]+[0-9]*|[0-9]+/g)].map((match) => ({
    text: foldName(match[0]),
    start: match.index,
    end: match.index + match[0].length,
  }));
}
