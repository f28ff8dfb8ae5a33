import { differencesOf } from "../checks/post/shared/example-findings";
import { hasPassed, scenarioFindings } from "../checks/post/shared/scenario-findings";
import { balanceText } from "../checks/post/shared/scenario-words";
import type { RulesDocument } from "../index/documents";
import { proofOf } from "../index/engine/proof-of-rule";
import { examplesOf, runOf } from "../index/engine/runs";
import type { In, Ledger } from "../index/ledger";
import type { Text } from "../l10n/text";
import type { ScenarioFinding } from "../ledger/simulate/run";
import type { Rule, Scenario } from "../model/types.generated";
import type { TestItem, TestResult } from "../protocol";
import type { Span } from "../yaml/nodes";
import { headOf } from "../yaml/path";
import { type FeatureContext, say } from "./context";
import { exampleStep, scenarioSteps } from "./posting-preview";
import { sourcePlace } from "./preview-parts";

/** A scenario or an example of the workspace. */
type Found = { readonly ledger: Ledger; readonly test: TestItem } & (
  | { readonly scenario: In<Scenario, RulesDocument> }
  | { readonly rule: In<Rule, RulesDocument>; readonly index: number }
);

/** Milliseconds, monotonic. */
export type Stopwatch = () => number;

/** All scenarios and worked examples as tests. Ids hold as long as the item keeps its own id or name. */
export function testItems(context: FeatureContext): readonly TestItem[] {
  return [...allTests(context)].map(({ test }) => test);
}

/** Runs one test; undefined when there is none of that id any more. */
export function runTest(context: FeatureContext, id: string, now: Stopwatch): TestResult | undefined {
  for (const found of allTests(context)) if (found.test.id === id) return resultOf(context, found, now);
  return undefined;
}

/** Runs all tests of the files asked for. */
export function* runTests(
  context: FeatureContext,
  wanted: (uri: string) => boolean,
  now: Stopwatch,
): Generator<{ readonly test: TestItem; readonly result: TestResult }> {
  for (const found of allTests(context))
    if (wanted(found.test.place.uri)) yield { test: found.test, result: resultOf(context, found, now) };
}

function* allTests(context: FeatureContext): Generator<Found> {
  for (const ledger of context.workspace.ledgers) {
    for (const document of ledger.rulesDocuments) {
      const taken = new Map<string, number>();
      const idOf = (name: string) => {
        const times = (taken.get(name) ?? 0) + 1;
        taken.set(name, times);
        return `${document.uri}#${name}${times === 1 ? "" : `-${times}`}`;
      };
      for (const item of document.model.rules) {
        const group = item.id?.value ?? item.event?.value ?? "";
        for (const [index, example] of item.examples.entries()) {
          const label = example.name?.value ?? `#${index + 1}`;
          const place = sourcePlace(context, example.name?.node ?? headOf(example.node));
          const test = { id: idOf(`${group}/${label}`), label, kind: "example", place, group } as const;
          yield { ledger, test, rule: { item, document }, index };
        }
      }
      for (const item of document.model.scenarios) {
        const name = item.id?.value ?? "";
        const label = [name, item.title?.value].filter(Boolean).join(" ");
        const place = sourcePlace(context, item.id?.node ?? headOf(item.node));
        const test = { id: idOf(name), label, kind: "scenario", place, group: document.uri } as const;
        yield { ledger, test, scenario: { item, document } };
      }
    }
  }
}

type Failure = TestResult["failures"][number];

function resultOf(context: FeatureContext, found: Found, now: Stopwatch): TestResult {
  const started = now();
  const { ledger, test } = found;
  if ("scenario" in found) {
    const failures = scenarioFailures(context, ledger, found.scenario);
    const steps = scenarioSteps(context, ledger, found.scenario);
    return { id: test.id, passed: failures.length === 0, milliseconds: now() - started, failures, steps };
  }
  const example = examplesOf(ledger, found.rule)[found.index];
  const failures = exampleFailures(context, ledger, found.rule, found.index);
  const steps = example ? [exampleStep(context, ledger, example)] : [];
  return { id: test.id, passed: failures.length === 0, milliseconds: now() - started, failures, steps };
}

/** Why a scenario does not come out as it should, at the places concerned; empty when it does. */
export function scenarioFailures(
  context: FeatureContext,
  ledger: Ledger,
  entry: In<Scenario, RulesDocument>,
): readonly Failure[] {
  const played = { ledger, entry, result: runOf(ledger, entry) };
  if (hasPassed(played)) return [];
  const failures = scenarioFindings(played).map(({ finding, said }) =>
    failure(context, said.at, said.message, compared(context, ledger, finding)),
  );
  return failures.length > 0
    ? failures
    : [failure(context, entry.item.id?.node ?? headOf(entry.item.node), RULE_WRONG)];
}

/** Both values of a difference, for a side-by-side view. */
function compared(
  context: FeatureContext,
  ledger: Ledger,
  finding: ScenarioFinding,
): Pick<Failure, "expected" | "actual"> {
  if (finding.kind === "balance-differs") {
    const text = (value: typeof finding.actual) => say(context, balanceText(ledger, value, finding.currency));
    return { expected: text(finding.expected), actual: text(finding.actual) };
  }
  if (finding.kind === "statement-differs")
    return { expected: finding.statement.balance.toString(), actual: finding.actual.toString() };
  return {};
}

/** Why an example does not come out as it says. */
export function exampleFailures(
  context: FeatureContext,
  ledger: Ledger,
  rule: In<Rule, RulesDocument>,
  index: number,
): readonly Failure[] {
  const example = examplesOf(ledger, rule)[index];
  if (!example) return [];
  if (proofOf(ledger, rule).unfinished)
    return [failure(context, example.item.name?.node ?? headOf(example.item.node), RULE_WRONG)];
  return [...differencesOf(ledger, example)].map(({ at, message }) => failure(context, at, message));
}

const RULE_WRONG: Text = {
  en: "A rule it uses is not right; see the findings there.",
  zh: "用到的规则本身有问题，见规则处的提示。",
};

function failure(
  context: FeatureContext,
  at: Span,
  message: Text,
  values: Pick<Failure, "expected" | "actual"> = {},
): Failure {
  return { message: say(context, message), place: sourcePlace(context, at), ...values };
}
