import { Rational } from "../rational";
import type { Budget } from "./budget";
import { type Case, caseApplies } from "./cases";
import { isEarlier, smallestValue } from "./facts";
import type { Question } from "./one-input";
import { type Polynomial, valueAt } from "./polynomial";
import type { Facts } from "./symbolic";

type Values = ReadonlyMap<string, Rational>;

/** Amounts and rates at which roundings like to break, tried beside the bounds. */
const AMOUNTS = ["0.28", "0.50", "0.83", "1.00", "2.50", "12.50", "25.00", "33.33", "100.00", "1000.00"];
const RATES = ["0.004", "0.0038", "0.006", "0.01", "0.05", "0.3333", "0.5", "0.8805", "1", "1.5", "6.8124"];
const MAX_TRIES = 800;
const MAX_TIES = 12;
const SHRINK_STEPS = 250n;

/** Looks for values of several inputs that answer a question with no: small and boundary values. Not finding any proves nothing. */
export function searchFailure(
  cases: readonly Case<Polynomial>[],
  question: Question,
  names: readonly string[],
  facts: Facts,
  budget: Budget,
): Values | undefined {
  const fails = (values: Values): boolean => {
    budget.look(cases.length);
    for (const { decisions, value } of cases) {
      if (!caseApplies(decisions, values)) continue;
      const result = valueAt(value, values);
      return result !== undefined && (question === "zero" ? !result.isZero : result.sign < 0);
    }
    return false;
  };
  const rates = names
    .filter((name) => facts.scope.lookup(name)?.type.kind === "rate")
    .flatMap((name) => candidatesFor(name, [], cases, facts));
  const candidates = names.map((name) => ({ name, values: candidatesFor(name, rates, cases, facts) }));
  let tries = 0;
  for (const values of bySize(candidates)) {
    if (++tries > MAX_TRIES) return undefined;
    if (fails(values)) return shrink(values, fails, facts);
  }
  return undefined;
}

function candidatesFor(
  name: string,
  rates: readonly Rational[],
  cases: readonly Case<Polynomial>[],
  facts: Facts,
): readonly Rational[] {
  const { scope } = facts;
  const first = smallestValue(scope, name);
  const step = facts.grid(name);
  const { min, max } = facts.range(name);
  const kind = scope.lookup(name)?.type.kind;
  const found: Rational[] = [first];
  if (isEarlier(name)) return found;
  if (step !== undefined) {
    for (let k = 1n; k <= 4n; k++) found.push(first.add(step.mul(Rational.integer(k))));
    if (kind === "money") found.push(...ties(rates, step));
  }
  for (const text of kind === "rate" ? RATES : AMOUNTS) found.push(Rational.decimal(text));
  for (const { decisions } of cases) {
    for (const { condition } of decisions) {
      for (const { coefficient, atoms } of condition.form.terms) {
        if (atoms.length > 0) continue;
        const threshold = coefficient.abs();
        found.push(threshold, ...(step === undefined ? [] : [threshold.add(step), threshold.sub(step)]));
      }
    }
  }
  if (min !== undefined && max !== undefined) found.push(min.add(max).mul(HALF));
  if (max !== undefined) found.push(max, ...(step === undefined ? [] : [max.sub(step)]));
  const inRange = found
    .map((value) => (step === undefined ? value : value.round("down", step)))
    .filter(
      (value) => (min === undefined || value.compare(min) >= 0) && (max === undefined || value.compare(max) <= 0),
    );
  return [...new Map(inRange.map((value) => [value.toString(), value])).values()];
}

const HALF = Rational.decimal("0.5");

/** The smallest amounts whose product with one of the rates lies halfway between two steps, where modes differ. */
function ties(rates: readonly Rational[], step: Rational): readonly Rational[] {
  const found: Rational[] = [];
  for (const rate of rates) {
    if (rate.isZero) continue;
    for (let whole = 0n; whole < 10n; whole++) {
      const amount = Rational.integer(whole).add(HALF).mul(step).div(rate);
      if (amount.div(step).isInteger) found.push(amount);
    }
  }
  return found.sort((a, b) => a.compare(b)).slice(0, MAX_TIES);
}

/** All combinations, those that take early candidates first. */
function* bySize(candidates: readonly { name: string; values: readonly Rational[] }[]): Generator<Values> {
  const most = candidates.reduce((sum, { values }) => sum + values.length - 1, 0);
  for (let size = 0; size <= most; size++) yield* combinations(candidates, size, new Map());
}

function* combinations(
  [head, ...tail]: readonly { name: string; values: readonly Rational[] }[],
  size: number,
  chosen: Values,
): Generator<Values> {
  if (head === undefined) {
    if (size === 0) yield chosen;
    return;
  }
  for (let index = 0; index <= Math.min(size, head.values.length - 1); index++) {
    const value = head.values[index];
    if (value !== undefined) yield* combinations(tail, size - index, new Map([...chosen, [head.name, value]]));
  }
}

/** Brings one value after the other down to the smallest that still fails. */
function shrink(values: Values, fails: (values: Values) => boolean, facts: Facts): Values {
  let best = values;
  for (const [name, value] of values) {
    const step = facts.grid(name);
    if (step === undefined || isEarlier(name)) continue;
    let lower = smallestValue(facts.scope, name);
    for (let tried = 0n; tried < SHRINK_STEPS && lower.compare(value) < 0; tried++, lower = lower.add(step)) {
      const smaller = new Map([...best, [name, lower]]);
      if (!fails(smaller)) continue;
      best = smaller;
      break;
    }
  }
  return best;
}
