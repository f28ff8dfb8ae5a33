// The page of the fund-flow picture. Text reaches the document as text nodes only, never as markup.
/** @import { MoneyFlow, SourcePlace } from "../../server/src/protocol" */
/** @import { Layout, PlacedEdge } from "../src/flow/layout" */
/** @import { ToFlow } from "../src/flow/panel" */
/** @import { Say } from "./labels" */
import { layoutFlow } from "../src/flow/layout";
import { button, element } from "./dom";
import { selfContained } from "./flow-export";
import { flowLabels as labels } from "./flow-labels";
import { legendItems } from "./flow-legend";
import { arrowHeads, pictureElements } from "./flow-picture";
import { FlowView } from "./flow-view";
import { speaker } from "./labels";
import { measured } from "./measure";
import { svg } from "./svg";

const vscode = acquireVsCodeApi();
const part = (/** @type {string} */ id) => /** @type {HTMLElement} */ (document.getElementById(id));
const canvas = part("canvas");
const details = part("details");
const view = new FlowView(canvas);

/** @type {{ drawn: string, flow?: MoneyFlow, layout?: Layout, picture?: SVGSVGElement, title: string, accounts: string, locale?: string }} */
const state = { drawn: "", title: "", accounts: "" };

window.addEventListener("message", ({ data }) => receive(/** @type {ToFlow} */ (data)));
canvas.addEventListener("pointerover", (event) => highlight(event.target));
canvas.addEventListener("focusin", (event) => highlight(event.target));
canvas.addEventListener("pointerleave", () => highlight(null));
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") hideDetails();
});
vscode.postMessage({ type: "ready" });

/** @param {ToFlow} message */
function receive(message) {
  if (message.type === "failed") {
    clear(element("p", { class: "bad", role: "alert" }, message.message));
    return;
  }
  const { flow, scope, locale } = message;
  const say = speaker(locale);
  if (state.locale !== locale) {
    state.locale = locale;
    state.drawn = "";
    document.documentElement.lang = locale;
    part("legend").replaceChildren(...legendItems(say));
    part("tools").replaceChildren(...tools(say));
    part("tools").ariaLabel = say(labels.tools);
    part("scopes").ariaLabel = say(labels.scope);
  }
  part("scopes").replaceChildren(...scopes(say, scope));
  const drawn = JSON.stringify(flow);
  if (drawn === state.drawn) return;
  if (flow === null || flow.nodes.length === 0) {
    clear(element("p", { class: "hint" }, say(labels.empty)));
    return;
  }
  draw(flow, say);
  state.drawn = drawn;
}

/** @param {MoneyFlow} flow @param {Say} say */
function draw(flow, say) {
  const layout = layoutFlow(flow, view.window, measured);
  const accounts = flow.nodes.map(({ id }) => id).join("\n");
  const group = pictureElements(layout, say, {
    node: ({ node }) => node.place && open(node.place),
    edge: (edge) => chooseEdge(edge, layout, say),
  });
  const picture = svg(
    "svg",
    { role: "group", "aria-label": flow.title, width: "100%", height: "100%" },
    arrowHeads(),
    group,
  );
  hideDetails();
  canvas.replaceChildren(picture);
  canvas.ariaLabel = flow.title;
  part("title").replaceChildren(
    flow.title,
    element("span", { class: "aside" }, say(labels.accounts, String(flow.nodes.length))),
  );
  view.show(group, layout, accounts === state.accounts);
  Object.assign(state, { flow, layout, picture, title: flow.title, accounts });
}

/** @param {Node} content */
function clear(content) {
  Object.assign(state, { drawn: "", flow: undefined, layout: undefined, picture: undefined, accounts: "" });
  hideDetails();
  part("title").replaceChildren();
  canvas.replaceChildren(content);
}

/** @param {Say} say @param {string} current */
function scopes(say, current) {
  return /** @type {const} */ (["cursor", "workspace"]).map((scope) => {
    const made = button(say(labels[scope]), "action", () => vscode.postMessage({ type: "scope", scope }));
    made.ariaPressed = String(scope === current);
    return made;
  });
}

/** @param {Say} say */
function tools(say) {
  /** @param {string} sign @param {keyof typeof labels} label @param {() => void} action */
  const sign = (sign, label, action) => {
    const made = button(sign, "action", action);
    made.title = made.ariaLabel = say(labels[label]);
    return made;
  };
  return [
    sign("+", "zoomIn", () => view.zoomIn()),
    sign("−", "zoomOut", () => view.zoomOut()),
    button(say(labels.fit), "action", fit),
    button(say(labels.saveSvg), "action", saveSvg),
    button(say(labels.saveMermaid), "action", () => vscode.postMessage({ type: "saveMermaid" })),
    button(say(labels.copyMermaid), "action", () => vscode.postMessage({ type: "copyMermaid" })),
  ];
}

/** Draws again, for the window may have changed its proportions. */
function fit() {
  const { flow } = state;
  view.fit();
  if (flow !== undefined) draw(flow, speaker(state.locale === "zh-cn" ? "zh-cn" : "en"));
}

function saveSvg() {
  const { picture, layout, title } = state;
  if (picture === undefined || layout === undefined) return;
  highlight(null);
  vscode.postMessage({ type: "saveSvg", svg: selfContained(picture, layout, title) });
}

/** One movement opens at once; of several the reader chooses. @param {PlacedEdge} placed @param {Layout} layout @param {Say} say */
function chooseEdge({ edge }, layout, say) {
  const [first] = edge.movements;
  if (edge.movements.length === 1) {
    if (first?.place) open(first.place);
    return;
  }
  const name = (/** @type {string} */ id) => layout.nodes.find(({ node }) => node.id === id)?.title ?? id;
  /** @param {string} from @param {string} to */
  const oneWay = (from, to) => {
    const items = edge.movements
      .filter((movement) => movement.from === from)
      .map(({ label, place }) => element("li", {}, place ? button(label, "link", () => open(place)) : label));
    return [
      element("h2", {}, `${name(from)} → ${name(to)}`),
      element("p", { class: "aside" }, say(labels.movements, String(items.length))),
      element("ul", {}, ...items),
    ];
  };
  details.replaceChildren(
    button("×", "link close", hideDetails),
    ...oneWay(edge.from, edge.to),
    ...(edge.twoWay ? oneWay(edge.to, edge.from) : []),
  );
  details.querySelector(".close")?.setAttribute("aria-label", say(labels.close));
  details.hidden = false;
  details.querySelector("button:not(.close)")?.scrollIntoView({ block: "nearest" });
}

function hideDetails() {
  details.hidden = true;
}

/** Shows what an account or a line is connected with, and lets the rest step back. @param {EventTarget | null} target */
function highlight(target) {
  const item = target instanceof Element ? target.closest(".node, .edge") : null;
  const { picture } = state;
  if (picture === undefined) return;
  picture.classList.toggle("focused", item !== null);
  const edges = [...picture.querySelectorAll(".edge")];
  const id = item?.getAttribute("data-id");
  const near = new Set(item === null ? [] : item.matches(".edge") ? [item] : edges.filter((edge) => touches(edge, id)));
  const ids = new Set([
    id,
    ...[...near].flatMap((edge) => [edge.getAttribute("data-from"), edge.getAttribute("data-to")]),
  ]);
  for (const edge of edges) edge.classList.toggle("near", near.has(edge));
  for (const node of picture.querySelectorAll(".node"))
    node.classList.toggle("near", ids.has(node.getAttribute("data-id")));
}

/** @param {Element} edge @param {string | null | undefined} id */
function touches(edge, id) {
  return edge.getAttribute("data-from") === id || edge.getAttribute("data-to") === id;
}

/** @param {SourcePlace} place */
function open({ uri, range: { start, end } }) {
  const { line, character } = start;
  vscode.postMessage({ type: "reveal", uri, line, character, endLine: end.line, endCharacter: end.character });
}
