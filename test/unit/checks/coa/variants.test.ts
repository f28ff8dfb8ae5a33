import assert from "node:assert/strict";
import { findingsOf, fixture, workspaceOf } from "../../../support/files";
import { applyFix } from "../../../support/fixes";

/** The English messages of one check on a fixture. */
function messages(code: string, text: string): string[] {
  return [...findingsOf(workspaceOf(fixture(text).files)).values()]
    .flat()
    .filter((finding) => finding.code === code)
    .map((finding) => finding.message.en);
}

function chart(body: string): string {
  return `kind: chart-of-accounts\nschema: 1\n${body}`;
}

describe("checks of charts beyond their pages", () => {
  it("coa/broken-hierarchy finds an account that is its own parent, and rings once", () => {
    const found = messages(
      "coa/broken-hierarchy",
      chart(`accounts:
  - { code: A, name: 甲, class: asset, parent: A }
  - { code: B, name: 乙, class: asset, parent: C }
  - { code: C, name: 丙, class: asset, parent: D }
  - { code: D, name: 丁, class: asset, parent: C }
`),
    );
    assert.equal(found.length, 2);
    assert.match(found[0]!, /^Account A 甲 stands under itself/);
    assert.match(found[1]!, /^Account C 丙 stands under itself/);
  });

  it("coa/broken-hierarchy asks once for a parent that several accounts lack, and lets 汇兑损益 hold both kinds", () => {
    const found = messages(
      "coa/broken-hierarchy",
      chart(`code_scheme: { levels: [4, 2] }
accounts:
  - { code: "220201", name: 甲, class: liability }
  - { code: "220202", name: 乙, class: liability }
  - { code: "6061", name: 汇兑损益, class: income, normal_balance: either }
  - { code: "606101", name: 汇兑损失, class: expense }
`),
    );
    assert.deepEqual(found, ["Account 220201 甲 needs 2202 above it, which is not in the chart."]);
  });

  it("coa/client-money-not-liability accepts a merchant's own wallet and purposes a project made", () => {
    const wallet = (role: string, purpose: string) =>
      `=== counting-house.yaml
purposes: { wallet: { like: customer_balance, name: 钱包 } }
=== a.coa.yaml
${chart(`entity: { id: e, name: e, role: ${role} }
accounts: [{ code: "1", name: 钱包, class: asset, purpose: ${purpose} }]
`)}`;
    assert.equal(messages("coa/client-money-not-liability", wallet("merchant", "customer_balance")).length, 0);
    assert.equal(messages("coa/client-money-not-liability", wallet("bank", "wallet")).length, 1);
  });

  it("coa/bank-funds-nature speaks of an account kept by bank account that mixes natures", () => {
    const mixed = (funds: string) =>
      chart(`bank_accounts:
  - { id: a, name: a, funds: client }
  - { id: b, name: b, funds: ${funds} }
accounts:
  - { code: "1002", name: 银行存款, class: asset, purpose: bank_deposit, dimensions: [bank_account] }
`);
    assert.deepEqual(messages("coa/bank-funds-nature", mixed("own")), [
      "Account 1002 银行存款 is kept by bank account and would hold money of different nature (client and own); give each nature an account of its own.",
    ]);
    assert.deepEqual(messages("coa/bank-funds-nature", mixed("client")), []);
  });

  it("coa/bank-account-mapping needs no account of its own where one is kept by bank account", () => {
    const files = (dimensions: string) => `=== a.coa.yaml
${chart(`bank_accounts: [{ id: a, name: a, funds: client }]
accounts:
  - { code: "1002", name: 银行存款, class: asset, purpose: bank_deposit${dimensions} }
  - { code: "2241", name: 客户余额, class: liability, purpose: customer_balance }
`)}
=== a.channel.yaml
kind: payment-channels
schema: 1
channels: [{ id: c, name: c, flow: pay_in, method: gateway_b2c, settlement: { bank_account: a } }]
`;
    assert.equal(messages("coa/bank-account-mapping", files(", dimensions: [bank_account]")).length, 0);
    assert.equal(messages("coa/bank-account-mapping", files(", bank_account: b")).length, 1);
  });

  it("coa/currency-not-carried takes a product's currency when the leg says none", () => {
    const found = messages(
      "coa/currency-not-carried",
      `=== a.coa.yaml
${chart(`base_currency: CNY
accounts:
  - { code: "1", name: 甲, class: asset, currencies: [CNY] }
  - { code: "2", name: 乙, class: liability, currencies: [CNY, HKD] }
`)}
=== a.posting.yaml
kind: posting-rules
schema: 1
products: [{ id: hk, name: 港币收单, currency: HKD }]
rules:
  - { id: r, product: hk, event: payment, entries: [{ debit: "1", amount: 1.00 }, { credit: "2", amount: 1.00 }] }
`,
    );
    assert.deepEqual(found, ["This entry posts HKD to 1 甲, which is kept in CNY."]);
  });

  it("coa/retired-account-used tells accounts that open later, and takes 2099 for no end", () => {
    const files = (dates: string) => `=== a.coa.yaml
${chart(`accounts:
  - { code: "1", name: 甲, class: asset, ${dates} }
  - { code: "2", name: 乙, class: liability }
`)}
=== a.posting.yaml
kind: posting-rules
schema: 1
rules:
  - { id: r, event: accrual, entries: [{ debit: "1", amount: 1.00 }, { credit: "2", amount: 1.00 }] }
`;
    assert.deepEqual(messages("coa/retired-account-used", files('valid_from: "2027-01-01"')), [
      "Account 1 甲 opens on 2027-01-01, but is used from 2026-11-20 on.",
    ]);
    assert.deepEqual(messages("coa/retired-account-used", files('valid_to: "2099-12-31"')), []);
  });

  it("coa/name-vs-side leaves claims, debts and contra accounts alone", () => {
    assert.deepEqual(
      messages(
        "coa/name-vs-side",
        chart(`accounts:
  - { code: "1", name: 应付费用, class: liability }
  - { code: "2", name: 应收收入, class: asset }
  - { code: "3", name: 手续费收入（抵减）, class: expense, contra: true }
  - { code: "4", name: 待查支出, class: asset }
  - { code: "5", name: 手续费收入—退还, class: income }
`),
      ),
      [],
    );
  });

  it("coa/suspense-missing asks only for the side that the differences need", () => {
    const found = messages(
      "coa/suspense-missing",
      `=== a.coa.yaml
${chart(`accounts: [{ code: "2241", name: 客户余额, class: liability, purpose: customer_balance }]
`)}
=== a.channel.yaml
kind: payment-channels
schema: 1
channels:
  - id: c
    name: c
    flow: pay_out
    method: payout_single
    reconciliation:
      differences: [{ kind: channel_only, flow: pay_out }, { kind: status_mismatch, flow: any }]
`,
    );
    assert.equal(found.length, 1);
    assert.match(found[0]!, /^The chart has no account for shortage \(待查短款, suspense_shortage\): /);
  });

  it("coa/purpose-missing-for-product finds debts to clients without client money at the bank", () => {
    const found = messages(
      "coa/purpose-missing-for-product",
      chart(`bank_accounts: [{ id: own, name: own, funds: own }]
accounts:
  - { code: "1002", name: 自有存款, class: asset, purpose: bank_deposit, bank_account: own }
  - { code: "2241", name: 客户余额, class: liability, purpose: customer_balance }
`),
    );
    assert.deepEqual(found, [
      "Account 2241 客户余额 owes money to clients, but no bank account of client funds (funds: client) stands against it.",
    ]);
  });

  it("coa/unused-account offers no removal that would leave a reference behind", () => {
    const { files } = fixture(`=== a.coa.yaml
${chart(`accounts:
  - { code: "1", name: 甲, class: asset }
  - { code: "2", name: 乙, class: liability }
  - { code: "3", name: 丙, class: liability }
`)}
=== a.posting.yaml
kind: posting-rules
schema: 1
rules:
  - { id: r, event: accrual, entries: [{ debit: "1", amount: 1.00 }, { credit: "2", amount: 1.00 }] }
scenarios: [{ id: s, steps: [], expect: { zero: ["3"] } }]
`);
    const found = findingsOf(workspaceOf(files))
      .get("a.coa.yaml")!
      .find((finding) => finding.code === "coa/unused-account")!;
    assert.deepEqual(
      found.fixes?.().map((fix) => fix.title.en),
      ["Retire it: valid_to 2026-11-19"],
    );
    assert.match(
      applyFix(files, found.fixes!()[0]!).get("a.coa.yaml")!,
      /name: 丙, class: liability, valid_to: "2026-11-19" \}/,
    );
  });

  it("say nothing about what a chart has not begun to declare", () => {
    const found = [
      ...findingsOf(
        workspaceOf(
          fixture(`=== a.coa.yaml
${chart(`accounts:
  - { code: "1002", name: 银行存款, class: asset }
  - { code: "2241", name: 客户余额, class: liability }
  - { code: "3001", name: 清算往来, class: common }
`)}
=== a.posting.yaml
kind: posting-rules
schema: 1
products: [{ id: p, name: 收单, flow: pay_in }]
rules:
  - { id: r, event: funds_in, entries: [{ debit: "1002", amount: 1.00 }, { credit: "3001", amount: 1.00 }] }
  - { id: s, event: payment, entries: [{ debit: "3001", amount: 1.00 }, { credit: "2241", amount: 1.00 }] }
`).files,
        ),
      ).values(),
    ]
      .flat()
      .filter((finding) => finding.code.startsWith("coa/"));
    assert.deepEqual(found, []);
  });
});
