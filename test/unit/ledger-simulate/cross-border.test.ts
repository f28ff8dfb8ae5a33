import assert from "node:assert/strict";
import type { ScenarioFinding } from "../../../server/src/ledger/simulate/run";
import { simulate } from "../../../server/src/ledger/simulate/simulate";
import { readLedger } from "./read-yaml";

/** Case library C01–C03: the cross-border purchase, whose steps post at three different times. */
const CHART = `
entity: {id: psp}
base_currency: CNY
accounting_day: {cut_off: "00:00", time_zone: Asia/Shanghai}
accounts:
  - {code: "buyer", class: liability, normal_balance: credit}
  - {code: "others", class: liability, normal_balance: credit}
  - {code: "transit", class: liability, normal_balance: either, clears: {by: event}}
  - {code: "top-up-clearing", class: common, normal_balance: either, clears: {by: reconciliation}}
  - {code: "purchase-clearing", class: common, normal_balance: either, clears: {by: day_end}}
  - {code: "bank", class: asset, normal_balance: debit}
  - {code: "fees", class: liability, normal_balance: credit}
  - {code: "fx-reserve", class: liability, normal_balance: either}
`;

const RULES = `
rounding: {mode: half_up}
inputs:
  x: {type: money, min: 0.01}
  quote: {type: rate}
  bought: {type: rate}
  commission: {type: rate}
amounts:
  pay: round(x * quote)
  budget: round(x * (1 - commission) * quote)
  fee: round(x * commission * bought)
  actual: round(x * (1 - commission) * bought)
  diff: budget - actual
  fx: round(diff + x * commission * (quote - bought))
rules:
  - id: top-up
    event: top_up
    entries:
      - {credit: buyer, amount: pay}
      - {debit: top-up-clearing, amount: pay, timing: day_end}
  - id: pay
    event: payment
    entries: [{debit: buyer, amount: pay}, {credit: transit, amount: pay}]
  - id: purchase-file
    event: fx_conversion
    status: accepted
    entries:
      - {debit: transit, amount: budget}
      - {credit: purchase-clearing, amount: budget, timing: day_end}
  - id: fee
    event: fee
    entries: [{debit: transit, amount: fee}, {credit: fees, amount: fee}]
  - id: difference
    event: fx_conversion
    status: matched
    entries:
      - {debit: transit, amount: "max(fx, 0)"}
      - {credit: fx-reserve, amount: "max(fx, 0)"}
      - {debit: fx-reserve, amount: "max(-fx, 0)"}
      - {credit: transit, amount: "max(-fx, 0)"}
  - id: true-up
    event: adjustment
    entries:
      - {debit: purchase-clearing, amount: "max(diff, 0)"}
      - {credit: transit, amount: "max(diff, 0)"}
      - {debit: transit, amount: "max(-diff, 0)"}
      - {credit: purchase-clearing, amount: "max(-diff, 0)", timing: day_end}
  - id: cut
    event: day_cut
    entries: [{debit: purchase-clearing, amount: actual}, {credit: bank, amount: actual}]
  - id: arrival
    event: funds_in
    status: matched
    entries: [{debit: bank, amount: pay}, {credit: top-up-clearing, amount: pay}]
`;

const C01 = `
scenarios:
  - id: c01
    complete: true
    given: {x: 204.68, quote: 0.8805, bought: 0.8791, commission: 0.03}
    opening: {buyer: {credit: 180.22}, bank: {debit: 280.22}, fx-reserve: {credit: 100.00}}
    identities: [{name: residual form of fx, condition: fx == pay - budget - fee + diff}]
    steps:
      - {at: "2026-03-10 10:00", event: payment}
      - {at: "2026-03-10 10:00", event: fx_conversion, status: accepted, expect: {transit: {credit: 5.41}}}
      - {at: "2026-03-10 16:00", event: fee}
      - {at: "2026-03-10 16:00", event: fx_conversion, status: matched}
      - {at: "2026-03-10 16:00", event: adjustment, expect: {purchase-clearing: {debit: 0.27}}}
      - {at: "2026-03-11 00:00", event: day_cut}
    expect:
      zero: [transit, purchase-clearing]
      balances: {buyer: 0, bank: {debit: 105.68}, fees: {credit: 5.40}, fx-reserve: {credit: 100.28}}
`;

const C02 = `
scenarios:
  - id: c02
    complete: true
    given: {x: 24.81, quote: 6.8124, bought: 6.8100, commission: 0.03}
    opening: {others: {credit: 900.00}, bank: {debit: 1000.00}, fx-reserve: {credit: 100.00}}
    steps:
      - {at: "2026-03-10 10:00", event: top_up}
      - {at: "2026-03-10 10:00", event: payment}
      - {at: "2026-03-10 10:00", event: fx_conversion, status: accepted}
      - {at: "2026-03-10 16:00", event: fee}
      - {at: "2026-03-10 16:00", event: fx_conversion, status: matched}
      - {id: true-up, at: "2026-03-10 16:00", event: adjustment}
      - {at: "2026-03-11 00:00", event: day_cut}
      - {at: "2026-03-11 10:00", event: funds_in, status: matched}
    expect:
      zero: [transit, purchase-clearing, top-up-clearing]
      balances: {buyer: 0, bank: {debit: 1005.13}, fees: {credit: 5.07}, fx-reserve: {credit: 100.06}}
`;

/** The answer as published: the price taken as 169.00, the true-up of the budget forgotten. */
const AT_SHOP_PRICE = RULES.replace("pay: round(x * quote)", "pay: 169.00");
const WITHOUT_TRUE_UP = C02.replace(/ *- \{id: true-up.*\n/, "");

function findings(rules: string, scenario: string): readonly ScenarioFinding[] {
  const ledger = readLedger(rules + scenario, CHART);
  return simulate(ledger.book, ledger.rules, ledger.scenarios[0]!).findings;
}

function residuals(list: readonly ScenarioFinding[]): Record<string, string> {
  const found: Record<string, string> = {};
  for (const finding of list) if (finding.kind === "residual") found[finding.account] = finding.balance.toDecimal(2);
  return found;
}

describe("the cross-border purchase of 2017-07-05", () => {
  it("closes to the cent (C01)", () => assert.deepEqual(findings(RULES, C01), []));

  it("leaves a cent with the other formula for the difference, called equal in the talk (C01 M1)", () => {
    const other = RULES.replace(
      "fx: round(diff + x * commission * (quote - bought))",
      "fx: round(x * (quote - bought))",
    );
    assert.deepEqual(residuals(findings(other, C01)), { transit: "0.01" });
  });

  it("moves the cent to the clearing account when both roundings differ (C01 M3)", () => {
    const other = RULES.replace(
      "fx: round(diff + x * commission * (quote - bought))",
      "fx: round(x * (quote - bought))",
    ).replace("diff: budget - actual", "diff: round(x * (1 - commission) * (quote - bought))");
    assert.deepEqual(residuals(findings(other, C01)), { "purchase-clearing": "0.01" });
  });

  it("does not balance the day without the summed leg (C01 M4)", () => {
    const other = RULES.replace("      - {credit: purchase-clearing, amount: budget, timing: day_end}\n", "");
    const found = findings(other, C01);
    const [day] = found.filter((finding) => finding.kind === "day-unbalanced");
    assert.deepEqual([day?.day, day?.debit.sub(day.credit).toString()], ["2026-03-10", "174.81"]);
    assert.deepEqual(residuals(found), { "purchase-clearing": "174.81" });
  });

  it("closes the corrected homework (C02)", () => assert.deepEqual(findings(RULES, C02), []));

  it("closes the loss branch with the same rules (C03)", () => {
    const loss = C02.replace("bought: 6.8100", "bought: 6.8200")
      .replace("{debit: 1005.13}", "{debit: 1004.89}")
      .replace("{credit: 5.07}", "{credit: 5.08}")
      .replace("{credit: 100.06}", "{credit: 99.81}");
    assert.deepEqual(findings(RULES, loss), []);
  });

  it("finds 0.08 on the transit account of the homework as published", () => {
    const found = findings(AT_SHOP_PRICE, WITHOUT_TRUE_UP);
    assert.deepEqual(residuals(found), { transit: "0.08", "purchase-clearing": "-0.06" });
    const transit = found.find((finding) => finding.kind === "residual" && finding.account === "transit");
    assert(transit?.kind === "residual");
    assert.deepEqual(
      transit.moves.map(({ step, amount }) => [step, amount.toDecimal(2)]),
      [
        [1, "-169.00"],
        [2, "163.95"],
        [3, "5.07"],
        [4, "0.06"],
      ],
    );
  });

  it("still finds 0.02 with the omitted step added", () => {
    assert.deepEqual(residuals(findings(AT_SHOP_PRICE, C02)), { transit: "0.02" });
  });
});
