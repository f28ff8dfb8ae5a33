import assert from "node:assert/strict";
import { sourceOf } from "../../../../server/src/yaml/nodes";
import { findingsOf, fixture, workspaceOf } from "../../../support/files";

const CHART = `
=== a.coa.yaml
kind: chart-of-accounts
schema: 1
entity: { id: home }
bank_accounts:
  - { id: reserve, name: 备付金账户, bank: 央行, funds: client }
accounts:
  - { code: "2202", name: 商户待结算, class: liability, aliases: [老科目] }
  - { code: "3001", name: 渠道待清算, class: common }
`;

/** What is reported in the files: the source text under each finding with its message. */
function unknown(files: string): string[] {
  const all = [...findingsOf(workspaceOf(fixture(files).files)).values()].flat();
  return all
    .filter((finding) => finding.code === "post/unknown-reference")
    .map(({ at, message }) => `${sourceOf(at)} | ${message.en}`);
}

function rules(lines: string): string {
  return `=== b.posting.yaml\nkind: posting-rules\nschema: 1\n${lines}`;
}

describe("post/unknown-reference", () => {
  it("says nothing about accounts without a chart, or while the chart is broken", () => {
    const leg = rules('rules: [{ id: r, event: payment, entries: [{ debit: "9", amount: 1 }] }]');
    assert.deepEqual(unknown(leg), []);
    assert.deepEqual(unknown(`${CHART}broken: [\n${leg}`), []);
    assert.equal(unknown(`${CHART}${leg}`).length, 1);
  });

  it("resolves aliases, and offers the code for an account's name", () => {
    const entries = "entries: [{ debit: 老科目, amount: 1 }, { credit: 渠道待清算, amount: 1 }]";
    assert.deepEqual(unknown(`${CHART}${rules(`rules: [{ id: r, event: payment, ${entries} }]`)}`), [
      "渠道待清算 | There is no account 渠道待清算 in the chart of home. Did you mean 3001?",
    ]);
  });

  it("looks for an account in the chart of the leg's entity", () => {
    const other =
      '=== o.coa.yaml\nkind: chart-of-accounts\nschema: 1\nentity: { id: away }\naccounts: [{ code: "5005", name: 往来, class: common }]\n';
    const leg = (entity: string) =>
      rules(`rules: [{ id: r, event: payment, entries: [{ debit: "5005", amount: 1, entity: ${entity} }] }]`);
    assert.deepEqual(unknown(`${CHART}${other}${leg("away")}`), []);
    assert.deepEqual(unknown(`${CHART}${other}${leg("awya")}`), [
      "awya | There is no accounting entity awya. Did you mean away?",
    ]);
  });

  it("reports paths that lead nowhere, and then no accounts", () => {
    const text = rules(
      'chart: ./no.coa.yaml\nrules: [{ id: r, event: payment, entries: [{ debit: "9", amount: 1 }] }]',
    );
    assert.deepEqual(unknown(`${CHART}${text}`), [
      "./no.coa.yaml | There is no chart of accounts at ./no.coa.yaml in this workspace.",
    ]);
  });

  it("knows events, purposes and dimensions of the project", () => {
    const settings =
      "=== counting-house.yaml\npurposes: { till: { like: transit } }\nevents: { repayment: { like: transfer } }\ndimensions: { branch: { name: 分行 } }\n";
    const text = rules(
      'identities: [{ name: i, left: ["bank_deposit:client", till], right: ["2202", tilll] }]\nrules: [{ id: r, event: repayment, entries: [{ debit: "2202", amount: 1, dimensions: { branch: x, brunch: x } }] }]',
    );
    assert.deepEqual(unknown(`${CHART}${settings}${text}`), [
      "tilll | There is no account tilll in the chart of home. Did you mean till?",
      "brunch | There is no dimension brunch. Did you mean branch?",
    ]);
  });

  it("follows names through expressions: of the product, the original and earlier refunds", () => {
    const text = rules(`inputs: { gross: { type: money }, back: { type: money } }
amounts: { share: back - prior.bakc }
products:
  - { id: p, name: 收单, fee: { model: rate, rate: "0.6%" } }
  - { id: q, name: 无手续费 }
rules:
  - { id: pay, product: p, event: payment, idempotency_key: [payment_no], entries: [{ debit: "1", amount: "product.fee(gross)" }, { credit: "2", amount: rest }] }
  - { id: free, product: q, event: top_up, entries: [{ debit: "1", amount: "product.fee(gross)" }, { credit: "2", amount: rest }] }
  - id: back
    product: p
    event: refund
    original: { required: true, event: payment, match: [payment_no], cap: refundable_amount, on_missing: hold }
    requires: [{ name: n, condition: original.gros >= back }]
    entries: [{ debit: "1", amount: back + product.min_amount }, { credit: "2", amount: rest }]
`);
    assert.deepEqual(unknown(text), [
      "prior.bakc | There is no input or amount prior.bakc. Did you mean prior.back?",
      "product.fee | Product q has no fee terms to compute.",
      "original.gros | There is no input or amount original.gros. Did you mean original.gross?",
      "product.min_amount | Product p does not say min_amount.",
    ]);
  });

  it("reports a name that needs no declaration only as a slip of one that is used", () => {
    const text = rules(`rules:
  - { id: a, event: payment, idempotency_key: [payment_no], entries: [{ debit: "1", amount: 1, dimensions: { merchant: $merchant } }, { credit: "2", amount: 1 }] }
  - { id: b, event: refund, idempotency_key: [refund_no], entries: [{ debit: "1", amount: 1, dimensions: { merchant: $merchnat } }, { credit: "2", amount: 1 }] }
`);
    assert.deepEqual(unknown(text), ["merchnat | There is no input or identifier merchnat. Did you mean merchant?"]);
  });

  it("resolves steps, bank accounts and tenders where they are declared", () => {
    const text = rules(`products:
  - { id: p, name: 收单, tenders: [{ id: card, kind: channel }], refund: { tender_order: [card, crad] } }
scenarios:
  - id: s
    product: p
    steps: [{ id: paid, event: payment }]
    expect: { zero: ["2202", "2203"] }
    statements: [{ bank_account: resrve, after: piad, balance: 0 }]
`);
    assert.deepEqual(unknown(`${CHART}${text}`), [
      "crad | There is no tender crad. Did you mean card?",
      "2203 | There is no account 2203 in the chart of home. Did you mean 2202?",
      "resrve | There is no bank account resrve. Did you mean reserve?",
      "piad | There is no step piad. Did you mean paid?",
    ]);
  });
});
