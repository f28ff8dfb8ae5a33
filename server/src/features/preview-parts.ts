import { currenciesOf } from "../index/engine/currencies";
import { figure } from "../index/engine/figures";
import { itemOfLeg } from "../index/engine/refs";
import type { Ledger } from "../index/ledger";
import { Rational } from "../ledger/rational";
import type { Balance, Posting } from "../ledger/simulate/run";
import type { Leg as PlainLeg } from "../ledger/simulate/types";
import type { AccountName, PostingPreview, PreviewBalance, PreviewLeg, SourcePlace, TAccount } from "../protocol";
import { offsetsOf, type Span } from "../yaml/nodes";
import { headOf } from "../yaml/path";
import { type FeatureContext, rangeOf } from "./context";

export function sourcePlace(context: FeatureContext, span: Span): SourcePlace {
  return { uri: span.segment.uri, range: rangeOf(context, span) };
}

/** Whether an absolute offset of a file lies in a span. */
export function isInside(span: Span, uri: string, offset: number): boolean {
  const { start, end } = offsetsOf(span);
  return span.segment.uri === uri && start <= offset && offset <= end;
}

export function accountName(ledger: Ledger, entity: string | undefined, code: string): AccountName {
  const chart = ledger.charts.find((one) => one.entity === entity) ?? ledger.charts[0];
  const name = chart?.account(code)?.name?.value ?? "";
  return { code, name, ...(entity !== undefined && ledger.charts.length > 1 && { entity }) };
}

export function previewBalance(ledger: Ledger, { entity, account, currency, balance }: Balance): PreviewBalance {
  const text = figure(balance.abs(), currenciesOf(ledger), currency);
  return {
    account: accountName(ledger, entity, account),
    currency,
    ...(balance.sign > 0 && { debit: text }),
    ...(balance.sign < 0 && { credit: text }),
  };
}

/** What a computed leg shows: one of an example's lines, or a posting of a scenario. */
export interface Computed
  extends Pick<Posting, "entity" | "account" | "currency" | "amount" | "timing" | "dimensions"> {
  readonly leg: PlainLeg;
}

export function computedLeg(context: FeatureContext, ledger: Ledger, line: Computed, waiting: boolean): PreviewLeg {
  const item = itemOfLeg(line.leg);
  const dimensions = [...line.dimensions].map(([name, value]) => `${name}=${value}`).join(", ");
  return {
    side: line.leg.side,
    account: accountName(ledger, line.entity, line.account),
    expression: item.amount?.value ?? "",
    amount: figure(line.amount, currenciesOf(ledger), line.currency),
    currency: line.currency,
    place: sourcePlace(context, item.amount?.node ?? headOf(item.node)),
    ...(dimensions !== "" && { dimensions }),
    ...(waiting && line.timing !== "realtime" && { timing: line.timing }),
    ...(item.red?.value && { red: true }),
  };
}

interface Line {
  readonly entity: string;
  readonly account: string;
  readonly currency: string;
  readonly side: "debit" | "credit";
  readonly amount: Rational;
}

/** T-accounts in the order in which accounts occur; an opening balance is the first line, a red one stays on its side. */
export function tAccountsOf(ledger: Ledger, opening: readonly Balance[], lines: Iterable<Line>): readonly TAccount[] {
  const accounts = new Map<
    string,
    { of: Omit<Line, "side" | "amount">; balance: Rational; debits: string[]; credits: string[] }
  >();
  const enter = ({ side, amount, ...of }: Line) => {
    const key = `${of.entity}\n${of.account}\n${of.currency}`;
    const known = accounts.get(key) ?? { of, balance: Rational.ZERO, debits: [], credits: [] };
    accounts.set(key, known);
    known.balance = known.balance.add(side === "debit" ? amount : amount.neg());
    (side === "debit" ? known.debits : known.credits).push(figure(amount, currenciesOf(ledger), of.currency));
  };
  for (const { balance, entity, account, currency } of opening)
    if (!balance.isZero)
      enter({ entity, account, currency, side: balance.sign > 0 ? "debit" : "credit", amount: balance.abs() });
  for (const { entity, account, currency, side, amount } of lines) enter({ entity, account, currency, side, amount });
  return [...accounts.values()].map(({ of, balance, debits, credits }) => ({
    account: accountName(ledger, of.entity, of.account),
    currency: of.currency,
    debits,
    credits,
    balance: previewBalance(ledger, { ...of, balance }),
  }));
}

/** Balances per entity and currency with both sums; accounts off the balance sheet and those at zero are left out. */
export function trialBalanceOf(ledger: Ledger, balances: readonly Balance[]): PostingPreview["trialBalance"] {
  const groups = new Map<string, Balance[]>();
  for (const balance of balances) {
    const chart = ledger.charts.find(({ entity }) => entity === balance.entity);
    if (balance.balance.isZero || chart?.accountByCode(balance.account)?.class?.value === "memo") continue;
    const key = `${balance.entity}\n${balance.currency}`;
    const group = groups.get(key);
    if (group) group.push(balance);
    else groups.set(key, [balance]);
  }
  return [...groups.values()].map((group) => {
    const { entity, currency } = group[0]!;
    const sum = (sign: number) =>
      group
        .filter(({ balance }) => balance.sign === sign)
        .reduce((total, { balance }) => total.add(balance.abs()), Rational.ZERO);
    const rows = [...group].sort((a, b) => (a.account < b.account ? -1 : 1));
    return {
      entity,
      currency,
      debit: figure(sum(1), currenciesOf(ledger), currency),
      credit: figure(sum(-1), currenciesOf(ledger), currency),
      rows: rows.map((balance) => previewBalance(ledger, balance)),
    };
  });
}
