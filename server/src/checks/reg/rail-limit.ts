import { type DatedFigure, figureOn, RAIL_LIMITS } from "../../data/regulations";
import type { ChannelsDocument, RulesDocument } from "../../index/documents";
import type { In, Ledger } from "../../index/ledger";
import { Rational } from "../../ledger/rational";
import type { Field } from "../../model/fields";
import type { Channel, Product } from "../../model/types.generated";
import { pairOf, type Span } from "../../yaml/nodes";
import { channelName, inUse } from "../chan/facts/channel";
import { fix } from "../chan/facts/fix";
import { type CheckFinding, check } from "../check";
import { replaceScalar } from "../edits";
import { page } from "../pages";
import { inner, productName } from "../post/shared/wording";
import { amountSource, isYuan, yuan } from "./facts/amounts";
import { isSold, openChannels } from "./facts/entity";

const railLimit = check({
  code: "reg/rail-limit",
  severity: "warning",
  tier: "P1",
  on: "ledger",
  regulatory: true,
  title: { en: "Amounts keep to the limit of the rail", zh: "金额不超过所走支付系统的限额" },
  *run(ledger) {
    for (const entry of ledger.channels()) if (inUse(entry.item)) yield* limits(ledger, entry);
    for (const entry of ledger.products()) {
      const found = isSold(entry.item, ledger.today) ? product(ledger, entry) : undefined;
      if (found) yield found;
    }
  },
});
export default railLimit;

/** The figure of a rail on a day; `sure` is false on days the table does not cover, when it is the last one known. */
interface RailFigure {
  readonly figure: DatedFigure;
  readonly sure: boolean;
}

function figureOf(rail: string | undefined, day: string): RailFigure | undefined {
  const table = rail === undefined ? undefined : RAIL_LIMITS[rail];
  if (!table) return undefined;
  const figure = figureOn(table, day);
  if (figure) return { figure, sure: true };
  const last = table.findLast(({ from }) => from <= day);
  return last && { figure: last, sure: false };
}

function above(field: Field<string> | undefined, { figure }: RailFigure): boolean {
  const amount = field && (field.value === "unlimited" ? undefined : Rational.parse(field.value));
  return amount !== undefined && amount.compare(Rational.decimal(figure.amount)) > 0;
}

const RAIL = { beps: { en: "beps", zh: "小额支付系统" }, ibps: { en: "ibps", zh: "超级网银" } } as const;

function railWord(rail: string) {
  return Object.hasOwn(RAIL, rail) ? RAIL[rail as keyof typeof RAIL] : { en: rail, zh: ` ${rail} ` };
}

function basis(rail: string, { figure, sure }: RailFigure, today: string) {
  const [most, word] = [yuan(figure), railWord(rail)];
  return sure
    ? {
        en: `the limit of ${word.en} is ${most.en} (known since ${figure.from})`,
        zh: `${word.zh}单笔限额 ${most.zh}（${figure.from} 起可查）`,
      }
    : {
        en: `the figure of ${word.en} on ${today} is not confirmed, the last one known is ${most.en} (from ${figure.from})`,
        zh: `${word.zh}在 ${today} 的限额未能核实，最后可查的是 ${most.zh}（${figure.from} 起）`,
      };
}

function* limits(ledger: Ledger, { item: channel, document }: In<Channel, ChannelsDocument>): Iterable<CheckFinding> {
  const rail = channel.rail?.value;
  const known = figureOf(rail, ledger.today);
  const transaction = channel.currencies?.transaction.map((currency) => currency.value) ?? [];
  if (!rail || !known || !isYuan(ledger.chartOf(document)) || transaction.some((code) => code !== "CNY")) return;
  for (const row of channel.limits) {
    if (row.scope?.value !== "per_transaction" || !row.amount || !above(row.amount, known)) continue;
    const name = channelName(channel);
    const said = basis(rail, known, ledger.today);
    const { node } = row.amount;
    yield {
      at: node,
      severity: known.sure ? "warning" : "info",
      message: {
        en: `${name.en} allows ${row.amount.value} in one payment, but ${said.en}.`,
        zh: `${name.zh} 单笔允许 ${row.amount.value}，但${said.zh}。`,
      },
      fixes: () => [...toFigure(node, known), ...toHighValue(channel)],
    };
  }
}

/** The figure itself, where it is sure. */
function toFigure(at: Span, { figure, sure }: RailFigure) {
  const text = amountSource(figure);
  return sure ? [fix(`Set ${text}`, `改为 ${text}`, [{ at, newText: text }])] : [];
}

/** Where the branch code is sent anyway, the high-value system can take the payment. */
function toHighValue(channel: Channel) {
  const elements = channel.elements;
  const sent = [...(elements?.verified ?? []), ...(elements?.unverified ?? [])].map((element) => element.value);
  if (!channel.rail || !sent.includes("branch_code") || !sent.includes("payee_name")) return [];
  return [fix("Pay through hvps", "改走大额支付系统（hvps）", [replaceScalar(channel.rail.node, "hvps")])];
}

/** A product whose largest payment fits none of its channels' rails. */
function product(ledger: Ledger, { item, document }: In<Product, RulesDocument>): CheckFinding | undefined {
  const channels = openChannels(ledger, item);
  if (!item.max_amount || channels.length === 0 || !isYuan(ledger.chartOf(document), item)) return undefined;
  const rails = channels.map(({ item: channel }) => ({
    channel,
    rail: channel.rail?.value ?? "",
    known: figureOf(channel.rail?.value, ledger.today),
  }));
  if (!rails.every(({ known }) => known && above(item.max_amount, known))) return undefined;
  // A channel that says its own limit is already held against the rail, and the product against the channel.
  if (rails.some(({ channel }) => channel.limits.some((row) => row.scope?.value === "per_transaction")))
    return undefined;
  const first = rails[0]!;
  const name = productName(item);
  const said = basis(first.rail, first.known!, ledger.today);
  const { node } = item.max_amount;
  return {
    at: node,
    severity: rails.every(({ known }) => known?.sure) ? "warning" : "info",
    message: {
      en: `${name.en} allows ${item.max_amount.value} in one payment and ${inner(channelName(first.channel).en)} takes it through ${first.rail}, but ${said.en}.`,
      zh: `${name.zh} 单笔最高 ${item.max_amount.value}，${channelName(first.channel).zh} 走${railWord(first.rail).zh.trimEnd()}，但${said.zh}。`,
    },
    related: channels.flatMap(({ item: channel }) => {
      const rail = pairOf(channel.node, "rail")?.value;
      return rail ? [{ at: rail, message: { en: "the rail", zh: "所走的支付系统" } }] : [];
    }),
    fixes: () => toFigure(node, first.known!),
  };
}

DOCS: page(railLimit, {
  why: {
    en: "The limits of the rails change, and memory is no table: practitioners told them the wrong way round in the same discussion. A payment above the limit comes back after the payer was told that it is on its way.",
    zh: "各支付系统的限额会变，靠记性不行：同一场讨论里就有人说反了。超限的付款会被退回，而付款人已经被告知在途。",
  },
  fix: {
    en: "Set the limit of the rail, or pay through the high-value system.",
    zh: "改为该系统的限额，或改走大额支付系统。",
  },
  silent: {
    en: "Within the figure, for rails without one (hvps and the others), and for other currencies. On days for which the table has no confirmed figure it is an information only.",
    zh: "限额之内不报；没有限额的系统（大额等）、其他币种不判断。表里没有核实数字的日期只作提示。",
  },
  bad: `
    === counting-house.yaml
    regulation:
      profile: cn
      as_of: "2026-11-20"
    === a.posting.yaml
    kind: posting-rules
    schema: 1
    products:
      - id: payout
        name: 代付
        status: active
        channels: [bank-c]
        max_amount: 2000000.00
        #           ^^^^^^^^^^ reg/rail-limit: Product payout allows 2000000.00 in one payment and channel bank-c takes it through beps, but the limit of beps is CNY 1,000,000 (known since 2020-01-24).
    rules: []
    === b.channel.yaml
    kind: payment-channels
    schema: 1
    channels:
      - id: bank-a
        name: 甲银行代付（虚构）
        flow: pay_out
        method: payout_single
        rail: beps
        limits:
          - scope: per_transaction
            amount: 5000000.00
            #       ^^^^^^^^^^ reg/rail-limit: Channel bank-a allows 5000000.00 in one payment, but the limit of beps is CNY 1,000,000 (known since 2020-01-24).
            source: 合同附件一
            verified_at: "2026-11-01"
      - id: bank-b
        name: 乙银行代付（虚构）
        flow: pay_out
        method: payout_single
        rail: ibps
        limits:
          - scope: per_transaction
            amount: 200000.00
            #       ^^^^^^^^^ reg/rail-limit: Channel bank-b allows 200000.00 in one payment, but the figure of ibps on 2026-11-20 is not confirmed, the last one known is CNY 50,000 (from 2017-01-01).
            source: 合同附件一
            verified_at: "2026-11-01"
      - id: bank-c
        name: 丙银行代付（虚构）
        flow: pay_out
        method: payout_single
        rail: beps
  `,
  good: `
    === counting-house.yaml
    regulation:
      profile: cn
      as_of: "2026-11-20"
    === b.channel.yaml
    kind: payment-channels
    schema: 1
    channels:
      - id: bank-a
        name: 甲银行代付（虚构）
        flow: pay_out
        method: payout_single
        rail: beps
        limits:
          - scope: per_transaction
            amount: 1000000.00
            source: 合同附件一
            verified_at: "2026-11-01"
  `,
  sources: ["2017-05-16 19:34", "2018-05-02 10:40", "2017-05-16 19:36"],
  documents: [
    {
      title:
        "中国人民银行 2020-01-24 公告：小额批量支付系统贷记业务单笔上限由 100 万元临时调整（PBoC notice of 2020-01-24, temporary raise of the beps limit from 1,000,000)",
      from: "2020-01-24",
    },
  ],
});
