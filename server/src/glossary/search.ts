import { englishNames, type Term } from "./card";
import { foldName } from "./fold";
import { type Syllable, syllables, typedSyllables, writtenReadings } from "./pinyin";

/** By what a search met a term. */
export type HitKind = "name" | "alias" | "pinyin" | "english" | "identifier" | "text";

export interface Hit {
  readonly term: Term;
  /** Higher is better; only the order means something. */
  readonly score: number;
  readonly kind: HitKind;
}

interface Entry {
  readonly term: Term;
  readonly name: string;
  readonly aliases: readonly string[];
  readonly english: readonly string[];
  readonly identifier: string;
  readonly readings: readonly (readonly Syllable[])[];
  readonly aliasReadings: readonly (readonly Syllable[])[];
  readonly text: string;
}

/**
 * Searches terms by Chinese, English and pinyin, full or by initials (`eq`, `erqing`, `erq` → 二清). What is met whole comes before
 * what begins with the query, that before what contains it; names before aliases before English before the text of the card.
 */
export class TermSearch {
  readonly #terms: readonly Term[];
  #entries: readonly Entry[] | undefined;

  constructor(terms: Iterable<Term>) {
    this.#terms = [...terms];
  }

  /** The best hits first, equals in the glossary's order; an empty query finds nothing. */
  search(query: string, limit = 50): Hit[] {
    const wanted = foldName(query.slice(0, 100));
    if (wanted === "") return [];
    this.#entries ??= this.#terms.map(entryOf);
    const hits = this.#entries.flatMap((entry) => bestHit(entry, wanted) ?? []);
    return hits.sort((a, b) => b.score - a.score).slice(0, limit);
  }
}

function entryOf(term: Term): Entry {
  const own = term.pinyin === undefined ? [] : writtenReadings(term.pinyin);
  const texts = [
    ...term.senses.flatMap((sense) => [sense.definition.zh, sense.definition.en, sense.label?.zh, sense.label?.en]),
    ...term.examples.flatMap((example) => [example.zh, example.en]),
  ];
  return {
    term,
    name: foldName(term.name.zh),
    aliases: term.aliases.map(foldName),
    english: englishNames(term.name.en).map(foldName),
    identifier: foldName(term.identifier ?? term.id),
    readings: [...own, ...(isChinese(term.name.zh) ? [syllables(term.name.zh)] : [])],
    aliasReadings: term.aliases.filter(isChinese).map(syllables),
    text: foldName(texts.join(" ")),
  };
}

function isChinese(name: string): boolean {
  return /[\u4e00-\u9fff]/.test(name);
}

function bestHit(entry: Entry, wanted: string): Hit | undefined {
  const { term } = entry;
  const letters = /^[a-z0-9' ]+$/.test(wanted) ? wanted.replace(/[' ]/g, "") : "";
  const best = (kind: HitKind, weight: number, scores: readonly number[]): Hit | undefined => {
    const score = Math.max(0, ...scores);
    return score > 0 ? { term, kind, score: score + weight } : undefined;
  };
  const hits = [
    best("name", 60, [textScore(entry.name, wanted)]),
    best(
      "alias",
      40,
      entry.aliases.map((alias) => textScore(alias, wanted)),
    ),
    best(
      "english",
      30,
      entry.english.map((name) => wordScore(name, wanted)),
    ),
    best("identifier", 20, [wordScore(entry.identifier, wanted)]),
    letters &&
      best(
        "pinyin",
        35,
        entry.readings.map((reading) => pinyinScore(reading, letters)),
      ),
    letters &&
      best(
        "pinyin",
        15,
        entry.aliasReadings.map((reading) => pinyinScore(reading, letters)),
      ),
    wanted.length > 1 && entry.text.includes(wanted) && ({ term, kind: "text", score: 1 } as const),
  ];
  let top: Hit | undefined;
  for (const hit of hits) if (hit && (top === undefined || hit.score > top.score)) top = hit;
  return top;
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
