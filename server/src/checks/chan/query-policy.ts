import { durationText } from "../../index/notation";
import type { Channel } from "../../model/types.generated";
import { type CheckFinding, check } from "../check";
import { insertKey, insertKeys, setKey } from "../edits";
import { page } from "../pages";
import { channelName, inUse, keyOf } from "./facts/channel";
import { fix } from "./facts/fix";
import { defaultQuery, querySpan } from "./facts/query";

const ONE_DAY = 24 * 60 * 60;
const KEYS = ["interval", "max_attempts", "on_exhausted"] as const;

const queryPolicy = check({
  code: "chan/query-policy",
  severity: "warning",
  tier: "P1",
  on: "channels",
  title: { en: "Queries follow a bounded schedule with a last step", zh: "查询有节奏、有上限、有最后一步" },
  *run({ model }) {
    for (const channel of model.channels) {
      if (!inUse(channel)) continue;
      if (channel.interfaces?.query) yield* schedule(channel);
      yield* tooShort(channel);
      yield* endlessReversal(channel);
    }
  },
});
export default queryPolicy;

function* schedule(channel: Channel): Iterable<CheckFinding> {
  const { query, interfaces } = channel;
  const name = channelName(channel);
  if (!query) {
    if (hasKey(channel, "query")) return;
    yield {
      at: interfaces!.query!.node,
      message: {
        en: `${name.en} can be queried, but nothing says how often and what happens after the last query.`,
        zh: `${name.zh} 有查询接口，却没有写多久查一次、查多少次、查不到怎么办。`,
      },
      fixes: () => [
        fix("Insert a schedule that ends in reconciliation", "加上查询策略，最后转对账", [
          insertKey(channel.node, "query", defaultQuery(channel), "timeout"),
        ]),
      ],
    };
    return;
  }
  const missing = KEYS.filter((key) => !query.node.pairs.some((pair) => pair.key.value === key));
  if (missing.length === 0) return;
  yield {
    at: keyOf(channel.node, "query"),
    message: {
      en: `The query policy of ${name.en.toLowerCase()} lacks ${missing.map((key) => `\`${key}\``).join(", ")}.`,
      zh: `${name.zh} 的查询策略缺少 ${missing.map((key) => `\`${key}\``).join("、")}。`,
    },
    fixes: () => {
      const usual = defaultQuery(channel);
      const count = query.interval.length > 1 ? String(query.interval.length) : usual.max_attempts!;
      const added = Object.fromEntries(missing.map((key) => [key, key === "max_attempts" ? count : usual[key]!]));
      return [fix("Complete the policy", "补全查询策略", [insertKeys(query.node, added)])];
    },
  };
}

/** Queries that stop while the order can still be paid, or before a refund can be known and nobody is told. */
function* tooShort(channel: Channel): Iterable<CheckFinding> {
  const { query, order_expiry_minutes: expiry, refund, interfaces } = channel;
  const span = querySpan(channel);
  const attempts = query?.max_attempts;
  if (span === undefined || !attempts) return;
  const name = channelName(channel);
  const { en, zh } = span < 60 ? { en: `${span} seconds`, zh: `${span} 秒` } : durationText(Math.floor(span / 60));
  const lengthen = () => [
    fix("Query until the result is due", "查到结果该有的时候为止", [
      setKey(channel.node, "query", { ...defaultQuery(channel), on_exhausted: query?.on_exhausted?.value ?? "recon" }),
    ]),
  ];
  if (expiry && span < expiry.value * 60) {
    yield {
      at: attempts.node,
      message: {
        en: `${name.en} is queried for ${en} only, but its orders can be paid for ${durationText(expiry.value).en}.`,
        zh: `${name.zh} 只查 ${zh}，而订单在 ${durationText(expiry.value).zh}内都可能支付。`,
      },
      fixes: lengthen,
    };
  } else if (
    query?.on_exhausted?.value === "hold" &&
    refund?.result_from?.value === "refund_query" &&
    interfaces?.refund?.value === "async" &&
    span < ONE_DAY
  ) {
    yield {
      at: query.on_exhausted.node,
      message: {
        en: `${name.en} answers refunds on the next day, but the queries end after ${en} and the refund is then held without anybody being told.`,
        zh: `${name.zh} 的退款次日才有结果，查询却在 ${zh}后停止，之后一直挂着没人管。`,
      },
      fixes: () => [
        fix("Hand it to reconciliation", "之后转对账", [setKey(query.node, "on_exhausted", "recon")]),
        fix("Hand it to people", "之后转人工", [setKey(query.node, "on_exhausted", "manual")]),
      ],
    };
  }
}

function* endlessReversal(channel: Channel): Iterable<CheckFinding> {
  const { timeout, retry } = channel;
  if (timeout?.outcome?.value !== "reversed" || retry?.reversal_attempts) return;
  const name = channelName(channel);
  yield {
    at: timeout.outcome.node,
    message: {
      en: `${name.en} reverses after a timeout, but nothing says how often the reversal is tried; set \`retry.reversal_attempts\`.`,
      zh: `${name.zh} 超时后自动冲正，却没有写冲正最多试几次；请写 \`retry.reversal_attempts\`。`,
    },
    fixes: () => [
      fix("Try the reversal 3 times", "冲正最多试 3 次", [
        retry
          ? insertKey(retry.node, "reversal_attempts", "3")
          : insertKey(channel.node, "retry", { reversal_attempts: "3" }, "timeout"),
      ]),
    ],
  };
}

function hasKey({ node }: Channel, key: string): boolean {
  return node.pairs.some((pair) => pair.key.value === key);
}

DOCS: page(queryPolicy, {
  why: {
    en: "Each shop invents its own schedule: hourly six times, every five seconds, powers of two. What happens after the last query is usually missing, and there the money lies.",
    zh: "各家查询的节奏各不相同：每小时一次共六次、每五秒一次、按 2 的幂。最后一次查不到怎么办，却往往没写，钱就卡在那里。",
  },
  fix: {
    en: "Give intervals, the number of attempts and the last step, long enough for the order to expire; limit automatic reversals too.",
    zh: "写明间隔、次数和最后一步，总时长要盖过订单有效期；自动冲正也要有次数上限。",
  },
  silent: {
    en: "For channels without a query interface, and for bounded schedules with a last step that last as long as the order.",
    zh: "没有查询接口的渠道不报；有上限、有最后一步、时长不短于订单有效期的不报。",
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
          pay: async
          query: sync
    #            ^^^^ chan/query-policy: Channel bank-a can be queried, but nothing says how often and what happens after the last query.
      - id: bank-b
        name: 乙银行网银（虚构）
        flow: pay_in
        method: gateway_b2c
        interfaces:
          pay: async
          query: sync
        query:
    #   ^^^^^ chan/query-policy: The query policy of channel bank-b lacks \`on_exhausted\`.
          interval: 5
          max_attempts: 6
    #                   ^ chan/query-policy: Channel bank-b is queried for 30 seconds only, but its orders can be paid for 2 hours.
        order_expiry_minutes: 120
      - id: pos
        name: 线下刷卡（虚构）
        flow: pay_in
        method: card_present
        interfaces:
          reverse: sync
        timeout:
          outcome: reversed
    #              ^^^^^^^^ chan/query-policy: Channel pos reverses after a timeout, but nothing says how often the reversal is tried; set \`retry.reversal_attempts\`.
      - id: bank-c
        name: 丙银行网银（虚构）
        flow: pay_in
        method: gateway_b2c
        interfaces:
          refund: async
          refund_query: sync
        query:
          interval: 60
          max_attempts: 6
          on_exhausted: hold
    #                   ^^^^ chan/query-policy: Channel bank-c answers refunds on the next day, but the queries end after 6 minutes and the refund is then held without anybody being told.
        refund:
          result_from: refund_query
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
          pay: async
          query: sync
        query:
          interval: [5, 5, 5, 10, 60, 600, 7200]
          max_attempts: 7
          on_exhausted: recon
        order_expiry_minutes: 120
  `,
  sources: ["2017-05-09 09:54", "2017-06-07 08:32", "2017-05-25 19:56"],
});
