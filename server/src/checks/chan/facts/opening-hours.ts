import { isWorkingDay } from "../../../data/calendar-cn";
import { instantOf, localTimeOf } from "../../../ledger/accounting-day";
import { addDays, clockText, dayNumber, type IsoDate, parseClock, weekday } from "../../../ledger/calendar";
import type { Channel, ServiceHours } from "../../../model/types.generated";
import { windowOf } from "./maintenance";

/** A stretch of time in minutes since 1970, end exclusive. */
export interface Interval {
  readonly from: number;
  readonly to: number;
}

/** The fortnight that is looked at, beginning with the first minute of a day. */
export interface Fortnight {
  readonly from: IsoDate;
  readonly timeZone: string;
}

export const FORTNIGHT_DAYS = 14;
const DAY = 24 * 60;
const WEEKDAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

/**
 * When a channel does not work during a fortnight: outside its service hours, and in maintenance (daily windows only, or
 * single ones too). Ascending; undefined when the hours cannot be read.
 */
export function closedTimes(
  channel: Channel,
  { from, timeZone }: Fortnight,
  maintenance: "daily" | "all",
): readonly Interval[] | undefined {
  const zone = channel.time_zone?.value ?? timeZone;
  const local: Interval[] = [];
  if (channel.service_hours.length > 0) {
    const open = openTimes(channel.service_hours, from);
    if (!open) return undefined;
    local.push(...complement(open));
  }
  for (const item of channel.maintenance) {
    const window = windowOf(item, zone);
    if (window?.kind === "daily")
      for (let day = -1; day < FORTNIGHT_DAYS; day++)
        local.push({ from: day * DAY + window.from, to: day * DAY + window.to });
    else if (window && maintenance === "all")
      local.push({ from: minuteOf(window.from, from), to: minuteOf(window.to, from) });
  }
  const base = instantOf({ date: from, second: 0 }, zone) / 60_000;
  return union(local).map((interval) => ({ from: base + interval.from, to: base + interval.to }));
}

/** The whole fortnight. */
export function wholeFortnight({ from, timeZone }: Fortnight): Interval {
  const base = instantOf({ date: from, second: 0 }, timeZone) / 60_000;
  return { from: base, to: base + FORTNIGHT_DAYS * DAY };
}

/** The times that all lists share within the fortnight. */
export function commonTimes(lists: readonly (readonly Interval[])[], fortnight: Fortnight): readonly Interval[] {
  let common: readonly Interval[] = [wholeFortnight(fortnight)];
  for (const list of lists) {
    common = common.flatMap((a) =>
      list.flatMap((b) => {
        const shared = { from: Math.max(a.from, b.from), to: Math.min(a.to, b.to) };
        return shared.from < shared.to ? [shared] : [];
      }),
    );
  }
  return common;
}

/** `2026-11-29 01:00` on the clocks of a zone. */
export function minuteText(minute: number, timeZone: string): string {
  const { date, second } = localTimeOf(minute * 60_000, timeZone);
  return `${date} ${clockText(Math.floor(second / 60))}`;
}

/** Whether a day is worked: by the calendar of mainland China, outside its years by the weekday. */
export function isWorked(date: IsoDate): boolean {
  return isWorkingDay(date) ?? weekday(date) <= 5;
}

function openTimes(hours: readonly ServiceHours[], start: IsoDate): Interval[] | undefined {
  const open: Interval[] = [];
  for (const row of hours) {
    const [from, to] = [row.from && parseClock(row.from.value), row.to && parseClock(row.to.value)];
    if (from === undefined || to === undefined) return undefined;
    for (let day = -1; day < FORTNIGHT_DAYS; day++) {
      const date = addDays(start, day);
      if (!row.days.some(({ value }) => includesDay(value, date)) && row.days.length > 0) continue;
      open.push({ from: day * DAY + from, to: day * DAY + (to <= from ? to + DAY : to) });
    }
  }
  return open;
}

function includesDay(days: string, date: IsoDate): boolean {
  if (days === "every_day") return true;
  if (days === "working_days") return isWorked(date);
  if (days === "non_working_days") return !isWorked(date);
  return WEEKDAYS[weekday(date) - 1] === days;
}

function minuteOf(moment: string, start: IsoDate): number {
  const days = (dayNumber(moment.slice(0, 10)) ?? 0) - (dayNumber(start) ?? 0);
  return days * DAY + (parseClock(moment.slice(11)) ?? 0);
}

function union(intervals: readonly Interval[]): Interval[] {
  const joined: { from: number; to: number }[] = [];
  for (const { from, to } of [...intervals].sort((a, b) => a.from - b.from)) {
    const last = joined.at(-1);
    if (last && from <= last.to) last.to = Math.max(last.to, to);
    else joined.push({ from, to });
  }
  return joined;
}

function complement(open: readonly Interval[]): Interval[] {
  const closed: Interval[] = [];
  let at = -DAY;
  for (const { from, to } of union(open)) {
    if (from > at) closed.push({ from: at, to: from });
    at = Math.max(at, to);
  }
  if (at < FORTNIGHT_DAYS * DAY) closed.push({ from: at, to: FORTNIGHT_DAYS * DAY });
  return closed;
}
