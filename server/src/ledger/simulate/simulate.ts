import type { Rational } from "../rational";
import { Books, open } from "./books";
import { NO_DIMENSIONS } from "./dimensions";
import type { Balance, ScenarioFinding, ScenarioRun, StepRun } from "./run";
import { Simulation } from "./simulation";
import { compareBalances, compareStatements, findResiduals } from "./stated";
import { Sum } from "./sum";
import type { Book, RuleSet, Scenario } from "./types";

export interface SimulateOptions {
  /** The day of steps without a date. Default 2000-01-01, a day like any other. */
  readonly defaultDay?: string;
}

/** Executes a scenario step by step against the rules, exactly. Never throws on wrong rules: what is wrong is a finding. */
export function simulate(book: Book, rules: RuleSet, scenario: Scenario, options: SimulateOptions = {}): ScenarioRun {
  const books = new Books(book);
  const findings: ScenarioFinding[] = [...openBooks(books, scenario)];
  const opening: Balance[] = books.balances();
  const simulation = new Simulation(book, books, rules, scenario, options.defaultDay ?? "2000-01-01", findings);
  const steps: StepRun[] = [];
  for (const [index, step] of scenario.steps.entries()) {
    steps.push(simulation.step(step, index));
    findings.push(...compareBalances(books, step.expect ?? [], index));
    const after = (scenario.statements ?? []).filter(
      (statement) => statement.after !== undefined && statement.after === step.id,
    );
    findings.push(...compareStatements(books, after, index));
  }
  simulation.finish();
  findings.push(...compareBalances(books, scenario.expect ?? [], undefined));
  const last = (scenario.statements ?? []).filter((statement) => statement.after === undefined);
  findings.push(...compareStatements(books, last, undefined));
  findings.push(...findResiduals(books, scenario.zero ?? [], scenario.complete === true, steps, opening));
  return { steps, findings, opening, closing: books.balances() };
}

function* openBooks(books: Books, scenario: Scenario): Generator<ScenarioFinding> {
  const totals = new Map<string, { entity: string; currency: string; debit: Sum; credit: Sum }>();
  for (const { account: mention, amounts } of scenario.opening ?? []) {
    const account = books.account(mention);
    for (const { side, amount, currency = account.currency, dimensions } of amounts) {
      open(account, side, amount, currency, dimensions ?? NO_DIMENSIONS);
      if (account.chart?.class === "memo") continue;
      const key = `${account.entity.id}\n${currency}`;
      const total = totals.get(key) ?? { entity: account.entity.id, currency, debit: new Sum(), credit: new Sum() };
      totals.set(key, total);
      total[side].add(amount);
    }
  }
  for (const { entity, currency, ...sums } of totals.values()) {
    const debit: Rational = sums.debit.value;
    const credit: Rational = sums.credit.value;
    if (!debit.equals(credit)) yield { kind: "opening-unbalanced", entity, currency, debit, credit };
  }
}
