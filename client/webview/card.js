// One term's card as elements.
/** @import { CardEntry, CardLink, CardRegulation, CardWarning, TermCard, TermUsage, TermUsages } from "../../server/src/protocol" */
/** @import { Text } from "../../server/src/l10n/text" */
/** @import { Say } from "./labels" */
import { button, element } from "./dom";
import { labels } from "./labels";

/** @typedef {{ open(id: string): void }} CardActions */
/** @typedef {(Node | string)[]} Content */

/** @param {TermCard} card @param {Say} say @param {CardActions} actions @returns {Node[]} */
export function cardElements(card, say, actions) {
  /** @param {CardLink} link */
  const link = ({ id, name }) => (id === undefined ? name : button(name, "link", () => actions.open(id)));
  /** @param {Text | undefined} reason */
  const because = (reason) => (reason === undefined ? "" : say(labels.because, say(reason)));
  /** @param {Text} heading @param {Content} content */
  const section = (heading, content) =>
    content.length === 0 ? [] : [element("section", {}, element("h2", {}, say(heading)), ...content)];

  const senses = card.senses.map((sense) => senseBlock(sense, say));
  const confused = card.confusedWith.map((other) => [link(other), because(other.why)]);
  const avoided = card.avoid.map(({ kind, word, reason }) => [
    element(kind === "identifier" ? "code" : "span", {}, word),
    because(reason),
  ]);
  const related = card.related.length === 0 ? [] : [element("p", { class: "chips" }, ...card.related.map(link))];

  return [
    heading(card, say),
    ...(senses.length > 1 ? section(labels.senses, senses) : senses),
    ...section(
      labels.examples,
      card.examples.map((text) => element("p", {}, say(text))),
    ),
    ...section(labels.warnings, list(card.warnings.map((warning) => warningLine(warning, say)))),
    ...section(labels.entries, card.entries.length === 0 ? [] : [entryTable(card.entries, say)]),
    ...section(labels.confusedWith, list(confused)),
    ...section(labels.avoid, list(avoided)),
    ...section(labels.identifier, card.identifier === undefined ? [] : [element("code", {}, card.identifier)]),
    ...section(labels.regulation, list(card.regulation.map((item) => [regulationLine(item, say)]))),
    ...section(labels.related, related),
    ...(card.asOf === undefined ? [] : [element("footer", {}, say(labels.asOf, card.asOf))]),
  ];
}

/** @param {TermCard} card @param {Say} say */
function heading({ name, en, pinyin, aliases, narrower, category, status }, say) {
  const badge = status === "approved" ? [] : [element("span", { class: "badge" }, say(labels[status]))];
  const subtitle = [en, pinyin, say(category)].filter((part) => part !== "").join(" · ");
  return element(
    "header",
    {},
    element("h1", {}, name, ...badge),
    element("p", { class: "subtitle" }, subtitle),
    ...(aliases.length === 0 ? [] : [element("p", { class: "subtitle" }, say(labels.aliases, aliases.join(" · ")))]),
    ...(narrower.length === 0 ? [] : [element("p", { class: "subtitle" }, say(labels.narrower, narrower.join(" · ")))]),
  );
}

/** @param {TermCard["senses"][number]} sense @param {Say} say */
function senseBlock({ label, usedBy, definition, source }, say) {
  return element(
    "div",
    { class: label === undefined ? "definition" : "sense" },
    ...(label === undefined ? [] : [element("h3", {}, say(label))]),
    element("p", {}, say(definition)),
    ...(usedBy === undefined ? [] : [element("p", { class: "aside" }, say(labels.usedBy, say(usedBy)))]),
    ...(source === undefined ? [] : [element("p", { class: "aside" }, say(labels.source, say(source)))]),
  );
}

/** @param {Content[]} items */
function list(items) {
  return items.length === 0 ? [] : [element("ul", {}, ...items.map((item) => element("li", {}, ...item)))];
}

const columns = /** @type {const} */ (["debit", "credit", "amount", "note"]);

/** @param {readonly CardEntry[]} entries @param {Say} say */
function entryTable(entries, say) {
  /** @param {Text | string | undefined} value */
  const plain = (value) => (value === undefined ? "" : typeof value === "string" ? value : say(value));
  const head = columns.map((column) => element("th", { scope: "col", class: column }, say(labels[column])));
  const rows = entries.map((entry) =>
    element("tr", {}, ...columns.map((column) => element("td", { class: column }, plain(entry[column])))),
  );
  return element("table", {}, element("thead", {}, element("tr", {}, ...head)), element("tbody", {}, ...rows));
}

/** @param {CardRegulation} item @param {Say} say */
function regulationLine({ document, date, status, supersededBy, note }, say) {
  const state = supersededBy === undefined ? validity(status, say) : say(labels.supersededBy, say(supersededBy));
  const parts = [say(document), date, state, note && say(note)];
  return parts.filter((part) => part !== undefined && part !== "").join(" · ");
}

/** @param {string | undefined} status @param {Say} say */
function validity(status, say) {
  switch (status) {
    case "in_force":
    case "amended":
    case "repealed":
    case "superseded":
    case "draft":
      return say(labels[status]);
    default:
      return status;
  }
}

/** @param {CardWarning} warning @param {Say} say @returns {Content} */
function warningLine({ kind, text, since }, say) {
  return [
    ...(kind === undefined ? [] : [element("strong", {}, say(kind)), " "]),
    ...(since === undefined ? [] : [element("span", { class: "aside" }, say(labels.since, since)), " "]),
    say(text),
  ];
}

/** Where the term stands in the workspace; a place opens its file. @param {TermUsages | undefined} found @param {Say} say @param {(usage: TermUsage) => void} go */
export function usagesElement(found, say, go) {
  const title = found === undefined ? say(labels.searching) : say(labels.usages, String(found.total));
  const rows = (found?.usages ?? []).map((usage) => {
    const { file, place, before, matched, after } = usage;
    const line = button(`${file}:${place.range.start.line + 1}`, "link", () => go(usage));
    return element(
      "li",
      {},
      line,
      " ",
      element("span", { class: "aside" }, before, element("mark", {}, matched), after),
    );
  });
  return element(
    "section",
    { id: "usages" },
    element("h2", {}, title),
    ...(rows.length === 0 ? [] : [element("ul", {}, ...rows)]),
    ...(found?.incomplete ? [element("p", { class: "aside" }, say(labels.incomplete))] : []),
  );
}
