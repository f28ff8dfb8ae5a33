import { eventOf } from "../../index/events";
import type { Ledger } from "../../index/ledger";
import { durationText } from "../../index/notation";
import type { Product } from "../../model/types.generated";
import { headOf } from "../../yaml/path";
import { check } from "../check";
import { insertKey } from "../edits";
import { page } from "../pages";
import { keyOf } from "./facts/channel";
import { fix } from "./facts/fix";
import { channelsOf, openProducts } from "./facts/routes";

const orderExpiry = check({
  code: "chan/order-expiry",
  severity: "warning",
  tier: "P1",
  on: "ledger",
  wholeLedger: true,
  title: { en: "Shop and channel close an order together", zh: "商城与渠道的订单有效期一致" },
  *run(ledger) {
    for (const { item: product } of openProducts(ledger)) {
      const channels = channelsOf(ledger, product)
        .map(({ item }) => item)
        .filter((channel) => channel.flow?.value === "pay_in");
      const longest = channels
        .filter((channel) => channel.order_expiry_minutes)
        .sort((a, b) => b.order_expiry_minutes!.value - a.order_expiry_minutes!.value)[0];
      const own = product.order_expiry_minutes;
      const id = product.id?.value ?? "";
      const silent = channels.find((channel) => !channel.order_expiry_minutes);
      if (own && silent) {
        yield {
          at: own.node,
          message: {
            en: `Product ${id} closes orders after ${durationText(own.value).en}, but channel ${silent.id?.value ?? ""} does not say when it does; a payment may arrive later.`,
            zh: `产品 ${id} 的订单 ${durationText(own.value).zh}后关闭，渠道 ${silent.id?.value ?? ""} 却没写有效期，之后仍可能付成功。`,
          },
          fixes: () => [
            fix(
              `Set ${own.value} minutes for channel ${silent.id?.value ?? ""} too`,
              `渠道 ${silent.id?.value ?? ""} 也写 ${own.value} 分钟`,
              [insertKey(silent.node, "order_expiry_minutes", String(own.value))],
            ),
          ],
        };
      }
      if (!longest) continue;
      const expiry = longest.order_expiry_minutes!;
      const other = longest.id?.value ?? "";
      if (!own) {
        if (product.node.pairs.some(({ key }) => key.value === "order_expiry_minutes")) continue;
        yield {
          at: product.channels.node ? keyOf(product.node, "channels") : headOf(product.node),
          message: {
            en: `Channel ${other} closes orders after ${durationText(expiry.value).en}, product ${id} does not say when it does.`,
            zh: `渠道 ${other} 的订单 ${durationText(expiry.value).zh}后关闭，产品 ${id} 却没写有效期。`,
          },
          related: [{ at: expiry.node, message: { en: "The channel's expiry", zh: "渠道的有效期" } }],
          fixes: () => [
            fix(`Insert ${expiry.value} minutes`, `加上 ${expiry.value} 分钟`, [
              insertKey(product.node, "order_expiry_minutes", String(expiry.value)),
            ]),
          ],
        };
      } else if (own.value < expiry.value && !takesLateSuccess(ledger, product)) {
        yield {
          at: own.node,
          message: {
            en: `Product ${id} closes orders after ${durationText(own.value).en}, but channel ${other} still takes payments for ${durationText(expiry.value).en}, and no rule books a payment for a closed order.`,
            zh: `产品 ${id} 的订单 ${durationText(own.value).zh}后关闭，渠道 ${other} 在 ${durationText(expiry.value).zh}内仍可付款，又没有“订单已关闭后支付成功”的记账规则。`,
          },
          related: [{ at: expiry.node, message: { en: "The channel's expiry", zh: "渠道的有效期" } }],
          fixes: () => [
            fix(`Keep orders open for ${expiry.value} minutes`, `订单有效期改为 ${expiry.value} 分钟`, [
              { at: own.node, newText: String(expiry.value) },
            ]),
          ],
        };
      }
    }
  },
});
export default orderExpiry;

/** A rule for money that arrives when the order is already closed. */
function takesLateSuccess(ledger: Ledger, product: Product): boolean {
  for (const { item: rule } of ledger.rules()) {
    const event = eventOf(ledger.settings, rule);
    if (rule.product.length > 0 && !rule.product.some(({ value }) => value === product.id?.value)) continue;
    if (event === "duplicate") return true;
    if (rule.when.entries.get("order_state")?.value.some(({ value }) => value === "closed")) return true;
  }
  return false;
}

DOCS: page(orderExpiry, {
  why: {
    en: "Corporate bank orders may hang for ten to fifteen days after the shop has closed them. Then the money arrives for an order that nobody waits for any more.",
    zh: "企业网银订单可能在商城关单后还挂十天半月。钱到了，订单却早没人等了。",
  },
  fix: {
    en: "Give both sides the same expiry, or book late success by a rule of its own (`when: { order_state: closed }` or event duplicate).",
    zh: "两边有效期一致，或为迟到的成功单独写规则（`when: { order_state: closed }` 或事件 duplicate）。",
  },
  silent: {
    en: "When neither side states an expiry, when the product's is as long as the channel's, and when a rule for late success exists.",
    zh: "两边都没写、产品不短于渠道、或有迟到成功的规则时不报。",
  },
  bad: `
    === pay.channel.yaml
    kind: payment-channels
    schema: 1
    channels:
      - id: bank-a
        name: 甲银行企业网银（虚构）
        flow: pay_in
        method: gateway_b2b
        order_expiry_minutes: 14400
      - id: bank-b
        name: 乙银行网银（虚构）
        flow: pay_in
        method: gateway_b2c
    === shop.posting.yaml
    kind: posting-rules
    schema: 1
    products:
      - id: shop
        name: 商城收款
        channels: [bank-a]
        order_expiry_minutes: 30
    #                         ^^ chan/order-expiry: Product shop closes orders after 30 minutes, but channel bank-a still takes payments for 10 days, and no rule books a payment for a closed order.
      - id: gift
        name: 礼品卡收款
        channels: [bank-a]
    #   ^^^^^^^^ chan/order-expiry: Channel bank-a closes orders after 10 days, product gift does not say when it does.
      - id: rent
        name: 房租收款
        channels: [bank-b]
        order_expiry_minutes: 30
    #                         ^^ chan/order-expiry: Product rent closes orders after 30 minutes, but channel bank-b does not say when it does; a payment may arrive later.
  `,
  good: `
    === pay.channel.yaml
    kind: payment-channels
    schema: 1
    channels:
      - id: bank-a
        name: 甲银行企业网银（虚构）
        flow: pay_in
        method: gateway_b2b
        order_expiry_minutes: 120
    === shop.posting.yaml
    kind: posting-rules
    schema: 1
    products:
      - id: shop
        name: 商城收款
        channels: [bank-a]
        order_expiry_minutes: 120
  `,
  sources: ["2017-08-16 15:44", "2017-05-25 20:24", "2017-08-16 15:56"],
});
