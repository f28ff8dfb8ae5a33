import assert from "node:assert/strict";
import { TextDocument } from "vscode-languageserver-textdocument";
import { proofOf } from "../../../server/src/index/engine/proof-of-rule";
import { examplesOf, runOf } from "../../../server/src/index/engine/runs";
import { scopeOfRule } from "../../../server/src/index/engine/scope-of-rule";
import type { Ledger } from "../../../server/src/index/ledger";
import type { Workspace } from "../../../server/src/index/workspace";
import { fixture, ROOT, workspaceOf } from "../../support/files";

const FILES = `
  === a.coa.yaml
  kind: chart-of-accounts
  schema: 1
  entity: { id: own }
  base_currency: CNY
  units:
    PTS: { name: 积分, scale: 0 }
  accounting_day: { cut_off: "23:30", time_zone: Asia/Shanghai }
  accounts:
    - { code: "1002", name: 存款, class: asset, aliases: ["银行"] }
    - { code: "2202", name: 待结算, class: liability }
    - { code: "6021", name: 收入, class: income }
    - { code: "9001", name: 备查, class: memo }
  === b.posting.yaml
  kind: posting-rules
  schema: 1
  inputs:
    gross: { type: money, min: 0.01 }
    points: { type: money, currency: PTS }
  amounts:
    fee: product.fee(gross)
  products:
    - { id: a, name: 甲, fee: { mode: net, model: rate, rate: "0.6%", min: 0.10 } }
    - { id: b, name: 乙, fee: { mode: net, model: tiered, tiers: [{ up_to: 100, rate: "60bp" }, { over: 100, amount: 1.00 }] } }
  rules:
    - id: pay
      event: payment
      idempotency_key: [payment_no]
      entries:
        - { debit: 银行, amount: gross }
        - { credit: "2202", amount: rest }
        - { credit: "6021", amount: fee }
        - { debit: "9001", amount: gross }
      examples:
        - given: { gross: 100.00 }
          expect:
            - { debit: "1002", amount: 100.00 }
            - { credit: "2202", amount: 99.40 }
            - { credit: "6021", amount: 0.60 }
            - { debit: "9001", amount: 100.00 }
    - id: transfer
      event: transfer
      entries:
        - { debit: "2202", amount: gross }
        - { credit: "1002", amount: gross }
  scenarios:
    - id: one
      product: a
      given: { payment_no: P1 }
      steps:
        - { event: payment, given: { gross: 100.00 }, expect: { "银行": { debit: 100.00 }, "2202": { credit: 99.40 } } }
`;

function edit(workspace: Workspace, name: string, change: (text: string) => string): Ledger {
  const uri = `${ROOT}/${name}`;
  const old = workspace.file(uri)!.source;
  workspace.set(TextDocument.create(uri, "yaml", old.version + 1, change(old.text)));
  return workspace.ledgers[0]!;
}

describe("the engine on a ledger", () => {
  const start = () => {
    const workspace = workspaceOf(fixture(FILES).files);
    return { workspace, ledger: workspace.ledgers[0]! };
  };

  it("reads inputs, named amounts, the product's terms and units", () => {
    const { ledger } = start();
    const product = ledger.product("b")!.item;
    const scope = scopeOfRule(ledger, ledger.rule("pay")!, { product });
    assert.deepEqual(scope.lookup("gross")?.type, { kind: "money" });
    assert.deepEqual(scope.lookup("payment_no")?.type, { kind: "id" });
    assert.deepEqual(scope.lookup("original.gross")?.type, { kind: "money" });
    assert.ok(scope.hasProductFee);
    assert.equal(scope.policy.minorUnit("PTS").toString(), "1");
    assert.equal(scope.policy.minorUnit(undefined).toString(), "0.01");
    assert.equal(scope.given.fee?.tiers?.[0]?.rate?.toString(), "0.006");
  });

  it("proves a rule for each product whose terms it reads, and leaves memo legs out", () => {
    const { ledger } = start();
    const proved = proofOf(ledger, ledger.rule("pay")!);
    assert.deepEqual(
      proved.all.map(({ product, proof }) => [product?.id?.value, proof.verdict.kind, proof.groups.length]),
      [
        ["a", "proved-symbolic", 1],
        ["b", "proved-symbolic", 1],
      ],
    );
    assert.equal(proofOf(ledger, ledger.rule("transfer")!).all.length, 1);
  });

  it("finds the smallest input for which the rest is negative", () => {
    const { ledger } = start();
    const [sign] = proofOf(ledger, ledger.rule("pay")!).all[0]!.proof.signs;
    assert.deepEqual([sign?.value.toString(), sign?.inputs.get("gross")?.toString()], ["-0.09", "0.01"]);
  });

  it("runs scenarios through aliases, and examples", () => {
    const { ledger } = start();
    const { run } = runOf(ledger, [...ledger.scenarios()][0]!);
    assert.deepEqual(run.findings, []);
    assert.deepEqual(
      run.closing.map(({ account, balance }) => `${account} ${balance}`),
      ["1002 100", "2202 -99.4", "6021 -0.6", "9001 100"],
    );
    const [example] = examplesOf(ledger, ledger.rule("pay")!);
    assert.deepEqual([example?.run.missing, example?.run.extra], [[], []]);
  });

  it("keeps proofs and runs until something they depend on changes", () => {
    const { workspace, ledger } = start();
    const entry = () => [...workspace.ledgers[0]!.scenarios()][0]!;
    const pay = proofOf(ledger, ledger.rule("pay")!);
    const transfer = proofOf(ledger, ledger.rule("transfer")!);
    const { run } = runOf(ledger, entry());

    let now = edit(workspace, "b.posting.yaml", (text) => text.replace("id: transfer", "id: transferred"));
    assert.equal(proofOf(now, now.rule("pay")!), pay);
    assert.equal(runOf(now, entry()).run, run);
    assert.notEqual(proofOf(now, now.rule("transferred")!), transfer);

    now = edit(workspace, "a.coa.yaml", (text) => text.replace("name: 积分", "name: 点数"));
    assert.equal(proofOf(now, now.rule("pay")!), pay);
    assert.equal(runOf(now, entry()).run, run);

    now = edit(workspace, "b.posting.yaml", (text) => text.replace('"0.6%"', '"0.5%"'));
    assert.notEqual(proofOf(now, now.rule("pay")!), pay);
    assert.equal(runOf(now, entry()).run.closing[1]?.balance.toString(), "-99.5");

    now = edit(workspace, "b.posting.yaml", (text) => text.replace("min: 0.01", "min: 20.00"));
    assert.deepEqual(proofOf(now, now.rule("pay")!).proof.signs, []);

    now = edit(workspace, "a.coa.yaml", (text) => text.replace("class: memo", "class: asset"));
    assert.equal(proofOf(now, now.rule("pay")!).rule.legs[3]?.memo, undefined);
  });

  it("says what is unfinished and does not throw on broken files", () => {
    const broken = `
      === b.posting.yaml
      kind: posting-rules
      schema: 1
      amounts: { a: b + , b: a }
      rules:
        - { id: x, event: payment, entries: [{ debit: "1", amount: a }, { credit: }] }
        - { id: y, entries: [{ amount: 1 }] }
        - { id: z, event: payment, entries: [{ debit: "1", credit: "2", amount: rest }], examples: [{ given: }] }
        - { event: refund, reverses: x, original: {}, entries: [{ debit: "1", amount: original.a + prior.q }] }
      scenarios:
        - { id: s, steps: [{ event: payment, at: nonsense, accounting_date: 2026-02-30 }, {}], expect: { balances: { "1": x, "2": { debit: }, "3": [] } } }
    `;
    const ledger = workspaceOf(fixture(broken).files).ledgers[0]!;
    for (const rule of ledger.rules()) {
      assert.equal(proofOf(ledger, rule).unfinished, true);
      examplesOf(ledger, rule);
    }
    for (const scenario of ledger.scenarios()) runOf(ledger, scenario);
  });
});
