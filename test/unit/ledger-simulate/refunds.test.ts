import assert from "node:assert/strict";
import type { ScenarioFinding, ScenarioRun } from "../../../server/src/ledger/simulate/run";
import { simulate } from "../../../server/src/ledger/simulate/simulate";
import { readLedger } from "./read-yaml";

/** Case library C23: three partial refunds, the fee given back by the cumulative method. */
const CHART = `
entity: {id: psp}
accounts:
  - {code: clearing, class: common, normal_balance: either, clears: {by: reconciliation}}
  - {code: merchant, class: liability, normal_balance: credit}
  - {code: fees, class: income, normal_balance: credit}
  - {code: refunds, class: liability, normal_balance: credit, clears: {by: event}}
`;

const RULES = `
rounding: {mode: half_up}
inputs:
  gross: {type: money}
  refund_amount: {type: money}
  confirmed: {type: money}
amounts:
  fee: round(gross * 0.0038)
  fee_back: round(original.fee * ((prior.refund_amount + refund_amount) / original.gross)) - prior.fee_back
rules:
  - id: sale
    event: payment
    idempotency_key: [payment_no, event]
    entries:
      - {debit: clearing, amount: gross}
      - {credit: merchant, amount: rest}
      - {credit: fees, amount: fee}
  - id: refund
    event: refund
    status: accepted
    idempotency_key: [refund_no, event, status]
    original: {event: payment, match: [payment_no], cap: refundable_amount}
    entries:
      - {debit: merchant, amount: rest}
      - {debit: fees, amount: fee_back}
      - {credit: refunds, amount: refund_amount}
  - id: refund.failed
    event: refund
    status: failed
    reverses: refund
    idempotency_key: [refund_no, event, status]
    original: {event: payment, match: [payment_no], cap: refundable_amount}
    entries:
      - {debit: refunds, amount: refund_amount}
      - {credit: fees, amount: fee_back}
      - {credit: merchant, amount: rest}
  - id: confirmed
    event: funds_out
    status: matched
    entries: [{debit: refunds, amount: confirmed}, {credit: clearing, amount: confirmed}]
`;

const refund = (no: number, amount: string, status = "accepted") =>
  `      - {event: refund, status: ${status}, given: {payment_no: P1, refund_no: R${no}, refund_amount: ${amount}}}\n`;

function run(rules: string, ...steps: readonly string[]): ScenarioRun {
  const scenario = `
scenarios:
  - id: c23
    complete: true
    steps:
      - {event: payment, given: {payment_no: P1, gross: 10.00}}
${steps.join("")}
    expect: {balances: {merchant: 0, fees: 0, refunds: 0, clearing: 0}}
`;
  const ledger = readLedger(rules + scenario, CHART);
  return simulate(ledger.book, ledger.rules, ledger.scenarios[0]!);
}

const CONFIRMED = "      - {event: funds_out, status: matched, given: {confirmed: 10.00}}\n";

const feesBack = (result: ScenarioRun) =>
  result.steps.flatMap(({ amounts }) => amounts.get("fee_back")?.toString() ?? []);

const kinds = (findings: readonly ScenarioFinding[]) => findings.map(({ kind }) => kind);

describe("partial refunds (C23)", () => {
  it("give the whole fee back by the cumulative method", () => {
    const result = run(RULES, refund(1, "3.33"), refund(2, "3.33"), refund(3, "3.34"), CONFIRMED);
    assert.deepEqual(result.findings, []);
    assert.deepEqual(feesBack(result), ["0.01", "0.02", "0.01"]);
  });

  it("leave a cent of income when each is rounded by itself (M1)", () => {
    const rules = RULES.replace(/fee_back: .*/, "fee_back: round(original.fee * refund_amount / original.gross)");
    const result = run(rules, refund(1, "3.33"), refund(2, "3.33"), refund(3, "3.34"), CONFIRMED);
    const fees = result.findings.find((finding) => finding.kind === "balance-differs" && finding.account === "fees");
    assert(fees?.kind === "balance-differs");
    assert.equal(fees.actual.toString(), "-0.01");
    const overdrawn = result.findings.find((finding) => finding.kind === "wrong-side");
    assert.deepEqual([overdrawn?.account, overdrawn?.balance.toString(), overdrawn?.step], ["merchant", "0.01", 3]);
  });

  it("may not exceed what is left to refund (M2)", () => {
    const result = run(RULES, refund(1, "3.33"), refund(2, "3.33"), refund(3, "3.35"));
    const cap = result.findings.find((finding) => finding.kind === "cap-exceeded");
    assert(cap?.kind === "cap-exceeded");
    assert.deepEqual(
      [cap.step, cap.limit.toString(), cap.already.toString(), cap.amount.toString()],
      [3, "10", "6.66", "3.35"],
    );
    assert.equal(result.steps[3]?.outcome, "refused");
    assert.deepEqual(result.steps[3]?.postings, []);
  });

  it("that failed count neither for the cap nor for the fee, and give back what they took", () => {
    const failed = refund(1, "6.00") + refund(1, "6.00", "failed");
    const result = run(RULES, failed, refund(2, "3.33"), refund(3, "3.33"), refund(4, "3.34"), CONFIRMED);
    assert.deepEqual(result.findings, []);
    assert.deepEqual(feesBack(result), ["0.02", "0.02", "0.01", "0.02", "0.01"]);
  });

  it("keep the amounts of the first posting although others came between", () => {
    const result = run(
      RULES,
      refund(1, "3.33"),
      refund(2, "6.67"),
      refund(1, "3.33", "failed"),
      refund(3, "3.33"),
      CONFIRMED,
    );
    assert.deepEqual(result.findings, []);
    assert.deepEqual(feesBack(result), ["0.01", "0.03", "0.01", "0.01"]);
  });

  it("post once under one key", () => {
    const result = run(RULES, refund(1, "10.00"), refund(1, "10.00"), CONFIRMED);
    assert.deepEqual(kinds(result.findings), ["key-repeated"]);
    const [repeated] = result.findings;
    assert(repeated?.kind === "key-repeated");
    assert.deepEqual(
      [repeated.step, repeated.first, repeated.firstRule.id, repeated.key.get("refund_no")],
      [2, 1, "refund", "R1"],
    );
    assert.equal(result.steps[2]?.outcome, "repeated");
  });

  it("need their payment", () => {
    const unknown =
      "      - {event: refund, status: accepted, given: {payment_no: P9, refund_no: R1, refund_amount: 1.00}}\n";
    const [missing] = run(RULES, unknown).findings;
    assert(missing?.kind === "original-missing");
    assert.deepEqual([missing.step, missing.fallen, missing.match.get("payment_no")], [1, false, "P9"]);
  });
});
