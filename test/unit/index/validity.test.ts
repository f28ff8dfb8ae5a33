import assert from "node:assert/strict";
import { dayOf, hasEnded, holdsOn, isFuture, isTerminal, overlap } from "../../../server/src/index/validity";

const range = (from?: string, to?: string) => ({ from, to });

describe("validity", () => {
  it("includes the first and the last day", () => {
    const may = range("2026-05-01", "2026-05-31");
    assert.ok(holdsOn(may, "2026-05-01") && holdsOn(may, "2026-05-31"));
    assert.ok(isFuture(may, "2026-04-30") && hasEnded(may, "2026-06-01"));
    assert.ok(holdsOn(range(), "1999-01-01"));
  });

  it("finds ranges that share a day", () => {
    assert.ok(overlap(range(undefined, "2026-05-31"), range("2026-05-31")));
    assert.ok(!overlap(range(undefined, "2026-05-30"), range("2026-05-31")));
    assert.ok(!overlap(range("2026-05-31"), range(undefined, "2026-05-30")));
    assert.ok(overlap(range(), range("2026-01-01", "2026-01-02")));
  });

  it("reads the day of dates and times, nothing else", () => {
    assert.equal(dayOf("2026-05-01 10:00"), "2026-05-01");
    assert.equal(dayOf("soon"), undefined);
  });

  it("knows which statuses are outcomes", () => {
    assert.deepEqual(["accepted", "processing", "unknown", "failed", "returned", "matched"].map(isTerminal), [
      false,
      false,
      false,
      true,
      true,
      true,
    ]);
  });
});
