import { listed } from "../../index/account-words";
import type { Chart } from "../../index/chart";
import type { Ledger } from "../../index/ledger";
import { accountsFor, declaresPurposes } from "../../index/purposes";
import { isOpen } from "../../index/validity";
import type { Text } from "../../l10n/text";
import type { Channel, Difference } from "../../model/types.generated";
import { pairOf } from "../../yaml/nodes";
import { headOf } from "../../yaml/path";
import { check } from "../check";
import { newAccounts } from "../new-accounts";
import { page } from "../pages";

type Suspense = "suspense_surplus" | "suspense_shortage";

const suspenseMissing = check({
  code: "coa/suspense-missing",
  severity: "error",
  tier: "P1",
  on: "ledger",
  wholeLedger: true,
  title: { en: "The chart has accounts for surplus and shortage", zh: "科目表备有待查长款、待查短款" },
  *run(ledger) {
    for (const chart of ledger.charts) {
      if (!declaresPurposes(chart)) continue;
      const rows = unparked(ledger, chart);
      const missing = (["suspense_surplus", "suspense_shortage"] as const).filter(
        (purpose) =>
          rows.some(({ needs }) => needs.includes(purpose)) &&
          accountsFor(ledger.settings, chart, purpose).length === 0,
      );
      const concerned = rows.filter(({ needs }) => needs.some((need) => missing.includes(need)));
      const [first] = concerned;
      if (!first) continue;
      const names = listed(missing.map((purpose) => LABEL[purpose].en)).en;
      const namesZh = listed(missing.map((purpose) => LABEL[purpose].zh)).zh;
      yield {
        at: pairOf(first.channel.reconciliation!.node, "differences")!.key,
        message: {
          en: `The chart has no account for ${names}: these differences have nowhere to be parked, and the day's trial balance cannot close.`,
          zh: `科目表里没有${namesZh}科目，这些差异无处挂账，当天试算不平。`,
        },
        related: concerned.slice(0, 5).map(({ difference }) => ({
          at: headOf(difference.node),
          message: { en: "Names no suspense account", zh: "没有写挂账科目" },
        })),
        fixes: () => {
          const added = newAccounts(ledger.settings, chart, missing);
          if (!added) return [];
          const codes = listed(added.codes);
          return [
            { title: { en: `Add ${codes.en} to the chart`, zh: `在科目表新增 ${codes.zh}` }, edits: added.edits },
          ];
        },
      };
    }
  },
});
export default suspenseMissing;

const LABEL: Readonly<Record<Suspense, Text>> = {
  suspense_surplus: { en: "surplus (待查长款, suspense_surplus)", zh: "待查长款（suspense_surplus）" },
  suspense_shortage: { en: "shortage (待查短款, suspense_shortage)", zh: "待查短款（suspense_shortage）" },
};

interface Row {
  readonly channel: Channel;
  readonly difference: Difference;
  readonly needs: readonly Suspense[];
}

/** Differences of open channels that are parked by hand and name no account. */
function unparked(ledger: Ledger, chart: Chart): Row[] {
  const rows: Row[] = [];
  for (const { item: channel, document } of ledger.channels()) {
    if (ledger.chartOf(document) !== chart || !isOpen(channel, ledger.today)) continue;
    for (const difference of channel.reconciliation?.differences ?? []) {
      const solvedOtherwise = difference.action && difference.action.value !== "manual";
      if (difference.suspense || solvedOtherwise) continue;
      rows.push({ channel, difference, needs: needsOf(difference, channel) });
    }
  }
  return rows;
}

/** Receipts: channel only is surplus, own only is shortage; payouts and refunds the other way round. */
function needsOf(difference: Difference, channel: Channel): readonly Suspense[] {
  const flow = difference.flow?.value ?? channel.flow?.value;
  const incoming = flow === "pay_in" ? true : flow === "pay_out" || flow === "refund" ? false : undefined;
  switch (difference.kind?.value) {
    case "channel_only":
    case "own_only": {
      if (incoming === undefined) return ["suspense_surplus", "suspense_shortage"];
      return [(difference.kind.value === "channel_only") === incoming ? "suspense_surplus" : "suspense_shortage"];
    }
    case "amount_mismatch":
    case "duplicate":
    case "rounding":
      return ["suspense_surplus", "suspense_shortage"];
    default:
      return [];
  }
}

DOCS: page(suspenseMissing, {
  why: {
    en: "Reconciliation always leaves something over. Accounts for it are planned with the chart: without them a difference is either forced into a business account or left out, and the day does not close.",
    zh: "对账总会剩下差异。挂账科目要和科目表一起规划，否则差异要么硬塞进业务科目，要么不记，当天的试算怎么也平不了。",
  },
  fix: {
    en: "Add both accounts, kept by channel and with an ageing limit and an owner, or name a suspense account on each difference.",
    zh: "补上两个科目，按渠道辅助核算，写明挂账期限和责任方；或者在每条差异上写明挂账科目。",
  },
  silent: {
    en: "No reconciliation, no `differences` yet, differences that are corrected or waited for instead of parked, or a suspense account on each row. Which of the two is needed follows from kind and flow.",
    zh: "没有对账、还没写 `differences`、差异只改状态或等待而不挂账、或每条都写了挂账科目时不报。需要长款还是短款，由差异类型和资金方向推出。",
  },
  bad: `
    === a.coa.yaml
    kind: chart-of-accounts
    schema: 1
    code_scheme:
      levels: [4, 2]
    accounts:
      - code: "1221"
        name: 其他应收款
        class: asset
        normal_balance: debit
      - code: "122101"
        name: 应收追偿款
        class: asset
        normal_balance: debit
        purpose: own_other
      - code: "2241"
        name: 其他应付款
        class: liability
        normal_balance: credit
      - code: "224101"
        name: 客户余额
        class: liability
        normal_balance: credit
        purpose: customer_balance
    === a.channel.yaml
    kind: payment-channels
    schema: 1
    channels:
      - id: wallet-qr
        name: 山雀钱包（虚构）
        flow: pay_in
        method: qr_payer_scans
        reconciliation:
          performed_by: platform
          differences:
        # ^^^^^^^^^^^ coa/suspense-missing: The chart has no account for surplus (待查长款, suspense_surplus) and shortage (待查短款, suspense_shortage): these differences have nowhere to be parked, and the day's trial balance cannot close.
            - kind: channel_only
              flow: pay_in
              owner: 清结算组
            - kind: own_only
              flow: pay_in
              owner: 清结算组
  `,
  good: `
    === a.coa.yaml
    kind: chart-of-accounts
    schema: 1
    accounts:
      - code: "122101"
        name: 待查短款
        class: asset
        purpose: suspense_shortage
        dimensions: [channel]
        clears:
          by: reconciliation
          max_age_days: 30
          owner: 清结算组
      - code: "224101"
        name: 待查长款
        class: liability
        purpose: suspense_surplus
        dimensions: [channel]
        clears:
          by: reconciliation
          max_age_days: 30
          owner: 清结算组
    === a.channel.yaml
    kind: payment-channels
    schema: 1
    channels:
      - id: wallet-qr
        name: 山雀钱包（虚构）
        flow: pay_in
        method: qr_payer_scans
        reconciliation:
          performed_by: platform
          differences:
            - kind: channel_only
              flow: pay_in
              owner: 清结算组
  `,
  sources: ["2017-06-08 11:58", "2017-05-09 11:54", "2017-07-19 08:34"],
});
