import { parseMoment } from "../../../ledger/accounting-day";
import { clockText, parseClock } from "../../../ledger/calendar";
import type { Maintenance } from "../../../model/types.generated";

/** A maintenance window with dates, in local time. */
export interface SingleWindow {
  readonly kind: "single";
  /** `YYYY-MM-DD HH:MM`: texts of this form order as their moments do. */
  readonly from: string;
  readonly to: string;
}

/** One that recurs every day; minutes after midnight, `to` past 1440 when it ends on the next day. */
export interface DailyWindow {
  readonly kind: "daily";
  readonly from: number;
  readonly to: number;
}

const DAY = 24 * 60;

/** The window as meant; undefined while its ends cannot be read or do not fit together. */
export function windowOf(item: Maintenance, timeZone: string): SingleWindow | DailyWindow | undefined {
  const [start, end] = [item.from && parseClock(item.from.value), item.to && parseClock(item.to.value)];
  if (start !== undefined && end !== undefined) {
    if (end > start) return { kind: "daily", from: start, to: end };
    return end === 0 || item.crosses_midnight?.value ? { kind: "daily", from: start, to: end + DAY } : undefined;
  }
  const [from, to] = [momentText(item.from?.value, timeZone), momentText(item.to?.value, timeZone)];
  return from !== undefined && to !== undefined && from < to ? { kind: "single", from, to } : undefined;
}

/** A date and time as `YYYY-MM-DD HH:MM` on the clocks of a zone; undefined for anything else, a date alone included. */
export function momentText(text: string | undefined, timeZone: string): string | undefined {
  const moment = text === undefined ? undefined : parseMoment(text, timeZone);
  return moment?.second === undefined ? undefined : `${moment.date} ${clockText(Math.floor(moment.second / 60))}`;
}

/** Whether two windows of the same kind share a moment. */
export function overlapping(a: SingleWindow | DailyWindow, b: SingleWindow | DailyWindow): boolean {
  if (a.kind === "single" && b.kind === "single") return a.from < b.to && b.from < a.to;
  if (a.kind === "single" || b.kind === "single") return false;
  return [-DAY, 0, DAY].some((shift) => a.from < b.to + shift && b.from + shift < a.to);
}
