import assert from "node:assert/strict";
import { sourceOf } from "../../../../server/src/yaml/nodes";
import { findingsOf, fixture, workspaceOf } from "../../../support/files";
import { applyFix } from "../../../support/fixes";

function findings(code: string, files: ReadonlyMap<string, string>) {
  return [...findingsOf(workspaceOf(files)).values()].flat().filter((finding) => finding.code === code);
}

/** What a check reports: the source text under each finding. */
function reported(code: string, text: string): string[] {
  return findings(code, fixture(text).files).map(({ at }) => sourceOf(at));
}

/** A channel file with one channel whose reconciliation block these lines are. */
function recon(lines: string, channel = ""): string {
  const body = lines.split("\n").map((line) => `      ${line}`);
  const head = ["  - id: a", "    name: 甲银行（虚构）", "    flow: pay_in", "    method: gateway_b2c"];
  const more = channel === "" ? [] : channel.split("\n").map((line) => `    ${line}`);
  return ["kind: payment-channels", "schema: 1", "channels:", ...head, ...more, "    reconciliation:", ...body].join(
    "\n",
  );
}

const chart = (day: string) =>
  `=== a.coa.yaml\nkind: chart-of-accounts\nschema: 1\naccounting_day: ${day}\naccounts: []\n=== b.channel.yaml\n`;

describe("recon/ variants", () => {
  it("reads T+1 as later than D+1 only over days off", () => {
    const run = (file: string, at: string) =>
      recon(`statement: { source: file, available_at: "${file}" }\nrun_at: "${at}"`);
    assert.deepEqual(reported("recon/run-before-file", run("D+1 10:00", "T+1 10:30")), []);
    assert.deepEqual(reported("recon/run-before-file", run("T+1 10:00", "D+1 10:30")), ['"D+1 10:30"']);
  });

  it("has no file to wait for when it reconciles by queries", () => {
    const lines = 'statement: { source: query, available_at: "T+1 10:00" }\nrun_at: "T+1 09:00"';
    assert.deepEqual(reported("recon/run-before-file", recon(lines)), []);
  });

  it("moves a run that a later statement would overtake", () => {
    const text = recon(
      'statement: { source: file, available_at: "D+0 23:30" }\nrun_at: "D+0 23:50"',
      'cut_off: "00:00"',
    );
    const { files } = fixture(text);
    const [finding] = findings("recon/file-before-cut-off", files);
    const fixed = applyFix(files, finding!.fixes!()[0]!);
    assert.match([...fixed.values()][0]!, /available_at: "T\+1 23:30"[\s\S]*run_at: "T\+2 00:00"/);
    assert.deepEqual(findings("recon/file-before-cut-off", fixed), []);
  });

  it("compares cut-offs of different zones as instants", () => {
    const files = (zone: string) =>
      chart('{ cut_off: "23:00", time_zone: Asia/Shanghai }') +
      recon("date_basis: platform_date", `cut_off: "00:00"\ntime_zone: ${zone}`);
    assert.deepEqual(reported("recon/cut-off-gap", files("Asia/Tokyo")), []);
    assert.deepEqual(reported("recon/cut-off-gap", files("Asia/Shanghai")), ["platform_date"]);
  });

  it("judges the hold window on the channel's clock", () => {
    const files = (from: string, to: string) =>
      chart('{ cut_off: "23:30", time_zone: Asia/Shanghai }') +
      recon(
        `hold: { window: { from: "${from}", to: "${to}" }, days: 1, then: timing }`,
        'cut_off: "01:00"\ntime_zone: Asia/Tokyo',
      );
    // 23:30 in Shanghai is 00:30 in Tokyo.
    assert.deepEqual(reported("recon/hold-lifecycle", files("00:25", "01:05")), []);
    assert.deepEqual(reported("recon/hold-lifecycle", files("23:25", "00:35")), ["window"]);
  });

  it("derives surplus and shortage of refunds like those of payouts", () => {
    const accounts =
      '=== a.coa.yaml\nkind: chart-of-accounts\nschema: 1\naccounts:\n  - { code: "1221", name: 短款, class: asset, purpose: suspense_shortage }\n  - { code: "2241", name: 长款, class: liability, purpose: suspense_surplus }\n=== b.channel.yaml\n';
    const row = (kind: string, flow: string) =>
      accounts + recon(`differences: [{ kind: ${kind}, flow: ${flow}, suspense: "2241" }]`);
    assert.deepEqual(reported("recon/difference-direction", row("channel_only", "pay_in")), []);
    assert.deepEqual(reported("recon/difference-direction", row("own_only", "refund")), []);
    assert.deepEqual(reported("recon/difference-direction", row("channel_only", "refund")), ['"2241"']);
    assert.deepEqual(reported("recon/difference-direction", row("own_only", "pay_in")), ['"2241"']);
    assert.deepEqual(reported("recon/difference-direction", row("channel_only", "any")), []);
    assert.deepEqual(reported("recon/difference-direction", row("amount_mismatch", "pay_out")), []);
  });

  it("writes a pair of rules that satisfies the row", () => {
    const text = `=== a.coa.yaml
kind: chart-of-accounts
schema: 1
base_currency: CNY
accounts:
  - { code: "224101", name: 待查长款, class: liability, purpose: suspense_surplus }
  - { code: "300101", name: 渠道待清算, class: common, purpose: channel_clearing, dimensions: [channel] }
=== b.posting.yaml
kind: posting-rules
schema: 1
rules: []
=== c.channel.yaml
${recon("differences:\n  - { kind: channel_only, flow: pay_in }")}`;
    const { files } = fixture(text);
    const [finding] = findings("recon/difference-incomplete", files);
    const fixed = applyFix(files, finding!.fixes!()[0]!);
    assert.deepEqual(findings("recon/difference-incomplete", fixed), []);
    assert.match(fixed.get("b.posting.yaml")!, /debit: "300101"[\s\S]*credit: "224101"[\s\S]*debit: "224101"/);
    assert.match(fixed.get("c.channel.yaml")!, /rule: diff\.a\.surplus\.parked/);
  });

  it("asks for refund rows only where the statement lists refunds", () => {
    const rows =
      "differences: [{ kind: channel_only, flow: pay_in }, { kind: own_only, flow: pay_in }, { kind: amount_mismatch, flow: pay_in }, { kind: status_mismatch, flow: pay_in }]";
    const code = "recon/difference-kinds-incomplete";
    assert.deepEqual(reported(code, recon(rows)), []);
    assert.deepEqual(reported(code, recon(`statement: { contents: [payments, refunds] }\n${rows}`)), ["differences"]);
    assert.deepEqual(reported(code, recon(rows, "retry: { idempotent: false }")), ["differences"]);
  });

  it("counts only enabled, active channels when it asks whether payment waits for reconciliation", () => {
    const files = (status: string) => `=== a.posting.yaml
kind: posting-rules
schema: 1
products:
  - { id: p, name: 收单, channels: [a], settlement: { cycle: T+1, pay_at: "09:00", gate: reconciled } }
rules: []
=== b.channel.yaml
${recon('run_at: "T+1 10:30"', `status: ${status}`)}`;
    assert.deepEqual(reported("recon/settlement-before-final", files("active")), ['"09:00"']);
    assert.deepEqual(reported("recon/settlement-before-final", files("suspended")), []);
  });

  it("widens the scope together with what funds bring along", () => {
    const text = recon(
      "scope:\n  - detail\nauthority:\n  detail: channel\ndate_basis: channel_date\ndifferences:\n  - { kind: status_mismatch, flow: any }",
    );
    const { files } = fixture(text);
    const [finding] = findings("recon/scope-incomplete", files);
    const fixed = applyFix(files, finding!.fixes!()[0]!);
    for (const code of ["recon/scope-incomplete", "recon/authority-missing", "recon/funds-classification"])
      assert.deepEqual(findings(code, fixed), [], code);
    assert.match([...fixed.values()][0]!, /kind: bank_total/);
  });

  it("says nothing about a block that is not begun", () => {
    const text = recon("performed_by: platform");
    const all = [...findingsOf(workspaceOf(fixture(text).files)).values()].flat();
    assert.deepEqual(
      all.map(({ code }) => code).filter((code) => code.startsWith("recon/")),
      [],
    );
  });

  it("asks no channel for reconciliation in a file that has not begun with it", () => {
    const code = "recon/channel-unreconciled";
    const live = (id: string, more = "") =>
      `  - { id: ${id}, name: 甲（虚构）, status: active, environment: production, flow: pay_in, method: gateway_b2c${more} }\n`;
    const file = (...channels: string[]) => `kind: payment-channels\nschema: 1\nchannels:\n${channels.join("")}`;
    assert.equal(reported(code, file(live("a"), live("b"))).length, 0);
    assert.equal(reported(code, file(live("a", ", settlement: { cycle: T+1 }"), live("b"))).length, 1);
    assert.equal(
      reported(code, file(live("a"), live("b", ", reconciliation: { statement: { source: query } }"))).length,
      1,
    );
  });

  it("holds the deadline of a late file against the time the file is due", () => {
    const code = "recon/late-file-policy";
    const late = (deadline: string) =>
      recon(
        `date_basis: channel_date\nstatement: { source: file, available_at: "T+1 10:00", rerun: next_day, late: { deadline: "${deadline}", action: park } }`,
      );
    assert.deepEqual(reported(code, late("T+0 23:00")), ['"T+0 23:00"']);
    assert.deepEqual(reported(code, late("T+1 10:00")), []);
    assert.deepEqual(reported(code, late("D+1 12:00")), []);
  });
});
