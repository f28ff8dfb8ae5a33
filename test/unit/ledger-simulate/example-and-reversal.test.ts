import assert from "node:assert/strict";
import { runExample } from "../../../server/src/ledger/simulate/example";
import { accountsAfterReversal } from "../../../server/src/ledger/simulate/reversal";
import { readLedger } from "./read-yaml";

const CHART = `
entity: {id: psp}
accounts:
  - {code: clearing, class: common, normal_balance: either}
  - {code: merchant, class: liability, normal_balance: credit}
  - {code: fees, class: income, normal_balance: credit}
  - {code: refunds, class: liability, normal_balance: credit}
`;

const RULES = `
inputs: {gross: {type: money, min: 0.01}, refund_amount: {type: money, min: 0.01}}
amounts:
  fee: round(gross * product.fee.rate)
  fee_back: round(original.fee * ((prior.refund_amount + refund_amount) / original.gross)) - prior.fee_back
products:
  - {id: p, fee: {model: rate, rate: "0.6%"}}
rules:
  - id: sale
    product: p
    event: payment
    entries: [{debit: clearing, amount: gross}, {credit: merchant, amount: rest}, {credit: fees, amount: fee}]
    examples:
      - {name: right, given: {gross: 100.00}, expect: [{credit: fees, amount: 0.60}, {debit: clearing, amount: 100.00}, {credit: merchant, amount: 99.40}]}
      - {name: no fee, given: {gross: 0.50}, expect: [{debit: clearing, amount: 0.50}, {credit: merchant, amount: 0.50}, {credit: fees, amount: 0.00}]}
      - {name: wrong, given: {gross: 100.00}, expect: [{debit: clearing, amount: 100.00}, {credit: merchant, amount: 99.40}, {debit: fees, amount: 0.60}]}
      - {name: empty, given: {}, expect: []}
  - id: void
    product: p
    event: void
    reverses: sale
    original: {event: payment, match: [payment_no], cap: full}
    entries: [{debit: merchant, amount: original.gross - original.fee}, {debit: fees, amount: original.fee}, {credit: clearing, amount: rest}]
  - id: void.fee-kept
    product: p
    event: void
    reverses: sale
    original: {event: payment, match: [payment_no], cap: full}
    entries: [{debit: merchant, amount: original.gross}, {credit: clearing, amount: original.gross}]
  - id: refund
    product: p
    event: refund
    status: accepted
    original: {event: payment, match: [payment_no]}
    entries: [{debit: merchant, amount: refund_amount - fee_back}, {debit: fees, amount: fee_back}, {credit: refunds, amount: refund_amount}]
    examples:
      - {name: second refund, given: {refund_amount: 3.33, original.gross: 10.00, original.fee: 0.04, prior.refund_amount: 3.33, prior.fee_back: 0.01}, expect: [{debit: merchant, amount: 3.31}, {debit: fees, amount: 0.02}, {credit: refunds, amount: 3.33}]}
  - id: refund.failed
    product: p
    event: refund
    status: failed
    reverses: refund
    original: {event: payment, match: [payment_no]}
    entries: [{debit: refunds, amount: refund_amount}, {credit: merchant, amount: refund_amount - fee_back}, {credit: fees, amount: fee_back}]
`;

const ledger = readLedger(RULES, CHART);
const [product] = ledger.rules.products;
const ruleOf = (id: string) => ledger.rules.rules.find((rule) => rule.id === id)!;

function example(rule: string, name: string) {
  return runExample(
    ledger.book,
    ruleOf(rule),
    product,
    ledger.examples.get(ruleOf(rule))!.find((item) => item.name === name)!,
  );
}

describe("an example of a rule", () => {
  it("is met by the exact legs in any order", () => {
    const { missing, extra, lines } = example("sale", "right");
    assert.deepEqual([missing, extra, lines.length], [[], [], 3]);
  });

  it("may leave out a leg of zero or state it", () => {
    const { missing, extra, lines } = example("sale", "no fee");
    assert.deepEqual([missing, extra, lines.length], [[], [], 2]);
  });

  it("tells what is missing and what is too many", () => {
    const { missing, extra } = example("sale", "wrong");
    assert.deepEqual(
      missing.map(({ side, account, amount }) => [side, account, amount.toString()]),
      [["debit", "fees", "0.6"]],
    );
    assert.deepEqual(
      extra.map(({ leg, amount }) => [leg.side, leg.account, amount.toString()]),
      [["credit", "fees", "0.6"]],
    );
  });

  it("may give what the original transaction and earlier refunds were", () => {
    const { missing, extra, problems } = example("refund", "second refund");
    assert.deepEqual([missing, extra, problems], [[], [], []]);
  });

  it("tells the input that was not given", () => {
    assert.deepEqual(
      example("sale", "empty").problems.map(({ problem }) => problem.name),
      ["gross", "gross"],
    );
  });
});

describe("a rule that reverses another", () => {
  const verdicts = (rule: string, reversing: string) =>
    accountsAfterReversal(ledger.book, ruleOf(rule), ruleOf(reversing), product).map(({ account, verdict }) => [
      account,
      verdict.kind,
    ]);

  it("is proved to bring every account back, through original.x", () => {
    assert.deepEqual(verdicts("sale", "void"), [
      ["clearing", "proved-symbolic"],
      ["merchant", "proved-symbolic"],
      ["fees", "proved-symbolic"],
    ]);
  });

  it("is proved to bring every account back as a later status of the same transaction", () => {
    assert.deepEqual(verdicts("refund", "refund.failed"), [
      ["merchant", "proved-symbolic"],
      ["fees", "proved-symbolic"],
      ["refunds", "proved-symbolic"],
    ]);
  });

  it("is refuted with an input for the accounts it leaves changed", () => {
    const result = accountsAfterReversal(ledger.book, ruleOf("sale"), ruleOf("void.fee-kept"), product);
    const fees = result.find(({ account }) => account === "fees");
    assert(fees?.verdict.kind === "refuted");
    assert.deepEqual(
      [fees.legs.length, fees.reversingLegs.length, fees.verdict.counterexample.credit.isZero],
      [1, 0, false],
    );
    assert.equal(result.find(({ account }) => account === "clearing")?.verdict.kind, "proved-symbolic");
    assert.equal(result.find(({ account }) => account === "merchant")?.verdict.kind, "refuted");
  });
});
