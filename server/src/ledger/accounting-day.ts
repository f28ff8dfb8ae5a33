import { addDays, dayNumber, type IsoDate, isoDate, parseClock } from "./calendar";

/** When an institution's accounting day ends. */
export interface AccountingDay {
  /** Minutes after midnight. From 12:00 on the cut-off ends the day on its own date, before 12:00 on the next date. */
  readonly cutOff: number;
  /** IANA name, `Asia/Shanghai`. */
  readonly timeZone: string;
}

/** A wall-clock moment without a zone. */
export interface LocalTime {
  readonly date: IsoDate;
  /** Seconds after midnight. */
  readonly second: number;
}

/** Midnight in UTC: what holds when a chart says nothing. */
export const DEFAULT_ACCOUNTING_DAY: AccountingDay = { cutOff: 0, timeZone: "UTC" };

const NOON = 12 * 60;
const DAY = 86_400;

/** The accounting day a moment belongs to. The cut-off itself already belongs to the next day. */
export function accountingDate(time: LocalTime, day: Pick<AccountingDay, "cutOff">): IsoDate {
  const passed = time.second >= day.cutOff * 60;
  if (day.cutOff >= NOON) return passed ? addDays(time.date, 1) : time.date;
  return passed ? time.date : addDays(time.date, -1);
}

/** The wall-clock moment at which an accounting day ends, `24:00` written as 00:00 of the next date. */
export function endOfDay(date: IsoDate, day: Pick<AccountingDay, "cutOff">): LocalTime {
  return { date: day.cutOff >= NOON ? date : addDays(date, 1), second: day.cutOff * 60 };
}

/** The instant (milliseconds since 1970) at which an accounting day ends; comparable across zones. */
export function endOfDayInstant(date: IsoDate, day: AccountingDay): number {
  return instantOf(endOfDay(date, day), day.timeZone);
}

/** The accounting date of an instant (milliseconds since 1970). */
export function accountingDateOf(instant: number, day: AccountingDay): IsoDate {
  return accountingDate(localTimeOf(instant, day.timeZone), day);
}

/** Whether `Intl` knows the zone. */
export function isTimeZone(name: string): boolean {
  return formatterOf(name) !== undefined;
}

/** What the clocks of a zone show at an instant. An unknown zone is read as UTC. */
export function localTimeOf(instant: number, timeZone: string): LocalTime {
  const seconds = Math.floor(instant / 1000) + offsetOf(instant, timeZone);
  return { date: isoDate(Math.floor(seconds / DAY)), second: ((seconds % DAY) + DAY) % DAY };
}

/**
 * The instant at which the clocks of a zone show a wall-clock moment. A moment that a clock change skips is read with
 * the offset before the change, one that occurs twice is the first of the two.
 */
export function instantOf(time: LocalTime, timeZone: string): number {
  const wall = ((dayNumber(time.date) ?? 0) * DAY + time.second) * 1000;
  const before = wall - offsetOf(wall - DAY * 1000, timeZone) * 1000;
  if (wallOf(before, timeZone) === wall) return before;
  const after = wall - offsetOf(wall + DAY * 1000, timeZone) * 1000;
  return wallOf(after, timeZone) === wall ? after : before;
}

/**
 * Reads `2026-03-10`, `2026-03-10 10:00`, `2026-03-10T10:00:30`, or with an offset (`Z`, `+08:00`) an instant, which is
 * shown on the clocks of `timeZone`. A date alone has no clock time. Undefined for any other text.
 */
export function parseMoment(text: string, timeZone: string): { date: IsoDate; second: number | undefined } | undefined {
  const match = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2})(?::([0-5]\d))?(?:\.\d+)?\s*(Z|[+-]\d{2}:\d{2})?)?$/.exec(
    text.trim(),
  );
  if (match === null) return undefined;
  const [, date = "", clock, seconds = "0", offset] = match;
  if (dayNumber(date) === undefined) return undefined;
  if (clock === undefined) return { date, second: undefined };
  const minute = parseClock(clock);
  if (minute === undefined) return undefined;
  const local = { date, second: minute * 60 + Number(seconds) };
  if (offset === undefined) return local;
  const instant = instantOf(local, "UTC") - (offset === "Z" ? 0 : offsetSeconds(offset)) * 1000;
  return localTimeOf(instant, timeZone);
}

function offsetSeconds(text: string): number {
  const [hours = 0, minutes = 0] = text.slice(1).split(":").map(Number);
  return (text.startsWith("-") ? -1 : 1) * (hours * 3600 + minutes * 60);
}

const formatters = new Map<string, Intl.DateTimeFormat | undefined>();

function formatterOf(timeZone: string): Intl.DateTimeFormat | undefined {
  if (!formatters.has(timeZone)) formatters.set(timeZone, createFormatter(timeZone));
  return formatters.get(timeZone);
}

function createFormatter(timeZone: string): Intl.DateTimeFormat | undefined {
  try {
    return new Intl.DateTimeFormat("en-US", {
      timeZone,
      hourCycle: "h23",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
      second: "numeric",
    });
  } catch {
    return undefined;
  }
}

/** Seconds east of UTC. */
function offsetOf(instant: number, timeZone: string): number {
  const whole = Math.floor(instant / 1000) * 1000;
  return (wallOf(whole, timeZone) - whole) / 1000;
}

function wallOf(instant: number, timeZone: string): number {
  const formatter = formatterOf(timeZone);
  if (formatter === undefined) return instant;
  const part: Record<string, number> = {};
  for (const { type, value } of formatter.formatToParts(instant)) part[type] = Number(value);
  const { year = 1970, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = part;
  return Date.UTC(year, month - 1, day, hour, minute, second);
}
