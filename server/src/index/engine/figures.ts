import { type CurrencyLookup, scaleOf } from "../../ledger/currency";
import type { Value } from "../../ledger/expression/evaluate";
import type { AmountScope } from "../../ledger/expression/scope";
import { Rational } from "../../ledger/rational";

/** An amount with its currency's decimals; exact, so with more of them (or as a fraction) when it needs more. */
export function figure(amount: Rational, currencies: CurrencyLookup, currency: string): string {
  return inScale(amount, scaleOf(currencies, currency));
}

/** The values of inputs as one writes them, by name: money with its decimals, everything else in its shortest form. */
export function inputFigures(scope: AmountScope, inputs: ReadonlyMap<string, Value>): ReadonlyMap<string, string> {
  return new Map([...inputs].map(([name, value]) => [name, inputFigure(scope, name, value)]));
}

function inputFigure(scope: AmountScope, name: string, value: Value): string {
  if (!(value instanceof Rational)) return String(value);
  const type = scope.lookup(name)?.type;
  if (type?.kind !== "money") return value.toString();
  return inScale(value, scope.policy.minorUnit(type.currency).scale ?? 2);
}

function inScale(amount: Rational, scale: number): string {
  const needed = amount.scale;
  return needed === undefined || needed > scale ? amount.toString() : amount.toDecimal(scale);
}
