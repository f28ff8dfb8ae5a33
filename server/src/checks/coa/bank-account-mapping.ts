import { accountTitle } from "../../index/account-words";
import type { Chart } from "../../index/chart";
import type { Ledger } from "../../index/ledger";
import { accountsFor, declaresPurposes } from "../../index/purposes";
import { isOver } from "../../index/validity";
import type { Field } from "../../model/fields";
import type { Account, BankAccount } from "../../model/types.generated";
import { type CheckFinding, check } from "../check";
import { yamlScalar } from "../edits";
import { newAccounts } from "../new-accounts";
import { page } from "../pages";

const bankAccountMapping = check({
  code: "coa/bank-account-mapping",
  severity: "error",
  tier: "P0",
  on: "ledger",
  wholeLedger: true,
  title: { en: "Every bank account in use has its ledger account", zh: "用到的银行账户都有对应科目" },
  *run(ledger) {
    for (const chart of ledger.charts) {
      const banks = chart.document.model.bank_accounts;
      if (banks.length === 0) continue;
      const deposits = accountsFor(ledger.settings, chart, "bank_deposit");
      const uses = usesOf(ledger, chart);
      for (const bank of banks) {
        const id = bank.id?.value;
        if (id === undefined || chart.bankAccount(id) !== bank || bank.holder?.value === "other") continue;
        const [first, ...more] = deposits.filter((account) => account.bank_account?.value === id);
        const use = uses.get(id);
        if (first) for (const other of more) yield mirroredTwice(bank, first, other);
        else if (use && declaresPurposes(chart) && !deposits.some(mayMirrorAny))
          yield notMirrored(ledger, chart, bank, use);
      }
    }
  },
});
export default bankAccountMapping;

/** A leaf kept by bank account holds any of them; one that names none is the business of coa/bank-funds-nature. */
function mayMirrorAny(account: Account): boolean {
  return !account.bank_account;
}

/** The bank accounts that living channels name, with the first place that does. */
function usesOf(ledger: Ledger, chart: Chart): ReadonlyMap<string, Field<string>> {
  const uses = new Map<string, Field<string>>();
  for (const { item: channel, document } of ledger.channels()) {
    if (ledger.chartOf(document) !== chart || isOver(channel, ledger.today)) continue;
    for (const field of [channel.settlement?.bank_account, channel.payout?.funding_account, channel.fee?.paid_from])
      if (field && !uses.has(field.value)) uses.set(field.value, field);
  }
  return uses;
}

function notMirrored(ledger: Ledger, chart: Chart, bank: BankAccount, use: Field<string>): CheckFinding {
  const id = bank.id!;
  return {
    at: id.node,
    message: {
      en: `Bank account ${title(bank)} is used by a channel, but no lowest account of purpose bank_deposit mirrors it; what moves there stays outside the books.`,
      zh: `银行账户 ${title(bank)} 有渠道在用，却没有用途为 bank_deposit 的末级科目与它对应，这个户上的进出就不在账上。`,
    },
    related: [{ at: use.node, message: { en: "Used here", zh: "在这里使用" } }],
    fixes: () => {
      const added = newAccounts(ledger.settings, chart, ["bank_deposit"], {
        ...(bank.name && { name: yamlScalar(bank.name.value) }),
        bank_account: yamlScalar(id.value),
        ...(bank.currency && { currencies: [yamlScalar(bank.currency.value)] }),
      });
      if (!added) return [];
      const code = added.codes.join();
      return [
        {
          title: { en: `Add account ${code} for ${id.value}`, zh: `为 ${id.value} 新增科目 ${code}` },
          edits: added.edits,
        },
      ];
    },
  };
}

function mirroredTwice(bank: BankAccount, first: Account, second: Account): CheckFinding {
  return {
    at: second.bank_account!.node,
    message: {
      en: `Bank account ${title(bank)} is mirrored by ${accountTitle(first)} already; with two accounts neither balance equals the bank statement.`,
      zh: `银行账户 ${title(bank)} 已由 ${accountTitle(first)} 对应；两个科目各记一部分，哪个余额都对不上银行对账单。`,
    },
    related: [{ at: first.bank_account!.node, message: { en: "The first one", zh: "前面的一个" } }],
  };
}

function title(bank: BankAccount): string {
  return [bank.id?.value, bank.name?.value].filter((part) => part !== undefined).join(" ");
}

DOCS: page(bankAccountMapping, {
  why: {
    en: "Money is where the bank says it is. Each bank account the business touches, the ordinary one included, needs a ledger account of its own that can be laid beside its statement.",
    zh: "钱在哪里，银行说了算。业务碰到的每个银行账户，包括一般户，都要有自己的科目，余额才能与银行对账单逐一核对。",
  },
  fix: {
    en: "Add a lowest account with `purpose: bank_deposit` and `bank_account`, or keep one account by the dimension bank_account.",
    zh: "新增末级科目，写明 `purpose: bank_deposit` 和 `bank_account`；或者用一个带 bank_account 辅助核算的科目统管。",
  },
  silent: {
    en: "Accounts with `holder: other` belong to somebody else; one leaf with the dimension bank_account mirrors all; charts that declare no purposes or no bank accounts yet are not asked.",
    zh: "`holder: other` 是他方账户，不需要科目；有带 bank_account 辅助核算的科目时视为都已对应；科目表还没写用途或银行账户时不报。",
  },
  bad: `
    === a.coa.yaml
    kind: chart-of-accounts
    schema: 1
    bank_accounts:
      - id: reserve-in
        name: 备付金收款户
        funds: client
      - id: reserve-out
      #     ^^^^^^^^^^^ coa/bank-account-mapping: Bank account reserve-out 备付金付款户 is used by a channel, but no lowest account of purpose bank_deposit mirrors it; what moves there stays outside the books.
        name: 备付金付款户
        funds: client
    accounts:
      - code: "1002"
        name: 银行存款
        class: asset
      - code: "100201"
        name: 备付金存款
        class: asset
        parent: "1002"
        purpose: bank_deposit
        bank_account: reserve-in
      - code: "100202"
        name: 备付金存款二
        class: asset
        parent: "1002"
        purpose: bank_deposit
        bank_account: reserve-in
        #             ^^^^^^^^^^ coa/bank-account-mapping: Bank account reserve-in 备付金收款户 is mirrored by 100201 备付金存款 already; with two accounts neither balance equals the bank statement.
      - code: "2241"
        name: 客户余额
        class: liability
        purpose: customer_balance
    === a.channel.yaml
    kind: payment-channels
    schema: 1
    channels:
      - id: payout
        name: 云岭代付（虚构）
        flow: pay_out
        method: payout_single
        payout:
          funding_account: reserve-out
  `,
  good: `
    === a.coa.yaml
    kind: chart-of-accounts
    schema: 1
    bank_accounts:
      - id: reserve-in
        name: 备付金收款户
        funds: client
      - id: reserve-out
        name: 备付金付款户
        funds: client
    accounts:
      - code: "100201"
        name: 备付金存款—收款户
        class: asset
        purpose: bank_deposit
        bank_account: reserve-in
      - code: "100202"
        name: 备付金存款—付款户
        class: asset
        purpose: bank_deposit
        bank_account: reserve-out
    === a.channel.yaml
    kind: payment-channels
    schema: 1
    channels:
      - id: payout
        name: 云岭代付（虚构）
        flow: pay_out
        method: payout_single
        payout:
          funding_account: reserve-out
  `,
  sources: ["2017-05-18 09:01", "2017-05-18 09:06", "2017-05-18 08:32"],
});
