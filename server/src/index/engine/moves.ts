import { Rational } from "../../ledger/rational";
import type { Balance, ScenarioRun } from "../../ledger/simulate/run";
import type { Ledger } from "../ledger";

/** By how much a step moved an account (debit minus credit), and what stood on it then. */
export interface Move {
  readonly step: number;
  readonly amount: Rational;
  readonly after: Rational;
}

/** The steps that moved an account or one below it, up to a step (undefined: all), in their order. */
export function movesOf(
  ledger: Ledger,
  run: ScenarioRun,
  of: Pick<Balance, "entity" | "account" | "currency">,
  until?: number,
): readonly Move[] {
  const chart = ledger.charts.find(({ entity }) => entity === of.entity);
  const below = new Set([of.account]);
  for (const account of chart?.accounts ?? []) {
    if (chart?.pathOf(account).some(({ code }) => code?.value === of.account)) below.add(account.code?.value ?? "");
  }
  const belongs = (balance: Balance) =>
    balance.entity === of.entity && balance.currency === of.currency && below.has(balance.account);
  const held = new Map<string, Rational>();
  for (const balance of run.opening) if (belongs(balance)) held.set(balance.account, balance.balance);
  let after = [...held.values()].reduce((sum, value) => sum.add(value), Rational.ZERO);
  const moves: Move[] = [];
  for (const { index, changes } of run.steps) {
    if (until !== undefined && index > until) break;
    let amount = Rational.ZERO;
    for (const change of changes) {
      if (!belongs(change)) continue;
      amount = amount.add(change.balance.sub(held.get(change.account) ?? Rational.ZERO));
      held.set(change.account, change.balance);
    }
    if (amount.isZero) continue;
    after = after.add(amount);
    moves.push({ step: index, amount, after });
  }
  return moves;
}
