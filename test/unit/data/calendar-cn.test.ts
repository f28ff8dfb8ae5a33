import assert from "node:assert/strict";
import {
  addWorkingDays,
  coveredYears,
  holidayName,
  holidayNotice,
  isMakeUpWorkday,
  isWorkingDay,
} from "../../../server/src/data/calendar-cn";

describe("calendar of mainland China", () => {
  it("covers the years whose notice is in the product", () => {
    assert.deepEqual(coveredYears, [2024, 2025, 2026]);
    for (const year of coveredYears) assert.match(holidayNotice(year) ?? "", /^https:\/\/www\.gov\.cn\//);
  });

  it("knows weekends, holidays and make-up days", () => {
    assert.equal(isWorkingDay("2026-11-20"), true);
    assert.equal(isWorkingDay("2026-11-21"), false);
    assert.equal(isWorkingDay("2026-10-01"), false);
    assert.equal(holidayName("2026-10-01"), "国庆节");
    assert.equal(isWorkingDay("2025-01-26"), true); // a Sunday, worked for the Spring Festival
    assert.equal(isMakeUpWorkday("2025-01-26"), true);
    assert.equal(holidayName("2025-01-26"), undefined);
  });

  it("says nothing about other years and days that do not exist", () => {
    for (const date of ["2023-05-04", "2027-01-04", "2025-02-30", "2025-2-3", "20250203", ""])
      assert.equal(isWorkingDay(date), undefined, date);
  });

  it("counts T+n", () => {
    assert.equal(addWorkingDays("2026-11-20", 0), "2026-11-20");
    assert.equal(addWorkingDays("2026-11-21", 0), "2026-11-23");
    assert.equal(addWorkingDays("2026-11-20", 1), "2026-11-23");
    assert.equal(addWorkingDays("2026-11-21", 1), "2026-11-23");
    assert.equal(addWorkingDays("2025-01-27", 1), "2025-02-05"); // over the Spring Festival
    assert.equal(addWorkingDays("2024-09-30", 1), "2024-10-08");
    assert.equal(addWorkingDays("2026-12-31", 1), undefined);
    assert.equal(addWorkingDays("2027-05-01", 0), undefined);
    assert.equal(addWorkingDays("2026-11-20", -1), undefined);
  });

  it("has as many working days as the notices leave", () => {
    // 365 or 366 days less weekends and holidays, plus make-up days
    const count = (year: number): number => {
      let days = 0;
      for (let time = Date.UTC(year, 0, 1); new Date(time).getUTCFullYear() === year; time += 86_400_000)
        if (isWorkingDay(new Date(time).toISOString().slice(0, 10))) days++;
      return days;
    };
    assert.deepEqual([2024, 2025, 2026].map(count), [251, 248, 248]);
  });
});
