import type { IsoDate } from "../calendar";
import type { EvaluationProblem } from "../expression/evaluate";
import { Books } from "./books";
import { CompiledRule } from "./compiled-rule";
import { computeEntry, type Line } from "./entry";
import { Evaluation, type GivenProblem } from "./evaluation";
import type { Book, Example, ExampleLeg, Leg, Product, Rule } from "./types";

/** What a rule makes of an example's inputs, and where that differs from what the example says. */
export interface ExampleRun {
  /** Legs other than zero, in the order of the rule; waiting legs with the amount of this one case. */
  readonly lines: readonly Line[];
  /** Legs the example states and the rule does not post. */
  readonly missing: readonly ExampleLeg[];
  /** Legs the rule posts and the example does not state. */
  readonly extra: readonly Line[];
  readonly problems: readonly { readonly leg: Leg; readonly problem: EvaluationProblem }[];
  readonly givenProblems: readonly GivenProblem[];
}

const ANY_DAY: IsoDate = "2000-01-01";

/** Computes one worked example of a rule, by itself: no books, no earlier transactions, `original.x` as given. */
export function runExample(book: Book, rule: Rule, product: Product | undefined, example: Example): ExampleRun {
  const books = new Books(book);
  const compiled = new CompiledRule(rule, books, book);
  const values = new Evaluation({
    names: compiled.names,
    product,
    currency: product?.currency ?? books.main.baseCurrency,
    given: [example.given],
    builtIn: new Map([
      ["event", rule.event],
      ["status", rule.status ?? "succeeded"],
    ]),
    kept: new Map(),
    books,
  });
  const { lines, problems } = computeEntry(compiled, values, ANY_DAY, []);
  const extra = [...lines];
  const missing = example.expect.filter((expected) => {
    if (expected.amount.isZero) return false;
    const account = books.account(expected.account);
    const found = extra.findIndex(
      (line) => line.account === account && line.leg.side === expected.side && line.amount.equals(expected.amount),
    );
    if (found >= 0) extra.splice(found, 1);
    return found < 0;
  });
  return { lines, missing, extra, problems, givenProblems: values.problems };
}
