import type { Fix } from "../../finding";
import type { RulesDocument } from "../../index/documents";
import type { In } from "../../index/ledger";
import { bufferingRange } from "../../index/rule-book";
import { dayOf, overlap } from "../../index/validity";
import { addDays } from "../../ledger/calendar";
import type { Field } from "../../model/fields";
import type { Account, Buffering } from "../../model/types.generated";
import { headOf } from "../../yaml/path";
import { check } from "../check";
import { removeItem } from "../edits";
import { page } from "../pages";
import { eventWord } from "./shared/wording";

const bufferConflict = check({
  code: "post/buffer-conflict",
  severity: "error",
  tier: "P1",
  on: "ledger",
  title: {
    en: "An account changes between real time and buffer at day boundaries only",
    zh: "实时与缓冲只在会计日交界切换",
  },
  *run(ledger) {
    const rows: { row: In<Buffering, RulesDocument>; account: Account | string }[] = [];
    for (const document of ledger.rulesDocuments) {
      const cutOff = ledger.chartOf(document)?.document.model.accounting_day?.cut_off?.value;
      for (const item of document.model.buffering) {
        if (!item.account) continue;
        const code = item.account.value;
        const row = { item, document };
        const account = ledger.account(document, code)?.item ?? code;
        const rival = rows.find(
          (other) =>
            other.account === account &&
            other.row.item.event?.value === item.event?.value &&
            overlap(bufferingRange(other.row.item), bufferingRange(item)),
        );
        rows.push({ row, account });
        if (rival && !item.ordered_replay?.value) {
          const event = item.event ? eventWord(item.event.value, ledger.settings) : SAME_EVENT;
          yield {
            at: item.account.node,
            message: {
              en: `Account ${code} is buffered twice for ${event.en} in the same days. One account may not mix modes within a day.`,
              zh: `科目 ${code} 对${event.zh}有两行缓冲，日期重叠。同一科目一天之内不能混用两种方式。`,
            },
            related: [
              {
                at: rival.row.item.account?.node ?? headOf(rival.row.item.node),
                message: { en: "The other row", zh: "另一行" },
              },
            ],
            fixes: () => removed(row),
          };
        }
        if (item.ordered_replay?.value) continue;
        for (const [key, field] of [
          ["effective_from", item.effective_from],
          ["effective_to", item.effective_to],
        ] as const) {
          if (!field || !isMidDay(field, cutOff)) continue;
          yield {
            at: field.node,
            message: {
              en: `Account ${code} would change its mode in the middle of an accounting day (${field.value}); the day begins at ${cutOff}. Change at the day boundary, or replay in order.`,
              zh: `科目 ${code} 会在会计日中途（${field.value}）切换方式，而会计日从 ${cutOff} 开始。请在日切处切换，或写 ordered_replay。`,
            },
            fixes: () => atBoundary(key, field),
          };
        }
      }
    }
  },
});
export default bufferConflict;

const SAME_EVENT = { en: "the same event", zh: "同一事件" };

/** Whether a moment is not the beginning of an accounting day; a date alone is. */
function isMidDay({ value }: Field<string>, cutOff: string | undefined): boolean {
  const time = /[T ](\d\d:\d\d)(?::(\d\d))?/.exec(value);
  if (!time || cutOff === undefined) return false;
  return time[1] !== cutOff || (time[2] ?? "00") !== "00";
}

function removed({ item, document }: In<Buffering, RulesDocument>): readonly Fix[] {
  const root = document.source.root;
  if (root?.kind !== "map") return [];
  return [{ title: { en: "Remove this row", zh: "删除这一行" }, edits: removeItem(root, "buffering", item.node) }];
}

function atBoundary(key: "effective_from" | "effective_to", field: Field<string>): readonly Fix[] {
  const day = dayOf(field.value);
  if (day === undefined) return [];
  const date = key === "effective_from" ? addDays(day, 1) : day;
  return [
    {
      title:
        key === "effective_from"
          ? { en: `Begin with the accounting day ${date}`, zh: `从会计日 ${date} 开始` }
          : { en: `End with the accounting day ${date}`, zh: `到会计日 ${date} 为止` },
      edits: [{ at: field.node, newText: JSON.stringify(date) }],
    },
  ];
}

DOCS: page(bufferConflict, {
  why: {
    en: "An account that is partly real-time and partly buffered within one day has a running balance that nobody can prove. Switching at the day boundary keeps every day of one kind.",
    zh: "一天之内一部分实时、一部分缓冲，流水余额就没法证明。只在日切处切换，每一天就只有一种方式。",
  },
  fix: {
    en: "Move `effective_from` to the next accounting day; keep one row per account and event.",
    zh: "把 `effective_from` 移到下一个会计日；同一科目同一事件只留一行。",
  },
  silent: {
    en: "One row per account and event at a time, changes at day boundaries, and rows with `ordered_replay: true`.",
    zh: "同一时间每个科目、事件只有一行，且在日切处切换的不报；写了 `ordered_replay: true` 的不报。",
  },
  bad: `
    === a.coa.yaml
    kind: chart-of-accounts
    schema: 1
    accounting_day:
      cut_off: "00:00"
      time_zone: Asia/Shanghai
    accounts:
      - code: "220201"
        name: 商户待结算
        class: liability
      - code: "300101"
        name: 渠道待清算
        class: common
    === b.posting.yaml
    kind: posting-rules
    schema: 1
    accounting_date: platform
    inputs:
      gross:
        type: money
        min: 0.01
    day_end:
      checks: [flow_sum_equals_batch_sum]
      on_imbalance: stop
    buffering:
      - account: "300101"
        event: payment
        effective_to: "2026-12-31"
      - account: "300101"
        #        ^^^^^^^^ post/buffer-conflict: Account 300101 is buffered twice for payment in the same days. One account may not mix modes within a day.
        event: payment
        effective_from: "2026-12-31"
      - account: "220201"
        event: payment
        effective_from: "2026-12-01 14:00"
        #               ^^^^^^^^^^^^^^^^^^ post/buffer-conflict: Account 220201 would change its mode in the middle of an accounting day (2026-12-01 14:00); the day begins at 00:00. Change at the day boundary, or replay in order.
    rules:
      - id: pay.ok
        event: payment
        entries: [{debit: "300101", amount: gross}, {credit: "220201", amount: gross}]
  `,
  good: `
    === a.coa.yaml
    kind: chart-of-accounts
    schema: 1
    accounting_day:
      cut_off: "00:00"
      time_zone: Asia/Shanghai
    accounts:
      - code: "300101"
        name: 渠道待清算
        class: common
    === b.posting.yaml
    kind: posting-rules
    schema: 1
    buffering:
      - account: "300101"
        event: payment
        effective_to: "2026-11-30"
      - account: "300101"
        event: payment
        effective_from: "2026-12-01"
      - account: "300101"
        event: top_up
  `,
  sources: ["2017-06-08 14:11", "2017-06-08 14:08", "2017-06-08 14:25"],
});
