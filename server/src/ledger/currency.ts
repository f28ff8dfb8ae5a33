import { Rational } from "./rational";

/** A currency of ISO 4217 or a unit that is none (points), with the decimals its amounts may have. */
export interface Currency {
  readonly code: string;
  /** Decimals of the minor unit: 2 for CNY, 0 for JPY, 3 for KWD. */
  readonly scale: number;
}

/** Knows currencies by code; undefined for codes that exist nowhere. */
export type CurrencyLookup = (code: string) => Currency | undefined;

/** Most currencies have cents; assumed where a code is unknown, which another check reports. */
const USUAL_SCALE = 2;

/** A lookup over a table. */
export function currencyLookup(currencies: Iterable<Currency>): CurrencyLookup {
  const byCode = new Map([...currencies].map((currency) => [currency.code, currency]));
  return (code) => byCode.get(code);
}

/** A lookup that knows a chart's own `units` before it asks for currencies. */
export function withUnits(lookup: CurrencyLookup, units: Iterable<Currency>): CurrencyLookup {
  const own = currencyLookup(units);
  return (code) => own(code) ?? lookup(code);
}

/** Decimals of a currency's amounts. */
export function scaleOf(lookup: CurrencyLookup, code: string): number {
  return lookup(code)?.scale ?? USUAL_SCALE;
}

/** The smallest amount of a currency: 0.01 for CNY, 1 for JPY. */
export function minorUnit(lookup: CurrencyLookup, code: string): Rational {
  return Rational.unit(scaleOf(lookup, code));
}

/** Whether an amount is a whole number of minor units. */
export function fitsMinorUnit(lookup: CurrencyLookup, code: string, amount: Rational): boolean {
  const decimals = amount.scale;
  return decimals !== undefined && decimals <= scaleOf(lookup, code);
}
