import type { Channel } from "../../model/types.generated";
import { check } from "../check";
import { replaceScalar } from "../edits";
import { page } from "../pages";
import { fix } from "./facts/fix";
import { isSpokenScan, SPOKEN_SCAN } from "./facts/scan";

const scanDirection = check({
  code: "chan/scan-direction",
  severity: "error",
  tier: "P1",
  on: "channels",
  title: { en: "A QR channel says who scans", zh: "扫码渠道写明谁扫谁" },
  *run({ model }) {
    for (const channel of model.channels) {
      const { method } = channel;
      if (!method || method.value === "qr_payer_scans" || method.value === "qr_merchant_scans") continue;
      const choices = () => [
        fix("The payer scans the merchant's code", "付款方扫商户的码（qr_payer_scans）", [
          replaceScalar(method.node, "qr_payer_scans"),
        ]),
        fix("The merchant scans the payer's code", "商户扫付款方的码（qr_merchant_scans）", [
          replaceScalar(method.node, "qr_merchant_scans"),
        ]),
      ];
      const spoken = isSpokenScan(method.value) ? method : undefined;
      const word = spoken?.value ?? spokenIn(channel);
      if (word === undefined) continue;
      yield {
        at: spoken?.node ?? channel.name?.node ?? method.node,
        message: {
          en: `“${word}” does not say who scans: people use it both ways. Set the method to qr_payer_scans or qr_merchant_scans.`,
          zh: `“${word}”没有说清谁扫谁，两种说法都有人用。请把支付方式写成 qr_payer_scans（付款方扫）或 qr_merchant_scans（商户扫）。`,
        },
        fixes: choices,
      };
    }
  },
});
export default scanDirection;

/** The word in the name of a channel that is no QR method by its own statement. */
function spokenIn({ name }: Channel): string | undefined {
  return name && SPOKEN_SCAN.exec(name.value)?.[0];
}

DOCS: page(scanDirection, {
  why: {
    en: "Who is active in 主扫 was explained both ways in one evening, by people who build such channels. Limits, prices and risk differ between the two directions.",
    zh: "“主扫”是谁主动，做这行的人一个晚上就讲出两种答案。两个方向的限额、价格、风险都不一样。",
  },
  fix: {
    en: "Use `qr_payer_scans` or `qr_merchant_scans`.",
    zh: "写 `qr_payer_scans`（付款方扫商户）或 `qr_merchant_scans`（商户扫付款方）。",
  },
  silent: {
    en: "When one of the two methods is used, whatever the name says.",
    zh: "用了这两种方式之一的，名称怎么叫都不报。",
  },
  bad: `
    kind: payment-channels
    schema: 1
    channels:
      - id: wallet-a
        name: 山雀钱包（虚构）
        flow: pay_in
        method: 主扫
    #           ^^ chan/scan-direction: “主扫” does not say who scans: people use it both ways. Set the method to qr_payer_scans or qr_merchant_scans.
      - id: wallet-b
        name: 白鹭钱包被扫（虚构）
    #         ^^^^^^^^^^ chan/scan-direction: “被扫” does not say who scans: people use it both ways. Set the method to qr_payer_scans or qr_merchant_scans.
        flow: pay_in
        method: wallet_app
        limits:
          - scope: per_transaction
            amount: 5000.00
  `,
  good: `
    kind: payment-channels
    schema: 1
    channels:
      - id: wallet-a
        name: 山雀钱包主扫（虚构）
        flow: pay_in
        method: qr_payer_scans
  `,
  sources: ["2017-12-27 18:18", "2017-12-27 18:41", "2017-06-24 20:19"],
});
