import type { Rational } from "../../ledger/rational";
import type { ChannelFee, FeeTier, ProductFee } from "../../model/types.generated";
import { type Span, sourceOf } from "../../yaml/nodes";
import { headOf } from "../../yaml/path";
import { type CheckFinding, check } from "../check";
import { insertKey, removeKey, replaceScalar } from "../edits";
import { page } from "../pages";
import { amountOf, keyOf } from "./facts/channel";
import { fix } from "./facts/fix";

type Fee = ChannelFee | ProductFee;

const feeTiers = check({
  code: "chan/fee-tiers",
  severity: "error",
  tier: "P0",
  on: "ledger",
  title: { en: "Fee terms are complete and tiers have no gaps", zh: "计费条款完整，阶梯无缝衔接" },
  *run(ledger) {
    const fees: (Fee | undefined)[] = [
      ...[...ledger.channels()].map(({ item }) => item.fee),
      ...[...ledger.products()].map(({ item }) => item.fee),
    ];
    for (const fee of fees) {
      if (!fee) continue;
      yield* model(fee);
      yield* bounds(fee);
      if (fee.tiers.length > 0) yield* tiers(fee);
    }
  },
});
export default feeTiers;

function* model(fee: Fee): Iterable<CheckFinding> {
  const { model: kind, rate, amount } = fee;
  if (kind?.value === "fixed" && rate) {
    yield {
      at: rate.node,
      message: amount
        ? {
            en: `A fixed fee has no rate; ${rate.value} is never used.`,
            zh: `按笔固定计费没有费率，${rate.value} 不会用到。`,
          }
        : {
            en: `The fee is fixed but gives a rate and no amount; set \`model: rate\` or give the amount.`,
            zh: `写的是按笔固定计费，却只有费率没有金额；请写 \`model: rate\`，或给出金额。`,
          },
      fixes: () =>
        amount
          ? [fix("Remove the rate", "删除费率", removeKey(fee.node, "rate"))]
          : [fix("Set the model to rate", "计费方式改为 rate（按比例）", [replaceScalar(kind.node, "rate")])],
    };
  }
  if (kind?.value === "rate" && !hasKey(fee, "rate")) {
    yield {
      at: kind.node,
      message: {
        en: amount
          ? `The fee is by rate but gives an amount (${amount.value}) and no rate; set \`model: fixed\` or give the rate.`
          : "The fee is by rate but has no rate.",
        zh: amount
          ? `写的是按比例计费，却只有金额（${amount.value}）没有费率；请写 \`model: fixed\`，或给出费率。`
          : "写的是按比例计费，却没有费率。",
      },
      fixes: () =>
        amount
          ? [fix("Set the model to fixed", "计费方式改为 fixed（按笔）", [replaceScalar(kind.node, "fixed")])]
          : [],
    };
  }
  if (kind?.value === "tiered" && !hasKey(fee, "tiers")) {
    yield {
      at: kind.node,
      message: { en: "The fee is tiered but has no tiers.", zh: "写的是阶梯计费，却没有 tiers（阶梯）。" },
    };
  }
}

function* bounds({ min, max }: Fee): Iterable<CheckFinding> {
  const [least, most] = [amountOf(min), amountOf(max)];
  if (!min || !max || !least || !most || least.compare(most) <= 0) return;
  yield {
    at: max.node,
    message: {
      en: `The maximum fee (${max.value}) is below the minimum fee (${min.value}).`,
      zh: `封顶手续费（${max.value}）低于最低手续费（${min.value}）。`,
    },
    fixes: () => [
      fix("Swap the two amounts", "互换这两个金额", [
        { at: min.node, newText: sourceOf(max.node) },
        { at: max.node, newText: sourceOf(min.node) },
      ]),
    ],
  };
}

interface Tier {
  readonly item: FeeTier;
  readonly over: Rational | undefined;
  readonly upTo: Rational | undefined;
}

function* tiers(fee: Fee): Iterable<CheckFinding> {
  const rows = fee.tiers.map((item): Tier => ({ item, over: amountOf(item.over), upTo: amountOf(item.up_to) }));
  if (rows.some(({ item, over, upTo }) => (item.over && !over) || (item.up_to && !upTo))) return;
  const sorted = [...rows].sort((a, b) => (a.over && b.over ? a.over.compare(b.over) : a.over ? 1 : b.over ? -1 : 0));
  if (sorted.some((row, i) => row !== rows[i])) {
    yield {
      at: keyOf(fee.node, "tiers"),
      message: { en: "The tiers do not ascend; order them by `over`.", zh: "阶梯没有从低到高排列，请按 `over` 排序。" },
      fixes: () => (isContiguous(sorted) ? [fix("Sort the tiers", "把阶梯排序", reorder(rows, sorted), true)] : []),
    };
    return;
  }
  for (const [i, row] of rows.entries()) {
    const next = rows[i + 1];
    if (i === 0 && row.over && !row.over.isZero) yield notFromZero(row);
    if (row.over && row.upTo && row.upTo.compare(row.over) <= 0) yield empty(row);
    else if (next) yield* edge(row, next);
    else if (row.item.up_to) yield closedEnd(row);
  }
}

function notFromZero({ item }: Tier): CheckFinding {
  return {
    at: item.over!.node,
    message: {
      en: `The first tier begins above ${item.over!.value}; smaller amounts have no fee. Let it begin at 0.`,
      zh: `第一档从 ${item.over!.value} 以上开始，更小的金额没有费率；请从 0 开始。`,
    },
    fixes: () => [fix("Begin at 0", "从 0 开始", [replaceScalar(item.over!.node, "0")])],
  };
}

function empty({ item }: Tier): CheckFinding {
  return {
    at: item.up_to!.node,
    message: {
      en: `This tier ends at ${item.up_to!.value}, not above where it begins (${item.over!.value}).`,
      zh: `这一档到 ${item.up_to!.value} 为止，并不高于起点 ${item.over!.value}。`,
    },
  };
}

function closedEnd({ item }: Tier): CheckFinding {
  return {
    at: item.up_to!.node,
    message: {
      en: `The last tier ends at ${item.up_to!.value}; larger amounts have no fee. Leave its end open.`,
      zh: `最后一档到 ${item.up_to!.value} 为止，更大的金额没有费率；最后一档不要封口。`,
    },
    fixes: () => [fix("Leave the last tier open", "最后一档不封口", removeKey(item.node, "up_to"))],
  };
}

function* edge(row: Tier, next: Tier): Iterable<CheckFinding> {
  if (!row.upTo) {
    yield {
      at: headOf(row.item.node),
      message: {
        en: "Only the last tier may be open; say where this one ends.",
        zh: "只有最后一档可以不封口，请写明这一档到多少为止。",
      },
      fixes: () =>
        next.item.over
          ? [
              fix(`End it at ${next.item.over.value}`, `到 ${next.item.over.value} 为止`, [
                insertKey(row.item.node, "up_to", sourceOf(next.item.over.node), "over"),
              ]),
            ]
          : [],
    };
    return;
  }
  if (!next.over) return;
  const away = next.over.compare(row.upTo);
  if (away === 0) return;
  const [end, start] = [row.item.up_to!, next.item.over!];
  yield {
    at: start.node,
    message:
      away > 0
        ? {
            en: `Amounts over ${end.value} up to ${start.value} are in no tier; begin this one at ${end.value}.`,
            zh: `${end.value} 以上到 ${start.value} 的金额不在任何一档；这一档应从 ${end.value} 开始。`,
          }
        : {
            en: `Amounts over ${start.value} up to ${end.value} are in two tiers; begin this one at ${end.value}.`,
            zh: `${start.value} 以上到 ${end.value} 的金额同时在两档里；这一档应从 ${end.value} 开始。`,
          },
    related: [{ at: end.node, message: { en: "The tier before ends here", zh: "前一档到这里为止" } }],
    fixes: () => [
      fix(`Begin at ${end.value}`, `从 ${end.value} 开始`, [{ at: start.node, newText: sourceOf(end.node) }]),
    ],
  };
}

function isContiguous(rows: readonly Tier[]): boolean {
  return rows.every((row, i) => {
    const previous = rows[i - 1];
    if (!previous) return !row.over || row.over.isZero;
    return previous.upTo !== undefined && row.over !== undefined && previous.upTo.equals(row.over);
  });
}

/** Writes the items' texts in another order; they stand at the same depth, so each fits in the place of any other. */
function reorder(from: readonly Tier[], to: readonly Tier[]) {
  const trimmed = ({ item }: Tier): Span => {
    const text = sourceOf(item.node).trimEnd();
    return { segment: item.node.segment, start: item.node.start, end: item.node.start + text.length };
  };
  return from.map((row, i) => ({ at: trimmed(row), newText: sourceOf(trimmed(to[i]!)) }));
}

function hasKey(fee: Fee, key: string): boolean {
  return fee.node.pairs.some((pair) => pair.key.value === key);
}

DOCS: page(feeTiers, {
  why: {
    en: "Costs that step by volume came up without a rule for the edges: the amount exactly on the step, below the first and above the last one. Each of them is billed somehow all the same.",
    zh: "按量分档的成本常被谈起，边界却没人说清：正好在分档点上、低于第一档、高于最后一档怎么算。可每一笔总得按某个价收。",
  },
  fix: {
    en: "Let tiers run from 0 without gap or overlap (`over` exclusive, `up_to` inclusive) to an open last one, keep the minimum below the maximum, and give what the model needs.",
    zh: "阶梯从 0 起首尾相接（`over` 不含、`up_to` 含），最后一档不封口；最低不高于封顶；计费方式要的值要给全。",
  },
  silent: {
    en: "With one flat rate, or with contiguous tiers. A later tier without `over` begins where the one before ends.",
    zh: "只有一个费率、或阶梯首尾相接时不报。后面的档没写 `over` 的，视为从前一档的终点开始。",
  },
  bad: `
    kind: payment-channels
    schema: 1
    channels:
      - id: bank-a
        name: 甲银行快捷（虚构）
        flow: pay_in
        method: quick_pay
        fee:
          model: tiered
          min: 2.00
          max: 0.10
    #          ^^^^ chan/fee-tiers: The maximum fee (0.10) is below the minimum fee (2.00).
          tiers:
            - over: 0
              up_to: 1000.00
              rate: "0.6%"
            - over: 5000.00
    #               ^^^^^^^ chan/fee-tiers: Amounts over 1000.00 up to 5000.00 are in no tier; begin this one at 1000.00.
              up_to: 10000.00
    #                ^^^^^^^^ chan/fee-tiers: The last tier ends at 10000.00; larger amounts have no fee. Leave its end open.
              rate: "0.5%"
      - id: bank-b
        name: 乙银行快捷（虚构）
        flow: pay_in
        method: quick_pay
        fee:
          model: tiered
          tiers:
    #     ^^^^^ chan/fee-tiers: The tiers do not ascend; order them by \`over\`.
            - over: 1000.00
              rate: "0.5%"
            - over: 0
              up_to: 1000.00
              rate: "0.6%"
      - id: bank-c
        name: 丙银行快捷（虚构）
        flow: pay_in
        method: quick_pay
        fee:
          model: fixed
          rate: "0.6%"
    #           ^^^^^^ chan/fee-tiers: The fee is fixed but gives a rate and no amount; set \`model: rate\` or give the amount.
      - id: bank-d
        name: 丁银行快捷（虚构）
        flow: pay_in
        method: quick_pay
        fee:
          model: rate
    #            ^^^^ chan/fee-tiers: The fee is by rate but gives an amount (1.00) and no rate; set \`model: fixed\` or give the rate.
          amount: 1.00
  `,
  good: `
    kind: payment-channels
    schema: 1
    channels:
      - id: bank-a
        name: 甲银行快捷（虚构）
        flow: pay_in
        method: quick_pay
        fee:
          model: tiered
          min: 0.10
          max: 20.00
          tiers:
            - over: 0
              up_to: 1000.00
              rate: "0.6%"
            - over: 1000.00
              rate: "0.5%"
  `,
  sources: ["2017-05-25 20:25", "2017-05-25 20:36"],
});
