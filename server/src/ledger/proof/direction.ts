import { gcd, lcm, Rational } from "../rational";
import type { Case } from "./cases";
import { smallestValue } from "./facts";
import { rangeOfForm } from "./form-range";
import type { Domain } from "./one-input";
import { type Atom, Polynomial, rounded } from "./polynomial";
import type { Facts } from "./symbolic";

/** Cases in which several inputs occur only as multiples of one sum, such as `gross - coupon`, read as cases of that sum. */
export interface OneDirection {
  readonly cases: readonly Case<Polynomial>[];
  /** All values from zero up that the sum can have, and possibly some it cannot. */
  readonly domain: Domain;
  /** Inputs that give the sum its k-th value; undefined when none were found. */
  inputsAt(k: bigint): ReadonlyMap<string, Rational> | undefined;
}

type Direction = ReadonlyMap<string, Rational>;

const SUM = "∑";

/** The one sum all forms and conditions depend on (the input declared first counts positive), from zero up, and its negative, from zero up; undefined when there is none. */
export function alongOneDirection(
  cases: readonly Case<Polynomial>[],
  facts: Facts,
): readonly OneDirection[] | undefined {
  const forms = cases.flatMap(({ decisions, value }) => [value, ...decisions.map(({ condition }) => condition.form)]);
  const direction = commonDirection(forms);
  const step = direction === undefined ? undefined : commonStep(direction, facts);
  if (direction === undefined || step === undefined) return undefined;
  const opposite = new Map([...direction].map(([name, coefficient]) => [name, coefficient.neg()]));
  const declaredFirst = [...facts.scope.given.inputs.keys()].find((name) => direction.has(name)) ?? "";
  const natural = (direction.get(declaredFirst)?.sign ?? 1) > 0;
  return (natural ? [direction, opposite] : [opposite, direction]).flatMap(
    (oriented) => fromZero(cases, oriented, step, facts) ?? [],
  );
}

function fromZero(
  cases: readonly Case<Polynomial>[],
  direction: Direction,
  step: Rational,
  facts: Facts,
): OneDirection | undefined {
  const sum = Polynomial.sum([...direction].map(([name, coefficient]) => ({ coefficient, atoms: [nameAtom(name)] })));
  const { min, max } = rangeOfForm(sum, facts.range);
  if (max !== undefined && max.sign < 0) return undefined;
  const first = min === undefined || min.sign < 0 ? 0n : min.div(step).ceil();
  const grid = (name: string): Rational | undefined => (name === SUM ? step : facts.grid(name));
  const read = (form: Polynomial): Polynomial => along(form, direction, grid);
  return {
    cases: cases.map(({ decisions, value }) => ({
      decisions: decisions.map(({ condition, holds }) => ({
        condition: { ...condition, form: read(condition.form) },
        holds,
      })),
      value: read(value),
    })),
    domain: { name: SUM, step, first, ...(max === undefined ? {} : { last: max.div(step).floor() }) },
    inputsAt: (k) => inputsFor(step.mul(Rational.integer(k)), direction, facts),
  };
}

/** The direction of the linear part of every form, inside roundings too; undefined when they differ or a form is not linear. */
function commonDirection(forms: readonly Polynomial[]): Direction | undefined {
  let common: Direction | undefined;
  for (const form of linearParts(forms)) {
    if (form === undefined) return undefined;
    if (form.size === 0) continue;
    const scaled = primitive(form);
    if (common === undefined) common = scaled;
    else if (!sameDirection(common, scaled)) return undefined;
  }
  return common !== undefined && common.size > 1 ? common : undefined;
}

function* linearParts(forms: readonly Polynomial[]): Generator<Direction | undefined> {
  for (const form of forms) {
    const part = new Map<string, Rational>();
    for (const { coefficient, atoms } of form.terms) {
      const [atom, more] = atoms;
      if (more !== undefined || atom?.kind === "inverse") yield undefined;
      else if (atom?.kind === "name") part.set(atom.name, coefficient);
      else if (atom?.kind === "round") yield* linearParts([atom.argument]);
    }
    yield part;
  }
}

/** The coefficients as whole numbers without a common factor, the first by name positive. */
function primitive(direction: Direction): Direction {
  const entries = [...direction].sort(([a], [b]) => (a < b ? -1 : 1));
  const denominators = entries.reduce((all, [, { denominator }]) => lcm(all, denominator), 1n);
  const whole = entries.map(([name, value]) => [name, (value.numerator * denominators) / value.denominator] as const);
  const divisor = whole.reduce((all, [, value]) => gcd(all, value), 0n);
  const sign = (whole[0]?.[1] ?? 1n) < 0n ? -1n : 1n;
  return new Map(whole.map(([name, value]) => [name, Rational.integer((sign * value) / divisor)]));
}

function sameDirection(a: Direction, b: Direction): boolean {
  return a.size === b.size && [...a].every(([name, value]) => b.get(name)?.equals(value) === true);
}

function commonStep(direction: Direction, facts: Facts): Rational | undefined {
  const steps = [...direction.keys()].map((name) => facts.grid(name));
  const [first] = steps;
  return first !== undefined && steps.every((step) => step?.equals(first) === true) ? first : undefined;
}

function along(form: Polynomial, direction: Direction, grid: (name: string) => Rational | undefined): Polynomial {
  const [first] = direction;
  let result = Polynomial.ZERO;
  for (const { coefficient, atoms } of form.terms) {
    const [atom] = atoms;
    if (atom === undefined) result = result.add(Polynomial.constant(coefficient));
    else if (atom.kind === "round") {
      result = result.add(
        rounded(along(atom.argument, direction, grid), atom.mode, atom.unit, grid).scale(coefficient),
      );
    } else if (atom.kind === "name" && first !== undefined && atom.name === first[0]) {
      result = result.add(Polynomial.name(SUM).scale(coefficient.div(first[1])));
    }
  }
  return result;
}

/** All inputs at their smallest but one, which makes up the sum. */
function inputsFor(target: Rational, direction: Direction, facts: Facts): ReadonlyMap<string, Rational> | undefined {
  const names = [...direction.keys()];
  const smallest = new Map(names.map((name) => [name, smallestValue(facts.scope, name)]));
  for (const name of names) {
    let missing = target;
    for (const other of names) {
      if (other !== name)
        missing = missing.sub((direction.get(other) ?? Rational.ZERO).mul(smallest.get(other) ?? Rational.ZERO));
    }
    const value = missing.div(direction.get(name) ?? Rational.ONE);
    const { min, max } = facts.range(name);
    const step = facts.grid(name);
    const possible = step !== undefined && value.div(step).isInteger;
    if (possible && (min === undefined || value.compare(min) >= 0) && (max === undefined || value.compare(max) <= 0)) {
      return new Map([...smallest, [name, value]]);
    }
  }
  return undefined;
}

function nameAtom(name: string): Atom {
  return { kind: "name", name, key: name };
}
