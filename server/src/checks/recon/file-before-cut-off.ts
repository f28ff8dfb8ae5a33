import type { ChannelsDocument } from "../../index/documents";
import type { In, Ledger } from "../../index/ledger";
import {
  endOfAccountingDay,
  MINUTES_PER_DAY,
  type Moment,
  minutesBetween,
  momentText,
  statementMoment,
} from "../../index/notation";
import type { Field } from "../../model/fields";
import type { Channel } from "../../model/types.generated";
import { channelName, inUse } from "../chan/facts/channel";
import { fix } from "../chan/facts/fix";
import { type CheckFinding, check } from "../check";
import { replaceScalar } from "../edits";
import { page } from "../pages";
import { inner } from "../post/shared/wording";
import { channelsOf } from "./facts/products";
import { zoneOf } from "./facts/times";

const fileBeforeCutOff = check({
  code: "recon/file-before-cut-off",
  severity: "error",
  tier: "P0",
  on: "ledger",
  title: {
    en: "Statements and runs come after the day they cover has ended",
    zh: "对账单与对账都在所属会计日结束之后",
  },
  *run(ledger) {
    const reported = new Set<Channel>();
    for (const entry of ledger.channels()) {
      const found = inUse(entry.item) ? ownDay(ledger, entry) : undefined;
      if (!found) continue;
      reported.add(entry.item);
      yield found;
    }
    yield* platformRuns(ledger, reported);
  },
});
export default fileBeforeCutOff;

/** The statement, or else the run, before the end of the channel's own day. */
function ownDay(ledger: Ledger, { item: channel, document }: In<Channel, ChannelsDocument>): CheckFinding | undefined {
  const recon = channel.reconciliation;
  const zone = zoneOf(ledger, document, channel);
  const end = endOfAccountingDay(channel.cut_off, zone);
  // With several batches a day, each covers a part of it.
  if (!recon || !end || (recon.statement?.batches_per_day?.value ?? 1) > 1) return undefined;
  const { statement, run_at: run } = recon;
  const name = channelName(channel);
  const cutOff = momentText(end);
  const available = statement?.available_at;
  const file = statementMoment(available, zone);
  if (available && file && minutesBetween(file, end, ledger.today) > 0) {
    const text = available.value;
    return {
      at: available.node,
      message: {
        en: `${name.en} would deliver its statement at ${text}, before the day it covers ends (${cutOff}).`,
        zh: `${name.zh} 的对账单在 ${text} 就能取，可它覆盖的会计日要到 ${cutOff} 才结束。`,
      },
      fixes: () => [
        aDayLater(available, file, run && statementMoment(run, zone)?.minutes !== undefined ? run : undefined, zone),
      ],
    };
  }
  const at = statementMoment(run, zone);
  if (!run || !at || minutesBetween(at, end, ledger.today) <= 0) return undefined;
  return {
    at: run.node,
    message: {
      en: `${name.en} is reconciled at ${run.value}, before the day ends (${cutOff}).`,
      zh: `${name.zh} 在 ${run.value} 对账，而会计日要到 ${cutOff} 才结束。`,
    },
    fixes: () => [aDayLater(run, at, undefined, zone)],
  };
}

/** Runs for products that settle only when all channels are reconciled: none may come before the latest cut-off. */
function* platformRuns(ledger: Ledger, reported: ReadonlySet<Channel>): Iterable<CheckFinding> {
  const done = new Set<Channel>();
  for (const { item: product } of ledger.products()) {
    if (product.settlement?.wait_for?.value !== "all_channels") continue;
    const channels = channelsOf(ledger, product);
    const ends = channels.flatMap(({ item, document }) => {
      const end = endOfAccountingDay(item.cut_off, zoneOf(ledger, document, item));
      return end ? [{ item, end }] : [];
    });
    const latest = ends.reduce<(typeof ends)[number] | undefined>(
      (last, one) => (last && minutesBetween(last.end, one.end, ledger.today) <= 0 ? last : one),
      undefined,
    );
    if (!latest) continue;
    for (const { item: channel, document } of channels) {
      const zone = zoneOf(ledger, document, channel);
      const run = channel.reconciliation?.run_at;
      const at = statementMoment(run, zone);
      if (!run || !at || reported.has(channel) || done.has(channel) || channel === latest.item) continue;
      if (minutesBetween(at, latest.end, ledger.today) <= 0) continue;
      done.add(channel);
      const name = channelName(channel);
      const last = channelName(latest.item);
      yield {
        at: run.node,
        message: {
          en: `${name.en} is reconciled at ${run.value}, but product ${product.id?.value ?? "?"} waits for all channels and ${inner(last.en)} cuts off only at ${momentText(latest.end)}.`,
          zh: `${name.zh} 在 ${run.value} 对账，但产品 ${product.id?.value ?? "?"} 要等全部渠道，${last.zh} 到 ${momentText(latest.end)} 才日切。`,
        },
        related: latest.item.cut_off
          ? [{ at: latest.item.cut_off.node, message: { en: "the latest cut-off", zh: "最晚的日切" } }]
          : [],
        fixes: () => [aDayLater(run, at, undefined, zone)],
      };
    }
  }
}

/** A day more on a time, and on the run that would otherwise come before it. */
function aDayLater(field: Field<string>, at: Moment, run: Field<string> | undefined, zone: string | undefined) {
  const later: Moment = {
    ...at,
    basis: at.minutes < MINUTES_PER_DAY ? "working" : at.basis,
    minutes: at.minutes + MINUTES_PER_DAY,
  };
  const edits = [replaceScalar(field.node, momentText(later))];
  const runAt = statementMoment(run, zone);
  if (run && runAt && runAt.minutes < later.minutes) {
    const moved: Moment = { ...later, minutes: Math.max(runAt.minutes + MINUTES_PER_DAY, later.minutes + 30) };
    edits.push(replaceScalar(run.node, momentText(moved)));
  }
  return fix(`Change to ${momentText(later)}`, `改为 ${momentText(later)}`, edits);
}

DOCS: page(fileBeforeCutOff, {
  why: {
    en: "A statement can only cover a day that is over. A run that is finished before some channel's cut-off leaves the last trades of that day as artificial surplus or shortage.",
    zh: "会计日没结束，对账单就不可能完整。某个渠道还没日切就把账对完，当天最后那些交易会变成假的长款或短款。",
  },
  fix: {
    en: "Count the time from the next day: `T+0 23:30` becomes `T+1 …`.",
    zh: "把时间推到后一天：`T+0 23:30` 改为 `T+1 …`。",
  },
  silent: {
    en: "When times lie behind the cut-off, when one of them is not given, and when the channel delivers several batches a day.",
    zh: "时间在日切之后、或有一项没写时不报；一天多批的渠道不报。",
  },
  bad: `
    === a.channel.yaml
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
            available_at: "T+0 23:30"
            #             ^^^^^^^^^^^ recon/file-before-cut-off: Channel bank-a would deliver its statement at T+0 23:30, before the day it covers ends (D+1 00:00).
          run_at: "T+1 00:30"
      - id: wallet
        name: 山雀钱包（虚构）
        flow: pay_in
        method: gateway_b2c
        cut_off: "23:00"
        time_zone: Asia/Shanghai
        reconciliation:
          date_basis: channel_date
          run_at: "T+0 22:00"
          #       ^^^^^^^^^^^ recon/file-before-cut-off: Channel wallet is reconciled at T+0 22:00, before the day ends (D+0 23:00).
      - id: night
        name: 夜间渠道（虚构）
        flow: pay_in
        method: gateway_b2c
        cut_off: "04:00"
        time_zone: Asia/Shanghai
        reconciliation:
          date_basis: channel_date
          run_at: "T+1 10:00"
      - id: early
        name: 早班渠道（虚构）
        flow: pay_in
        method: gateway_b2c
        cut_off: "23:00"
        time_zone: Asia/Shanghai
        reconciliation:
          date_basis: channel_date
          run_at: "T+1 02:00"
          #       ^^^^^^^^^^^ recon/file-before-cut-off: Channel early is reconciled at T+1 02:00, but product acquiring waits for all channels and channel night cuts off only at D+1 04:00.
    === b.posting.yaml
    kind: posting-rules
    schema: 1
    products:
      - id: acquiring
        name: 收单
        channels: [night, early]
        settlement:
          wait_for: all_channels
          wait_timeout: 120
    rules: []
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
            available_at: "T+1 02:00"
          run_at: "T+1 02:30"
  `,
  sources: ["2017-05-09 09:47", "2017-05-09 09:43", "2017-05-10 19:57"],
});
