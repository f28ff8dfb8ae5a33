import {
  type AccountingDay,
  accountingDate,
  DEFAULT_ACCOUNTING_DAY,
  type LocalTime,
  parseMoment,
} from "../accounting-day";
import type { IsoDate } from "../calendar";
import type { Value } from "../expression/evaluate";
import { Application, type ApplicationContext } from "./application";
import type { Books } from "./books";
import { CompiledRule, Names, priorNames } from "./compiled-rule";
import { judge } from "./condition";
import { cutDay } from "./cut-day";
import { Evaluation } from "./evaluation";
import { Journal } from "./journal";
import { Matcher } from "./matching";
import type { ScenarioFinding, StepRun } from "./run";
import { Transactions } from "./transactions";
import type { Book, Identity, Rule, RuleSet, Scenario, Step, Timing } from "./types";
import type { WaitingGroup } from "./waiting";

/** What batch steps post, and whether their `when` chooses among it. */
const BATCH_STEPS: ReadonlyMap<string, { readonly timings: readonly Timing[]; readonly filtered: boolean }> = new Map([
  ["day_cut", { timings: ["buffered", "day_end"], filtered: false }],
  ["buffer_run", { timings: ["buffered"], filtered: true }],
  ["reconciliation", { timings: ["on_reconciliation"], filtered: true }],
]);

const NO_AMOUNTS: ReadonlyMap<string, Value> = new Map();

/** The state of one run: clock, books, journal, transactions. */
export class Simulation {
  private readonly context: ApplicationContext;
  private readonly matcher: Matcher;
  private readonly journal: Journal;
  private readonly accountingDay: AccountingDay;
  private readonly compiled = new Map<Rule, CompiledRule>();
  private readonly passed = new Set<IsoDate>();
  private readonly scenarioNames: Names;
  private clock: LocalTime | undefined;
  private clockText = "";

  constructor(
    book: Book,
    private readonly books: Books,
    private readonly rules: RuleSet,
    private readonly scenario: Scenario,
    private readonly defaultDay: IsoDate,
    private readonly findings: ScenarioFinding[],
  ) {
    this.accountingDay = books.main.accountingDay ?? DEFAULT_ACCOUNTING_DAY;
    this.matcher = new Matcher(rules);
    for (const rule of rules.rules) this.compiled.set(rule, new CompiledRule(rule, books, book));
    const filterNames = new Set<string>();
    for (const step of scenario.steps)
      if (BATCH_STEPS.get(step.event)?.filtered === true)
        for (const name of step.when?.keys() ?? []) filterNames.add(name);
    this.journal = new Journal(book, findings, [...filterNames]);
    this.scenarioNames = new Names(scenario.terms, {}, book);
    this.context = {
      book,
      books,
      findings,
      journal: this.journal,
      transactions: new Transactions(rules.rules),
      priorNames: priorNames(this.compiled.values()),
      buffering: rules.buffering ?? [],
      scenarioGiven: scenario.given ?? new Map(),
      accountingDay: this.accountingDay,
    };
  }

  step(step: Step, index: number): StepRun {
    const { event, status = "succeeded" } = step;
    const time = this.tick(step, index);
    const platformDay = step.accountingDate ?? time.platformDay;
    const batch = BATCH_STEPS.get(event);
    const isCut = event === "day_cut";
    const day = isCut
      ? (step.accountingDate ?? cutDay(time.local, platformDay, this.accountingDay, this.journal))
      : platformDay;
    this.reportPassedCutOffs(day, index);
    this.journal.begin(index);
    if (batch !== undefined) {
      const waiting = this.journal.waiting.take(
        batch.timings,
        isCut ? day : undefined,
        batch.filtered ? step.when : undefined,
      );
      for (const group of waiting) this.journal.postGroup(group, event === "reconciliation" ? day : group.day);
    }
    const productId = step.product ?? this.scenario.product;
    const match = this.matcher.match({
      event,
      status,
      product: productId,
      day,
      guard: (key) => step.when?.get(key) ?? step.given?.get(key) ?? this.scenario.given?.get(key),
    });
    let outcome: StepRun["outcome"] = batch === undefined ? "unmatched" : "batch";
    let amounts = NO_AMOUNTS;
    const rule = match.kind === "one" ? match.rule : undefined;
    if (rule !== undefined) {
      const compiled = this.compiled.get(rule)!;
      const moment = { step, index, status, day, local: time.local };
      const application = new Application(this.context, compiled, this.matcher.product(productId), moment);
      outcome = application.run();
      amounts = application.amounts;
    } else if (match.kind === "ambiguous") {
      this.findings.push({ kind: "rules-ambiguous", step: index, rules: match.rules });
    } else if (match.kind === "none" && batch === undefined) {
      this.findings.push({ kind: "step-unmatched", step: index, event, status, nearMisses: match.nearMisses });
    }
    if (isCut) this.journal.close(day, index);
    const { postings, changes } = this.journal.end(index);
    if (isCut) this.judgeIdentities(this.rules.identities ?? [], index, step);
    this.judgeIdentities(
      (this.scenario.identities ?? []).filter(({ after }) => step.id !== undefined && after?.includes(step.id)),
      index,
      step,
    );
    return { index, day, outcome, amounts, postings, changes, ...(rule === undefined ? {} : { rule }) };
  }

  /** What can be said only when nothing more comes. */
  finish(): void {
    this.findings.push(...this.journal.days.unbalanced(undefined, undefined));
    const byTiming = new Map<Timing, WaitingGroup[]>();
    for (const group of this.journal.waiting.all()) {
      const list = byTiming.get(group.line.timing) ?? [];
      list.push(group);
      byTiming.set(group.line.timing, list);
    }
    for (const [timing, groups] of byTiming) {
      const days = [...new Set(groups.map((group) => group.day))].sort();
      this.findings.push({
        kind: "legs-waiting",
        timing,
        days,
        count: groups.reduce((sum, group) => sum + group.count, 0),
      });
    }
    this.judgeIdentities(this.rules.identities ?? [], undefined, undefined);
    this.judgeIdentities(
      (this.scenario.identities ?? []).filter(({ after }) => after === undefined || after.length === 0),
      undefined,
      undefined,
    );
  }

  /** Moves the clock; a step without a time happens when the one before it did. */
  private tick(step: Step, index: number): { readonly local: LocalTime | undefined; readonly platformDay: IsoDate } {
    const moment = step.at === undefined ? undefined : parseMoment(step.at, this.accountingDay.timeZone);
    if (step.at !== undefined && moment === undefined)
      this.findings.push({ kind: "time-invalid", step: index, at: step.at });
    if (moment !== undefined) {
      const local = { date: moment.date, second: moment.second ?? 0 };
      const { clock } = this;
      const earlier =
        clock !== undefined &&
        (local.date < clock.date ||
          (local.date === clock.date && moment.second !== undefined && local.second < clock.second));
      if (earlier)
        this.findings.push({ kind: "time-out-of-order", step: index, at: step.at ?? "", previous: this.clockText });
      this.clock = local;
      this.clockText = step.at ?? "";
      // A date alone is an accounting day, whatever the cut-off.
      if (moment.second === undefined) return { local: undefined, platformDay: moment.date };
    }
    if (this.clock === undefined) return { local: undefined, platformDay: step.accountingDate ?? this.defaultDay };
    return { local: this.clock, platformDay: accountingDate(this.clock, this.accountingDay) };
  }

  private reportPassedCutOffs(day: IsoDate, step: number): void {
    for (const [passedDay, waiting] of this.journal.waiting.perDay) {
      if (passedDay >= day || this.passed.has(passedDay)) continue;
      this.passed.add(passedDay);
      this.findings.push({ kind: "cut-off-passed", step, day: passedDay, waiting });
    }
  }

  private judgeIdentities(identities: readonly Identity[], step: number | undefined, at: Step | undefined): void {
    for (const identity of identities) {
      const names =
        identity.terms === undefined ? this.scenarioNames : new Names(identity.terms, {}, this.context.book);
      const product = this.matcher.product(this.scenario.product);
      const currency = product?.currency ?? this.books.main.baseCurrency;
      const values = new Evaluation({
        names,
        product,
        currency,
        given: at?.given === undefined ? [] : [at.given],
        fallback: this.scenario.given,
        builtIn: new Map(),
        kept: new Map(),
        books: this.books,
      });
      const judgement = judge(identity.condition, values);
      const where = step === undefined ? { identity } : { identity, step };
      if (judgement.kind === "broken")
        this.findings.push({ kind: "identity-broken", ...where, compared: judgement.compared });
      if (judgement.kind === "unknown")
        this.findings.push({ kind: "identity-not-computable", ...where, problem: judgement.problem });
    }
  }
}
