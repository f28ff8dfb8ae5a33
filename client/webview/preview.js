// The page of the posting preview. Text reaches the document as text nodes only, never as markup.
/** @import { PlaceParams, PostingPreview, SourcePlace } from "../../server/src/protocol" */
/** @import { ToPreview } from "../src/preview/panel" */
/** @import { Locale } from "./labels" */
/** @import { Setting } from "./preview-parts" */
import { button, element } from "./dom";
import { speaker } from "./labels";
import { previewLabels as labels } from "./preview-labels";
import { entryTable, tAccount, trialTable } from "./preview-parts";
import { timeline } from "./preview-steps";

const vscode = acquireVsCodeApi();
const main = /** @type {HTMLElement} */ (document.getElementById("preview"));

/** What is drawn, as text: an answer that changes nothing leaves the page and its scroll position alone. */
let drawn = "";

window.addEventListener("message", ({ data }) => receive(/** @type {ToPreview} */ (data)));
vscode.postMessage({ type: "ready" });

/** @param {ToPreview} message */
function receive(message) {
  if (message.type === "failed") {
    drawn = "";
    main.replaceChildren(element("p", { class: "bad", role: "alert" }, message.message));
    return;
  }
  const { preview, cursor, locale } = message;
  const text = JSON.stringify([preview, locale]);
  if (text !== drawn) {
    drawn = text;
    main.lang = locale;
    main.replaceChildren(...(preview === null ? [hint(locale)] : sections(preview, locale)));
  }
  if (preview !== null) markStep(preview, cursor);
}

/** @param {Locale} locale */
function hint(locale) {
  return element("p", { class: "hint" }, speaker(locale)(labels.empty));
}

/** @param {PostingPreview} preview @param {Locale} locale @returns {Node[]} */
function sections(preview, locale) {
  const say = speaker(locale);
  const { kind, entry, steps, tAccounts, trialBalance } = preview;
  /** @type {Setting} */
  const setting = { say, several: currenciesOf(preview).size > 1, open };
  const entities = new Set(trialBalance.map(({ entity }) => entity));
  return [
    ...heading(preview, setting),
    ...(entry.length === 0 ? [] : [section("entry", say(labels.entry), entryTable(entry, setting))]),
    ...(steps.length === 0
      ? []
      : [section(kind, say(kind === "rule" ? labels.examples : labels.timeline), timeline(steps, setting))]),
    ...(tAccounts.length === 0
      ? []
      : [
          section(
            "t-accounts",
            say(labels.tAccounts),
            element("div", { class: "t-grid" }, ...tAccounts.map((account) => tAccount(account, setting))),
          ),
        ]),
    ...(trialBalance.length === 0
      ? []
      : [
          section(
            "trial-balance",
            say(labels.trialBalance),
            ...trialBalance.map((trial) => trialTable(trial, setting, entities.size > 1)),
          ),
        ]),
  ];
}

/** @param {string} name @param {string} title @param {...Node} content */
function section(name, title, ...content) {
  return element("section", { class: name }, element("h2", {}, title), ...content);
}

/** @param {PostingPreview} preview @param {Setting} setting @returns {Node[]} */
function heading({ kind, id, title, proof, steps }, { say }) {
  const failed = steps.flatMap(({ problems }, index) => (problems.length > 0 ? [index] : []));
  const links = failed
    .slice(0, 20)
    .map((index) => button(steps[index]?.at ?? steps[index]?.title ?? String(index + 1), "link", () => show(index)));
  return [
    element(
      "header",
      {},
      element("h1", {}, title === "" ? id : title),
      element("p", { class: "aside" }, `${say(kind === "rule" ? labels.rule : labels.scenario)} · ${id}`),
    ),
    ...(proof === undefined
      ? []
      : [element("p", { class: `proof ${proof.verdict}` }, `${mark(proof.verdict)} ${proof.text}`)]),
    ...(failed.length === 0
      ? []
      : [
          element(
            "p",
            { class: "bad problems", role: "status" },
            `✗ ${say(labels.problems, String(failed.length))} `,
            ...links,
          ),
        ]),
  ];
}

/** @param {NonNullable<PostingPreview["proof"]>["verdict"]} verdict */
function mark(verdict) {
  switch (verdict) {
    case "proved-symbolic":
    case "proved-exhaustive":
      return "✓";
    case "refuted":
      return "✗";
    case "unproven":
      return "?";
  }
}

/** @param {PostingPreview} preview */
function currenciesOf({ tAccounts, steps, trialBalance }) {
  return new Set([
    ...tAccounts.map(({ currency }) => currency),
    ...trialBalance.map(({ currency }) => currency),
    ...steps.flatMap(({ legs }) => legs.flatMap(({ currency }) => currency ?? [])),
  ]);
}

/** @param {SourcePlace} place */
function open({ uri, range: { start, end } }) {
  const { line, character } = start;
  vscode.postMessage({ type: "reveal", uri, line, character, endLine: end.line, endCharacter: end.character });
}

/**
 * Marks the step that the cursor is in or after, and brings a newly reached one into sight.
 * @param {PostingPreview} preview
 * @param {PlaceParams | undefined} cursor inside what is shown; undefined when it is elsewhere
 */
function markStep({ steps }, cursor) {
  const line = cursor?.position.line ?? -1;
  const at = steps.findLastIndex(
    ({ place }) => place?.uri === cursor?.uri && (place?.range.start.line ?? line + 1) <= line,
  );
  const before = main.querySelector(".step[aria-current]");
  const now = main.querySelector(`[data-step="${at}"]`);
  if (before === now) return;
  before?.removeAttribute("aria-current");
  now?.setAttribute("aria-current", "step");
  now?.scrollIntoView({ block: "nearest" });
}

/** @param {number} index */
function show(index) {
  main.querySelector(`[data-step="${index}"]`)?.scrollIntoView({ block: "center" });
}
