// The page of the glossary panel. Text reaches the document as text nodes only, never as markup.
/** @import { TermCard, GlossaryEntry } from "../../server/src/protocol" */
/** @import { ToPanel } from "../src/glossary/panel" */
/** @import { Locale } from "./labels" */
import { searchTerms } from "../src/glossary/search";
import { cardElements } from "./card";
import { element } from "./dom";
import { labels, speaker } from "./labels";

const vscode = acquireVsCodeApi();
const search = /** @type {HTMLInputElement} */ (document.getElementById("search"));
const list = /** @type {HTMLElement} */ (document.getElementById("terms"));
const count = /** @type {HTMLElement} */ (document.getElementById("count"));
const cardBox = /** @type {HTMLElement} */ (document.getElementById("card"));

/** @type {{ terms: readonly GlossaryEntry[], found: readonly GlossaryEntry[], open?: string, card?: TermCard, locale?: Locale }} */
const state = { terms: [], found: [] };
search.value = vscode.getState()?.query ?? "";

window.addEventListener("message", ({ data }) => receive(/** @type {ToPanel} */ (data)));
search.addEventListener("input", () => {
  vscode.setState({ query: search.value });
  // A new query starts at its best answer.
  state.open = search.value === "" ? state.card?.id : undefined;
  showList();
});
search.addEventListener("keydown", onSearchKey);
list.addEventListener("click", (event) => {
  const row = event.target instanceof Element ? event.target.closest("li") : null;
  if (row?.dataset.id) open(row.dataset.id);
});
document.addEventListener("keydown", (event) => {
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
      state.terms = message.glossary.terms;
      state.locale ??= message.locale;
      showList();
      showCard();
      break;
    case "card":
      state.card = message.card;
      // A query that waits for its first answer to be chosen keeps waiting.
      if (search.value === "" || state.open !== undefined) state.open = message.card.id;
      showCard();
      cardBox.scrollTop = 0;
      mark();
      break;
    case "failed":
      cardBox.replaceChildren(element("p", { class: "hint", role: "alert" }, message.message));
      break;
  }
}

function showList() {
  if (state.locale === undefined) return;
  const say = speaker(state.locale);
  state.found = searchTerms(state.terms, search.value);
  list.replaceChildren(...state.found.map(row));
  list.ariaLabel = say(labels.terms);
  search.placeholder = say(labels.search);
  search.ariaLabel = search.placeholder;
  count.textContent = state.found.length === 0 ? say(labels.noMatch) : say(labels.count, String(state.found.length));
  mark();
}

/** @param {GlossaryEntry} entry */
function row(entry) {
  const name = element("span", { class: "name" }, entry.name);
  const english = element("span", { class: "en" }, entry.en);
  return element("li", { id: `term-${entry.id}`, role: "option", "data-id": entry.id }, name, english);
}

/** Marks the open term in the list and keeps it in sight. */
function mark() {
  for (const item of list.children) item.setAttribute("aria-selected", "false");
  const current = state.open === undefined ? null : document.getElementById(`term-${state.open}`);
  current?.setAttribute("aria-selected", "true");
  current?.scrollIntoView({ block: "nearest" });
  if (current) search.setAttribute("aria-activedescendant", current.id);
  else search.removeAttribute("aria-activedescendant");
}

/** @param {string} id */
function open(id) {
  state.open = id;
  mark();
  vscode.postMessage({ type: "open", id });
}

/** @param {KeyboardEvent} event */
function onSearchKey(event) {
  // While an input method composes, its keys are not ours.
  if (event.isComposing) return;
  const at = state.found.findIndex((entry) => entry.id === state.open);
  const steps = /** @type {Record<string, number>} */ ({
    ArrowDown: at + 1,
    ArrowUp: at - 1,
    PageDown: at + 10,
    PageUp: at - 10,
  });
  const step = steps[event.key];
  if (step !== undefined) {
    event.preventDefault();
    const entry = state.found[Math.max(0, Math.min(state.found.length - 1, step))];
    if (entry) open(entry.id);
  } else if (event.key === "Enter") {
    const entry = state.found[at] ?? state.found[0];
    if (entry) open(entry.id);
    cardBox.focus();
  } else if (event.key === "Escape" && search.value !== "") {
    search.value = "";
    search.dispatchEvent(new Event("input"));
  }
}

function showCard() {
  const { card, locale } = state;
  if (locale === undefined) return;
  const say = speaker(locale);
  cardBox.lang = locale;
  if (card === undefined) {
    cardBox.replaceChildren(element("p", { class: "hint" }, say(labels.choose)));
    return;
  }
  const actions = {
    open,
    copy: () => vscode.postMessage({ type: "copy", id: card.id, locale }),
    find: () => vscode.postMessage({ type: "find", id: card.id }),
    switchLanguage: () => {
      state.locale = locale === "en" ? "zh-cn" : "en";
      showList();
      showCard();
    },
  };
  cardBox.replaceChildren(...cardElements(card, say, actions));
}
