// One term's card as elements.
/** @import { TermCard, CardLink, CardRegulation, CardEntry } from "../../server/src/protocol" */
/** @import { Text } from "../../server/src/l10n/text" */
/** @import { PanelStrings } from "../src/glossary/panel-text" */
import { button, element } from "./dom";

/** @typedef {{ open(id: string): void, copy(): void, find(): void, switchLanguage(): void }} CardActions */

/**
 * @param {HTMLElement} box
 * @param {TermCard} card
 * @param {PanelStrings} strings
 * @param {"en" | "zh-cn"} locale
 * @param {CardActions} actions
 */
export function renderCard(box, card, strings, locale, actions) {
  /** @param {Text} text */
  const say = (text) => (locale === "zh-cn" ? text.zh : text.en);
  /** @param {Text | undefined} reason */
  const because = (reason) => (reason === undefined ? "" : ` — ${say(reason)}`);
  /** @param {CardLink} link */
  const link = ({ id, name }) => (id === undefined ? name : button(name, "link", () => actions.open(id)));

  box.lang = locale;
  box.replaceChildren(
    element("header", {}, title(card, strings), subtitle(card, say), aliases(card, strings)),
    element(
      "div",
      { class: "actions" },
      button(strings.copy, "action", actions.copy),
      button(strings.find, "action", actions.find),
      button(locale === "zh-cn" ? "English" : "中文", "action", actions.switchLanguage),
    ),
    ...senses(card, strings, say),
    ...section(
      strings.examples,
      card.examples.map((text) => element("p", {}, say(text))),
    ),
    ...section(strings.entries, card.entries.length === 0 ? [] : [entryTable(card.entries, strings, say)]),
    ...section(strings.confusedWith, list(card.confusedWith.map((other) => [link(other), because(other.why)]))),
    ...section(
      strings.avoid,
      list(
        card.avoid.map(({ kind, word, reason }) => [
          element(kind === "identifier" ? "code" : "span", {}, word),
          because(reason),
        ]),
      ),
    ),
    ...section(strings.identifier, card.identifier === undefined ? [] : [element("code", {}, card.identifier)]),
    ...section(strings.regulation, list(card.regulation.map((item) => [regulation(item, strings, say)]))),
    ...section(
      strings.related,
      card.related.length === 0 ? [] : [element("p", { class: "chips" }, ...card.related.map(link))],
    ),
    ...(card.asOf === undefined ? [] : [element("footer", {}, strings.asOf.replace("{0}", card.asOf))]),
  );
}

/** @param {TermCard} card @param {PanelStrings} strings */
function title(card, strings) {
  const badge = card.status === "approved" ? [] : [element("span", { class: "badge" }, strings[card.status])];
  return element("h1", {}, card.name, ...badge);
}

/** @param {TermCard} card @param {(text: Text) => string} say */
function subtitle(card, say) {
  const parts = [card.en, card.pinyin, say(card.category)].filter((part) => part !== "");
  return element("p", { class: "subtitle" }, parts.join(" · "));
}

/** @param {TermCard} card @param {PanelStrings} strings */
function aliases(card, strings) {
  return card.aliases.length === 0
    ? ""
    : element("p", { class: "subtitle" }, `${strings.aliases}: ${card.aliases.join(" · ")}`);
}

/** @param {TermCard} card @param {PanelStrings} strings @param {(text: Text) => string} say */
function senses(card, strings, say) {
  const blocks = card.senses.map(({ label, usedBy, definition, source }) =>
    element(
      "div",
      { class: label === undefined ? "definition" : "sense" },
      ...(label === undefined ? [] : [element("h3", {}, say(label))]),
      element("p", {}, say(definition)),
      ...(usedBy === undefined ? [] : [element("p", { class: "aside" }, `${strings.usedBy}: ${say(usedBy)}`)]),
      ...(source === undefined ? [] : [element("p", { class: "aside" }, strings.source.replace("{0}", say(source)))]),
    ),
  );
  return card.senses.length > 1 ? section(strings.senses, blocks) : blocks;
}

/** A heading with what belongs to it, or nothing. @param {string} heading @param {(Node | string)[]} content */
function section(heading, content) {
  return content.length === 0 ? [] : [element("section", {}, element("h2", {}, heading), ...content)];
}

/** @param {(Node | string)[][]} items */
function list(items) {
  return items.length === 0 ? [] : [element("ul", {}, ...items.map((item) => element("li", {}, ...item)))];
}

/** @param {readonly CardEntry[]} entries @param {PanelStrings} strings @param {(text: Text) => string} say */
function entryTable(entries, strings, say) {
  /** @param {string} text @param {string} style */
  const cell = (text, style) => element("td", { class: style }, text);
  /** @param {Text | undefined} text */
  const optional = (text) => (text === undefined ? "" : say(text));
  const headings = [strings.debit, strings.credit, strings.amount, strings.note];
  return element(
    "table",
    {},
    element("thead", {}, element("tr", {}, ...headings.map((text) => element("th", { scope: "col" }, text)))),
    element(
      "tbody",
      {},
      ...entries.map(({ debit, credit, amount = "", note }) =>
        element(
          "tr",
          {},
          cell(optional(debit), "account"),
          cell(optional(credit), "account"),
          cell(amount, "amount"),
          cell(optional(note), "note"),
        ),
      ),
    ),
  );
}

/** @param {CardRegulation} item @param {PanelStrings} strings @param {(text: Text) => string} say */
function regulation({ document: name, date, status, supersededBy, note }, strings, say) {
  /** @type {Record<string, string>} */
  const known = {
    in_force: strings.inForce,
    repealed: strings.repealed,
    superseded: strings.superseded,
    draft: strings.draft,
  };
  const state = status === undefined ? undefined : (known[status] ?? status);
  const successor = supersededBy === undefined ? undefined : strings.supersededBy.replace("{0}", say(supersededBy));
  const parts = [say(name), date, successor ?? state, note && say(note)];
  return parts.filter((part) => part !== undefined && part !== "").join(" · ");
}
