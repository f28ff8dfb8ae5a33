/** Folding that keeps the length: every UTF-16 unit becomes exactly one unit, so offsets in the folded text are offsets in the text. */

const space = 0x20;
const hyphen = 0x2d;

/** A white-space unit within a line, or a line break. */
export function isSpace(unit: number): boolean {
  return unit === space || (unit >= 9 && unit <= 13) || unit === 0xa0 || unit === 0x3000 || unit === 0x2028;
}

/** ASCII and full-width letters, digits and underscore: what makes a Latin word or an identifier go on. */
export function isWordUnit(unit: number): boolean {
  const u = unit >= 0xff01 && unit <= 0xff5e ? unit - 0xfee0 : unit;
  return (u >= 0x61 && u <= 0x7a) || (u >= 0x41 && u <= 0x5a) || (u >= 0x30 && u <= 0x39) || u === 0x5f;
}

/**
 * Lower case, half width, 帐 as 账. White space, hyphens and underscores are one and the same separator (a space), so that `day cut`,
 * `day-cut` and `day_cut` are one name.
 */
export function foldUnit(unit: number): number {
  if (unit < 0x80)
    return unit >= 0x41 && unit <= 0x5a ? unit + 32 : unit === hyphen || unit === 0x5f || isSpace(unit) ? space : unit;
  if (unit >= 0xff01 && unit <= 0xff5e) return foldUnit(unit - 0xfee0);
  if (unit === 0x5e10) return 0x8d26; // 帐 → 账
  if (unit === 0x2019) return 0x27;
  if (isSpace(unit) || unit === 0x2010 || unit === 0x2011) return space;
  if (unit < 0x590 || (unit >= 0x1e00 && unit < 0x2000)) {
    const lower = String.fromCharCode(unit).toLowerCase();
    return lower.length === 1 ? lower.charCodeAt(0) : unit;
  }
  return unit;
}

/** The text with every unit folded; of the same length. */
export function fold(text: string): string {
  let folded = "";
  for (let i = 0; i < text.length; i++) folded += String.fromCharCode(foldUnit(text.charCodeAt(i)));
  return folded;
}

/** Folded, with runs of separators as one space and none at the ends: the form in which names are compared. */
export function foldName(name: string): string {
  return fold(name).replace(/ +/g, " ").trim();
}
