import type { IsoDate } from "../calendar";
import { dimensionKey } from "./dimensions";
import type { Line } from "./entry";
import { Sum } from "./sum";
import type { Dimensions, Leg, Rule, Timing } from "./types";

/** Legs of one kind that are posted together, in sum. */
export interface WaitingGroup {
  readonly rule: Rule;
  /** Amount aside, the line that will be posted. */
  readonly line: Line;
  readonly dimensions: Dimensions;
  /** The accounting day of the transactions; what is posted on reconciliation takes the day of that instead. */
  readonly day: IsoDate;
  readonly sum: Sum;
  count: number;
  /** A value of one of the transactions in the group, for `when` of the step that posts. */
  readonly text: (name: string) => string | undefined;
}

/** What a batch step takes: the guards of its `when`. A leg whose transaction does not know the name is taken. */
export type WaitingFilter = ReadonlyMap<string, string> | undefined;

/** Legs that wait for a day cut, a buffer run or a reconciliation, summed as they arrive. */
export class WaitingLegs {
  private readonly groups = new Map<string, WaitingGroup>();
  /** How many legs wait for the cut-off of each accounting day. */
  readonly perDay = new Map<IsoDate, number>();
  private readonly legNumbers = new Map<Leg, number>();

  /** `filterNames` are the names batch steps filter by; legs that differ in them are not summed together. */
  constructor(private readonly filterNames: readonly string[]) {}

  add(rule: Rule, line: Line, day: IsoDate, text: (name: string) => string | undefined): void {
    const dimensions = aggregated(line);
    const filter = this.filterNames.map((name) => text(name) ?? "").join("\u0003");
    const key = `${this.numberOf(line.leg)}\n${day}\n${line.currency}\n${dimensionKey(dimensions)}\n${filter}`;
    let group = this.groups.get(key);
    if (group === undefined) {
      group = { rule, line, dimensions, day, sum: new Sum(), count: 0, text };
      this.groups.set(key, group);
    }
    group.sum.add(line.amount);
    group.count++;
    this.count(group, 1);
  }

  /** Takes out what is to be posted now, in order of arrival. */
  take(timings: readonly Timing[], until: IsoDate | undefined, filter?: WaitingFilter): WaitingGroup[] {
    const taken: WaitingGroup[] = [];
    for (const [key, group] of this.groups) {
      if (!timings.includes(group.line.timing) || (until !== undefined && group.day > until)) continue;
      if (!passes(group, filter)) continue;
      this.groups.delete(key);
      this.count(group, -group.count);
      taken.push(group);
    }
    return taken;
  }

  all(): Iterable<WaitingGroup> {
    return this.groups.values();
  }

  private count({ line, day }: WaitingGroup, legs: number): void {
    if (line.timing === "on_reconciliation") return;
    const left = (this.perDay.get(day) ?? 0) + legs;
    if (left === 0) this.perDay.delete(day);
    else this.perDay.set(day, left);
  }

  private numberOf(leg: Leg): number {
    let number = this.legNumbers.get(leg);
    if (number === undefined) {
      number = this.legNumbers.size;
      this.legNumbers.set(leg, number);
    }
    return number;
  }
}

function aggregated({ leg, dimensions }: Line): Dimensions {
  const names = leg.aggregateBy;
  return names === undefined ? dimensions : new Map([...dimensions].filter(([name]) => names.includes(name)));
}

function passes(group: WaitingGroup, filter: WaitingFilter): boolean {
  for (const [name, value] of filter ?? []) {
    const own = group.dimensions.get(name) ?? group.text(name);
    if (own !== undefined && own !== value) return false;
  }
  return true;
}
