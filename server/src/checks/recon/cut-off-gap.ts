import { durationText } from "../../index/notation";
import { clockText } from "../../ledger/calendar";
import { pairOf } from "../../yaml/nodes";
import { channelName, inUse } from "../chan/facts/channel";
import { fix } from "../chan/facts/fix";
import { check } from "../check";
import { appendItems, insertKey, replaceScalar } from "../edits";
import { page } from "../pages";
import { inner } from "../post/shared/wording";
import { lacksRow, quietKey, timingRow } from "./facts/rows";
import { cutOffsOf, holdWindow } from "./facts/times";

const cutOffGap = check({
  code: "recon/cut-off-gap",
  severity: "error",
  tier: "P1",
  on: "ledger",
  title: { en: "Items between two cut-offs are held, not reported", zh: "落在两个日切之间的交易要先存疑" },
  *run(ledger) {
    for (const { item: channel, document } of ledger.channels()) {
      const recon = channel.reconciliation;
      const basis = recon?.date_basis;
      if (!recon || !basis || basis.value !== "platform_date" || !inUse(channel)) continue;
      if (pairOf(recon.node, "hold")) continue;
      const cutOffs = cutOffsOf(ledger, document, channel);
      if (!cutOffs || cutOffs.gap === 0) continue;
      const name = channelName(channel);
      const span = durationText(Math.abs(cutOffs.gap));
      const day = ledger.chartOf(document)?.document.model.accounting_day;
      const [own, other] = [clockText(cutOffs.ownClock), clockText(cutOffs.channelClock)];
      yield {
        at: basis.node,
        message: {
          en: `Our day ends at ${own}, that of ${inner(name.en)} at ${other}. Compared by our date, the trades of these ${span.en} come out as differences every day unless they are held.`,
          zh: `我方 ${own} 日切，${name.zh} ${other} 日切。按我方日期对账，这 ${span.zh}里的交易天天对不上；请设存疑（hold）。`,
        },
        related: [
          ...(day?.cut_off ? [{ at: day.cut_off.node, message: { en: "our cut-off", zh: "我方日切" } }] : []),
          ...(channel.cut_off
            ? [{ at: channel.cut_off.node, message: { en: "the channel's cut-off", zh: "渠道日切" } }]
            : []),
        ],
        fixes: () => {
          const window = holdWindow(cutOffs);
          const timing = lacksRow(recon, "timing");
          const after = quietKey(recon, "differences");
          const hold = {
            window: { from: JSON.stringify(window.from), to: JSON.stringify(window.to) },
            days: "1",
            [THEN]: "difference",
          };
          return [
            ...(after
              ? [
                  fix(
                    `Hold what falls between ${window.from} and ${window.to}`,
                    `${window.from}–${window.to} 之间的交易先存疑`,
                    [
                      insertKey(recon.node, "hold", hold, after),
                      ...(timing ? [appendItems(recon.node, "differences", [timingRow(recon)])] : []),
                    ],
                  ),
                ]
              : []),
            ...(channel.accounting_date_field
              ? [
                  fix("Reconcile by the channel's date", "改按渠道会计日对账", [
                    replaceScalar(basis.node, "channel_date"),
                  ]),
                ]
              : []),
          ];
        },
      };
    }
  },
});
export default cutOffGap;

const THEN = "then";

DOCS: page(cutOffGap, {
  why: {
    en: "Half an hour between two cut-offs is enough for masses of differences that vanish again the next day. The remedies are to compare by the channel's date, to hold the items of the gap for a day, or to cut at the same time.",
    zh: "两个日切只差半小时，就足以对出一大片差异，第二天又自己消失。办法有三：按渠道会计日对、把缝里的交易存疑一天、或者统一日切。",
  },
  fix: {
    en: "Add a `hold` whose window covers both cut-offs, or reconcile by the channel's date.",
    zh: "加上 `hold`，窗口盖住两个日切；或改按渠道会计日对账。",
  },
  silent: {
    en: "When both cut-offs are the same instant, when the channel's date decides, when there is a `hold` (recon/hold-lifecycle looks at it), and while a cut-off is not given.",
    zh: "两个日切是同一时刻不报；按渠道会计日对账不报；已有 `hold`（由 recon/hold-lifecycle 检查）不报；日切没写全不报。",
  },
  bad: `
    === a.coa.yaml
    kind: chart-of-accounts
    schema: 1
    accounting_day:
      cut_off: "23:30"
      time_zone: Asia/Shanghai
    accounts: []
    === b.channel.yaml
    kind: payment-channels
    schema: 1
    channels:
      - id: bank-a
        name: 甲银行网银（虚构）
        flow: pay_in
        method: gateway_b2c
        cut_off: "00:00"
        accounting_date_field: settle_date
        reconciliation:
          performed_by: platform
          date_basis: platform_date
          #           ^^^^^^^^^^^^^ recon/cut-off-gap: Our day ends at 23:30, that of channel bank-a at 00:00. Compared by our date, the trades of these 30 minutes come out as differences every day unless they are held.
  `,
  good: `
    === a.coa.yaml
    kind: chart-of-accounts
    schema: 1
    accounting_day:
      cut_off: "23:30"
      time_zone: Asia/Shanghai
    accounts: []
    === b.channel.yaml
    kind: payment-channels
    schema: 1
    channels:
      - id: bank-a
        name: 甲银行网银（虚构）
        flow: pay_in
        method: gateway_b2c
        cut_off: "00:00"
        reconciliation:
          performed_by: platform
          date_basis: platform_date
          hold:
            window:
              from: "23:25"
              to: "00:05"
            days: 1
            then: difference
  `,
  sources: ["2017-08-09 09:57", "2017-05-10 20:16", "2017-06-01 20:13"],
});
