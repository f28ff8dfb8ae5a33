import type { Fix } from "../../finding";
import { AccountUses } from "../../index/account-uses";
import { accountTitle } from "../../index/account-words";
import type { Chart } from "../../index/chart";
import type { Ledger } from "../../index/ledger";
import { purposeOf } from "../../index/purposes";
import { hasEnded, rangeOf } from "../../index/validity";
import type { Account } from "../../model/types.generated";
import { headOf } from "../../yaml/path";
import { check } from "../check";
import { removeItem, setKey, yamlScalar } from "../edits";
import { page } from "../pages";

const unusedAccount = check({
  code: "coa/unused-account",
  severity: "hint",
  tier: "P2",
  on: "ledger",
  wholeLedger: true,
  title: { en: "Every account is used somewhere", zh: "科目都有用处" },
  *run(ledger) {
    const uses = AccountUses.of(ledger);
    for (const chart of ledger.charts) {
      if (
        !ledger.rulesDocuments.some((document) => document.model.rules.length > 0 && mayPost(ledger, document, chart))
      )
        continue;
      for (const account of chart.leaves()) {
        if (uses.of(account).length > 0 || hasEnded(rangeOf(account), ledger.today)) continue;
        if (isWaiting(ledger, account)) continue;
        yield {
          at: headOf(account.node),
          tag: "unnecessary",
          message: {
            en: `Account ${accountTitle(account)} is used by no rule, sub-ledger, reconciliation or day end.`,
            zh: `科目 ${accountTitle(account)} 没有规则、账户类型、对账或日终设置用到。`,
          },
          fixes: () => [...removal(ledger, chart, account), retirement(ledger, account)],
        };
      }
    }
  },
});
export default unusedAccount;

/** Rules that post to this chart, or to any by the legs' `entity`. */
function mayPost(ledger: Ledger, document: Ledger["rulesDocuments"][number], chart: Chart): boolean {
  return (
    ledger.chartOf(document) === chart ||
    document.model.rules.some((rule) => rule.entries.some((leg) => leg.entity?.value === chart.entity))
  );
}

/** Suspense accounts wait for differences of reconciled channels that name none of their own. */
function isWaiting(ledger: Ledger, account: Account): boolean {
  const purpose = purposeOf(ledger.settings, account);
  if (purpose !== "suspense_surplus" && purpose !== "suspense_shortage") return false;
  for (const { item: channel } of ledger.channels()) if (channel.reconciliation) return true;
  return false;
}

/** Only where nothing else changes: no reference is left behind, no heading turns into a leaf. */
function removal(ledger: Ledger, chart: Chart, account: Account): readonly Fix[] {
  const root = chart.document.source.root;
  const parent = chart.parent(account);
  const names = [account.code!.value, ...account.aliases.map((alias) => alias.value)];
  if (root?.kind !== "map" || names.some((name) => ledger.references("account", name).length > 0)) return [];
  if (parent && chart.childrenOf(parent).length === 1) return [];
  const edits = removeItem(root, "accounts", account.node);
  return edits.length > 0 ? [{ title: { en: "Remove the account", zh: "删除这个科目" }, edits }] : [];
}

function retirement(ledger: Ledger, account: Account): Fix {
  const day = dayBefore(ledger.today);
  return {
    title: { en: `Retire it: valid_to ${day}`, zh: `停用：valid_to ${day}` },
    edits: [setKey(account.node, "valid_to", yamlScalar(day))],
  };
}

function dayBefore(day: string): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() - 1);
  return date.toISOString().slice(0, 10);
}

DOCS: page(unusedAccount, {
  why: {
    en: "Accounts nobody posts to make the list longer in which people look for the right one, and hide that the one really needed is missing.",
    zh: "没人记的科目只会让清单变长，找科目的人更容易选错，真正缺的那个也更难发现。",
  },
  fix: {
    en: "Remove the account, or end it with `valid_to` when it has a history.",
    zh: "删除；有历史余额的，用 `valid_to` 停用。",
  },
  silent: {
    en: "Accounts that are over, charts without posting rules, suspense accounts while a channel is reconciled.",
    zh: "已停用的科目、没有记账规则的科目表、有渠道对账时的挂账科目不报。",
  },
  bad: `
    === a.coa.yaml
    kind: chart-of-accounts
    schema: 1
    accounts:
      - code: "1002"
        name: 银行存款
        class: asset
      - code: "2241"
        name: 客户余额
        class: liability
      - code: "2242"
      # ^^^^^^^^^^^^ coa/unused-account: Account 2242 旧客户余额 is used by no rule, sub-ledger, reconciliation or day end.
        name: 旧客户余额
        class: liability
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
          - debit: "1002"
            amount: paid
          - credit: "2241"
            amount: paid
  `,
  good: `
    === a.coa.yaml
    kind: chart-of-accounts
    schema: 1
    accounts:
      - code: "1002"
        name: 银行存款
        class: asset
      - code: "2241"
        name: 客户余额
        class: liability
      - code: "2242"
        name: 旧客户余额
        class: liability
        valid_to: "2025-12-31"
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
          - debit: "1002"
            amount: paid
          - credit: "2241"
            amount: paid
  `,
  sources: ["2017-05-08 20:35", "2017-05-15 20:12"],
});
