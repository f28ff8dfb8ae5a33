import assert from "node:assert/strict";
import { CHECKS } from "../../../../server/src/checks/all.generated";
import { pageOf } from "../../../../server/src/checks/pages";
import { holds, REGULATIONS } from "../../../../server/src/data/regulations";
import { sourceOf } from "../../../../server/src/yaml/nodes";
import { findingsOf, fixture, workspaceOf } from "../../../support/files";
import { applyFix } from "../../../support/fixes";

const on = (day: string) => `=== counting-house.yaml\nregulation: { profile: cn, as_of: "${day}" }\n`;

function findings(code: string, files: ReadonlyMap<string, string>) {
  return [...findingsOf(workspaceOf(files)).values()].flat().filter((finding) => finding.code === code);
}

/** What a check reports: severity and the source text under each finding. */
function reported(code: string, text: string): string[] {
  return findings(code, fixture(text).files).map(({ at, severity }) => `${severity} ${sourceOf(at)}`);
}

function channels(...items: readonly string[]): string {
  return `=== c.channel.yaml\nkind: payment-channels\nschema: 1\nchannels:\n${items.map((item) => `  - { name: 甲, flow: pay_in, ${item} }`).join("\n")}\n`;
}

describe("reg/ variants", () => {
  it("is silent without the profile", () => {
    for (const check of CHECKS.filter(({ code }) => code.startsWith("reg/"))) {
      assert.equal(check.regulatory, true, check.code);
      const text = pageOf(check.code)!.bad.replaceAll("profile: cn", "profile: none");
      assert.deepEqual(reported(check.code, text), [], check.code);
    }
  });

  it("speaks of risk and never of a breach", () => {
    for (const check of CHECKS.filter(({ code }) => code.startsWith("reg/"))) {
      for (const { message } of findings(check.code, fixture(pageOf(check.code)!.bad).files)) {
        assert.doesNotMatch(message.en, /illegal|violat|breach|unlawful/i);
        assert.doesNotMatch(message.zh, /违法|违规|非法/);
      }
    }
  });

  it("keeps documents whose days make sense", () => {
    for (const [id, document] of Object.entries(REGULATIONS)) {
      const { inForce } = document;
      if ("issued" in document) assert.ok(document.issued <= inForce, id);
      if ("until" in document) assert.ok(inForce < document.until, id);
    }
    assert.equal(holds("order-2010-2", "2024-07-08"), true);
    assert.equal(holds("order-2010-2", "2024-07-09"), false);
  });

  it("takes a bank for a relay until the clearing platform", () => {
    const path =
      "path: [{ party: a, role: payment_institution }, { party: b, role: bank }, { party: c, role: wallet }]";
    const text = channels(`id: x, method: gateway_b2c, ${path}`);
    assert.deepEqual(reported("reg/institution-chain", on("2018-06-29") + text), []);
    assert.deepEqual(reported("reg/institution-chain", on("2018-06-30") + text), ["warning wallet"]);
    const filed = text.replace("id: x", "id: x, cooperation_ref: 备案 2026-01");
    assert.deepEqual(reported("reg/institution-chain", on("2026-01-01") + filed), []);
  });

  it("lets institutions link to banks directly until 2018-06-30, and for own funds always", () => {
    const files = (day: string, more = "") =>
      `${on(day)}=== a.coa.yaml\nkind: chart-of-accounts\nschema: 1\nentity: { id: q, name: 青禾, role: payment_institution }\nbank_accounts: [{ id: own, name: 自有, funds: own }]\naccounts: []\n${channels(`id: x, method: quick_pay, path: [{ party: q, role: payment_institution }, { party: b, role: bank }]${more}`)}`;
    assert.deepEqual(reported("reg/direct-bank-link", files("2018-06-29")), []);
    assert.deepEqual(reported("reg/direct-bank-link", files("2018-06-30")), ["error bank"]);
    assert.deepEqual(reported("reg/direct-bank-link", files("2026-01-01", ", settlement: { bank_account: own }")), []);
  });

  it("uses the figures of the day", () => {
    const row = (scope: string, amount: string, level: string) =>
      channels(
        `id: x, method: quick_pay, limits: [{ scope: ${scope}, amount: ${amount}, account_class: { scheme: bank, level: ${level} } }]`,
      );
    const code = "reg/bank-account-class-limits";
    assert.deepEqual(reported(code, on("2016-11-30") + row("per_day", "90000", "II")), []);
    assert.deepEqual(reported(code, on("2017-06-01") + row("per_day", "5000.00", "III")), []);
    assert.deepEqual(reported(code, on("2018-01-12") + row("per_day", "5000.00", "III")), ["warning 5000.00"]);
    assert.deepEqual(reported(code, on("2026-01-01") + row("per_day", "unlimited", "II")), ["warning unlimited"]);
  });

  it("only informs where the figure of a rail is not confirmed", () => {
    const text = channels(
      "id: x, method: payout_single, rail: beps, limits: [{ scope: per_transaction, amount: 60000 }]",
    );
    assert.deepEqual(reported("reg/rail-limit", on("2017-05-16") + text), ["warning 60000"]);
    assert.deepEqual(reported("reg/rail-limit", on("2018-05-02") + text), ["info 60000"]);
    assert.deepEqual(reported("reg/rail-limit", on("2020-02-01") + text), []);
  });

  it("judges reserve accounts by the regime of the day", () => {
    const files = (day: string, rail: string) =>
      `${on(day)}=== a.coa.yaml\nkind: chart-of-accounts\nschema: 1\nbank_accounts: [{ id: r, name: 收付户, funds: client, kind: reserve_payout }]\naccounts: []\n${channels(`id: x, method: payout_single, rail: ${rail}, payout: { funding_account: r }`)}`;
    const code = "reg/reserve-account-kind";
    assert.deepEqual(reported(code, files("2017-06-09", "internal")), []);
    assert.deepEqual(reported(code, files("2017-06-09", "beps")), ["warning r"]);
    assert.deepEqual(reported(code, files("2019-01-14", "beps")), ["warning reserve_payout"]);
  });

  it("follows expired value through an account where it waits", () => {
    const text = `${on("2026-11-20")}=== a.coa.yaml
kind: chart-of-accounts
schema: 1
accounts:
  - { code: "2203", name: 预付卡余额, class: liability, purpose: prepaid_balance }
  - { code: "2204", name: 过期待转, class: liability, purpose: transit }
  - { code: "6301", name: 营业外收入, class: income, purpose: other_income }
=== b.posting.yaml
kind: posting-rules
schema: 1
rules:
  - { id: expired, event: expiry, status: expired, entries: [{ debit: "2203", amount: x }, { credit: "2204", amount: x }] }
  - { id: swept, event: adjustment, status: confirmed, entries: [{ debit: "2204", amount: x }, { credit: "6301", amount: x }] }
`;
    const [finding] = findings("reg/prepaid-expiry-income", fixture(text).files);
    assert.equal(sourceOf(finding!.at), '"2204"');
    assert.match(
      finding!.message.en,
      /2203 预付卡余额 → 2204 过期待转 by rule expired → 6301 营业外收入 by rule swept/,
    );
    assert.equal(finding!.related!.length, 4);
  });

  it("does not take spending for cashing out", () => {
    const files = (credit: string, event: string) => `${on("2026-11-20")}=== a.coa.yaml
kind: chart-of-accounts
schema: 1
bank_accounts: [{ id: r, name: 备付金, funds: client }]
accounts:
  - { code: "1002", name: 备付金, class: asset, purpose: bank_deposit, bank_account: r }
  - { code: "2202", name: 商户待结算, class: liability, purpose: merchant_pending }
  - { code: "2203", name: 预付卡余额, class: liability, purpose: prepaid_balance }
  - { code: "2205", name: 出款过渡, class: liability, purpose: payout_transit }
=== b.posting.yaml
kind: posting-rules
schema: 1
products: [{ id: gift, name: 卡, prepaid: { registered: false } }]
rules:
  - { id: x, event: ${event}, entries: [{ debit: "2203", amount: x }, { credit: "${credit}", amount: x }] }
  - { id: paid, event: payout, entries: [{ debit: "2202", amount: x }, { credit: "2205", amount: x }] }
`;
    const code = "reg/prepaid-cash-out";
    assert.deepEqual(reported(code, files("2202", "payment")), []);
    assert.deepEqual(reported(code, files("2205", "withdrawal")), ['error "2205"']);
    assert.deepEqual(reported(code, files("1002", "withdrawal")), ['error "1002"']);
    assert.deepEqual(reported(code, files("1002", "refund")), []);
  });

  it("has a way out of 二清 that leaves no finding, where no rule pays merchants from the account", () => {
    const text = `${on("2026-11-20")}=== a.coa.yaml
kind: chart-of-accounts
schema: 1
entity: { id: m, name: 青石商城, role: merchant_platform }
bank_accounts: [{ id: own, name: 一般户, funds: own }]
accounts: []
=== b.posting.yaml
kind: posting-rules
schema: 1
products: [{ id: mall, name: 商城, payee: third_party, channels: [x], settlement: { payee: platform } }]
rules: []
${channels("id: x, method: gateway_b2c, settlement: { cycle: D+1, bank_account: own }")}`;
    const { files } = fixture(text);
    const code = "reg/second-clearing";
    const [finding, ...others] = findings(code, files);
    assert.deepEqual(others, []);
    const fixed = applyFix(files, finding!.fixes!()[0]!);
    assert.deepEqual(findings(code, fixed), []);
    assert.match(fixed.get("b.posting.yaml")!, /payee: merchant_bank_account/);
    const licensed = text.replace("role: merchant_platform", "role: merchant_platform, licences: [internet_payment]");
    assert.deepEqual(reported(code, licensed), []);
  });

  it("asks no licence of a bank", () => {
    const page = pageOf("reg/licence-scope")!.bad.replace("role: payment_institution", "role: bank");
    assert.deepEqual(reported("reg/licence-scope", page), []);
  });
});
