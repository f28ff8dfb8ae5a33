import type { Text } from "../../l10n/text";
import { check } from "../check";
import { replaceScalar } from "../edits";
import { page } from "../pages";
import { fix } from "./facts/fix";

const REASON: Readonly<Record<string, Text>> = {
  insufficient_funds: {
    en: "there is no money, and asking again does not bring any",
    zh: "余额不足，再试也不会有钱",
  },
  invalid_card: { en: "the card data is wrong and stays wrong", zh: "卡信息有误，再试还是错" },
  risk_rejected: {
    en: "risk control refused it, and trying again looks like an attack",
    zh: "风控已拒绝，再试像在攻击",
  },
  timeout: { en: "the first attempt may have succeeded; query instead", zh: "第一次可能已经成功，应查询而不是重试" },
  duplicate_order: {
    en: "the first attempt may have succeeded; query instead",
    zh: "第一次可能已经成功，应查询而不是重试",
  },
};

const nonRetryableCode = check({
  code: "chan/non-retryable-code",
  severity: "error",
  tier: "P1",
  on: "channels",
  title: { en: "What cannot get better is not tried again", zh: "重试无益的结果码不重试" },
  *run({ model }) {
    for (const channel of model.channels) {
      for (const { code, meaning, retry } of channel.results?.codes ?? []) {
        const reason = meaning && Object.hasOwn(REASON, meaning.value) ? REASON[meaning.value] : undefined;
        if (!reason || !retry || retry.value === "none") continue;
        yield {
          at: retry.node,
          message: {
            en: `Code ${code?.value ?? ""} is not to be retried: ${reason.en}.`,
            zh: `结果码 ${code?.value ?? ""} 不应重试：${reason.zh}。`,
          },
          fixes: () => [fix("Set retry to none", "重试改为 none（不重试）", [replaceScalar(retry.node, "none")], true)],
        };
      }
    }
  },
});
export default nonRetryableCode;

DOCS: page(nonRetryableCode, {
  why: {
    en: "Retrying wrong card data or an empty account annoys the bank and may block the card; retrying a timeout or a duplicate pays twice.",
    zh: "卡信息错误、余额不足还反复重试，会惹恼银行，甚至锁卡；超时、重复单号再试，就可能付两次。",
  },
  fix: {
    en: "Set `retry: none`; after a timeout or a duplicate, query.",
    zh: "写 `retry: none`；超时或重复单号时去查询。",
  },
  silent: {
    en: "For other meanings, and where `retry` is none or not given.",
    zh: "其他含义的码不报；`retry` 为 none 或没写的不报。",
  },
  bad: `
    kind: payment-channels
    schema: 1
    channels:
      - id: bank-a
        name: 甲银行网银（虚构）
        flow: pay_in
        method: gateway_b2c
        results:
          default: unknown
          codes:
            - operation: pay
              code: E51
              meaning: insufficient_funds
              outcome: failure
              retry: reroute
    #                ^^^^^^^ chan/non-retryable-code: Code E51 is not to be retried: there is no money, and asking again does not bring any.
            - operation: pay
              code: E68
              meaning: timeout
              outcome: unknown
              retry: same_order
    #                ^^^^^^^^^^ chan/non-retryable-code: Code E68 is not to be retried: the first attempt may have succeeded; query instead.
  `,
  good: `
    kind: payment-channels
    schema: 1
    channels:
      - id: bank-a
        name: 甲银行网银（虚构）
        flow: pay_in
        method: gateway_b2c
        results:
          default: unknown
          codes:
            - operation: pay
              code: E51
              meaning: insufficient_funds
              outcome: failure
              retry: none
            - operation: pay
              code: E91
              meaning: limit_exceeded
              outcome: failure
              retry: reroute
  `,
  sources: ["2017-08-17 18:01", "2017-08-17 18:02", "2017-07-24 20:39"],
});
