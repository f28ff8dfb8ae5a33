import type { Channel } from "../../model/types.generated";
import { check } from "../check";
import { insertKey } from "../edits";
import { page } from "../pages";
import { channelName, keyOf } from "./facts/channel";
import { fix } from "./facts/fix";
import { enabledRoutes } from "./facts/routes";

const CHOICES = [
  ["resign", "Let the payer sign again", "请付款人重新签约"],
  ["pay_by_elements", "Let the payer pay by identity elements", "改为按要素支付"],
  ["reject", "Refuse the payment", "拒绝支付"],
] as const;

const mandateScope = check({
  code: "chan/mandate-scope",
  severity: "warning",
  tier: "P1",
  on: "ledger",
  title: { en: "A route knows what to do without a mandate", zh: "换渠道后没有协议怎么办有说法" },
  *run(ledger) {
    for (const { item: route } of enabledRoutes(ledger)) {
      if (route.on_missing_mandate) continue;
      const channels = route.channels.flatMap(({ channel }) => {
        const found = channel && ledger.channel(channel.value);
        return found ? [found.item] : [];
      });
      const narrow = new Set(channels).size > 1 ? channels.filter((channel) => isNarrow(channel, channels)) : [];
      if (narrow.length === 0) continue;
      const id = route.id?.value ?? "";
      const names = narrow.map((channel) => channel.id?.value ?? "");
      yield {
        at: keyOf(route.node, "channels"),
        message: {
          en: `Route ${id} may switch to a channel where the payer never signed: the mandates of ${names.join(", ")} are valid there only. Say what happens then (\`on_missing_mandate\`).`,
          zh: `路由 ${id} 可能换到付款人没签过约的渠道：${names.join("、")} 的协议只在本渠道有效。请写明届时怎么办（\`on_missing_mandate\`）。`,
        },
        fixes: () =>
          CHOICES.map(([value, en, zh]) =>
            fix(en, zh, [insertKey(route.node, "on_missing_mandate", value, "channels")]),
          ),
      };
    }
    for (const { item: channel } of ledger.channels()) {
      const { mandate } = channel;
      if (mandate?.scope?.value !== "all" || mandate.loss_bearer) continue;
      const name = channelName(channel);
      yield {
        at: mandate.scope.node,
        message: {
          en: `${name.en} trusts mandates that were signed anywhere, but nothing says who bears the loss from fraud; name the \`loss_bearer\`.`,
          zh: `${name.zh} 认可在任何地方签的协议，却没有写盗刷损失由谁承担；请写 \`loss_bearer\`。`,
        },
        fixes: () => [
          fix("The platform bears the loss", "损失由平台承担", [
            insertKey(mandate.node, "loss_bearer", "platform", "scope"),
          ]),
          fix("The merchant bears the loss", "损失由商户承担", [
            insertKey(mandate.node, "loss_bearer", "merchant", "scope"),
          ]),
        ],
      };
    }
  },
});
export default mandateScope;

/** Signed for this channel, or for a merchant number that the other channels of the route do not use. */
function isNarrow(channel: Channel, all: readonly Channel[]): boolean {
  const scope = channel.mandate?.scope?.value;
  if (scope === "channel") return true;
  return scope === "merchant_no" && all.some((other) => other.merchant_no?.value !== channel.merchant_no?.value);
}

DOCS: page(mandateScope, {
  why: {
    en: "A contract signed at one channel is not valid at the next. When the route switches, the debit is refused, or the payer is asked to sign in the middle of paying. Shared trust raises the question who bears fraud.",
    zh: "在一个渠道签的约，换个渠道就不认。路由一切换，不是扣款被拒，就是付到一半让人重新签约。协议共享，又有盗刷损失谁担的问题。",
  },
  fix: {
    en: "State `on_missing_mandate` for the route (sign again, pay by elements, reject) and the `loss_bearer` of mandates with scope all.",
    zh: "路由写明 `on_missing_mandate`（重新签约、按要素支付、拒绝）；协议范围为 all 的写明 `loss_bearer`。",
  },
  silent: {
    en: "With one channel per route, with mandates that are valid for all its channels, and when the fallback is stated.",
    zh: "路由只有一个渠道、协议对各渠道都有效、或已写明怎么办时不报。",
  },
  bad: `
    kind: payment-channels
    schema: 1
    channels:
      - id: bank-a
        name: 甲银行快捷（虚构）
        flow: pay_in
        method: quick_pay
        limits:
          - scope: per_transaction
            bank: "102"
            amount: 20000.00
        mandate:
          required: true
          reference_field: agreement_no
          scope: channel
      - id: bank-b
        name: 乙银行快捷（虚构）
        flow: pay_in
        method: quick_pay
        limits:
          - scope: per_transaction
            bank: "102"
            amount: 20000.00
        mandate:
          required: true
          reference_field: agreement_no
          scope: all
    #            ^^^ chan/mandate-scope: Channel bank-b trusts mandates that were signed anywhere, but nothing says who bears the loss from fraud; name the \`loss_bearer\`.
    routing:
      - id: quick
        channels:
    #   ^^^^^^^^ chan/mandate-scope: Route quick may switch to a channel where the payer never signed: the mandates of bank-a are valid there only. Say what happens then (\`on_missing_mandate\`).
          - channel: bank-a
            weight: 50
          - channel: bank-b
            weight: 50
  `,
  good: `
    kind: payment-channels
    schema: 1
    channels:
      - id: bank-a
        name: 甲银行快捷（虚构）
        flow: pay_in
        method: quick_pay
        mandate:
          required: true
          reference_field: agreement_no
          scope: channel
      - id: bank-b
        name: 乙银行快捷（虚构）
        flow: pay_in
        method: quick_pay
        mandate:
          required: true
          reference_field: agreement_no
          scope: all
          loss_bearer: platform
    routing:
      - id: quick
        channels:
          - channel: bank-a
            weight: 50
          - channel: bank-b
            weight: 50
        on_missing_mandate: resign
  `,
  sources: ["2017-07-24 20:54", "2017-06-02 19:55", "2017-06-01 20:41"],
});
