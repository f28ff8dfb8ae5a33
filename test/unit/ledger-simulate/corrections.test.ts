import assert from "node:assert/strict";
import { simulate } from "../../../server/src/ledger/simulate/simulate";
import { readLedger } from "./read-yaml";

/** Case library C42 and C43: the wrong customer credited, corrected on the same day or later in red. */
const CHART = `
entity: {id: psp}
accounting_day: {cut_off: "23:30", time_zone: Asia/Shanghai}
accounts:
  - {code: "1002", class: asset, normal_balance: debit}
  - {code: "2202", class: liability, normal_balance: credit, dimensions: [customer]}
`;

const RULES = `
inputs: {a: {type: money}}
rules:
  - id: top-up
    event: top_up
    idempotency_key: [top_up_no]
    entries:
      - {debit: "1002", amount: a}
      - {credit: "2202", amount: a, dimensions: {customer: $customer}}
  - id: spend
    event: payment
    entries:
      - {debit: "2202", amount: a, dimensions: {customer: $customer}}
      - {credit: "1002", amount: a}
  - id: same-day
    event: adjustment
    when: {period: same_day}
    entries:
      - {debit: "2202", amount: a, dimensions: {customer: $from}}
      - {credit: "2202", amount: a, dimensions: {customer: $to}}
  - id: red
    event: adjustment
    when: {period: later_day}
    reverses: top-up
    entries:
      - {credit: "2202", amount: -a, dimensions: {customer: $from}, red: true}
      - {credit: "2202", amount: a, dimensions: {customer: $to}}
`;

function run(rules: string, steps: string, rest = "") {
  const scenario = `
scenarios:
  - id: correction
    given: {a: 100.00, from: A, to: B, top_up_no: T1}
    steps:
      - {id: wrong, at: "2026-03-10 10:00", event: top_up, given: {customer: A}}
${steps}
    expect: {balances: {"2202": [{customer: A, credit: 0.00}, {customer: B, credit: 100.00}], "1002": {debit: 100.00}}}
${rest}`;
  const ledger = readLedger(rules + scenario, CHART);
  return simulate(ledger.book, ledger.rules, ledger.scenarios[0]!).findings;
}

const SAME_DAY = '      - {at: "2026-03-10 11:00", event: adjustment, when: {period: same_day}}';
const CUT = '      - {at: "2026-03-10 23:30", event: day_cut}\n';
const LATER = `${CUT}      - {at: "2026-03-12 11:00", event: adjustment, when: {period: later_day}}`;
const NO_TURNOVER = `
    identities: [{name: no credit turnover left, condition: 'turnover("2202", credit) == 100.00 && turnover("2202", debit) == 0'}]`;

describe("the wrong customer credited", () => {
  it("is corrected the same day with a reverse entry (C42)", () => assert.deepEqual(run(RULES, SAME_DAY), []));

  it("finds the customer who spent the money before the correction (C42 M2)", () => {
    const spent = '      - {at: "2026-03-10 10:30", event: payment, given: {customer: A, a: 60.00}}\n';
    const [overdrawn] = run(RULES, spent + SAME_DAY).filter((finding) => finding.kind === "wrong-side");
    assert.deepEqual(
      [overdrawn?.step, overdrawn?.balance.toString(), overdrawn?.dimensions?.get("customer")],
      [2, "60", "A"],
    );
  });

  it("is corrected later in red and blue, without turnover (C43)", () =>
    assert.deepEqual(run(RULES, LATER, NO_TURNOVER), []));

  it("needs the red leg on its original side (C43 M1)", () => {
    const found = run(RULES.replace('credit: "2202", amount: -a', 'debit: "2202", amount: -a'), LATER);
    const day = found.find((finding) => finding.kind === "day-unbalanced");
    assert.deepEqual([day?.day, day?.debit.sub(day.credit).toString()], ["2026-03-12", "-200"]);
  });

  it("inflates the turnover with a plain reverse entry (C43 M2)", () => {
    const plain = RULES.replace(
      '{credit: "2202", amount: -a, dimensions: {customer: $from}, red: true}',
      '{debit: "2202", amount: a, dimensions: {customer: $from}}',
    );
    const found = run(plain, LATER, NO_TURNOVER);
    assert.deepEqual(
      found.map(({ kind }) => kind),
      ["identity-broken"],
    );
    const [broken] = found;
    assert(broken?.kind === "identity-broken");
    assert.deepEqual([broken.compared?.left, broken.compared?.right].map(String), ["200", "100"]);
  });

  it("may not be posted into the closed day (C43 M3)", () => {
    const found = run(RULES.replace("reverses: top-up", "reverses: top-up\n    accounting_date: original"), LATER);
    assert.deepEqual(
      found.map(({ kind }) => kind),
      ["day-closed"],
    );
    const [closed] = found;
    assert(closed?.kind === "day-closed");
    assert.deepEqual([closed.day, closed.step, closed.closedBy], ["2026-03-10", 2, 1]);
  });

  it("reports a negative leg that is not red, and a red one that is not negative", () => {
    assert.deepEqual(
      run(RULES.replace(", red: true", ""), LATER).map(({ kind }) => kind),
      ["leg-negative"],
    );
    const positive = RULES.replace("amount: -a", "amount: a").replace(
      '{credit: "2202", amount: a, dimensions: {customer: $to}}',
      '{debit: "2202", amount: a, dimensions: {customer: $to}}',
    );
    assert(run(positive, LATER).some(({ kind }) => kind === "red-leg-positive"));
  });
});
