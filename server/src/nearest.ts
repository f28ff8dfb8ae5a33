import { distanceWithin } from "./edit-distance";

/**
 * The candidate a writer most likely meant, or undefined when none is close enough to suggest. Case, `-` and `_` do not
 * count; about one slip in three characters does.
 */
export function nearest(word: string, candidates: Iterable<string>): string | undefined {
  const wanted = fold(word);
  const limit = Math.max(1, Math.floor(wanted.length / 3));
  let best: string | undefined;
  let bestDistance = limit + 1;
  for (const candidate of candidates) {
    if (candidate === word || Math.abs(candidate.length - word.length) > limit + 1) continue;
    const distance = distanceWithin(wanted, fold(candidate), limit);
    if (distance < bestDistance) [best, bestDistance] = [candidate, distance];
  }
  return best;
}

function fold(word: string): string {
  return word.toLowerCase().replace(/[-_ ]/g, "");
}
