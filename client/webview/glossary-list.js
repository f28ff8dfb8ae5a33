// The terms beside the card: a tree of categories, or the answers to a query. The search box keeps the focus and moves through it.
/** @import { GlossaryCategory, GlossaryEntry } from "../../server/src/protocol" */
/** @import { Say } from "./labels" */
import { element } from "./dom";
import { labels } from "./labels";

/** @typedef {{ open(id: string): void, toggled(): void }} ListEvents */

export class GlossaryList {
  /** @type {readonly GlossaryEntry[]} */
  #terms = [];
  /** Ids of the categories that are open. @type {Set<string>} */
  #expanded = new Set();
  #isTree = false;
  /** Id of the marked element. @type {string | undefined} */
  #marked;

  /** @param {HTMLElement} box @param {HTMLInputElement} search @param {ListEvents} events */
  constructor(box, search, events) {
    this.box = box;
    this.search = search;
    this.events = events;
    box.addEventListener("click", ({ target }) => {
      const row = target instanceof Element ? target.closest("li") : null;
      if (row?.dataset.category !== undefined) this.#toggle(row.dataset.category);
      else if (row?.dataset.id !== undefined) events.open(row.dataset.id);
      search.focus();
    });
  }

  /** The id of the term that is marked; undefined for none. */
  get current() {
    return this.#marked?.startsWith("term-") ? this.#marked.slice("term-".length) : undefined;
  }

  set current(id) {
    this.#marked = id === undefined ? undefined : `term-${id}`;
    this.#mark();
  }

  /**
   * @param {readonly GlossaryEntry[]} terms
   * @param {readonly GlossaryCategory[] | undefined} categories the shelves of a tree; undefined for a plain list
   * @param {Say} say
   * @param {ReadonlyMap<string, number> | undefined} uses how often each term stands in the workspace
   */
  show(terms, categories, say, uses) {
    this.#terms = terms;
    this.#isTree = categories !== undefined;
    this.box.ariaLabel = say(labels.terms);
    const row = (/** @type {GlossaryEntry} */ entry) => termRow(entry, uses?.get(entry.id));
    this.box.replaceChildren(
      ...(categories === undefined
        ? terms.map(row)
        : categories.flatMap((category) => {
            const own = terms.filter((term) => term.category === category.id);
            return own.length === 0 ? [] : [this.#shelf(category, own, row, say)];
          })),
    );
    this.#mark();
  }

  /** Opens the category of a term, so that it can be seen. @param {string} id */
  reveal(id) {
    const category = this.#terms.find((term) => term.id === id)?.category;
    if (!this.#isTree || category === undefined || this.#expanded.has(category)) return;
    this.#expanded.add(category);
    this.events.toggled();
  }

  /** Arrows and page keys; in the tree, left and right close and open while nothing is typed. @param {KeyboardEvent} event */
  onKey(event) {
    const rows = this.#rows();
    const at = rows.findIndex((row) => row.id === this.#marked);
    const steps = /** @type {Record<string, number>} */ ({
      ArrowDown: at + 1,
      ArrowUp: at - 1,
      PageDown: at + 10,
      PageUp: at - 10,
    });
    const step = steps[event.key];
    if (step !== undefined && rows.length > 0) {
      event.preventDefault();
      this.#choose(/** @type {HTMLElement} */ (rows[Math.max(0, Math.min(rows.length - 1, step))]));
      return;
    }
    const row = rows[at];
    if (!this.#isTree || this.search.value !== "" || row === undefined) return;
    const category = row.dataset.category;
    if (event.key === "ArrowRight" && category !== undefined && !this.#expanded.has(category)) this.#toggle(category);
    else if (event.key === "ArrowLeft" && category !== undefined && this.#expanded.has(category))
      this.#toggle(category);
    else if (event.key === "ArrowLeft" && category === undefined) this.#choose(row.parentElement?.closest("li") ?? row);
    else return;
    event.preventDefault();
  }

  /** Opens what is marked, or the first answer; says whether that is a term. */
  enter() {
    const rows = this.#rows();
    const row = rows.find(({ id }) => id === this.#marked) ?? rows[0];
    if (row === undefined) return false;
    if (row.dataset.category !== undefined) this.#toggle(row.dataset.category);
    else this.#choose(row);
    return row.dataset.id !== undefined;
  }

  /** @param {HTMLElement} row */
  #choose(row) {
    this.#marked = row.id;
    this.#mark();
    if (row.dataset.id !== undefined) this.events.open(row.dataset.id);
  }

  /** @param {string} category */
  #toggle(category) {
    if (!this.#expanded.delete(category)) this.#expanded.add(category);
    this.#marked = `category-${category}`;
    this.events.toggled();
  }

  /** The rows that can be seen, from top to bottom. @returns {HTMLElement[]} */
  #rows() {
    return [.../** @type {NodeListOf<HTMLElement>} */ (this.box.querySelectorAll("li"))];
  }

  /** Marks the current row and keeps it in sight. */
  #mark() {
    for (const row of this.box.querySelectorAll("li")) row.setAttribute("aria-selected", "false");
    const row = this.#marked === undefined ? null : document.getElementById(this.#marked);
    row?.setAttribute("aria-selected", "true");
    (row?.querySelector(".row") ?? row)?.scrollIntoView({ block: "nearest" });
    if (row) this.search.setAttribute("aria-activedescendant", row.id);
    else this.search.removeAttribute("aria-activedescendant");
  }

  /** @param {GlossaryCategory} category @param {readonly GlossaryEntry[]} terms @param {(entry: GlossaryEntry) => Node} row @param {Say} say */
  #shelf({ id, title }, terms, row, say) {
    const isOpen = this.#expanded.has(id);
    const head = element(
      "div",
      { class: "row" },
      element("span", { class: "name" }, say(title)),
      element("span", { class: "number" }, String(terms.length)),
    );
    const attributes = {
      id: `category-${id}`,
      role: "treeitem",
      class: "category",
      "data-category": id,
      "aria-level": "1",
      "aria-expanded": String(isOpen),
      "aria-label": say(labels.categoryWithCount, say(title), String(terms.length)),
    };
    const inside = isOpen ? [element("ul", { role: "group" }, ...terms.map(row))] : [];
    return element("li", attributes, head, ...inside);
  }
}

/** @param {GlossaryEntry} entry @param {number | undefined} uses */
function termRow(entry, uses) {
  const attributes = { id: `term-${entry.id}`, role: "treeitem", class: "term", "data-id": entry.id, lang: "zh-CN" };
  return element(
    "li",
    attributes,
    element("span", { class: "name" }, entry.name),
    element("span", { class: "en", lang: "en" }, entry.en),
    ...(uses === undefined ? [] : [element("span", { class: "number" }, String(uses))]),
  );
}
