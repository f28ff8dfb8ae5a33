import type { Fix } from "../../finding";
import { type Purpose, purposeLabel } from "../../index/purposes";
import { type BookedLeg, isDeferred, legsOn, RuleBook } from "../../index/rule-book";
import type { Text } from "../../l10n/text";
import { pairOf, type Span } from "../../yaml/nodes";
import { check } from "../check";
import { insertKey, removeItem, setKey } from "../edits";
import { page } from "../pages";
import { ruleName, spaced } from "./shared/wording";

const PAYER: readonly Purpose[] = ["customer_balance", "merchant_available", "prepaid_balance"];
/** Sources that tell of something already done; the payer initiates none of them. */
const NOT_THE_PAYER: ReadonlySet<string> = new Set(["schedule", "reconciliation", "bank_statement"]);

const payerDebitDeferred = check({
  code: "post/payer-debit-deferred",
  severity: "error",
  tier: "P0",
  on: "ledger",
  title: { en: "The payer's balance is reduced at once", zh: "付款方扣款必须实时" },
  *run(ledger) {
    const book = RuleBook.of(ledger);
    for (const booked of book.withEvent("payment", "transfer", "withdrawal", "payout", "refund")) {
      if (NOT_THE_PAYER.has(booked.rule.source?.value ?? "")) continue;
      for (const leg of legsOn(booked, "debit", ...PAYER)) {
        if (!isDeferred(leg) || leg.leg.red?.value || mayOverdraw(leg)) continue;
        const { at, because, related } = reasonOf(leg);
        const name = ruleName(booked.rule);
        const label = purposeLabel(leg.account!.purpose!.value, ledger.settings);
        yield {
          at,
          message: {
            en: `${name.en} reduces account ${leg.code} (${label.en}) later, ${because.en}: the same money can be spent twice. Debit the payer in real time.`,
            zh: `${spaced(name.zh)}对科目 ${leg.code}（${label.zh}）的扣款不是实时的（${because.zh}），同一笔钱可能被花两次。付款方扣款要实时。`,
          },
          ...(related && { related: [related] }),
          fixes: () => repairs(leg),
        };
      }
    }
  },
});
export default payerDebitDeferred;

function mayOverdraw({ account, chart }: BookedLeg): boolean {
  return account !== undefined && (chart?.subledgersOf(account) ?? []).some((subledger) => subledger.overdraft?.limit);
}

function reasonOf(leg: BookedLeg): { at: Span; because: Text; related?: { at: Span; message: Text } } {
  const account = leg.leg.debit!.node;
  switch (leg.timingFrom) {
    case "account":
      return {
        at: account,
        because: {
          en: `because the account says update_mode: ${leg.timing}`,
          zh: `科目写了 update_mode: ${leg.timing}`,
        },
        related: { at: leg.account!.update_mode!.node, message: { en: "The account's mode", zh: "科目的入账方式" } },
      };
    case "buffering":
      return {
        at: account,
        because: { en: "because a buffering row covers it", zh: "缓冲记账表里有这一科目" },
        related: { at: leg.row!.item.account!.node, message: { en: "The buffering row", zh: "缓冲记账表中的一行" } },
      };
    default:
      return {
        at: leg.leg.timing?.node ?? account,
        because: { en: `as its timing says (${leg.timing})`, zh: `timing 写了 ${leg.timing}` },
      };
  }
}

function repairs(leg: BookedLeg): readonly Fix[] {
  const fixes: Fix[] = [
    {
      title: { en: "Post the leg in real time", zh: "该分录改为实时入账" },
      preferred: true,
      edits: [
        pairOf(leg.leg.node, "timing")
          ? setKey(leg.leg.node, "timing", "realtime")
          : insertKey(leg.leg.node, "timing", "realtime"),
      ],
    },
  ];
  const { row } = leg;
  const root = row?.document.source.root;
  if (row && root?.kind === "map")
    fixes.push({
      title: { en: "Remove the buffering row", zh: "删除这行缓冲记账" },
      edits: removeItem(root, "buffering", row.item.node),
    });
  return fixes;
}

DOCS: page(payerDebitDeferred, {
  why: {
    en: "Reducing the payer's balance late lets the same money be spent twice. Buffering and day-end totals are for credits and for the platform's own hot accounts.",
    zh: "付款方扣款晚一步，同一笔钱就能花两次。缓冲、日终汇总只适合入账方和平台自己的热点账户。",
  },
  fix: {
    en: "Give the debit leg `timing: realtime`, or take its account out of the buffering table.",
    zh: "给借方分录写 `timing: realtime`，或把科目移出缓冲记账表。",
  },
  silent: {
    en: "Accounts whose sub-ledger has an agreed overdraft, and events that the platform initiates (settlement, sweeps, the day cut).",
    zh: "分户有约定透支额度的不报；平台发起的事件（结算、归集、日切）不报。",
  },
  bad: `
    === a.coa.yaml
    kind: chart-of-accounts
    schema: 1
    accounts:
      - code: "220101"
        name: 客户余额
        class: liability
        purpose: customer_balance
      - code: "220102"
        name: 储值卡余额
        class: liability
        purpose: prepaid_balance
        update_mode: day_end
      - code: "220202"
        name: 商户可用余额
        class: liability
        purpose: merchant_available
    === b.posting.yaml
    kind: posting-rules
    schema: 1
    accounting_date: platform
    inputs:
      gross:
        type: money
        min: 0.01
    buffering:
      - account: "220202"
        event: refund
        interval_seconds: 300
    day_end:
      checks: [flow_sum_equals_batch_sum]
      on_imbalance: stop
    rules:
      - id: transfer.ok
        event: transfer
        entries:
          - debit: "220101"
            amount: gross
            timing: buffered
            #       ^^^^^^^^ post/payer-debit-deferred: Rule transfer.ok reduces account 220101 (Customer balance of a payment account) later, as its timing says (buffered): the same money can be spent twice. Debit the payer in real time.
          - credit: "220202"
            amount: gross
      - id: card.paid
        event: payment
        entries:
          - debit: "220102"
            #      ^^^^^^^^ post/payer-debit-deferred: Rule card.paid reduces account 220102 (Prepaid card balance) later, because the account says update_mode: day_end: the same money can be spent twice. Debit the payer in real time.
            amount: gross
          - credit: "220202"
            amount: gross
      - id: refund.ok
        event: refund
        original:
          required: true
          event: payment
          match: [payment_no]
          cap: refundable_amount
          on_missing: hold
        entries:
          - debit: "220202"
            #      ^^^^^^^^ post/payer-debit-deferred: Rule refund.ok reduces account 220202 (Merchant balance available for withdrawal) later, because a buffering row covers it: the same money can be spent twice. Debit the payer in real time.
            amount: gross
          - credit: "220102"
            amount: gross
  `,
  good: `
    === a.coa.yaml
    kind: chart-of-accounts
    schema: 1
    accounts:
      - code: "220101"
        name: 客户余额
        class: liability
        purpose: customer_balance
      - code: "220202"
        name: 商户可用余额
        class: liability
        purpose: merchant_available
        update_mode: day_end
    === b.posting.yaml
    kind: posting-rules
    schema: 1
    inputs:
      gross:
        type: money
        min: 0.01
    rules:
      - id: pay.ok
        event: payment
        entries:
          - debit: "220101"
            amount: gross
          - credit: "220202"
            amount: gross
  `,
  sources: ["2017-05-15 10:17", "2017-05-26 20:48", "2017-06-01 14:30"],
});
