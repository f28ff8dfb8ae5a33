import { distanceWithin } from "../edit-distance";
import { englishNames } from "./card";
import { foldName } from "./fold";
import { type Syllable, typedSyllables } from "./syllables";

/** What a search needs to know of a term. */
export interface Searchable {
  readonly name: string;
  readonly en: string;
  readonly identifier: string;
  readonly aliases: readonly string[];
  readonly narrower: readonly string[];
  /** Toneless syllables with a space between them, one for each way of reading a Chinese name; the term's own name first. */
  readonly readings: readonly string[];
}

/** By what a search met a term. */
export type HitKind = "name" | "alias" | "english" | "pinyin" | "identifier" | "narrower" | "misspelt";

export interface Hit<T> {
  readonly term: T;
  /** Higher is better; only the order means something. */
  readonly score: number;
  readonly kind: HitKind;
}

interface Entry<T> {
  readonly term: T;
  readonly name: string;
  readonly aliases: readonly string[];
  readonly english: readonly string[];
  readonly narrower: readonly string[];
  readonly identifier: string;
  readonly own: readonly Syllable[];
  readonly others: readonly (readonly Syllable[])[];
  /** Names with which a misspelt query is compared: Chinese as they are, Latin ones and pinyin without blanks. */
  readonly spellings: readonly string[];
}

/** With fewer answers than this, slips of the keyboard are looked for too. */
const enough = 3;

/** Shortest queries in which a slip is looked for, by script; in shorter ones everything is near everything. */
const shortestLatin = 4;
const shortestChinese = 3;

/** From this length on two slips are forgiven. */
const longQuery = 8;

/**
 * Searches terms by Chinese, English and pinyin, full or by initials (`eq`, `erqing`, `erq` → 二清), and forgives slips of the keyboard. What is met
 * whole comes before what begins with the query, that before what contains it; names before aliases before English.
 */
export class TermSearch<T extends Searchable> {
  readonly #entries: readonly Entry<T>[];

  constructor(terms: Iterable<T>) {
    this.#entries = [...terms].map(entryOf);
  }

  /** The best hits first, equals in the given order; an empty query finds nothing. */
  search(query: string): Hit<T>[] {
    const wanted = foldName(query.slice(0, 100));
    if (wanted === "") return [];
    const hits = this.#entries.flatMap((entry) => bestHit(entry, wanted) ?? []);
    if (hits.length < enough) {
      const met = new Set(hits.map(({ term }) => term));
      for (const entry of this.#entries) {
        const hit = met.has(entry.term) ? undefined : misspelt(entry, wanted);
        if (hit) hits.push(hit);
      }
    }
    return hits.sort((a, b) => b.score - a.score);
  }
}

function entryOf<T extends Searchable>(term: T): Entry<T> {
  const [own = [], ...others] = term.readings.map(syllablesOf);
  const english = [...englishNames(term.en), ...term.aliases.filter((alias) => !isChinese(alias))].map(foldName);
  const chinese = [term.name, ...term.aliases].filter(isChinese).map(foldName);
  const pinyin = [own, ...others].map((reading) => reading.map(({ full }) => full).join(""));
  return {
    term,
    name: foldName(term.name),
    aliases: term.aliases.map(foldName),
    english,
    narrower: term.narrower.map(foldName),
    identifier: foldName(term.identifier),
    own,
    others,
    spellings: [...new Set([...chinese, ...english.map(joined), joined(foldName(term.identifier)), ...pinyin])],
  };
}

function syllablesOf(reading: string): Syllable[] {
  return reading
    .split(" ")
    .filter((full) => full !== "")
    .map((full) => ({ full, initial: /^[a-z]*\d/.test(full) ? full : full.slice(0, 1) }));
}

function isChinese(name: string): boolean {
  return /\p{Script=Han}/u.test(name);
}

function joined(name: string): string {
  return name.replaceAll(" ", "");
}

function bestHit<T>(entry: Entry<T>, wanted: string): Hit<T> | undefined {
  const letters = /^[a-z0-9' ]+$/.test(wanted) ? wanted.replace(/[' ]/g, "") : "";
  let top: Hit<T> | undefined;
  const offer = (kind: HitKind, weight: number, score: number): void => {
    if (score > 0 && (top === undefined || score + weight > top.score))
      top = { term: entry.term, kind, score: score + weight };
  };
  offer("name", 60, textScore(entry.name, wanted));
  for (const alias of entry.aliases) offer("alias", 40, textScore(alias, wanted));
  for (const name of entry.english) offer("english", 30, wordScore(name, wanted));
  offer("identifier", 20, wordScore(entry.identifier, wanted));
  for (const name of entry.narrower) offer("narrower", 0, textScore(name, wanted));
  if (letters !== "") {
    offer("pinyin", 35, pinyinScore(entry.own, letters));
    for (const reading of entry.others) offer("pinyin", 15, pinyinScore(reading, letters));
  }
  return top;
}

/** A name that the query would be but for one slip, or two in a long one. */
function misspelt<T>(entry: Entry<T>, wanted: string): Hit<T> | undefined {
  const query = joined(wanted);
  if (query.length < (isChinese(query) ? shortestChinese : shortestLatin)) return undefined;
  const most = query.length >= longQuery ? 2 : 1;
  let best = most + 1;
  for (const spelling of entry.spellings) best = Math.min(best, distanceWithin(query, spelling, most));
  return best > most ? undefined : { term: entry.term, kind: "misspelt", score: 10 - best };
}

/** 300 whole, 200 at the beginning, 100 within; the shorter the name, the better. */
function textScore(name: string, wanted: string): number {
  const at = name.indexOf(wanted);
  if (at < 0) return 0;
  return (name.length === wanted.length ? 300 : at === 0 ? 200 : 100) + brevity(name.length);
}

/** Like textScore, but words must begin with what is wanted, in any order when several are wanted. */
function wordScore(name: string, wanted: string): number {
  if (name === wanted) return 300 + brevity(name.length);
  if (name.startsWith(wanted)) return 200 + brevity(name.length);
  const words = name.split(" ");
  const all = wanted.split(" ").every((part) => words.some((word) => word.startsWith(part)));
  return all ? 100 + brevity(name.length) : 0;
}

function pinyinScore(reading: readonly Syllable[], letters: string): number {
  for (let from = 0; from < reading.length; from++) {
    const length = typedSyllables(letters, reading, from);
    // One letter fits nearly everything: it must be the first.
    if (length === 0 || (letters.length === 1 && from > 0)) continue;
    return (from > 0 ? 100 : length === reading.length ? 300 : 200) + brevity(reading.length);
  }
  return 0;
}

function brevity(length: number): number {
  return Math.max(0, 20 - length) / 2;
}
