import { Rational } from "../rational";
import type { Entry } from "./entry";
import type { Evaluation } from "./evaluation";
import { Sum } from "./sum";
import type { Transaction } from "./transaction";
import type { Cap } from "./types";

/** A cap that would be exceeded. */
export interface CapExceeded {
  readonly cap: Cap;
  readonly limit: Rational;
  /** Taken back of the original before. */
  readonly already: Rational;
  readonly amount: Rational;
}

/** By custom: what the payer really paid, what the goods cost, what is given back. Else the total of the entry speaks. */
const PAID_NAMES = ["paid_amount"];
const ORDER_NAMES = ["order_amount"];
const REFUND_NAMES = ["refund_amount"];

/** What this application takes back of its original: `refund_amount`, else the total its entry moves. */
export function amountTakenBack(values: Evaluation, entry: Entry): Rational | undefined {
  return named(values, REFUND_NAMES) ?? entryTotal(values.sources.currency, entry);
}

/**
 * Judges `original.cap`. `full`: exactly what was paid, once. `refundable_amount`: what was paid less what was taken
 * back. `paid_amount` and `order_amount` look at each refund alone. Undefined when it holds, or amounts are unknown.
 */
export function exceededCap(
  cap: Cap,
  original: Transaction,
  self: Transaction | undefined,
  amount: Rational,
): CapExceeded | undefined {
  const paid = named(original.values, PAID_NAMES) ?? original.total;
  const limit = cap === "order_amount" ? (named(original.values, ORDER_NAMES) ?? original.total) : paid;
  if (limit === undefined) return undefined;
  const already = original.takenBackExcept(self);
  const rest = cap === "refundable_amount" || cap === "full" ? limit.sub(already) : limit;
  const holds = cap === "full" ? amount.equals(limit) && already.isZero : amount.compare(rest) <= 0;
  return holds ? undefined : { cap, limit, already, amount };
}

/** Debits of an entry (credits where there are no debits) in a currency; undefined for an entry that moves nothing. */
export function entryTotal(currency: string, entry: Entry): Rational | undefined {
  const sides = { debit: new Sum(), credit: new Sum() };
  for (const line of entry.lines) if (line.currency === currency && !line.memo) sides[line.leg.side].add(line.amount);
  const total = sides.debit.value.isZero ? sides.credit.value : sides.debit.value;
  return total.isZero ? undefined : total;
}

function named(values: Evaluation, names: readonly string[]): Rational | undefined {
  for (const name of names) {
    const outcome = values.value(name);
    if (outcome?.ok === true && outcome.value instanceof Rational) return outcome.value;
  }
  return undefined;
}
