import type { Channel } from "../../model/types.generated";
import { check } from "../check";
import { insertKey, setKey } from "../edits";
import { page } from "../pages";
import { channelName, inUse, keyOf } from "./facts/channel";
import { fix } from "./facts/fix";
import { defaultQuery } from "./facts/query";

const noQuery = check({
  code: "chan/no-query",
  severity: "error",
  tier: "P0",
  on: "channels",
  title: { en: "An open result can be found out", zh: "未决的结果有办法查清" },
  *run({ model }) {
    for (const channel of model.channels) {
      const { interfaces } = channel;
      if (!interfaces || !inUse(channel) || !canStayOpen(channel) || canFindOut(channel)) continue;
      const name = channelName(channel);
      yield {
        at: keyOf(channel.node, "interfaces"),
        message: {
          en: `${name.en} can leave a result open but offers no query, result file or statement, and resending is not idempotent. Add the interface or a manual procedure.`,
          zh: `${name.zh} 可能留下未决的结果，却没有查询、结果文件、对账文件，重发也不幂等。请补上接口，或写明人工处理。`,
        },
        fixes: () => [
          fix("Add the query interface with a schedule", "加上查询接口和查询策略", [
            insertKey(interfaces.node, "query", "sync"),
            setKey(channel.node, "query", defaultQuery(channel), "timeout"),
          ]),
          fix("Hand open results to people (`on_exhausted: manual`)", "未决结果转人工（`on_exhausted: manual`）", [
            channel.query
              ? setKey(channel.query.node, "on_exhausted", "manual")
              : insertKey(channel.node, "query", { on_exhausted: "manual" }, "timeout"),
          ]),
        ],
      };
    }
  },
});
export default noQuery;

function canStayOpen({ timeout, interfaces }: Channel): boolean {
  return timeout !== undefined || interfaces?.pay?.value === "async" || interfaces?.payout?.value === "async";
}

function canFindOut({ interfaces, retry, query, reconciliation }: Channel): boolean {
  const source = reconciliation?.statement?.source?.value;
  return (
    interfaces?.query !== undefined ||
    interfaces?.result_file !== undefined ||
    interfaces?.statement !== undefined ||
    (source !== undefined && source !== "none") ||
    retry?.idempotent?.value === true ||
    query?.on_exhausted?.value === "manual"
  );
}

DOCS: page(noQuery, {
  why: {
    en: "Without a query or an idempotent resend, the next day's money is the only source of truth. Some banks really offer no query; then somebody has to be named who asks.",
    zh: "没有查询，重发又不幂等，就只能等第二天的资金来证明。有的银行确实不给查询接口，那就要写明由谁去问。",
  },
  fix: {
    en: "Add the query, result-file or statement interface, confirm that resending is idempotent, or set `query.on_exhausted: manual`.",
    zh: "补上查询、结果文件或对账文件接口，或确认重发幂等，或写 `query.on_exhausted: manual`。",
  },
  silent: {
    en: "While `interfaces` is not declared, when no result can stay open, and when there is one way to learn the final state.",
    zh: "还没有声明 `interfaces` 时不报；结果不会未决、或有一种办法得知终态时不报。",
  },
  bad: `
    kind: payment-channels
    schema: 1
    channels:
      - id: bank-a
        name: 甲银行代付（虚构）
        flow: pay_out
        method: payout_single
        interfaces:
    #   ^^^^^^^^^^ chan/no-query: Channel bank-a can leave a result open but offers no query, result file or statement, and resending is not idempotent. Add the interface or a manual procedure.
          payout: async
        timeout:
          outcome: unknown
  `,
  good: `
    kind: payment-channels
    schema: 1
    channels:
      - id: bank-a
        name: 甲银行代付（虚构）
        flow: pay_out
        method: payout_single
        interfaces:
          payout: async
        timeout:
          outcome: unknown
        query:
          on_exhausted: manual
      - id: bank-b
        name: 乙银行代付（虚构）
        flow: pay_out
        method: payout_batch
        interfaces:
          payout: file
          result_file: file
        timeout:
          outcome: unknown
  `,
  sources: ["2017-05-09 09:53", "2017-07-07 13:28", "2017-06-06 23:10"],
});
