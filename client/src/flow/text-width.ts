// How wide a text is: measured where there is a screen, else estimated well enough to size a box.

/** The width of a text in a font size, in pixels. */
export type Measure = (text: string, fontSize: number) => number;

/** Estimated width in pixels: Chinese characters fill the em, Latin letters a little more than half of it. */
export function textWidth(text: string, fontSize: number): number {
  let ems = 0;
  for (const character of text) ems += emsOf(character);
  return Math.ceil(ems * fontSize);
}

/** The text, shortened with an ellipsis to the width. */
export function clip(text: string, width: number, fontSize: number, measure: Measure = textWidth): string {
  if (measure(text, fontSize) <= width) return text;
  let shortened = "";
  for (const character of text) {
    if (measure(`${shortened}${character}…`, fontSize) > width) break;
    shortened += character;
  }
  return `${shortened}…`;
}

function emsOf(character: string): number {
  if (
    /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6\u2014—]|[\u{1f000}-\u{3fffd}]/u.test(
      character,
    )
  )
    return 1;
  if (/[ilIj.,:;'|! ]/.test(character)) return 0.32;
  if (/[mwMW@%]/.test(character)) return 0.88;
  return /[A-Z]/.test(character) ? 0.68 : 0.57;
}
