/** Folding that keeps the length: every UTF-16 unit becomes exactly one unit, so offsets in the folded text are offsets in the text. */

const space = 0x20;

/** A white-space unit within a line, or a line break. */
export function isSpace(unit: number): boolean {
  return unit === space || (unit >= 9 && unit <= 13) || unit === 0xa0 || unit === 0x3000 || unit === 0x2028;
}

/** ASCII and full-width letters, digits and underscore: what makes a Latin word or an identifier go on. */
export function isWordUnit(unit: number): boolean {
  const u = unit >= 0xff01 && unit <= 0xff5e ? unit - 0xfee0 : unit;
  return (u >= 0x61 && u <= 0x7a) || (u >= 0x41 && u <= 0x5a) || (u >= 0x30 && u <= 0x39) || u === 0x5f;
}

/** A unit of a Chinese word. */
export function isHan(unit: number): boolean {
  return (unit >= 0x4e00 && unit <= 0x9fff) || (unit >= 0x3400 && unit <= 0x4dbf) || (unit >= 0xf900 && unit <= 0xfaff);
}

/** Where units lie that fold to another one: Latin, letters as symbols, radicals, punctuation, compatibility ideographs and forms. */
const ranges = [
  [0, 0x590],
  [0x1e00, 0x2fe0],
  [0x3000, 0x3400],
  [0x5e10, 0x5e10],
  [0xf900, 0xfb00],
  [0xfe30, 0xfff0],
] as const;

const folded = new Uint16Array(0x10000);
/** The units that fold to another one. */
export const foldable: readonly number[] = fillTable();

function fillTable(): number[] {
  for (let unit = 0; unit < folded.length; unit++) folded[unit] = unit;
  const changed: number[] = [];
  for (const [first, last] of ranges)
    for (let unit = first; unit <= last; unit++) {
      const to = foldOf(unit);
      if (to === unit) continue;
      folded[unit] = to;
      changed.push(unit);
    }
  return changed;
}

function foldOf(unit: number): number {
  if (unit === 0x5e10) return 0x8d26; // 帐 → 账
  if (isSpace(unit)) return space;
  // Compatibility forms (NFKC) of one unit: full width, ① Ⅴ, Kangxi radicals, vertical punctuation; then lower case.
  const plain = String.fromCharCode(unit).normalize("NFKC");
  const lower = (plain.length === 1 ? plain : String.fromCharCode(unit)).toLowerCase();
  const to = lower.length === 1 ? lower.charCodeAt(0) : unit;
  if (to === 0x2d || to === 0x5f || to === 0x2010 || to === 0x2011 || isSpace(to)) return space;
  return to === 0x2019 ? 0x27 : to;
}

/**
 * Lower case, half width, compatibility forms as the plain ones, 帐 as 账. White space, hyphens and underscores are one and the same separator
 * (a space), so that `day cut`, `day-cut` and `day_cut` are one name.
 */
export function foldUnit(unit: number): number {
  return folded[unit]!;
}

/** The text with every unit folded; of the same length. */
export function fold(text: string): string {
  let result = "";
  let same = 0;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    const to = folded[unit]!;
    if (to === unit) continue;
    result += text.slice(same, i) + String.fromCharCode(to);
    same = i + 1;
  }
  return same === 0 ? text : result + text.slice(same);
}

/** Folded, with runs of separators as one space and none at the ends: the form in which names are compared. */
export function foldName(name: string): string {
  return fold(name).replace(/ +/g, " ").trim();
}
