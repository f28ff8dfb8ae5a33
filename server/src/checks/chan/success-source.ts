import type { Channel } from "../../model/types.generated";
import { check } from "../check";
import { removeItem, replaceScalar } from "../edits";
import { page } from "../pages";
import { channelName } from "./facts/channel";
import { fix } from "./facts/fix";

const successSource = check({
  code: "chan/success-source",
  severity: "error",
  tier: "P0",
  on: "channels",
  title: { en: "Success is learnt from evidence", zh: "成功要有凭据" },
  *run({ model }) {
    for (const channel of model.channels) {
      const { results } = channel;
      const sources = results?.success_from ?? [];
      const name = channelName(channel);
      const evidence = missingEvidence(channel);
      const use = (node: (typeof sources)[number]["node"]) =>
        evidence === undefined
          ? []
          : [fix(`Take it from ${evidence} instead`, `改为以 ${evidence} 为准`, [replaceScalar(node, evidence)])];
      for (const source of sources) {
        if (source.value !== "page_return") continue;
        yield {
          at: source.node,
          message: {
            en: `${name.en} takes the return to the shop's page for success. The page is shown to the payer; it is no evidence.`,
            zh: `${name.zh} 把页面跳转当作支付成功。前台返回只是给付款人看的，不能作凭据。`,
          },
          fixes: () =>
            sources.length > 1
              ? [
                  fix(
                    "Remove page_return",
                    "删除 page_return（前台返回）",
                    removeItem(results!.node, "success_from", source.node),
                    true,
                  ),
                ]
              : use(source.node),
        };
      }
      const only = sources[0];
      const operation = channel.interfaces?.pay ?? channel.interfaces?.payout;
      if (only && sources.length === 1 && only.value === "sync_accept" && operation?.value === "async") {
        yield {
          at: only.node,
          message: {
            en: `${name.en} answers later, so the first answer only says that the request was accepted; take success from a query or a notification.`,
            zh: `${name.zh} 是异步接口，首次应答只表示已受理；成功应以查询或异步通知为准。`,
          },
          fixes: () => use(only.node),
        };
      }
    }
  },
});
export default successSource;

/** A source of evidence that the channel offers and the list does not name yet. */
function missingEvidence({ interfaces, results }: Channel): string | undefined {
  const named = new Set<string>(results?.success_from.map((source) => source.value));
  const offered = [
    ...(interfaces?.query || !interfaces ? ["query"] : []),
    ...(interfaces?.notify ? ["async_notify"] : []),
    ...(interfaces?.result_file ? ["result_file"] : []),
    ...(interfaces?.statement ? ["statement"] : []),
  ];
  return offered.find((source) => !named.has(source));
}

DOCS: page(successSource, {
  why: {
    en: "The return to the shop's page passes through the payer's browser and can be lost, repeated or forged. An asynchronous interface says “accepted” first and the result later.",
    zh: "页面跳转经过付款人的浏览器，会丢、会重、也能伪造。异步接口先答“已受理”，结果要等后面。",
  },
  fix: {
    en: "Take success from a query, a verified notification, a final synchronous answer, a result file or the statement.",
    zh: "成功以查询、验签后的异步通知、同步终态、结果文件或对账单为准。",
  },
  silent: {
    en: "With any of these sources; `sync_accept` is let pass when the interface is synchronous or not declared.",
    zh: "以上述来源为准时不报；接口为同步或未声明时，`sync_accept` 不报。",
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
          success_from: [page_return, async_notify]
    #                    ^^^^^^^^^^^ chan/success-source: Channel bank-a takes the return to the shop's page for success. The page is shown to the payer; it is no evidence.
      - id: bank-b
        name: 乙银行代付（虚构）
        flow: pay_out
        method: payout_single
        interfaces:
          payout: async
          result_file: file
        results:
          default: unknown
          success_from:
            - sync_accept
    #         ^^^^^^^^^^^ chan/success-source: Channel bank-b answers later, so the first answer only says that the request was accepted; take success from a query or a notification.
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
          success_from: [query, async_notify]
  `,
  sources: ["2017-05-26 10:12", "2017-05-24 14:47", "2017-05-26 10:11"],
});
