import { citation, listed, regulation } from "../../data/regulations";
import type { Channel, Hop } from "../../model/types.generated";
import { headOf } from "../../yaml/path";
import { channelName, inUse } from "../chan/facts/channel";
import { fix } from "../chan/facts/fix";
import { type CheckFinding, check } from "../check";
import { insertItemsAfter } from "../edits";
import { page } from "../pages";
import { inner } from "../post/shared/wording";
import { clearingHop } from "./facts/path";

const HOLDERS: ReadonlySet<string> = new Set(["payment_institution", "wallet"]);

const institutionChain = check({
  code: "reg/institution-chain",
  severity: "warning",
  tier: "P1",
  on: "ledger",
  regulatory: true,
  title: { en: "Institutions are not chained without a clearing organisation", zh: "机构之间不经清算机构不直接相连" },
  *run(ledger) {
    for (const { item: channel } of ledger.channels()) {
      if (!inUse(channel) || channel.path.length < 2 || channel.cooperation_ref) continue;
      const found = loop(channel) ?? linked(channel, ledger.today);
      if (found) yield found;
    }
  },
});
export default institutionChain;

function loop(channel: Channel): CheckFinding | undefined {
  const seen = new Map<string, Hop>();
  for (const hop of channel.path) {
    const party = hop.party?.value;
    if (party === undefined) continue;
    const before = seen.get(party);
    if (before) {
      const name = channelName(channel);
      return {
        at: hop.party!.node,
        message: {
          en: `Risk: on ${inner(name.en)} the money comes back to ${party}, where it has been before (${route(channel)}).`,
          zh: `风险提示：${name.zh} 的资金绕了一圈又回到 ${party}（${route(channel)}）。`,
        },
        related: [{ at: before.party!.node, message: { en: "the first time", zh: "第一次经过" } }],
      };
    }
    seen.set(party, hop);
  }
  return undefined;
}

function linked(channel: Channel, today: string): CheckFinding | undefined {
  const relayByBank = today < regulation("notice-2017-209").inForce;
  let last: { hop: Hop; index: number } | undefined;
  for (const [index, hop] of channel.path.entries()) {
    const role = hop.role?.value;
    if (role === undefined) return undefined;
    if (role === "clearing_org" || (role === "bank" && relayByBank)) last = undefined;
    if (!HOLDERS.has(role)) continue;
    if (last) {
      const law = citation(today >= regulation("order-2021-1").inForce ? "order-2021-1" : "notice-2017-209");
      const name = channelName(channel);
      const [from, to] = [last.hop, hop];
      return {
        at: hop.role!.node,
        message: {
          en: `Risk: on ${inner(name.en)} money passes from ${party(from)} to ${party(to)} without a clearing organisation between them (${route(channel)}). See ${law.en}; name a filed cooperation in \`cooperation_ref\`.`,
          zh: `风险提示：${name.zh} 的资金从 ${party(from)} 到 ${party(to)}，中间没有清算机构（${route(channel)}）。参见${law.zh}；已备案的合作请写在 \`cooperation_ref\`。`,
        },
        related: [{ at: from.role?.node ?? headOf(from.node), message: { en: "from here", zh: "从这里" } }],
        fixes: () => [
          fix("Insert the clearing organisation", "插入清算机构", [
            insertItemsAfter(channel.path[index - 1]!.node, [clearingHop(channel)]),
          ]),
        ],
      };
    }
    last = { hop, index };
  }
  return undefined;
}

function party(hop: Hop): string {
  return hop.party?.value ?? hop.role?.value ?? "?";
}

function route(channel: Channel): string {
  return channel.path.map(party).join(" → ");
}

DOCS: page(institutionChain, {
  why: {
    en: "Moving reserve money from one institution straight to another was called forbidden by the practitioners, and yet chains of four were seen. Every hop without a clearing organisation is one the supervisor cannot see.",
    zh: "备付金从一家机构直接转到另一家，圈内一直说不行，可四家串起来的也见过。中间没有清算机构的一跳，监管就看不见。",
  },
  fix: {
    en: "Put the clearing organisation between the two, or name the filed cooperation in `cooperation_ref`.",
    zh: "在两家之间写上清算机构；已备案的合作写在 `cooperation_ref`。",
  },
  silent: {
    en: "With a clearing organisation between them (until 2018-06-30 a bank was enough), with a `cooperation_ref`, and while a role is missing.",
    zh: "中间有清算机构（2018-06-30 以前银行也可以）、写了 `cooperation_ref`、或某一跳没写角色时不报。",
  },
  bad: `
    === counting-house.yaml
    regulation:
      profile: cn
      as_of: "2026-11-20"
    === a.channel.yaml
    kind: payment-channels
    schema: 1
    channels:
      - id: wallet
        name: 山雀钱包（虚构）
        flow: pay_in
        method: gateway_b2c
        path:
          - party: 青禾支付
            role: payment_institution
          - party: 甲银行
            role: bank
          - party: 山雀钱包
            role: wallet
            #     ^^^^^^ reg/institution-chain: Risk: on channel wallet money passes from 青禾支付 to 山雀钱包 without a clearing organisation between them (青禾支付 → 甲银行 → 山雀钱包). See PBoC Order 2021 No. 1 (Measures for the custody of clients' reserves of non-bank payment institutions, in force since 2021-03-01); name a filed cooperation in \`cooperation_ref\`.
      - id: round
        name: 兜圈渠道（虚构）
        flow: pay_in
        method: gateway_b2c
        path:
          - party: 青禾支付
            role: payment_institution
          - party: 网联
            role: clearing_org
          - party: 青禾支付
          #        ^^^^ reg/institution-chain: Risk: on channel round the money comes back to 青禾支付, where it has been before (青禾支付 → 网联 → 青禾支付).
            role: payment_institution
  `,
  good: `
    === counting-house.yaml
    regulation:
      profile: cn
      as_of: "2026-11-20"
    === a.channel.yaml
    kind: payment-channels
    schema: 1
    channels:
      - id: wallet
        name: 山雀钱包（虚构）
        flow: pay_in
        method: gateway_b2c
        path:
          - party: 青禾支付
            role: payment_institution
          - party: 网联
            role: clearing_org
          - party: 山雀钱包
            role: wallet
  `,
  sources: ["2017-06-01 15:30", "2017-05-25 17:57", "2017-12-27 15:42"],
  documents: [listed("notice-2017-209"), listed("order-2021-1")],
});
