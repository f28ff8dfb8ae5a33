import type { RulesDocument } from "../../../index/documents";
import { itemOfRule } from "../../../index/engine/refs";
import { runOf, type ScenarioResult } from "../../../index/engine/runs";
import type { In, Ledger } from "../../../index/ledger";
import type { ScenarioFinding, ScenarioRun } from "../../../ledger/simulate/run";
import type { Rule as PlainRule } from "../../../ledger/simulate/types";
import type { Rule, Scenario, Step } from "../../../model/types.generated";
import { pairOf, type Span } from "../../../yaml/nodes";
import { headOf } from "../../../yaml/path";

/** A scenario of a ledger with its run. */
export interface Played {
  readonly ledger: Ledger;
  readonly entry: In<Scenario, RulesDocument>;
  readonly result: ScenarioResult;
}

export function* playedScenarios(ledger: Ledger): Iterable<Played> {
  for (const entry of ledger.scenarios()) {
    if (entry.item.steps.length === 0) continue;
    yield { ledger, entry, result: runOf(ledger, entry) };
  }
}

export type FindingOf<K extends ScenarioFinding["kind"]> = Extract<ScenarioFinding, { kind: K }>;

/** Steps that could not do their work; what comes after them proves nothing. */
const FAILED: ReadonlySet<ScenarioFinding["kind"]> = new Set([
  "step-unmatched",
  "rules-ambiguous",
  "input-missing",
  "input-invalid",
  "not-computable",
  "requirement-broken",
  "original-missing",
  "cap-exceeded",
]);

/** The first step that could not be executed; later differences are its consequences. */
export function firstFailure(run: ScenarioRun): number {
  const known = failures.get(run);
  if (known !== undefined) return known;
  let first = Number.POSITIVE_INFINITY;
  for (const finding of run.findings)
    if (FAILED.has(finding.kind) && "step" in finding && finding.step !== undefined)
      first = Math.min(first, finding.step);
  failures.set(run, first);
  return first;
}

const failures = new WeakMap<ScenarioRun, number>();

/** Whether a step before this one posted nothing because its rule is unfinished: the original may be what it would have posted. */
export function lostItsOriginal(run: ScenarioRun, step: number): boolean {
  return run.findings.some(
    (finding) => (finding.kind === "not-computable" || finding.kind === "step-unmatched") && finding.step < step,
  );
}

/** Whether a finding comes before any failed step. Findings without a step belong to the end. */
export function isOwnCause(finding: ScenarioFinding, failure: number): boolean {
  if (finding.kind === "opening-unbalanced") return true;
  const step = "step" in finding ? finding.step : undefined;
  return (step ?? Number.POSITIVE_INFINITY) < failure || failure === Number.POSITIVE_INFINITY;
}

export function stepOf({ entry }: Played, index: number): Step | undefined {
  return entry.item.steps[index];
}

/** Where a step is spoken of: its event. */
export function placeOfStep(played: Played, index: number | undefined): Span {
  const step = index === undefined ? undefined : stepOf(played, index);
  if (!step) return placeOfScenario(played);
  return step.event?.node ?? headOf(step.node);
}

export function placeOfScenario({ entry }: Played): Span {
  return entry.item.id?.node ?? headOf(entry.item.node);
}

/** Where a step, else the scenario, gives an input. */
export function placeOfGiven(played: Played, index: number, name: string): Span {
  const step = stepOf(played, index);
  const given = step?.given.entries.get(name) ?? played.entry.item.given.entries.get(name);
  return given?.value.node ?? (step && pairOf(step.node, "given")?.key) ?? placeOfStep(played, index);
}

/** The rule a run applied, in its file. */
export function ruleOf(ledger: Ledger, rule: PlainRule): In<Rule, RulesDocument> | undefined {
  const item = itemOfRule(rule);
  for (const entry of ledger.rules()) if (entry.item === item) return entry;
  return undefined;
}
