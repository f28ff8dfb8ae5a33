import type { Text } from "../l10n/text";
import { DEFAULT_ACCOUNTING_DAY, instantOf, isTimeZone, type LocalTime } from "../ledger/accounting-day";
import { type Cycle, clockText, type IsoDate, parseClock, parseCycle, parseStatementTime } from "../ledger/calendar";
import type { Field } from "../model/fields";

export const MINUTES_PER_DAY = 24 * 60;
const NOON = 12 * 60;

/**
 * A point in time relative to an accounting day T, itself a working day. `T+n` lies on the n-th working day after T and
 * moves away from T over days off, `D+n` never does; `T+0` and `D+0` are the same day.
 */
export interface Moment {
  readonly basis: Cycle["basis"];
  /** Minutes after T 00:00 when no day off lies between. */
  readonly minutes: number;
  /** IANA name of the zone whose clocks are meant; undefined when nobody says. */
  readonly timeZone: string | undefined;
}

/** How two moments of the same T lie to each other; `depends` when days off between decide (`T+1 09:00` and `D+2 08:00`). */
export type Order = "before" | "same" | "after" | "depends";

/** Minutes after midnight of a clock field; undefined when absent or not `HH:MM`. */
export function clockOf(field: Field<string> | undefined): number | undefined {
  return field && parseClock(field.value);
}

/** The cycle of a field (`T+1`, `D+0`); undefined when absent or written otherwise. */
export function cycleOf(field: Field<string> | undefined): Cycle | undefined {
  return field && parseCycle(field.value);
}

/** The moment of a statement time (`T+1 10:00`), read on the clocks of a zone; undefined when absent or written otherwise. */
export function statementMoment(field: Field<string> | undefined, timeZone: string | undefined): Moment | undefined {
  const time = field && parseStatementTime(field.value);
  return time && moment(time, time.minute, timeZone);
}

/** The moment of a cycle and a clock time that stand in two fields (`cycle: T+1`, `arrives_at: "11:00"`). */
export function cycleMoment(
  cycle: Field<string> | undefined,
  clock: Field<string> | undefined,
  timeZone: string | undefined,
): Moment | undefined {
  const [days, minute] = [cycleOf(cycle), clockOf(clock)];
  return days && minute !== undefined ? moment(days, minute, timeZone) : undefined;
}

/** When the accounting day T ends: on T itself for a cut-off from 12:00 on, on the next calendar day before (`00:00` is T 24:00). */
export function endOfAccountingDay(
  cutOff: Field<string> | undefined,
  timeZone: string | undefined,
): Moment | undefined {
  const minute = clockOf(cutOff);
  if (minute === undefined) return undefined;
  return { basis: "calendar", minutes: minute >= NOON ? minute : minute + MINUTES_PER_DAY, timeZone };
}

function moment(cycle: Cycle, minute: number, timeZone: string | undefined): Moment {
  const basis = cycle.days === 0 ? "calendar" : cycle.basis;
  return { basis, minutes: cycle.days * MINUTES_PER_DAY + minute, timeZone };
}

/** Minutes from `a` to `b` when T is followed by working days only; negative when `b` comes first. Zones are compared as instants on `date`. */
export function minutesBetween(a: Moment, b: Moment, date: IsoDate): number {
  if (a.timeZone === b.timeZone || !a.timeZone || !b.timeZone) return b.minutes - a.minutes;
  return (instant(b, date) - instant(a, date)) / 60_000;
}

/** The order of two moments of the same T; exact, also between zones (with the offsets of `date`) and between `T+n` and `D+n`. */
export function orderOf(a: Moment, b: Moment, date: IsoDate): Order {
  const between = minutesBetween(a, b, date);
  if (a.basis === b.basis) return between > 0 ? "before" : between < 0 ? "after" : "same";
  // Days off only move the `T+n` of the two away from T.
  if (a.basis === "working") return between < 0 ? "after" : "depends";
  return between > 0 ? "before" : "depends";
}

function instant(at: Moment, date: IsoDate): number {
  const midnight: LocalTime = { date, second: 0 };
  return instantOf(midnight, at.timeZone ?? DEFAULT_ACCOUNTING_DAY.timeZone) + at.minutes * 60_000;
}

/** The zone of a field when it is one; undefined when absent or unknown. */
export function timeZoneOf(field: Field<string> | undefined): string | undefined {
  return field && isTimeZone(field.value) ? field.value : undefined;
}

/** A number of minutes in words, in the largest units that are exact: `90` is 1 hour 30 minutes. */
export function durationText(minutes: number): Text {
  const days = Math.floor(minutes / MINUTES_PER_DAY);
  const hours = Math.floor((minutes % MINUTES_PER_DAY) / 60);
  const rest = minutes % 60;
  const parts: [number, string, string][] = [
    [days, "day", "天"],
    [hours, "hour", "小时"],
    [rest, "minute", "分钟"],
  ];
  const said = parts.filter(([count]) => count > 0);
  if (said.length === 0) return { en: "0 minutes", zh: "0 分钟" };
  return {
    en: said.map(([count, unit]) => `${count} ${unit}${count === 1 ? "" : "s"}`).join(" "),
    zh: said.map(([count, , unit]) => `${count} ${unit}`).join(" "),
  };
}

/** What a moment is called in a message: `T+1 10:00`, `D+0 23:30`. */
export function momentText({ basis, minutes }: Moment): string {
  const days = Math.floor(minutes / MINUTES_PER_DAY);
  return `${basis === "working" ? "T" : "D"}+${days} ${clockText(minutes % MINUTES_PER_DAY)}`;
}

/** The clock time meant by another spelling (`9:30`, `23：30`, `2330`, `24:00`, `23点30`, the `1380` a YAML 1.1 reader makes of 23:00); undefined when unclear. */
export function repairClock(text: string): string | undefined {
  const plain = narrow(text);
  if (parseClock(plain) !== undefined) return plain;
  if (/^24:?00$/.test(plain)) return "00:00";
  const parts = /^(\d{1,2})[:.点时h](\d{2})?分?(?::00)?$/i.exec(plain) ?? /^(\d{2})(\d{2})$/.exec(plain);
  const clock = parts && parseable(parts[1] ?? "", parts[2] ?? "00");
  if (clock) return clock;
  return /^\d{3,4}$/.test(plain) && Number(plain) < MINUTES_PER_DAY ? clockText(Number(plain)) : undefined;
}

/** The cycle meant by another spelling (`T0`, `t+1`, `D+1日`, `S0`, `次日`); undefined when unclear. */
export function repairCycle(text: string): string | undefined {
  const plain = narrow(text);
  const parts = /^([TDS])\+?(\d{1,3})(?:日|天)?$/i.exec(plain);
  if (parts) return `${parts[1]?.toUpperCase() === "T" ? "T" : "D"}+${Number(parts[2])}`;
  const words: Readonly<Record<string, string>> = {
    当日: "D+0",
    当天: "D+0",
    实时: "D+0",
    次日: "D+1",
    隔日: "D+1",
    次工作日: "T+1",
    次一工作日: "T+1",
    下一工作日: "T+1",
  };
  return Object.hasOwn(words, plain) ? words[plain] : undefined;
}

/** The statement time meant by another spelling (`T+1 9:30`, `T1 10:00`, `T+1日10点`, `D+0 24:00` for `D+1 00:00`); undefined when unclear. */
export function repairStatementTime(text: string): string | undefined {
  const parts = /^([TD]\s*\+?\s*\d{1,3}?)(?:日|天|\s)\s*(\S.*)$/i.exec(text.trim().replace("＋", "+"));
  const cycle = parts && parseCycle(repairCycle(parts[1] ?? "") ?? "");
  const clock = parts && repairClock(parts[2] ?? "");
  if (!cycle || !clock) return undefined;
  // 24:00 of a day is 00:00 of the next calendar day; after T+n with n > 0 that need not be a working day.
  const midnight = /^24:?00$/.test(narrow(parts[2] ?? ""));
  if (midnight && cycle.basis === "working" && cycle.days > 0) return undefined;
  return `${midnight || cycle.basis === "calendar" ? "D" : "T"}+${cycle.days + (midnight ? 1 : 0)} ${clock}`;
}

function parseable(hours: string, minutes: string): string | undefined {
  const clock = `${hours.padStart(2, "0")}:${minutes}`;
  return parseClock(clock) === undefined ? undefined : clock;
}

/** Full-width digits and signs as half-width ones, without spaces. */
function narrow(text: string): string {
  return text.normalize("NFKC").replace(/\s/g, "");
}
