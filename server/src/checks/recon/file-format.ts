import type { Edit } from "../../finding";
import type { Channel } from "../../model/types.generated";
import { pairOf } from "../../yaml/nodes";
import { channelName, inUse, keyOf } from "../chan/facts/channel";
import { fix } from "../chan/facts/fix";
import { type CheckFinding, check } from "../check";
import { appendItems, insertKeys, setKey, type Yaml, type YamlMap } from "../edits";
import { page } from "../pages";
import { columnWord, listWords } from "./facts/words";

/** Columns that are different in every line of a statement. */
const UNIQUE = ["channel_serial", "order_no", "refund_no"];

const fileFormat = check({
  code: "recon/file-format",
  severity: "warning",
  tier: "P1",
  on: "ledger",
  title: { en: "The layout of the statement is mapped and dated", zh: "对账文件的格式有映射、有版本、有生效日" },
  *run(ledger) {
    for (const { item: channel } of ledger.channels()) {
      const { statement, match } = channel.reconciliation ?? {};
      if (statement?.source?.value !== "file" || !inUse(channel)) continue;
      if (!pairOf(statement.node, "format") && !match?.keys.length) continue;
      const layout = incomplete(channel, ledger.today);
      const order = unstable(channel);
      if (layout) yield layout;
      if (order) yield order;
    }
  },
});
export default fileFormat;

function incomplete(channel: Channel, today: string): CheckFinding | undefined {
  const { statement, match } = channel.reconciliation!;
  const format = statement!.format;
  const columns = missingColumns(channel);
  const facts = ["version", "effective_from"].filter((key) => !format || !pairOf(format.node, key));
  if (columns.length === 0 && facts.length === 0) return undefined;
  const name = channelName(channel);
  const said = listWords(columns.map(columnWord));
  const zhFacts: Readonly<Record<string, string>> = {
    version: "版本（version）",
    effective_from: "生效日（effective_from）",
  };
  return {
    at: keyOf(statement!.node, format ? "format" : "source"),
    message: {
      en: [
        `The statement of channel ${channel.id?.value ?? name.en} `,
        columns.length > 0 ? `has no column for ${said.en}` : "",
        columns.length > 0 && facts.length > 0 ? " and " : "",
        facts.length > 0
          ? `does not say ${facts.map((key) => (key === "version" ? "its version" : "from when its layout holds")).join(" and ")}`
          : "",
        "; a silent change of layout shifts every figure by a column.",
      ].join(""),
      zh: [
        `${name.zh} 的对账文件`,
        columns.length > 0 ? `没有映射${said.zh}` : "",
        columns.length > 0 && facts.length > 0 ? "，也" : "",
        facts.length > 0 ? `没有写${facts.map((key) => zhFacts[key]).join("、")}` : "",
        "；对方悄悄改版时，数据会整列错位。",
      ].join(""),
    },
    fixes: () => {
      const keys: Record<string, Yaml> = {};
      if (facts.includes("version")) keys.version = '"1"';
      if (facts.includes("effective_from")) keys.effective_from = JSON.stringify(today);
      const wanted =
        format && pairOf(format.node, "columns")
          ? columns
          : [...(match?.keys ?? []).map((key) => key.value), ...columns];
      const mapping: YamlMap = Object.fromEntries([...new Set(wanted)].map((column) => [column, column]));
      const edits: Edit[] = [];
      if (columns.length > 0 && format?.columns.node) edits.push(insertKeys(format.columns.node, mapping));
      else if (columns.length > 0) keys.columns = mapping;
      if (format && Object.keys(keys).length > 0) {
        const after = format.node.pairs.findLast(({ key }) => key.value !== "columns")?.key.value;
        if (after === undefined && edits.length > 0) return [];
        edits.push(insertKeys(format.node, keys, after));
      } else if (!format) edits.push(setKey(statement!.node, "format", keys));
      return [fix("Insert the missing parts to fill in", "补上格式骨架，再填文件里的列名", edits)];
    },
  };
}

/** The amount compared, the status and the sign of the flow; keys that are not mapped are recon/match-key-missing's. */
function missingColumns(channel: Channel): readonly string[] {
  const { statement, match } = channel.reconciliation!;
  const mapped = statement!.format?.columns.entries;
  const amount = match?.amount?.value;
  const amounts = amount ? [amount] : ["paid_amount", "order_amount"];
  return [
    ...(amounts.some((column) => mapped?.has(column)) ? [] : [amounts[0]!]),
    ...["status", "direction"].filter((column) => !mapped?.has(column)),
  ];
}

function unstable(channel: Channel): CheckFinding | undefined {
  const format = channel.reconciliation!.statement!.format;
  if (!format || format.sort.length === 0) return undefined;
  const names = format.sort.map((column) => column.value);
  const own = (name: string) => !/time|date|amount|时间|日期|金额/i.test(name) && columnWord(name).zh === name;
  if (names.some((name) => UNIQUE.includes(name) || own(name))) return undefined;
  const last = format.sort.at(-1)!;
  const name = channelName(channel);
  return {
    at: last.node,
    message: {
      en: `${name.en} sorts its statement by ${names.join(", ")}; lines with the same value change places from run to run. End with a unique column.`,
      zh: `${name.zh} 的对账文件按 ${names.join("、")} 排序，值相同的行每次顺序都可能不同；最后请加一列唯一的。`,
    },
    fixes: () => {
      const mapped = format.columns.entries;
      const unique = UNIQUE.find((column) => mapped.has(column));
      const list = pairOf(format.node, "sort")?.value;
      if (!unique) return [];
      const edit =
        list?.kind === "seq"
          ? appendItems(format.node, "sort", [unique])
          : setKey(format.node, "sort", [...names, unique]);
      return [fix(`Sort by ${unique} last`, `最后按 ${unique} 排序`, [edit])];
    },
  };
}

DOCS: page(fileFormat, {
  why: {
    en: "A bank changed its layout without a word and the data moved by one column; nobody noticed until the totals were wrong. Sorting by time alone is unstable, since many lines share a second.",
    zh: "有银行不声不响改了格式，数据整体错了一列，直到总数不对才发现。只按时间排序不稳定，同一秒里有很多笔。",
  },
  fix: {
    en: "Map the amount, the status and the direction, give the layout a version and its first day, and end a sort order with a unique column.",
    zh: "映射金额、状态、收支方向，写明格式版本和生效日；排序以唯一列收尾。",
  },
  silent: {
    en: "For statements that are no files, and before a layout or a match key is declared.",
    zh: "不是文件的对账单不报；还没写格式和匹配键时不报。",
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
          statement:
            source: file
            format:
          # ^^^^^^ recon/file-format: The statement of channel bank-a has no column for status and direction and does not say from when its layout holds; a silent change of layout shifts every figure by a column.
              version: "2"
              columns:
                order_no: 商户订单号
                transaction_type: 业务类型
                paid_amount: 金额
              sort: [transaction_time]
              #      ^^^^^^^^^^^^^^^^ recon/file-format: Channel bank-a sorts its statement by transaction_time; lines with the same value change places from run to run. End with a unique column.
          match:
            keys: [order_no, transaction_type]
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
            source: file
          # ^^^^^^ recon/file-format: The statement of channel bank-b has no column for paid_amount, status and direction and does not say its version and from when its layout holds; a silent change of layout shifts every figure by a column.
          match:
            keys: [order_no, transaction_type]
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
              effective_from: "2026-07-01"
              columns:
                order_no: 商户订单号
                transaction_type: 业务类型
                paid_amount: 金额
                status: 状态
                direction: 收支
              sort: [transaction_time, order_no]
          match:
            keys: [order_no, transaction_type]
            amount: paid_amount
  `,
  sources: ["2017-05-26 21:29", "2017-06-08 11:33", "2017-05-26 21:37"],
});
