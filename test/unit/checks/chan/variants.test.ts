import assert from "node:assert/strict";
import { sourceOf } from "../../../../server/src/yaml/nodes";
import { findingsOf, fixture, workspaceOf } from "../../../support/files";

/** What a check reports: the source text under each finding and its English message. */
function reported(code: string, text: string): string[] {
  const all = [...findingsOf(workspaceOf(fixture(text).files)).values()].flat();
  return all.filter((finding) => finding.code === code).map(({ at, message }) => `${sourceOf(at)} | ${message.en}`);
}

/** A channel file with one channel; the lines stand under its required keys. */
function channel(lines: string, flow = "pay_in", method = "gateway_b2c"): string {
  const body = lines.split("\n").map((line) => `    ${line}`);
  const head = ["  - id: a", "    name: 甲银行（虚构）", `    flow: ${flow}`, `    method: ${method}`];
  return ["kind: payment-channels", "schema: 1", "channels:", ...head, ...body].join("\n");
}

describe("chan/ variants", () => {
  it("lets a channel by file answer a timeout as it likes", () => {
    const lines = "interfaces: { pay: file }\ntimeout: { outcome: failure }";
    assert.deepEqual(reported("chan/timeout-as-failure", channel(lines)), []);
  });

  it("lets a receipt fail after its order has expired, but not a payout", () => {
    const lines =
      "results:\n  default: unknown\n  codes: [{ code: E1, meaning: not_found, outcome: failure, only_after: order_expiry }]";
    assert.deepEqual(reported("chan/uncertain-code-final", channel(lines)), []);
    assert.deepEqual(reported("chan/uncertain-code-final", channel(lines, "pay_out", "payout_single")), [
      "failure | Code E1 means no such order: the query may have overtaken the payment. It is not failure yet; set the outcome to unknown.",
    ]);
  });

  it("compares response codes with ISO 8583 for card terminals only", () => {
    const lines = 'results:\n  default: unknown\n  codes: [{ code: "51", meaning: risk_rejected, outcome: failure }]';
    assert.deepEqual(reported("chan/result-code-conflict", channel(lines)), []);
    assert.equal(reported("chan/result-code-conflict", channel(lines, "pay_in", "card_present")).length, 1);
  });

  it("knows the least length of an order number with an unknown part", () => {
    const order = (max: number) => channel(`order_no: { template: "{yyyyMMdd}{shop}{seq:8}", max_length: ${max} }`);
    assert.deepEqual(reported("chan/order-no-format", order(20)), []);
    assert.deepEqual(reported("chan/order-no-format", order(12)), [
      '"{yyyyMMdd}{shop}{seq:8}" | Channel a takes order numbers of at most 12 characters; this template makes 16 or more.',
    ]);
  });

  it("takes an unlimited row for the widest", () => {
    const lines = "limits:\n  - { scope: per_transaction, amount: unlimited }\n  - { scope: per_day, amount: 5000 }";
    assert.deepEqual(reported("chan/limit-order", channel(lines)), [
      "unlimited | The limit per transaction (unlimited) is above the daily limit (5000).",
    ]);
  });

  it("reads a plain factor and the trade's words for per mille and basis points", () => {
    const fee = (rate: string) => channel(`fee: { model: rate, rate: ${rate} }`);
    const fixes = (rate: string) => {
      const [finding] = [...findingsOf(workspaceOf(fixture(fee(rate)).files)).values()]
        .flat()
        .filter(({ code }) => code === "chan/fee-rate-unit");
      return finding?.fixes?.().map(({ edits }) => edits[0]?.newText);
    };
    assert.deepEqual(fixes("0.006"), ['"0.6%"', '"0.006%"']);
    assert.deepEqual(fixes("万38"), ['"38bp"']);
    assert.deepEqual(fixes('"0.6%"'), undefined);
  });

  it("accepts tiers whose beginning is the end of the one before", () => {
    const tiers = (second: string) =>
      channel(`fee: { model: tiered, tiers: [{ up_to: 1000, rate: "0.6%" }, { ${second}rate: "0.5%" }] }`);
    assert.deepEqual(reported("chan/fee-tiers", tiers("")), []);
    assert.deepEqual(reported("chan/fee-tiers", tiers("over: 500, ")), [
      "500 | Amounts over 500 up to 1000 are in two tiers; begin this one at 1000.",
    ]);
  });

  it("takes 00:00 as the end of the day of a daily window", () => {
    const window = (to: string) => channel(`maintenance: [{ from: "23:00", to: "${to}", behaviour: { pay: reject } }]`);
    assert.deepEqual(reported("chan/maintenance-window", window("00:00")), []);
    assert.equal(reported("chan/maintenance-window", window("00:30")).length, 1);
  });

  it("routes equal priorities by weights when all channels have one", () => {
    const routes = (weights: string) =>
      `${channel("status: active")}\nrouting:\n  - { id: r1, product: p, priority: 10, channels: [{ channel: a${weights} }] }\n  - { id: r2, product: p, priority: 10, channels: [{ channel: a${weights} }] }`;
    assert.deepEqual(reported("chan/routing-conflict", routes(", weight: 50")), []);
    assert.equal(reported("chan/routing-conflict", routes("")).length, 1);
  });

  it("does not take the registered name of a host for a test label", () => {
    const at = (url: string) => channel(`environment: production\nendpoint: ${url}`);
    assert.deepEqual(reported("chan/environment-mixed", at("https://pay.testin.example/v1")), []);
    assert.equal(reported("chan/environment-mixed", at("https://test-pay.bank.example/v1")).length, 1);
    assert.equal(reported("chan/environment-mixed", at("http://172.20.1.9:8080")).length, 1);
    assert.deepEqual(reported("chan/environment-mixed", at("http://172.40.1.9:8080")), []);
  });

  it("takes the zone of a channel's clock times from the accounting day", () => {
    const chart =
      '=== a.coa.yaml\nkind: chart-of-accounts\nschema: 1\naccounting_day: { cut_off: "23:55", time_zone: Asia/Shanghai }\n';
    const text = channel('cut_off: "23:00"');
    assert.equal(reported("chan/time-notation", text).length, 1);
    assert.deepEqual(reported("chan/time-notation", `${chart}=== a.channel.yaml\n${text}`), []);
    const zoneless = chart.replace(", time_zone: Asia/Shanghai", "");
    assert.deepEqual(reported("chan/time-notation", `${zoneless}=== a.channel.yaml\n${text}`), [
      "cut_off | The accounting day has a cut-off but no time zone; all clock times of the ledger hang on it.",
    ]);
  });

  it("asks for a calendar that covers the next year from December on", () => {
    const chart = (day: string) =>
      `=== a.coa.yaml\nkind: chart-of-accounts\nschema: 1\nregulation: { as_of: "${day}" }\n`;
    const text = `=== a.channel.yaml\n${channel("settlement: { cycle: T+1 }")}\ncalendar: { country: CN, years: [2025, 2026] }`;
    assert.deepEqual(reported("chan/settlement-calendar", chart("2026-11-30") + text), []);
    assert.deepEqual(reported("chan/settlement-calendar", chart("2026-12-01") + text), [
      "years | The calendar does not list 2027; T+n cannot be counted there.",
    ]);
    assert.deepEqual(
      reported("chan/settlement-calendar", chart("2027-01-05") + text.replace(", years: [2025, 2026]", "")),
      ["CN | The working days of 2027 are not in the product yet; name a calendar file that has them."],
    );
  });

  it("pays out what a channel cannot refund only to a known account", () => {
    const ledger = (method: string) =>
      `=== a.channel.yaml\n${channel("refund: { window_days: 90, after_window: payout }", "pay_in", method)}\n=== a.posting.yaml\nkind: posting-rules\nschema: 1\nproducts:\n  - { id: p, name: 收款, channels: [a], refund: { window_days: 365 } }`;
    assert.deepEqual(reported("chan/refund-shortfall", ledger("quick_pay")), []);
    assert.equal(reported("chan/refund-shortfall", ledger("qr_payer_scans")).length, 1);
  });

  it("finds the amount from which a fee covers a minimum cost, exactly", () => {
    const text = `=== a.channel.yaml\n${channel('fee: { model: rate, rate: "0.2%", min: 0.50 }')}\n=== a.posting.yaml\nkind: posting-rules\nschema: 1\nproducts:\n  - { id: p, name: 收款, channels: [a], min_amount: 1.00, max_amount: 5000.00, fee: { model: rate, rate: "0.6%" } }`;
    assert.deepEqual(reported("chan/margin-negative", text), [
      '"0.6%" | On 1.00, product p earns 0.01 and channel a costs 0.50; it breaks even from 82.50.',
    ]);
  });

  it("opens service hours on working days of the calendar only", () => {
    // 2026-10-10 is a Saturday worked to make up for the National Day holidays.
    const text = (day: string) =>
      `=== a.coa.yaml\nkind: chart-of-accounts\nschema: 1\nregulation: { as_of: "${day}" }\naccounting_day: { cut_off: "00:00", time_zone: Asia/Shanghai }\n=== a.channel.yaml\n${channel('service_hours: [{ days: working_days, from: "00:00", to: "00:00" }]', "pay_out", "payout_single")}\n=== a.posting.yaml\nkind: posting-rules\nschema: 1\nproducts:\n  - { id: p, name: 提现, channels: [a], promise: realtime }`;
    assert.deepEqual(reported("chan/payout-promise", text("2026-10-08")), [
      "realtime | Product p promises payouts in real time, but from 2026-10-11 00:00 to 2026-10-12 00:00 none of its channels (a) is in service.",
    ]);
  });

  it("says nothing about broken references twice: a lost chart explains its accounts", () => {
    const text = `=== a.coa.yaml\nkind: chart-of-accounts\nschema: 1\naccounts: [{ code: "1001", name: 现金, class: asset }]\n=== b.channel.yaml\n${channel('reconciliation: { differences: [{ kind: channel_only, flow: pay_in, suspense: "2241" }] }')}\nchart: [./a.coa.yaml, ./lost.coa.yaml]`;
    assert.deepEqual(reported("chan/unknown-reference", text), [
      "./lost.coa.yaml | There is no chart of accounts at ./lost.coa.yaml in this workspace.",
    ]);
  });

  it("asks a timeout block for its outcome once it is begun, and not before", () => {
    const code = "chan/timeout-as-failure";
    const message = "Channel a does not say what a timeout means; set `outcome: unknown` and query.";
    assert.deepEqual(reported(code, channel("timeout:")), [], "the format says so");
    assert.deepEqual(reported(code, channel("timeout: {}")), [`timeout | ${message}`]);
    assert.deepEqual(reported(code, channel("timeout: { outcome: unknown }")), []);
    assert.deepEqual(reported(code, channel("timeout: {}\nstatus: retired")), []);
    assert.deepEqual(reported(code, channel("interfaces: { payout: async }", "pay_out", "payout_single")), []);
  });

  /** A live channel, one of another kind, and a product and a route that take only the other. */
  const used = (other: string, product: string, live = "environment: production") => `=== a.channel.yaml
kind: payment-channels
schema: 1
channels:
  - { id: live, name: 甲银行（虚构）, ${live}, flow: pay_in, method: gateway_b2c }
  - { id: other, name: 乙银行（虚构）, ${other}, flow: pay_in, method: gateway_b2c }
routing:
  - { id: main, product: shop, channels: [{ channel: other }] }
=== b.posting.yaml
kind: posting-rules
schema: 1
products:
  - { id: shop, name: 商城, ${product}, channels: [other] }
rules: []
`;

  it("keeps sandboxes out of an active product and its route, where there is production at all", () => {
    const code = "chan/environment-mixed";
    assert.deepEqual(reported(code, used("environment: sandbox", "status: active")), [
      "other | Route main is used in production but takes the sandbox channel other.",
      "other | Product shop is used in production but takes the sandbox channel other.",
    ]);
    assert.deepEqual(reported(code, used("environment: sandbox", "status: draft")), []);
    assert.deepEqual(reported(code, used("environment: sandbox", "flow: pay_in")), []);
    assert.deepEqual(reported(code, used("environment: sandbox", "status: active", "environment: sandbox")), []);
  });

  it("names retired channels that a product or a route in force still takes", () => {
    const code = "chan/unknown-reference";
    assert.deepEqual(reported(code, used("status: retired", "status: active")), [
      "other | Channel other is retired, but route main still names it; take it out.",
      "other | Channel other is retired, but product shop still names it; take it out.",
    ]);
    assert.deepEqual(reported(code, used("status: retired", "status: retired")), []);
    assert.deepEqual(reported(code, used("status: suspended", "status: active")), []);
  });
});
