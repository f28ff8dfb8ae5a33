import assert from "node:assert/strict";
import { legsOn, RuleBook } from "../../../server/src/index/rule-book";
import { fixture, workspaceOf } from "../../support/files";

const CHART = `
=== a.coa.yaml
kind: chart-of-accounts
schema: 1
accounts:
  - { code: "2202", name: 商户待结算, class: liability, purpose: merchant_pending, aliases: [旧商户户] }
  - { code: "3001", name: 渠道待清算, class: common, purpose: own_clearing, update_mode: day_end }
  - { code: "9001", name: 备查, class: memo }
=== counting-house.yaml
purposes: { own_clearing: { like: channel_clearing } }
events: { repayment: { like: transfer } }
=== b.posting.yaml
kind: posting-rules
schema: 1
`;

function bookOf(rules: string): RuleBook {
  const [ledger] = workspaceOf(fixture(CHART + rules).files).ledgers;
  return RuleBook.of(ledger!);
}

describe("rule book", () => {
  it("resolves accounts by code, alias and project purpose", () => {
    const book = bookOf(`rules:
  - id: r
    event: repayment
    entries:
      - { debit: "3001", amount: 1 }
      - { credit: 旧商户户, amount: 1 }
      - { credit: "9001", amount: 1 }
      - { credit: "9999", amount: 1 }
`);
    const [rule] = book.rules;
    assert.equal(rule!.event, "transfer");
    assert.deepEqual(
      rule!.legs.map((leg) => [leg.side, leg.purpose, leg.memo, leg.account !== undefined]),
      [
        ["debit", "channel_clearing", false, true],
        ["credit", "merchant_pending", false, true],
        ["credit", undefined, true, true],
        ["credit", undefined, false, false],
      ],
    );
    assert.equal(legsOn(rule!, "credit", "merchant_pending").length, 1);
    assert.equal(legsOn(rule!, "debit", "merchant_pending").length, 0);
  });

  it("finds when a leg posts: what it says, a buffering row, the account's mode for trades, else at once", () => {
    const book = bookOf(`buffering:
  - { account: "2202", event: payment }
  - { account: "2202", event: refund, effective_to: "2026-01-31" }
rules:
  - id: pay
    event: payment
    entries:
      - { debit: "3001", amount: 1, timing: realtime }
      - { debit: "3001", amount: 1 }
      - { credit: "2202", amount: 1 }
  - id: back
    event: refund
    entries: [{ debit: "2202", amount: 1 }]
  - id: arrived
    event: funds_in
    entries: [{ credit: "3001", amount: 1 }]
`);
    assert.deepEqual(
      book.rules.flatMap((rule) => rule.legs.map((leg) => `${leg.timing} ${leg.timingFrom}`)),
      ["realtime entry", "day_end account", "buffered buffering", "realtime default", "realtime default"],
    );
  });

  it("gives a product its own rules and those for any, without ended ones", () => {
    const book = bookOf(`products:
  - { id: p, name: 收单, status: active }
  - { id: q, name: 旧收单, status: retired }
rules:
  - { id: any, event: payment, entries: [] }
  - { id: own, product: p, event: payment, entries: [] }
  - { id: later, product: p, event: payment, valid_from: "2027-01-01", entries: [] }
  - { id: before, product: p, event: payment, valid_to: "2025-12-31", entries: [] }
  - { id: retired, product: q, event: payment, entries: [] }
`);
    const ids = (rules: typeof book.rules) => rules.map((rule) => rule.rule.id?.value);
    assert.deepEqual(ids(book.ofProduct("p")), ["any", "own", "later"]);
    assert.deepEqual(ids(book.rules.filter((rule) => rule.enabled)), ["any", "own"]);
    assert.equal(book.all.length, 5);
    assert.equal(book.productsOf(book.rules[1]!).length, 1);
  });
});
