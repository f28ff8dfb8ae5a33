import assert from "node:assert/strict";
import { amountHints } from "../../../server/src/features/amount-hints";
import { type FeatureContext, locate } from "../../../server/src/features/context";
import { expressionHover } from "../../../server/src/features/hover-expression";
import { moneyFlow } from "../../../server/src/features/money-flow";
import { postingPreview } from "../../../server/src/features/posting-preview";
import { resolveRuleLens, ruleLenses } from "../../../server/src/features/rule-lens";
import { runTest, testItems } from "../../../server/src/features/test-tree";
import { Glossaries } from "../../../server/src/index/glossaries";
import type { PreviewBalance, PreviewLeg } from "../../../server/src/protocol";
import { fixture, ROOT, workspaceOf } from "../../support/files";

const URI = `${ROOT}/b.posting.yaml`;
const FILES = `
  === a.coa.yaml
  kind: chart-of-accounts
  schema: 1
  accounting_day: { cut_off: "23:30", time_zone: Asia/Shanghai }
  bank_accounts:
    - { id: pool, name: 备付金, bank: 某银行, funds: client }
  accounts:
    - { code: "1002", name: 备付金存款, class: asset, purpose: bank_deposit, bank_account: pool }
    - { code: "2202", name: 商户待结算, class: liability, purpose: merchant_pending }
    - { code: "3001", name: 渠道待清算, class: asset, purpose: channel_clearing }
    - { code: "6021", name: 手续费收入, class: income, purpose: fee_income }
  === b.posting.yaml
  kind: posting-rules
  schema: 1
  inputs:
    gross: { type: money, currency: CNY, min: 0.01 }
  amounts:
    fee: round(gross * 0.006)
  rules:
    - id: pay
      event: payment
      idempotency_key: [payment_no]
      entries:
        - { debit: "3001", amount: gross, timing: day_end }
        - { credit: "2202", amount: rest }
        - { credit: "6021", amount: fee }
      examples:
        - name: 百元
          given: { gross: 100.00 }
          expect:
            - { debit: "3001", amount: 100.00 }
            - { credit: "2202", amount: 99.40 }
            - { credit: "6021", amount: 0.61 }
    - id: arrived
      event: funds_in
      status: matched
      entries:
        - { debit: "1002", amount: gross }
        - { credit: "3001", amount: gross }
    - id: wrong
      event: transfer
      entries:
        - { debit: "1002", amount: gross }
        - { credit: "3001", amount: fee }
  scenarios:
    - id: day
      title: 一天
      steps:
        - { at: "2026-03-10 10:00", event: payment, given: { payment_no: P1, gross: 100.00 } }
        - { at: "2026-03-10 23:30", event: day_cut, expect: { "3001": { debit: 99.99 } } }
`;

function context(): FeatureContext {
  const workspace = workspaceOf(fixture(FILES).files);
  return { workspace, glossaries: new Glossaries(workspace), locale: "en" };
}

function position(text: string, shift = 0) {
  const lines = fixture(FILES).files.get("b.posting.yaml")!.split("\n");
  const line = lines.findIndex((one) => one.includes(text));
  return { line, character: lines[line]!.indexOf(text) + shift };
}

const legText = ({ side, account, amount, timing }: PreviewLeg) =>
  [side, account.code, amount, timing].filter(Boolean).join(" ");
const balanceText = ({ account, debit, credit }: PreviewBalance) =>
  `${account.code} ${debit ? `debit ${debit}` : credit ? `credit ${credit}` : "0"}`;

describe("posting preview", () => {
  it("shows a rule's entry, its proof and its examples", () => {
    const preview = postingPreview(context(), { uri: URI, position: position("id: pay") })!;
    assert.equal(preview.kind, "rule");
    assert.deepEqual(preview.proof, { verdict: "proved-symbolic", text: "proved symbolically" });
    assert.deepEqual(
      preview.entry.map(({ expression }) => expression),
      ["gross", "rest", "fee"],
    );
    assert.deepEqual(
      preview.steps.map(({ title, legs }) => [title, ...legs.map(legText)]),
      [["百元", "debit 3001 100.00 day_end", "credit 2202 99.40", "credit 6021 0.60"]],
    );
    assert.deepEqual(
      preview.tAccounts.map(({ account, debits, credits }) => [account.code, debits, credits]),
      [
        ["3001", ["100.00"], []],
        ["2202", [], ["99.40"]],
        ["6021", [], ["0.60"]],
      ],
    );
    assert.deepEqual([preview.trialBalance[0]?.debit, preview.trialBalance[0]?.credit], ["100.00", "100.00"]);
  });

  it("computes a rule without examples for ordinary inputs", () => {
    const preview = postingPreview(context(), { uri: URI, position: position("id: arrived") })!;
    assert.deepEqual(
      preview.steps.map(({ title, legs }) => [title, ...legs.map(legText)]),
      [["For example gross = 100", "debit 1002 100.00", "credit 3001 100.00"]],
    );
  });

  it("shows a scenario step by step, with what went wrong at the step", () => {
    const preview = postingPreview(context(), { uri: URI, position: position("id: day") })!;
    assert.deepEqual(
      preview.steps.map(({ title, at, accountingDate, rule, legs, balances }) => [
        title,
        at,
        accountingDate,
        rule,
        legs.map(legText),
        balances.map(balanceText),
      ]),
      [
        [
          "payment",
          "2026-03-10 10:00",
          "2026-03-10",
          "pay",
          ["debit 3001 100.00 day_end", "credit 2202 99.40", "credit 6021 0.60"],
          ["2202 credit 99.40", "6021 credit 0.60"],
        ],
        ["day_cut", "2026-03-10 23:30", "2026-03-10", undefined, ["debit 3001 100.00"], ["3001 debit 100.00"]],
      ],
    );
    assert.deepEqual(preview.steps[1]?.problems, ["3001 渠道待清算 stands at debit 100.00, not debit 99.99."]);
    assert.equal(preview.trialBalance[0]?.rows.length, 3);
  });

  it("is nothing outside rules and scenarios", () => {
    assert.equal(postingPreview(context(), { uri: URI, position: { line: 0, character: 0 } }), undefined);
    assert.equal(
      postingPreview(context(), { uri: `${ROOT}/none.yaml`, position: { line: 0, character: 0 } }),
      undefined,
    );
  });
});

describe("money flow", () => {
  const edges = (flow: ReturnType<typeof moneyFlow>) =>
    flow!.edges.map(({ from, to, real, deferred, label }) =>
      [`${from}>${to}`.replaceAll("w:", ""), real ? "real" : "owed", deferred ? "later" : "now", label].join(" "),
    );

  it("goes from a receivable to those it is owed to, with deferred legs marked", () => {
    assert.deepEqual(edges(moneyFlow(context(), { uri: URI, position: position("id: pay"), scope: "rule" })), [
      "3001>2202 owed later pay · rest",
      "3001>6021 owed later pay · fee",
    ]);
  });

  it("is real money through a bank account, from the account that falls to the one that rises", () => {
    const flow = moneyFlow(context(), { uri: URI, position: position("id: arrived"), scope: "rule" });
    assert.deepEqual(edges(flow), ["3001>1002 real now arrived · gross"]);
    assert.deepEqual(
      flow?.nodes.map(({ account, owner, bank }) => [account.code, owner, bank]),
      [
        ["1002", "client", true],
        ["3001", "client", false],
      ],
    );
  });

  it("shows amounts for a scenario, and all rules for the workspace", () => {
    assert.deepEqual(edges(moneyFlow(context(), { uri: URI, position: position("id: day"), scope: "scenario" })), [
      "3001>2202 owed later 1 · 99.40",
      "3001>6021 owed later 1 · 0.60",
    ]);
    assert.equal(moneyFlow(context(), { scope: "workspace" })?.nodes.length, 4);
  });
});

describe("tests of a ledger", () => {
  it("lists scenarios and examples and runs them", () => {
    const now = context();
    const items = testItems(now);
    assert.deepEqual(
      items.map(({ label, kind, group }) => [label, kind, group]),
      [
        ["百元", "example", "pay"],
        ["day 一天", "scenario", URI],
      ],
    );
    const results = items.map(({ id }) => runTest(now, id, () => 0)!);
    assert.deepEqual(
      results.map(({ passed, failures }) => [
        passed,
        failures.map(({ message, expected, actual }) => [message, expected, actual]),
      ]),
      [
        [false, [["Credit 6021 is 0.60, not 0.61.", undefined, undefined]]],
        [false, [["3001 渠道待清算 stands at debit 100.00, not debit 99.99.", "debit 99.99", "debit 100.00"]]],
      ],
    );
    assert.equal(results[1]?.steps.length, 2);
    assert.equal(
      runTest(now, "gone", () => 0),
      undefined,
    );
  });
});

describe("lenses, hints and hovers of rules", () => {
  it("says what is proved and what comes out", () => {
    const now = context();
    const titles = ruleLenses(now, URI).map((lens) => resolveRuleLens(now, lens).command?.title);
    assert.deepEqual(titles, [
      "✓ proved symbolically",
      "✗ 1 of 1 examples fail",
      "✓ proved symbolically",
      "✗ refuted at gross = 0.01: debit 0.01, credit 0.00",
      "✗ failed: 1 difference",
    ]);
  });

  it("shows the amounts of the first example behind the legs", () => {
    const range = { start: { line: 0, character: 0 }, end: { line: 999, character: 0 } };
    assert.deepEqual(
      amountHints(context(), URI, range).map(({ label }) => label),
      ["= 100.00", "= 99.40", "= 0.60"],
    );
  });

  it("tells type and value of the part of an expression under the cursor", () => {
    const now = context();
    const hover = (text: string, shift: number) =>
      expressionHover(now, locate(now, URI, position(text, shift))!)?.value;
    assert.equal(hover("amount: fee", 9), "`fee` an amount in CNY\n\n0.60 in the example “百元”");
    assert.equal(hover("amount: rest", 9), "`rest` an amount\n\n99.40 in the example “百元”");
    assert.equal(hover("fee: round(gross", 12), "`gross` an amount in CNY");
    assert.equal(hover("fee: round(gross * 0.006)", 17), "`gross * 0.006` an amount in CNY");
    assert.equal(hover("event: payment", 9), undefined);
  });
});
