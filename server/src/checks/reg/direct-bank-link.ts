import { citation, holds, listed } from "../../data/regulations";
import type { ChannelsDocument } from "../../index/documents";
import type { In, Ledger } from "../../index/ledger";
import type { Channel } from "../../model/types.generated";
import { channelName, effectiveMethod, inUse } from "../chan/facts/channel";
import { fix } from "../chan/facts/fix";
import { type CheckFinding, check } from "../check";
import { insertItemsAfter } from "../edits";
import { page } from "../pages";
import { inner } from "../post/shared/wording";
import { clearingHop } from "./facts/path";

/** Methods of network payment: the payer gives the order over a network, not at a terminal. */
const NETWORK: ReadonlySet<string> = new Set([
  "quick_pay",
  "element_pay",
  "direct_debit",
  "silent_pay",
  "gateway_b2c",
  "gateway_b2b",
  "qr_payer_scans",
  "qr_merchant_scans",
  "wallet_app",
  "wallet_h5",
  "wallet_jsapi",
]);

const directBankLink = check({
  code: "reg/direct-bank-link",
  severity: "error",
  tier: "P1",
  on: "ledger",
  regulatory: true,
  title: { en: "Network payments reach banks through a clearing organisation", zh: "网络支付经清算机构连接银行" },
  *run(ledger) {
    if (!holds("notice-2017-209", ledger.today)) return;
    for (const entry of ledger.channels()) {
      const found = inUse(entry.item) ? inspect(ledger, entry) : undefined;
      if (found) yield found;
    }
  },
});
export default directBankLink;

function inspect(ledger: Ledger, { item: channel, document }: In<Channel, ChannelsDocument>): CheckFinding | undefined {
  const chart = ledger.chartOf(document);
  const method = effectiveMethod(channel);
  if (chart?.role !== "payment_institution" || method === undefined || !NETWORK.has(method)) return undefined;
  const { path } = channel;
  const roles = path.map((hop) => hop.role?.value);
  const holders = roles.filter((role) => role === "payment_institution" || role === "wallet");
  const bank = roles.indexOf("bank");
  // Two institutions with only a bank between them are reg/institution-chain's.
  if (bank < 1 || roles.includes("clearing_org") || roles.includes(undefined) || holders.length !== 1) return undefined;
  const accounts = [channel.settlement?.bank_account, channel.payout?.funding_account];
  if (accounts.some((ref) => chart.bankAccount(ref?.value)?.funds?.value === "own")) return undefined;
  const name = channelName(channel);
  const law = citation("notice-2017-209");
  const hop = path[bank]!;
  return {
    at: hop.role!.node,
    message: {
      en: `Risk: ${inner(name.en)} carries network payments (${method}) straight to ${hop.party?.value ?? "a bank"}, without a clearing organisation. See ${law.en}.`,
      zh: `风险提示：${name.zh} 的网络支付（${method}）直连${hop.party?.value ?? "银行"}，没有经过清算机构。参见${law.zh}。`,
    },
    fixes: () => [
      fix("Insert the clearing organisation", "插入清算机构", [
        insertItemsAfter(path[bank - 1]!.node, [clearingHop(channel)]),
      ]),
    ],
  };
}

DOCS: page(directBankLink, {
  why: {
    en: "Until the middle of 2018 institutions linked to each bank by themselves. Since then network payments that touch bank accounts go through a clearing organisation; contracts and configurations of the old kind are still around.",
    zh: "2018 年年中以前，支付机构各自与银行直连。之后，涉及银行账户的网络支付要经清算机构处理；老合同、老配置至今还在。",
  },
  fix: {
    en: "Insert the clearing organisation the channel really goes through.",
    zh: "写上渠道实际经过的清算机构。",
  },
  silent: {
    en: "Before 2018-06-30; for entities that are no payment institution; for links that move own funds; for terminals and payouts.",
    zh: "2018-06-30 以前不报；主体不是支付机构不报；自有资金的银企直连不报；线下刷卡、代付不报。",
  },
  bad: `
    === a.coa.yaml
    kind: chart-of-accounts
    schema: 1
    entity:
      id: qinghe
      name: 青禾支付（虚构）
      role: payment_institution
      licences: [transaction_processing]
    regulation:
      profile: cn
      as_of: "2026-11-20"
    accounts: []
    === b.channel.yaml
    kind: payment-channels
    schema: 1
    channels:
      - id: bank-a
        name: 甲银行网银（虚构）
        flow: pay_in
        method: gateway_b2c
        path:
          - party: 青禾支付
            role: payment_institution
          - party: 甲银行
            role: bank
            #     ^^^^ reg/direct-bank-link: Risk: channel bank-a carries network payments (gateway_b2c) straight to 甲银行, without a clearing organisation. See PBoC Payment Department Notice 2017 No. 209 (Notice on moving network payments from direct bank links to the clearing platform, in force since 2018-06-30).
  `,
  good: `
    === a.coa.yaml
    kind: chart-of-accounts
    schema: 1
    entity:
      id: qinghe
      name: 青禾支付（虚构）
      role: payment_institution
      licences: [transaction_processing]
    regulation:
      profile: cn
      as_of: "2026-11-20"
    accounts: []
    === b.channel.yaml
    kind: payment-channels
    schema: 1
    channels:
      - id: bank-a
        name: 甲银行网银（虚构）
        flow: pay_in
        method: gateway_b2c
        path:
          - party: 青禾支付
            role: payment_institution
          - party: 网联
            role: clearing_org
          - party: 甲银行
            role: bank
  `,
  sources: ["2017-08-04 16:47", "2018-05-02 19:30", "2017-06-19 10:13"],
  documents: [listed("notice-2017-209")],
});
