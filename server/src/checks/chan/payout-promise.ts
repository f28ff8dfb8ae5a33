import type { Ledger } from "../../index/ledger";
import { clockOf } from "../../index/notation";
import { instantOf } from "../../ledger/accounting-day";
import { addDays } from "../../ledger/calendar";
import type { Channel, Product } from "../../model/types.generated";
import { type CheckFinding, check } from "../check";
import { replaceScalar } from "../edits";
import { page } from "../pages";
import { isActive } from "./facts/channel";
import { fix } from "./facts/fix";
import {
  closedTimes,
  commonTimes,
  FORTNIGHT_DAYS,
  type Fortnight,
  type Interval,
  isWorked,
  minuteText,
} from "./facts/opening-hours";
import { channelsOf, openProducts } from "./facts/routes";

const payoutPromise = check({
  code: "chan/payout-promise",
  severity: "error",
  tier: "P1",
  on: "ledger",
  wholeLedger: true,
  title: { en: "Payouts are promised when channels can pay", zh: "到账承诺与渠道服务时间相符" },
  *run(ledger) {
    for (const { item: product, document } of openProducts(ledger)) {
      const channels = channelsOf(ledger, product)
        .map(({ item }) => item)
        .filter((channel) => channel.flow?.value === "pay_out" && isActive(channel));
      if (channels.length === 0) continue;
      const timeZone = ledger.chartOf(document)?.document.model.accounting_day?.time_zone?.value ?? "Asia/Shanghai";
      const fortnight: Fortnight = { from: ledger.today, timeZone };
      yield* realtime(product, channels, fortnight);
      yield* settlementTime(ledger, product, channels, fortnight);
    }
  },
});
export default payoutPromise;

function* realtime(product: Product, channels: readonly Channel[], fortnight: Fortnight): Iterable<CheckFinding> {
  const { promise } = product;
  if (promise?.value !== "realtime") return;
  const id = product.id?.value ?? "";
  const fast = channels.filter((channel) => channel.rail?.value !== "beps");
  const weaken = (to: "same_day" | "next_day", zh: string) =>
    fix(`Promise ${to} instead`, `改为承诺${zh}（${to}）`, [replaceScalar(promise.node, to)]);
  if (fast.length === 0) {
    yield {
      at: promise.node,
      message: {
        en: `Product ${id} promises payouts in real time, but all its channels pay over beps, which clears in batches.`,
        zh: `产品 ${id} 承诺实时到账，而渠道都走小额支付系统（beps），按批清算。`,
      },
      fixes: () => [weaken("next_day", "次日"), weaken("same_day", "当日")],
    };
    return;
  }
  const gap = firstGap(fast, fortnight);
  if (!gap) return;
  const [from, to] = [minuteText(gap.from, fortnight.timeZone), minuteText(gap.to, fortnight.timeZone)];
  const names = fast.map((channel) => channel.id?.value ?? "");
  yield {
    at: promise.node,
    message: {
      en: `Product ${id} promises payouts in real time, but from ${from} to ${to} none of its channels (${names.join(", ")}) is in service.`,
      zh: `产品 ${id} 承诺实时到账，但 ${from} 至 ${to} 它的渠道（${names.join("、")}）都不在服务时间。`,
    },
    fixes: () => [weaken("next_day", "次日"), weaken("same_day", "当日")],
  };
}

/** Money that is due at a clock time has to find a channel open then, on every working day. */
function* settlementTime(
  ledger: Ledger,
  product: Product,
  channels: readonly Channel[],
  fortnight: Fortnight,
): Iterable<CheckFinding> {
  const payAt = product.settlement?.pay_at;
  const minute = clockOf(payAt);
  const closed = channels.map((channel) => closedTimes(channel, fortnight, "daily"));
  if (!payAt || minute === undefined || closed.some((times) => times === undefined)) return;
  const gaps = commonTimes(closed as (readonly Interval[])[], fortnight);
  for (let day = 0; day < FORTNIGHT_DAYS; day++) {
    const date = addDays(ledger.today, day);
    const at = instantOf({ date, second: minute * 60 }, fortnight.timeZone) / 60_000;
    if (!isWorked(date) || !gaps.some(({ from, to }) => from <= at && at < to)) continue;
    yield {
      at: payAt.node,
      message: {
        en: `Product ${product.id?.value ?? ""} pays at ${payAt.value}, when none of its payout channels is in service (first on ${date}).`,
        zh: `产品 ${product.id?.value ?? ""} 在 ${payAt.value} 付款，而那时出款渠道都不在服务时间（最近一次是 ${date}）。`,
      },
    };
    return;
  }
}

function firstGap(channels: readonly Channel[], fortnight: Fortnight): Interval | undefined {
  const closed = channels.map((channel) => closedTimes(channel, fortnight, "daily"));
  if (closed.some((times) => times === undefined)) return undefined;
  return commonTimes(closed as (readonly Interval[])[], fortnight)[0];
}

DOCS: page(payoutPromise, {
  why: {
    en: "One institution paid in real time except from 17:00 to 21:00; large-value clearing keeps office hours and small-value clearing runs in batches. The hours have been extended since 2017, so they are read from the channel, not assumed.",
    zh: "有机构的“实时到账”要除开 17:00 到 21:00；大额系统按工作时间，小额系统按批。2017 年以后时间有所延长，所以以渠道所写为准，不作推定。",
  },
  fix: {
    en: "Promise less, or add a channel for the hours that are not covered.",
    zh: "放宽承诺，或给没覆盖的时段加一个渠道。",
  },
  silent: {
    en: "For weaker promises, when another channel covers the gap, and for channels whose hours are not declared (beps apart).",
    zh: "承诺较宽、有别的渠道补上、渠道没写服务时间的不报（beps 除外）。",
  },
  bad: `
    === pay.channel.yaml
    kind: payment-channels
    schema: 1
    channels:
      - id: large-value
        name: 甲银行大额代付（虚构）
        flow: pay_out
        method: payout_single
        rail: hvps
        time_zone: Asia/Shanghai
        limits:
          - scope: per_transaction
            amount: unlimited
        service_hours:
          - days: working_days
            from: "08:30"
            to: "17:00"
      - id: small-value
        name: 乙银行小额代付（虚构）
        flow: pay_out
        method: payout_single
        rail: beps
        limits:
          - scope: per_transaction
            amount: 50000.00
    === shop.posting.yaml
    kind: posting-rules
    schema: 1
    products:
      - id: withdraw
        name: 提现
        channels: [large-value]
        promise: realtime
    #            ^^^^^^^^ chan/payout-promise: Product withdraw promises payouts in real time, but from 2026-11-20 00:00 to 2026-11-20 08:30 none of its channels (large-value) is in service.
      - id: salary
        name: 代发工资
        channels: [small-value]
        promise: realtime
    #            ^^^^^^^^ chan/payout-promise: Product salary promises payouts in real time, but all its channels pay over beps, which clears in batches.
      - id: rent
        name: 代付房租
        channels: [large-value]
        settlement:
          cycle: D+1
          pay_at: "18:00"
    #             ^^^^^^^ chan/payout-promise: Product rent pays at 18:00, when none of its payout channels is in service (first on 2026-11-20).
  `,
  good: `
    === pay.channel.yaml
    kind: payment-channels
    schema: 1
    channels:
      - id: large-value
        name: 甲银行大额代付（虚构）
        flow: pay_out
        method: payout_single
        rail: hvps
        time_zone: Asia/Shanghai
        service_hours:
          - days: working_days
            from: "08:30"
            to: "17:00"
      - id: instant
        name: 乙银行实时代付（虚构）
        flow: pay_out
        method: payout_single
        rail: ibps
    === shop.posting.yaml
    kind: posting-rules
    schema: 1
    products:
      - id: withdraw
        name: 提现
        channels: [large-value, instant]
        promise: realtime
      - id: salary
        name: 代发工资
        channels: [large-value]
        promise: next_day
  `,
  sources: ["2018-05-04 18:10", "2017-05-17 09:46", "2017-05-17 10:13"],
});
