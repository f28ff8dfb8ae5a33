import type { Fix } from "../../finding";
import { AccountUses } from "../../index/account-uses";
import { accountTitle } from "../../index/account-words";
import type { Chart } from "../../index/chart";
import { eventOf } from "../../index/events";
import { type AccountClass, declaresPurposes, type Purpose, purposeFacts, purposeLabel } from "../../index/purposes";
import type { Settings } from "../../index/settings";
import type { Account } from "../../model/types.generated";
import { pairOf } from "../../yaml/nodes";
import { headOf } from "../../yaml/path";
import { check } from "../check";
import { insertKeys } from "../edits";
import { purposeKeys } from "../new-accounts";
import { page } from "../pages";

const OFFERED = 3;

const purposeUndeclared = check({
  code: "coa/purpose-undeclared",
  severity: "hint",
  tier: "P1",
  on: "ledger",
  wholeLedger: true,
  title: { en: "Accounts in use say what they are for", zh: "在用科目写明用途" },
  *run(ledger) {
    const uses = AccountUses.of(ledger);
    for (const chart of ledger.charts) {
      if (!declaresPurposes(chart)) continue;
      for (const account of chart.leaves()) {
        if (pairOf(account.node, "purpose")) continue;
        const places = uses
          .of(account)
          .filter(
            (use) => use.by !== "subledger" && !(use.rule && eventOf(ledger.settings, use.rule) === "adjustment"),
          );
        if (places.length === 0) continue;
        const silent = (SILENT[account.class?.value ?? "memo"] ?? []).join(", ");
        yield {
          at: headOf(account.node),
          message: {
            en: `Account ${accountTitle(account)} is used but does not say what it is for${silent && `; ${silent} stay silent about it`}.`,
            zh: `科目 ${accountTitle(account)} 在用，却没有写用途${silent && `，${silent.replaceAll(", ", "、")} 等检查对它都不起作用`}。`,
          },
          fixes: () => suggestions(ledger.settings, chart, account),
        };
      }
    }
  },
});
export default purposeUndeclared;

/** The checks that wait for a purpose, by class. */
const SILENT: Readonly<Partial<Record<AccountClass, readonly string[]>>> = {
  asset: ["coa/bank-account-mapping", "post/client-pool-shortfall", "post/transit-without-exit"],
  liability: ["coa/client-money-not-liability", "post/client-pool-shortfall", "post/transit-without-exit"],
  common: ["coa/clearing-without-dimension", "post/transit-without-exit"],
  income: ["post/fee-leg-mismatch", "post/fee-income-not-swept"],
  expense: ["post/write-off-target", "post/discount-sponsor-leg"],
};

const WORDS: readonly (readonly [RegExp, Purpose])[] = [
  [/待查.*(?:长|收入|溢)|长款/, "suspense_surplus"],
  [/待查.*(?:短|支出|缺)|短款/, "suspense_shortage"],
  [/汇兑|汇差/, "fx_difference"],
  [/货币兑换|外汇头寸/, "fx_position"],
  [/退款/, "refund_transit"],
  [/担保/, "escrow"],
  [/冻结/, "frozen_balance"],
  [/押金|保证金/, "deposit_held"],
  [/预付卡|储值卡/, "prepaid_balance"],
  [/待结算/, "merchant_pending"],
  [/商户.*(?:余额|结算户|可用)/, "merchant_available"],
  [/(?:客户|用户|个人).*(?:余额|账户)|支付账户/, "customer_balance"],
  [/(?:提现|代付|出款).*清算/, "payout_clearing"],
  [/提现|代付|出款/, "payout_transit"],
  [/清算/, "channel_clearing"],
  [/调拨/, "funds_transfer"],
  [/过渡/, "transit"],
  [/预收.*手续费/, "fee_prepaid"],
  [/应收.*手续费/, "fee_receivable"],
  [/手续费.*支出|渠道.*(?:手续费|成本)/, "channel_fee_cost"],
  [/手续费/, "fee_income"],
  [/营销|补贴|立减/, "marketing_expense"],
  [/垫资|垫付/, "advance_receivable"],
  [/利息/, "interest"],
  [/往来/, "inter_entity"],
  [/积分/, "points"],
  [/损失/, "loss"],
];

function suggestions(settings: Settings, chart: Chart, account: Account): readonly Fix[] {
  const kind = account.class?.value;
  const name = account.name?.value ?? "";
  if (kind === undefined) return [];
  const fitting = WORDS.filter(([word]) => word.test(name))
    .map(([, purpose]) => purpose)
    .filter((purpose) => {
      const { forms } = purposeFacts(purpose);
      return forms.length === 0 || forms.some((form) => form.class === kind);
    });
  return [...new Set<Purpose>([...fitting.slice(0, OFFERED - 1), kind === "memo" ? "memo" : "own_other"])].map(
    (purpose) => {
      const label = purposeLabel(purpose);
      const given = new Set(account.node.pairs.map((pair) => pair.key.value));
      const keys = Object.entries(purposeKeys(settings, chart, purpose)).filter(([key]) => !given.has(key));
      return {
        title: { en: `Purpose ${purpose}: ${label.en}`, zh: `用途 ${purpose}：${label.zh}` },
        edits: [insertKeys(account.node, { purpose, ...Object.fromEntries(keys) })],
      };
    },
  );
}

DOCS: page(purposeUndeclared, {
  why: {
    en: "What an account is for is the fact most checks stand on: whose money it is, whether it must return to zero, which side is natural. An account without it is posted to blindly.",
    zh: "科目是干什么用的，是多数检查的依据：里面是谁的钱、该不该归零、正常在哪一边。不写用途，记到它上面的账就没人把关。",
  },
  fix: {
    en: "Add `purpose`; own_other for own money that no other purpose fits.",
    zh: "补上 `purpose`；没有合适用途的自有科目写 own_other。",
  },
  silent: {
    en: "Accounts nobody uses, or used by adjustments only; charts that declare no purposes at all yet.",
    zh: "没人用的、只有调账用到的科目不报；整张科目表都还没写用途时不报。",
  },
  bad: `
    === a.coa.yaml
    kind: chart-of-accounts
    schema: 1
    accounts:
      - code: "6421"
      # ^^^^^^^^^^^^ coa/purpose-undeclared: Account 6421 渠道手续费支出 is used but does not say what it is for; post/write-off-target, post/discount-sponsor-leg stay silent about it.
        name: 渠道手续费支出
        class: expense
      - code: "2202"
        name: 应付供应商
        class: liability
        purpose: own_other
    === a.posting.yaml
    kind: posting-rules
    schema: 1
    inputs:
      due:
        type: money
        min: 0.01
    rules:
      - id: due.accrual
        event: accrual
        idempotency_key: [bill_no]
        entries:
          - debit: "6421"
            amount: due
          - credit: "2202"
            amount: due
  `,
  good: `
    === a.coa.yaml
    kind: chart-of-accounts
    schema: 1
    accounts:
      - code: "6421"
        name: 渠道手续费支出
        class: expense
        purpose: channel_fee_cost
      - code: "2202"
        name: 应付供应商
        class: liability
        purpose: own_other
    === a.posting.yaml
    kind: posting-rules
    schema: 1
    inputs:
      due:
        type: money
        min: 0.01
    rules:
      - id: due.accrual
        event: accrual
        idempotency_key: [bill_no]
        entries:
          - debit: "6421"
            amount: due
          - credit: "2202"
            amount: due
  `,
  sources: ["2017-05-10 15:51", "2017-05-10 15:26"],
});
