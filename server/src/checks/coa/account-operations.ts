import { accountTitle } from "../../index/account-words";
import { type Purpose, purposeOf } from "../../index/purposes";
import { check } from "../check";
import { removeItem, setKey } from "../edits";
import { page } from "../pages";

/** What may be done with money that is not settled yet. */
const OF_PENDING: ReadonlySet<string> = new Set(["settle_out", "refund_debit"]);
const INTERNAL: ReadonlySet<Purpose> = new Set([
  "fee_income",
  "other_income",
  "channel_clearing",
  "payout_clearing",
  "funds_transfer",
  "transit",
  "payout_transit",
  "refund_transit",
  "suspense_surplus",
  "suspense_shortage",
]);

const OPERATION: Readonly<Record<string, string>> = {
  top_up: "充值",
  transfer: "转账",
  withdraw: "提现",
  consume: "消费",
  settle_out: "结算出",
  refund_debit: "退款扣款",
};

const accountOperations = check({
  code: "coa/account-operations",
  severity: "error",
  tier: "P1",
  on: "ledger",
  title: { en: "Operations fit the account behind the sub-ledger", zh: "账户允许的操作与科目相符" },
  *run(ledger) {
    for (const chart of ledger.charts) {
      for (const subledger of chart.document.model.subledgers) {
        const [field, second] = subledger.account;
        const account = field && !second ? chart.account(field.value) : undefined;
        const purpose = purposeOf(ledger.settings, account);
        if (!account || !field || subledger.operations.length === 0) continue;
        const title = subledger.name?.value ?? subledger.id?.value ?? "";
        if (purpose === "merchant_pending") {
          for (const operation of subledger.operations) {
            if (OF_PENDING.has(operation.value)) continue;
            yield {
              at: operation.node,
              message: {
                en: `Sub-ledger ${title} holds money that is not settled yet; it leaves through settlement (settle_out) or a refund, not by ${operation.value}.`,
                zh: `账户类型 ${title} 里是待结算款，只能通过结算出（settle_out）或退款扣款离开，不能${OPERATION[operation.value]}（${operation.value}）。`,
              },
              fixes: () => [
                {
                  title: { en: `Remove ${operation.value}`, zh: `去掉 ${operation.value}` },
                  edits: removeItem(subledger.node, "operations", operation.node),
                },
              ],
            };
          }
        } else if (purpose !== undefined && INTERNAL.has(purpose)) {
          yield {
            at: field.node,
            message: {
              en: `Sub-ledger ${title} lets its holder act on ${accountTitle(account)}, an internal account (${purpose}); hang it on the account of its balance.`,
              zh: `账户类型 ${title} 允许持有人操作，却挂在内部科目 ${accountTitle(account)}（${purpose}）上，应改挂到余额所在的科目。`,
            },
            related: [{ at: account.purpose!.node, message: { en: "The account's purpose", zh: "科目的用途" } }],
            fixes: () => [
              {
                title: { en: "Allow no operations", zh: "不允许任何操作" },
                edits: [setKey(subledger.node, "operations", [])],
              },
            ],
          };
        }
      }
    }
  },
});
export default accountOperations;

DOCS: page(accountOperations, {
  why: {
    en: "Money that waits for settlement must not be spendable: who can withdraw it is paid before the channel has paid us. And an account of income or money in passing is nobody's wallet.",
    zh: "待结算的钱不能花：能提现，就等于渠道还没给我们钱，我们先垫了。收入、过渡、挂账科目更不是谁的钱包。",
  },
  fix: {
    en: "Leave settle_out and refund_debit on pending accounts; hang the sub-ledger on the account of the holder's balance, or give internal accounts `operations: []`.",
    zh: "待结算账户只留 settle_out、refund_debit；其余改挂到余额科目，内部科目的账户写 `operations: []`。",
  },
  silent: {
    en: "Accounts without a purpose, sub-ledgers without operations.",
    zh: "科目没写用途、账户没有列操作时不报。",
  },
  bad: `
    kind: chart-of-accounts
    schema: 1
    accounts:
      - code: "220201"
        name: 商户待结算款
        class: liability
        purpose: merchant_pending
      - code: "6021"
        name: 手续费收入
        class: income
        purpose: fee_income
    subledgers:
      - id: pending
        name: 商户待结算账户
        account: "220201"
        holder: merchant
        operations: [withdraw, refund_debit]
        #            ^^^^^^^^ coa/account-operations: Sub-ledger 商户待结算账户 holds money that is not settled yet; it leaves through settlement (settle_out) or a refund, not by withdraw.
      - id: fees
        name: 平台手续费账户
        account: "6021"
        #        ^^^^^^ coa/account-operations: Sub-ledger 平台手续费账户 lets its holder act on 6021 手续费收入, an internal account (fee_income); hang it on the account of its balance.
        holder: platform
        operations: [withdraw]
  `,
  good: `
    kind: chart-of-accounts
    schema: 1
    accounts:
      - code: "220201"
        name: 商户待结算款
        class: liability
        purpose: merchant_pending
      - code: "220202"
        name: 商户可用余额
        class: liability
        purpose: merchant_available
    subledgers:
      - id: pending
        name: 商户待结算账户
        account: "220201"
        holder: merchant
        operations: [settle_out, refund_debit]
      - id: available
        name: 商户可用账户
        account: "220202"
        holder: merchant
        operations: [withdraw, refund_debit]
  `,
  sources: ["2017-06-09 20:26", "2017-06-09 20:17", "2017-06-09 20:24"],
});
