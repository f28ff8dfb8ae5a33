import { baselineAccount } from "../../data/baseline";
import { AccountUses } from "../../index/account-uses";
import { accountTitle, listed } from "../../index/account-words";
import type { Chart } from "../../index/chart";
import type { Account } from "../../model/types.generated";
import { pairOf } from "../../yaml/nodes";
import { headOf } from "../../yaml/path";
import { check } from "../check";
import { insertKey, setKey, yamlScalar } from "../edits";
import { page } from "../pages";

const statutoryMapping = check({
  code: "coa/statutory-mapping",
  severity: "warning",
  tier: "P1",
  on: "ledger",
  wholeLedger: true,
  title: { en: "Each account in use maps to one finance account", zh: "在用科目与财务科目一一对应" },
  *run(ledger) {
    const uses = AccountUses.of(ledger);
    for (const chart of ledger.charts) {
      const leaves = chart.leaves();
      if (!leaves.some((account) => account.statutory_code.length > 0)) continue;
      for (const account of leaves) {
        const codes = account.statutory_code.map((code) => code.value);
        if (codes.length > 1) {
          yield {
            at: account.statutory_code.node!,
            message: {
              en: `Account ${accountTitle(account)} maps to ${listed(codes).en} at once; finance cannot tell where its balance goes.`,
              zh: `科目 ${accountTitle(account)} 同时对应财务科目 ${listed(codes).zh}，余额该进哪个说不清。`,
            },
            fixes: () =>
              codes.map((code) => ({
                title: { en: `Keep ${code} only`, zh: `只保留 ${code}` },
                edits: [setKey(account.node, "statutory_code", yamlScalar(code))],
              })),
          };
        } else if (isUnmapped(account) && uses.of(account).some((use) => !use.over)) {
          yield {
            at: headOf(account.node),
            message: {
              en: `Account ${accountTitle(account)} is used but has no \`statutory_code\`, while others of this chart have; its amounts never reach the finance books.`,
              zh: `科目 ${accountTitle(account)} 在用，却没有写 \`statutory_code\`（其他科目已写），它的金额进不了财务账。`,
            },
            fixes: () => {
              const code = proposal(chart, account);
              if (code === undefined) return [];
              return [
                {
                  title: { en: `Map it to ${code}`, zh: `对应财务科目 ${code}` },
                  edits: [insertKey(account.node, "statutory_code", yamlScalar(code))],
                },
              ];
            },
          };
        }
      }
    }
  },
});
export default statutoryMapping;

/** Off-balance registers have no place in the finance books. */
function isUnmapped(account: Account): boolean {
  return account.class?.value !== "memo" && !pairOf(account.node, "statutory_code");
}

/** The code of the nearest account above that has one, the code its siblings share, else the first-level code of the national table. */
function proposal(chart: Chart, account: Account): string | undefined {
  const above = chart.pathOf(account).slice(0, -1);
  const inherited = above.flatMap((one) => one.statutory_code.map((code) => code.value)).at(-1);
  if (inherited !== undefined) return inherited;
  const parent = above.at(-1);
  const shared = new Set(
    (parent ? chart.childrenOf(parent) : []).flatMap((one) => one.statutory_code.map((code) => code.value)),
  );
  if (shared.size === 1) return [...shared][0];
  const top = above[0]?.code?.value;
  return top !== undefined && baselineAccount("cas-2006", top) ? top : undefined;
}

DOCS: page(statutoryMapping, {
  why: {
    en: "The operational ledger has codes of its own on purpose; finance takes its balances over by a mapping. That only works while the mapping is complete and each account maps to one.",
    zh: "业务账的科目编码有意与财务分开，靠对照关系把余额转进财务账。对照缺一条或一对多，报表就凑不齐。",
  },
  fix: {
    en: "Add the finance account's code in `statutory_code`, one for each account.",
    zh: "在 `statutory_code` 补上财务科目编码，一个科目只写一个。",
  },
  silent: {
    en: "When no account has `statutory_code` the mapping is kept elsewhere. Unused accounts and memo accounts need none.",
    zh: "整张表都没写 `statutory_code`，说明对照关系不在这里维护，不报。未使用的科目和表外科目不需要。",
  },
  bad: `
    === a.coa.yaml
    kind: chart-of-accounts
    schema: 1
    accounts:
      - code: A10
        name: 银行存款
        class: asset
        statutory_code: "1002"
      - code: A20
        name: 应收款
        class: asset
        statutory_code: ["1221", "1122"]
        #               ^^^^^^^^^^^^^^^^ coa/statutory-mapping: Account A20 应收款 maps to 1221 and 1122 at once; finance cannot tell where its balance goes.
      - code: B10
        name: 客户款
        class: liability
        statutory_code: "2241"
      - code: B1001
      # ^^^^^^^^^^^ coa/statutory-mapping: Account B1001 客户余额 is used but has no \`statutory_code\`, while others of this chart have; its amounts never reach the finance books.
        name: 客户余额
        class: liability
        parent: B10
    === a.posting.yaml
    kind: posting-rules
    schema: 1
    inputs:
      paid:
        type: money
        min: 0.01
    rules:
      - id: funds.in
        event: funds_in
        status: matched
        idempotency_key: [bank_line_no]
        covers: single
        entries:
          - debit: A10
            amount: paid
          - credit: B1001
            amount: paid
  `,
  good: `
    === a.coa.yaml
    kind: chart-of-accounts
    schema: 1
    accounts:
      - code: A10
        name: 银行存款
        class: asset
        statutory_code: "1002"
      - code: B1001
        name: 客户余额
        class: liability
        statutory_code: "2241"
    === a.posting.yaml
    kind: posting-rules
    schema: 1
    inputs:
      paid:
        type: money
        min: 0.01
    rules:
      - id: funds.in
        event: funds_in
        status: matched
        idempotency_key: [bank_line_no]
        covers: single
        entries:
          - debit: A10
            amount: paid
          - credit: B1001
            amount: paid
  `,
  sources: ["2017-06-08 13:54", "2017-07-19 11:12", "2017-07-19 19:42"],
});
