import type { Fix } from "../../../finding";
import { itemOfRule } from "../../../index/engine/refs";
import { eventLabel, resolveEvent } from "../../../index/events";
import type { Text } from "../../../l10n/text";
import type { MatchFailure, NearMiss } from "../../../ledger/simulate/run";
import type { Step } from "../../../ledger/simulate/types";
import { headOf } from "../../../yaml/path";
import type { CheckFinding } from "../../check";
import { insertKey, setKey } from "../../edits";
import { type FindingOf, type Played, placeOfStep, stepOf } from "./scenario-places";
import { improves } from "./scenario-words";

/** A step that no rule takes: why the nearest rules do not, and how the step could meet the one. */
export function unmatchedStep(played: Played, finding: FindingOf<"step-unmatched">): CheckFinding | undefined {
  const step = stepOf(played, finding.step);
  // An event nobody knows is post/unknown-reference's.
  if (!step?.event || resolveEvent(played.ledger.settings, step.event.value) === undefined) return undefined;
  const [nearest] = finding.nearMisses;
  const label = eventLabel(step.event.value, played.ledger.settings);
  const why = nearest && failuresText(nearest);
  return {
    at: placeOfStep(played, finding.step),
    message: why
      ? {
          en: `No rule takes this step. The nearest, ${nearest.rule.id}, ${why.en}.`,
          zh: `没有规则适用于这一步。最接近的 ${nearest.rule.id} ${why.zh}。`,
        }
      : {
          en: `No rule posts ${step.event.value} (${label.en}).`,
          zh: `没有规则处理事件 ${step.event.value}（${label.zh}）。`,
        },
    related: finding.nearMisses.map((miss) => {
      const failed = failuresText(miss);
      return {
        at: headOf(itemOfRule(miss.rule).node),
        message: { en: `${miss.rule.id} ${failed.en}`, zh: `${miss.rule.id} ${failed.zh}` },
      };
    }),
    fixes: () => (nearest ? guardFix(played, finding.step, nearest) : []),
  };
}

function failuresText({ failures }: NearMiss): Text {
  const texts = failures.map(failureText);
  return { en: texts.map(({ en }) => en).join(" and "), zh: texts.map(({ zh }) => zh).join("，") };
}

function failureText(failure: MatchFailure): Text {
  switch (failure.kind) {
    case "status":
      return { en: `needs status ${failure.expected}`, zh: `要求状态为 ${failure.expected}` };
    case "product":
      return {
        en: `is for product ${failure.expected.join(" or ")}`,
        zh: `只用于产品 ${failure.expected.join("、")}`,
      };
    case "product-retired":
      return {
        en: `is for product ${failure.product.id}, which is not in use then`,
        zh: `所属产品 ${failure.product.id} 当时不在用`,
      };
    case "when": {
      const actual =
        failure.actual === undefined
          ? { en: "", zh: "" }
          : { en: `, not ${failure.actual}`, zh: `，而不是 ${failure.actual}` };
      return {
        en: `needs ${failure.key} to be ${failure.expected.join(" or ")}${actual.en}`,
        zh: `要求 ${failure.key} 为 ${failure.expected.join(" 或 ")}${actual.zh}`,
      };
    }
    case "validity": {
      const { from, to } = failure.validity;
      const early = from !== undefined && failure.day < from;
      return early
        ? { en: `is valid from ${from} only`, zh: `从 ${from} 起才生效` }
        : { en: `was valid until ${to}`, zh: `只到 ${to} 有效` };
    }
  }
}

/** When one condition of one value is all that fails, the step can say it. */
function guardFix(played: Played, index: number, { rule, failures }: NearMiss): readonly Fix[] {
  const step = stepOf(played, index);
  const plain = played.result.scenario.steps[index];
  const [failure, more] = failures;
  if (!step || !plain || !failure || more) return [];
  const with_ = (change: Partial<Step>) => ({
    ...played.result.scenario,
    steps: played.result.scenario.steps.map((one, i) => (i === index ? { ...one, ...change } : one)),
  });
  if (failure.kind === "status" && improves(played, with_({ status: failure.expected }))) {
    return [
      {
        title: { en: `Use status ${failure.expected} (${rule.id})`, zh: `状态改为 ${failure.expected}（${rule.id}）` },
        edits: [setKey(step.node, "status", failure.expected, "event")],
      },
    ];
  }
  const [value, another] = failure.kind === "when" ? failure.expected : [];
  if (failure.kind !== "when" || value === undefined || another !== undefined) return [];
  if (!improves(played, with_({ when: new Map([...(plain.when ?? []), [failure.key, value]]) }))) return [];
  const edit = step.when.node
    ? setKey(step.when.node, failure.key, value)
    : insertKey(step.node, "when", { [failure.key]: value }, step.status ? "status" : "event");
  return [
    {
      title: { en: `Add ${failure.key}: ${value} (${rule.id})`, zh: `加上 ${failure.key}: ${value}（${rule.id}）` },
      edits: [edit],
    },
  ];
}
