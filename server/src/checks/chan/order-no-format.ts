import type { Channel } from "../../model/types.generated";
import { type CheckFinding, check } from "../check";
import { replaceScalar } from "../edits";
import { page } from "../pages";
import { channelName } from "./facts/channel";
import { fix } from "./facts/fix";
import { type TemplatePart, templateLength, templateParts } from "./facts/order-number";

const LEAST_SEQUENCE = 6;

const orderNoFormat = check({
  code: "chan/order-no-format",
  severity: "error",
  tier: "P0",
  on: "channels",
  title: { en: "Order numbers fit the channel", zh: "订单号符合渠道要求" },
  *run({ model }) {
    for (const channel of model.channels) {
      if (!channel.order_no?.template) continue;
      const parts = templateParts(channel);
      yield* length(channel, parts);
      yield* characters(channel, parts);
      yield* sequence(channel, parts);
    }
  },
});
export default orderNoFormat;

function* length(channel: Channel, parts: readonly TemplatePart[]): Iterable<CheckFinding> {
  const { template, min_length, max_length } = channel.order_no!;
  const made = templateLength(parts);
  const name = channelName(channel);
  const counter = parts.find((part) => part.kind === "sequence" && part.length !== undefined);
  const resize = (by: number) => {
    const width = (counter?.length ?? 0) + by;
    return counter && width >= LEAST_SEQUENCE
      ? withPart(channel, parts, counter, counter.text.replace(/\d+/, String(width)))
      : [];
  };
  if (max_length && made.length > max_length.value) {
    yield {
      at: template!.node,
      message: {
        en: `${name.en} takes order numbers of at most ${max_length.value} characters; this template makes ${made.length}${made.exact ? "" : " or more"}.`,
        zh: `${name.zh} 的订单号最长 ${max_length.value} 位，这个模板会生成 ${made.length} 位${made.exact ? "" : "以上"}。`,
      },
      fixes: () => (made.exact ? resize(max_length.value - made.length) : []),
    };
  } else if (min_length && made.exact && made.length < min_length.value) {
    yield {
      at: template!.node,
      message: {
        en: `${name.en} wants order numbers of at least ${min_length.value} characters; this template makes ${made.length}.`,
        zh: `${name.zh} 的订单号至少 ${min_length.value} 位，这个模板只生成 ${made.length} 位。`,
      },
      fixes: () => resize(min_length.value - made.length),
    };
  }
}

function* characters(channel: Channel, parts: readonly TemplatePart[]): Iterable<CheckFinding> {
  const { template, charset } = channel.order_no!;
  const allowed = charset?.value === "digits" ? /[0-9]/ : charset?.value === "alphanumeric" ? /[0-9A-Za-z]/ : undefined;
  if (!allowed) return;
  const wrong = new Set(parts.flatMap((part) => [...(part.value ?? "")].filter((char) => !allowed.test(char))));
  if (wrong.size === 0) return;
  const shown = [...wrong].join(" ");
  const name = channelName(channel);
  const digits = charset?.value === "digits";
  yield {
    at: template!.node,
    message: {
      en: `${name.en} takes ${digits ? "digits" : "letters and digits"} only; this template puts ${shown} into the order number.`,
      zh: `${name.zh} 的订单号只能用${digits ? "数字" : "字母和数字"}，这个模板会带入 ${shown}。`,
    },
    fixes: () => {
      const kept = parts.map((part) =>
        part.kind === "literal" ? [...part.text].filter((char) => allowed.test(char)).join("") : part.text,
      );
      if (parts.some((part) => part.kind === "field" && [...(part.value ?? "")].some((char) => wrong.has(char))))
        return [];
      return [fix(`Leave out ${shown}`, `去掉 ${shown}`, [replaceScalar(template!.node, kept.join(""))])];
    },
  };
}

function* sequence(channel: Channel, parts: readonly TemplatePart[]): Iterable<CheckFinding> {
  if (parts.some((part) => part.kind === "sequence" || part.kind === "unknown")) return;
  const { template, max_length } = channel.order_no!;
  const room = (max_length?.value ?? 64) - templateLength(parts).length;
  const width = Math.min(12, room);
  yield {
    at: template!.node,
    message: {
      en: `${channelName(channel).en}: this template has no running part, so two orders can get the same number.`,
      zh: `${channelName(channel).zh}：模板里没有流水部分，两笔订单可能得到同一个单号。`,
    },
    fixes: () =>
      width < LEAST_SEQUENCE
        ? []
        : [
            fix(`Append {seq:${width}}`, `末尾加上 {seq:${width}}`, [
              replaceScalar(template!.node, `${template!.value}{seq:${width}}`),
            ]),
          ],
  };
}

function withPart(channel: Channel, parts: readonly TemplatePart[], changed: TemplatePart, text: string) {
  const template = parts.map((part) => (part === changed ? text : part.text)).join("");
  return [
    fix(`Change ${changed.text} to ${text}`, `把 ${changed.text} 改为 ${text}`, [
      replaceScalar(channel.order_no!.template!.node, template),
    ]),
  ];
}

DOCS: page(orderNoFormat, {
  why: {
    en: "Some banks take twelve characters, some digits only. A number that is cut or refused breaks every later query and the reconciliation.",
    zh: "有的银行只收 12 位，有的只收数字。单号被截断或拒收，后面的查询、对账全都对不上。",
  },
  fix: {
    en: "Shorten or widen the running part, keep to the allowed characters, and have a running part at all.",
    zh: "调整流水部分的位数，只用允许的字符，并确保有流水部分。",
  },
  silent: {
    en: "Without a template; where the length depends on a field that is not declared, only what is certain is reported.",
    zh: "没有模板时不报；长度取决于未声明字段的，只报确定的问题。",
  },
  bad: `
    kind: payment-channels
    schema: 1
    channels:
      - id: bank-a
        name: 甲银行代付（虚构）
        flow: pay_out
        method: payout_single
        order_no:
          template: "{yyyyMMdd}{seq:12}"
    #               ^^^^^^^^^^^^^^^^^^^^ chan/order-no-format: Channel bank-a takes order numbers of at most 16 characters; this template makes 20.
          max_length: 16
      - id: bank-b
        name: 乙银行代付（虚构）
        flow: pay_out
        method: payout_single
        order_no:
          template: "PAY{yyyyMMdd}{seq:8}"
    #               ^^^^^^^^^^^^^^^^^^^^^^ chan/order-no-format: Channel bank-b takes digits only; this template puts P A Y into the order number.
          charset: digits
      - id: bank-c
        name: 丙银行代付（虚构）
        flow: pay_out
        method: payout_single
        order_no:
          template: "{yyyyMMddHHmmss}"
    #               ^^^^^^^^^^^^^^^^^^ chan/order-no-format: Channel bank-c: this template has no running part, so two orders can get the same number.
          max_length: 32
      - id: bank-d
        name: 丁银行代付（虚构）
        flow: pay_out
        method: payout_single
        order_no:
          template: "{seq:8}"
    #               ^^^^^^^^^ chan/order-no-format: Channel bank-d wants order numbers of at least 12 characters; this template makes 8.
          min_length: 12
  `,
  good: `
    kind: payment-channels
    schema: 1
    channels:
      - id: bank-a
        name: 甲银行代付（虚构）
        flow: pay_out
        method: payout_single
        order_no:
          template: "{yyMMdd}{seq:6}"
          charset: digits
          min_length: 12
          max_length: 12
  `,
  sources: ["2017-06-12 10:38", "2017-06-12 10:40", "2017-05-25 20:01"],
});
