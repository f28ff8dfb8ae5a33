import { repairClock } from "../../index/notation";
import { addDays, parseClock } from "../../ledger/calendar";
import type { Channel, Maintenance } from "../../model/types.generated";
import { pairOf } from "../../yaml/nodes";
import { headOf } from "../../yaml/path";
import { type CheckFinding, check } from "../check";
import { insertKey, insertKeys, removeItem, replaceScalar, setKey, type YamlMap } from "../edits";
import { page } from "../pages";
import { channelName, keyOf } from "./facts/channel";
import { fix } from "./facts/fix";
import { momentText, overlapping, windowOf } from "./facts/maintenance";

const maintenanceWindow = check({
  code: "chan/maintenance-window",
  severity: "error",
  tier: "P0",
  on: "ledger",
  title: {
    en: "Maintenance windows are real and say what happens meanwhile",
    zh: "维护窗口时间有效，并写明期间如何处理",
  },
  *run(ledger) {
    for (const { item: channel, document } of ledger.channels()) {
      const zone =
        channel.time_zone?.value ?? ledger.chartOf(document)?.document.model.accounting_day?.time_zone?.value ?? "UTC";
      for (const [i, window] of channel.maintenance.entries()) {
        const wrong = [...ends(channel, window, zone, ledger.today)];
        yield* wrong;
        if (wrong.length > 0) continue;
        yield* conflicting(channel, window, channel.maintenance.slice(0, i), zone);
        yield* unstated(channel, window);
      }
    }
  },
});
export default maintenanceWindow;

/** What is wrong with the ends of a window: unreadable, without dates, in the wrong order, over. */
function* ends(channel: Channel, window: Maintenance, zone: string, today: string): Iterable<CheckFinding> {
  const { from, to } = window;
  if (!from || !to) {
    if (hasKey(window, "from") && hasKey(window, "to")) return;
    yield {
      at: headOf(window.node),
      message: {
        en: `This maintenance window of ${channelName(channel).en.toLowerCase()} needs both \`from\` and \`to\`.`,
        zh: `${channelName(channel).zh} 的这个维护窗口要同时写 \`from\` 和 \`to\`。`,
      },
    };
    return;
  }
  const [startClock, endClock] = [parseClock(from.value), parseClock(to.value)];
  const [start, end] = [momentText(from.value, zone), momentText(to.value, zone)];
  const unreadable = [
    ...(start === undefined && startClock === undefined ? [from] : []),
    ...(end === undefined && endClock === undefined ? [to] : []),
  ];
  for (const { value, node } of unreadable) {
    const meant = repairClock(value);
    yield {
      at: node,
      message: {
        en: `“${value}” is no date and time; write "2026-03-14 23:55", or "23:55" for a window of every day.`,
        zh: `“${value}”不是日期和时刻；单次维护写 "2026-03-14 23:55"，每天的维护写 "23:55"。`,
      },
      fixes: () => (meant ? [fix(`Change to "${meant}"`, `改为 "${meant}"`, [replaceScalar(node, meant)])] : []),
    };
  }
  if (unreadable.length > 0) return;
  if (start !== undefined && end !== undefined) {
    if (end <= start) yield backwards(window, start, end);
    else if (end.slice(0, 10) < today) yield over(channel, window, end);
  } else if (startClock !== undefined && endClock !== undefined) {
    if (endClock !== 0 && endClock <= startClock && window.crosses_midnight?.value !== true) yield unflagged(window);
  } else {
    yield halfDated(window, start, end);
  }
}

function backwards({ from, to }: Maintenance, start: string, end: string): CheckFinding {
  const next = `${addDays(start.slice(0, 10), 1)} ${end.slice(11)}`;
  return {
    at: to!.node,
    message: {
      en: `The maintenance ends (${to!.value}) before it begins (${from!.value}).`,
      zh: `维护的结束时间（${to!.value}）早于开始时间（${from!.value}）。`,
    },
    fixes: () =>
      end.slice(0, 10) === start.slice(0, 10)
        ? [fix(`Let it end on the next day (${next})`, `改为次日结束（${next}）`, [replaceScalar(to!.node, next)])]
        : [],
  };
}

function over(channel: Channel, window: Maintenance, end: string): CheckFinding {
  return {
    at: window.from!.node,
    severity: "warning",
    tag: "unnecessary",
    message: {
      en: `This maintenance ended on ${end.slice(0, 10)}; remove it, or enter the new dates.`,
      zh: `这次维护在 ${end.slice(0, 10)} 已经结束；请删除，或换成新的日期。`,
    },
    fixes: () => [fix("Remove the window", "删除这个窗口", removeItem(channel.node, "maintenance", window.node))],
  };
}

function unflagged(window: Maintenance): CheckFinding {
  return {
    at: window.to!.node,
    message: {
      en: `This daily window ends (${window.to!.value}) before it begins (${window.from!.value}). If it runs into the next day, set \`crosses_midnight: true\`.`,
      zh: `这个每日窗口的结束（${window.to!.value}）早于开始（${window.from!.value}）。如果跨到次日，请写 \`crosses_midnight: true\`。`,
    },
    fixes: () => [
      fix("Set `crosses_midnight: true`", "写上 `crosses_midnight: true`（跨零点）", [
        setKey(window.node, "crosses_midnight", "true", "to"),
      ]),
    ],
  };
}

function halfDated({ from, to }: Maintenance, start: string | undefined, end: string | undefined): CheckFinding {
  const undated = start === undefined ? from! : to!;
  const day = (start ?? end)!.slice(0, 10);
  const dated =
    start === undefined
      ? `${undated.value > end!.slice(11) ? addDays(day, -1) : day} ${undated.value}`
      : `${undated.value <= start.slice(11) ? addDays(day, 1) : day} ${undated.value}`;
  return {
    at: undated.node,
    message: {
      en: `One end of this window has a date, ${undated.value} has none.`,
      zh: `这个窗口一头有日期，${undated.value} 却没有。`,
    },
    fixes: () => [fix(`Change to "${dated}"`, `改为 "${dated}"`, [replaceScalar(undated.node, dated)])],
  };
}

function* conflicting(
  channel: Channel,
  window: Maintenance,
  earlier: readonly Maintenance[],
  zone: string,
): Iterable<CheckFinding> {
  const own = windowOf(window, zone);
  const other = earlier.find((candidate) => {
    const span = windowOf(candidate, zone);
    return own && span && overlapping(own, span) && disagree(window, candidate);
  });
  if (!other) return;
  yield {
    at: window.from!.node,
    message: {
      en: `This window of ${channelName(channel).en.toLowerCase()} overlaps an earlier one that treats operations differently.`,
      zh: `${channelName(channel).zh} 的这个窗口与前一个重叠，而处理方式不同。`,
    },
    related: [{ at: other.from!.node, message: { en: "The earlier window", zh: "前一个窗口" } }],
    fixes: () => [fix("Remove this window", "删除这个窗口", removeItem(channel.node, "maintenance", window.node))],
  };
}

function disagree(a: Maintenance, b: Maintenance): boolean {
  const { behaviour: own } = a;
  const { behaviour: other } = b;
  if (!own || !other) return false;
  return OPERATIONS.some((operation) => {
    const [one, two] = [own[operation]?.value, other[operation]?.value];
    return one !== undefined && two !== undefined && one !== two;
  });
}

const OPERATIONS = ["pay", "payout", "refund"] as const;
const USUAL = { pay: "reject", payout: "hold", refund: "hold" } as const;
const OPERATION_NAME = {
  pay: { en: "payments", zh: "支付" },
  payout: { en: "payouts", zh: "代付" },
  refund: { en: "refunds", zh: "退款" },
} as const;

/** Receipts fail at once or move; refunds and payouts can wait. Nobody should have to guess which. */
function* unstated(channel: Channel, window: Maintenance): Iterable<CheckFinding> {
  const { behaviour } = window;
  if (hasKey(window, "behaviour") && !behaviour) return;
  const missing = OPERATIONS.filter((operation) => channel.interfaces?.[operation] && !behaviour?.[operation]);
  if (missing.length === 0) return;
  const names = missing.map((operation) => OPERATION_NAME[operation]);
  yield {
    at: behaviour ? keyOf(window.node, "behaviour") : headOf(window.node),
    severity: "warning",
    message: {
      en: `This window does not say what happens to ${names.map(({ en }) => en).join(" and ")} meanwhile.`,
      zh: `这个窗口没有说明期间${names.map(({ zh }) => zh).join("、")}怎么处理。`,
    },
    fixes: () => {
      const added: YamlMap = Object.fromEntries(missing.map((operation) => [operation, USUAL[operation]]));
      const shown = missing.map((operation) => `${operation}: ${USUAL[operation]}`).join(", ");
      return [
        fix(`Insert ${shown}`, `加上 ${shown}`, [
          behaviour ? insertKeys(behaviour.node, added) : insertKey(window.node, "behaviour", added),
        ]),
      ];
    },
  };
}

function hasKey({ node }: Maintenance, key: string): boolean {
  return pairOf(node, key) !== undefined;
}

DOCS: page(maintenanceWindow, {
  why: {
    en: "Real notices run from 23:55 to 02:05, and some were pasted a month after they had expired. Receipts must fail at once so that the payer can choose another way, while refunds and payouts wait.",
    zh: "真实的维护公告常从 23:55 到次日 02:05，也有过期一个月还被贴出来的。收款要马上失败，好让付款人换个方式；退款和付款则可以等。",
  },
  fix: {
    en: "Write both dates for a single window, `crosses_midnight: true` for a daily one that runs into the next day, remove what is over, and say per operation: reject, route or hold.",
    zh: "单次维护两头都写日期；每天的维护跨零点写 `crosses_midnight: true`；过期的删掉；按接口写明拒绝、换路由还是先挂起。",
  },
  silent: {
    en: "For dated windows in order, daily windows that end on the same day, at 00:00 or are flagged, and operations the channel does not declare.",
    zh: "日期先后正确的窗口、当天结束（含 00:00）或已标明跨零点的每日窗口不报；渠道没有声明的接口不问。",
  },
  bad: `
    kind: payment-channels
    schema: 1
    channels:
      - id: bank-a
        name: 甲银行网银（虚构）
        flow: pay_in
        method: gateway_b2c
        time_zone: Asia/Shanghai
        maintenance:
          - from: "2026-12-27 23:55"
            to: "2026-12-27 02:05"
    #           ^^^^^^^^^^^^^^^^^^ chan/maintenance-window: The maintenance ends (2026-12-27 02:05) before it begins (2026-12-27 23:55).
          - from: "2026-10-27 23:55"
    #             ^^^^^^^^^^^^^^^^^^ chan/maintenance-window: This maintenance ended on 2026-10-28; remove it, or enter the new dates.
            to: "2026-10-28 02:05"
          - from: "2026-12-30 23:55"
            to: "02:05"
    #           ^^^^^^^ chan/maintenance-window: One end of this window has a date, 02:05 has none.
          - from: "23:00"
            to: "01:00"
    #           ^^^^^^^ chan/maintenance-window: This daily window ends (01:00) before it begins (23:00). If it runs into the next day, set \`crosses_midnight: true\`.
          - from: 半夜
    #             ^^ chan/maintenance-window: “半夜” is no date and time; write "2026-03-14 23:55", or "23:55" for a window of every day.
            to: "01:00"
      - id: bank-b
        name: 乙银行网银（虚构）
        flow: pay_in
        method: gateway_b2c
        time_zone: Asia/Shanghai
        interfaces:
          pay: sync
          refund: sync
        maintenance:
          - from: "01:00"
            to: "03:00"
            behaviour:
              pay: reject
              refund: hold
          - from: "02:00"
    #             ^^^^^^^ chan/maintenance-window: This window of channel bank-b overlaps an earlier one that treats operations differently.
            to: "04:00"
            behaviour:
    #       ^^^^^^^^^ chan/maintenance-window: This window does not say what happens to refunds meanwhile.
              pay: route
  `,
  good: `
    kind: payment-channels
    schema: 1
    channels:
      - id: bank-a
        name: 甲银行网银（虚构）
        flow: pay_in
        method: gateway_b2c
        time_zone: Asia/Shanghai
        interfaces:
          pay: sync
          refund: sync
        maintenance:
          - from: "2026-12-27 23:55"
            to: "2026-12-28 02:05"
            behaviour:
              pay: reject
              refund: hold
          - from: "23:30"
            to: "00:30"
            crosses_midnight: true
            behaviour:
              pay: route
              refund: hold
  `,
  sources: ["2017-12-27 10:41", "2017-05-25 21:38", "2017-05-25 19:48"],
});
