import type { IsoDate } from "../calendar";
import type { Rational } from "../rational";
import type { ScenarioFinding } from "./run";
import { Sum } from "./sum";
import type { Side, Timing } from "./types";

interface DaySum {
  readonly day: IsoDate;
  readonly entity: string;
  readonly currency: string;
  readonly onReconciliation: boolean;
  readonly debit: Sum;
  readonly credit: Sum;
  /** What still waits to be posted on this day, debit minus credit. */
  readonly waiting: Sum;
  reported: boolean;
}

type DayUnbalanced = Extract<ScenarioFinding, { kind: "day-unbalanced" }>;

/** Debits and credits of each accounting day, entity and currency; legs on reconciliation by themselves. */
export class DaySums {
  private readonly sums = new Map<string, DaySum>();

  post(day: IsoDate, entity: string, currency: string, timing: Timing, side: Side, amount: Rational): void {
    const sum = this.sum(day, entity, currency, timing === "on_reconciliation");
    (side === "debit" ? sum.debit : sum.credit).add(amount);
  }

  wait(day: IsoDate, entity: string, currency: string, side: Side, amount: Rational, times: 1n | -1n): void {
    this.sum(day, entity, currency, false).waiting.add(amount, side === "debit" ? times : times === 1n ? -1n : 1n);
  }

  /** Whether anything was posted on a day after `after` and not after `until`. */
  hasDayBetween(after: IsoDate | undefined, until: IsoDate): boolean {
    for (const { day } of this.sums.values()) if ((after === undefined || day > after) && day <= until) return true;
    return false;
  }

  /**
   * Days up to `until` whose debits and credits differ; each is reported once. What still waits counts as posted: a day
   * that is merely unfinished is not unbalanced.
   */
  unbalanced(until: IsoDate | undefined, step: number | undefined): DayUnbalanced[] {
    const findings: DayUnbalanced[] = [];
    for (const sum of this.sums.values()) {
      const { day, entity, currency, onReconciliation } = sum;
      if (sum.reported || (until !== undefined && day > until)) continue;
      // Reconciliation may go on after the day; only the end of the scenario tells.
      if (onReconciliation && step !== undefined) continue;
      const debit = sum.debit.value;
      const credit = sum.credit.value;
      if (debit.sub(credit).add(sum.waiting.value).isZero) continue;
      sum.reported = true;
      findings.push({
        kind: "day-unbalanced",
        day,
        entity,
        currency,
        onReconciliation,
        debit,
        credit,
        ...(step === undefined ? {} : { step }),
      });
    }
    return findings;
  }

  private sum(day: IsoDate, entity: string, currency: string, onReconciliation: boolean): DaySum {
    const key = `${day}\n${entity}\n${currency}\n${onReconciliation}`;
    let sum = this.sums.get(key);
    if (sum === undefined) {
      sum = {
        day,
        entity,
        currency,
        onReconciliation,
        debit: new Sum(),
        credit: new Sum(),
        waiting: new Sum(),
        reported: false,
      };
      this.sums.set(key, sum);
    }
    return sum;
  }
}
