import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { balancesAfter } from "../../../server/src/ledger/simulate/run";
import { simulate } from "../../../server/src/ledger/simulate/simulate";
import { readLedger } from "./read-yaml";

const FIXTURES = join(__dirname, "../../fixtures/formats");
const POSTING = readFileSync(join(FIXTURES, "acquiring.posting.yaml"), "utf8");
const CHART = readFileSync(join(FIXTURES, "qinghe.coa.yaml"), "utf8");

function run(change: (posting: string) => string = (posting) => posting) {
  const posting = change(POSTING);
  const ledger = readLedger(posting, CHART);
  return simulate(ledger.book, ledger.rules, ledger.scenarios[0]!);
}

/** Replaces a text that must be there. */
const swap = (from: string, to: string) => (posting: string) => {
  assert(posting.includes(from), from);
  return posting.replace(from, to);
};

describe("the acquiring example", () => {
  it("runs without a finding", () => {
    const { findings, steps } = run();
    assert.deepEqual(findings, []);
    assert.equal(steps.length, 20);
  });

  it("sums the day's channel legs into one posting at the day cut", () => {
    const cut = run().steps[3]!;
    assert.equal(cut.day, "2026-03-10");
    assert.deepEqual(
      cut.postings.map((posting) => [
        posting.account,
        posting.side,
        posting.amount.toString(),
        posting.count,
        posting.dimensions.get("channel"),
      ]),
      [["300101", "debit", "365", 3, "wallet-qr"]],
    );
  });

  it("shows every balance after any step", () => {
    const balances = new Map(balancesAfter(run(), 8).map(({ account, balance }) => [account, balance.toDecimal(2)]));
    assert.deepEqual([...balances].sort(), [
      ["100201", "438.00"],
      ["122101", "15.00"],
      ["220201", "-15.00"],
      ["220202", "-347.90"],
      ["224101", "-88.00"],
      ["300101", "0.00"],
      ["6021", "-2.10"],
    ]);
  });

  it("tells which rule applied, on which day and with which amounts", () => {
    const refund = run().steps[10]!;
    assert.deepEqual([refund.rule?.id, refund.day, refund.outcome], ["acq.refund.accepted", "2026-03-11", "posted"]);
    assert.deepEqual(
      [...refund.amounts].map(([name, value]) => [name, String(value)]),
      [["fee_back", "0.3"]],
    );
    assert.equal(run().steps[12]?.postings.find(({ account }) => account === "300101")?.state, "waiting");
  });

  it("tells both values of a running balance that differs", () => {
    const [finding] = run(swap('"6021": {credit: 2.10}', '"6021": {credit: 2.00}')).findings;
    assert(finding?.kind === "balance-differs");
    assert.deepEqual(
      [finding.step, finding.account, finding.expected.toString(), finding.actual.toString()],
      [8, "6021", "-2", "-2.1"],
    );
  });

  it("tells both values of a final balance, by merchant too", () => {
    const [finding] = run(swap('"220202": {credit: 460.22}', '"220202": {merchant: M2, credit: 460.22}')).findings;
    assert(finding?.kind === "balance-differs");
    assert.deepEqual(
      [finding.step, finding.amount?.dimensions?.get("merchant"), finding.actual.toString()],
      [undefined, "M2", "0"],
    );
  });

  it("lists the steps that moved an account left open", () => {
    const { findings } = run(swap("given: {funds_amount: 25.00}", "given: {funds_amount: 24.00}"));
    const residual = findings.find((finding) => finding.kind === "residual");
    assert(residual?.kind === "residual");
    assert.deepEqual([residual.account, residual.balance.toString(), residual.stated], ["300101", "1", true]);
    assert.deepEqual(
      residual.moves.map(({ step, amount }) => [step, amount.toString()]),
      [
        [3, "365"],
        [4, "88"],
        [5, "-15"],
        [6, "-438"],
        [13, "10"],
        [14, "15"],
        [15, "-24"],
      ],
    );
  });

  it("finds open clearing accounts that nobody named, when the scenario is complete", () => {
    const open = swap('zero: ["220201", "224101", "224102", "122101", "300101"]', "zero: []");
    const short = swap(
      'given: {difference_no: X2, diff: 15.00}}\n      - {at: "2026-03-12 11:00"',
      'given: {difference_no: X2, diff: 14.00}}\n      - {at: "2026-03-12 11:00"',
    );
    const residuals = run((posting) => open(short(posting))).findings.filter((finding) => finding.kind === "residual");
    assert.deepEqual(
      residuals.map(({ account, balance, stated }) => [account, balance.toString(), stated]),
      [
        ["122101", "1", false],
        ["300101", "-1", false],
      ],
    );
  });

  it("says which rules a step nearly matches, and why not", () => {
    const { findings, steps } = run(
      swap(
        "kind: channel_only, flow: pay_in}, given: {difference_no: X1",
        "kind: channel_only, flow: refund}, given: {difference_no: X1",
      ),
    );
    const [unmatched] = findings;
    assert(unmatched?.kind === "step-unmatched");
    assert.equal(steps[4]?.outcome, "unmatched");
    const [near, next] = unmatched.nearMisses;
    assert.equal(near?.rule.id, "diff.long");
    assert.deepEqual(near?.failures, [{ kind: "when", key: "flow", expected: ["pay_in"], actual: "refund" }]);
    assert.deepEqual([next?.rule.id, next?.failures.length], ["diff.short", 2]);
  });

  it("does not choose between rules of which neither is more specific", () => {
    const twin = POSTING.slice(
      POSTING.indexOf("  - id: diff.long  "),
      POSTING.indexOf("  - id: diff.long.late-success"),
    ).replace("id: diff.long", "id: twin");
    const { findings } = run(swap("  - id: diff.short  ", `${twin}  - id: diff.short  `));
    const [ambiguous] = findings;
    assert(ambiguous?.kind === "rules-ambiguous");
    assert.deepEqual(
      ambiguous.rules.map(({ id }) => id),
      ["diff.long", "twin"],
    );
  });

  it("prefers the rule with one guard more", () => {
    const special = `  - id: special
    product: acquiring
    event: difference
    status: confirmed
    when: {kind: channel_only, flow: pay_in, channel: wallet-qr}
    entries:
      - {debit: "300101", amount: diff, dimensions: {channel: $channel}}
      - {credit: "224101", amount: diff, dimensions: {channel: $channel}}
`;
    const { findings, steps } = run(swap("  - id: diff.short  ", `${special}  - id: diff.short  `));
    assert.deepEqual(findings, []);
    assert.equal(steps[4]?.rule?.id, "special");
  });

  it("names the inputs a step leaves out", () => {
    const [missing] = run(swap("given: {payment_no: P2, gross: 250.00}}\n", "given: {payment_no: P2}}\n")).findings;
    assert(missing?.kind === "input-missing");
    assert.deepEqual([missing.step, missing.rule.id, missing.names], [1, "acq.payment.ok", ["gross"]]);
  });

  it("names inputs that cannot be read or lie outside their range", () => {
    const invalid = run(
      swap("given: {payment_no: P2, gross: 250.00}}\n", "given: {payment_no: P2, gross: 250元}}\n"),
    ).findings;
    assert(
      invalid.some(
        (finding) => finding.kind === "input-invalid" && finding.name === "gross" && finding.given === "250元",
      ),
    );
    const large = run(
      swap("given: {payment_no: P5, gross: 60.00}}", "given: {payment_no: P5, gross: 60000.00}}"),
    ).findings;
    assert(
      large.some(
        (finding) =>
          finding.kind === "input-out-of-range" && finding.name === "gross" && finding.max?.toString() === "50000",
      ),
    );
  });

  it("does not apply the rules of a retired product, or outside their validity", () => {
    const retired = run(swap("status: active", "status: retired")).findings[0];
    assert(retired?.kind === "step-unmatched");
    assert.equal(retired.nearMisses[0]?.failures[0]?.kind, "product-retired");
    const ended = run(
      swap(
        "    event: payment\n    status: succeeded",
        '    valid_to: "2026-03-10"\n    event: payment\n    status: succeeded',
      ),
    ).findings[0];
    assert(ended?.kind === "step-unmatched");
    assert.deepEqual([ended.step, ended.nearMisses[0]?.failures[0]?.kind], [12, "validity"]);
  });
});
