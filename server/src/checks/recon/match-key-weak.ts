import type { Channel, Reconciliation } from "../../model/types.generated";
import { pairOf } from "../../yaml/nodes";
import { channelName, inUse, keyOf } from "../chan/facts/channel";
import { fix } from "../chan/facts/fix";
import { type CheckFinding, check } from "../check";
import { appendItems, setKey } from "../edits";
import { page } from "../pages";
import { columnWord, listWords } from "./facts/words";

/** Columns that many records share, or that two systems write differently. */
const SHARED: ReadonlySet<string> = new Set([
  "paid_amount",
  "order_amount",
  "fee",
  "currency",
  "status",
  "direction",
  "transaction_type",
  "transaction_time",
  "settle_date",
  "batch_no",
]);
const SHARED_NAME = /amount|date|time|card|金额|日期|时间|卡号|币种/i;

/** What appears under the number of its order a second time. */
const UNDER_THE_SAME_ORDER = ["refunds", "voids", "reversed_pairs", "returns"];

const matchKeyWeak = check({
  code: "recon/match-key-weak",
  severity: "error",
  tier: "P1",
  on: "channels",
  title: { en: "The match key tells two records apart", zh: "匹配键能分清两笔记录" },
  *run({ model }) {
    for (const channel of model.channels) {
      const recon = channel.reconciliation;
      const keys = recon?.match?.keys;
      if (!recon || !keys || keys.length === 0 || !inUse(channel)) continue;
      const names = keys.map((key) => key.value);
      const found =
        sharedOnly(channel, recon, names) ?? orderOnly(channel, recon, names) ?? serialOnly(channel, recon, names);
      if (found) yield found;
    }
  },
});
export default matchKeyWeak;

function sharedOnly(channel: Channel, recon: Reconciliation, keys: readonly string[]): CheckFinding | undefined {
  if (!keys.every((key) => SHARED.has(key) || SHARED_NAME.test(key))) return undefined;
  const said = listWords(keys.map(columnWord));
  const name = channelName(channel);
  return {
    at: keysOf(recon),
    message: {
      en: `${name.en} is matched by ${said.en} only: two payments can share that, and clocks differ between systems. Add the order number.`,
      zh: `${name.zh} 只用${said.zh}匹配：两笔交易可能完全相同，两边的时间也未必一致。请加上订单号。`,
    },
    fixes: () => add(recon, ["order_no", "transaction_type"], keys, "order_no"),
  };
}

function orderOnly(channel: Channel, recon: Reconciliation, keys: readonly string[]): CheckFinding | undefined {
  const contents = recon.statement?.contents.map((part) => part.value as string) ?? [];
  const twice = UNDER_THE_SAME_ORDER.filter((part) => contents.includes(part));
  const apart = ["transaction_type", "refund_no", "channel_serial", "direction"];
  if (!keys.includes("order_no") || twice.length === 0) return undefined;
  if (keys.some((key) => apart.includes(key) || (!SHARED.has(key) && key !== "order_no" && !SHARED_NAME.test(key))))
    return undefined;
  const name = channelName(channel);
  return {
    at: keysOf(recon),
    message: {
      en: `${name.en} is matched by order number, but its statement also lists ${twice.join(", ")}, which carry the number of their payment; add the kind of transaction.`,
      zh: `${name.zh} 按订单号匹配，但对账单里还有${twice.map((part) => CONTENTS[part]).join("、")}，与原交易是同一个订单号；请加上交易类型。`,
    },
    fixes: () => add(recon, ["transaction_type"], keys, "transaction_type"),
  };
}

const CONTENTS: Readonly<Record<string, string>> = {
  refunds: "退款",
  voids: "撤销",
  reversed_pairs: "冲正",
  returns: "退票",
};

function serialOnly(channel: Channel, recon: Reconciliation, keys: readonly string[]): CheckFinding | undefined {
  const unique = recon.match?.unique;
  if (keys.some((key) => key !== "channel_serial") || unique?.value !== false) return undefined;
  const name = channelName(channel);
  return {
    at: keysOf(recon),
    related: [{ at: unique.node, message: { en: "not unique", zh: "流水号不唯一" } }],
    message: {
      en: `${name.en} is matched by the channel's serial number alone, which repeats (\`unique: false\`); add our order number.`,
      zh: `${name.zh} 只按渠道流水号匹配，而它会重复（\`unique: false\`）；请加上我方订单号。`,
    },
    fixes: () => add(recon, ["order_no", "transaction_type"], keys, "order_no"),
  };
}

function keysOf(recon: Reconciliation) {
  return pairOf(recon.match!.node, "keys")?.key ?? keyOf(recon.node, "match");
}

/** Adds the columns the statement has; nothing when the needed one is not mapped. */
function add(recon: Reconciliation, wanted: readonly string[], keys: readonly string[], needed: string) {
  const mapped = recon.statement?.format?.columns.entries;
  const added = wanted.filter((key) => !keys.includes(key) && (!mapped?.size || mapped.has(key)));
  const { node } = recon.match!;
  if (!added.includes(needed)) return [];
  const list = pairOf(node, "keys")?.value;
  const edit = list?.kind === "seq" ? appendItems(node, "keys", added) : setKey(node, "keys", [...keys, ...added]);
  return [fix(`Match by ${added.join(", ")} too`, `再加上 ${added.join("、")} 匹配`, [edit])];
}

DOCS: page(matchKeyWeak, {
  why: {
    en: "Equal amounts cannot be told apart, times differ between systems, and bank serials repeat. A refund carries the order number of its payment, so the number alone pairs the wrong two records.",
    zh: "金额相同就分不清，时间两边不一致，银行流水号还会重复。退款带着原交易的订单号，只按订单号会把两笔不相干的记录配成一对。",
  },
  fix: {
    en: "Match by our own number together with the kind of transaction, or by a serial number that is unique.",
    zh: "用我方单号加交易类型匹配，或用确实唯一的流水号。",
  },
  silent: {
    en: "For keys of the writer's own that look like numbers, for order numbers where the statement lists payments only, and for a serial number unless it is declared not unique.",
    zh: "自定义的编号类列不报；对账单只有支付时只按订单号不报；流水号没有声明 `unique: false` 时不报。",
  },
  bad: `
    kind: payment-channels
    schema: 1
    channels:
      - id: bank-a
        name: 甲银行网银（虚构）
        flow: pay_in
        method: gateway_b2c
        cut_off: "00:00"
        time_zone: Asia/Shanghai
        reconciliation:
          date_basis: channel_date
          match:
            keys: [paid_amount, transaction_time]
          # ^^^^ recon/match-key-weak: Channel bank-a is matched by paid_amount and transaction_time only: two payments can share that, and clocks differ between systems. Add the order number.
            amount: paid_amount
      - id: bank-b
        name: 乙银行网银（虚构）
        flow: pay_in
        method: gateway_b2c
        cut_off: "00:00"
        time_zone: Asia/Shanghai
        reconciliation:
          date_basis: channel_date
          statement:
            source: query
            contents: [payments, refunds]
            time_basis: success_time
            refund_time_basis: succeeded
          match:
            keys:
          # ^^^^ recon/match-key-weak: Channel bank-b is matched by order number, but its statement also lists refunds, which carry the number of their payment; add the kind of transaction.
              - order_no
            amount: paid_amount
      - id: bank-c
        name: 丙银行网银（虚构）
        flow: pay_in
        method: gateway_b2c
        cut_off: "00:00"
        time_zone: Asia/Shanghai
        reconciliation:
          date_basis: channel_date
          match:
            keys: [channel_serial]
          # ^^^^ recon/match-key-weak: Channel bank-c is matched by the channel's serial number alone, which repeats (\`unique: false\`); add our order number.
            amount: paid_amount
            unique: false
  `,
  good: `
    kind: payment-channels
    schema: 1
    channels:
      - id: bank-a
        name: 甲银行网银（虚构）
        flow: pay_in
        method: gateway_b2c
        cut_off: "00:00"
        time_zone: Asia/Shanghai
        reconciliation:
          date_basis: channel_date
          statement:
            source: query
            contents: [payments, refunds]
            time_basis: success_time
            refund_time_basis: succeeded
          match:
            keys: [order_no, transaction_type]
            amount: paid_amount
  `,
  sources: ["2017-05-17 23:31", "2017-06-12 16:25", "2017-06-27 13:53"],
});
