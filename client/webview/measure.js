const context = document.createElement("canvas").getContext("2d");

/** The width of a text in the font of the page, in pixels. @param {string} text @param {number} fontSize */
export function measured(text, fontSize) {
  if (context === null) return 0;
  context.font = `${fontSize}px ${getComputedStyle(document.body).fontFamily}`;
  return Math.ceil(context.measureText(text).width);
}
