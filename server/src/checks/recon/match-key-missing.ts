import type { Channel, Reconciliation } from "../../model/types.generated";
import { nearest } from "../../nearest";
import { pairOf } from "../../yaml/nodes";
import { channelName, inUse, keyOf } from "../chan/facts/channel";
import { fix } from "../chan/facts/fix";
import { type CheckFinding, check } from "../check";
import { replaceScalar, setKey, yamlScalar } from "../edits";
import { page } from "../pages";
import { inner } from "../post/shared/wording";
import { columnWord } from "./facts/words";

const matchKeyMissing = check({
  code: "recon/match-key-missing",
  severity: "error",
  tier: "P0",
  on: "channels",
  title: { en: "Records are matched by columns the statement has", zh: "用对账单里有的列来匹配" },
  *run({ model }) {
    for (const channel of model.channels) {
      const recon = channel.reconciliation;
      if (!recon?.match || !inUse(channel)) continue;
      if (recon.match.keys.length === 0) yield keyless(channel, recon);
      else yield* unmapped(channel, recon);
    }
  },
});
export default matchKeyMissing;

function keyless(channel: Channel, recon: Reconciliation): CheckFinding {
  const match = recon.match!;
  const name = channelName(channel);
  const columns = [...(recon.statement?.format?.columns.entries.keys() ?? [])];
  return {
    at: pairOf(match.node, "keys")?.key ?? keyOf(recon.node, "match"),
    message: {
      en: `${name.en} has no column to match records by; name the column with the order number.`,
      zh: `${name.zh} 没有说明用哪一列匹配；请写上订单号所在的列。`,
    },
    fixes: () => {
      const wanted = ["order_no", "transaction_type"];
      const keys = columns.length === 0 ? wanted : wanted.filter((column) => columns.includes(column));
      if (!keys.includes("order_no")) return [];
      return [fix(`Match by ${keys.join(", ")}`, `按 ${keys.join("、")} 匹配`, [setKey(match.node, "keys", keys)])];
    },
  };
}

function* unmapped(channel: Channel, recon: Reconciliation): Iterable<CheckFinding> {
  const columns = recon.statement?.format?.columns;
  if (!columns || columns.entries.size === 0) return;
  const keys = recon.match!.keys;
  const name = channelName(channel);
  for (const key of keys) {
    if (columns.entries.has(key.value)) continue;
    const standard = [...columns.entries].find(([, { value }]) => value.value === key.value)?.[0];
    const free = [...columns.entries.keys()].filter((column) => !keys.some((other) => other.value === column));
    const meant = standard ?? nearest(key.value, free) ?? (free.includes("order_no") ? "order_no" : undefined);
    const usable = meant !== undefined && free.includes(meant);
    yield {
      at: key.node,
      message: standard
        ? {
            en: `“${key.value}” is what the file of ${inner(name.en)} calls it; use our name for the column, ${standard}.`,
            zh: `“${key.value}”是${name.zh} 文件里的叫法；匹配列请写标准列名 ${standard}。`,
          }
        : {
            en: `${name.en} is matched by ${key.value}, which its statement's columns do not map.`,
            zh: `${name.zh} 用 ${columnWord(key.value).zh} 匹配，但对账单的列映射里没有它。`,
          },
      ...(columns.node && {
        related: [
          { at: keyOf(recon.statement!.format!.node, "columns"), message: { en: "the columns", zh: "列映射" } },
        ],
      }),
      fixes: () =>
        usable
          ? [
              fix(
                `Match by ${meant}`,
                `改用 ${meant} 匹配`,
                [
                  key.node.style === "plain"
                    ? { at: key.node, newText: yamlScalar(meant) }
                    : replaceScalar(key.node, meant),
                ],
                standard !== undefined,
              ),
            ]
          : [],
    };
  }
}

DOCS: page(matchKeyMissing, {
  why: {
    en: "Without a key that stands in the file, no record of it can be found in our books. Some wallets can be matched by the merchant's order number and by nothing else.",
    zh: "匹配键不在文件里，文件中的记录就一笔也对不上我方的账。有的钱包只能靠商户订单号来对。",
  },
  fix: {
    en: "Name at least one column, as `statement.format.columns` calls it; the order number with the kind of transaction is the usual key.",
    zh: "至少写一列，用 `statement.format.columns` 里的标准列名；通常是订单号加交易类型。",
  },
  silent: {
    en: "While there is no `match` block, and as long as no columns are mapped there is nothing to compare the keys with.",
    zh: "还没有写 `match` 时不报；没有列映射时，只看有没有匹配键。",
  },
  bad: `
    kind: payment-channels
    schema: 1
    channels:
      - id: wallet
        name: 山雀钱包（虚构）
        flow: pay_in
        method: gateway_b2c
        cut_off: "00:00"
        time_zone: Asia/Shanghai
        reconciliation:
          date_basis: channel_date
          match:
            keys: []
          # ^^^^ recon/match-key-missing: Channel wallet has no column to match records by; name the column with the order number.
            amount: paid_amount
      - id: bank-a
        name: 甲银行网银（虚构）
        flow: pay_in
        method: gateway_b2c
        cut_off: "00:00"
        time_zone: Asia/Shanghai
        reconciliation:
          date_basis: channel_date
          statement:
            source: file
            format:
              version: "2"
              effective_from: "2026-01-01"
              columns:
                order_no: 商户订单号
                channel_serial: 银行流水号
                transaction_type: 业务类型
                paid_amount: 金额
                status: 状态
                direction: 收支
          match:
            keys:
              - 商户订单号
              # ^^^^^ recon/match-key-missing: “商户订单号” is what the file of channel bank-a calls it; use our name for the column, order_no.
              - trans_type
              # ^^^^^^^^^^ recon/match-key-missing: Channel bank-a is matched by trans_type, which its statement's columns do not map.
            amount: paid_amount
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
            source: file
            format:
              version: "2"
              effective_from: "2026-01-01"
              columns:
                order_no: 商户订单号
                transaction_type: 业务类型
                paid_amount: 金额
                status: 状态
                direction: 收支
          match:
            keys:
              - order_no
              - transaction_type
            amount: paid_amount
  `,
  sources: ["2017-05-06 17:48", "2017-05-09 09:44", "2017-07-18 22:32"],
});
