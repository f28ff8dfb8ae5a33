import { accountTitle } from "../../index/account-words";
import type { Ledger } from "../../index/ledger";
import { type Purpose, purposeOf } from "../../index/purposes";
import { pairOf } from "../../yaml/nodes";
import { check, replace } from "../check";
import { page } from "../pages";

/** Balances that belong to somebody; money in passing and clearing may swing for a while. */
const CLIENT_BALANCES: ReadonlySet<Purpose> = new Set([
  "customer_balance",
  "merchant_pending",
  "merchant_available",
  "escrow",
  "frozen_balance",
  "prepaid_balance",
  "deposit_held",
  "fee_prepaid",
]);

const overdraftUndeclared = check({
  code: "coa/overdraft-undeclared",
  severity: "warning",
  tier: "P1",
  on: "ledger",
  title: { en: "Client balances below zero are agreed", zh: "客户余额为负要有约定" },
  *run(ledger) {
    for (const chart of ledger.charts) {
      for (const account of chart.accounts) {
        const purpose = purposeOf(ledger.settings, account);
        const allowed = account.allow_negative;
        if (!allowed?.value || !purpose || !CLIENT_BALANCES.has(purpose)) continue;
        if (purpose === "fee_prepaid" && feesMayRunNegative(ledger)) continue;
        if (chart.subledgersOf(account).some((subledger) => pairOf(subledger.node, "overdraft"))) continue;
        yield {
          at: allowed.node,
          message: {
            en: `Account ${accountTitle(account)} may go below zero, but no sub-ledger on it declares an \`overdraft\`; a client's debt to us would hide among our debts to clients.`,
            zh: `科目 ${accountTitle(account)} 允许为负，却没有账户类型约定透支额度（\`overdraft\`），客户欠我们的会藏在我们欠客户的里面。`,
          },
          fixes: () => [replace(allowed.node, "false", { en: "Forbid negative balances", zh: "不允许为负" })],
        };
      }
    }
  },
});
export default overdraftUndeclared;

/** A product that says what happens when prepaid fees run out has declared the policy. */
function feesMayRunNegative(ledger: Ledger): boolean {
  for (const { item: product } of ledger.products()) if (product.fee?.negative) return true;
  return false;
}

DOCS: page(overdraftUndeclared, {
  why: {
    en: "A client's account that falls below zero means that other clients' money, or ours, was used for it. Where that is wanted there is an agreement with a limit; otherwise it is a leak.",
    zh: "客户账户透支，用的是别的客户的钱或自有的钱。确实允许的，有协议、有额度；没有的，就是漏洞。",
  },
  fix: {
    en: "Declare `overdraft.limit` on the sub-ledger, or set `allow_negative: false`.",
    zh: "在账户类型上写明 `overdraft.limit`，或者改为 `allow_negative: false`。",
  },
  silent: {
    en: "Clearing and transit accounts, and prepaid fees whose product says in `fee.negative` what happens when they run out.",
    zh: "清算、过渡科目不报；产品在 `fee.negative` 写明预收手续费不足怎么办的，也不报。",
  },
  bad: `
    kind: chart-of-accounts
    schema: 1
    accounts:
      - code: "220202"
        name: 商户可用余额
        class: liability
        purpose: merchant_available
        allow_negative: true
        #               ^^^^ coa/overdraft-undeclared: Account 220202 商户可用余额 may go below zero, but no sub-ledger on it declares an \`overdraft\`; a client's debt to us would hide among our debts to clients.
  `,
  good: `
    kind: chart-of-accounts
    schema: 1
    accounts:
      - code: "220202"
        name: 商户可用余额
        class: liability
        purpose: merchant_available
        allow_negative: true
    subledgers:
      - id: merchant
        name: 商户可用账户
        account: "220202"
        holder: merchant
        operations: [withdraw]
        parts: [available]
        spendable: [available]
        overdraft:
          limit: 10000.00
  `,
  sources: ["2017-05-25 09:01", "2017-06-14 19:20"],
});
