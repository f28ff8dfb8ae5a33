import { currenciesOf } from "../../../index/engine/currencies";
import { figure } from "../../../index/engine/figures";
import { type Move, movesOf } from "../../../index/engine/moves";
import { simulateAgain } from "../../../index/engine/runs";
import type { Ledger } from "../../../index/ledger";
import type { Text } from "../../../l10n/text";
import type { Value } from "../../../ledger/expression/evaluate";
import type { Rational } from "../../../ledger/rational";
import type { Scenario } from "../../../ledger/simulate/types";
import type { CheckFinding } from "../../check";
import { type Played, placeOfStep } from "./scenario-places";

interface OfAccount {
  readonly entity: string;
  readonly account: string;
  readonly currency: string;
}

/** An account by code and name. */
export function accountText(ledger: Ledger, { entity, account }: Pick<OfAccount, "entity" | "account">): string {
  const chart = ledger.charts.find((one) => one.entity === entity);
  const name = chart?.accountByCode(account)?.name?.value;
  const code = chart !== undefined && chart !== ledger.charts[0] ? `${entity}:${account}` : account;
  return name === undefined ? code : `${code} ${name}`;
}

/** A balance (debit minus credit) as one says it: `debit 5.00`, `credit 5.00`, `0.00`. */
export function balanceText(ledger: Ledger, balance: Rational, currency: string): Text {
  const text = figure(balance.abs(), currenciesOf(ledger), currency);
  if (balance.isZero) return { en: text, zh: text };
  return balance.sign > 0 ? { en: `debit ${text}`, zh: `借 ${text}` } : { en: `credit ${text}`, zh: `贷 ${text}` };
}

export function valueText(value: Value): string {
  return String(value);
}

/** The steps that moved an account, the last ones first to be cut, each with what it left: the running table. */
export function runningTable(played: Played, of: OfAccount, until: number | undefined): CheckFinding["related"] {
  const moves = movesOf(played.ledger, played.result.run, of, until);
  return moves
    .slice(-MOST_MOVES)
    .map((move) => ({ at: placeOfStep(played, move.step), message: moveText(played, of, move) }));
}

const MOST_MOVES = 12;

function moveText({ ledger }: Played, { currency }: OfAccount, { amount, after }: Move): Text {
  const moved = balanceText(ledger, amount, currency);
  const left = balanceText(ledger, after, currency);
  return { en: `${moved.en}, then ${left.en}`, zh: `${moved.zh}，余额 ${left.zh}` };
}

/** Whether a changed scenario has fewer findings than the one written. */
export function improves({ ledger, entry, result }: Played, scenario: Scenario): boolean {
  return simulateAgain(ledger, entry, scenario).findings.length < result.run.findings.length;
}

/** Items of a sentence: `a, b and c`, `a、b 和 c`. */
export function listed(items: readonly string[]): Text {
  const [last = "", ...before] = [...items].reverse();
  if (before.length === 0) return { en: last, zh: last };
  const first = before.reverse();
  return { en: `${first.join(", ")} and ${last}`, zh: `${first.join("、")}和 ${last}` };
}
