import type { Text } from "../../l10n/text";
import type { Channel } from "../../model/types.generated";
import { sourceOf } from "../../yaml/nodes";
import { type CheckFinding, check, replace } from "../check";
import { removeItem } from "../edits";
import { page } from "../pages";
import { fix } from "./facts/fix";
import { compareAllowed, isMoreGeneral, type LimitScope, type ReadLimit, readLimits, sameTarget } from "./facts/limits";

/** From the narrowest to the widest. */
const SCOPES: readonly LimitScope[] = ["min", "per_transaction", "per_day", "per_month", "per_year"];
const SCOPE: Readonly<Record<LimitScope, Text>> = {
  min: { en: "the smallest amount", zh: "最小金额" },
  per_transaction: { en: "the limit per transaction", zh: "单笔限额" },
  per_day: { en: "the daily limit", zh: "日限额" },
  per_month: { en: "the monthly limit", zh: "月限额" },
  per_year: { en: "the yearly limit", zh: "年限额" },
  lifetime: { en: "the lifetime limit", zh: "终身限额" },
};

const limitOrder = check({
  code: "chan/limit-order",
  severity: "error",
  tier: "P0",
  on: "channels",
  title: { en: "Limits do not contradict each other", zh: "限额之间不矛盾" },
  *run({ model }) {
    for (const channel of model.channels) {
      const limits = readLimits(channel.limits);
      const done = new Set<ReadLimit>();
      for (const limit of limits) {
        if (done.has(limit)) continue;
        const group = limits.filter((other) => sameTarget(limit, other));
        for (const member of group) done.add(member);
        yield* repeated(channel, group);
        yield* order(group);
      }
      yield* loose(limits);
    }
  },
});
export default limitOrder;

function* repeated(channel: Channel, group: readonly ReadLimit[]): Iterable<CheckFinding> {
  for (const [i, row] of group.entries()) {
    const earlier = group.slice(0, i).find((other) => other.scope === row.scope);
    if (!earlier || compareAllowed(earlier.amount, row.amount) === 0) continue;
    const scope = SCOPE[row.scope];
    yield {
      at: row.limit.amount!.node,
      message: {
        en: `${capital(scope.en)}${target(row).en} is given twice: ${row.limit.amount!.value} here, ${earlier.limit.amount!.value} before. Keep one.`,
        zh: `${target(row).zh}${scope.zh}写了两次：这里是 ${row.limit.amount!.value}，前面是 ${earlier.limit.amount!.value}。请只留一个。`,
      },
      related: [{ at: earlier.limit.amount!.node, message: { en: "The earlier row", zh: "前面一行" } }],
      fixes: () => [fix("Remove this row", "删除这一行", removeItem(channel.node, "limits", row.limit.node))],
    };
  }
}

/** Each scope against the next wider one that is given. */
function* order(group: readonly ReadLimit[]): Iterable<CheckFinding> {
  const rows = SCOPES.flatMap((scope) => group.find((row) => row.scope === scope) ?? []);
  for (const [i, row] of rows.entries()) {
    const wider = rows[i + 1];
    if (!wider || compareAllowed(row.amount, wider.amount) <= 0) continue;
    const [narrow, wide] = [row.limit.amount!.node, wider.limit.amount!.node];
    yield {
      at: narrow,
      message: {
        en: `${capital(SCOPE[row.scope].en)}${target(row).en} (${row.limit.amount!.value}) is above ${SCOPE[wider.scope].en} (${wider.limit.amount!.value}).`,
        zh: `${target(row).zh}${SCOPE[row.scope].zh}（${row.limit.amount!.value}）高于${SCOPE[wider.scope].zh}（${wider.limit.amount!.value}）。`,
      },
      related: [{ at: wide, message: { en: capital(SCOPE[wider.scope].en), zh: SCOPE[wider.scope].zh } }],
      fixes: () =>
        swapOrders(rows, i)
          ? [
              fix("Swap the two amounts", "互换这两个金额", [
                { at: narrow, newText: sourceOf(wide) },
                { at: wide, newText: sourceOf(narrow) },
              ]),
            ]
          : [],
    };
  }
}

/** Whether exchanging a row's amount with the next one's puts all rows in order. */
function swapOrders(rows: readonly ReadLimit[], i: number): boolean {
  const amounts = rows.map((row) => row.amount);
  [amounts[i], amounts[i + 1]] = [amounts[i + 1], amounts[i]];
  return amounts.every((amount, n) => n === 0 || compareAllowed(amounts[n - 1], amount) <= 0);
}

function* loose(limits: readonly ReadLimit[]): Iterable<CheckFinding> {
  for (const row of limits) {
    const general = limits.find(
      (other) => other.scope === row.scope && isMoreGeneral(other, row) && looser(row, other),
    );
    if (!general) continue;
    const cap = general.limit.amount!;
    yield {
      at: row.limit.amount!.node,
      severity: "warning",
      message: {
        en: `${capital(SCOPE[row.scope].en)}${target(row).en} (${row.limit.amount!.value}) is looser than the general one (${cap.value}) and silently wins.`,
        zh: `${target(row).zh}${SCOPE[row.scope].zh}（${row.limit.amount!.value}）比总的（${cap.value}）还宽，会悄悄生效。`,
      },
      related: [{ at: cap.node, message: { en: "The general row", zh: "总的限额" } }],
      fixes: () => [
        replace(row.limit.amount!.node, sourceOf(cap.node), {
          en: `Set it to ${cap.value}`,
          zh: `改为 ${cap.value}`,
        }),
      ],
    };
  }
}

function looser(row: ReadLimit, general: ReadLimit): boolean {
  const away = compareAllowed(row.amount, general.amount);
  return row.scope === "min" ? away < 0 : away > 0;
}

function target({ bank, cardType, accountClass }: ReadLimit): Text {
  const parts = [bank, cardType, accountClass].filter((part) => part !== undefined).join(", ");
  return parts === "" ? { en: "", zh: "" } : { en: ` for ${parts}`, zh: `${parts} 的` };
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

DOCS: page(limitOrder, {
  why: {
    en: "Limits are kept per bank, per card type and for all. When they contradict each other, the row that is read last wins, and it is usually the looser one.",
    zh: "限额分银行、分卡种，还有总的。互相矛盾时，后读到的那行生效，往往还是更宽的那行。",
  },
  fix: {
    en: "Order the amounts from transaction to year, keep one row per target and scope, and make specific rows tighter than the general one.",
    zh: "从单笔到年逐级不减；同一对象、同一口径只留一行；细分的限额不宽于总的。",
  },
  silent: {
    en: "When the amounts of each target grow with the period and specific rows are tighter. Rows with `unlimited` count as the widest.",
    zh: "同一对象的限额随周期递增、细分的更严时不报。`unlimited` 视为最宽。",
  },
  bad: `
    kind: payment-channels
    schema: 1
    channels:
      - id: bank-a
        name: 甲银行快捷（虚构）
        flow: pay_in
        method: quick_pay
        limits:
          - scope: per_transaction
            amount: 50000.00
    #               ^^^^^^^^ chan/limit-order: The limit per transaction (50000.00) is above the daily limit (20000.00).
          - scope: per_day
            amount: 20000.00
          - scope: per_month
            amount: 200000.00
          - scope: per_month
            amount: 300000.00
    #               ^^^^^^^^^ chan/limit-order: The monthly limit is given twice: 300000.00 here, 200000.00 before. Keep one.
          - scope: per_month
            bank: "105"
            amount: 500000.00
    #               ^^^^^^^^^ chan/limit-order: The monthly limit for 105 (500000.00) is looser than the general one (200000.00) and silently wins.
  `,
  good: `
    kind: payment-channels
    schema: 1
    channels:
      - id: bank-a
        name: 甲银行快捷（虚构）
        flow: pay_in
        method: quick_pay
        limits:
          - scope: per_transaction
            amount: 20000.00
          - scope: per_day
            amount: 50000.00
          - scope: per_month
            amount: unlimited
          - scope: per_day
            bank: "105"
            amount: 10000.00
  `,
  sources: ["2017-05-25 19:50", "2017-06-13 18:10", "2017-12-27 21:05"],
});
