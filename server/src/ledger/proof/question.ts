import type { Text } from "../../l10n/text";
import { Rational } from "../rational";
import type { Budget } from "./budget";
import type { Case } from "./cases";
import { alongOneDirection, type OneDirection } from "./direction";
import { isEarlier, smallestValue } from "./facts";
import { rangeOfForm } from "./form-range";
import { answer, type Domain, type Question } from "./one-input";
import { type Atom, Polynomial, substitute } from "./polynomial";
import { searchFailure } from "./search";
import type { Facts } from "./symbolic";

/** What is known about a question on the forms of all cases of one combination. */
export type Result =
  | { readonly kind: "holds"; readonly checked: number }
  | { readonly kind: "fails"; readonly values: ReadonlyMap<string, Rational>; readonly smallest: boolean }
  | { readonly kind: "open"; readonly reason: Text };

/** Proves or refutes that the forms are zero, or not negative, for all inputs in their ranges. */
export function settle(cases: readonly Case<Polynomial>[], question: Question, facts: Facts, budget: Budget): Result {
  const open = cases.filter(({ value }) => !obvious(value, question, facts));
  if (open.length === 0) return { kind: "holds", checked: 0 };
  const names = [
    ...new Set(
      open.flatMap(({ decisions, value }) => [
        ...value.names,
        ...decisions.flatMap(({ condition }) => [...condition.form.names]),
      ]),
    ),
  ];
  const [only, another] = names;
  if (only === undefined) return { kind: "fails", values: new Map(), smallest: true };
  const proof =
    another === undefined
      ? oneInput(open, question, only, facts, budget)
      : severalInputs(open, question, facts, budget);
  if (proof?.kind === "holds") return proof;
  if (names.some(isEarlier) && !(question === "zero" && open.some(({ value }) => movesWithInputs(value))))
    return { kind: "open", reason: EARLIER };
  if (proof !== undefined) return proof;
  const values = searchFailure(open, question, names, facts, budget);
  return values === undefined
    ? { kind: "open", reason: reasonFor(open, facts) }
    : { kind: "fails", values, smallest: false };
}

function obvious(form: Polynomial, question: Question, facts: Facts): boolean {
  if (form.isZero) return true;
  if (question === "zero") return false;
  const { min } = rangeOfForm(form, facts.range);
  return min !== undefined && min.sign >= 0;
}

function oneInput(
  cases: readonly Case<Polynomial>[],
  question: Question,
  name: string,
  facts: Facts,
  budget: Budget,
): Result | undefined {
  const domain = domainOf(name, facts);
  if (domain === undefined) return undefined;
  return smallestOf(cases, question, domain, smallestValue(facts.scope, name), budget);
}

/** Amounts of zero count for the proof, but a counterexample is an amount one can post, if there is one. */
function smallestOf(
  cases: readonly Case<Polynomial>[],
  question: Question,
  domain: Domain,
  preferred: Rational,
  budget: Budget,
): Result | undefined {
  const { name, step } = domain;
  const all = answer(cases, question, domain, budget);
  if (all === undefined || all.kind === "holds") return all;
  const first = preferred.div(step).ceil();
  const better = all.k >= first ? all : answer(cases, question, { ...domain, first }, budget);
  const k = better?.kind === "fails" ? better.k : all.k;
  return { kind: "fails", values: new Map([[name, step.mul(Rational.integer(k))]]), smallest: true };
}

function domainOf(name: string, facts: Facts): Domain | undefined {
  const step = facts.grid(name);
  const { min, max } = facts.range(name);
  if (step === undefined || min === undefined) return undefined;
  return { name, step, first: min.div(step).ceil(), ...(max === undefined ? {} : { last: max.div(step).floor() }) };
}

/** Reductions to one input: a bound where the form is monotone, inputs that occur only as one sum, parts without a common input. */
function severalInputs(
  cases: readonly Case<Polynomial>[],
  question: Question,
  facts: Facts,
  budget: Budget,
): Result | undefined {
  const [single, another] = cases;
  if (single !== undefined && another === undefined && single.decisions.length === 0) {
    if (question === "zero") {
      const parts = independentParts(single.value);
      if (parts.length > 1) return partByPart(parts, facts, budget);
    } else {
      const atBounds = monotone(single.value, facts, budget);
      if (atBounds !== undefined) return atBounds;
    }
  }
  const lines = alongOneDirection(cases, facts);
  return lines === undefined ? undefined : alongLines(lines, question, budget);
}

function alongLines(lines: readonly OneDirection[], question: Question, budget: Budget): Result | undefined {
  let checked = 0;
  let smallest: { k: bigint; values: ReadonlyMap<string, Rational> } | undefined;
  let failed = false;
  for (const { cases, domain, inputsAt } of lines) {
    const along = answer(cases, question, domain, budget);
    if (along === undefined) return undefined;
    if (along.kind === "holds") checked += along.checked;
    else {
      failed = true;
      const values = inputsAt(along.k);
      if (values !== undefined && (smallest === undefined || along.k < smallest.k)) smallest = { k: along.k, values };
    }
  }
  if (!failed) return { kind: "holds", checked };
  return smallest === undefined ? undefined : { kind: "fails", values: smallest.values, smallest: false };
}

/** The parts share no input, so the sum is zero exactly when each keeps the value it has at the smallest inputs, and these add up to zero. */
function partByPart(parts: readonly Polynomial[], facts: Facts, budget: Budget): Result | undefined {
  let checked = 0;
  const base = new Map<string, Rational>();
  let moving: { name: string; k: Rational } | undefined;
  let total = Rational.ZERO;
  for (const part of parts) {
    const [name, more] = [...part.names];
    if (name === undefined || more !== undefined) return undefined;
    const domain = domainOf(name, facts);
    if (domain === undefined) return undefined;
    const start = smallestValue(facts.scope, name);
    base.set(name, start);
    const atStart = substitute(part, new Map([[name, Polynomial.constant(start)]]), facts.grid).constantValue;
    if (atStart === undefined) return undefined;
    total = total.add(atStart);
    const result = smallestOf(
      [{ decisions: [], value: part.sub(Polynomial.constant(atStart)) }],
      "zero",
      domain,
      start,
      budget,
    );
    if (result === undefined) return undefined;
    if (result.kind === "holds") checked += result.checked;
    else if (result.kind === "fails") moving ??= { name, k: result.values.get(name) ?? start };
  }
  if (!total.isZero) return { kind: "fails", values: base, smallest: false };
  if (moving === undefined) return { kind: "holds", checked };
  return { kind: "fails", values: base.set(moving.name, moving.k), smallest: false };
}

/** The terms of a form, put together where they share a name. A constant goes with the first part. */
function independentParts(form: Polynomial): readonly Polynomial[] {
  let parts: Polynomial[] = [];
  let constant = Polynomial.ZERO;
  for (const term of form.terms) {
    const own = Polynomial.sum([term]);
    if (own.names.size === 0) {
      constant = own;
      continue;
    }
    const together = parts.filter((part) => [...part.names].some((name) => own.names.has(name)));
    parts = [...parts.filter((part) => !together.includes(part)), together.reduce((sum, part) => sum.add(part), own)];
  }
  const [first, ...others] = parts;
  return first === undefined ? [] : [first.add(constant), ...others];
}

/** Where a name occurs once, the form is monotone in it: its least value lies at a bound. Both bounds are tried. */
function monotone(form: Polynomial, facts: Facts, budget: Budget): Result | undefined {
  for (const name of form.names) {
    if (occurrences(form, name) !== 1) continue;
    const { min, max } = facts.range(name);
    if (min === undefined || max === undefined) continue;
    let checked = 0;
    for (const bound of [max, min]) {
      const fixed = substitute(form, new Map([[name, Polynomial.constant(bound)]]), facts.grid);
      const result = settle([{ decisions: [], value: fixed }], "not-negative", facts, budget);
      if (result.kind === "fails")
        return { kind: "fails", values: new Map([...result.values, [name, bound]]), smallest: false };
      if (result.kind === "open") return undefined;
      checked += result.checked;
    }
    return { kind: "holds", checked };
  }
  return undefined;
}

function occurrences(form: Polynomial, name: string): number {
  let count = 0;
  for (const { atoms } of form.terms) {
    for (const atom of atoms) {
      if (atom.kind === "name") count += atom.name === name ? 1 : 0;
      else count += atom.kind === "round" ? occurrences(atom.argument, name) : 2 * occurrences(atom.of, name);
    }
  }
  return count;
}

/** Whether the form changes with the rule's own inputs however earlier transactions were. */
function movesWithInputs(form: Polynomial): boolean {
  return [...form.terms].some(
    ({ atoms }) => atoms.length > 0 && atoms.every((atom) => atom.kind === "name" && !isEarlier(atom.name)),
  );
}

const EARLIER: Text = {
  en: "The difference depends on the original transaction and its earlier refunds, whose amounts depend on one another.",
  zh: "差额取决于原交易及此前各次退款，而这些数值彼此相关。",
};

function reasonFor(cases: readonly Case<Polynomial>[], facts: Facts): Text {
  const atoms = cases.flatMap(({ value }) => [...atomsIn(value)]);
  const names = new Set(cases.flatMap(({ value }) => [...value.names]));
  const rates = [...names].filter((name) => facts.scope.lookup(name)?.type.kind === "rate");
  if (rates.length > 0) {
    const list = { en: rates.join(", "), zh: rates.join("、") };
    return {
      en: `The rate ${list.en} is an input, so rounding follows no fixed pattern that could be checked through. Let one leg take the rest.`,
      zh: `费率 ${list.zh} 是输入，舍入没有可以穷举的固定周期。请让一条分录承接余数（rest）。`,
    };
  }
  if (atoms.some((atom) => atom.kind === "inverse")) {
    return {
      en: "An amount is divided by an input, and the proof does not look into such quotients. Let one leg take the rest.",
      zh: "有金额以输入为除数，证明无法展开这样的商。请让一条分录承接余数（rest）。",
    };
  }
  const list = { en: [...names].join(", "), zh: [...names].join("、") };
  return {
    en: `Rounded amounts depend on ${list.en} together; no counterexample was found. Let one leg take the rest.`,
    zh: `舍入后的金额同时取决于 ${list.zh}，未找到反例，但也无法证明。请让一条分录承接余数（rest）。`,
  };
}

function* atomsIn(form: Polynomial): Generator<Atom> {
  for (const { atoms } of form.terms) {
    for (const atom of atoms) {
      yield atom;
      if (atom.kind !== "name") yield* atomsIn(atom.kind === "round" ? atom.argument : atom.of);
    }
  }
}
