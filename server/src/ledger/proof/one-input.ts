import { lcm, Rational } from "../rational";
import type { Budget } from "./budget";
import { type Case, type Decision, relationHolds } from "./cases";
import type { Polynomial } from "./polynomial";
import { type Stepwise, signChange, stepwise } from "./stepwise";

/** The values of one input: `step · k` for all integers k from `first` to `last` (undefined: without end). */
export interface Domain {
  readonly name: string;
  readonly step: Rational;
  readonly first: bigint;
  readonly last?: bigint;
}

/** What is asked of a form: to be zero everywhere, or nowhere negative. */
export type Question = "zero" | "not-negative";

export type Answer =
  | { readonly kind: "holds" /** Values looked at. */; readonly checked: number }
  /** The smallest k for which it does not hold. */
  | { readonly kind: "fails"; readonly k: bigint };

interface Branch {
  readonly decisions: readonly { readonly form: Stepwise; readonly decision: Decision }[];
  readonly form: Stepwise;
}

/**
 * Answers a question about forms in one input completely, by looking at one period of each stretch in which no condition and
 * no sign changes. A value no case applies to is not looked at. Undefined when a form is not stepwise in that input alone.
 */
export function answer(
  cases: readonly Case<Polynomial>[],
  question: Question,
  domain: Domain,
  budget: Budget,
): Answer | undefined {
  const branches = readBranches(cases, domain);
  if (branches === undefined) return undefined;
  let checked = 0;
  for (const stretch of stretches(branches, domain)) {
    const steady = stretch.mixed ? undefined : branches.filter((branch) => applies(branch, stretch.first));
    const periodic = branches.some(({ decisions }) =>
      decisions.some(({ form }) => form.slope.isZero && form.period > 1n),
    );
    const result =
      stretch.mixed || periodic
        ? scanMixed(branches, question, stretch, stretch.mixed ? undefined : commonPeriod(branches), budget)
        : steady?.[0] === undefined
          ? { checked: 0 }
          : scan(steady[0].form, question, stretch, budget);
    if ("k" in result) return { kind: "fails", k: result.k };
    checked += result.checked;
  }
  return { kind: "holds", checked };
}

function readBranches(cases: readonly Case<Polynomial>[], { name, step }: Domain): readonly Branch[] | undefined {
  const read = new Map<string, Stepwise | undefined>();
  const readOnce = (form: Polynomial): Stepwise | undefined => {
    if (!read.has(form.key)) read.set(form.key, stepwise(form, name, step));
    return read.get(form.key);
  };
  const branches: Branch[] = [];
  for (const { decisions, value } of cases) {
    const form = readOnce(value);
    const conditions = decisions.flatMap((decision) => {
      const condition = readOnce(decision.condition.form);
      return condition === undefined ? [] : [{ form: condition, decision }];
    });
    if (form === undefined || conditions.length < decisions.length) return undefined;
    branches.push({ decisions: conditions, form });
  }
  return branches;
}

interface Stretch {
  readonly first: bigint;
  readonly last: bigint | undefined;
  /** Conditions may change their answer inside it, so every value is looked at. */
  readonly mixed: boolean;
}

/** Cuts the domain where a condition or the argument of a rounding may change its sign. */
function stretches(branches: readonly Branch[], { first, last }: Domain): readonly Stretch[] {
  const cuts = new Set<bigint>([first]);
  const zones: { from: bigint; to: bigint }[] = [];
  for (const { decisions, form } of branches) {
    const conditions = decisions.map((decision) => decision.form);
    for (const part of [...conditions, ...conditions.flatMap((condition) => condition.arguments), ...form.arguments]) {
      const zone = signChange(part);
      if (zone === undefined) continue;
      if (part.deviation.isZero) {
        // from is the first step at or after the root, to the last one at or before it
        cuts.add(zone.from);
        if (conditions.includes(part)) cuts.add(zone.to + 1n);
      } else {
        cuts.add(zone.from).add(zone.to + 1n);
        zones.push(zone);
      }
    }
  }
  const starts = [...cuts]
    .filter((cut) => cut >= first && (last === undefined || cut <= last))
    .sort((a, b) => (a < b ? -1 : 1));
  return starts.map((start, index) => {
    const next = starts[index + 1];
    return {
      first: start,
      last: next === undefined ? last : next - 1n,
      mixed: zones.some(({ from, to }) => from <= start && start <= to),
    };
  });
}

function applies({ decisions }: Branch, k: bigint): boolean {
  return decisions.every(({ form, decision }) => {
    const value = form.numerator(k);
    return relationHolds(value > 0n ? 1 : value < 0n ? -1 : 0, decision.condition.relation) === decision.holds;
  });
}

type ScanResult = { readonly checked: number } | { readonly k: bigint };

/** One form throughout the stretch: one period tells all. */
function scan(form: Stepwise, question: Question, { first, last }: Stretch, budget: Budget): ScanResult {
  const { period, drift } = form;
  const whole = last !== undefined && last - first < period;
  const end = whole ? last : first + period - 1n;
  const falling = drift.sign < 0 ? fallOf(form) : undefined;
  let smallest: bigint | undefined;
  let checked = 0;
  for (let k = first; k <= end; k++) {
    budget.look();
    checked++;
    const value = form.numerator(k);
    if (question === "zero" ? value !== 0n : value < 0n) return { k };
    if (question === "zero" || whole || falling === undefined) continue;
    const later = k + (value / falling + 1n) * period;
    if ((last === undefined || later <= last) && (smallest === undefined || later < smallest)) smallest = later;
  }
  if (question === "zero" && !whole && !drift.isZero) return { k: first + period };
  return smallest === undefined ? { checked } : { k: smallest };
}

/** How much the numerator falls with every period. */
function fallOf({ drift, denominator }: Stepwise): bigint {
  const fall = drift.neg().mul(Rational.integer(denominator));
  return fall.numerator;
}

/** Conditions change inside the stretch: each value by the case that applies to it. */
function scanMixed(
  branches: readonly Branch[],
  question: Question,
  { first, last }: Stretch,
  period: bigint | undefined,
  budget: Budget,
): ScanResult {
  let end = last;
  if (period !== undefined && (last === undefined || last - first >= period)) {
    const drifting = branches.some(({ form }) => (question === "zero" ? !form.drift.isZero : form.drift.sign < 0));
    end = drifting ? last : first + period - 1n;
  }
  let checked = 0;
  for (let k = first; end === undefined || k <= end; k++) {
    budget.look();
    checked++;
    const branch = branches.find((candidate) => applies(candidate, k));
    if (branch === undefined) continue;
    const value = branch.form.numerator(k);
    if (question === "zero" ? value !== 0n : value < 0n) return { k };
  }
  return { checked };
}

function commonPeriod(branches: readonly Branch[]): bigint {
  return branches
    .flatMap(({ form, decisions }) => [form, ...decisions.map((decision) => decision.form)])
    .reduce((period, form) => lcm(period, form.period), 1n);
}
