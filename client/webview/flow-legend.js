// What colours, corners and lines mean.
/** @import { Say } from "./labels" */
import { element } from "./dom";
import { flowLabels as labels } from "./flow-labels";
import { bankGlyph, clockGlyph } from "./flow-picture";
import { svg } from "./svg";

/** @param {Say} say @returns {Node[]} */
export function legendItems(say) {
  /** @param {number} width @param {...Node} marks */
  const sample = (width, ...marks) => svg("svg", { width, height: 16, "aria-hidden": "true" }, ...marks);
  /** @param {import("../../server/src/l10n/text").Text} label @param {SVGSVGElement} picture */
  const item = (label, picture) => element("li", {}, picture, say(label));
  /** @param {"client" | "own" | "other"} owner */
  const owner = (owner) =>
    item(
      labels[owner],
      sample(
        24,
        svg(
          "g",
          { class: `node ${owner}` },
          svg("rect", { class: "box", x: 1, y: 1, width: 22, height: 14, rx: owner === "client" ? 6 : 1 }),
        ),
      ),
    );
  /** @param {string} style */
  const line = (style) => svg("g", { class: `edge ${style}` }, svg("path", { class: "line", d: "M0 8 H34" }));
  return [
    owner("client"),
    owner("own"),
    owner("other"),
    item(labels.bank, sample(16, svg("g", { class: "node" }, bankGlyph(0, 0)))),
    item(labels.real, sample(34, line("real"))),
    item(labels.obligation, sample(34, line("obligation"))),
    item(labels.deferred, sample(34, line("deferred"), svg("g", { class: "edge" }, clockGlyph(17, 8)))),
  ];
}
