import { check } from "../check";
import { removeItem, removeKey } from "../edits";
import { page } from "../pages";
import { channelName, named } from "./facts/channel";
import { fix } from "./facts/fix";

const NEVER: ReadonlySet<string> = new Set(["cvv2", "pin", "track_data"]);

const sensitiveStorage = check({
  code: "chan/sensitive-storage",
  severity: "error",
  tier: "P0",
  on: "channels",
  title: { en: "Security codes, PINs and track data are never kept", zh: "安全码、密码、磁道信息一律不存" },
  *run({ model }) {
    for (const channel of model.channels) {
      const { elements } = channel;
      for (const element of elements?.stored ?? []) {
        const never = NEVER.has(element.value);
        if (!never && element.value !== "expiry") continue;
        const name = channelName(channel);
        const what = named("element", element.value);
        yield {
          at: element.node,
          severity: never ? "error" : "warning",
          message: never
            ? {
                en: `${name.en} stores ${what.en}; it may be sent for one transaction but never kept.`,
                zh: `${name.zh} 保存了${what.zh}；它只能随当笔交易上送，绝不能留存。`,
              }
            : {
                en: `${name.en} stores the card's expiry; keep it only where the contract demands it, better not at all.`,
                zh: `${name.zh} 保存了${what.zh}；除非合同要求，最好不存。`,
              },
          fixes: () => [
            fix(
              `Do not store ${what.en}`,
              `不保存${what.zh}`,
              elements!.stored.length === 1 && elements!.node.pairs.length > 1
                ? removeKey(elements!.node, "stored")
                : removeItem(elements!.node, "stored", element.node),
              never,
            ),
          ],
        };
      }
    }
  },
});
export default sensitiveStorage;

DOCS: page(sensitiveStorage, {
  why: {
    en: "Who holds the security code, the PIN or the track can copy the card. They are needed for one authorisation and for nothing after it; expiry is disputed.",
    zh: "拿到安全码、密码或磁道信息，就能复制一张卡。它们只为当次授权所需，之后毫无用处；有效期该不该存则有争议。",
  },
  fix: {
    en: "Take the element out of `stored`; for later payments keep the agreement number instead.",
    zh: "从 `stored` 里删掉；后续扣款用协议号即可。",
  },
  silent: {
    en: "When none of them is stored. Sending them (`verified`, `unverified`) is not what this check is about.",
    zh: "没有保存这些要素时不报。上送（`verified`、`unverified`）不在本检查之列。",
  },
  bad: `
    kind: payment-channels
    schema: 1
    channels:
      - id: bank-a
        name: 甲银行快捷（虚构）
        flow: pay_in
        method: quick_pay
        sms: true
        elements:
          verified: [card, name, id_no, phone]
          unverified: [cvv2, expiry]
          stored:
            - cvv2
    #         ^^^^ chan/sensitive-storage: Channel bank-a stores cvv2; it may be sent for one transaction but never kept.
            - expiry
    #         ^^^^^^ chan/sensitive-storage: Channel bank-a stores the card's expiry; keep it only where the contract demands it, better not at all.
  `,
  good: `
    kind: payment-channels
    schema: 1
    channels:
      - id: bank-a
        name: 甲银行快捷（虚构）
        flow: pay_in
        method: quick_pay
        sms: true
        elements:
          verified: [card, name, id_no, phone]
          unverified: [cvv2, expiry]
          stored:
            - name
            - phone
  `,
  sources: ["2017-06-14 16:28", "2017-07-24 20:46", "2017-07-24 20:44"],
});
