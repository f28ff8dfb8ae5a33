import assert from "node:assert/strict";
import { simulate } from "../../../server/src/ledger/simulate/simulate";
import { readLedger } from "./read-yaml";

function run(posting: string, ...charts: readonly string[]) {
  const ledger = readLedger(posting, ...charts);
  return simulate(ledger.book, ledger.rules, ledger.scenarios[0]!);
}

/** Case library C56: a repayment across two institutions. */
const LENDER = `
entity: {id: B}
accounts:
  - {code: due-from-a, class: asset, normal_balance: debit, clears: {by: event}}
  - {code: loans, class: asset, normal_balance: debit}
  - {code: interest, class: asset, normal_balance: debit}
  - {code: funds, class: equity, normal_balance: credit}
`;
const WALLET = `
entity: {id: A}
accounts:
  - {code: customers, class: liability, normal_balance: credit}
  - {code: due-to-b, class: liability, normal_balance: credit, clears: {by: event}}
`;
const REPAYMENT = `
inputs: {principal: {type: money}, charges: {type: money}}
rules:
  - id: repay
    event: transfer
    entries:
      - {debit: customers, amount: principal + charges}
      - {credit: due-to-b, amount: rest}
      - {debit: due-from-a, entity: B, amount: rest}
      - {credit: loans, entity: B, amount: principal}
      - {credit: "B:interest", amount: charges}
scenarios:
  - id: s
    given: {principal: 90.00, charges: 10.00}
    opening: {customers: {credit: 100.00}, "B:loans": {debit: 90.00}, "B:interest": {debit: 10.00}, "B:funds": {credit: 100.00}}
    identities: [{name: mirror, condition: 'balance("due-to-b") + balance("B:due-from-a") == 0'}]
    steps: [{event: transfer}]
    expect: {balances: {customers: 0, due-to-b: {credit: 100.00}, "B:loans": 0, "B:interest": 0, "B:due-from-a": {debit: 100.00}}}
`;

describe("the books of two entities (C56)", () => {
  it("balance each by itself, one rest leg each", () => {
    const { findings } = run(REPAYMENT, WALLET, LENDER);
    assert.deepEqual(
      findings.map((finding) => (finding.kind === "opening-unbalanced" ? finding.entity : finding.kind)),
      ["A"],
      "A was opened with a liability only",
    );
  });

  it("do not balance together only", () => {
    const oneBook = REPAYMENT.replace(
      "      - {credit: due-to-b, amount: rest}\n      - {debit: due-from-a, entity: B, amount: rest}\n",
      "",
    );
    const days = run(oneBook, WALLET, LENDER).findings.filter((finding) => finding.kind === "day-unbalanced");
    assert.deepEqual(
      days.map(({ entity, debit, credit }) => [entity, debit.sub(credit).toString()]),
      [
        ["A", "100"],
        ["B", "-100"],
      ],
    );
  });
});

/** Case library C04 and C53: several currencies, points, an account off the balance sheet. */
const MIXED = `
entity: {id: psp}
base_currency: CNY
units: {PTS: {name: 积分, scale: 0}}
accounts:
  - {code: bank, class: asset, normal_balance: debit, currencies: [CNY, USD]}
  - {code: position, class: common, normal_balance: either, currencies: [CNY, USD]}
  - {code: owed, class: liability, normal_balance: credit, currencies: [USD]}
  - {code: points, class: memo, normal_balance: credit, currencies: [PTS]}
  - {code: cost, class: expense, normal_balance: debit}
  - {code: points-liability, class: liability, normal_balance: credit}
`;

describe("several currencies", () => {
  const posting = `
inputs: {cny: {type: money, currency: CNY}, usd: {type: money, currency: USD}}
rules:
  - id: buy
    event: fx_conversion
    entries:
      - {debit: position, amount: cny}
      - {credit: bank, amount: cny}
      - {debit: bank, amount: usd, currency: USD}
      - {credit: position, amount: rest, currency: USD}
scenarios:
  - id: s
    opening: {bank: {debit: 680.00}, position: {credit: 680.00}}
    steps: [{event: fx_conversion, given: {cny: 680.00, usd: 100.00}, expect: {bank: [{debit: 0.00, currency: CNY}, {debit: 100.00, currency: USD}]}}]
    expect: {balances: {position: {credit: 100.00, currency: USD}}}
`;
  it("balance each by itself (C04)", () => assert.deepEqual(run(posting, MIXED).findings, []));

  it("are not compared with each other (C04 M1)", () => {
    const oneVoucher = posting
      .replace("      - {debit: position, amount: cny}\n", "")
      .replace("      - {credit: position, amount: rest, currency: USD}\n", "");
    const days = run(oneVoucher, MIXED).findings.filter((finding) => finding.kind === "day-unbalanced");
    assert.deepEqual(
      days.map(({ currency, debit, credit }) => [currency, debit.sub(credit).toString()]),
      [
        ["CNY", "-680"],
        ["USD", "100"],
      ],
    );
  });

  it("are all asked to be zero where nothing is expected", () => {
    const [finding] = run(
      posting.replace("{position: {credit: 100.00, currency: USD}}", "{position: 0}"),
      MIXED,
    ).findings;
    assert(finding?.kind === "balance-differs");
    assert.deepEqual([finding.currency, finding.actual.toString()], ["USD", "-100"]);
  });
});

describe("points off the balance sheet (C53)", () => {
  const posting = `
inputs: {granted: {type: integer}}
amounts: {value: round(granted / 100)}
rules:
  - id: grant
    event: accrual
    requires: [{name: campaign budget, condition: 'balance("cost") + value <= 50.00'}]
    entries:
      - {debit: cost, amount: value}
      - {credit: points-liability, amount: value}
      - {credit: points, amount: granted, currency: PTS}
scenarios:
  - id: s
    identities: [{name: a hundred points are one yuan, condition: 'balance("points-liability") * 100 == balance("points")'}]
    steps:
      - {event: accrual, given: {granted: 1000}}
      - {event: accrual, given: {granted: 234}}
    expect: {balances: {points: {credit: 1234}, cost: {debit: 12.34}}}
`;
  it("are single-entry and keep their ratio to the money", () => assert.deepEqual(run(posting, MIXED).findings, []));

  it("are not granted beyond what the rule requires", () => {
    const { findings, steps } = run(posting.replace("granted: 234", "granted: 4001"), MIXED);
    const [refused] = findings;
    assert(refused?.kind === "requirement-broken");
    assert.deepEqual(
      [refused.requirement.name, String(refused.compared?.left), String(refused.compared?.right)],
      ["campaign budget", "50.01", "50"],
    );
    assert.deepEqual([steps[1]?.outcome, steps[1]?.postings.length], ["refused", 0]);
  });
});

describe("an account without enough money", () => {
  const chart = `
entity: {id: psp}
accounts:
  - {code: "2001", class: liability, normal_balance: credit}
  - {code: "200101", parent: "2001", class: liability, normal_balance: credit, dimensions: [merchant]}
  - {code: "1001", class: asset, normal_balance: debit}
`;
  const posting = `
inputs: {a: {type: money}}
rules:
  - id: pay-out
    event: payout
    entries: [{debit: "200101", amount: a, dimensions: {merchant: $merchant}}, {credit: "1001", amount: a}]
  - id: pay-in
    event: payment
    entries: [{debit: "1001", amount: a}, {credit: "200101", amount: a, dimensions: {merchant: $merchant}}]
scenarios:
  - id: s
    opening: {"1001": {debit: 100.00}, "200101": OPENING}
    steps:
      - {event: payout, given: {a: 30.00, merchant: M1}}
      - {event: payout, given: {a: 40.00, merchant: M1}}
      - {event: payment, given: {a: 70.00, merchant: M1}}
    expect: {balances: {"2001": {credit: 100.00}}}
`;
  const wrongSides = (opening: string, classes = chart) =>
    run(posting.replace("OPENING", opening), classes).findings.map((finding) =>
      finding.kind === "wrong-side"
        ? [finding.step, finding.account, finding.balance.toString(), finding.dimensions?.get("merchant")]
        : finding.kind,
    );

  it("is told once, at the step that overdraws it", () => {
    assert.deepEqual(wrongSides("{merchant: M2, credit: 100.00}"), [[0, "200101", "30", "M1"]]);
    assert.deepEqual(wrongSides("[{merchant: M1, credit: 50.00}, {merchant: M2, credit: 50.00}]"), [
      [1, "200101", "20", "M1"],
    ]);
  });

  it("may be covered by money that names no merchant", () => assert.deepEqual(wrongSides("{credit: 100.00}"), []));

  it("may be allowed to be negative", () => {
    assert.deepEqual(
      wrongSides(
        "{merchant: M2, credit: 100.00}",
        chart.replaceAll("dimensions: [merchant]", "dimensions: [merchant], allow_negative: true"),
      ),
      [],
    );
  });
});

describe("broken files", () => {
  const posting = `
amounts: {a: b, b: a}
rules:
  - {id: r, event: payment, entries: [{debit: "1", amount: a}, {credit: "9", amount: 1.00}]}
scenarios:
  - {id: s, steps: [{event: payment}], expect: {balances: {"2": 0}}}
`;
  const chart = 'accounts: [{code: "1", class: asset, parent: "2"}, {code: "2", class: asset, parent: "1"}]';

  it("end in findings: accounts above one another, amounts defined through themselves", () => {
    const [finding, ...others] = run(posting, chart).findings;
    assert(finding?.kind === "not-computable");
    assert.deepEqual([finding.problem.code, finding.leg?.account, others], ["cycle", "1", []]);
  });

  it("post on accounts no chart has, which other checks report", () => {
    const known = posting.replace('{debit: "1", amount: a}', '{debit: "8", amount: 1.00}');
    const result = run(known, chart);
    assert.deepEqual(result.findings, []);
    assert.deepEqual(
      result.closing.map(({ account, balance }) => [account, balance.toString()]),
      [
        ["8", "1"],
        ["9", "-1"],
      ],
    );
  });
});
