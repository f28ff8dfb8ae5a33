import type { AnyDocument, ChannelsDocument } from "../../index/documents";
import type { Ledger } from "../../index/ledger";
import { repairClock, repairStatementTime } from "../../index/notation";
import { isTimeZone } from "../../ledger/accounting-day";
import { parseClock, parseStatementTime } from "../../ledger/calendar";
import type { Field } from "../../model/fields";
import type { Channel } from "../../model/types.generated";
import { pairOf, type ScalarNode } from "../../yaml/nodes";
import { type CheckFinding, check } from "../check";
import { insertKey, replaceScalar } from "../edits";
import { page } from "../pages";
import { channelName, keyOf } from "./facts/channel";
import { fix } from "./facts/fix";
import { scalarsOf } from "./facts/scalars";

const TYPES: ReadonlySet<string> = new Set(["clock", "statement-time", "time-zone"]);

/** Short names are refused: CST is China to the writer and Chicago to most programs. */
const IANA = /^(?:UTC|[A-Z][A-Za-z]+(?:\/[A-Za-z0-9_+-]+)+)$/;

const timeNotation = check({
  code: "chan/time-notation",
  severity: "error",
  tier: "P0",
  on: "ledger",
  title: { en: "Clock times are complete and have a time zone", zh: "时刻写法完整，并有时区" },
  *run(ledger) {
    const documents: AnyDocument[] = [
      ...ledger.charts.map((chart) => chart.document),
      ...ledger.rulesDocuments,
      ...ledger.channelsDocuments,
    ];
    for (const document of documents) {
      for (const { node, type } of scalarsOf(document, TYPES)) {
        const found = type === "clock" ? clock(node) : type === "statement-time" ? statementTime(node) : zone(node);
        if (found) yield found;
      }
    }
    for (const { document } of ledger.charts) {
      const day = document.model.accounting_day;
      if (!day?.cut_off || pairOf(day.node, "time_zone")) continue;
      yield {
        at: keyOf(day.node, "cut_off"),
        message: {
          en: "The accounting day has a cut-off but no time zone; all clock times of the ledger hang on it.",
          zh: "会计日有日切时间，却没有时区；整个账簿的时刻都以它为准。",
        },
        fixes: () => [insertZone(day.node)],
      };
    }
    for (const document of ledger.channelsDocuments) yield* zonelessChannels(ledger, document);
  },
});
export default timeNotation;

function clock(node: ScalarNode): CheckFinding | undefined {
  if (parseClock(node.value) !== undefined) return undefined;
  const meant = repairClock(node.value);
  const midnight = /^24/.test(node.value) && meant === "00:00";
  return {
    at: node,
    message: midnight
      ? {
          en: `Write 00:00 instead of ${node.value}; it belongs to the next calendar day.`,
          zh: `请把 ${node.value} 写成 00:00，它属于次日零点。`,
        }
      : {
          en: `“${node.value}” is no clock time${meant ? `; write "${meant}"` : '. Write hours and minutes, such as "23:30"'}.`,
          zh: `“${node.value}”不是时刻${meant ? `，应写 "${meant}"` : '。请写时和分，例如 "23:30"'}。`,
        },
    fixes: () => change(node, meant),
  };
}

function statementTime(node: ScalarNode): CheckFinding | undefined {
  if (parseStatementTime(node.value)) return undefined;
  const meant = repairStatementTime(node.value);
  const dayless = repairClock(node.value) !== undefined;
  return {
    at: node,
    message: dayless
      ? {
          en: `“${node.value}” does not say on which day; write the days after the accounting day too, such as "T+1 10:00".`,
          zh: `“${node.value}”没有说是哪一天；请连同会计日后的天数一起写，例如 "T+1 10:00"。`,
        }
      : {
          en: `“${node.value}” is no day and clock time${meant ? `; write "${meant}"` : '. Write days after the accounting day and a time, such as "T+1 10:00"'}.`,
          zh: `“${node.value}”不是“日 + 时刻”${meant ? `，应写 "${meant}"` : '。请写会计日后第几天的几点，例如 "T+1 10:00"'}。`,
        },
    fixes: () => change(node, meant),
  };
}

function change(node: ScalarNode, meant: string | undefined) {
  return meant ? [fix(`Change to "${meant}"`, `改为 "${meant}"`, [replaceScalar(node, meant)])] : [];
}

function zone(node: ScalarNode): CheckFinding | undefined {
  if (IANA.test(node.value) && isTimeZone(node.value)) return undefined;
  const china = /^(?:CST|Beijing|Asia\/Beijing|北京时间|北京|(?:GMT|UTC)?\+0?8(?::?00)?)$/i.test(node.value);
  return {
    at: node,
    message: {
      en: `There is no time zone ${node.value}. Write the IANA name, such as Asia/Shanghai.`,
      zh: `没有名为 ${node.value} 的时区。请写 IANA 名称，例如 Asia/Shanghai。`,
    },
    fixes: () =>
      china ? [fix("Change to Asia/Shanghai", "改为 Asia/Shanghai", [replaceScalar(node, "Asia/Shanghai")])] : [],
  };
}

/** A channel inherits the zone of the accounting day; where the chart has none, the finding stands there. */
function* zonelessChannels(ledger: Ledger, document: ChannelsDocument): Iterable<CheckFinding> {
  if (ledger.chartOf(document)?.document.model.accounting_day?.cut_off) return;
  if (ledger.chartOf(document)?.document.model.accounting_day?.time_zone) return;
  for (const channel of document.model.channels) {
    const first = firstClock(channel);
    if (!first || pairOf(channel.node, "time_zone")) continue;
    const name = channelName(channel);
    yield {
      at: first.node,
      message: {
        en: `${name.en} has clock times but no time zone, and no accounting day to take it from.`,
        zh: `${name.zh} 有时刻却没有时区，也没有会计日可以沿用。`,
      },
      fixes: () => [insertZone(channel.node)],
    };
  }
}

function firstClock(channel: Channel): Field<string> | undefined {
  const { cut_off, settlement, reconciliation, service_hours } = channel;
  return (
    cut_off ??
    settlement?.arrives_at ??
    reconciliation?.run_at ??
    reconciliation?.statement?.available_at ??
    service_hours[0]?.from
  );
}

function insertZone(item: Channel["node"]) {
  const edits = [insertKey(item, "time_zone", "Asia/Shanghai", "cut_off")];
  return fix("Insert `time_zone: Asia/Shanghai`", "加上 `time_zone: Asia/Shanghai`", edits);
}

DOCS: page(timeNotation, {
  why: {
    en: "Cut-offs of 23:00 and “24:00” are quoted side by side, and a time without a zone moves by hours between systems. Whether 24:00 belongs to today or tomorrow decides in which day's books a payment stands.",
    zh: "23:00 日切和“24:00”日切常被并排提起；没有时区的时刻，换个系统就差几个小时。24:00 算今天还是明天，决定一笔交易记在哪天的账里。",
  },
  fix: {
    en: 'Write `"HH:MM"`, with the day where one belongs to it (`"T+1 10:00"`), `"00:00"` for midnight, and one IANA time zone per channel or in the accounting day.',
    zh: '时刻写 `"HH:MM"`，要说明哪天的写 `"T+1 10:00"`，零点写 `"00:00"`；每个渠道（或会计日）写一个 IANA 时区。',
  },
  silent: {
    en: "When all times have these forms and a zone is given or inherited from the accounting day. Missing quotes are reported as yaml/unquoted.",
    zh: "写法都对、时区已写或可从会计日沿用时不报。缺引号由 yaml/unquoted 报告。",
  },
  bad: `
    kind: payment-channels
    schema: 1
    channels:
      - id: bank-a
        name: 甲银行网银（虚构）
        flow: pay_in
        method: gateway_b2c
        cut_off: "24:00"
    #            ^^^^^^^ chan/time-notation: Write 00:00 instead of 24:00; it belongs to the next calendar day.
        time_zone: CST
    #              ^^^ chan/time-notation: There is no time zone CST. Write the IANA name, such as Asia/Shanghai.
        reconciliation:
          performed_by: platform
          date_basis: channel_date
          run_at: "10:30"
    #             ^^^^^^^ chan/time-notation: “10:30” does not say on which day; write the days after the accounting day too, such as "T+1 10:00".
          statement:
            source: file
            available_at: "T+1 9:30"
    #                     ^^^^^^^^^^ chan/time-notation: “T+1 9:30” is no day and clock time; write "T+1 09:30".
      - id: bank-b
        name: 乙银行网银（虚构）
        flow: pay_in
        method: gateway_b2c
        cut_off: "23:00"
    #            ^^^^^^^ chan/time-notation: Channel bank-b has clock times but no time zone, and no accounting day to take it from.
        service_hours:
          - days: every_day
            from: "morning"
    #             ^^^^^^^^^ chan/time-notation: “morning” is no clock time. Write hours and minutes, such as "23:30".
            to: "17:00"
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
          performed_by: platform
          date_basis: channel_date
          run_at: "T+1 10:30"
          statement:
            source: file
            available_at: "T+1 09:30"
  `,
  sources: ["2017-06-27 14:23", "2017-07-05 20:04", "2017-07-04 00:18"],
});
