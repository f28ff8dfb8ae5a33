import { minorUnit as decimalsOf } from "../../data/currency";
import { type Currency, type CurrencyLookup, withUnits } from "../../ledger/currency";
import type { Ledger } from "../ledger";

/** Assumed where neither a product nor a chart names a currency. */
export const DEFAULT_CURRENCY = "CNY";

const lookups = new Map<string, CurrencyLookup>();
const MOST = 100;

/** The currencies of ISO 4217 and the units the ledger's charts declare; the same function as long as the units are the same. */
export function currenciesOf(ledger: Ledger): CurrencyLookup {
  const units = ledger.charts.flatMap((chart) =>
    [...chart.document.model.units.entries].map(([code, { value }]) => ({ code, scale: scaleOf(value.scale?.value) })),
  );
  const key = JSON.stringify(units.map(({ code, scale }) => [code, scale]));
  const known = lookups.get(key);
  if (known) return known;
  if (lookups.size >= MOST) lookups.clear();
  const lookup = withUnits(isoCurrency, units);
  lookups.set(key, lookup);
  return lookup;
}

function isoCurrency(code: string): Currency | undefined {
  const scale = decimalsOf(code);
  return scale === undefined ? undefined : { code, scale };
}

function scaleOf(written: number | undefined): number {
  return written !== undefined && Number.isInteger(written) && written >= 0 && written <= 12 ? written : 0;
}
