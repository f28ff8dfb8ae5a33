import type { Fix } from "../../finding";
import { accountTitle, CLASS_WORD } from "../../index/account-words";
import type { Chart } from "../../index/chart";
import { type Purpose, purposeOf } from "../../index/purposes";
import type { Account } from "../../model/types.generated";
import { check, replace } from "../check";
import { removeKey } from "../edits";
import { page } from "../pages";

const CLIENT_MONEY: ReadonlySet<Purpose> = new Set([
  "customer_balance",
  "merchant_pending",
  "merchant_available",
  "prepaid_balance",
  "deposit_held",
  "payout_transit",
  "refund_transit",
]);
/** Some houses keep what passes through, and what merchants are owed, in the two-sided common class. */
const MAY_BE_COMMON: ReadonlySet<Purpose> = new Set(["merchant_pending", "payout_transit", "refund_transit"]);

const clientMoneyNotLiability = check({
  code: "coa/client-money-not-liability",
  severity: "error",
  tier: "P0",
  on: "ledger",
  title: { en: "Clients' money is a liability", zh: "客户的钱是负债" },
  *run(ledger) {
    for (const chart of ledger.charts) {
      if (chart.role === "merchant") continue;
      for (const account of chart.accounts) {
        const purpose = purposeOf(ledger.settings, account);
        if (!account.class || !purpose || !CLIENT_MONEY.has(purpose)) continue;
        const kind = account.class.value;
        if (kind === "liability") {
          if (!account.contra?.value) continue;
          yield {
            at: account.contra.node,
            message: {
              en: `Account ${accountTitle(account)} holds clients' money (${purpose}): what we owe cannot be a contra account.`,
              zh: `科目 ${accountTitle(account)} 记的是客户的钱（${purpose}），是我们欠的，不能作备抵科目。`,
            },
            fixes: () => contraFixes(account),
          };
        } else if (kind !== "common" || !MAY_BE_COMMON.has(purpose) || chart.normalBalance(account) !== "either") {
          yield {
            at: account.class.node,
            message: {
              en: `Account ${accountTitle(account)} holds clients' money (${purpose}), which we owe: its class must be liability, not ${kind}.`,
              zh: `科目 ${accountTitle(account)} 记的是客户的钱（${purpose}），是我们欠客户的，应为负债类，而不是${CLASS_WORD[kind].zh}类。`,
            },
            fixes: () => classFixes(chart, account),
          };
        }
      }
    }
  },
});
export default clientMoneyNotLiability;

function classFixes(chart: Chart, account: Account): readonly Fix[] {
  const side = account.normal_balance;
  const toLiability: Fix = {
    title: { en: "Make it a liability with a credit balance", zh: "改为负债类、贷方余额" },
    edits: [
      { at: account.class!.node, newText: "liability" },
      ...(side && side.value !== "credit" ? [{ at: side.node, newText: "credit" }] : []),
    ],
  };
  if (account.class!.value !== "asset" || !chart.isLeaf(account)) return [toLiability];
  return [
    toLiability,
    replace(account.purpose!.node, "own_other", {
      en: "It is our own money: set the purpose to own_other",
      zh: "这是自有资金：用途改为 own_other",
    }),
  ];
}

function contraFixes(account: Account): readonly Fix[] {
  const side = account.normal_balance;
  return [
    {
      title: { en: "Remove `contra`", zh: "去掉 `contra`" },
      edits: [
        ...removeKey(account.node, "contra"),
        ...(side && side.value !== "credit" ? [{ at: side.node, newText: "credit" }] : []),
      ],
    },
  ];
}

DOCS: page(clientMoneyNotLiability, {
  why: {
    en: "A customer's balance is an asset in the customer's book and a debt in ours. Booked as an asset it inflates what we own and hides what we must pay out on demand.",
    zh: "客户的余额在客户自己账上是资产，在我们账上是负债。记成资产，既虚增了自己的家底，又掩盖了随时要付出去的钱。",
  },
  fix: {
    en: "Set `class: liability` (normal balance credit); if the money is really the house's own, choose another purpose.",
    zh: "改为 `class: liability`（贷方余额）；如果确实是自有资金，换一个用途。",
  },
  silent: {
    en: "A chart whose entity has the role merchant (its own wallet is an asset); money in passing and merchants' pending money kept in class common with either side.",
    zh: "主体角色为 merchant（自己的钱包是资产）时不报；过渡款、商户待结算款放在共同类且双向时不报。",
  },
  bad: `
    kind: chart-of-accounts
    schema: 1
    entity:
      id: qinghe
      name: 青禾支付（虚构机构）
      role: payment_institution
    accounts:
      - code: "1012"
        name: 客户余额
        class: asset
        #      ^^^^^ coa/client-money-not-liability: Account 1012 客户余额 holds clients' money (customer_balance), which we owe: its class must be liability, not asset.
        normal_balance: debit
        purpose: customer_balance
      - code: "2202"
        name: 商户可用余额
        class: liability
        contra: true
        #       ^^^^ coa/client-money-not-liability: Account 2202 商户可用余额 holds clients' money (merchant_available): what we owe cannot be a contra account.
        purpose: merchant_available
  `,
  good: `
    kind: chart-of-accounts
    schema: 1
    entity:
      id: qinghe
      name: 青禾支付（虚构机构）
      role: payment_institution
    accounts:
      - code: "2241"
        name: 客户余额
        class: liability
        normal_balance: credit
        purpose: customer_balance
      - code: "3001"
        name: 商户待结算款
        class: common
        normal_balance: either
        purpose: merchant_pending
        clears:
          by: event
  `,
  sources: ["2017-05-26 20:22", "2017-06-08 14:50", "2017-07-18 17:17"],
});
