import { isHan } from "./fold";
import { longestWord, ordinaryWords, type Words } from "./words";

/** How far around a name its neighbours are read, in units. */
const reach = 5;

/** Cost of a name of the glossary, in the unit of {@link Words}: the trade says it as often as a common word, whatever everyday text says. */
const nameCost = 18;

/** Cost of a character that is no word by itself. */
const strayCost = 34;

/** What every further word of a reading costs: single characters are frequent, and a reading in pieces is seldom meant. */
const pieceCost = 4;

/**
 * Whether a name that stands in a text is a word there, and no accident of two others side by side (增长|款式, 现代|收银). The likeliest reading of
 * the name with its neighbours decides, as in unigram segmentation; a name at whose edges no word can go on is one.
 */
export function isWordThere(text: string, start: number, end: number, isName: (word: string) => boolean): boolean {
  const words = ordinaryWords();
  const leftOpen = joinsAt(words, text, start);
  const rightOpen = joinsAt(words, text, end);
  if (!leftOpen && !rightOpen) return true;
  let from = start;
  while (leftOpen && from > 0 && start - from < reach && isHan(text.charCodeAt(from - 1))) from--;
  let to = end;
  while (rightOpen && to < text.length && to - end < reach && isHan(text.charCodeAt(to))) to++;
  const cost = (word: string): number | undefined => {
    const ordinary = words.costOf(word);
    return word.length > 1 && isName(word) ? Math.min(nameCost, ordinary ?? nameCost) : ordinary;
  };
  const itself = Math.min(nameCost, words.costOf(text.slice(start, end)) ?? nameCost) + pieceCost;
  const kept = likeliest(text.slice(from, start), cost) + itself + likeliest(text.slice(end, to), cost);
  return kept <= likeliest(text.slice(from, to), cost);
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
