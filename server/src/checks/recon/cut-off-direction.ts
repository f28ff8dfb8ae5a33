import { durationText } from "../../index/notation";
import { clockText } from "../../ledger/calendar";
import { channelName, inUse } from "../chan/facts/channel";
import { check } from "../check";
import { page } from "../pages";
import { inner } from "../post/shared/wording";
import { cutOffsOf } from "./facts/times";
import { kindWord } from "./facts/words";

const cutOffDirection = check({
  code: "recon/cut-off-direction",
  severity: "info",
  tier: "P2",
  on: "ledger",
  offByDefault: true,
  title: { en: "What unequal cut-offs look like", zh: "日切不一致会表现成什么" },
  *run(ledger) {
    for (const { item: channel, document } of ledger.channels()) {
      const cutOffs = channel.reconciliation && inUse(channel) ? cutOffsOf(ledger, document, channel) : undefined;
      if (!cutOffs || cutOffs.gap === 0 || !channel.cut_off || !channel.flow) continue;
      const name = channelName(channel);
      const [own, other] = [clockText(cutOffs.ownClock), clockText(cutOffs.channelClock)];
      const span = durationText(Math.abs(cutOffs.gap));
      const first = cutOffs.gap > 0;
      const kind = first ? "channel_only" : "own_only";
      const surplus = first === (channel.flow.value === "pay_in");
      const word = surplus ? { en: "surplus", zh: "长款" } : { en: "shortage", zh: "短款" };
      const day = ledger.chartOf(document)?.document.model.accounting_day;
      yield {
        at: channel.cut_off.node,
        message: first
          ? {
              en: `We cut at ${own}, ${inner(name.en)} at ${other}: what happens in these ${span.en} is in its file of that day and in our books of the next, ${kind}, a passing ${word.en}${surplus ? ", which is easy to explain" : ""}.`,
              zh: `我方 ${own} 先日切，${name.zh} ${other} 后日切：这 ${span.zh}的交易在渠道算当天、在我方算次日，表现为“${kindWord(kind).zh}”，是暂时的${word.zh}${surplus ? "，好解释" : ""}。`,
            }
          : {
              en: `${name.en} cuts at ${other}, we at ${own}: what happens in these ${span.en} is in our books of that day and in its file of the next, ${kind}, a passing ${word.en}${surplus ? "" : "; cutting a few minutes before the channel turns it round"}.`,
              zh: `${name.zh} ${other} 先日切，我方 ${own} 后日切：这 ${span.zh}的交易在我方算当天、在渠道算次日，表现为“${kindWord(kind).zh}”，是暂时的${word.zh}${surplus ? "" : "；我方早切几分钟就会反过来"}。`,
            },
        related: day?.cut_off ? [{ at: day.cut_off.node, message: { en: "our cut-off", zh: "我方日切" } }] : [],
      };
    }
  },
});
export default cutOffDirection;

DOCS: page(cutOffDirection, {
  why: {
    en: "Cutting a few minutes before the channel is the usual advice for receipts: a temporary surplus is easier to explain than a temporary shortage.",
    zh: "收款渠道通常建议我方先切几分钟：暂时的长款比暂时的短款好解释。",
  },
  fix: {
    en: "Nothing has to be repaired. Whoever wants the other direction moves the own cut-off to the other side of the channel's.",
    zh: "不必修改；想换个方向，就把我方日切挪到渠道日切的另一侧。",
  },
  silent: {
    en: "Off until chosen; with equal cut-offs and for channels that are not reconciled.",
    zh: "默认关闭；两个日切相同、或渠道不对账时不提示。",
  },
  bad: `
    === counting-house.yaml
    checks:
      recon/cut-off-direction: info
    === a.coa.yaml
    kind: chart-of-accounts
    schema: 1
    accounting_day:
      cut_off: "23:55"
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
        #        ^^^^^^^ recon/cut-off-direction: We cut at 23:55, channel bank-a at 00:00: what happens in these 5 minutes is in its file of that day and in our books of the next, channel_only, a passing surplus, which is easy to explain.
        reconciliation:
          date_basis: channel_date
      - id: bank-b
        name: 乙银行网银（虚构）
        flow: pay_in
        method: gateway_b2c
        cut_off: "23:00"
        #        ^^^^^^^ recon/cut-off-direction: Channel bank-b cuts at 23:00, we at 23:55: what happens in these 55 minutes is in our books of that day and in its file of the next, own_only, a passing shortage; cutting a few minutes before the channel turns it round.
        reconciliation:
          date_basis: channel_date
  `,
  good: `
    === counting-house.yaml
    checks:
      recon/cut-off-direction: info
    === a.coa.yaml
    kind: chart-of-accounts
    schema: 1
    accounting_day:
      cut_off: "00:00"
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
          date_basis: channel_date
  `,
  sources: ["2017-08-09 11:12", "2017-08-03 11:43", "2017-07-25 12:48"],
});
