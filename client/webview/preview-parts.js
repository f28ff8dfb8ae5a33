// The parts of the posting preview as elements: entries, balances, T-accounts, trial balances.
/** @import { AccountName, PostingPreview, PreviewBalance, PreviewLeg, SourcePlace, TAccount } from "../../server/src/protocol" */
/** @import { Say } from "./labels" */
import { withCurrency } from "./amounts";
import { button, element } from "./dom";
import { previewLabels as labels } from "./preview-labels";

/**
 * What every part needs: the words, whether there are several currencies, and the way to the source.
 * @typedef {{ say: Say, several: boolean, open(place: SourcePlace): void }} Setting
 */

/** So many lines of a T-account are shown; the balance below counts all. */
const shownLines = 12;

/**
 * An entry as a table, one row per leg.
 * @param {readonly PreviewLeg[]} legs
 * @param {Setting} setting
 */
export function entryTable(legs, setting) {
  const { say } = setting;
  /** @param {string} style @param {string} text */
  const heading = (style, text) => element("th", { scope: "col", class: style }, text);
  const head = element(
    "tr",
    {},
    heading("side", ""),
    heading("account", say(labels.account)),
    heading("amount", say(labels.debits)),
    heading("amount", say(labels.credits)),
    heading("note", say(labels.note)),
  );
  return element(
    "table",
    { class: "entry" },
    // A table without its head in sight has the same columns.
    element(
      "colgroup",
      {},
      ...["side", "account", "amount", "amount", "note"].map((name) => element("col", { class: name })),
    ),
    element("thead", {}, head),
    element("tbody", {}, ...legs.map((leg) => legRow(leg, setting))),
  );
}

/** @param {PreviewLeg} leg @param {Setting} setting */
function legRow(leg, setting) {
  const { say, several, open } = setting;
  const { side, account, amount, expression, place } = leg;
  const figure = amount === undefined ? element("code", {}, expression) : withCurrency(amount, leg.currency, several);
  const notes = [
    amount === undefined ? "" : expression,
    leg.dimensions ?? "",
    timing(leg, say),
    leg.red ? say(labels.red) : "",
  ];
  const row = element(
    "tr",
    { class: `${side}${leg.red ? " red" : ""}${place ? " linked" : ""}` },
    element("td", { class: "side" }, say(labels[side])),
    element("td", { class: "account" }, place ? button(nameOf(account), "link", () => open(place)) : nameOf(account)),
    element("td", { class: "amount" }, side === "debit" ? figure : ""),
    element("td", { class: "amount" }, side === "credit" ? figure : ""),
    element("td", { class: "note" }, notes.filter((note) => note !== "" && note !== amount).join(" · ")),
  );
  if (place) onRow(row, () => open(place));
  return row;
}

/** The whole row answers to the pointer; the keyboard has the button in it. @param {HTMLElement} row @param {() => void} action */
function onRow(row, action) {
  row.addEventListener("click", (event) => {
    if (event.target instanceof Element && event.target.closest("button")) return;
    if (getSelection()?.isCollapsed === false) return;
    action();
  });
}

/** @param {PreviewLeg} leg @param {Say} say */
function timing({ timing }, say) {
  switch (timing) {
    case "day_end":
    case "buffered":
    case "on_reconciliation":
      return say(labels[timing]);
    default:
      return timing ?? "";
  }
}

/** @param {AccountName} account */
export function nameOf({ entity, code, name }) {
  return [entity, code, name].filter((part) => part !== undefined && part !== "").join(" ");
}

/** A list of balances. @param {readonly PreviewBalance[]} balances @param {Setting} setting */
export function balanceList(balances, { say, several }) {
  const rows = balances.map(({ account, currency, debit, credit }) => {
    const side = debit !== undefined ? labels.debit : credit !== undefined ? labels.credit : undefined;
    return element(
      "tr",
      { class: "balance-row" },
      element("td", { class: "account" }, nameOf(account)),
      element("td", { class: "side" }, say(side ?? labels.nil)),
      element("td", { class: "amount" }, withCurrency(debit ?? credit, currency, several)),
    );
  });
  return element("table", { class: "balances" }, element("tbody", {}, ...rows));
}

/** @param {TAccount} account @param {Setting} setting */
export function tAccount({ account, currency, debits, credits, balance }, { say, several }) {
  /** @param {readonly string[]} amounts @param {string | undefined} rest @param {"debit" | "credit"} side */
  const column = (amounts, rest, side) => {
    const hidden = amounts.length - shownLines;
    const lines = amounts.slice(0, shownLines).map((amount) => element("li", {}, withCurrency(amount)));
    if (hidden > 0) lines.push(element("li", { class: "aside" }, say(labels.moreRows, String(hidden))));
    return element(
      "div",
      { class: side },
      element("span", { class: "t-side" }, say(labels[side])),
      element("ul", {}, ...lines),
      element("p", { class: "balance" }, withCurrency(rest)),
    );
  };
  const nil = balance.debit === undefined && balance.credit === undefined;
  return element(
    "figure",
    { class: `t-account${nil ? " nil" : ""}` },
    element("figcaption", {}, nameOf(account) + (several ? ` (${currency})` : "")),
    element("div", { class: "t" }, column(debits, balance.debit, "debit"), column(credits, balance.credit, "credit")),
    ...(nil ? [element("p", { class: "balance nil" }, say(labels.nil))] : []),
  );
}

/** @param {PostingPreview["trialBalance"][number]} trial @param {Setting} setting @param {boolean} named */
export function trialTable(trial, { say }, named) {
  const equal = trial.debit === trial.credit;
  /** @param {string} name @param {string | undefined} debit @param {string | undefined} credit @param {string} tag */
  const row = (name, debit, credit, tag) =>
    element(
      "tr",
      tag === "th" ? { class: "total" } : {},
      element(tag === "th" ? "th" : "td", tag === "th" ? { scope: "row" } : {}, name),
      element("td", { class: "amount" }, withCurrency(debit)),
      element("td", { class: "amount" }, withCurrency(credit)),
    );
  const head = element(
    "tr",
    {},
    element("th", { scope: "col" }, say(labels.account)),
    element("th", { scope: "col", class: "amount" }, say(labels.debits)),
    element("th", { scope: "col", class: "amount" }, say(labels.credits)),
  );
  return element(
    "div",
    { class: "trial" },
    element(
      "table",
      {},
      element("caption", {}, [named ? trial.entity : "", trial.currency].filter((part) => part !== "").join(" · ")),
      element("thead", {}, head),
      element("tbody", {}, ...trial.rows.map((line) => row(nameOf(line.account), line.debit, line.credit, "td"))),
      element("tfoot", {}, row(say(labels.total), trial.debit, trial.credit, "th")),
    ),
    element(
      "p",
      { class: equal ? "good" : "bad" },
      `${equal ? "✓" : "✗"} ${say(equal ? labels.balanced : labels.unbalanced)}`,
    ),
  );
}
