import type { Text } from "../l10n/text";
import currencies from "./currencies.generated.json";
import type { CurrencyKind, CurrencyRow } from "./rows";

/** A code of ISO 4217, active or withdrawn. */
export interface Currency {
  readonly code: string;
  /** Three digits, `""` for a few withdrawn codes. */
  readonly numeric: string;
  /** Decimals of the minor unit; undefined for metals, units of account and long-withdrawn currencies. */
  readonly minorUnit: number | undefined;
  /** Only a `currency` can be the currency of a ledger account; the others are funds, metals, units of account, test codes. */
  readonly kind: CurrencyKind;
  readonly name: Text;
  /** Month (`2023-01`), for a few old codes year (`1990`), from which the code is no longer valid; undefined while active. */
  readonly withdrawn: string | undefined;
}

let table: Map<string, Currency> | undefined;

function currencyTable(): Map<string, Currency> {
  table ??= new Map(
    (currencies as unknown as readonly CurrencyRow[]).map(([code, numeric, minor, kind, en, zh, withdrawn]) => [
      code,
      { code, numeric, minorUnit: minor ?? undefined, kind, name: { en, zh }, withdrawn: withdrawn ?? undefined },
    ]),
  );
  return table;
}

/** The currency of an alphabetic code, written exactly (`CNY`); undefined when ISO 4217 never had it. */
export function currency(code: string): Currency | undefined {
  return currencyTable().get(code);
}

/** All codes in alphabetical order, withdrawn ones included. */
export function allCurrencies(): Iterable<Currency> {
  return currencyTable().values();
}

/** Decimals of the currency's minor unit (CNY 2, JPY 0, KWD 3); undefined when it has none or is unknown. */
export function minorUnit(code: string): number | undefined {
  return currency(code)?.minorUnit;
}

/** Whether the code is valid on a day (`YYYY-MM-DD`); today's codes count as valid on every earlier day, their start is not in the table. */
export function isActive(code: string, onDate: string): boolean {
  const found = currency(code);
  return (
    found !== undefined && (found.withdrawn === undefined || onDate.slice(0, found.withdrawn.length) < found.withdrawn)
  );
}

/** `CNH` is the market name of renminbi traded offshore; ISO 4217 knows only `CNY`. */
export const offshoreRenminbi = "CNH";

const everydayNames = new Map<string, string>([
  ...pairs("CNY", "RMB CNH CNT CN¥ ￥ ¥ 元 人民币 人民币元 离岸人民币 YUAN RENMINBI"),
  ...pairs("USD", "US$ $ DOLLAR 美金 美元 美圆"),
  ...pairs("HKD", "HK$ HK 港币 港元 港纸"),
  ...pairs("MOP", "MO$ 澳门币 澳门元 葡币"),
  ...pairs("TWD", "NT NT$ NTD 台币 新台币"),
  ...pairs("EUR", "€ EURO EUROS 欧元"),
  ...pairs("GBP", "£ UKP STERLING POUND 英镑"),
  ...pairs("JPY", "YEN JPN 日元 日圆 日币"),
  ...pairs("KRW", "₩ WON 韩元 韩币 韩圆"),
  ...pairs("SGD", "S$ 新币 新加坡元 坡币"),
  ...pairs("AUD", "A$ 澳币 澳元"),
  ...pairs("CAD", "C$ 加币 加元"),
  ...pairs("CHF", "SFR 瑞郎 瑞士法郎"),
  ...pairs("THB", "฿ BAHT 泰铢"),
  ...pairs("RUB", "₽ RUR 卢布"),
  ...pairs("BYN", "BYR"),
]);

function pairs(code: string, names: string): [string, string][] {
  return names.split(" ").map((name) => [name, code]);
}

/** What to offer when a typo fits several codes: the trade's usual currencies first. */
const usual = ["CNY", "USD", "HKD", "EUR", "JPY", "GBP", "KRW", "SGD", "AUD", "CAD", "THB", "TWD", "MOP", "MYR", "RUB"];

/**
 * The active code most likely meant by something that is none: everyday names and symbols (`RMB`, `CNH`, `人民币`, `￥`), another case
 * (`cny`), numeric codes (`156`), official names, then one letter wrong, missing, doubled or swapped. Undefined when nothing is near.
 */
export function suggestCurrency(written: string): string | undefined {
  const text = written.trim().toUpperCase();
  if (text === "" || text.length > 40) return undefined;
  const everyday = everydayNames.get(text);
  if (everyday !== undefined) return everyday;
  const active = [...allCurrencies()].filter((c) => c.withdrawn === undefined && c.kind === "currency");
  const exact = active.find(
    (c) => c.code === text || c.numeric === text || c.name.zh === written.trim() || c.name.en.toUpperCase() === text,
  );
  if (exact) return exact.code;
  const near = active.map((c) => c.code).filter((code) => isOneSlip(text, code));
  return usual.find((code) => near.includes(code)) ?? near[0];
}

function isOneSlip(written: string, code: string): boolean {
  if (written.length === code.length + 1) return [...written].some((_, i) => without(written, i) === code);
  if (written.length === code.length - 1) return [...code].some((_, i) => without(code, i) === written);
  if (written.length !== code.length) return false;
  const wrong = [...code].flatMap((letter, i) => (written[i] === letter ? [] : [i]));
  const [first, second] = wrong;
  if (wrong.length === 1) return true;
  return (
    wrong.length === 2 && second === first! + 1 && written[first!] === code[second] && written[second] === code[first!]
  );
}

function without(text: string, index: number): string {
  return text.slice(0, index) + text.slice(index + 1);
}
