import assert from "node:assert/strict";
import { annotationOf, expectationsOf, findingsOf, fixture, workspaceOf } from "../../../support/files";

const BOOKS = `
  === a.coa.yaml
  kind: chart-of-accounts
  schema: 1
  base_currency: CNY
  accounts:
    - { code: "1002", name: 银行存款, class: asset }
    - { code: "2202", name: 商户待结算, class: liability }
    - { code: "6021", name: 手续费收入, class: income }
    - { code: "3001", name: 清算往来, class: common, clears: { by: event } }
    - { code: "300101", name: 渠道待清算, class: common, parent: "3001", clears: { by: event } }
  === b.posting.yaml
  kind: posting-rules
  schema: 1
  inputs:
    gross: { type: money, min: 1.00 }
    back: { type: money, min: 0.01 }
  amounts:
    fee: round(gross * 0.01)
  rules:
    - id: pay
      event: payment
      idempotency_key: [payment_no]
      entries:
        - { debit: "1002", amount: gross }
        - { credit: "2202", amount: rest }
        - { credit: "6021", amount: fee }
    - id: ref
      event: refund
      idempotency_key: [refund_no]
      original: { required: true, event: payment, match: [payment_no], cap: refundable_amount, on_missing: reject }
      entries:
        - { debit: "2202", amount: back - original.fee }
        - { credit: "1002", amount: back }
    - id: wrong
      event: fee
      entries:
        - { debit: "2202", amount: gross }
        - { credit: "6021", amount: fee }
    - id: arrived
      event: funds_in
      status: matched
      entries:
        - { debit: "1002", amount: gross }
        - { credit: "300101", amount: gross }
  scenarios:
`;

function expectOnly(code: string, scenario: string): void {
  const given = fixture(`${BOOKS.trimEnd()}\n${scenario.replace(/^\n/, "")}`);
  const workspace = workspaceOf(given.files);
  const found = findingsOf(workspace)
    .get("b.posting.yaml")!
    .filter((finding) => finding.code === code);
  assert.deepEqual(
    found.map((finding) => annotationOf(workspace, "b.posting.yaml", finding)),
    expectationsOf(given, code),
  );
  assert.deepEqual(
    found.map(({ message }) => message.en),
    given.expected.map(({ message }) => message),
  );
}

describe("an imbalance in a scenario", () => {
  it("is reported at its step when the rule is merely unproven", () =>
    expectOnly(
      "post/scenario-mismatch",
      `
    - id: s
      steps:
        - { at: "2026-03-02 10:00", event: payment, given: { payment_no: P1, gross: 100.00 } }
        - at: "2026-03-02 11:00"
          event: refund
          #      ^^^^^^ post/scenario-mismatch: Rule ref does not balance in this step: CNY debit is 99.00 and credit 100.00.
          given: { payment_no: P1, refund_no: R1, back: 100.00 }
`,
    ));

  it("is left to the rule's own error when the rule is refuted", () =>
    expectOnly(
      "post/scenario-mismatch",
      `
    - id: s
      steps:
        - { event: payment, given: { payment_no: P1, gross: 100.00 } }
        - { event: fee, given: { gross: 50.00 } }
`,
    ));
});

describe("what is left on an account that clears", () => {
  it("is reported for the account and not also for its heading", () =>
    expectOnly(
      "post/scenario-residual",
      `
    - id: s
      complete: true
    # ^^^^^^^^ post/scenario-residual: 300101 渠道待清算 ends with credit 10.00, not zero. 1 step moved it; add the step that clears it.
      steps:
        - { event: funds_in, status: matched, given: { gross: 10.00 } }
`,
    ));
});
