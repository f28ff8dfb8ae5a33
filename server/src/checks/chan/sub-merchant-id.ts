import { check } from "../check";
import { insertKey } from "../edits";
import { page } from "../pages";
import { channelName, inUse } from "./facts/channel";
import { fix } from "./facts/fix";

const MODE = { service_provider: "服务商模式", master_merchant: "大商户模式" } as const;

const subMerchantId = check({
  code: "chan/sub-merchant-id",
  severity: "warning",
  tier: "P1",
  on: "channels",
  title: { en: "Every transaction names its merchant", zh: "每笔交易都送二级商户" },
  *run({ model }) {
    for (const channel of model.channels) {
      const mode = channel.merchant_mode;
      if (!mode || mode.value === "direct" || channel.sub_merchant_field || !inUse(channel)) continue;
      const name = channelName(channel);
      yield {
        at: mode.node,
        message: {
          en: `${name.en} serves merchants behind us (${mode.value}) but names no field that says which merchant a transaction is for.`,
          zh: `${name.zh} 是${MODE[mode.value]}，却没有写每笔交易用哪个字段送二级商户号。`,
        },
        fixes: () => [
          fix(
            "Insert `sub_merchant_field: sub_mch_id` (check the field)",
            "加上 `sub_merchant_field: sub_mch_id`（请核对字段）",
            [insertKey(channel.node, "sub_merchant_field", "sub_mch_id", "merchant_mode")],
          ),
        ],
      };
    }
  },
});
export default subMerchantId;

DOCS: page(subMerchantId, {
  why: {
    en: "Banks want the second-level merchant on every transaction; without it refunds, disputes and settlement cannot be traced to a merchant.",
    zh: "银行要求每笔都送二级商户；不送，退款、争议、结算都追不到具体商户。",
  },
  fix: { en: "Name the field in `sub_merchant_field`.", zh: "用 `sub_merchant_field` 写明字段名。" },
  silent: { en: "In direct mode, and when the field is named.", zh: "直连模式、已写字段的不报。" },
  bad: `
    kind: payment-channels
    schema: 1
    channels:
      - id: wallet-a
        name: 山雀钱包（虚构）
        merchant_mode: service_provider
    #                  ^^^^^^^^^^^^^^^^ chan/sub-merchant-id: Channel wallet-a serves merchants behind us (service_provider) but names no field that says which merchant a transaction is for.
        flow: pay_in
        method: qr_payer_scans
  `,
  good: `
    kind: payment-channels
    schema: 1
    channels:
      - id: wallet-a
        name: 山雀钱包（虚构）
        merchant_mode: service_provider
        sub_merchant_field: sub_mch_id
        flow: pay_in
        method: qr_payer_scans
  `,
  sources: ["2017-06-02 19:59", "2017-06-02 12:56"],
});
