import { isHan } from "./fold";
import { longestWord, ordinaryWords, type Words } from "./words";

/** How far around a name its neighbours are read, in units. */
const reach = 5;

/** Cost of a name of the glossary, in the unit of {@link Words}: the trade says it as often as a common word, whatever everyday text says. */
const nameCost = 22;

/** Cost of a character that is no word by itself. */
const strayCost = 34;

/** What every further word of a reading costs: single characters are frequent, and a reading in pieces is seldom meant. */
const pieceCost = 4;

/** Judgements that are kept; a text full of names has some thousands of different neighbourhoods. */
const mostKept = 20_000;

/** Tells whether names stand in a text as words. */
export class Boundaries {
  readonly #isName: (word: string) => boolean;
  /** By the neighbourhood, with where in it the name begins and ends. */
  readonly #kept = new Map<string, boolean>();

  constructor(isName: (word: string) => boolean) {
    this.#isName = isName;
  }

  /**
   * Whether a name that stands in a text is a word there, and no accident of two others side by side (增长|款式, 现代|收银). The likeliest reading
   * of the name with its neighbours decides, as in unigram segmentation; a name at whose edges no word can go on is one.
   */
  isWord(text: string, start: number, end: number): boolean {
    const words = ordinaryWords();
    const leftOpen = joinsAt(words, text, start);
    const rightOpen = joinsAt(words, text, end);
    if (!leftOpen && !rightOpen) return true;
    let from = start;
    while (leftOpen && from > 0 && start - from < reach && isHan(text.charCodeAt(from - 1))) from--;
    let to = end;
    while (rightOpen && to < text.length && to - end < reach && isHan(text.charCodeAt(to))) to++;
    const around = text.slice(from, to);
    const key = around + String.fromCharCode(start - from, end - from);
    let judged = this.#kept.get(key);
    if (judged === undefined) {
      judged = this.#judge(words, around, start - from, end - from);
      if (this.#kept.size >= mostKept) this.#kept.clear();
      this.#kept.set(key, judged);
    }
    return judged;
  }

  #judge(words: Words, around: string, start: number, end: number): boolean {
    const cost = (word: string): number | undefined => {
      const ordinary = words.costOf(word);
      return word.length > 1 && this.#isName(word) ? Math.min(nameCost, ordinary ?? nameCost) : ordinary;
    };
    const itself = Math.min(nameCost, words.costOf(around.slice(start, end)) ?? nameCost) + pieceCost;
    const kept = likeliest(around.slice(0, start), cost) + itself + likeliest(around.slice(end), cost);
    return kept <= likeliest(around, cost);
  }
}

function joinsAt(words: Words, text: string, at: number): boolean {
  return at > 0 && at < text.length && words.joins(text.charCodeAt(at - 1), text.charCodeAt(at));
}

/** Cost of the likeliest reading of some Chinese characters as words. */
function likeliest(text: string, costOf: (word: string) => number | undefined): number {
  const best = new Array<number>(text.length + 1).fill(Number.POSITIVE_INFINITY);
  best[0] = 0;
  for (let at = 0; at < text.length; at++)
    for (let length = 1; length <= longestName && at + length <= text.length; length++) {
      const cost = costOf(text.slice(at, at + length)) ?? (length === 1 ? strayCost : undefined);
      if (cost !== undefined) best[at + length] = Math.min(best[at + length]!, best[at]! + cost + pieceCost);
    }
  return best[text.length]!;
}

/** Names up to this length take part as neighbours. */
const longestName = Math.max(longestWord, 6);
