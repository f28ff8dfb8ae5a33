import type { Field } from "../model/fields";
import type { Channel, Product } from "../model/types.generated";

/** An item with a first and a last day; left out, it holds from or for ever. */
export interface Dated {
  readonly valid_from?: Field<string>;
  readonly valid_to?: Field<string>;
}

/** First and last day, ISO dates; what cannot be read counts as left out. */
export interface DayRange {
  readonly from: string | undefined;
  readonly to: string | undefined;
}

const DAY = /^\d{4}-\d{2}-\d{2}/;

export function rangeOf({ valid_from, valid_to }: Dated): DayRange {
  return { from: dayOf(valid_from?.value), to: dayOf(valid_to?.value) };
}

/** The day of an ISO date or date-time. */
export function dayOf(text: string | undefined): string | undefined {
  return text === undefined ? undefined : DAY.exec(text)?.[0];
}

export function holdsOn(range: DayRange, day: string): boolean {
  return !isFuture(range, day) && !hasEnded(range, day);
}

export function hasEnded({ to }: DayRange, day: string): boolean {
  return to !== undefined && to < day;
}

export function isFuture({ from }: DayRange, day: string): boolean {
  return from !== undefined && day < from;
}

/** Whether two ranges share a day. */
export function overlap(a: DayRange, b: DayRange): boolean {
  return startsBeforeEnd(a, b) && startsBeforeEnd(b, a);
}

function startsBeforeEnd({ from }: DayRange, { to }: DayRange): boolean {
  return from === undefined || to === undefined || from <= to;
}

/** Whether a product or channel takes business on a day: in force and not retired. */
export function isOpen(item: Product | Channel, day: string): boolean {
  return item.status?.value !== "retired" && holdsOn(rangeOf(item), day);
}

/** Whether a product or channel is over: retired, or past its last day. One that begins later is not. */
export function isOver(item: Product | Channel, day: string): boolean {
  return item.status?.value === "retired" || hasEnded(rangeOf(item), day);
}

const OPEN_STATUSES: ReadonlySet<string> = new Set(["accepted", "processing", "unknown"]);

/** Whether a status is an outcome: nothing follows of itself. Accepted, processing and unknown are none. */
export function isTerminal(status: string): boolean {
  return !OPEN_STATUSES.has(status);
}
