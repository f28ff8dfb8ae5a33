import { distance } from "fastest-levenshtein";

/**
 * The candidate a writer most likely meant, or nothing when none is close enough to suggest.
 * Case, `-` and `_` do not count; about one slip in three characters does.
 */
export function nearest(name: string, candidates: Iterable<string>): string | undefined {
  const wanted = fold(name);
  let best: string | undefined;
  let least = Math.max(1, Math.floor(wanted.length / 3)) + 1;
  for (const candidate of candidates) {
    if (candidate === name || Math.abs(candidate.length - name.length) > least) continue;
    const away = distance(wanted, fold(candidate));
    if (away < least) {
      least = away;
      best = candidate;
    }
  }
  return best;
}

function fold(name: string): string {
  return name.toLowerCase().replace(/[-_ ]/g, "");
}
