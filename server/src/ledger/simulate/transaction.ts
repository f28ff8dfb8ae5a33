import type { IsoDate } from "../calendar";
import type { Value } from "../expression/evaluate";
import { Rational } from "../rational";
import type { CompiledRule } from "./compiled-rule";
import type { Evaluation } from "./evaluation";
import { Sum } from "./sum";
import type { Given } from "./types";

/** Outcomes after which a transaction no longer counts: a failed refund gives back its part of the cap. */
export const FALLEN: ReadonlySet<string> = new Set(["failed", "returned", "expired"]);

/** Something that happened once and went through one or several statuses: a payment, a refund, a payout. */
export class Transaction {
  /** Statuses it has had, in order. */
  readonly statuses: string[] = [];
  original: Transaction | undefined;
  /** The sum its entry moved when it was first posted. */
  total: Rational | undefined;
  /** What all standing transactions that refer to this one take back of it. */
  readonly takenBack = new Sum();
  private readonly priors = new Map<string, Sum>();
  private part: Rational | undefined;
  private summed: ReadonlyMap<string, Rational> = new Map();
  private counted = false;

  constructor(
    readonly compiled: CompiledRule,
    readonly event: string,
    readonly step: number,
    readonly day: IsoDate,
    /** Newest first; later statuses add theirs in front. */
    readonly given: Given[],
    readonly kept: Map<string, Value>,
    readonly values: Evaluation,
  ) {}

  get stands(): boolean {
    const last = this.statuses.at(-1);
    return last !== undefined && !FALLEN.has(last);
  }

  /** Σ name over the standing transactions of an event that refer to this one. */
  prior(event: string, name: string): Rational {
    return this.priors.get(`${event}\n${name}`)?.value ?? Rational.ZERO;
  }

  /** What others take back of this one, leaving out what `except` does. */
  takenBackExcept(except: Transaction | undefined): Rational {
    const all = this.takenBack.value;
    return except?.counted === true && except.part !== undefined ? all.sub(except.part) : all;
  }

  /** Fixes what this transaction contributes to `prior.…` sums of its original; before it is counted itself. */
  contribute(names: Iterable<string>, part: Rational | undefined): void {
    if (this.original === undefined) return;
    if (this.counted) this.count(-1n);
    this.part = part ?? this.part;
    if (this.summed.size === 0) {
      const summed = new Map<string, Rational>();
      for (const name of names) {
        const outcome = this.values.value(name);
        if (outcome?.ok === true && outcome.value instanceof Rational) summed.set(name, outcome.value);
      }
      this.summed = summed;
    }
  }

  /** Takes on a status and counts, or stops counting, towards its original. */
  enter(status: string): void {
    this.statuses.push(status);
    if (this.counted !== this.stands) this.count(this.stands ? 1n : -1n);
  }

  private count(times: 1n | -1n): void {
    this.counted = times === 1n;
    if (this.original === undefined) return;
    if (this.part !== undefined) this.original.takenBack.add(this.part, times);
    for (const [name, amount] of this.summed) {
      const key = `${this.event}\n${name}`;
      let sum = this.original.priors.get(key);
      if (sum === undefined) {
        sum = new Sum();
        this.original.priors.set(key, sum);
      }
      sum.add(amount, times);
    }
  }
}

/** Computes, while they can still be computed, the amounts that will differ once others have been posted. */
export function keepAmounts(values: Evaluation, names: readonly string[]): void {
  for (const name of names) values.value(name);
}
