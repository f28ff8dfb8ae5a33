import { check } from "../check";
import { page } from "../pages";
import { channelName } from "./facts/channel";

const NAME = { online: "线上", offline: "线下" } as const;

const scenePrice = check({
  code: "chan/scene-price",
  severity: "error",
  tier: "P1",
  on: "channels",
  title: { en: "The price is the one contracted for the scene", zh: "价格与使用场景一致" },
  *run({ model }) {
    for (const channel of model.channels) {
      const [used, priced] = [channel.scene, channel.fee?.scene];
      if (!used || !priced || used.value === priced.value) continue;
      const name = channelName(channel);
      yield {
        at: priced.node,
        message: {
          en: `${name.en} is used ${used.value} at the price contracted for ${priced.value} use; such numbers get closed. Use the channel of the right scene.`,
          zh: `${name.zh} 用于${NAME[used.value]}，价格却是按${NAME[priced.value]}签的；这样套用会被关停商户号。请换用对应场景的渠道。`,
        },
        related: [{ at: used.node, message: { en: "Where it is used", zh: "使用场景" } }],
      };
    }
  },
});
export default scenePrice;

DOCS: page(scenePrice, {
  why: {
    en: "Offline and online prices differ, and a merchant number contracted at the offline price but used online is a breach that gets the number closed.",
    zh: "线上线下价格不同，拿线下价的商户号跑线上交易属于违约，商户号会被关停。",
  },
  fix: {
    en: "Use the channel that was contracted for the scene, or correct the scene.",
    zh: "换用该场景签约的渠道，或改正场景。",
  },
  silent: { en: "When both scenes agree or one is not stated.", zh: "两者一致、或有一项没写时不报。" },
  bad: `
    kind: payment-channels
    schema: 1
    channels:
      - id: wallet-a
        name: 山雀钱包（虚构）
        flow: pay_in
        method: qr_payer_scans
        scene: online
        fee:
          model: rate
          rate: "0.25%"
          billing: periodic
          scene: offline
    #            ^^^^^^^ chan/scene-price: Channel wallet-a is used online at the price contracted for offline use; such numbers get closed. Use the channel of the right scene.
  `,
  good: `
    kind: payment-channels
    schema: 1
    channels:
      - id: wallet-a
        name: 山雀钱包（虚构）
        flow: pay_in
        method: qr_payer_scans
        scene: offline
        fee:
          model: rate
          rate: "0.25%"
          billing: periodic
          scene: offline
  `,
  sources: ["2017-08-17 22:00", "2017-06-02 11:38", "2017-08-14 18:52"],
});
