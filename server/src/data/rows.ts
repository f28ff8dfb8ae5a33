/** Shapes of the generated tables. Features use the lookup modules beside this file, not the tables. */

export type CurrencyKind = "currency" | "fund" | "metal" | "unit" | "reserved";

/** Code, numeric code, minor unit (null: none or unknown), kind, English and Chinese name, month of withdrawal (null: active). */
export type CurrencyRow = readonly [string, string, number | null, CurrencyKind, string, string, string | null];

export interface MccTable {
  /** One `code name` per line. */
  readonly named: string;
  /** 3xxx codes of single airlines, car rental firms and hotels, separated by spaces. */
  readonly single: string;
}

export interface HolidayYear {
  readonly year: number;
  /** The State Council's notice. */
  readonly source: string;
  /** Day off (YYYY-MM-DD) → name of the holiday. */
  readonly off: Readonly<Record<string, string>>;
  /** Weekend days that are worked (调休). */
  readonly work: readonly string[];
}

export type BaselineClass = "asset" | "liability" | "common" | "equity" | "cost" | "income" | "expense";
export type BaselineSide = "debit" | "credit" | "either";

/** Code, Chinese name, English name, classes, normal balance, scope (empty: every trade). */
export type BaselineRow = readonly [string, string, string, readonly BaselineClass[], BaselineSide, string];

/** Chinese name, English name, classes, normal balance, document, date of the document. */
export type LaterRow = readonly [string, string, readonly BaselineClass[], BaselineSide, string, string];

export interface BaselineTables {
  readonly "cas-2006": readonly BaselineRow[];
  readonly "cas-small-2013": readonly BaselineRow[];
  readonly later: readonly LaterRow[];
}
