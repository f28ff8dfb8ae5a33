import assert from "node:assert/strict";
import {
  accountingDate,
  accountingDateOf,
  endOfDay,
  endOfDayInstant,
  instantOf,
  isTimeZone,
  localTimeOf,
  parseMoment,
} from "../../../server/src/ledger/accounting-day";
import {
  addDays,
  addWorkingDays,
  dayNumber,
  dueDay,
  parseCycle,
  parseStatementTime,
  weekday,
  workingDayCalendar,
} from "../../../server/src/ledger/calendar";

/** National Day 2025 in China: 1–8 October off, worked on Sunday 28 September and Saturday 11 October. */
const OCTOBER = workingDayCalendar([
  { date: "2025-09-28", isOffDay: false },
  ...[1, 2, 3, 4, 5, 6, 7, 8].map((day) => ({ date: `2025-10-0${day}`, isOffDay: true })),
  { date: "2025-10-11", isOffDay: false },
]);

const at = (date: string, clock: string) => ({
  date,
  second: Number(clock.slice(0, 2)) * 3600 + Number(clock.slice(3)) * 60,
});

describe("the working-day calendar", () => {
  it("skips weekends and holidays and works on make-up days", () => {
    assert.equal(addWorkingDays(OCTOBER, "2025-09-26", 1), "2025-09-28");
    assert.equal(addWorkingDays(OCTOBER, "2025-09-30", 1), "2025-10-09");
    assert.equal(addWorkingDays(OCTOBER, "2025-09-30", 3), "2025-10-11");
    assert.equal(addWorkingDays(OCTOBER, "2025-10-11", 1), "2025-10-13");
  });

  it("counts from a day off to the first working day, and T+0 to the next worked day", () => {
    assert.equal(addWorkingDays(OCTOBER, "2025-10-04", 1), "2025-10-09");
    assert.equal(addWorkingDays(OCTOBER, "2025-10-04", 0), "2025-10-09");
    assert.equal(addWorkingDays(OCTOBER, "2025-10-09", 0), "2025-10-09");
  });

  it("takes T+n by working days and D+n by calendar days", () => {
    assert.equal(dueDay(OCTOBER, parseCycle("T+1")!, "2025-09-30"), "2025-10-09");
    assert.equal(dueDay(OCTOBER, parseCycle("D+1")!, "2025-09-30"), "2025-10-01");
    assert.equal(parseCycle("T1"), undefined);
    assert.equal(parseCycle("t+1"), undefined);
  });

  it("reads statement times", () => {
    assert.deepEqual(parseStatementTime("T+1 10:30"), { basis: "working", days: 1, minute: 630 });
    assert.equal(parseStatementTime("T+1 24:30"), undefined);
    assert.equal(parseStatementTime("10:30"), undefined);
  });

  it("knows only the years it was given", () => {
    assert.equal(OCTOBER.knows("2025-01-01"), true);
    assert.equal(OCTOBER.knows("2027-01-01"), false);
  });

  it("counts days exactly", () => {
    assert.equal(addDays("2024-02-28", 1), "2024-02-29");
    assert.equal(addDays("2026-01-01", -1), "2025-12-31");
    assert.equal(dayNumber("2026-02-30"), undefined);
    assert.equal(dayNumber("2026-2-3"), undefined);
    assert.equal(weekday("2026-03-09"), 1);
    assert.equal(weekday("1969-12-28"), 7);
  });
});

describe("the accounting day", () => {
  it("ends in the evening on its own date, in the morning on the next", () => {
    assert.equal(accountingDate(at("2026-03-10", "22:59"), { cutOff: 23 * 60 }), "2026-03-10");
    assert.equal(accountingDate(at("2026-03-10", "23:00"), { cutOff: 23 * 60 }), "2026-03-11");
    assert.equal(accountingDate(at("2026-03-11", "00:29"), { cutOff: 30 }), "2026-03-10");
    assert.equal(accountingDate(at("2026-03-11", "00:30"), { cutOff: 30 }), "2026-03-11");
    assert.equal(accountingDate(at("2026-03-11", "00:00"), { cutOff: 0 }), "2026-03-11");
    assert.deepEqual(endOfDay("2026-03-10", { cutOff: 0 }), at("2026-03-11", "00:00"));
    assert.deepEqual(endOfDay("2026-03-10", { cutOff: 23 * 60 }), at("2026-03-10", "23:00"));
  });

  it("compares cut-offs of different zones as instants", () => {
    const shanghai = endOfDayInstant("2026-03-10", { cutOff: 0, timeZone: "Asia/Shanghai" });
    const tokyo = endOfDayInstant("2026-03-10", { cutOff: 60, timeZone: "Asia/Tokyo" });
    assert.equal(shanghai, tokyo);
    assert.equal(shanghai, Date.UTC(2026, 2, 10, 16));
    assert.equal(accountingDateOf(shanghai - 1000, { cutOff: 0, timeZone: "Asia/Shanghai" }), "2026-03-10");
  });

  it("follows clock changes", () => {
    const berlin = "Europe/Berlin";
    assert.equal(instantOf(at("2026-03-29", "01:59"), berlin), Date.UTC(2026, 2, 29, 0, 59));
    assert.equal(instantOf(at("2026-03-29", "03:00"), berlin), Date.UTC(2026, 2, 29, 1));
    assert.equal(instantOf(at("2026-10-25", "02:30"), berlin), Date.UTC(2026, 9, 25, 0, 30));
    assert.deepEqual(localTimeOf(Date.UTC(2026, 2, 29, 1), berlin), at("2026-03-29", "03:00"));
  });

  it("reads moments with and without a zone", () => {
    assert.deepEqual(parseMoment("2026-03-10 10:00", "Asia/Shanghai"), at("2026-03-10", "10:00"));
    assert.deepEqual(parseMoment("2026-03-10T18:00:00Z", "Asia/Shanghai"), at("2026-03-11", "02:00"));
    assert.deepEqual(parseMoment("2026-03-10T18:00+01:00", "Asia/Shanghai"), at("2026-03-11", "01:00"));
    assert.deepEqual(parseMoment("2026-03-10", "Asia/Shanghai"), { date: "2026-03-10", second: undefined });
    for (const wrong of ["2026-02-30", "2026-03-10 25:00", "10:00", "tomorrow"])
      assert.equal(parseMoment(wrong, "UTC"), undefined, wrong);
    assert.equal(isTimeZone("Asia/Shanghai"), true);
    assert.equal(isTimeZone("Asia/Schanghai"), false);
  });
});
