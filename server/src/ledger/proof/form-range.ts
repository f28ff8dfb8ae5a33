import { product as productRange, sum as sumRange, UNBOUNDED } from "../expression/range";
import type { Range } from "../expression/types";
import { Rational } from "../rational";
import { type Condition, relationHolds } from "./cases";
import type { Polynomial } from "./polynomial";

/** Bounds of a form by interval arithmetic, term by term. */
export function rangeOfForm(form: Polynomial, rangeOfName: (name: string) => Range): Range {
  let total: Range = { min: Rational.ZERO, max: Rational.ZERO };
  for (const { coefficient, atoms } of form.terms) {
    let range: Range = { min: coefficient, max: coefficient };
    for (const atom of atoms) {
      let own: Range = UNBOUNDED;
      if (atom.kind === "name") own = rangeOfName(atom.name);
      else if (atom.kind === "round") {
        const { min, max } = rangeOfForm(atom.argument, rangeOfName);
        own = { min: min?.round(atom.mode, atom.unit), max: max?.round(atom.mode, atom.unit) };
      }
      range = productRange(range, own);
    }
    total = sumRange(total, range);
  }
  return total;
}

/** The answer a form within these bounds always gives; undefined when it depends. */
export function settledBy(
  min: Rational | undefined,
  max: Rational | undefined,
  relation: Condition["relation"],
): boolean | undefined {
  const possible = [-1, 0, 1].filter(
    (sign) => (min === undefined || sign >= min.sign) && (max === undefined || sign <= max.sign),
  );
  const answers = new Set(possible.map((sign) => relationHolds(sign, relation)));
  return answers.size === 1 ? answers.has(true) : undefined;
}
