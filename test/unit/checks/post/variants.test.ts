import assert from "node:assert/strict";
import { sourceOf } from "../../../../server/src/yaml/nodes";
import { findingsOf, fixture, workspaceOf } from "../../../support/files";

/** What a check reports: the source text under each finding and its English message. */
function reported(code: string, files: string): string[] {
  const all = [...findingsOf(workspaceOf(fixture(files).files)).values()].flat();
  return all.filter((finding) => finding.code === code).map(({ at, message }) => `${sourceOf(at)} | ${message.en}`);
}

const CHART = `
=== a.coa.yaml
kind: chart-of-accounts
schema: 1
entity: { id: home, role: payment_institution }
accounts:
  - { code: "1001", name: 银行存款, class: asset, purpose: bank_deposit }
  - { code: "1122", name: 应收手续费, class: asset, purpose: fee_receivable, dimensions: [merchant] }
  - { code: "2201", name: 客户余额, class: liability, purpose: customer_balance }
  - { code: "2202", name: 商户待结算, class: liability, purpose: merchant_pending }
  - { code: "2203", name: 商户可用, class: liability, purpose: merchant_available }
  - { code: "2204", name: 冻结款, class: liability, purpose: frozen_balance }
  - { code: "2241", name: 代付过渡, class: liability, purpose: payout_transit }
  - { code: "3001", name: 渠道待清算, class: common, purpose: channel_clearing }
  - { code: "6021", name: 手续费收入, class: income, purpose: fee_income }
  - { code: "9001", name: 备查, class: memo }
subledgers:
  - { id: wallet, name: 钱包, account: "2201", holder: user, operations: [transfer], overdraft: { limit: 100.00 } }
  - { id: shop, name: 商户户, account: "2203", holder: merchant, operations: [withdraw], spendable: [available] }
`;

function rules(lines: string): string {
  return `${CHART}=== b.posting.yaml\nkind: posting-rules\nschema: 1\ninputs: { x: { type: money, min: 0.01 }, fee: { type: money } }\n${lines}`;
}

const legs = (debit: string, credit: string, more = "") =>
  `entries: [{ debit: "${debit}", amount: x${more} }, { credit: "${credit}", amount: x }]`;

describe("post/ variants", () => {
  it("unknown-reference finds a guard key that is one slip from a usual one", () => {
    const guarded = (key: string) =>
      reported(
        "post/unknown-reference",
        rules(`rules:\n  - { id: a, event: fee, when: { ${key}: month }, ${legs("1001", "2201")} }\n`),
      );
    assert.deepEqual(guarded("perid"), ["perid | No other rule or step goes by perid. Did you mean period?"]);
    assert.deepEqual(guarded("region"), []);
  });

  it("deferred-leg-unchecked asks a day-end leg for every dimension of its account", () => {
    const found = reported(
      "post/deferred-leg-unchecked",
      rules(`rules:\n  - { id: a, event: fee, ${legs("1122", "6021", ", timing: day_end")} }\n`),
    );
    assert.equal(
      found[0],
      "day_end | Account 1122 应收手续费 is kept by merchant, but the leg is summed without: the batch could not be split again.",
    );
  });

  it("duplicate-id compares steps within one scenario, and finds inputs hidden by amounts", () => {
    const text = `kind: posting-rules\nschema: 1\ninputs: { a: { type: money } }\namounts: { a: 1 }
scenarios:
  - { id: s, steps: [{ id: one, event: payment }, { id: one, event: refund }] }
  - { id: t, steps: [{ id: one, event: payment }] }
`;
    assert.deepEqual(reported("post/duplicate-id", text), [
      "a | a is an input and a named amount; the amount hides the input. Give one of them another name.",
      "one | There is already a step one; two that share an id cannot be told apart.",
    ]);
  });

  it("duplicate-id lets each entity have its own ids", () => {
    const chart = (id: string) =>
      `=== ${id}.coa.yaml\nkind: chart-of-accounts\nschema: 1\nentity: { id: ${id} }\naccounts: [{ code: "1", name: 甲, class: memo }]\n`;
    const file = (id: string) =>
      `=== ${id}.posting.yaml\nkind: posting-rules\nschema: 1\nchart: [${id === "x" ? "./x.coa.yaml, ./y.coa.yaml" : "./y.coa.yaml"}]\nrules: [{ id: r, event: payment, ${legs("1", "1")} }]\n`;
    assert.deepEqual(reported("post/duplicate-id", chart("x") + chart("y") + file("x") + file("y")), []);
    assert.equal(
      reported("post/duplicate-id", chart("y") + file("y") + file("y").replace("y.posting", "z.posting")).length,
      1,
    );
  });

  it("one-sided leaves off-balance legs out and trusts red legs", () => {
    const red = `entries: [{ credit: "2202", amount: x, red: true }, { credit: "2203", amount: x }]`;
    const memo = `entries: [{ debit: "9001", amount: x }]`;
    assert.deepEqual(
      reported(
        "post/one-sided",
        rules(`rules: [{ id: a, event: adjustment, ${red} }, { id: b, event: pre_auth, ${memo} }]`),
      ),
      [],
    );
    const half = `entries: [{ debit: "9001", amount: x }, { credit: "2202", amount: x }]`;
    assert.equal(reported("post/one-sided", rules(`rules: [{ id: a, event: payment, ${half} }]`)).length, 1);
  });

  it("ambiguous-rules leaves versions, retired products and exceptions alone", () => {
    const text = (second: string) =>
      rules(`products: [{ id: old, name: 旧, status: retired }]
rules:
  - { id: a, event: payment, valid_to: "2026-12-31", ${legs("3001", "2202")} }
  - { id: b, event: payment, ${second}, ${legs("3001", "2202")} }
`);
    assert.equal(reported("post/ambiguous-rules", text("status: succeeded")).length, 1);
    assert.deepEqual(reported("post/ambiguous-rules", text('valid_from: "2027-01-01"')), []);
    assert.deepEqual(reported("post/ambiguous-rules", text("product: old")), []);
    assert.deepEqual(reported("post/ambiguous-rules", text("when: { channel: c }")), []);
  });

  it("transit-without-exit counts red legs for the other side and the day end for both", () => {
    const into = `{ id: a, event: payment, ${legs("3001", "2202")} }`;
    const red = `{ id: b, event: adjustment, entries: [{ debit: "3001", amount: x, red: true }, { debit: "2202", amount: x }] }`;
    const code = "post/transit-without-exit";
    assert.equal(reported(code, rules(`rules: [${into}]`)).length, 1);
    assert.deepEqual(reported(code, rules(`rules: [${into}, ${red}]`)), []);
    assert.deepEqual(reported(code, rules(`day_end: { transit_account: "3001" }\nrules: [${into}]`)), []);
    assert.deepEqual(reported(code, `${rules(`rules: [${into}]`)}broken: [`), []);
  });

  it("void-scope finds the late value in a list", () => {
    const text = rules(
      `rules: [{ id: v, event: void, when: { period: [same_day, later_day] }, ${legs("2202", "3001")} }]`,
    );
    assert.deepEqual(
      reported("post/void-scope", text).map((line) => line.split(" | ")[0]),
      ["later_day"],
    );
  });

  it("idempotency-missing is silent until a rule of the file has a key", () => {
    const text = (key: string) =>
      rules(
        `rules:\n  - { id: a, event: payment, ${legs("3001", "2202")} }\n  - { id: b, event: top_up, ${key} ${legs("3001", "2201")} }`,
      );
    assert.deepEqual(reported("post/idempotency-missing", text("")), []);
    assert.equal(reported("post/idempotency-missing", text("idempotency_key: [top_up_no],")).length, 1);
  });

  it("idempotency-missing takes unknown names for identifiers, declared amounts not", () => {
    const text = (key: string) =>
      rules(`rules: [{ id: a, event: payment, idempotency_key: [${key}], ${legs("3001", "2202")} }]`);
    assert.deepEqual(reported("post/idempotency-missing", text("流水号")), []);
    assert.equal(reported("post/idempotency-missing", text("x, event")).length, 1);
  });

  it("premature-credit lets a fee stand that the failure gives back", () => {
    const accepted = `{ id: a, event: withdrawal, status: accepted, entries: [{ debit: "2201", amount: rest }, { credit: "2241", amount: x }, { credit: "6021", amount: fee }] }`;
    const failed = `{ id: b, event: withdrawal, status: failed, entries: [{ debit: "2241", amount: x }, { debit: "6021", amount: fee }, { credit: "2201", amount: rest }] }`;
    assert.equal(reported("post/premature-credit", rules(`rules: [${accepted}]`)).length, 1);
    assert.deepEqual(reported("post/premature-credit", rules(`rules: [${accepted}, ${failed}]`)), []);
  });

  it("payer-debit-deferred lets agreed overdrafts and scheduled runs wait", () => {
    const text = (account: string, source: string) =>
      rules(`rules: [{ id: a, event: transfer, source: ${source}, ${legs(account, "2202", ", timing: buffered")} }]`);
    assert.equal(reported("post/payer-debit-deferred", text("2203", "request")).length, 1);
    assert.deepEqual(reported("post/payer-debit-deferred", text("2203", "schedule")), []);
    assert.deepEqual(reported("post/payer-debit-deferred", text("2201", "request")), []);
  });

  it("shares-not-whole adds percentages exactly and asks for every share and account", () => {
    const split = (...shares: string[]) =>
      `kind: posting-rules\nschema: 1\nproducts: [{ id: p, name: 分账, split: { receivers: [${shares.map((share, i) => `{ party: p${i}, ${share} }`).join(", ")}] } }]`;
    const of = (...shares: string[]) =>
      reported("post/shares-not-whole", split(...shares)).map((line) => line.split(" | ")[1]);
    assert.deepEqual(of('share: "33.3%", account: a', 'share: "33.3%", account: a', 'share: "33.4%", account: a'), []);
    assert.deepEqual(of('share: "60%", account: a', "account: a"), [
      "The split of product p gives a share to the others only; p1 has none.",
    ]);
    assert.deepEqual(of("share: remainder, account: a", "share: remainder, account: a"), [
      "The split of product p has two remainders; only one party can take what is left.",
    ]);
    assert.deepEqual(of('share: "100%", account: a', "share: remainder, account: a"), [
      "The split of product p leaves nothing for the remainder: the other shares already make 100%.",
    ]);
    assert.deepEqual(of("account: a", "account: a"), []);
  });

  it("correction-contradiction wants a whole voucher on both sides", () => {
    const text = rules(
      `rules: [{ id: c, event: adjustment, reverses: a, correction: { type: red_voucher, period: later_day }, entries: [{ credit: "2202", amount: -x, red: true }] }, { id: a, event: payment, ${legs("3001", "2202")} }]`,
    );
    assert.deepEqual(reported("post/correction-contradiction", text), [
      "red_voucher | Rule c is a red_voucher, which takes back a whole voucher, but all its legs are credits.",
    ]);
  });

  it("bank-mirror-by-trade lets channels inside the bank settle at once", () => {
    const channel = (rail: string) =>
      `=== c.channel.yaml\nkind: payment-channels\nschema: 1\nchannels: [{ id: c, name: 行内（虚构）, flow: pay_in, method: gateway_b2c, rail: ${rail}, settlement: { cycle: T+0 } }]\n`;
    const text = rules(
      `products: [{ id: p, name: 收单, channels: [c] }]\nrules: [{ id: a, product: p, event: payment, ${legs("1001", "2202")} }]\n`,
    );
    assert.deepEqual(reported("post/bank-mirror-by-trade", text + channel("internal")), []);
    assert.equal(reported("post/bank-mirror-by-trade", text + channel("ibps")).length, 1);
  });

  it("outcomes-incomplete needs no return where no channel returns", () => {
    const channel = (days: number) =>
      `=== c.channel.yaml\nkind: payment-channels\nschema: 1\nchannels: [{ id: c, name: 代付（虚构）, flow: pay_out, method: payout_single, payout: { return_window_days: ${days} } }]\n`;
    const rule = (status: string, debit: string, credit: string) =>
      `{ id: ${status}, product: p, event: payout, status: ${status}, ${legs(debit, credit)} }`;
    const text = rules(
      `products: [{ id: p, name: 代付, flow: pay_out, channels: [c] }]\nrules: [${rule("accepted", "2203", "2241")}, ${rule("succeeded", "2241", "3001")}, ${rule("failed", "2241", "2203")}]\n`,
    );
    assert.deepEqual(reported("post/outcomes-incomplete", text + channel(0)), []);
    assert.deepEqual(reported("post/outcomes-incomplete", text + channel(3)), [
      '"2241" | Rule accepted holds money on account 2241 代付过渡, and no rule closes it for: payout returned.',
    ]);
  });

  it("fee-leg-mismatch tells net from gross, and one fee from two", () => {
    const product = (mode: string, more = "") => `products: [{ id: p, name: 收单, fee: { mode: ${mode}${more} } }]\n`;
    const code = "post/fee-leg-mismatch";
    const billed = `{ id: a, product: p, event: payment, entries: [{ debit: "3001", amount: x }, { debit: "1122", amount: fee }, { credit: "2202", amount: x }, { credit: "6021", amount: fee }] }`;
    const deducted = (event: string) =>
      `{ id: ${event}, product: p, event: ${event}, entries: [{ debit: "3001", amount: x }, { credit: "2202", amount: rest }, { credit: "6021", amount: fee }] }`;
    const onTop = `{ id: a, product: p, event: payment, entries: [{ debit: "3001", amount: x + fee }, { credit: "2202", amount: rest }, { credit: "6021", amount: fee }] }`;
    const found = (mode: string, rule: string) => reported(code, rules(`${product(mode)}rules: [${rule}]`)).length;
    assert.deepEqual([found("net", billed), found("gross", billed)], [1, 0]);
    assert.deepEqual([found("net", deducted("payment")), found("gross", deducted("payment"))], [0, 1]);
    assert.deepEqual([found("net", onTop), found("gross", onTop)], [0, 0]);
    assert.equal(found("net", `${deducted("payment")}, ${deducted("settlement")}`), 1);
  });

  it("advance-undeclared sees money that can be spent before it has arrived", () => {
    const channel = (cycle: string) =>
      `=== c.channel.yaml\nkind: payment-channels\nschema: 1\nchannels: [{ id: c, name: 钱包（虚构）, flow: pay_in, method: qr_payer_scans, settlement: { cycle: ${cycle} } }]\n`;
    const text = (account: string) =>
      rules(
        `products: [{ id: p, name: 收单, flow: pay_in, channels: [c] }]\nrules: [{ id: a, product: p, event: payment, ${legs("3001", account)} }]\n`,
      );
    assert.equal(reported("post/advance-undeclared", text("2203") + channel("T+1")).length, 1);
    assert.deepEqual(reported("post/advance-undeclared", text("2203") + channel("T+0")), []);
    assert.deepEqual(reported("post/advance-undeclared", text("2202") + channel("T+1")), []);
  });

  it("freeze-posts lets one holder's money be frozen, not another's", () => {
    const freeze = (debit: string, credit: string) =>
      reported("post/freeze-posts", rules(`rules: [{ id: f, event: freeze, ${legs(debit, credit)} }]`)).length;
    assert.deepEqual([freeze("2203", "2204"), freeze("2201", "2203"), freeze("2203", "9001")], [0, 1, 0]);
  });

  it("deferred-leg-unchecked shares the day end of a chart, and completes a begun one", () => {
    const file = rules(
      `accounting_date: platform\nrules: [{ id: a, event: payment, ${legs("3001", "2202", ", timing: day_end")} }]\n`,
    );
    const other = (block: string) => `=== c.posting.yaml\nkind: posting-rules\nschema: 1\nday_end: ${block}\n`;
    const code = "post/deferred-leg-unchecked";
    assert.equal(reported(code, file).length, 1);
    assert.deepEqual(reported(code, file + other("{ checks: [flow_sum_equals_batch_sum], on_imbalance: stop }")), []);
    const own = file.replace("accounting_date", "day_end: { on_imbalance: post_to_transit }\naccounting_date");
    assert.deepEqual(reported(code, own), [
      "day_end | The day-end run lacks the check flow_sum_equals_batch_sum, the transit account for an imbalance, although legs wait for it.",
    ]);
  });
});
