import type { BookedRule } from "../../../index/rule-book";

/** Products are a condition like those of `when`. */
const PRODUCT = "";

/** The rules that have one condition, by its values, and those that do not. Numbers count the rules in their order. */
interface Condition {
  readonly byValue: Map<string, number[]>;
  readonly without: number[];
}

/** The rules of one event and status by their conditions, so that a rule is compared only with those it can meet. */
export class Rivals {
  private readonly all: BookedRule[] = [];
  private readonly conditions = new Map<string, Condition>();

  add(rule: BookedRule): void {
    const number = this.all.length;
    const own = new Map(conditionsOf(rule));
    for (const key of own.keys()) {
      if (!this.conditions.has(key)) this.conditions.set(key, { byValue: new Map(), without: [...this.all.keys()] });
    }
    for (const [key, { byValue, without }] of this.conditions) {
      const values = own.get(key);
      if (!values) without.push(number);
      for (const value of values ?? []) {
        const numbers = byValue.get(value);
        if (numbers) numbers.push(number);
        else byValue.set(value, [number]);
      }
    }
    this.all.push(rule);
  }

  /** Every earlier rule that shares a case with this one, and as few others as its most telling condition allows. */
  near(rule: BookedRule): readonly BookedRule[] {
    let fewest: readonly (readonly number[])[] | undefined;
    let least = this.all.length;
    for (const [key, values] of conditionsOf(rule)) {
      const condition = this.conditions.get(key);
      if (!condition) continue;
      const lists = [condition.without, ...[...values].map((value) => condition.byValue.get(value) ?? [])];
      const count = lists.reduce((sum, list) => sum + list.length, 0);
      if (count < least) [fewest, least] = [lists, count];
    }
    if (!fewest) return this.all;
    if (least === 0) return [];
    return [...new Set(fewest.flat())].sort((a, b) => a - b).map((number) => this.all[number]!);
  }
}

function* conditionsOf({ guard }: BookedRule): Iterable<readonly [string, ReadonlySet<string>]> {
  if (guard.products) yield [PRODUCT, guard.products];
  yield* guard.when;
}
