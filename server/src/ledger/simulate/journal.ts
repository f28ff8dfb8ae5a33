import type { IsoDate } from "../calendar";
import { fitsMinorUnit } from "../currency";
import type { Rational } from "../rational";
import type { Bucket, Holding } from "./books";
import { DaySums } from "./day-sums";
import { NO_DIMENSIONS } from "./dimensions";
import type { Line } from "./entry";
import type { Balance, Posting, ScenarioFinding } from "./run";
import type { Book, Dimensions, Rule } from "./types";
import { type WaitingGroup, WaitingLegs } from "./waiting";

/** Writes legs into the books, lets others wait, and keeps the accounting days. */
export class Journal {
  readonly days = new DaySums();
  readonly waiting: WaitingLegs;
  private closed: { readonly day: IsoDate; readonly step: number } | undefined;
  private postings: Posting[] = [];
  private readonly moved = new Map<Holding, Set<Bucket>>();
  private step = 0;

  constructor(
    private readonly book: Book,
    private readonly findings: ScenarioFinding[],
    filterNames: readonly string[],
  ) {
    this.waiting = new WaitingLegs(filterNames);
  }

  get closedThrough(): IsoDate | undefined {
    return this.closed?.day;
  }

  /** Whether something was posted, or waits, on a day that is not closed yet, up to `day`. */
  isUsed(day: IsoDate): boolean {
    return this.days.hasDayBetween(this.closedThrough, day);
  }

  begin(step: number): void {
    this.step = step;
    this.postings = [];
    this.moved.clear();
  }

  /** Posts a leg, or lets it wait. */
  enter(rule: Rule, line: Line, day: IsoDate, text: (name: string) => string | undefined): void {
    const { leg, account, amount, currency, dimensions, timing, memo } = line;
    this.reportAmount(rule, line);
    const state = timing === "realtime" ? "posted" : "waiting";
    if (state === "posted") this.post(line, amount, dimensions, day);
    else {
      this.waiting.add(rule, line, day, text);
      if (timing !== "on_reconciliation" && !memo)
        this.days.wait(day, account.entity.id, currency, leg.side, amount, 1n);
    }
    this.write(rule, line, amount, dimensions, day, state, 1);
  }

  /** Posts the sum of legs that waited. */
  postGroup(group: WaitingGroup, day: IsoDate): void {
    const { line, rule, dimensions, count } = group;
    const amount = group.sum.value;
    if (line.timing !== "on_reconciliation" && !line.memo) {
      this.days.wait(group.day, line.account.entity.id, line.currency, line.leg.side, amount, -1n);
    }
    if (amount.isZero) return;
    this.reportClosed(rule, day);
    this.post(line, amount, dimensions, day);
    this.write(rule, line, amount, dimensions, day, "posted", count);
  }

  reportClosed(rule: Rule, day: IsoDate): void {
    const { closed } = this;
    if (closed === undefined || day > closed.day) return;
    this.findings.push({ kind: "day-closed", step: this.step, rule, day, closedBy: closed.step });
  }

  /** Ends an accounting day: from now on nothing may be posted on it or before it. */
  close(day: IsoDate, step: number): void {
    if (this.closed === undefined || day > this.closed.day) this.closed = { day, step };
    this.findings.push(...this.days.unbalanced(day, step));
  }

  /** What the step wrote and moved; reports balances it brought to the wrong side. */
  end(step: number): { readonly postings: readonly Posting[]; readonly changes: readonly Balance[] } {
    const changes: Balance[] = [];
    for (const [holding, buckets] of this.moved) {
      const { account, currency } = holding;
      const of = { entity: account.entity.id, account: account.code, currency };
      changes.push({ ...of, balance: holding.balance.value });
      const wrong = wrongSign(holding);
      if (wrong === 0) continue;
      const wasWrong = holding.wrongSide;
      holding.wrongSide = holding.balance.sign === wrong;
      if (holding.wrongSide && !wasWrong)
        this.findings.push({ kind: "wrong-side", step, ...of, balance: holding.balance.value });
      for (const bucket of buckets) {
        if (!bucket.whole) continue;
        const partWasWrong = bucket.wrongSide;
        bucket.wrongSide = bucket.balance.sign === wrong && !isCovered(bucket, holding, wrong);
        if (!bucket.wrongSide || partWasWrong || holding.wrongSide) continue;
        this.findings.push({
          kind: "wrong-side",
          step,
          ...of,
          balance: bucket.balance.value,
          dimensions: bucket.dimensions,
        });
      }
    }
    return { postings: this.postings, changes };
  }

  private post(line: Line, amount: Rational, dimensions: Dimensions, day: IsoDate): void {
    const { leg, account, currency, timing, memo } = line;
    const holding = account.holding(currency);
    const bucket = holding.move(leg.side, amount, dimensions);
    holding[leg.side].add(amount);
    if (!memo) this.days.post(day, account.entity.id, currency, timing, leg.side, amount);
    const buckets = this.moved.get(holding);
    if (buckets === undefined) this.moved.set(holding, new Set([bucket]));
    else buckets.add(bucket);
  }

  private write(
    rule: Rule,
    line: Line,
    amount: Rational,
    dimensions: Dimensions,
    day: IsoDate,
    state: Posting["state"],
    count: number,
  ): void {
    const { leg, account, currency, timing } = line;
    this.postings.push({
      entity: account.entity.id,
      account: account.code,
      currency,
      side: leg.side,
      amount,
      day,
      dimensions: dimensions.size === 0 ? NO_DIMENSIONS : dimensions,
      state,
      timing,
      red: leg.red === true,
      rule,
      leg,
      count,
    });
  }

  private reportAmount(rule: Rule, { leg, amount, currency }: Line): void {
    const facts = { step: this.step, rule, leg, amount, currency };
    if (leg.red === true && amount.sign > 0) this.findings.push({ kind: "red-leg-positive", ...facts });
    if (leg.red !== true && amount.sign < 0) this.findings.push({ kind: "leg-negative", ...facts });
    if (!fitsMinorUnit(this.book.currencies, currency, amount)) this.findings.push({ kind: "leg-too-fine", ...facts });
  }
}

/** The sign a balance may not have: only assets and liabilities have one, unless they may be negative. */
function wrongSign({ account }: Holding): -1 | 0 | 1 {
  const { chart } = account;
  if (chart === undefined || chart.allowNegative === true || (chart.class !== "asset" && chart.class !== "liability"))
    return 0;
  const normal = chart.normalBalance ?? (chart.class === "asset" ? "debit" : "credit");
  return normal === "either" ? 0 : normal === "debit" ? -1 : 1;
}

/** Whether what stands without naming every dimension could belong to this part and outweighs it. */
function isCovered(bucket: Bucket, holding: Holding, wrong: -1 | 1): boolean {
  const { unnamed } = holding;
  return unnamed.sign === -wrong && bucket.balance.value.add(unnamed.value).sign !== wrong;
}
