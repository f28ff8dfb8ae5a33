import type { Channel } from "../../model/types.generated";
import { pairOf } from "../../yaml/nodes";
import { headOf } from "../../yaml/path";
import { channelName, isActive } from "../chan/facts/channel";
import { fix } from "../chan/facts/fix";
import { type CheckFinding, check } from "../check";
import { insertKey, insertKeys, replaceScalar } from "../edits";
import { page } from "../pages";

const channelUnreconciled = check({
  code: "recon/channel-unreconciled",
  severity: "error",
  tier: "P1",
  on: "channels",
  title: { en: "Every live channel is reconciled", zh: "每个在用的生产渠道都要对账" },
  *run({ model }) {
    // A file that has not begun to speak of reconciliation is not asked for it.
    const begun = model.channels.some(({ node }) => pairOf(node, "reconciliation"));
    for (const channel of model.channels) {
      if (channel.environment?.value !== "production" || !isActive(channel)) continue;
      if (!begun && !pairOf(channel.node, "settlement")) continue;
      const found = inspect(channel);
      if (found) yield found;
    }
  },
});
export default channelUnreconciled;

function inspect(channel: Channel): CheckFinding | undefined {
  const name = channelName(channel);
  const { reconciliation } = channel;
  if (!pairOf(channel.node, "reconciliation")) {
    return {
      at: headOf(channel.node),
      message: {
        en: `${name.en} is live but not reconciled; its differences would only show in the bank balance.`,
        zh: `${name.zh} 已经上线，却没有对账；差异只能等到银行余额不对才发现。`,
      },
      fixes: () => [fix("Reconcile it by queries", "加上靠查询的对账", [insertByQueries(channel)])],
    };
  }
  const source = reconciliation?.statement?.source;
  if (!reconciliation || !source) return undefined;
  if (source.value === "none") {
    return {
      at: source.node,
      message: {
        en: `${name.en} is live but has no statement to reconcile with; take a file or queries, or name who compares it by hand.`,
        zh: `${name.zh} 已经上线，却没有任何对账数据来源；请用文件或查询，或写明由谁人工核对。`,
      },
      fixes: () => [fix("Reconcile it by queries", "改为靠查询对账", [replaceScalar(source.node, "query")])],
    };
  }
  if (source.value === "manual" && !pairOf(reconciliation.node, "performed_by")) {
    return {
      at: source.node,
      message: {
        en: `${name.en} is reconciled by hand, but nobody is named to do it.`,
        zh: `${name.zh} 靠人工对账，却没写由哪一方来做。`,
      },
      fixes: () => [fix("We reconcile it", "由平台对账", [insertKey(reconciliation.node, "performed_by", "platform")])],
    };
  }
  return undefined;
}

/** With what a reconciled channel is asked for at once: a cut-off and whose date counts. */
function insertByQueries(channel: Channel) {
  const cutOff = pairOf(channel.node, "cut_off") === undefined;
  return insertKeys(channel.node, {
    ...(cutOff && { cut_off: '"00:00"' }),
    ...(cutOff && !pairOf(channel.node, "time_zone") && { time_zone: "Asia/Shanghai" }),
    reconciliation: { performed_by: "platform", date_basis: "channel_date", statement: { source: "query" } },
  });
}

DOCS: page(channelUnreconciled, {
  why: {
    en: "A channel without file or query can be checked only by the next day's funds. That works for ten payments a day and gets slower with every one more.",
    zh: "没有文件也没有查询的渠道，只能靠第二天的资金倒推。一天十笔还行，笔数一多就查不过来了。",
  },
  fix: {
    en: "Add a `reconciliation` block; queries will do where there is no file.",
    zh: "加上 `reconciliation`；没有文件时可以靠查询。",
  },
  silent: {
    en: "For suspended and retired channels, for sandboxes, and for channels that do not say that they are in production; in a file where no channel has begun `reconciliation`, also for channels without `settlement`.",
    zh: "停用、下线的渠道不报；测试环境、没写是生产环境的渠道不报；整个文件都还没写 `reconciliation` 时，没写 `settlement` 的渠道也不报。",
  },
  bad: `
    kind: payment-channels
    schema: 1
    channels:
      - id: payout
      # ^^^^^^^^^^ recon/channel-unreconciled: Channel payout is live but not reconciled; its differences would only show in the bank balance.
        name: 甲银行代付（虚构）
        environment: production
        flow: pay_out
        method: payout_single
      - id: wallet
        name: 山雀钱包（虚构）
        environment: production
        flow: pay_in
        method: gateway_b2c
        cut_off: "00:00"
        time_zone: Asia/Shanghai
        reconciliation:
          date_basis: channel_date
          statement:
            source: none
            #       ^^^^ recon/channel-unreconciled: Channel wallet is live but has no statement to reconcile with; take a file or queries, or name who compares it by hand.
      - id: transfer
        name: 线下转账（虚构）
        environment: production
        flow: pay_in
        method: offline_transfer
        cut_off: "00:00"
        time_zone: Asia/Shanghai
        reconciliation:
          date_basis: channel_date
          statement:
            source: manual
            #       ^^^^^^ recon/channel-unreconciled: Channel transfer is reconciled by hand, but nobody is named to do it.
  `,
  good: `
    kind: payment-channels
    schema: 1
    channels:
      - id: payout
        name: 甲银行代付（虚构）
        environment: production
        flow: pay_out
        method: payout_single
        cut_off: "00:00"
        time_zone: Asia/Shanghai
        reconciliation:
          performed_by: platform
          date_basis: channel_date
          statement:
            source: query
      - id: old
        name: 旧渠道（虚构）
        status: suspended
        environment: production
        flow: pay_out
        method: payout_single
  `,
  sources: ["2017-06-06 22:50", "2017-06-06 23:10", "2017-05-10 20:18"],
});
