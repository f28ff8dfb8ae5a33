import type { Fix } from "../../finding";
import { accountTitle, listed } from "../../index/account-words";
import type { Chart } from "../../index/chart";
import { accountsFor } from "../../index/purposes";
import type { Account, BankAccount } from "../../model/types.generated";
import { nearest } from "../../nearest";
import { pairOf } from "../../yaml/nodes";
import { headOf } from "../../yaml/path";
import { type CheckFinding, check } from "../check";
import { appendItems, insertKey, replaceScalar, yamlScalar } from "../edits";
import { page } from "../pages";

const bankFundsNature = check({
  code: "coa/bank-funds-nature",
  severity: "error",
  tier: "P0",
  on: "ledger",
  title: { en: "Every bank account says whose money it holds", zh: "每个银行账户都写明资金性质" },
  *run(ledger) {
    for (const chart of ledger.charts) {
      const banks = chart.document.model.bank_accounts;
      for (const bank of banks) if (!pairOf(bank.node, "funds")) yield withoutFunds(bank);
      const deposits = accountsFor(ledger.settings, chart, "bank_deposit");
      for (const account of deposits) {
        const named = account.bank_account;
        if (named && !chart.bankAccount(named.value)) yield unknownBank(chart, account);
        else if (!named && banks.length > 0) yield* unmapped(chart, account, deposits);
      }
    }
  },
});
export default bankFundsNature;

const FUNDS = [
  { value: "client", en: "client money", zh: "客户备付金" },
  { value: "own", en: "own money", zh: "自有资金" },
  { value: "special", en: "money of a special business", zh: "特定业务待结算资金" },
] as const;

function withoutFunds(bank: BankAccount): CheckFinding {
  const title = bank.name?.value ?? bank.id?.value ?? "";
  return {
    at: headOf(bank.node),
    message: {
      en: `Bank account ${title} does not say whose money it holds: add \`funds: client\`, \`own\` or \`special\`.`,
      zh: `银行账户 ${title} 没有写资金性质，请加上 \`funds: client\`（备付金）、\`own\`（自有）或 \`special\`（特定业务）。`,
    },
    fixes: () =>
      FUNDS.map(({ value, en, zh }) => ({
        title: { en: `It holds ${en}: add funds: ${value}`, zh: `是${zh}：加 funds: ${value}` },
        edits: [insertKey(bank.node, "funds", value)],
      })),
  };
}

function unknownBank(chart: Chart, account: Account): CheckFinding {
  const { node, value } = account.bank_account!;
  return {
    at: node,
    message: {
      en: `Account ${accountTitle(account)} mirrors bank account ${value}, which is not in \`bank_accounts\`; whose money it holds is unknown.`,
      zh: `科目 ${accountTitle(account)} 对应的银行账户 ${value} 不在 \`bank_accounts\` 里，资金性质无从判断。`,
    },
    fixes: () => {
      const meant = nearest(
        value,
        chart.document.model.bank_accounts.flatMap((bank) => bank.id?.value ?? []),
      );
      const fixes: Fix[] = meant
        ? [{ title: { en: `Change it to ${meant}`, zh: `改为 ${meant}` }, edits: [replaceScalar(node, meant)] }]
        : [];
      return fixes;
    },
  };
}

function* unmapped(chart: Chart, account: Account, deposits: readonly Account[]): Iterable<CheckFinding> {
  const mirrored = new Set(deposits.map((deposit) => deposit.bank_account?.value));
  const left = chart.document.model.bank_accounts.filter(
    (bank) => bank.id && bank.holder?.value !== "other" && !mirrored.has(bank.id.value),
  );
  if (!hasDimension(account)) {
    yield {
      at: account.purpose!.node,
      message: {
        en: `Account ${accountTitle(account)} names no bank account, so nobody can tell whether its money is the clients' or our own.`,
        zh: `科目 ${accountTitle(account)} 没有对应银行账户，看不出里面是备付金还是自有资金。`,
      },
      fixes: () => mappings(account, left),
    };
    return;
  }
  const natures = [...new Set(left.flatMap((bank) => bank.funds?.value ?? []))];
  if (natures.length < 2 || deposits.filter((one) => !one.bank_account).length > 1) return;
  yield {
    at: account.dimensions.find((dimension) => dimension.value === "bank_account")!.node,
    message: {
      en: `Account ${accountTitle(account)} is kept by bank account and would hold money of different nature (${listed(natures).en}); give each nature an account of its own.`,
      zh: `科目 ${accountTitle(account)} 按银行账户辅助核算，会同时装进不同性质的资金（${listed(natures).zh}），请按性质分设科目。`,
    },
  };
}

function hasDimension(account: Account): boolean {
  return account.dimensions.some((dimension) => dimension.value === "bank_account");
}

function mappings(account: Account, left: readonly BankAccount[]): readonly Fix[] {
  const fixes: Fix[] = left.map((bank) => ({
    title: { en: `Mirror ${bank.id!.value}`, zh: `对应 ${bank.name?.value ?? bank.id!.value}` },
    edits: [insertKey(account.node, "bank_account", yamlScalar(bank.id!.value), "purpose")],
  }));
  if (new Set(left.map((bank) => bank.funds?.value)).size === 1 && left.length > 1)
    fixes.push({
      title: { en: "Keep it by the dimension bank_account", zh: "按 bank_account 辅助核算" },
      edits: [appendItems(account.node, "dimensions", ["bank_account"])],
    });
  return fixes;
}

DOCS: page(bankFundsNature, {
  why: {
    en: "Fees, subsidies and advances have to come from the house's own money; clients' money must stay complete. Whether an entry on a bank account is right can only be judged when it is known whose money it is.",
    zh: "手续费、营销补贴、垫资只能用自有资金，备付金一分不能少。银行科目上的一笔分录对不对，先要知道动的是谁的钱。",
  },
  fix: {
    en: "Write `funds` on each bank account and `bank_account` on each bank ledger account.",
    zh: "给每个银行账户写上 `funds`，给每个银行存款科目写上 `bank_account`。",
  },
  silent: {
    en: "A chart that lists no bank accounts yet is not asked for the mapping.",
    zh: "科目表还没有列出银行账户时，不要求科目对应。",
  },
  bad: `
    kind: chart-of-accounts
    schema: 1
    bank_accounts:
      - id: reserve-01
      # ^^^^^^^^^^^^^^ coa/bank-funds-nature: Bank account 备付金集中存管账户 does not say whose money it holds: add \`funds: client\`, \`own\` or \`special\`.
        name: 备付金集中存管账户
        bank: 中国人民银行
      - id: own-01
        name: 自有资金一般户
        funds: own
    accounts:
      - code: "100201"
        name: 备付金存款
        class: asset
        purpose: bank_deposit
        bank_account: reserve-01
      - code: "100202"
        name: 自有资金存款
        class: asset
        purpose: bank_deposit
        #        ^^^^^^^^^^^^ coa/bank-funds-nature: Account 100202 自有资金存款 names no bank account, so nobody can tell whether its money is the clients' or our own.
      - code: "100203"
        name: 其他银行存款
        class: asset
        purpose: bank_deposit
        bank_account: own-02
        #             ^^^^^^ coa/bank-funds-nature: Account 100203 其他银行存款 mirrors bank account own-02, which is not in \`bank_accounts\`; whose money it holds is unknown.
  `,
  good: `
    kind: chart-of-accounts
    schema: 1
    bank_accounts:
      - id: reserve-01
        name: 备付金集中存管账户
        bank: 中国人民银行
        funds: client
      - id: own-01
        name: 自有资金一般户
        funds: own
    accounts:
      - code: "100201"
        name: 备付金存款
        class: asset
        purpose: bank_deposit
        bank_account: reserve-01
      - code: "100202"
        name: 自有资金存款
        class: asset
        purpose: bank_deposit
        bank_account: own-01
      - code: "2241"
        name: 客户余额
        class: liability
        purpose: customer_balance
  `,
  sources: ["2017-05-18 09:11", "2017-05-24 09:35", "2017-08-04 20:15"],
});
