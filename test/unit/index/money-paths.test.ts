import assert from "node:assert/strict";
import { MoneyPaths, pathLegs, pathText } from "../../../server/src/index/money-paths";
import { sourceOf } from "../../../server/src/yaml/nodes";
import { fixture, workspaceOf } from "../../support/files";

const CHART = `
=== a.coa.yaml
kind: chart-of-accounts
schema: 1
accounts:
  - { code: "1002", name: 自有存款, class: asset, purpose: bank_deposit }
  - { code: "1003", name: 备付金, class: asset, purpose: bank_deposit }
  - { code: "2202", name: 商户待结算, class: liability, purpose: merchant_pending }
  - { code: "2203", name: 商户可用, class: liability, purpose: merchant_available }
  - { code: "3001", name: 渠道待清算, class: common, purpose: channel_clearing }
  - { code: "6021", name: 手续费收入, class: income, purpose: fee_income }
  - { code: "9001", name: 备查, class: memo }
=== b.posting.yaml
kind: posting-rules
schema: 1
rules:
  - id: paid
    event: payment
    entries: [{ debit: "3001", amount: x }, { credit: "2202", amount: x }, { credit: "9001", amount: x }]
  - id: arrived
    event: funds_in
    status: matched
    entries: [{ debit: "1003", amount: x }, { credit: "3001", amount: x }]
  - id: moved
    event: funds_move
    entries: [{ debit: "1002", amount: x }, { credit: "1003", amount: x }]
  - id: settled
    event: settlement
    entries: [{ debit: "2202", amount: x }, { credit: "2203", amount: rest }, { credit: "6021", amount: fee }]
  - id: withdrawn
    event: withdrawal
    entries: [{ debit: "2203", amount: x }, { credit: "1003", amount: x }]
`;

function pathsOf(text = CHART) {
  const [ledger] = workspaceOf(fixture(text).files).ledgers;
  const account = (code: string) => ledger!.charts[0]!.accountByCode(code)!;
  return { paths: MoneyPaths.of(ledger!), account };
}

describe("money paths", () => {
  it("follows money from what a channel owes to the own bank account", () => {
    const { paths, account } = pathsOf();
    const path = paths.search([account("3001")], ({ to }) => to.account === account("1002"));
    assert.deepEqual(pathText(path!), {
      en: "3001 渠道待清算 → 1003 备付金 by rule arrived → 1002 自有存款 by rule moved",
      zh: "3001 渠道待清算 → 1003 备付金（规则 arrived） → 1002 自有存款（规则 moved）",
    });
    assert.deepEqual(
      pathLegs(path!).map(({ at, message }) => [sourceOf(at), message.en]),
      [
        ['"3001"', "rule arrived credits 3001 渠道待清算"],
        ['"1003"', "rule arrived debits 1003 备付金"],
        ['"1003"', "rule moved credits 1003 备付金"],
        ['"1002"', "rule moved debits 1002 自有存款"],
      ],
    );
  });

  it("follows a claim to each holder it is split to, but never from a claim to an asset", () => {
    const { paths, account } = pathsOf();
    const reached = paths.stepsFrom(account("2202")).map(({ to }) => to.code);
    assert.deepEqual(reached, ["2203", "6021"]);
    assert.equal(
      paths.search([account("2202")], ({ to }) => to.account?.class?.value === "asset"),
      undefined,
    );
  });

  it("knows where money enters and leaves the books, memo accounts aside", () => {
    const { paths } = pathsOf();
    const shown = (edges: typeof paths.inflows) =>
      edges.map(({ rule, asset, claim }) => [rule.rule.id?.value, asset.code, claim.code]);
    assert.deepEqual(shown(paths.inflows), [["paid", "3001", "2202"]]);
    assert.deepEqual(shown(paths.outflows), [["withdrawn", "1003", "2203"]]);
  });

  it("keeps to the accounts and rules it is told, and ends in a circle", () => {
    const { paths, account } = pathsOf(
      `${CHART}  - { id: back, event: funds_move, entries: [{ debit: "1003", amount: x }, { credit: "1002", amount: x }] }\n`,
    );
    const isOwn = ({ to }: { to: { code: string | undefined } }) => to.code === "1002";
    const blocked = { through: (other: unknown) => other !== account("1003") };
    assert.equal(paths.search([account("3001")], isOwn, blocked), undefined);
    assert.equal(paths.search([account("3001")], isOwn, { by: (rule) => rule.rule.id?.value !== "moved" }), undefined);
    assert.equal(
      paths.search([account("1002")], () => false),
      undefined,
    );
  });
});
