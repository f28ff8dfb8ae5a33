import assert from "node:assert/strict";
import { annotationOf, expectationsOf, findingsOf, fixture, workspaceOf } from "../../../support/files";
import { applyFix } from "../../../support/fixes";

const CHART = `
  === a.coa.yaml
  kind: chart-of-accounts
  schema: 1
  accounting_day: { cut_off: "23:30", time_zone: Asia/Shanghai }
  accounts:
    - { code: "1002", name: 存款, class: asset }
    - { code: "2202", name: 待结算, class: liability, dimensions: [merchant] }
    - { code: "3001", name: 待清算, class: common, clears: { by: event }, dimensions: [merchant] }
  === b.posting.yaml
  kind: posting-rules
  schema: 1
  accounting_date: platform
  inputs:
    gross: { type: money, min: 0.01 }
    back: { type: money, min: 0.01 }
  rules:
    - id: pay
      event: payment
      idempotency_key: [payment_no]
      entries:
        - { debit: "3001", amount: gross, dimensions: { merchant: $merchant } }
        - { credit: "2202", amount: gross, dimensions: { merchant: $merchant } }
    - id: later
      event: transfer
      entries:
        - { debit: "3001", amount: gross, timing: day_end }
        - { credit: "2202", amount: gross, timing: day_end }
    - id: refund
      event: refund
      idempotency_key: [refund_no]
      original: { required: true, event: payment, match: [payment_no], cap: refundable_amount }
      entries:
        - { debit: "2202", amount: back, dimensions: { merchant: $merchant } }
        - { credit: "3001", amount: back, dimensions: { merchant: $merchant } }
  scenarios:
`;

const SCENARIO = /^post\/scenario-(?:step-unmatched|mismatch|residual)$/;

/** Asserts that exactly the marked findings of the scenario checks are made, with the messages given. */
function expectFindings(scenarios: string): void {
  const given = fixture(`${CHART.trimEnd()}\n${scenarios.replace(/^\n/, "")}`);
  const workspace = workspaceOf(given.files);
  const found = findingsOf(workspace)
    .get("b.posting.yaml")!
    .filter(({ code }) => SCENARIO.test(code));
  const expected = ["step-unmatched", "mismatch", "residual"].flatMap((name) =>
    expectationsOf(given, `post/scenario-${name}`),
  );
  assert.deepEqual(found.map((finding) => annotationOf(workspace, "b.posting.yaml", finding)).sort(), expected.sort());
  for (const { message } of given.expected)
    if (message !== undefined)
      assert.ok(
        found.some((one) => one.message.en === message),
        `${message}\n${found.map((one) => one.message.en).join("\n")}`,
      );
}

describe("scenario checks", () => {
  it("report a missing original once, and not what follows from it", () =>
    expectFindings(`
    - id: s
      steps:
        - event: refund
          #      ^^^^^^ post/scenario-mismatch: Rule refund finds no original transaction with payment_no = P9. Post it in an earlier step.
          given: { payment_no: P9, refund_no: R1, back: 1.00 }
      expect:
        balances: { "3001": { credit: 1.00 } }
        zero: ["2202"]
`));

  it("report more taken back than the original leaves", () =>
    expectFindings(`
    - id: s
      given: { merchant: M1 }
      steps:
        - { event: payment, given: { payment_no: P1, gross: 10.00 } }
        - { event: refund, given: { payment_no: P1, refund_no: R1, back: 6.00 } }
        - event: refund
          #      ^^^^^^ post/scenario-mismatch: Rule refund may take back 4.00 more (of 10.00); this step takes 5.00.
          given: { payment_no: P1, refund_no: R2, back: 5.00 }
`));

  it("report a posting into a closed day and legs nobody posted", () =>
    expectFindings(`
    - id: s
      complete: true
    # ^^^^^^^^ post/scenario-residual: 3001 待清算 ends with debit 2.00, not zero. 2 steps moved it; add the step that clears it.
      steps:
        - { at: "2026-03-10 10:00", event: transfer, given: { gross: 1.00 } }
        - { at: "2026-03-10 23:30", event: day_cut }
        - at: "2026-03-10 23:40"
          accounting_date: "2026-03-10"
          event: payment
          #      ^^^^^^^ post/scenario-mismatch: Rule pay posts on 2026-03-10, a day that is closed already.
          given: { payment_no: P1, gross: 1.00, merchant: M1 }
`));

  it("report an account that is zero as a whole only, and parts on the wrong side", () =>
    expectFindings(`
    - id: s
    #     ^ post/scenario-residual: 3001 待清算 is zero as a whole, but not for each of its parts: merchant M1 debit 10.00; merchant M2 credit 10.00.
      steps:
        - { event: payment, given: { payment_no: P1, gross: 10.00, merchant: M1 } }
        - event: refund
          #      ^^^^^^ post/scenario-mismatch: This step brings 2202 待结算 (merchant M2) to debit 10.00, which is not its side. Allow it with allow_negative, or post less.
          given: { payment_no: P1, refund_no: R1, back: 10.00, merchant: M2 }
      expect:
        zero: ["3001"]
`));

  it("let a repeated key post nothing without complaint", () =>
    expectFindings(`
    - id: s
      given: { merchant: M1 }
      steps:
        - { event: payment, given: { payment_no: P1, gross: 10.00 } }
        - { event: payment, given: { payment_no: P1, gross: 10.00 } }
      expect:
        balances: { "3001": { debit: 10.00 } }
`));

  it("write all computed balances at once", () => {
    const { files } = fixture(
      `${CHART.trimEnd()}
    - id: s
      given: { merchant: M1 }
      steps:
        - { event: payment, given: { payment_no: P1, gross: 10.00 }, expect: { "3001": { credit: 9.00 }, "2202": 0 } }
`,
    );
    const found = findingsOf(workspaceOf(files))
      .get("b.posting.yaml")!
      .filter(({ code }) => SCENARIO.test(code));
    assert.equal(found.length, 2);
    const all = found[0]!.fixes!().find(({ title }) => title.en === "Write all 2 computed balances")!;
    const after = applyFix(files, all);
    assert.match(after.get("b.posting.yaml")!, /expect: \{ "3001": \{ debit: 10\.00 \}, "2202": \{credit: 10\.00\} \}/);
    assert.deepEqual(
      findingsOf(workspaceOf(after))
        .get("b.posting.yaml")!
        .filter(({ code }) => SCENARIO.test(code)),
      [],
    );
  });
});
