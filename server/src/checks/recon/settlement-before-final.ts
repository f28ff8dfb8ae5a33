import type { RulesDocument } from "../../index/documents";
import type { In, Ledger } from "../../index/ledger";
import {
  cycleMoment,
  cycleOf,
  MINUTES_PER_DAY,
  type Moment,
  minutesBetween,
  momentText,
  orderOf,
  statementMoment,
} from "../../index/notation";
import { isOver } from "../../index/validity";
import { clockText } from "../../ledger/calendar";
import type { Channel, Product } from "../../model/types.generated";
import type { Span } from "../../yaml/nodes";
import { fix } from "../chan/facts/fix";
import { type CheckFinding, check } from "../check";
import { insertKey, replaceScalar } from "../edits";
import { page } from "../pages";
import { productName } from "../post/shared/wording";
import { channelsOf } from "./facts/products";
import { ownZone, zoneOf } from "./facts/times";

const settlementBeforeFinal = check({
  code: "recon/settlement-before-final",
  severity: "error",
  tier: "P0",
  on: "ledger",
  title: { en: "What settles after reconciliation is paid after it", zh: "对账后结算的，付款排在对账之后" },
  *run(ledger) {
    for (const entry of ledger.products()) {
      const { settlement } = entry.item;
      if (settlement?.gate?.value !== "reconciled" || isOver(entry.item, ledger.today)) continue;
      const found = sameDay(entry.item) ?? early(ledger, entry);
      if (found) yield found;
    }
  },
});
export default settlementBeforeFinal;

/** On the day itself nothing is reconciled yet. */
function sameDay(product: Product): CheckFinding | undefined {
  const { cycle } = product.settlement!;
  const days = cycleOf(cycle);
  if (!cycle || days?.days !== 0) return undefined;
  const name = productName(product);
  return {
    at: cycle.node,
    message: {
      en: `${name.en} settles on the day itself (${cycle.value}), yet only after reconciliation, for which the statement comes on the next day at the earliest.`,
      zh: `${name.zh} 当日结算（${cycle.value}），又要求对账后才放款，而对账单最早次日才有，两者不能同时成立。`,
    },
    fixes: () => [fix("Settle on T+1", "改为 T+1 结算", [replaceScalar(cycle.node, "T+1")]), ...withoutGate(product)],
  };
}

interface Run {
  readonly channel: Channel;
  readonly at: Moment;
  readonly node: Span;
}

/** Paid before the last of the product's channels is reconciled. */
function early(ledger: Ledger, { item: product, document }: In<Product, RulesDocument>): CheckFinding | undefined {
  const { cycle, pay_at } = product.settlement!;
  const pay = cycleMoment(cycle, pay_at, ownZone(ledger, document));
  if (!cycle || !pay_at || !pay) return undefined;
  const runs = channelsOf(ledger, product).flatMap(({ item: channel, document: at }): Run[] => {
    const run = channel.reconciliation?.run_at;
    const moment = statementMoment(run, zoneOf(ledger, at, channel));
    return run && moment ? [{ channel, at: moment, node: run.node }] : [];
  });
  const tooLate = runs.filter((run) => orderOf(pay, run.at, ledger.today) !== "after");
  const behind = (run: Run) => minutesBetween(pay, run.at, ledger.today);
  const last = tooLate.reduce<Run | undefined>(
    (worst, run) => (worst && behind(worst) >= behind(run) ? worst : run),
    undefined,
  );
  if (!last) return undefined;
  const name = productName(product);
  const channel = last.channel.id?.value ?? "?";
  const [paid, final] = [momentText(pay), momentText(last.at)];
  const ordinary = behind(last) >= 0;
  return {
    at: pay_at.node,
    message: ordinary
      ? {
          en: `${name.en} pays merchants at ${paid}, before channel ${channel} is reconciled (${final}); the gate “reconciled” cannot hold.`,
          zh: `${name.zh} 在 ${paid} 结算付款，而渠道 ${channel} 到 ${final} 才对账，“对账后结算”做不到。`,
        }
      : {
          en: `${name.en} pays merchants at ${paid}, but channel ${channel} is reconciled at ${final}: over weekends and holidays the payment comes first.`,
          zh: `${name.zh} 在 ${paid} 结算付款，渠道 ${channel} 在 ${final} 对账：遇到周末和节假日，付款会跑在对账前面。`,
        },
    related: [
      { at: last.node, message: { en: `reconciliation of channel ${channel}`, zh: `渠道 ${channel} 的对账时间` } },
    ],
    fixes: () => {
      const days = cycleOf(cycle)!.days;
      // Payments counted in working days only move away from a run counted in calendar days.
      const sameBasis = last.at.basis === pay.basis || last.at.basis === "calendar";
      const missing = behind(last) + 30;
      const clock = (pay.minutes + missing) % MINUTES_PER_DAY;
      const fits = sameBasis && Math.floor((pay.minutes + missing) / MINUTES_PER_DAY) === days;
      const later = `${sameBasis ? cycle.value[0] : "T"}+${days + Math.max(0, Math.ceil(missing / MINUTES_PER_DAY))}`;
      return [
        ...(fits
          ? [
              fix(`Pay at ${clockText(clock)}`, `改为 ${clockText(clock)} 付款`, [
                replaceScalar(pay_at.node, clockText(clock)),
              ]),
            ]
          : []),
        ...(later !== cycle.value
          ? [fix(`Settle on ${later}`, `改为 ${later} 结算`, [replaceScalar(cycle.node, later)])]
          : []),
        ...withoutGate(product),
      ];
    },
  };
}

/** Settling on our own books instead, with the limit the product already has. */
function withoutGate(product: Product) {
  const { gate, exposure_limit, node } = product.settlement!;
  const limit = exposure_limit ?? product.advance?.limit;
  if (!gate || !limit) return [];
  const edits = [replaceScalar(gate.node, "booked")];
  if (!exposure_limit) edits.push(insertKey(node, "exposure_limit", limit.node.value, "gate"));
  return [
    fix(
      `Settle before reconciliation, with an exposure of at most ${limit.value}`,
      `先结算后对账，敞口不超过 ${limit.value}`,
      edits,
    ),
  ];
}

DOCS: page(settlementBeforeFinal, {
  why: {
    en: "Instant settlement cannot wait for a file that comes tomorrow, and merchants paid at 09:00 cannot wait for one that comes at 10:00. Either the payment moves, or the money is paid on our own books and somebody carries the exposure.",
    zh: "实时结算等不到明天的文件，09:00 付款也等不到 10:00 的文件。要么挪付款时间，要么按我方账先付、由人承担敞口。",
  },
  fix: {
    en: "Pay later, lengthen the cycle, or settle with `gate: booked` and an `exposure_limit`.",
    zh: "推后付款时间、拉长结算周期，或改为 `gate: booked` 并写上 `exposure_limit`。",
  },
  silent: {
    en: "When the payment comes after every run, when the gate is booked or none, and for channels without a `run_at`.",
    zh: "付款晚于全部对账时间不报；`gate` 为 booked、none 不报；没写 `run_at` 的渠道不参与比较。",
  },
  bad: `
    === a.posting.yaml
    kind: posting-rules
    schema: 1
    products:
      - id: acquiring
        name: 收单
        channels: [bank-a]
        settlement:
          cycle: T+1
          pay_at: "09:00"
          #       ^^^^^^^ recon/settlement-before-final: Product acquiring pays merchants at T+1 09:00, before channel bank-a is reconciled (T+1 10:30); the gate “reconciled” cannot hold.
          gate: reconciled
      - id: instant
        name: 实时结算
        channels: [bank-a]
        settlement:
          cycle: D+0
          #      ^^^ recon/settlement-before-final: Product instant settles on the day itself (D+0), yet only after reconciliation, for which the statement comes on the next day at the earliest.
          pay_at: "20:00"
          gate: reconciled
          exposure_limit: 500000.00
      - id: every-day
        name: 天天结
        channels: [bank-a]
        settlement:
          cycle: D+1
          pay_at: "15:00"
          #       ^^^^^^^ recon/settlement-before-final: Product every-day pays merchants at D+1 15:00, but channel bank-a is reconciled at T+1 10:30: over weekends and holidays the payment comes first.
          gate: reconciled
    rules: []
    === b.channel.yaml
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
          run_at: "T+1 10:30"
  `,
  good: `
    === a.posting.yaml
    kind: posting-rules
    schema: 1
    products:
      - id: acquiring
        name: 收单
        channels: [bank-a]
        settlement:
          cycle: T+1
          pay_at: "15:00"
          gate: reconciled
    rules: []
    === b.channel.yaml
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
          run_at: "T+1 10:30"
  `,
  sources: ["2017-07-25 15:21", "2017-05-09 09:35", "2017-05-15 23:02"],
});
