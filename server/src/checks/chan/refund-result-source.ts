import { check } from "../check";
import { insertKey, replaceScalar } from "../edits";
import { page } from "../pages";
import { channelName } from "./facts/channel";
import { fix } from "./facts/fix";

const refundResultSource = check({
  code: "chan/refund-result-source",
  severity: "error",
  tier: "P1",
  on: "channels",
  title: { en: "A refund's result is learnt where it is certain", zh: "退款结果以可靠来源为准" },
  *run({ model }) {
    for (const channel of model.channels) {
      const source = channel.refund?.result_from;
      const { interfaces } = channel;
      if (source?.value !== "sync_response" || !interfaces) continue;
      const asynchronous = interfaces.refund?.value === "async";
      if (!asynchronous && interfaces.refund_query) continue;
      const name = channelName(channel);
      yield {
        at: source.node,
        message: asynchronous
          ? {
              en: `${name.en} only accepts a refund in its answer and decides later; take the result from the refund query.`,
              zh: `${name.zh} 的退款应答只是受理，结果后面才有；应以退款查询为准。`,
            }
          : {
              en: `${name.en} answers refunds at once but offers no refund query to confirm them.`,
              zh: `${name.zh} 只凭退款的同步应答，没有退款查询接口可以核实。`,
            },
        fixes: () => [
          fix("Take it from the refund query", "改为以退款查询为准", [
            replaceScalar(source.node, "refund_query"),
            ...(interfaces.refund_query ? [] : [insertKey(interfaces.node, "refund_query", "sync", "refund")]),
          ]),
        ],
      };
    }
  },
});
export default refundResultSource;

DOCS: page(refundResultSource, {
  why: {
    en: "An interface answered “success” for a refund that did not exist when it was queried. The customer had been told that the money was on its way.",
    zh: "有接口对退款答了“成功”，一查却没有这笔退款，而客户已经被告知钱在路上了。",
  },
  fix: {
    en: "Take the result from the refund query, a notification or the statement.",
    zh: "退款结果以退款查询、异步通知或对账文件为准。",
  },
  silent: {
    en: "With any other source; with a synchronous answer that a refund query can confirm; while no interfaces are declared.",
    zh: "其他来源不报；同步应答且有退款查询可核实的不报；还没声明接口时不报。",
  },
  bad: `
    kind: payment-channels
    schema: 1
    channels:
      - id: bank-a
        name: 甲银行网银（虚构）
        flow: pay_in
        method: gateway_b2c
        interfaces:
          refund: async
          refund_query: sync
        refund:
          result_from: sync_response
    #                  ^^^^^^^^^^^^^ chan/refund-result-source: Channel bank-a only accepts a refund in its answer and decides later; take the result from the refund query.
      - id: bank-b
        name: 乙银行网银（虚构）
        flow: pay_in
        method: gateway_b2c
        interfaces:
          refund: sync
        refund:
          result_from: sync_response
    #                  ^^^^^^^^^^^^^ chan/refund-result-source: Channel bank-b answers refunds at once but offers no refund query to confirm them.
  `,
  good: `
    kind: payment-channels
    schema: 1
    channels:
      - id: bank-a
        name: 甲银行网银（虚构）
        flow: pay_in
        method: gateway_b2c
        interfaces:
          refund: async
          refund_query: sync
        refund:
          result_from: refund_query
  `,
  sources: ["2017-07-03 11:26", "2017-08-07 21:06", "2017-05-24 15:08"],
});
