import { check } from "../check";
import { replaceScalar } from "../edits";
import { page } from "../pages";
import { channelName } from "./facts/channel";
import { fix } from "./facts/fix";

const cancelWindow = check({
  code: "chan/cancel-window",
  severity: "warning",
  tier: "P1",
  on: "channels",
  title: { en: "Cancellation ends with the settlement batch", zh: "撤销以结算批次为限" },
  *run({ model }) {
    for (const channel of model.channels) {
      const { until, partial } = channel.cancel ?? {};
      const name = channelName(channel);
      if (until?.value === "calendar_day") {
        const cutOff = channel.cut_off?.value;
        const late = cutOff !== undefined && cutOff >= "12:00";
        yield {
          at: until.node,
          message: late
            ? {
                en: `${name.en} allows cancelling until midnight, but its accounting day ends at ${cutOff}; what lies between is in another batch. Set \`same_batch\`.`,
                zh: `${name.zh} 允许当天 24 点前撤销，而渠道 ${cutOff} 日切，其间的交易已不在同一批次。请写 \`same_batch\`。`,
              }
            : {
                en: `${name.en} allows cancelling on the calendar day; the settlement batch is what counts, the date only an approximation. Set \`same_batch\`.`,
                zh: `${name.zh} 按自然日允许撤销；真正起作用的是结算批次，日期只是近似。请写 \`same_batch\`。`,
              },
          fixes: () => [
            fix("Set `same_batch`", "改为 `same_batch`（同一批次）", [replaceScalar(until.node, "same_batch")]),
          ],
        };
      }
      if (partial?.value === true) {
        yield {
          at: partial.node,
          message: {
            en: `${name.en} cancels parts of a transaction; a cancellation undoes the whole, a part is a refund.`,
            zh: `${name.zh} 允许部分撤销；撤销是整笔作废，退一部分应走退款。`,
          },
          fixes: () => [fix("Cancel in full only", "只允许全额撤销", [{ at: partial.node, newText: "false" }])],
        };
      }
    }
  },
});
export default cancelWindow;

DOCS: page(cancelWindow, {
  why: {
    en: "A cancellation takes a transaction out of a settlement batch that is still open. The batch is the precise criterion, the date only an approximation; after it, only a refund helps.",
    zh: "撤销是把交易从尚未结算的批次里拿掉。准确的界限是批次，日期只是近似；批次过了，只能退款。",
  },
  fix: {
    en: "Set `until: same_batch` (or the accounting day, or before settlement) and cancel in full.",
    zh: "`until` 写 `same_batch`（或同一会计日、结算前），并且全额撤销。",
  },
  silent: {
    en: "With `same_batch`, `same_accounting_day` or `before_settlement` and the full amount.",
    zh: "`same_batch`、`same_accounting_day`、`before_settlement` 且全额时不报。",
  },
  bad: `
    kind: payment-channels
    schema: 1
    channels:
      - id: pos
        name: 线下刷卡（虚构）
        flow: pay_in
        method: card_present
        cut_off: "23:00"
        time_zone: Asia/Shanghai
        cancel:
          until: calendar_day
    #            ^^^^^^^^^^^^ chan/cancel-window: Channel pos allows cancelling until midnight, but its accounting day ends at 23:00; what lies between is in another batch. Set \`same_batch\`.
          partial: true
    #              ^^^^ chan/cancel-window: Channel pos cancels parts of a transaction; a cancellation undoes the whole, a part is a refund.
      - id: bank-b
        name: 乙银行网银（虚构）
        flow: pay_in
        method: gateway_b2c
        cancel:
          until: calendar_day
    #            ^^^^^^^^^^^^ chan/cancel-window: Channel bank-b allows cancelling on the calendar day; the settlement batch is what counts, the date only an approximation. Set \`same_batch\`.
  `,
  good: `
    kind: payment-channels
    schema: 1
    channels:
      - id: pos
        name: 线下刷卡（虚构）
        flow: pay_in
        method: card_present
        cancel:
          until: same_batch
          partial: false
  `,
  sources: ["2017-06-05 18:07", "2017-06-05 18:09", "2017-05-11 22:28"],
});
