import type { ResultCode } from "../../model/types.generated";
import { check } from "../check";
import { insertKey, replaceScalar } from "../edits";
import { page } from "../pages";
import { channelName, inUse, keyOf, named } from "./facts/channel";

const FINAL: ReadonlySet<string> = new Set(["success", "failure", "returned"]);
const UNCERTAIN = {
  not_found: { en: "no such order: the query may have overtaken the payment", zh: "查无此单：查询可能跑在了支付前面" },
  duplicate_order: {
    en: "duplicate order: the first attempt may have succeeded",
    zh: "订单号重复：第一次可能已经成功",
  },
  system_error: { en: "system error: the money may have moved already", zh: "系统错误：钱可能已经动了" },
  processing: { en: "still in progress", zh: "还在处理中" },
} as const;

const uncertainCodeFinal = check({
  code: "chan/uncertain-code-final",
  severity: "error",
  tier: "P0",
  on: "channels",
  title: { en: "Unclear result codes stay open", zh: "含义不明的结果码不作终态" },
  *run({ model }) {
    for (const channel of model.channels) {
      const { results } = channel;
      if (!results || !inUse(channel)) continue;
      const name = channelName(channel);
      const fallback = results.default;
      if (!fallback) {
        yield {
          at: keyOf(channel.node, "results"),
          message: {
            en: `${name.en} does not say what a result code that is not listed means; set \`default: unknown\`.`,
            zh: `${name.zh} 没有规定未列出的结果码如何处理；请写 \`default: unknown\`。`,
          },
          fixes: () => [
            {
              title: { en: "Insert `default: unknown`", zh: "加上 `default: unknown`" },
              preferred: true,
              edits: [insertKey(results.node, "default", "unknown")],
            },
          ],
        };
      } else if (FINAL.has(fallback.value)) {
        yield {
          at: fallback.node,
          message: {
            en: `${name.en} takes every result code that is not listed for ${fallback.value}. A new code may mean anything; set \`default: unknown\`.`,
            zh: `${name.zh} 把所有未列出的结果码都当作${named("outcome", fallback.value).zh}。新码什么意思都可能，应写 \`default: unknown\`。`,
          },
          fixes: () => [
            {
              title: { en: "Set the default to unknown", zh: "默认结论改为 unknown（未知）" },
              preferred: true,
              edits: [replaceScalar(fallback.node, "unknown")],
            },
          ],
        };
      }
      for (const code of results.codes) {
        const reason = uncertainty(code);
        const outcome = code.outcome;
        if (!reason || !outcome || !FINAL.has(outcome.value) || waits(code, channel.flow?.value)) continue;
        const open = code.meaning?.value === "processing" ? "processing" : "unknown";
        yield {
          at: outcome.node,
          message: {
            en: `Code ${code.code?.value ?? ""} means ${reason.en}. It is not ${outcome.value} yet; set the outcome to ${open}.`,
            zh: `结果码 ${code.code?.value ?? ""} 的含义是${reason.zh}，还不能当作${named("outcome", outcome.value).zh}；应改为${named("outcome", open).zh}。`,
          },
          fixes: () => [
            {
              title: { en: `Set the outcome to ${open}`, zh: `结论改为${named("outcome", open).zh}` },
              preferred: true,
              edits: [replaceScalar(outcome.node, open)],
            },
          ],
        };
      }
    }
  },
});
export default uncertainCodeFinal;

function uncertainty(code: ResultCode) {
  const meaning = code.meaning?.value ?? "";
  return Object.hasOwn(UNCERTAIN, meaning) ? UNCERTAIN[meaning as keyof typeof UNCERTAIN] : undefined;
}

/** What becomes final only later is not taken for final now. A payout may be answered only by the statement. */
function waits(code: ResultCode, flow: string | undefined): boolean {
  const after = code.only_after?.value;
  if (after === "statement") return true;
  return (
    after === "order_expiry" &&
    flow === "pay_in" &&
    code.meaning?.value === "not_found" &&
    code.outcome?.value === "failure"
  );
}

DOCS: page(uncertainCodeFinal, {
  why: {
    en: "“No such order” may only mean that the query came before the payment, and “duplicate order” was once booked as failed while the first attempt had succeeded. Codes the bank adds later are not known at all.",
    zh: "“查无此单”可能只是查询先到了一步；“订单重复”曾被记成失败，而第一次其实已经成功。银行以后新加的码，更是一无所知。",
  },
  fix: {
    en: "Keep the default and every unclear code open (`unknown` or `processing`), and let a query, a result file or the statement decide.",
    zh: "默认结论和含义不明的码都保持未决（`unknown` 或 `processing`），由查询、结果文件或对账来定。",
  },
  silent: {
    en: "Without a `results` block; when default and unclear codes are open; when a receipt's not_found fails only after the order has expired (`only_after: order_expiry`) or a code is final only after the statement.",
    zh: "没有 `results` 时不报；默认和不明的码都未决时不报；收款查无此单、订单过期后才判失败（`only_after: order_expiry`），或以对账文件为准的码也不报。",
  },
  bad: `
    kind: payment-channels
    schema: 1
    channels:
      - id: bank-a
        name: 甲银行快捷（虚构）
        flow: pay_in
        method: quick_pay
        results:
          default: failure
    #              ^^^^^^^ chan/uncertain-code-final: Channel bank-a takes every result code that is not listed for failure. A new code may mean anything; set \`default: unknown\`.
          codes:
            - operation: query
              code: NOT_FOUND
              meaning: not_found
              outcome: failure
    #                  ^^^^^^^ chan/uncertain-code-final: Code NOT_FOUND means no such order: the query may have overtaken the payment. It is not failure yet; set the outcome to unknown.
            - operation: pay
              code: WAIT
              meaning: processing
              outcome: success
    #                  ^^^^^^^ chan/uncertain-code-final: Code WAIT means still in progress. It is not success yet; set the outcome to processing.
      - id: bank-b
        name: 乙银行快捷（虚构）
        flow: pay_in
        method: quick_pay
        results:
    #   ^^^^^^^ chan/uncertain-code-final: Channel bank-b does not say what a result code that is not listed means; set \`default: unknown\`.
          success_from: [query]
  `,
  good: `
    kind: payment-channels
    schema: 1
    channels:
      - id: bank-a
        name: 甲银行快捷（虚构）
        flow: pay_in
        method: quick_pay
        results:
          default: unknown
          codes:
            - operation: query
              code: NOT_FOUND
              meaning: not_found
              outcome: failure
              only_after: order_expiry
            - operation: pay
              code: DUPLICATE
              meaning: duplicate_order
              outcome: unknown
  `,
  sources: ["2017-05-25 19:58", "2017-05-18 11:51", "2017-05-26 09:14"],
});
