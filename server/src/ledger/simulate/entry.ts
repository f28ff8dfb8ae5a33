import type { IsoDate } from "../calendar";
import { type EvaluationProblem, evaluateNumber } from "../expression/evaluate";
import type { Rational } from "../rational";
import type { LedgerAccount } from "./books";
import type { CompiledLeg, CompiledRule } from "./compiled-rule";
import { NO_DIMENSIONS } from "./dimensions";
import type { Evaluation } from "./evaluation";
import { Sum } from "./sum";
import type { Buffering, Dimensions, Leg, Timing } from "./types";

/** A leg with its amount. */
export interface Line {
  readonly leg: Leg;
  readonly account: LedgerAccount;
  readonly currency: string;
  readonly amount: Rational;
  readonly timing: Timing;
  readonly dimensions: Dimensions;
  /** On an account outside the balance 表外. */
  readonly memo: boolean;
}

export interface Entry {
  /** In the order of the rule's legs; legs of zero are left out. */
  readonly lines: readonly Line[];
  readonly problems: readonly { readonly leg: Leg; readonly problem: EvaluationProblem }[];
}

/** Events whose legs follow the account's update mode when they do not say when they are posted. */
export const TRADE_EVENTS: ReadonlySet<string> = new Set([
  "payment",
  "top_up",
  "transfer",
  "withdrawal",
  "payout",
  "refund",
  "void",
  "reversal",
  "chargeback",
  "duplicate",
  "pre_auth_completion",
  "escrow_confirm",
  "escrow_cancel",
  "split",
]);

/** Computes all legs of a rule. `rest` legs come last, when everything they balance is known. */
export function computeEntry(
  compiled: CompiledRule,
  values: Evaluation,
  day: IsoDate,
  buffering: readonly Buffering[],
): Entry {
  const { rule } = compiled;
  const problems: { leg: Leg; problem: EvaluationProblem }[] = [];
  const amounts = new Map<CompiledLeg, Rational>();
  const open = new Map<string, Sum>();
  const timings = new Map(compiled.legs.map((leg) => [leg, timingOf(leg, rule.event, day, buffering)]));
  const balanceKey = (leg: CompiledLeg) =>
    `${leg.account.entity.id}\n${currencyOf(leg, values)}\n${timings.get(leg) === "on_reconciliation"}`;
  for (const compiledLeg of compiled.legs) {
    if (compiledLeg.rest) continue;
    const { leg } = compiledLeg;
    const amount = evaluateNumber(leg.amount, values.inCurrency(currencyOf(compiledLeg, values)));
    if (!amount.ok) {
      problems.push({ leg, problem: amount.problem });
      continue;
    }
    amounts.set(compiledLeg, amount.value);
    if (!compiledLeg.memo) sumOf(open, balanceKey(compiledLeg)).add(amount.value, leg.side === "debit" ? 1n : -1n);
  }
  for (const compiledLeg of compiled.legs) {
    if (!compiledLeg.rest) continue;
    const difference = sumOf(open, balanceKey(compiledLeg)).value;
    amounts.set(compiledLeg, compiledLeg.leg.side === "debit" ? difference.neg() : difference);
  }
  const lines: Line[] = [];
  for (const compiledLeg of compiled.legs) {
    const amount = amounts.get(compiledLeg);
    if (amount === undefined || amount.isZero) continue;
    const { leg, account, memo } = compiledLeg;
    const timing = timings.get(compiledLeg) ?? "realtime";
    lines.push({
      leg,
      account,
      memo,
      amount,
      timing,
      currency: currencyOf(compiledLeg, values),
      dimensions: dimensionsOf(leg, values),
    });
  }
  return { lines, problems };
}

function currencyOf({ leg, account }: CompiledLeg, values: Evaluation): string {
  return leg.currency ?? values.sources.product?.currency ?? account.entity.baseCurrency;
}

function timingOf({ leg, account }: CompiledLeg, event: string, day: IsoDate, buffering: readonly Buffering[]): Timing {
  if (leg.timing !== undefined) return leg.timing;
  const buffered = buffering.some(
    (row) =>
      row.account === account.code &&
      row.event === event &&
      (row.from === undefined || row.from <= day) &&
      (row.to === undefined || day <= row.to),
  );
  if (buffered) return "buffered";
  return TRADE_EVENTS.has(event) ? (account.chart?.updateMode ?? "realtime") : "realtime";
}

/** Values as they stand; `$name` is the input of that name, and left out when it was not given. */
function dimensionsOf(leg: Leg, values: Evaluation): Dimensions {
  if (leg.dimensions === undefined || leg.dimensions.size === 0) return NO_DIMENSIONS;
  const dimensions = new Map<string, string>();
  for (const [name, value] of leg.dimensions) {
    const text = value.startsWith("$") ? values.text(value.slice(1)) : value;
    if (text !== undefined) dimensions.set(name, text);
  }
  return dimensions;
}

function sumOf(sums: Map<string, Sum>, key: string): Sum {
  let sum = sums.get(key);
  if (sum === undefined) {
    sum = new Sum();
    sums.set(key, sum);
  }
  return sum;
}
