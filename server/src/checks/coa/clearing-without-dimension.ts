import { accountTitle } from "../../index/account-words";
import type { Chart } from "../../index/chart";
import type { Ledger } from "../../index/ledger";
import { accountsFor } from "../../index/purposes";
import { isOpen } from "../../index/validity";
import { check } from "../check";
import { appendItems } from "../edits";
import { page } from "../pages";

/** Which channels meet in an account of the purpose; undefined: all of them. */
const FLOWS = {
  channel_clearing: "pay_in",
  payout_clearing: "pay_out",
  suspense_surplus: undefined,
  suspense_shortage: undefined,
} as const;

const clearingWithoutDimension = check({
  code: "coa/clearing-without-dimension",
  severity: "error",
  tier: "P1",
  on: "ledger",
  wholeLedger: true,
  title: { en: "Clearing and suspense are kept by channel", zh: "清算、挂账科目按渠道核算" },
  *run(ledger) {
    for (const chart of ledger.charts) {
      for (const purpose of Object.keys(FLOWS) as (keyof typeof FLOWS)[]) {
        const channels = openChannels(ledger, chart, FLOWS[purpose]);
        const accounts = accountsFor(ledger.settings, chart, purpose);
        if (channels < 2 || accounts.length >= channels) continue;
        for (const account of accounts) {
          if (account.dimensions.some(({ value }) => value === "channel" || value === "bank_account")) continue;
          yield {
            at: account.purpose!.node,
            message: {
              en: `Account ${accountTitle(account)} is one pile for ${channels} channels; without the dimension channel no channel's balance can be checked.`,
              zh: `科目 ${accountTitle(account)} 有 ${channels} 个渠道共用，没有 channel 辅助核算，哪个渠道的余额都没法核对。`,
            },
            fixes: () => [
              {
                title: { en: "Keep it by channel", zh: "加上按渠道辅助核算" },
                edits: [appendItems(account.node, "dimensions", ["channel"])],
              },
            ],
          };
        }
      }
    }
  },
});
export default clearingWithoutDimension;

function openChannels(ledger: Ledger, chart: Chart, flow: "pay_in" | "pay_out" | undefined): number {
  let count = 0;
  for (const { item: channel, document } of ledger.channels()) {
    const fits = flow === undefined || channel.flow?.value === flow;
    if (fits && ledger.chartOf(document) === chart && isOpen(channel, ledger.today)) count++;
  }
  return count;
}

DOCS: page(clearingWithoutDimension, {
  why: {
    en: "What moves on a clearing account must equal, channel by channel, what really moved that day. When several channels share one balance, a shortage of one hides behind a surplus of another.",
    zh: "待清算科目的发生额要逐个渠道与当天实际资金相符。几个渠道混在一个余额里，这家的短款会被那家的长款盖住。",
  },
  fix: {
    en: "Add `dimensions: [channel]`, or keep one account for each channel.",
    zh: "加上 `dimensions: [channel]`，或者每个渠道单设科目。",
  },
  silent: {
    en: "Fewer than two open channels (of that flow), at least as many accounts of the purpose as channels, or the dimension bank_account.",
    zh: "同方向在用渠道不足两个、该用途的科目数不少于渠道数、或按 bank_account 核算时不报。",
  },
  bad: `
    === a.coa.yaml
    kind: chart-of-accounts
    schema: 1
    accounts:
      - code: "300101"
        name: 渠道待清算
        class: common
        purpose: channel_clearing
        #        ^^^^^^^^^^^^^^^^ coa/clearing-without-dimension: Account 300101 渠道待清算 is one pile for 2 channels; without the dimension channel no channel's balance can be checked.
        clears:
          by: reconciliation
    === a.channel.yaml
    kind: payment-channels
    schema: 1
    channels:
      - id: wallet-qr
        name: 山雀钱包（虚构）
        flow: pay_in
        method: qr_payer_scans
      - id: bank-quick
        name: 云岭快捷（虚构）
        flow: pay_in
        method: gateway_b2c
  `,
  good: `
    === a.coa.yaml
    kind: chart-of-accounts
    schema: 1
    accounts:
      - code: "300101"
        name: 渠道待清算
        class: common
        purpose: channel_clearing
        dimensions: [channel]
        clears:
          by: reconciliation
    === a.channel.yaml
    kind: payment-channels
    schema: 1
    channels:
      - id: wallet-qr
        name: 山雀钱包（虚构）
        flow: pay_in
        method: qr_payer_scans
      - id: bank-quick
        name: 云岭快捷（虚构）
        flow: pay_in
        method: gateway_b2c
  `,
  sources: ["2017-05-10 18:26", "2017-05-06 18:16", "2017-06-26 20:17"],
});
