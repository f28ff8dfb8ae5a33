/** A calendar date, `YYYY-MM-DD`. Texts of this form order as their days do. */
export type IsoDate = string;

/** One published exception to the week: a holiday, or a weekend day that is worked to make up for one (调休上班日). */
export interface CalendarException {
  readonly date: IsoDate;
  readonly isOffDay: boolean;
}

/** Which days settlement runs on. `knows` is false outside the years whose holidays were published. */
export interface WorkingDayCalendar {
  isWorkingDay(date: IsoDate): boolean;
  knows(date: IsoDate): boolean;
}

/** `T+n` counts working days, `D+n` calendar days. */
export interface Cycle {
  readonly basis: "working" | "calendar";
  readonly days: number;
}

/** `T+1 10:00`: a clock time on the n-th day after the accounting day, in the zone of whoever delivers. */
export interface StatementTime extends Cycle {
  /** Minutes after midnight. */
  readonly minute: number;
}

const ISO_DATE = /^(\d{4})-(\d{2})-(\d{2})$/;
const MILLISECONDS_PER_DAY = 86_400_000;

/** Days since 1970-01-01; undefined when the text is no date of the calendar (`2026-02-30`). */
export function dayNumber(date: string): number | undefined {
  const match = ISO_DATE.exec(date);
  if (match === null) return undefined;
  const [, year, month, day] = match;
  const time = new Date(0);
  time.setUTCFullYear(Number(year), Number(month) - 1, Number(day));
  const number = time.getTime() / MILLISECONDS_PER_DAY;
  return isoDate(number) === date ? number : undefined;
}

/** The inverse of {@link dayNumber}. */
export function isoDate(number: number): IsoDate {
  const time = new Date(number * MILLISECONDS_PER_DAY);
  const year = String(time.getUTCFullYear()).padStart(4, "0");
  return `${year}-${String(time.getUTCMonth() + 1).padStart(2, "0")}-${String(time.getUTCDate()).padStart(2, "0")}`;
}

/** Calendar days later (earlier when negative). Throws RangeError when `date` is no date. */
export function addDays(date: IsoDate, days: number): IsoDate {
  return isoDate(requiredDay(date) + days);
}

/** 1 Monday … 7 Sunday, as in ISO 8601. Throws RangeError when `date` is no date. */
export function weekday(date: IsoDate): number {
  return ((((requiredDay(date) + 3) % 7) + 7) % 7) + 1;
}

/**
 * A calendar of Saturdays and Sundays off, corrected by the published exceptions.
 * `years` are those whose exceptions are complete; by default the years that occur in them.
 */
export function workingDayCalendar(
  exceptions: Iterable<CalendarException>,
  years?: Iterable<number>,
): WorkingDayCalendar {
  const offDays = new Map<IsoDate, boolean>();
  for (const { date, isOffDay } of exceptions) offDays.set(date, isOffDay);
  const known = new Set([...(years ?? [...offDays.keys()].map((date) => date.slice(0, 4)))].map(Number));
  return {
    isWorkingDay: (date) => !(offDays.get(date) ?? weekday(date) > 5),
    knows: (date) => known.has(Number(date.slice(0, 4))),
  };
}

/**
 * The n-th working day after `from`; `n` = 0 is `from` itself when it is worked, else the next working day.
 * Counting starts after `from` also when `from` is a day off: what happens on a Saturday settles T+1 on Monday.
 */
export function addWorkingDays(calendar: WorkingDayCalendar, from: IsoDate, n: number): IsoDate {
  let date = from;
  if (n === 0) {
    while (!calendar.isWorkingDay(date)) date = addDays(date, 1);
    return date;
  }
  for (let left = n; left > 0; ) {
    date = addDays(date, 1);
    if (calendar.isWorkingDay(date)) left--;
  }
  return date;
}

/** Reads `T+1`, `D+0`; undefined for any other text. */
export function parseCycle(text: string): Cycle | undefined {
  const match = /^([TD])\+(\d{1,3})$/.exec(text);
  return match === null ? undefined : { basis: match[1] === "T" ? "working" : "calendar", days: Number(match[2]) };
}

/** The day on which a cycle counted from `from` falls due. */
export function dueDay(calendar: WorkingDayCalendar, cycle: Cycle, from: IsoDate): IsoDate {
  return cycle.basis === "working" ? addWorkingDays(calendar, from, cycle.days) : addDays(from, cycle.days);
}

/** Reads `T+1 10:00` and `D+1 10:00`; undefined for any other text. */
export function parseStatementTime(text: string): StatementTime | undefined {
  const [cycleText = "", clock = ""] = text.trim().split(/\s+/, 2);
  const cycle = parseCycle(cycleText);
  const minute = parseClock(clock);
  return cycle === undefined || minute === undefined ? undefined : { ...cycle, minute };
}

/** Minutes after midnight of `HH:MM` (00:00 … 23:59); undefined for any other text. */
export function parseClock(text: string): number | undefined {
  const match = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(text);
  return match === null ? undefined : Number(match[1]) * 60 + Number(match[2]);
}

/** `HH:MM` of a number of minutes after midnight. */
export function clockText(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;
}

function requiredDay(date: IsoDate): number {
  const number = dayNumber(date);
  if (number === undefined) throw new RangeError(`Not a date: ${date}`);
  return number;
}
