/** One character's syllable without tone, or a run of Latin letters and digits as it stands, in lower case. */
export interface Syllable {
  readonly full: string;
  /** First letter; of a Latin run, the whole run. */
  readonly initial: string;
}

/**
 * How far typed letters run through a reading: each syllable takes its first letters or all of it (`bfj`, `beifj`, `beifujin`).
 * Returns the number of syllables reached from `from` on, 0 when the letters do not fit.
 */
export function typedSyllables(typed: string, reading: readonly Syllable[], from: number): number {
  const failed = new Set<number>();
  const walk = (at: number, syllable: number): number => {
    if (at === typed.length) return syllable;
    const next = reading[syllable];
    const key = at * (reading.length + 1) + syllable;
    if (next === undefined || failed.has(key)) return 0;
    for (let length = commonLength(typed, at, next.full); length > 0; length--) {
      const reached = walk(at + length, syllable + 1);
      if (reached > 0) return reached;
    }
    failed.add(key);
    return 0;
  };
  const reached = walk(0, from);
  return reached > from ? reached - from : 0;
}

function commonLength(typed: string, at: number, syllable: string): number {
  let length = 0;
  while (length < syllable.length && typed[at + length] === syllable[length]) length++;
  return length;
}
