import { Rational } from "../rational";
import type { Books, LedgerAccount } from "./books";
import { NO_DIMENSIONS } from "./dimensions";
import type { Balance, ScenarioFinding, StepRun } from "./run";
import type { AccountMention, StatedAmount, StatedBalance, Statement } from "./types";

/** Debit positive, credit negative. */
export function signed({ side, amount }: Pick<StatedAmount, "side" | "amount">): Rational {
  return side === "debit" ? amount : amount.neg();
}

/** Compares stated balances with the books. Without amounts, nothing may be left in any currency. */
export function* compareBalances(
  books: Books,
  stated: Iterable<StatedBalance>,
  step: number | undefined,
): Generator<ScenarioFinding> {
  const at = step === undefined ? {} : { step };
  for (const balance of stated) {
    const account = books.account(balance.account);
    const where = {
      kind: "balance-differs",
      entity: account.entity.id,
      account: account.code,
      stated: balance,
      ...at,
    } as const;
    if (balance.amounts.length === 0) {
      for (const currency of heldCurrencies(account)) {
        const actual = account.total(currency, (holding) => holding.balance.value);
        if (!actual.isZero) yield { ...where, currency, expected: Rational.ZERO, actual };
      }
    }
    for (const amount of balance.amounts) {
      const currency = amount.currency ?? account.mainCurrency();
      const expected = signed(amount);
      const actual = account.total(currency, (holding) => holding.part(amount.dimensions ?? NO_DIMENSIONS));
      if (!actual.equals(expected)) yield { ...where, currency, amount, expected, actual };
    }
  }
}

/** Compares what a bank shows with the accounts that mirror the bank account. */
export function* compareStatements(
  books: Books,
  statements: Iterable<Statement>,
  step: number | undefined,
): Generator<ScenarioFinding> {
  for (const statement of statements) {
    let actual = Rational.ZERO;
    for (const account of books.all()) {
      if (account.chart?.bankAccount !== statement.bankAccount) continue;
      actual = actual.add(account.total(account.mainCurrency(), (holding) => holding.balance.value));
    }
    if (actual.equals(statement.balance)) continue;
    yield { kind: "statement-differs", statement, actual, ...(step === undefined ? {} : { step }) };
  }
}

/** Accounts that had to end at zero and did not, with the steps that moved them. */
export function* findResiduals(
  books: Books,
  zero: readonly AccountMention[],
  complete: boolean,
  steps: readonly StepRun[],
  opening: readonly Balance[],
): Generator<ScenarioFinding> {
  const seen = new Set<LedgerAccount>();
  const candidates = zero.map((mention) => ({
    account: books.account(mention.account),
    ref: mention.ref,
    stated: true,
  }));
  if (complete) {
    for (const account of books.all()) {
      const clears = account.chart?.clearsBy;
      if (clears !== undefined && clears !== "external") candidates.push({ account, ref: undefined, stated: false });
    }
  }
  for (const { account, ref, stated } of candidates) {
    if (seen.has(account)) continue;
    seen.add(account);
    for (const currency of heldCurrencies(account)) {
      const balance = account.total(currency, (holding) => holding.balance.value);
      const of = { entity: account.entity.id, account: account.code, currency };
      if (!balance.isZero) {
        if (!stated && hasOpenPart(account, currency, candidates)) continue;
        yield { kind: "residual", ...of, balance, stated, ref, moves: movesOf(account, currency, steps, opening) };
      } else {
        const parts = openParts(account, currency);
        if (parts.length > 0) yield { kind: "residual-by-dimension", ...of, parts };
      }
    }
  }
}

/** Whether an account below this heading is reported itself. */
function hasOpenPart(
  { children }: LedgerAccount,
  currency: string,
  candidates: readonly { readonly account: LedgerAccount }[],
): boolean {
  return children.some(
    (child) =>
      (candidates.some(({ account }) => account === child) &&
        !child.total(currency, (holding) => holding.balance.value).isZero) ||
      hasOpenPart(child, currency, candidates),
  );
}

function heldCurrencies(account: LedgerAccount): ReadonlySet<string> {
  return new Set([...account.allHoldings()].map((holding) => holding.currency));
}

/** Fully named parts that are not zero although the account is; an unnamed part could explain them, so it excuses all. */
function openParts(account: LedgerAccount, currency: string) {
  const holding = account.holdings.get(currency);
  if (holding === undefined || holding.unnamed.sign !== 0) return [];
  const parts = [];
  for (const { dimensions, balance } of holding.buckets.values()) {
    if (balance.sign !== 0) parts.push({ dimensions, balance: balance.value });
  }
  return parts;
}

function movesOf(account: LedgerAccount, currency: string, steps: readonly StepRun[], opening: readonly Balance[]) {
  const own = new Set(
    [...account.allHoldings()].map((holding) => `${holding.account.entity.id}\n${holding.account.code}`),
  );
  const keyOf = (balance: Balance) => `${balance.entity}\n${balance.account}`;
  const before = new Map<string, Rational>();
  for (const balance of opening) if (balance.currency === currency) before.set(keyOf(balance), balance.balance);
  const moves = [];
  for (const { index, changes } of steps) {
    let amount = Rational.ZERO;
    for (const change of changes) {
      const key = keyOf(change);
      if (change.currency !== currency || !own.has(key)) continue;
      amount = amount.add(change.balance.sub(before.get(key) ?? Rational.ZERO));
      before.set(key, change.balance);
    }
    if (!amount.isZero) moves.push({ step: index, amount });
  }
  return moves;
}
