import type { Field } from "../../model/fields";
import type { Channel } from "../../model/types.generated";
import { check } from "../check";
import { page } from "../pages";
import { inUse } from "./facts/channel";

const prefixOverlap = check({
  code: "chan/prefix-overlap",
  severity: "error",
  tier: "P1",
  on: "ledger",
  title: { en: "A payment code's prefix leads to one channel", zh: "付款码前缀只对应一个渠道" },
  *run(ledger) {
    const taken: { readonly channel: Channel; readonly prefix: Field<string> }[] = [];
    for (const { item: channel } of ledger.channels()) {
      if (channel.method?.value !== "qr_merchant_scans" || !inUse(channel)) continue;
      for (const prefix of channel.code_prefixes) {
        const rival = taken.find(
          (other) =>
            other.channel !== channel &&
            other.channel.id?.value !== channel.id?.value &&
            other.channel.environment?.value === channel.environment?.value &&
            (other.prefix.value.startsWith(prefix.value) || prefix.value.startsWith(other.prefix.value)),
        );
        if (!rival) continue;
        const shared = rival.prefix.value.length > prefix.value.length ? rival.prefix.value : prefix.value;
        const [id, other] = [channel.id?.value ?? "", rival.channel.id?.value ?? ""];
        yield {
          at: prefix.node,
          message: {
            en: `Payment codes that begin with ${shared} belong to ${id} and to ${other}; scanning cannot tell them apart.`,
            zh: `以 ${shared} 开头的付款码同时属于 ${id} 和 ${other}，扫码时分不清走哪个。`,
          },
          related: [{ at: rival.prefix.node, message: { en: `The prefix of ${other}`, zh: `${other} 的前缀` } }],
        };
      }
      for (const prefix of channel.code_prefixes) taken.push({ channel, prefix });
    }
  },
});
export default prefixOverlap;

DOCS: page(prefixOverlap, {
  why: {
    en: "When the merchant scans, the first digits of the payer's code say which wallet it is. Wallets keep their prefixes disjoint on purpose; an overlap sends the code to the wrong one.",
    zh: "商户扫付款码时，靠码的前几位判断是哪家钱包。各家前缀有意错开，一旦重叠，码就送错了地方。",
  },
  fix: {
    en: "Narrow one prefix to the digits that are really that wallet's.",
    zh: "把其中一个前缀收窄到该钱包真正使用的号段。",
  },
  silent: {
    en: "For disjoint prefixes, for channels of different environments, and for methods where the payer scans.",
    zh: "前缀不重叠、环境不同、付款方扫码的渠道不报。",
  },
  bad: `
    kind: payment-channels
    schema: 1
    channels:
      - id: wallet-a
        name: 山雀钱包付款码（虚构）
        flow: pay_in
        method: qr_merchant_scans
        code_prefixes: ["28", "29"]
      - id: wallet-b
        name: 白鹭钱包付款码（虚构）
        flow: pay_in
        method: qr_merchant_scans
        code_prefixes: ["13", "285"]
    #                         ^^^^^ chan/prefix-overlap: Payment codes that begin with 285 belong to wallet-b and to wallet-a; scanning cannot tell them apart.
  `,
  good: `
    kind: payment-channels
    schema: 1
    channels:
      - id: wallet-a
        name: 山雀钱包付款码（虚构）
        flow: pay_in
        method: qr_merchant_scans
        code_prefixes: ["28", "29"]
      - id: wallet-b
        name: 白鹭钱包付款码（虚构）
        flow: pay_in
        method: qr_merchant_scans
        code_prefixes: ["13", "14"]
  `,
  sources: ["2017-05-31 17:31", "2017-05-18 14:25", "2017-07-17 19:57"],
});
