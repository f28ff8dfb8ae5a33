import type { Channel } from "../../model/types.generated";
import { type CheckFinding, check } from "../check";
import { insertKey, replaceScalar } from "../edits";
import { page } from "../pages";
import { channelName, inUse, keyOf } from "./facts/channel";
import { fix } from "./facts/fix";
import { templateParts } from "./facts/order-number";

const orderNoOwnership = check({
  code: "chan/order-no-ownership",
  severity: "error",
  tier: "P1",
  on: "ledger",
  title: { en: "Order numbers have one owner and do not collide", zh: "订单号由谁编清楚，且不相撞" },
  *run(ledger) {
    const earlier: Channel[] = [];
    for (const { item: channel } of ledger.channels()) {
      if (!channel.order_no || !inUse(channel)) continue;
      yield* owner(channel);
      yield* collision(channel, earlier);
      earlier.push(channel);
    }
  },
});
export default orderNoOwnership;

function* owner(channel: Channel): Iterable<CheckFinding> {
  const { generated_by: by, template, mapping_field } = channel.order_no!;
  const name = channelName(channel);
  if (by?.value === "merchant" && template && !namesMerchant(channel)) {
    yield {
      at: template.node,
      message: {
        en: `Merchants number the orders of ${name.en.toLowerCase()}, but the template has no merchant part; two merchants can send the same number.`,
        zh: `${name.zh} 的订单号由商户编，模板里却没有商户部分，两个商户可能送来同一个单号。`,
      },
      fixes: () => [
        fix("Begin with {merchant_no}", "开头加上 {merchant_no}", [
          replaceScalar(template.node, `{merchant_no}${template.value}`),
        ]),
      ],
    };
  }
  if (by?.value === "platform" && !mapping_field) {
    yield {
      at: keyOf(channel.node, "order_no"),
      message: {
        en: `The platform numbers the orders of ${name.en.toLowerCase()}, but no \`mapping_field\` ties our number to the channel's.`,
        zh: `${name.zh} 的订单号由平台编，却没有 \`mapping_field\` 把我方单号与渠道单号对应起来。`,
      },
      fixes: () => [
        fix(
          "Insert `mapping_field: out_trade_no` (check the field)",
          "加上 `mapping_field: out_trade_no`（请核对字段）",
          [insertKey(channel.order_no!.node, "mapping_field", "out_trade_no")],
        ),
      ],
    };
  }
  if (by?.value === "platform" && channel.reconciliation?.performed_by?.value === "merchant") {
    yield {
      at: by.node,
      message: {
        en: `The platform numbers the orders of ${name.en.toLowerCase()}, but merchants reconcile with the channel's file themselves and do not know these numbers.`,
        zh: `${name.zh} 的订单号由平台编，商户却要自己拿渠道文件对账，他们并不知道这些单号。`,
      },
      fixes: () => [
        fix("Let the platform reconcile", "改由平台对账", [
          replaceScalar(channel.reconciliation!.performed_by!.node, "platform"),
        ]),
      ],
    };
  }
}

function namesMerchant(channel: Channel): boolean {
  return templateParts(channel).some(({ text }) => /\{[^}]*(?:merchant|mch|prefix)[^}]*\}/i.test(text));
}

function* collision(channel: Channel, earlier: readonly Channel[]): Iterable<CheckFinding> {
  const { merchant_no, order_no, environment } = channel;
  const template = order_no?.template;
  if (!merchant_no || !template) return;
  const rival = earlier.find(
    (other) =>
      other.merchant_no?.value === merchant_no.value &&
      other.environment?.value === environment?.value &&
      other.id?.value !== channel.id?.value &&
      other.order_no?.template?.value === template.value &&
      other.order_no.prefix?.value === order_no.prefix?.value,
  );
  if (!rival) return;
  const [name, other] = [channelName(channel), channelName(rival)];
  yield {
    at: template.node,
    message: {
      en: `${name.en} and ${other.en.toLowerCase()} share the merchant number ${merchant_no.value} and build order numbers alike; give each a prefix of its own.`,
      zh: `${name.zh} 与${other.zh} 共用商户号 ${merchant_no.value}，订单号规则又一样，可能相撞；请各用各的前缀。`,
    },
    related: [{ at: rival.order_no!.template!.node, message: { en: "The same template", zh: "相同的模板" } }],
  };
}

DOCS: page(orderNoOwnership, {
  why: {
    en: "Duplicates between merchants are the only real danger of order numbers, and they cannot be told apart afterwards. Whoever numbers the orders must also be the one who reconciles.",
    zh: "订单号真正的风险是不同商户之间撞号，撞了事后也分不清。谁编号，就该由谁对账。",
  },
  fix: {
    en: "Put the merchant into numbers that merchants make, a prefix per channel where channels share a merchant number, and the mapping field where the platform numbers.",
    zh: "商户编号的，单号里带上商户号；几个渠道共用商户号的，各用各的前缀；平台编号的，写明对应字段。",
  },
  silent: {
    en: "When the platform numbers with a mapping field, or merchants number with a merchant part; nothing is asked while `generated_by` is not given.",
    zh: "平台编号且有对应字段、商户编号且带商户部分的不报；没写 `generated_by` 时不问。",
  },
  bad: `
    kind: payment-channels
    schema: 1
    channels:
      - id: bank-a
        name: 甲银行网银（虚构）
        flow: pay_in
        method: gateway_b2c
        order_no:
          template: "{yyyyMMdd}{seq:12}"
    #               ^^^^^^^^^^^^^^^^^^^^ chan/order-no-ownership: Merchants number the orders of channel bank-a, but the template has no merchant part; two merchants can send the same number.
          generated_by: merchant
      - id: bank-b
        name: 乙银行网银（虚构）
        merchant_no: "8802"
        flow: pay_in
        method: gateway_b2c
        order_no:
    #   ^^^^^^^^ chan/order-no-ownership: The platform numbers the orders of channel bank-b, but no \`mapping_field\` ties our number to the channel's.
          template: "B{yyyyMMdd}{seq:12}"
          generated_by: platform
    #                   ^^^^^^^^ chan/order-no-ownership: The platform numbers the orders of channel bank-b, but merchants reconcile with the channel's file themselves and do not know these numbers.
        reconciliation:
          performed_by: merchant
      - id: bank-b2
        name: 乙银行企业网银（虚构）
        merchant_no: "8802"
        flow: pay_in
        method: gateway_b2b
        order_no:
          template: "B{yyyyMMdd}{seq:12}"
    #               ^^^^^^^^^^^^^^^^^^^^^ chan/order-no-ownership: Channel bank-b2 and channel bank-b share the merchant number 8802 and build order numbers alike; give each a prefix of its own.
  `,
  good: `
    kind: payment-channels
    schema: 1
    channels:
      - id: bank-a
        name: 甲银行网银（虚构）
        flow: pay_in
        method: gateway_b2c
        order_no:
          template: "{merchant_no}{yyyyMMdd}{seq:8}"
          generated_by: merchant
      - id: bank-b
        name: 乙银行网银（虚构）
        flow: pay_in
        method: gateway_b2c
        order_no:
          template: "{yyyyMMdd}{seq:12}"
          generated_by: platform
          mapping_field: out_trade_no
  `,
  sources: ["2017-06-12 10:02", "2017-06-12 10:21", "2017-05-13 15:22"],
});
