// The picture as a file of its own: no style sheet, no variable, only what an SVG viewer knows.
import { svg } from "./svg";

const properties = [
  "fill",
  "fill-opacity",
  "stroke",
  "stroke-width",
  "stroke-dasharray",
  "stroke-linecap",
  "opacity",
  "font-family",
  "font-size",
  "font-weight",
  "text-anchor",
  "paint-order",
];

/**
 * @param {SVGSVGElement} shown
 * @param {{ width: number, height: number }} size
 * @param {string} title
 */
export function selfContained(shown, { width, height }, title) {
  const copy = /** @type {SVGSVGElement} */ (shown.cloneNode(true));
  const originals = [...shown.querySelectorAll("*")];
  [...copy.querySelectorAll("*")].forEach((element, index) => {
    const original = originals[index];
    if (original !== undefined) resolve(element, getComputedStyle(original));
  });
  for (const reach of copy.querySelectorAll(".reach")) reach.remove();
  copy.querySelector(".picture")?.removeAttribute("transform");
  for (const element of [copy, ...copy.querySelectorAll("*")]) {
    for (const name of ["class", "tabindex", "role", "style", "data-id", "data-from", "data-to", "aria-label"]) {
      element.removeAttribute(name);
    }
  }
  const [w, h] = [Math.ceil(width), Math.ceil(height)];
  copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  copy.setAttribute("width", String(w));
  copy.setAttribute("height", String(h));
  copy.setAttribute("viewBox", `0 0 ${w} ${h}`);
  const background = getComputedStyle(document.body).backgroundColor;
  copy.prepend(svg("title", {}, title), svg("rect", { width: w, height: h, fill: background }));
  return `${new XMLSerializer().serializeToString(copy)}\n`;
}

/** @param {Element} element @param {CSSStyleDeclaration} style */
function resolve(element, style) {
  if (["title", "defs", "marker"].includes(element.localName)) return;
  const text = element.localName === "text";
  for (const property of properties) {
    if (!text && /^(font|text)-/.test(property)) continue;
    const value = style.getPropertyValue(property);
    if (value !== "") element.setAttribute(property, value);
  }
}
