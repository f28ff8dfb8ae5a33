/** Deepest nesting that is read. Real ledger files stay below 12; beyond this a recursive parser is at risk (CVE-2026-33532). */
export const MAX_DEPTH = 64;

/** Whether a text may nest deeper than {@link MAX_DEPTH}. Counts openers only, so it can be too strict, never too lax. */
export function nestsTooDeep(text: string): boolean {
  let flow = 0;
  let inline = 0;
  let lineStart = true;
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c === 91 || c === 123) {
      if (++flow > MAX_DEPTH) return true;
    } else if (c === 93 || c === 125) {
      if (flow > 0) flow--;
    } else if (c === 10) {
      inline = 0;
      lineStart = true;
    } else if (c === 45 || c === 63) {
      if (lineStart && text.charCodeAt(i + 1) === 32 && ++inline > MAX_DEPTH) return true;
    } else if (c === 32 || c === 9) {
      if (lineStart && ++inline > MAX_DEPTH * 8) return true;
    } else {
      lineStart = false;
    }
  }
  return false;
}
