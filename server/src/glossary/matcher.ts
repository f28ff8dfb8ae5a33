import { Automaton } from "./automaton";
import { Boundaries } from "./boundary";
import { englishNames, type Term } from "./card";
import { fold, foldName, isHan, isSpace, isWordUnit } from "./fold";

/** Which of a term's names was met. A narrower name leads to the term's card without being another name of the term. */
export type NameKind = "name" | "alias" | "english" | "identifier" | "narrower";

/** An occurrence of a term; offsets are UTF-16 units. */
export interface TermMatch {
  readonly start: number;
  readonly end: number;
  readonly termId: string;
  readonly kind: NameKind;
  /** The text as it stands there. */
  readonly matched: string;
  /** Further terms of the same name, in the order of the glossary. */
  readonly others: readonly string[];
}

export interface FindOptions {
  /** Offsets between which to look; the whole text when left out. */
  readonly from?: number;
  readonly to?: number;
  /** Count a short word even when none of its `require_near` words is near: for text that is certainly about ledgers. */
  readonly ignoreNear?: boolean;
}

/** How far from a name, in UTF-16 units on its line, a `require_near` word is looked for. */
export const nearDistance = 40;

/** Most units of a line that are folded at once. */
const longestLine = 2000;

/** Names of so many Chinese characters are also words of other talk; longer ones need no `require_near`. */
const shortName = 2;

/** Longer names are not looked for; nobody writes them. */
const maxNameLength = 200;

interface Named {
  readonly termId: string;
  readonly kind: NameKind;
  /** Folded words of which one, or another term, must be near; undefined when the name counts alone. */
  readonly near: readonly string[] | undefined;
  /** Two capitals (`TA`, `SE`) only count as they are written; lower-case they are words. */
  readonly exact: string | undefined;
}

interface Pattern {
  readonly text: string;
  readonly names: Named[];
  readonly hasSpace: boolean;
  readonly startsWord: boolean;
  readonly endsWord: boolean;
  /** At either end stands a Chinese character, which may belong to a word of the text instead. */
  readonly isChinese: boolean;
  /** A name counts only as written, or only near certain words. */
  isPicky: boolean;
}

/** What of a term is looked for. */
export type Matchable = Pick<
  Term,
  "id" | "name" | "aliases" | "narrower" | "requireNear" | "requireNearFor" | "identifier"
>;

const preference: readonly NameKind[] = ["name", "alias", "english", "identifier", "narrower"];

/**
 * Finds terms in text: the leftmost first, of those the longest, none overlapping. Chinese names count where they are words of the text (not 长款 in
 * 增长款式); Latin names and identifiers as whole words only (`surplus` not in `surplus_difference`), in any case, half or full width, in singular or
 * plural. The automaton is built at the first search.
 */
export class TermMatcher {
  readonly #terms: readonly Matchable[];
  #built: Built | undefined;

  constructor(terms: Iterable<Matchable>) {
    this.#terms = [...terms];
  }

  /** All occurrences, ascending. */
  find(text: string, options: FindOptions = {}): TermMatch[] {
    const { automaton, patterns, boundaries } = this.#build();
    const from = Math.max(0, options.from ?? 0);
    const to = Math.min(text.length, options.to ?? text.length);
    const found: Found[] = [];
    const around = new LineAround(text);
    automaton.scan(text, from, to, (index, end) => {
      const pattern = patterns[index]!;
      const start = pattern.hasSpace ? startOf(text, pattern.text, end) : end - pattern.text.length;
      if (!isWhole(text, pattern, start, end)) return false;
      // Something that begins earlier and reaches to here or past the start wins over this and anything shorter with the same end.
      const place = placeFor(found, start);
      if (place > 0 && found[place - 1]!.end > start) return false;
      let { names } = pattern;
      let isSure = true;
      if (pattern.isPicky) {
        names = names.filter((name) => isAsWritten(name, text, start, end));
        if (names.length === 0) return false;
        const sure = options.ignoreNear ? names : names.filter((name) => hasNear(name, around, start, end));
        isSure = sure.length > 0;
        if (isSure) names = sure;
      }
      if (pattern.isChinese && !boundaries.isWord(text, start, end)) return false;
      found.length = place;
      found.push({ start, end, names, isSure });
      return true;
    });
    return found
      .filter((one, i) => one.isSure || isAmongTerms(text, found, i))
      .map(({ start, end, names }) => ({
        start,
        end,
        termId: names[0]!.termId,
        kind: names[0]!.kind,
        matched: text.slice(start, end),
        others: names.slice(1).map((name) => name.termId),
      }));
  }

  /** The occurrence that an offset lies in or at the end of; looks at the offset's line only. */
  at(text: string, offset: number, options: Pick<FindOptions, "ignoreNear"> = {}): TermMatch | undefined {
    const reach = 1000;
    const before = text.slice(Math.max(0, offset - reach), offset);
    const after = text.slice(offset, offset + reach);
    const from = offset - before.length + before.lastIndexOf("\n") + 1;
    const lineEnd = after.indexOf("\n");
    const to = offset + (lineEnd < 0 ? after.length : lineEnd);
    const matches = this.find(text, { ...options, from, to });
    return matches.find((m) => m.start <= offset && offset < m.end) ?? matches.find((m) => m.end === offset);
  }

  #build(): Built {
    if (this.#built === undefined) {
      const byText = new Map<string, Pattern>();
      for (const term of this.#terms) addNames(byText, term);
      const patterns = [...byText.values()];
      for (const { names } of patterns) names.sort((a, b) => preference.indexOf(a.kind) - preference.indexOf(b.kind));
      const automaton = new Automaton(patterns.map((pattern) => pattern.text));
      this.#built = { automaton, patterns, boundaries: new Boundaries((word) => byText.has(word)) };
    }
    return this.#built;
  }
}

interface Built {
  readonly automaton: Automaton;
  readonly patterns: readonly Pattern[];
  readonly boundaries: Boundaries;
}

interface Found {
  readonly start: number;
  readonly end: number;
  readonly names: readonly Named[];
  /** Not a word of other talk, by its form or by the words near it. */
  readonly isSure: boolean;
}

/**
 * How many of the occurrences found so far begin before `start`. The ones after that are contained in the new one, which ends later than all
 * of them, and give way to it.
 */
function placeFor(found: readonly Found[], start: number): number {
  let place = found.length;
  while (place > 0 && found[place - 1]!.start >= start) place--;
  return place;
}

function addNames(byText: Map<string, Pattern>, term: Matchable): void {
  const near = term.requireNear.map(foldName).filter((word) => word !== "");
  const only = new Set(term.requireNearFor.map(foldName));
  const needsNear = (name: string, kind: NameKind): boolean => {
    if (only.size > 0) return only.has(foldName(name));
    return near.length > 0 && kind !== "english" && kind !== "identifier" && [...name].length <= shortName;
  };
  /** @param from the name it is a form of */
  const add = (name: string, kind: NameKind, from = name): void => {
    for (const text of new Set(spellings(foldName(name)))) addAs(name, text, kind, from);
  };
  const addAs = (name: string, text: string, kind: NameKind, from: string): void => {
    if (text === "" || text.length > maxNameLength) return;
    let pattern = byText.get(text);
    if (pattern === undefined) {
      const startsWord = isWordUnit(text.charCodeAt(0));
      const endsWord = isWordUnit(text.charCodeAt(text.length - 1));
      const isChinese = isHan(text.charCodeAt(0)) || isHan(text.charCodeAt(text.length - 1));
      pattern = { text, names: [], hasSpace: text.includes(" "), startsWord, endsWord, isChinese, isPicky: false };
      byText.set(text, pattern);
    }
    if (pattern.names.some((other) => other.termId === term.id)) return;
    const named: Named = {
      termId: term.id,
      kind,
      near: needsNear(from, kind) ? near : undefined,
      exact: /^[A-Z]{2}$/.test(name) ? name : undefined,
    };
    pattern.names.push(named);
    pattern.isPicky ||= named.near !== undefined || named.exact !== undefined;
  };
  add(term.name.zh, "name");
  for (const alias of term.aliases) {
    add(alias, "alias");
    if (isEnglish(alias)) add(plural(alias), "alias", alias);
  }
  for (const name of term.narrower) add(name, "narrower");
  for (const name of englishNames(term.name.en)) {
    add(name, "english");
    if (isEnglish(name)) add(plural(name), "english", name);
  }
  if (term.identifier !== undefined) {
    add(term.identifier, "identifier");
    add(term.identifier.replaceAll(/[_-]/g, ""), "identifier"); // surplusDifference
  }
}

/** A folded name in the ways it is typed where folding by units cannot join them: `Ⅱ类户` and `II类户`, `t+1` and `t + 1`. */
function spellings(text: string): string[] {
  const roman = text.replace(/[ⅱⅲⅳ]/g, (numeral) => numeral.normalize("NFKC"));
  const letters = text.replace(
    /(?<![a-z])(?:iii|ii|iv)(?![a-z])/g,
    (word) => ({ ii: "ⅱ", iii: "ⅲ", iv: "ⅳ" })[word] ?? word,
  );
  const all = [text, roman, letters];
  return [...all, ...all.map((name) => name.replace(/(?<=[a-z])\+(?=\d)/g, " + "))];
}

function isEnglish(name: string): boolean {
  return /^[A-Za-z][A-Za-z' -]*[a-z]{3}$/.test(name);
}

function plural(name: string): string {
  if (/[^aeiou]y$/.test(name)) return `${name.slice(0, -1)}ies`;
  return /(?:s|x|z|ch|sh)$/.test(name) ? `${name}es` : `${name}s`;
}

/** Where the pattern that ends at `end` begins; a separator of the pattern may be a run of white space in the text. */
function startOf(text: string, pattern: string, end: number): number {
  let at = end;
  for (let i = pattern.length - 1; i >= 0; i--) {
    at--;
    if (pattern[i] === " " && isSpace(text.charCodeAt(at))) while (at > 0 && isSpace(text.charCodeAt(at - 1))) at--;
  }
  return at;
}

function isWhole(text: string, pattern: Pattern, start: number, end: number): boolean {
  if (pattern.startsWord && start > 0 && isWordUnit(text.charCodeAt(start - 1))) return false;
  if (pattern.endsWord && end < text.length && isWordUnit(text.charCodeAt(end))) return false;
  if (!pattern.hasSpace) return true;
  // A name may be broken over two lines of a paragraph, but `fee` and the key below it are no name.
  const inside = text.slice(start, end);
  if (!/[\n\r\u2028]/.test(inside)) return true;
  return /^[^\n\r]*(?:\r\n|\r|\n)[^\n\r]*$/.test(inside) && text[end] !== ":" && !inside.includes(":");
}

function isAsWritten({ exact }: Named, text: string, start: number, end: number): boolean {
  return exact === undefined || fullToHalf(text.slice(start, end)) === exact;
}

/** Whether one of the words stands near that tell the name from other talk; a name that counts alone needs none. */
function hasNear({ near }: Named, around: LineAround, start: number, end: number): boolean {
  return near === undefined || near.some((word) => around.has(word, start, end));
}

/** Looks for folded words beside a place of a text, on its line; the line last asked for is kept. */
class LineAround {
  readonly #text: string;
  #start = 0;
  #end = -1;
  #folded = "";

  constructor(text: string) {
    this.#text = text;
  }

  /** Whether a word stands within `nearDistance` before or after a place. */
  has(word: string, start: number, end: number): boolean {
    this.#take(start, end);
    const first = Math.max(0, start - nearDistance - this.#start);
    const last = end + nearDistance - this.#start;
    for (let at = this.#folded.indexOf(word, first); at >= 0; at = this.#folded.indexOf(word, at + 1)) {
      const stop = at + word.length;
      if (stop > last) return false;
      if (stop <= start - this.#start || at >= end - this.#start) return true;
    }
    return false;
  }

  #take(start: number, end: number): void {
    if (start >= this.#start && end <= this.#end) return;
    this.#start = this.#text.lastIndexOf("\n", start - 1) + 1;
    const next = this.#text.indexOf("\n", end);
    this.#end = next < 0 ? this.#text.length : next;
    // A line of a minified file may be endless.
    this.#start = Math.max(this.#start, start - longestLine);
    this.#end = Math.min(this.#end, end + longestLine);
    this.#folded = fold(this.#text.slice(this.#start, this.#end));
  }
}

/** Whether a term that is not in doubt itself stands near on the same line. */
function isAmongTerms(text: string, found: readonly Found[], index: number): boolean {
  const { start, end } = found[index]!;
  for (let i = index - 1; i >= 0 && start - found[i]!.end <= nearDistance; i--)
    if (found[i]!.isSure) return !text.slice(found[i]!.end, start).includes("\n");
  for (let i = index + 1; i < found.length && found[i]!.start - end <= nearDistance; i++)
    if (found[i]!.isSure) return !text.slice(end, found[i]!.start).includes("\n");
  return false;
}

function fullToHalf(text: string): string {
  return text.replace(/[\uff01-\uff5e]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0xfee0));
}
