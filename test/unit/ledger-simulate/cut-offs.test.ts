import assert from "node:assert/strict";
import { simulate } from "../../../server/src/ledger/simulate/simulate";
import { readLedger } from "./read-yaml";

/** Case library C47: the channel cuts at 23:00, the platform at 24:00. */
const CHART = `
entity: {id: psp}
accounting_day: {cut_off: "00:00", time_zone: Asia/Shanghai}
bank_accounts: []
accounts:
  - {code: clearing, class: common, normal_balance: either, dimensions: [channel], clears: {by: reconciliation}}
  - {code: merchants, class: liability, normal_balance: credit}
  - {code: reserve, class: asset, normal_balance: debit, bank_account: reserve-01}
`;

const RULES = `
inputs: {t: {type: money}, received: {type: money}}
rules:
  - id: pay
    event: payment
    entries:
      - {debit: clearing, amount: t, dimensions: {channel: $channel}}
      - {credit: merchants, amount: t}
      - {debit: reserve, amount: t, timing: on_reconciliation}
      - {credit: clearing, amount: t, dimensions: {channel: $channel}, timing: on_reconciliation}
`;

const STEPS = `
      - {at: "2026-03-10 22:50", event: payment, given: {t: 100.00, channel_day: D}}
      - {at: "2026-03-10 23:10", event: payment, given: {t: 50.00, channel_day: E}}
      - {at: "2026-03-10 23:59:30", event: payment, given: {t: 30.00, channel_day: E}}
      - {at: "2026-03-11 00:00", event: day_cut, expect: {clearing: {debit: 180.00}}}
      - {id: first, at: "2026-03-11 09:00", event: reconciliation, when: {channel_day: D}}
      - {at: "2026-03-11 10:00", event: payment, given: {t: 70.00, channel_day: E}}
      - {at: "2026-03-12 00:00", event: day_cut}
      - {id: second, at: "2026-03-12 09:00", event: reconciliation, when: {channel_day: E}}
`;

const ENDS = `
    complete: true
    identities: [{name: what is suspended, condition: 'balance("clearing") == 80.00', after: [first]}]
    statements:
      - {bank_account: reserve-01, after: first, balance: 100.00}
      - {bank_account: reserve-01, after: second, balance: 250.00}
`;

function run(rules: string, steps: string, ends = "", chart = CHART) {
  const ledger = readLedger(
    `${rules}\nscenarios:\n  - id: s\n    given: {channel: A}\n    steps:${steps}${ends}`,
    chart,
  );
  return simulate(ledger.book, ledger.rules, ledger.scenarios[0]!);
}

describe("two cut-offs", () => {
  it("leave in clearing what the channel counts to its next day (C47)", () => {
    const result = run(RULES, STEPS, ENDS);
    assert.deepEqual(result.findings, []);
    assert.deepEqual(
      result.steps.map(({ day }) => day.slice(8)),
      ["10", "10", "10", "10", "11", "11", "11", "12"],
    );
    assert.deepEqual(
      result.steps[7]?.postings.map(({ account, side, amount, day, count }) => [
        account,
        side,
        amount.toString(),
        day,
        count,
      ]),
      [
        ["reserve", "debit", "80", "2026-03-12", 2],
        ["clearing", "credit", "80", "2026-03-12", 2],
        ["reserve", "debit", "70", "2026-03-12", 1],
        ["clearing", "credit", "70", "2026-03-12", 1],
      ],
    );
  });

  it("show on the bank's statement what was not carried over (C47 M2)", () => {
    const late = STEPS.replace("{t: 50.00, channel_day: E}", "{t: 50.00, channel_day: F}");
    const found = run(RULES, late, ENDS).findings;
    const statement = found.find((finding) => finding.kind === "statement-differs");
    assert.deepEqual([statement?.step, statement?.actual.toString()], [7, "200"]);
    assert(found.some((finding) => finding.kind === "legs-waiting" && finding.count === 2));
    assert(
      found.some(
        (finding) =>
          finding.kind === "residual" && finding.account === "clearing" && finding.balance.toString() === "50",
      ),
    );
  });
});

describe("the accounting day", () => {
  const deferred = `
inputs: {t: {type: money}}
rules:
  - id: pay
    event: payment
    entries: [{debit: clearing, amount: t, timing: day_end}, {credit: merchants, amount: t}]
  - id: buffered
    event: transfer
    entries: [{debit: clearing, amount: t}, {credit: merchants, amount: t, timing: buffered}]
`;
  const pay = (at: string) => `\n      - {at: "${at}", event: payment, given: {t: 1.00}}`;

  it("does not end without a day cut while legs wait", () => {
    const found = run(deferred, pay("2026-03-10 10:00") + pay("2026-03-11 10:00") + pay("2026-03-11 11:00")).findings;
    assert.deepEqual(found, [
      { kind: "cut-off-passed", step: 1, day: "2026-03-10", waiting: 1 },
      { kind: "legs-waiting", timing: "day_end", days: ["2026-03-10", "2026-03-11"], count: 3 },
    ]);
  });

  it("is the one that ended when the cut comes at the cut-off or soon after, the running one when it comes early", () => {
    const cutAt = (at: string) =>
      run(deferred, `${pay("2026-03-10 10:00")}\n      - {at: "${at}", event: day_cut}`).steps[1]?.day;
    assert.equal(cutAt("2026-03-11 00:00"), "2026-03-10");
    assert.equal(cutAt("2026-03-11 02:00"), "2026-03-10");
    assert.equal(cutAt("2026-03-10 23:50"), "2026-03-10");
    assert.equal(cutAt("2026-03-11 18:00"), "2026-03-10", "late, but the day was used and is still open");
  });

  it("posts waiting legs on the day they arose", () => {
    const result = run(
      deferred,
      `${pay("2026-03-10 10:00")}${pay("2026-03-11 10:00")}\n      - {at: "2026-03-12 00:00", event: day_cut}`,
    );
    assert.deepEqual(
      result.steps[2]?.postings.map(({ day }) => day),
      ["2026-03-10", "2026-03-11"],
    );
  });

  it("lets buffered legs be posted by a buffer run", () => {
    const steps =
      '\n      - {at: "2026-03-10 10:00", event: transfer, given: {t: 5.00}, expect: {merchants: 0}}\n      - {at: "2026-03-10 10:01", event: buffer_run, expect: {merchants: {credit: 5.00}}}';
    assert.deepEqual(run(deferred, steps).findings, []);
  });

  it("is closed for what comes later", () => {
    const late = '\n      - {at: "2026-03-11 09:00", accounting_date: "2026-03-10", event: payment, given: {t: 1.00}}';
    const found = run(
      deferred,
      `${pay("2026-03-10 10:00")}\n      - {at: "2026-03-11 00:00", event: day_cut}${late}`,
    ).findings;
    assert(
      found.some((finding) => finding.kind === "day-closed" && finding.step === 2 && finding.day === "2026-03-10"),
    );
  });

  it("begins by the cut-off of the chart", () => {
    const chart = CHART.replace('cut_off: "00:00"', 'cut_off: "23:30"');
    const result = run(deferred, pay("2026-03-10 23:29") + pay("2026-03-10 23:30"), "", chart);
    assert.deepEqual(
      result.steps.map(({ day }) => day),
      ["2026-03-10", "2026-03-11"],
    );
  });

  it("reads an instant on the clocks of the chart", () => {
    const result = run(deferred, pay("2026-03-10T15:59:00Z") + pay("2026-03-10T16:00:00Z"));
    assert.deepEqual(
      result.steps.map(({ day }) => day),
      ["2026-03-10", "2026-03-11"],
    );
  });

  it("goes forward", () => {
    const found = run(deferred, pay("2026-03-10 10:00") + pay("2026-03-10 09:00") + pay("10 March")).findings;
    assert.deepEqual(found.slice(0, 2), [
      { kind: "time-out-of-order", step: 1, at: "2026-03-10 09:00", previous: "2026-03-10 10:00" },
      { kind: "time-invalid", step: 2, at: "10 March" },
    ]);
  });
});
