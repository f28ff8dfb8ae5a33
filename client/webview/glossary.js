// The page of the glossary panel. Text reaches the document as text nodes only, never as markup.
/** @import { TermCard, GlossaryCategory, GlossaryEntry, TermUsages } from "../../server/src/protocol" */
/** @import { ToPanel } from "../src/glossary/panel" */
/** @import { Locale } from "./labels" */
import { TermSearch } from "../../server/src/glossary/search";
import { cardElements, usagesElement } from "./card";
import { element } from "./dom";
import { filtered, filterNames } from "./glossary-filters";
import { History } from "./glossary-history";
import { GlossaryList } from "./glossary-list";
import { labels, speaker } from "./labels";

const vscode = acquireVsCodeApi();
/** @template {HTMLElement} T @param {string} id @param {new () => T} _type @returns {T} */
const byId = (id, _type) => /** @type {T} */ (document.getElementById(id));
const search = byId("search", HTMLInputElement);
const category = byId("category", HTMLSelectElement);
const cardBox = byId("card", HTMLElement);
const count = byId("count", HTMLElement);
const toolbar = byId("toolbar", HTMLElement);
const history = new History();
const list = new GlossaryList(byId("terms", HTMLElement), search, { open, toggled: showList });

/**
 * @type {{
 *   categories: readonly GlossaryCategory[], terms: readonly GlossaryEntry[], search?: TermSearch<GlossaryEntry>,
 *   used?: ReadonlyMap<string, number>, asked?: string, card?: TermCard, usages?: TermUsages, locale?: Locale,
 * }}
 */
const state = { categories: [], terms: [] };
search.value = vscode.getState()?.query ?? "";

window.addEventListener("message", ({ data }) => receive(/** @type {ToPanel} */ (data)));
search.addEventListener("input", () => {
  vscode.setState({ query: search.value });
  // A new query starts at its best answer.
  list.current = search.value === "" ? state.card?.id : undefined;
  showList();
});
search.addEventListener("keydown", (event) => {
  // While an input method composes, its keys are not ours.
  if (event.isComposing) return;
  if (event.key === "Enter") {
    if (list.enter()) cardBox.focus();
  } else if (event.key === "Escape" && search.value !== "") {
    search.value = "";
    search.dispatchEvent(new Event("input"));
  } else list.onKey(event);
});
category.addEventListener("change", showList);
for (const name of filterNames)
  filterBox(name).addEventListener("change", () => {
    if (name === "used" && filterBox(name).checked && state.used === undefined) vscode.postMessage({ type: "used" });
    showList();
  });
document.addEventListener("keydown", (event) => {
  if (event.altKey && (event.key === "ArrowLeft" || event.key === "ArrowRight")) {
    event.preventDefault();
    travel(event.key === "ArrowLeft" ? -1 : 1);
    return;
  }
  if (event.key !== "/" || event.target === search || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  search.focus();
  search.select();
});
vscode.postMessage({ type: "ready" });
search.focus();

/** @param {ToPanel} message */
function receive(message) {
  switch (message.type) {
    case "glossary":
      state.categories = message.glossary.categories;
      state.terms = message.glossary.terms;
      state.search = new TermSearch(state.terms);
      state.locale ??= message.locale;
      if (state.used !== undefined) vscode.postMessage({ type: "used" });
      showFrame();
      showList();
      showCard();
      break;
    case "card":
      // The answer to an earlier question must not move what was chosen since.
      if (state.asked !== undefined && state.asked !== message.card.id) break;
      state.asked = undefined;
      state.card = message.card;
      state.usages = undefined;
      history.visit(message.card.id);
      // A query that waits for its first answer to be chosen keeps waiting.
      if (search.value === "" || list.current !== undefined) list.current = message.card.id;
      list.reveal(message.card.id);
      showCard();
      cardBox.scrollTop = 0;
      vscode.postMessage({ type: "usages", id: message.card.id });
      break;
    case "used":
      state.used = new Map(message.used.map(({ id, count: uses }) => [id, uses]));
      showList();
      break;
    case "usages":
      if (message.id !== state.card?.id) break;
      state.usages = message.usages;
      showUsages();
      break;
    case "failed":
      state.asked = undefined;
      cardBox.replaceChildren(element("p", { class: "hint", role: "alert" }, message.message));
      break;
  }
}

/** @param {string} name */
function filterBox(name) {
  return byId(`filter-${name}`, HTMLInputElement);
}

/** The words of the frame around list and card. */
function showFrame() {
  if (state.locale === undefined) return;
  const say = speaker(state.locale);
  document.documentElement.lang = state.locale;
  search.placeholder = say(labels.search);
  search.ariaLabel = search.placeholder;
  category.ariaLabel = say(labels.category);
  const all = element("option", { value: "" }, say(labels.allCategories, String(state.terms.length)));
  const options = state.categories.map(({ id, title }) =>
    element("option", { value: id }, `${say(title)} (${state.terms.filter((term) => term.category === id).length})`),
  );
  const chosen = category.value;
  category.replaceChildren(all, ...options);
  category.value = state.categories.some(({ id }) => id === chosen) ? chosen : "";
  byId("filters", HTMLElement).ariaLabel = say(labels.filters);
  for (const name of filterNames) filterBox(name).nextElementSibling?.replaceChildren(say(labels[`filter_${name}`]));
}

function showList() {
  if (state.locale === undefined) return;
  const say = speaker(state.locale);
  const query = search.value.trim();
  const found = query === "" ? state.terms : (state.search?.search(query) ?? []).map(({ term }) => term);
  const used = filterBox("used").checked ? (state.used ?? new Map()) : undefined;
  const shown = filtered(found, {
    category: category.value,
    senses: filterBox("senses").checked,
    regulation: filterBox("regulation").checked,
    used,
  });
  list.show(shown, query === "" && category.value === "" ? state.categories : undefined, say, used);
  count.textContent =
    used !== undefined && state.used === undefined
      ? say(labels.searching)
      : shown.length === 0
        ? say(labels.noMatch)
        : say(labels.count, String(shown.length));
}

/** @param {string} id */
function open(id) {
  list.current = id;
  state.asked = id;
  vscode.postMessage({ type: "open", id });
}

/** @param {-1 | 1} step */
function travel(step) {
  const id = history.go(step);
  if (id !== undefined) open(id);
}

function showCard() {
  const { card, locale } = state;
  if (locale === undefined) return;
  const say = speaker(locale);
  cardBox.lang = locale;
  cardBox.ariaLabel = card?.name ?? say(labels.choose);
  toolbar.ariaLabel = say(labels.toolbar);
  toolbar.replaceChildren(...tools(say));
  if (card === undefined) {
    cardBox.replaceChildren(element("p", { class: "hint" }, say(labels.choose)));
    return;
  }
  cardBox.replaceChildren(...cardElements(card, say, { open }), element("section", { id: "usages" }));
  showUsages();
}

function showUsages() {
  if (state.locale === undefined) return;
  const go = (/** @type {TermUsages["usages"][number]} */ { place }) =>
    vscode.postMessage({
      type: "goTo",
      uri: place.uri,
      line: place.range.start.line,
      character: place.range.start.character,
    });
  document.getElementById("usages")?.replaceWith(usagesElement(state.usages, speaker(state.locale), go));
}

/** @param {ReturnType<typeof speaker>} say */
function tools(say) {
  const { card, locale } = state;
  const id = card?.id ?? "";
  /** @param {keyof typeof labels} name @param {() => void} action @param {boolean} enabled */
  const tool = (name, action, enabled = card !== undefined) => {
    const label = say(/** @type {import("../../server/src/l10n/text").Text} */ (labels[name]));
    const made = element("button", { type: "button", class: "action", id: `tool-${name}` }, label);
    made.disabled = !enabled;
    made.addEventListener("click", () => {
      action();
      // The toolbar is made anew with each card; whoever works it by keyboard stays where they were.
      document.getElementById(made.id)?.focus();
    });
    return made;
  };
  return [
    tool("back", () => travel(-1), history.canGo(-1)),
    tool("forward", () => travel(1), history.canGo(1)),
    tool("copy", () => vscode.postMessage({ type: "copy", id, locale })),
    tool("find", () => vscode.postMessage({ type: "find", id })),
    tool("print", () => vscode.postMessage({ type: "print", id })),
    tool("switchLanguage", switchLanguage, true),
  ];
}

function switchLanguage() {
  state.locale = state.locale === "en" ? "zh-cn" : "en";
  showFrame();
  showList();
  showCard();
}
