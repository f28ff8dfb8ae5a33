import holidays from "./holidays.generated.json";
import type { HolidayYear } from "./rows";

const byYear = new Map((holidays as unknown as readonly HolidayYear[]).map((year) => [year.year, year]));
const dayInMs = 86_400_000;

/** Years for which the State Council's notice is in the product, ascending. */
export const coveredYears: readonly number[] = [...byYear.keys()].sort((a, b) => a - b);

/** The State Council's notice that fixed a year's holidays. */
export function holidayNotice(year: number): string | undefined {
  return byYear.get(year)?.source;
}

/** Name (in Chinese) of the public holiday that a day (`YYYY-MM-DD`) belongs to, undefined when it is none or the year is not covered. */
export function holidayName(date: string): string | undefined {
  const off = byYear.get(yearOf(date))?.off;
  return off !== undefined && Object.hasOwn(off, date) ? off[date] : undefined;
}

/** Whether a weekend day is worked to make up for a holiday (调休). */
export function isMakeUpWorkday(date: string): boolean {
  return byYear.get(yearOf(date))?.work.includes(date) ?? false;
}

/**
 * Whether a day (`YYYY-MM-DD`) is a working day of mainland China: weekends and holidays are not, make-up days are.
 * Undefined for a year that is not covered and for a date that does not exist.
 */
export function isWorkingDay(date: string): boolean | undefined {
  const time = timeOf(date);
  if (time === undefined || !byYear.has(yearOf(date))) return undefined;
  if (isMakeUpWorkday(date)) return true;
  if (holidayName(date) !== undefined) return false;
  const weekday = new Date(time).getUTCDay();
  return weekday !== 0 && weekday !== 6;
}

/**
 * The day T+n: the n-th working day after T, T itself being any day; `T+0` is T when it is a working day, else the next one.
 * Undefined when the count leaves the covered years.
 */
export function addWorkingDays(date: string, n: number): string | undefined {
  let time = timeOf(date);
  if (time === undefined || !Number.isInteger(n) || n < 0) return undefined;
  let left = n;
  if (left === 0 && isWorkingDay(date) !== false) return isWorkingDay(date) === undefined ? undefined : date;
  for (;;) {
    time += dayInMs;
    const day = new Date(time).toISOString().slice(0, 10);
    const working = isWorkingDay(day);
    if (working === undefined) return undefined;
    if (working && --left <= 0) return day;
  }
}

function yearOf(date: string): number {
  return Number(date.slice(0, 4));
}

/** Milliseconds of the day at midnight UTC; undefined for `2025-02-30` and for anything that is no ISO date. */
function timeOf(date: string): number | undefined {
  if (!/^\d{4}-\d\d-\d\d$/.test(date)) return undefined;
  const time = Date.parse(`${date}T00:00:00Z`);
  return Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== date ? undefined : time;
}
