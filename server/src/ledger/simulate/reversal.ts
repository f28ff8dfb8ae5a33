import { minorUnit } from "../currency";
import type { Expression } from "../expression/ast";
import { type AmountNames, AmountScope } from "../expression/scope";
import { balanceOf } from "../proof/balance";
import { DEFAULT_LIMITS } from "../proof/budget";
import type { ProofLeg, Verdict } from "../proof/verdict";
import { Rational } from "../rational";
import { Books, type LedgerAccount } from "./books";
import { CompiledRule } from "./compiled-rule";
import type { Book, Leg, Product, Rule, Side } from "./types";

/** Whether an account stands where it stood once a rule and the rule that reverses it have both been applied. */
export interface AccountReturn {
  readonly entity: string;
  readonly account: string;
  readonly currency: string;
  /** Proved: it does. Refuted: the counterexample's debit and credit are what both rules post together. */
  readonly verdict: Verdict;
  /** Legs that move it, of the rule and of the rule that reverses it. */
  readonly legs: readonly Leg[];
  readonly reversingLegs: readonly Leg[];
}

/**
 * For every account that either rule moves, whether the two entries together leave it unchanged for all inputs.
 * Both are taken to see the same inputs and, as kept amounts are, the same amounts; `original.x` of the reversing rule
 * is `x` of the rule it reverses unless both are statuses of one event.
 */
export function accountsAfterReversal(
  book: Book,
  rule: Rule,
  reversing: Rule,
  product?: Product,
): readonly AccountReturn[] {
  const books = new Books(book);
  const currency = product?.currency ?? books.main.baseCurrency;
  const scope = sharedScope(book, books, rule, reversing, product, currency);
  const sameEvent = rule.event === reversing.event;
  const moved = new Map<
    string,
    { account: LedgerAccount; currency: string; proof: ProofLeg[]; own: Leg[]; reversing: Leg[] }
  >();
  for (const current of [rule, reversing]) {
    const compiled = new CompiledRule(current, books, book);
    for (const { leg, account } of compiled.legs) {
      const legCurrency = leg.currency ?? product?.currency ?? account.entity.baseCurrency;
      const key = `${account.entity.id}\n${account.code}\n${legCurrency}`;
      const entry = moved.get(key) ?? { account, currency: legCurrency, proof: [], own: [], reversing: [] };
      moved.set(key, entry);
      const amount = leg.amount.kind === "rest" ? restOf(leg, compiled, product) : leg.amount;
      const shared = current === reversing && !sameEvent ? withoutOriginal(amount) : amount;
      entry.proof.push({ side: leg.side, account: account.code, amount: shared, currency: legCurrency });
      (current === rule ? entry.own : entry.reversing).push(leg);
    }
  }
  return [...moved.values()].map(({ account, currency: held, proof, own, reversing: back }) => ({
    entity: account.entity.id,
    account: account.code,
    currency: held,
    verdict: balanceOf({ scope, legs: proof }, [...proof.keys()], DEFAULT_LIMITS).verdict,
    legs: own,
    reversingLegs: back,
  }));
}

function sharedScope(
  book: Book,
  books: Books,
  rule: Rule,
  reversing: Rule,
  product: Product | undefined,
  currency: string,
): AmountScope {
  const own = new CompiledRule(rule, books, book).names;
  const back = new CompiledRule(reversing, books, book).names;
  const names: AmountNames = {
    inputs: new Map([...back.inputs, ...own.inputs]),
    amounts: new Map([...back.amounts, ...own.amounts]),
    fee: product?.fee,
    constants: product?.constants,
  };
  const minor = (code: string | undefined) => minorUnit(book.currencies, code ?? currency);
  return new AmountScope({ ...names, original: names }, { mode: rule.terms.rounding, minorUnit: minor });
}

/** `rest` written out: what the other legs of its entity and currency leave. */
function restOf(rest: Leg, { legs }: CompiledRule, product: Product | undefined): Expression {
  const currencyOf = (leg: Leg, account: LedgerAccount) =>
    leg.currency ?? product?.currency ?? account.entity.baseCurrency;
  const own = legs.find(({ leg }) => leg === rest);
  const late = rest.timing === "on_reconciliation";
  let sum: Expression = { kind: "number", value: Rational.ZERO, scale: 0, ...NOWHERE };
  for (const { leg, account, memo } of legs) {
    if (own === undefined || leg.amount.kind === "rest" || memo || account.entity !== own.account.entity) continue;
    if (currencyOf(leg, account) !== currencyOf(rest, own.account) || (leg.timing === "on_reconciliation") !== late)
      continue;
    sum = {
      kind: "binary",
      operator: leg.side === opposite(rest.side) ? "+" : "-",
      left: sum,
      right: leg.amount,
      ...NOWHERE,
    };
  }
  return sum;
}

/** The expression with `original.x` read as `x`. */
function withoutOriginal(expression: Expression): Expression {
  switch (expression.kind) {
    case "name": {
      const name = expression.name.replace(/^original\./, "");
      return name === expression.name ? expression : { ...expression, name, parts: expression.parts.slice(1) };
    }
    case "unary":
      return { ...expression, operand: withoutOriginal(expression.operand) };
    case "binary":
      return { ...expression, left: withoutOriginal(expression.left), right: withoutOriginal(expression.right) };
    case "conditional": {
      const condition = withoutOriginal(expression.condition);
      const then = withoutOriginal(expression.then);
      return { ...expression, condition, then, otherwise: withoutOriginal(expression.otherwise) };
    }
    case "call":
      return { ...expression, arguments: expression.arguments.map(withoutOriginal) };
    default:
      return expression;
  }
}

const NOWHERE = { start: 0, end: 0 };

function opposite(side: Side): Side {
  return side === "debit" ? "credit" : "debit";
}
