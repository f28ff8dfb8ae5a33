import { Rational } from "../../../ledger/rational";
import type { Limit } from "../../../model/types.generated";

export type LimitScope = NonNullable<Limit["scope"]>["value"];

/** A limit with its amount read; `unlimited` has none. */
export interface ReadLimit {
  readonly limit: Limit;
  readonly scope: LimitScope;
  /** Undefined: no limit, on purpose. */
  readonly amount: Rational | undefined;
  /** Whom it is for; undefined: everybody. */
  readonly bank: string | undefined;
  readonly cardType: string | undefined;
  readonly accountClass: string | undefined;
}

/** The limits whose scope and amount can be read. */
export function readLimits(limits: readonly Limit[]): readonly ReadLimit[] {
  const read: ReadLimit[] = [];
  for (const limit of limits) {
    const amount = limit.amount && Rational.parse(limit.amount.value);
    if (!limit.scope || !limit.amount || (!amount && limit.amount.value !== "unlimited")) continue;
    const { account_class: level } = limit;
    read.push({
      limit,
      scope: limit.scope.value,
      amount,
      bank: limit.bank?.value,
      cardType: limit.card_type?.value,
      accountClass: level && `${level.scheme?.value ?? ""} ${level.level?.value ?? ""}`.trim(),
    });
  }
  return read;
}

/** Whether two rows are for the same bank, card type and account class. */
export function sameTarget(a: ReadLimit, b: ReadLimit): boolean {
  return a.bank === b.bank && a.cardType === b.cardType && a.accountClass === b.accountClass;
}

/** Whether `general` is for all that `specific` is for, and for more. */
export function isMoreGeneral(general: ReadLimit, specific: ReadLimit): boolean {
  const covers = (all: string | undefined, one: string | undefined) => all === undefined || all === one;
  return (
    !sameTarget(general, specific) &&
    covers(general.bank, specific.bank) &&
    covers(general.cardType, specific.cardType) &&
    covers(general.accountClass, specific.accountClass)
  );
}

/** Negative, zero or positive as `a` allows less than, the same as or more than `b`. */
export function compareAllowed(a: Rational | undefined, b: Rational | undefined): number {
  if (a === undefined) return b === undefined ? 0 : 1;
  return b === undefined ? -1 : a.compare(b);
}
