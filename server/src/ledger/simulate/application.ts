import { type AccountingDay, accountingDateOf, instantOf, type LocalTime } from "../accounting-day";
import { dayNumber, type IsoDate } from "../calendar";
import type { Value } from "../expression/evaluate";
import type { Books } from "./books";
import { amountTakenBack, entryTotal, exceededCap } from "./cap";
import type { CompiledRule } from "./compiled-rule";
import { judge } from "./condition";
import { computeEntry, type Entry } from "./entry";
import { Evaluation } from "./evaluation";
import type { Journal } from "./journal";
import type { ScenarioFinding, StepRun } from "./run";
import { FALLEN, keepAmounts, Transaction } from "./transaction";
import { idempotencyKey, identityOf, keyText, type Transactions } from "./transactions";
import type { Book, Buffering, Given, Product, Step } from "./types";

/** Events that take back part of their original even where no cap says so. */
const TAKING_BACK: ReadonlySet<string> = new Set(["refund", "void", "reversal", "chargeback"]);

/** What all applications of a run share. */
export interface ApplicationContext {
  readonly book: Book;
  readonly books: Books;
  readonly findings: ScenarioFinding[];
  readonly journal: Journal;
  readonly transactions: Transactions;
  /** Every `x` of a `prior.x`. */
  readonly priorNames: ReadonlySet<string>;
  readonly buffering: readonly Buffering[];
  readonly scenarioGiven: Given;
  readonly accountingDay: AccountingDay;
}

export interface ApplicationMoment {
  readonly step: Step;
  readonly index: number;
  readonly status: string;
  /** The platform's accounting day. */
  readonly day: IsoDate;
  readonly local: LocalTime | undefined;
}

/** One rule applied by one step: key, original, requirements, amounts, cap, postings, in this order. */
export class Application {
  amounts: ReadonlyMap<string, Value> = new Map();
  private readonly at: { readonly step: number; readonly rule: CompiledRule["rule"] };

  constructor(
    private readonly context: ApplicationContext,
    private readonly compiled: CompiledRule,
    private readonly product: Product | undefined,
    private readonly moment: ApplicationMoment,
  ) {
    this.at = { step: moment.index, rule: compiled.rule };
  }

  run(): StepRun["outcome"] {
    const { context, compiled, moment } = this;
    const { rule } = compiled;
    const { transactions, findings } = context;
    // The numbers of a step are read before its transaction is known; they decide which one it is.
    const numbers = this.evaluation(moment.step.given === undefined ? [] : [moment.step.given], new Map(), undefined);
    const key = idempotencyKey(rule, numbers);
    const keyed = key === undefined ? undefined : keyText(key);
    const posted = transactions.posted(keyed);
    if (key !== undefined && posted !== undefined) {
      findings.push({ kind: "key-repeated", ...this.at, key, first: posted.step, firstRule: posted.rule });
      return "repeated";
    }
    const identity = identityOf(compiled, moment.step.given, numbers);
    const earlier = transactions.continued(identity, moment.status);
    let original = earlier?.original;
    if (rule.original !== undefined && original === undefined) {
      const found = transactions.original(rule.original, rule.event, numbers);
      original = found.transaction;
      if (original === undefined && rule.original.required !== false) {
        findings.push({ kind: "original-missing", ...this.at, match: found.match, fallen: found.fallen });
        return "refused";
      }
    } else if (rule.reverses !== undefined && original === undefined && earlier === undefined) {
      original = transactions.reversed(rule.reverses, compiled.keyInputs, numbers);
    }
    const given = earlier?.given ?? [];
    if (moment.step.given !== undefined) given.unshift(moment.step.given);
    const kept = earlier?.kept ?? new Map<string, Value>();
    const values = this.evaluation(given, kept, original);
    this.amounts = values.used;
    const day = this.postingDay(values, original ?? earlier);
    if (!this.requirementsHold(values)) return this.refuse(earlier);
    if (earlier === undefined) keepAmounts(values, compiled.priorAmounts);
    const entry = computeEntry(compiled, values, day, context.buffering);
    this.reportGivenProblems(values);
    if (entry.problems.length > 0) {
      this.reportUncomputable(entry);
      return this.refuse(earlier);
    }
    const amount = original === undefined ? undefined : amountTakenBack(values, entry);
    const cap = rule.original?.cap;
    if (cap !== undefined && original !== undefined && amount !== undefined && !FALLEN.has(moment.status)) {
      const exceeded = exceededCap(cap, original, earlier, amount);
      if (exceeded !== undefined) {
        findings.push({ kind: "cap-exceeded", ...this.at, ...exceeded });
        return this.refuse(earlier);
      }
    }
    if (entry.lines.length > 0) context.journal.reportClosed(rule, day);
    for (const line of entry.lines)
      context.journal.enter(rule, line, day, (name) => moment.step.when?.get(name) ?? values.text(name));
    const transaction = earlier ?? new Transaction(compiled, rule.event, moment.index, day, given, kept, values);
    transaction.original ??= original;
    transaction.total ??= entryTotal(values.sources.currency, entry);
    const takesBack = cap !== undefined || TAKING_BACK.has(rule.event);
    transaction.contribute(context.priorNames, takesBack ? amount : undefined);
    transaction.enter(moment.status);
    if (earlier === undefined) transactions.add(transaction, identity);
    transactions.remember(keyed, moment.index, rule);
    return "posted";
  }

  private evaluation(given: readonly Given[], kept: Map<string, Value>, original: Transaction | undefined): Evaluation {
    const { context, compiled, product, moment } = this;
    const builtIn = new Map([
      ["event", compiled.rule.event],
      ["status", moment.status],
      ["accounting_date", moment.day],
    ]);
    return new Evaluation({
      names: compiled.names,
      product,
      currency: product?.currency ?? context.books.main.baseCurrency,
      given,
      fallback: context.scenarioGiven,
      builtIn,
      kept,
      books: context.books,
      ...(original === undefined ? {} : { original }),
    });
  }

  /** A refused step leaves the transaction as it was. */
  private refuse(earlier: Transaction | undefined): "refused" {
    if (earlier !== undefined && this.moment.step.given !== undefined) earlier.given.shift();
    return "refused";
  }

  private requirementsHold(values: Evaluation): boolean {
    let hold = true;
    for (const requirement of this.compiled.rule.requires ?? []) {
      const judgement = judge(requirement.condition, values);
      if (judgement.kind === "holds") continue;
      hold = false;
      if (judgement.kind === "broken") {
        this.context.findings.push({
          kind: "requirement-broken",
          ...this.at,
          requirement,
          compared: judgement.compared,
        });
      } else if (judgement.problem.code === "no-value" && judgement.problem.name !== undefined) {
        this.context.findings.push({ kind: "input-missing", ...this.at, names: [judgement.problem.name] });
      } else {
        this.context.findings.push({ kind: "not-computable", ...this.at, problem: judgement.problem, requirement });
      }
    }
    return hold;
  }

  /** Whose accounting day the rule posts on. A date given for the channel or the bank wins over cut-offs. */
  private postingDay(values: Evaluation, origin: Transaction | undefined): IsoDate {
    const { moment, context } = this;
    const { rule } = this.compiled;
    const basis = rule.accountingDate ?? rule.terms.accountingDate ?? "platform";
    if (basis === "original") return origin?.day ?? moment.day;
    if (moment.step.accountingDate !== undefined || basis === "platform" || moment.step.event === "day_cut")
      return moment.day;
    if (basis === "wall_clock") return moment.local?.date ?? moment.day;
    const stated = values.text(basis === "channel" ? "channel_date" : "bank_date");
    if (stated !== undefined && dayNumber(stated) !== undefined) return stated;
    const channel = values.text("channel");
    const cutOff = channel === undefined ? undefined : context.book.channels?.get(channel);
    return cutOff === undefined || moment.local === undefined || basis === "bank"
      ? moment.day
      : accountingDateOf(instantOf(moment.local, context.accountingDay.timeZone), cutOff);
  }

  private reportGivenProblems(values: Evaluation): void {
    for (const problem of values.problems) this.context.findings.push({ ...problem, ...this.at });
  }

  /** Inputs that are missing are named together; everything else with its leg. */
  private reportUncomputable(entry: Entry): void {
    const names = new Set<string>();
    for (const { leg, problem } of entry.problems) {
      if (problem.code === "no-value" && problem.name !== undefined) names.add(problem.name);
      else this.context.findings.push({ kind: "not-computable", ...this.at, problem, leg });
    }
    if (names.size > 0) this.context.findings.push({ kind: "input-missing", ...this.at, names: [...names] });
  }
}
