/** How many characters two texts have in common at their beginning. */
export function commonPrefix(a: string, b: string): number {
  let same = 0;
  let most = Math.min(a.length, b.length);
  while (same < most) {
    const middle = (same + most + 1) >> 1;
    if (a.slice(same, middle) === b.slice(same, middle)) same = middle;
    else most = middle - 1;
  }
  return same;
}

/** How many characters two texts have in common at their end, behind the `prefix` characters they share at their beginning. */
export function commonSuffix(a: string, b: string, prefix: number): number {
  let same = 0;
  let most = Math.min(a.length, b.length) - prefix;
  while (same < most) {
    const middle = (same + most + 1) >> 1;
    if (a.slice(a.length - middle, a.length - same) === b.slice(b.length - middle, b.length - same)) same = middle;
    else most = middle - 1;
  }
  return same;
}

/** A part of a text that does not keep the whole text in memory, as a plain slice does. */
export function copied(text: string, start: number, end: number): string {
  return ` ${text.slice(start, end)}`.slice(1);
}
