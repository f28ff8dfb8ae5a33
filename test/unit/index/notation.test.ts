import assert from "node:assert/strict";
import {
  clockOf,
  cycleMoment,
  durationText,
  endOfAccountingDay,
  type Moment,
  minutesBetween,
  momentText,
  orderOf,
  repairClock,
  repairCycle,
  repairStatementTime,
  statementMoment,
} from "../../../server/src/index/notation";
import type { Field } from "../../../server/src/model/fields";
import { type ScalarNode, Segment } from "../../../server/src/yaml/nodes";

const DAY = "2026-11-20";
const SHANGHAI = "Asia/Shanghai";

function field(value: string): Field<string> {
  const segment = new Segment("file:///w/a.channel.yaml", value);
  const node: ScalarNode = {
    kind: "scalar",
    segment,
    start: 0,
    end: value.length,
    value,
    style: "plain",
    type: "string",
  };
  return { value, node };
}

const at = (text: string, zone: string = SHANGHAI): Moment => statementMoment(field(text), zone)!;

describe("notation", () => {
  it("reads clock times, cycles and statement times strictly", () => {
    assert.equal(clockOf(field("23:30")), 23 * 60 + 30);
    assert.equal(clockOf(field("24:00")), undefined);
    assert.equal(clockOf(undefined), undefined);
    assert.deepEqual(at("T+1 10:00"), { basis: "working", minutes: 34 * 60, timeZone: SHANGHAI });
    assert.deepEqual(cycleMoment(field("D+2"), field("06:00"), SHANGHAI), at("D+2 06:00"));
    assert.equal(statementMoment(field("10:00"), SHANGHAI), undefined);
    assert.equal(cycleMoment(field("T1"), field("06:00"), SHANGHAI), undefined);
  });

  it("ends the accounting day on its own date from noon on, on the next date before", () => {
    assert.equal(endOfAccountingDay(field("23:30"), SHANGHAI)?.minutes, 23 * 60 + 30);
    assert.equal(endOfAccountingDay(field("12:00"), SHANGHAI)?.minutes, 12 * 60);
    assert.equal(endOfAccountingDay(field("00:00"), SHANGHAI)?.minutes, 24 * 60);
    assert.equal(endOfAccountingDay(field("02:00"), SHANGHAI)?.minutes, 26 * 60);
  });

  it("orders moments of the same basis", () => {
    assert.equal(orderOf(at("T+1 09:00"), at("T+1 10:00"), DAY), "before");
    assert.equal(orderOf(at("T+2 09:00"), at("T+1 10:00"), DAY), "after");
    assert.equal(orderOf(at("D+1 09:00"), at("D+1 09:00"), DAY), "same");
    assert.equal(orderOf(at("T+0 23:00"), endOfAccountingDay(field("23:00"), SHANGHAI)!, DAY), "same");
  });

  it("knows that days off move T+n away from T but not D+n", () => {
    assert.equal(orderOf(at("T+1 09:00"), at("D+1 08:00"), DAY), "after");
    assert.equal(orderOf(at("T+1 09:00"), at("D+1 10:00"), DAY), "depends");
    assert.equal(orderOf(at("T+1 09:00"), at("D+1 09:00"), DAY), "depends");
    assert.equal(orderOf(at("D+1 08:00"), at("T+1 09:00"), DAY), "before");
    assert.equal(orderOf(at("D+2 08:00"), at("T+1 09:00"), DAY), "depends");
  });

  it("compares zones as instants", () => {
    assert.equal(minutesBetween(at("T+1 10:00"), at("T+1 10:00", "Asia/Tokyo"), DAY), -60);
    assert.equal(orderOf(at("T+1 10:00"), at("T+1 11:00", "Asia/Tokyo"), DAY), "same");
    assert.equal(orderOf(at("T+1 10:00"), at("T+1 03:00", "Europe/London"), DAY), "before");
  });

  it("names moments and durations", () => {
    assert.equal(momentText(at("T+1 09:05")), "T+1 09:05");
    assert.deepEqual(durationText(90), { en: "1 hour 30 minutes", zh: "1 小时 30 分钟" });
    assert.deepEqual(durationText(2 * 24 * 60), { en: "2 days", zh: "2 天" });
    assert.deepEqual(durationText(0), { en: "0 minutes", zh: "0 分钟" });
  });

  it("knows what other spellings mean", () => {
    const clocks = { "9:30": "09:30", "23：30": "23:30", "2330": "23:30", "24:00": "00:00", "23点": "23:00" };
    for (const [written, meant] of Object.entries(clocks)) assert.equal(repairClock(written), meant);
    assert.equal(repairClock("1380"), "23:00");
    for (const unclear of ["25:00", "", "noon", "9999"]) assert.equal(repairClock(unclear), undefined);
    const cycles = { T0: "T+0", D0: "D+0", S0: "D+0", "t+1": "T+1", "T＋1": "T+1", 次日: "D+1", T1: "T+1" };
    for (const [written, meant] of Object.entries(cycles)) assert.equal(repairCycle(written), meant);
    for (const unclear of ["T", "+1", "weekly", "constructor"]) assert.equal(repairCycle(unclear), undefined);
    const times = {
      "T+1 9:30": "T+1 09:30",
      "T1 10:00": "T+1 10:00",
      "T+1日10点": "T+1 10:00",
      "D+0 24:00": "D+1 00:00",
      "T+0 24:00": "D+1 00:00",
    };
    for (const [written, meant] of Object.entries(times)) assert.equal(repairStatementTime(written), meant);
    for (const unclear of ["10:00", "T+1", "T+1 24:00"]) assert.equal(repairStatementTime(unclear), undefined);
  });
});
