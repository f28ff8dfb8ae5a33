// The fund-flow picture as SVG: boxes for accounts, lines for the money between them.
/** @import { Layout, PlacedEdge, PlacedNode } from "../src/flow/layout" */
/** @import { Say } from "./labels" */
import { labelFontSize } from "../src/flow/layout";
import { flowLabels as labels } from "./flow-labels";
import { measured } from "./measure";
import { svg } from "./svg";

/** @typedef {{ node(placed: PlacedNode): void, edge(placed: PlacedEdge): void }} Chosen */

const bankWidth = 16;

/** Everything that is drawn, in one group that pan and zoom transform. @param {Layout} layout @param {Say} say @param {Chosen} chosen */
export function pictureElements(layout, say, chosen) {
  const edges = layout.edges.map((edge) => edgeElement(edge, layout, say, () => chosen.edge(edge)));
  const nodes = layout.nodes.map((node) => nodeElement(node, say, () => chosen.node(node)));
  return svg("g", { class: "picture" }, svg("g", {}, ...edges), svg("g", {}, ...nodes));
}

/** The heads of arrows; a marker takes the colour of its line. */
export function arrowHeads() {
  const head = (/** @type {string} */ id, /** @type {string} */ style) =>
    svg(
      "marker",
      {
        id,
        viewBox: "0 0 8 8",
        refX: 7.5,
        refY: 4,
        markerWidth: 8,
        markerHeight: 8,
        markerUnits: "userSpaceOnUse",
        orient: "auto-start-reverse",
      },
      svg("path", { d: "M0 0.5 L8 4 L0 7.5 Z", class: style }),
    );
  return svg("defs", {}, head("head", "head"), head("head-real", "head real"));
}

/** @param {PlacedNode} placed @param {Say} say @param {() => void} choose */
function nodeElement(placed, say, choose) {
  const { node, x, y, width, height, title, subtitle } = placed;
  const { owner, bank, purpose, account } = node;
  const left = -width / 2;
  const top = -height / 2;
  const text = left + (bank ? 14 + bankWidth + 6 : 14);
  const words = [account.entity, account.code, account.name, purpose, say(labels[owner]), bank ? say(labels.bank) : ""];
  const description = words.filter((word) => word !== undefined && word !== "").join(" · ");
  const group = svg(
    "g",
    {
      class: `node ${owner}`,
      transform: `translate(${round(x)} ${round(y)})`,
      tabindex: 0,
      role: "button",
      "aria-label": description,
      "data-id": node.id,
    },
    svg("title", {}, description),
    // Corners tell the owners apart where colours do not: round, square, dashed.
    svg("rect", {
      class: "box",
      x: round(left),
      y: round(top),
      width: round(width),
      height,
      rx: owner === "client" ? 12 : 2,
    }),
    ...(bank ? [bankGlyph(left + 14, -8)] : []),
    svg("text", { class: "name", x: round(text), y: -3 }, title),
    svg("text", { class: "code", x: round(text), y: 14 }, subtitle),
  );
  onChoice(group, choose);
  return group;
}

/** A bank: roof, columns, base. @param {number} x @param {number} y */
export function bankGlyph(x, y) {
  const shape =
    "M8 0 L16 5 V6.5 H0 V5 Z M1.5 8 H3.5 V12.5 H1.5 Z M7 8 H9 V12.5 H7 Z M12.5 8 H14.5 V12.5 H12.5 Z M0 14 H16 V16 H0 Z";
  return svg("path", { class: "bank", d: shape, transform: `translate(${round(x)} ${round(y)})` });
}

/** @param {number} x @param {number} y the centre */
export function clockGlyph(x, y) {
  return svg(
    "g",
    { class: "clock", transform: `translate(${round(x)} ${round(y)})` },
    svg("circle", { r: 6 }),
    svg("path", { d: "M0 -3.6 V0 L2.6 1.6" }),
  );
}

/** @param {PlacedEdge} placed @param {Layout} layout @param {Say} say @param {() => void} choose */
function edgeElement(placed, layout, say, choose) {
  const { edge, path, label, text } = placed;
  const style = edge.deferred ? "deferred" : edge.real ? "" : "obligation";
  const names = [edge.from, edge.to].map((id) => layout.nodes.find(({ node }) => node.id === id)?.title ?? id);
  const kinds = [say(edge.real ? labels.real : labels.obligation), ...(edge.deferred ? [say(labels.deferred)] : [])];
  const arrow = edge.twoWay ? "⇄" : "→";
  const movements = edge.movements.map((movement) => movement.label);
  const description = [`${names[0]} ${arrow} ${names[1]}`, kinds.join(" · "), ...movements].join("\n");
  const beside = text !== "" && edge.deferred ? 9 : 0;
  const head = edge.real ? "url(#head-real)" : "url(#head)";
  const group = svg(
    "g",
    {
      class: `edge ${style}${edge.real ? " real" : ""}`,
      tabindex: 0,
      role: "button",
      "aria-label": description.replaceAll("\n", ". "),
      "data-from": edge.from,
      "data-to": edge.to,
    },
    svg("title", {}, description),
    svg("path", { class: "reach", d: path }),
    svg("path", { class: "line", d: path, "marker-end": head, ...(edge.twoWay && { "marker-start": head }) }),
    ...(text === "" ? [] : [svg("text", { class: "label", x: round(label.x + beside), y: round(label.y + 4) }, text)]),
    ...(edge.deferred ? [clockGlyph(label.x - (text === "" ? 0 : labelHalf(text)), label.y)] : []),
  );
  onChoice(group, choose);
  return group;
}

/** Half of a label's width, so that the clock stands before it. @param {string} text */
function labelHalf(text) {
  return measured(text, labelFontSize) / 2 + 2;
}

/** @param {SVGGElement} group @param {() => void} choose */
function onChoice(group, choose) {
  group.addEventListener("click", choose);
  group.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    choose();
  });
}

/** @param {number} value */
function round(value) {
  return Math.round(value * 10) / 10;
}
