import { citation, holdingOn, listed } from "../../data/regulations";
import type { Ledger } from "../../index/ledger";
import { holdsOn, rangeOf } from "../../index/validity";
import type { Channel, Route } from "../../model/types.generated";
import { keyOf } from "../chan/facts/channel";
import { type CheckFinding, check } from "../check";
import { page } from "../pages";

const merchantNumberRotation = check({
  code: "reg/merchant-number-rotation",
  severity: "warning",
  tier: "P2",
  on: "ledger",
  regulatory: true,
  title: { en: "A merchant's trades carry one merchant number", zh: "同一商户的交易不轮换商户号" },
  *run(ledger) {
    const law = holdingOn(ledger.today, "notice-2021-259", "announcement-2013-9");
    if (!law) return;
    for (const document of ledger.channelsDocuments) {
      for (const route of document.model.routing) {
        if (!holdsOn(rangeOf(route), ledger.today)) continue;
        const found = inspect(ledger, route, citation(law));
        if (found) yield found;
      }
    }
  },
});
export default merchantNumberRotation;

/** Channels of one route to the same endpoint that differ in their merchant number only. */
function inspect(ledger: Ledger, route: Route, law: ReturnType<typeof citation>): CheckFinding | undefined {
  const spread = route.channels.filter((one) => (one.weight?.value ?? one.percent?.value ?? 0) > 0);
  const channels = spread.flatMap((one): Channel[] => {
    const found = one.channel && ledger.channel(one.channel.value)?.item;
    return found?.endpoint && found.merchant_no && found.merchant_mode?.value !== "service_provider" ? [found] : [];
  });
  for (const [index, channel] of channels.entries()) {
    const same = channels
      .slice(0, index)
      .filter(
        (other) => other.endpoint?.value === channel.endpoint?.value && other.method?.value === channel.method?.value,
      );
    if (!same.some((other) => other.merchant_no?.value !== channel.merchant_no?.value)) continue;
    const all = [...same, channel];
    const numbers = [...new Set(all.map((one) => one.merchant_no?.value ?? ""))];
    return {
      at: keyOf(route.node, "channels"),
      message: {
        en: `Risk: route ${route.id?.value ?? "?"} spreads one product's payments over ${numbers.length} merchant numbers at the same endpoint (${numbers.join(", ")}); the issuer no longer sees who the merchant is. See ${law.en}.`,
        zh: `风险提示：路由 ${route.id?.value ?? "?"} 把同一产品的交易分散到同一接口的 ${numbers.length} 个商户号（${numbers.join("、")}）；发卡方看不到真实商户。参见${law.zh}。`,
      },
      related: all.flatMap((one) =>
        one.merchant_no
          ? [
              {
                at: one.merchant_no.node,
                message: { en: `channel ${one.id?.value ?? "?"}`, zh: `渠道 ${one.id?.value ?? "?"}` },
              },
            ]
          : [],
      ),
    };
  }
  return undefined;
}

DOCS: page(merchantNumberRotation, {
  why: {
    en: "Taking turns between merchant numbers hides the real merchant from the issuer and its category from the fee. It is one of the first things a terminal inspection looks for.",
    zh: "几个商户号轮着用，发卡方看不到真实商户，手续费也按错的类别算。终端检查首先就查这个。",
  },
  fix: {
    en: "Use one merchant number per merchant and channel; a service provider sends the sub-merchant's number with each payment.",
    zh: "每个商户、每个渠道用一个商户号；服务商模式应逐笔上送二级商户号。",
  },
  silent: {
    en: "For channels at different endpoints, for channels in service-provider mode, and for rows without weight, which are fallbacks.",
    zh: "不同接口的渠道不报；服务商模式不报；没有权重、只作备用的行不报。",
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
      - id: pos-a
        name: 刷卡甲号（虚构）
        endpoint: https://switch.silver-card.example/pos
        merchant_no: "66300071"
        flow: pay_in
        method: card_present
      - id: pos-b
        name: 刷卡乙号（虚构）
        endpoint: https://switch.silver-card.example/pos
        merchant_no: "66300088"
        flow: pay_in
        method: card_present
    routing:
      - id: turns
        priority: 10
        channels:
      # ^^^^^^^^ reg/merchant-number-rotation: Risk: route turns spreads one product's payments over 2 merchant numbers at the same endpoint (66300071, 66300088); the issuer no longer sees who the merchant is. See PBoC Notice 2021 No. 259 (Notice on payment terminals and related business, in force since 2022-03-01).
          - channel: pos-a
            weight: 50
          - channel: pos-b
            weight: 50
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
      - id: pos-a
        name: 刷卡（虚构）
        endpoint: https://switch.silver-card.example/pos
        merchant_no: "66300071"
        flow: pay_in
        method: card_present
      - id: pos-b
        name: 另一家刷卡（虚构）
        endpoint: https://pos.yunling-bank.example
        merchant_no: "66300088"
        flow: pay_in
        method: card_present
    routing:
      - id: both
        priority: 10
        channels:
          - channel: pos-a
            weight: 50
          - channel: pos-b
            weight: 50
  `,
  sources: ["2017-06-13 14:39"],
  documents: [listed("announcement-2013-9"), listed("notice-2021-259")],
});
