import type { Channel } from "../../model/types.generated";
import { check } from "../check";
import { insertKey, insertKeys, type YamlMap } from "../edits";
import { page } from "../pages";
import { channelName, inUse, keyOf } from "./facts/channel";
import { fix } from "./facts/fix";

const USUAL: YamlMap = {
  rate_source: "渠道牌价",
  rate_kind: "settlement",
  refund_rate: "original",
  refresh: '"每日 09:30"',
  swing_limit: '"1%"',
};
const LABEL: Readonly<Record<string, string>> = {
  rate_source: "汇率来源",
  rate_kind: "汇率种类",
  refund_rate: "退款汇率",
  refresh: "更新频率",
  swing_limit: "波动上限",
};

const currencyChain = check({
  code: "chan/currency-chain",
  severity: "error",
  tier: "P1",
  on: "channels",
  title: { en: "Between two currencies there is a rate", zh: "币种不同就要有汇率约定" },
  *run({ model }) {
    for (const channel of model.channels) {
      const settlement = channel.currencies?.settlement;
      const foreign = channel.currencies?.transaction.filter(({ value }) => value !== settlement?.value) ?? [];
      if (!settlement || foreign.length === 0 || !inUse(channel)) continue;
      const missing = missingTerms(channel);
      if (missing.length === 0) continue;
      const name = channelName(channel);
      const pair = (comma: string) => `${foreign.map(({ value }) => value).join(comma)} → ${settlement.value}`;
      yield {
        at: channel.fx ? keyOf(channel.node, "fx") : settlement.node,
        message: {
          en: `${name.en} turns one currency into another (${pair(", ")}), but \`fx\` lacks ${missing.map((key) => `\`${key}\``).join(", ")}; nobody knows who bears the rate.`,
          zh: `${name.zh} 要换币种（${pair("、")}），\`fx\` 却缺少${missing.map((key) => `${LABEL[key]}（\`${key}\`）`).join("、")}；汇差由谁承担说不清。`,
        },
        fixes: () => {
          const added = Object.fromEntries(missing.map((key) => [key, USUAL[key]!]));
          return [
            fix("Insert the usual terms (check the contract)", "加上常见约定（请核对合同）", [
              channel.fx ? insertKeys(channel.fx.node, added) : insertKey(channel.node, "fx", added, "currencies"),
            ]),
          ];
        },
      };
    }
  },
});
export default currencyChain;

function missingTerms({ fx }: Channel): readonly string[] {
  const quoted = fx?.rate_kind?.value === "quote";
  const wanted = ["rate_source", "rate_kind", "refund_rate", ...(quoted ? ["refresh", "swing_limit"] : [])];
  return wanted.filter((key) => !fx?.node.pairs.some((pair) => pair.key.value === key));
}

DOCS: page(currencyChain, {
  why: {
    en: "Payer, settlement and merchant currency differ in cross-border payments. Without a rate source, its kind and a rule for refunds, who bears the difference stays open until somebody loses it.",
    zh: "跨境收款里，付款币种、结算币种、商户币种各不相同。汇率来源、种类、退款按哪天的汇率没说好，汇差由谁担，要到亏了才争。",
  },
  fix: {
    en: "State rate source, rate kind and the refund's rate; for a quoted rate also how often it is renewed and beyond which change quoting stops.",
    zh: "写明汇率来源、种类、退款汇率；按报价的还要写更新频率和波动上限。",
  },
  silent: {
    en: "With one currency, while the settlement currency is not declared, and when the terms are complete.",
    zh: "只有一种币种、没写结算币种、约定齐全的不报。",
  },
  bad: `
    kind: payment-channels
    schema: 1
    channels:
      - id: cards
        name: 国际卡收单（虚构）
        flow: pay_in
        method: gateway_b2c
        currencies:
          transaction: [USD, EUR]
          settlement: CNY
    #                 ^^^ chan/currency-chain: Channel cards turns one currency into another (USD, EUR → CNY), but \`fx\` lacks \`rate_source\`, \`rate_kind\`, \`refund_rate\`; nobody knows who bears the rate.
      - id: quoted
        name: 国际卡报价收单（虚构）
        flow: pay_in
        method: gateway_b2c
        currencies:
          transaction: USD
          settlement: CNY
        fx:
    #   ^^ chan/currency-chain: Channel quoted turns one currency into another (USD → CNY), but \`fx\` lacks \`refresh\`, \`swing_limit\`; nobody knows who bears the rate.
          rate_source: 合作银行牌价
          rate_kind: quote
          refund_rate: original
  `,
  good: `
    kind: payment-channels
    schema: 1
    channels:
      - id: quoted
        name: 国际卡报价收单（虚构）
        flow: pay_in
        method: gateway_b2c
        currencies:
          transaction: USD
          settlement: CNY
        fx:
          rate_source: 合作银行牌价
          rate_kind: quote
          refund_rate: original
          refresh: 每日 09:30
          swing_limit: "0.5%"
      - id: local
        name: 甲银行网银（虚构）
        flow: pay_in
        method: gateway_b2c
        currencies:
          transaction: CNY
          settlement: CNY
  `,
  sources: ["2017-06-12 20:18", "2017-05-18 17:31", "2017-07-06 10:23"],
});
