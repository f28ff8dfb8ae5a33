import type { Channel, Reconciliation } from "../../model/types.generated";
import { pairOf } from "../../yaml/nodes";
import { channelName, inUse, keyOf } from "../chan/facts/channel";
import { fix } from "../chan/facts/fix";
import { check } from "../check";
import { appendItems, type YamlMap } from "../edits";
import { page } from "../pages";
import { bankTotalRow, correctingRow, lacksRow, timingRow } from "./facts/rows";
import { flowWord, kindWord } from "./facts/words";

const differenceKindsIncomplete = check({
  code: "recon/difference-kinds-incomplete",
  severity: "error",
  tier: "P1",
  on: "channels",
  title: { en: "Every difference that can occur has a row", zh: "可能出现的差异都有一行" },
  *run({ model }) {
    for (const channel of model.channels) {
      const recon = channel.reconciliation;
      if (!recon || recon.differences.length === 0 || !inUse(channel)) continue;
      const missing = missingCells(channel, recon);
      if (missing.length === 0) continue;
      const name = channelName(channel);
      yield {
        at: keyOf(recon.node, "differences"),
        message: {
          en: `${name.en} has no row for ${missing.map(({ kind, flow }) => (flow ? `${kind} / ${flow}` : kind)).join(", ")}; such a difference would land nowhere.`,
          zh: `${name.zh} 的差异表缺：${missing
            .map(({ kind, flow }) => `${flow ? flowWord(flow).zh.replace(/（.*）/, "") : ""}${kindWord(kind).zh}`)
            .join("、")}；出现时无处可归。`,
        },
        fixes: () => [
          fix("Add the missing rows", "补上缺少的行", [
            appendItems(
              recon.node,
              "differences",
              missing.map((cell) => skeleton(recon, cell)),
            ),
          ]),
        ],
      };
    }
  },
});
export default differenceKindsIncomplete;

interface Cell {
  readonly kind: string;
  readonly flow?: string;
}

const PER_FLOW = ["channel_only", "own_only", "amount_mismatch", "status_mismatch"];

function missingCells(channel: Channel, recon: Reconciliation): readonly Cell[] {
  const flows: string[] = channel.flow ? [channel.flow.value] : [];
  if (flows.includes("pay_in") && recon.statement?.contents.some((part) => part.value === "refunds"))
    flows.push("refund");
  const wanted: Cell[] = PER_FLOW.flatMap((kind) => flows.map((flow) => ({ kind, flow })));
  if (pairOf(recon.node, "hold")) wanted.push({ kind: "timing" });
  if (recon.scope.some((part) => part.value === "funds")) wanted.push({ kind: "bank_total" });
  if (channel.retry?.idempotent?.value === false) wanted.push({ kind: "duplicate" });
  return wanted.filter(({ kind, flow }) => lacksRow(recon, kind, flow));
}

/** A row that looks again before anything is booked; whoever fills it in decides where the money is parked. */
function skeleton(recon: Reconciliation, { kind, flow }: Cell): YamlMap {
  if (kind === "timing") return timingRow(recon);
  if (kind === "bank_total") return bankTotalRow(recon);
  return correctingRow(recon, kind, flow ?? "any");
}

DOCS: page(differenceKindsIncomplete, {
  why: {
    en: "Present or absent, inside the window or held before: every combination has to land in exactly one class. What no row takes stays in the run's log and nowhere else.",
    zh: "有没有、在不在窗口内、之前存疑过没有，每种组合都要恰好落进一类。没有行接住的差异，只会留在跑批日志里。",
  },
  fix: {
    en: "Add rows for the missing kinds; `flow: any` takes all flows at once.",
    zh: "补上缺的差异类型；`flow: any` 一行管全部流向。",
  },
  silent: {
    en: "While there is no difference table. Refunds count when the statement lists them, timing when there is a hold, the bank's total when funds are in scope, duplicates when the channel is declared not idempotent.",
    zh: "还没有差异表时不报。对账单含退款才要求退款行，有存疑才要求时间差，范围含资金才要求总额不符，渠道声明不幂等才要求重复。",
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
            source: query
            contents: [payments, refunds]
            time_basis: success_time
            refund_time_basis: succeeded
          hold:
            window:
              from: "23:50"
              to: "00:05"
            days: 1
            then: difference
          differences:
        # ^^^^^^^^^^^ recon/difference-kinds-incomplete: Channel bank-a has no row for channel_only / refund, status_mismatch / pay_in, status_mismatch / refund, timing; such a difference would land nowhere.
            - kind: channel_only
              flow: pay_in
              action: correct_status
              max_age_days: 5
              owner: 清结算组
            - kind: own_only
              flow: any
              action: correct_status
              max_age_days: 5
              owner: 清结算组
            - kind: amount_mismatch
              flow: any
              action: correct_status
              max_age_days: 5
              owner: 清结算组
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
          differences:
            - kind: channel_only
              flow: any
              action: correct_status
              max_age_days: 5
              owner: 清结算组
            - kind: own_only
              flow: any
              action: correct_status
              max_age_days: 5
              owner: 清结算组
            - kind: amount_mismatch
              flow: any
              action: correct_status
              max_age_days: 5
              owner: 清结算组
            - kind: status_mismatch
              flow: any
              action: correct_status
  `,
  sources: ["2017-06-14 18:43", "2017-05-09 09:37", "2017-05-24 19:07"],
});
