import type { Text } from "../../l10n/text";
import type { Rational, RoundingMode } from "../rational";
import type { Expression } from "./ast";

/** What an expression stands for. `constant` is a plain literal: it may serve as an amount, a rate or a count. */
export type Type =
  | { readonly kind: "money" /** ISO 4217; left out when not known. */; readonly currency?: string }
  | {
      readonly kind: "rate";
      readonly scale?: number /** Currencies of an exchange rate. */;
      readonly from?: string;
      readonly to?: string;
    }
  | { readonly kind: "integer" }
  | { readonly kind: "constant" }
  | { readonly kind: "ratio" }
  | { readonly kind: "boolean" }
  | { readonly kind: "enum"; readonly values: readonly string[] }
  | { readonly kind: "id" }
  | { readonly kind: "text" }
  /** Not known because something is wrong elsewhere; suppresses follow-up problems. */
  | { readonly kind: "unknown" };

/** Inclusive bounds; a bound left out is unbounded. */
export interface Range {
  readonly min?: Rational;
  readonly max?: Rational;
}

/** What a name stands for. */
export interface Declaration {
  readonly type: Type;
  readonly range?: Range;
  /** An amount that can be finer than the minor unit because a product or quotient in it is not rounded. */
  readonly unrounded?: boolean;
  /** An amount that is defined through itself. */
  readonly cyclic?: boolean;
}

/** The names an expression may use. */
export interface TypeScope {
  /** Whole dotted paths: `gross`, `product.fee.rate`, `original.fee`, `prior.refund_amount`. */
  lookup(name: string): Declaration | undefined;
  /** All names {@link lookup} answers, for suggestions. */
  names(): Iterable<string>;
  /** Whether `product.fee(x)` can be evaluated here. */
  readonly hasProductFee: boolean;
  /** Whether `balance(…)` and `turnover(…)` may be asked here (conditions on the books). */
  readonly hasBooks: boolean;
}

/** How `round(x)` works where mode or unit are left out. */
export interface Rounding {
  readonly mode: RoundingMode;
  /** The minor unit of the currency the expression is in. Above zero. */
  unit(argument: Expression): Rational;
}

/** The same mode and unit everywhere: for rules of one currency. */
export function fixedRounding(mode: RoundingMode, unit: Rational): Rounding {
  return { mode, unit: () => unit };
}

export function isNumeric(type: Type): boolean {
  return ["money", "rate", "integer", "constant", "ratio", "unknown"].includes(type.kind);
}

/** The type in a reader's words, for messages and hovers. */
export function describeType(type: Type): Text {
  switch (type.kind) {
    case "money":
      return type.currency === undefined
        ? { en: "an amount", zh: "金额" }
        : { en: `an amount in ${type.currency}`, zh: `${type.currency} 金额` };
    case "rate":
      return type.from !== undefined && type.to !== undefined
        ? { en: `an exchange rate ${type.from}→${type.to}`, zh: `汇率 ${type.from}→${type.to}` }
        : { en: "a rate", zh: "费率" };
    case "integer":
      return { en: "a whole number", zh: "整数" };
    case "constant":
      return { en: "a number", zh: "数字" };
    case "ratio":
      return { en: "a ratio", zh: "比例" };
    case "boolean":
      return { en: "a condition", zh: "条件" };
    case "enum":
      return { en: `one of ${type.values.join(", ")}`, zh: `枚举值（${type.values.join("、")}）` };
    case "id":
      return { en: "an identifier", zh: "编号" };
    case "text":
      return { en: "a text", zh: "文本" };
    case "unknown":
      return { en: "something unknown", zh: "未知内容" };
  }
}
