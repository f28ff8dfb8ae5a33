// The steps of a scenario, or the examples of a rule, as a timeline.
/** @import { PreviewStep } from "../../server/src/protocol" */
/** @import { Setting } from "./preview-parts" */
import { button, element } from "./dom";
import { previewLabels as labels } from "./preview-labels";
import { balanceList, entryTable } from "./preview-parts";

/** So many steps are shown at first: a long run stays quick to draw. */
const shownSteps = 200;

/** @param {readonly PreviewStep[]} steps @param {Setting} setting */
export function timeline(steps, setting) {
  const list = element("ol", { class: "timeline" });
  /** @type {string | undefined} */
  let day;
  /** @param {number} from @param {number} to */
  const add = (from, to) => {
    steps.slice(from, to).forEach((step, index) => {
      const { accountingDate } = step;
      if (accountingDate !== undefined && accountingDate !== day) {
        day = accountingDate;
        list.append(element("li", { class: "day" }, setting.say(labels.accountingDate, accountingDate)));
      }
      list.append(stepItem(step, from + index, setting));
    });
    if (to >= steps.length) return;
    const more = element("li", {});
    const label = setting.say(labels.more, String(steps.length - to));
    more.append(
      button(label, "action", () => {
        more.remove();
        add(to, steps.length);
      }),
    );
    list.append(more);
  };
  add(0, shownSteps);
  return list;
}

/** @param {PreviewStep} step @param {number} index @param {Setting} setting */
function stepItem(step, index, setting) {
  const { title, at, rule, place, legs, balances, problems } = step;
  const { say, open } = setting;
  // The fund-flow picture names the steps of a scenario by their number.
  const name = at === undefined ? title : `${index + 1}. ${title}`;
  const heading = element(
    "h3",
    {},
    ...(at === undefined ? [] : [element("time", {}, at)]),
    place ? button(name, "link", () => open(place)) : name,
    ...(rule === undefined ? [] : [element("span", { class: "aside" }, rule)]),
  );
  return element(
    "li",
    { class: problems.length > 0 ? "step failed" : "step", "data-step": String(index) },
    heading,
    ...problems.map((problem) => element("p", { class: "bad" }, `✗ ${problem}`)),
    ...(legs.length === 0 ? [element("p", { class: "aside" }, say(labels.noPostings))] : [entryTable(legs, setting)]),
    // Examples start from nothing: their balances are those of the entry.
    ...(balances.length === 0 || at === undefined
      ? []
      : [
          element(
            "div",
            { class: "after" },
            element("h4", {}, say(labels.balancesAfter)),
            balanceList(balances, setting),
          ),
        ]),
  );
}
