import type { Text } from "../../l10n/text";
import type { BinaryOperator, ExpressionProblemCode } from "./ast";
import { describeType, isNumeric, type Type } from "./types";

/** The type an operator gives, and what is wrong with its operands if anything is. */
export interface Typed {
  readonly type: Type;
  readonly problem?: { readonly code: ExpressionProblemCode; readonly message: Text };
}

type Money = Extract<Type, { kind: "money" }>;
type Rate = Extract<Type, { kind: "rate" }>;

/** The common type of two values that are added, subtracted, or alternatives of each other. */
export function combine(a: Type, b: Type): Typed {
  if (a.kind === "unknown" || b.kind === "unknown") return { type: a.kind === "unknown" ? b : a };
  if (a.kind === "money" && b.kind === "money") {
    const currency = a.currency ?? b.currency;
    const type: Money = currency === undefined ? { kind: "money" } : { kind: "money", currency };
    return differ(a.currency, b.currency) ? { type, problem: currencyMix(a.currency, b.currency) } : { type };
  }
  if (a.kind === "money" || b.kind === "money") {
    const [money, other] = a.kind === "money" ? [a, b] : [b as Money, a];
    return other.kind === "constant" ? { type: money } : { type: money, problem: mismatch(a, b) };
  }
  if (a.kind === "rate" && b.kind === "rate") {
    const from = a.from ?? b.from;
    const to = a.to ?? b.to;
    const type: Rate = { kind: "rate", ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) };
    return differ(a.from, b.from) || differ(a.to, b.to) ? { type, problem: mismatch(a, b, "currency-mix") } : { type };
  }
  if (isNumeric(a) && isNumeric(b)) {
    if (a.kind === b.kind) return { type: a };
    if (a.kind === "rate" || b.kind === "rate") return { type: a.kind === "rate" ? a : b };
    if (a.kind === "constant" || b.kind === "constant") return { type: a.kind === "constant" ? b : a };
    return { type: { kind: "ratio" } };
  }
  return { type: UNKNOWN, problem: mismatch(a, b) };
}

export function multiply(a: Type, b: Type): Typed {
  if (a.kind === "money" && b.kind === "money") {
    return {
      type: a,
      problem: {
        code: "money-times-money",
        message: {
          en: "An amount cannot be multiplied by an amount; one of the two is meant to be a rate or a count.",
          zh: "金额不能乘以金额，其中一个应是费率或数量。",
        },
      },
    };
  }
  if (a.kind === "money" || b.kind === "money") {
    const [money, factor] = a.kind === "money" ? [a, b] : [b as Money, a];
    if (!isNumeric(factor)) return { type: money, problem: mismatch(a, b) };
    return factor.kind === "rate" ? convert(money, factor.from, factor.to, factor) : { type: money };
  }
  if (!isNumeric(a) || !isNumeric(b)) return { type: UNKNOWN, problem: mismatch(a, b) };
  if (a.kind === "rate" && b.kind === "rate") {
    const chained =
      a.to !== undefined && a.to === b.from ? { from: a.from, to: b.to } : { from: a.from ?? b.from, to: a.to ?? b.to };
    return { type: rate(chained.from, chained.to) };
  }
  if (a.kind === "rate" || b.kind === "rate")
    return { type: a.kind === "rate" ? rate(a.from, a.to) : rate((b as Rate).from, (b as Rate).to) };
  return { type: a.kind === b.kind && a.kind !== "ratio" ? a : { kind: "ratio" } };
}

export function divide(a: Type, b: Type): Typed {
  if (!isNumeric(a) || !isNumeric(b)) return { type: UNKNOWN, problem: mismatch(a, b) };
  if (a.kind === "money") {
    if (b.kind === "money")
      return { type: differ(a.currency, b.currency) ? rate(b.currency, a.currency) : { kind: "ratio" } };
    return b.kind === "rate" ? convert(a, b.to, b.from, b) : { type: a };
  }
  if (b.kind === "money") {
    return a.kind === "constant" ? { type: { kind: "ratio" } } : { type: { kind: "ratio" }, problem: mismatch(a, b) };
  }
  if (a.kind === "rate") return { type: b.kind === "rate" && !differ(a.from, b.from) ? { kind: "ratio" } : a };
  return { type: a.kind === "constant" && b.kind === "constant" ? a : { kind: "ratio" } };
}

export function compare(operator: BinaryOperator, a: Type, b: Type): Typed {
  const type: Type = { kind: "boolean" };
  const equality = operator === "==" || operator === "!=";
  if (isNumeric(a) && isNumeric(b)) {
    const { problem } = combine(a, b);
    return problem === undefined ? { type } : { type, problem };
  }
  const textual = (side: Type): boolean => side.kind === "enum" || side.kind === "id" || side.kind === "text";
  if (equality && ((textual(a) && textual(b)) || (a.kind === "boolean" && b.kind === "boolean"))) return { type };
  if (!equality && a.kind === b.kind && !isNumeric(a)) {
    const is = describeType(a);
    return {
      type,
      problem: {
        code: "type-mismatch",
        message: {
          en: `${operator} compares numbers; this is ${is.en}.`,
          zh: `${operator} 用于比较数值，这里是${is.zh}。`,
        },
      },
    };
  }
  return { type, problem: mismatch(a, b) };
}

const UNKNOWN: Type = { kind: "unknown" };

function convert(money: Money, from: string | undefined, to: string | undefined, factor: Rate): Typed {
  if (factor.from === undefined || factor.to === undefined) return { type: money };
  const type: Money = { kind: "money", ...(to === undefined ? {} : { currency: to }) };
  if (!differ(money.currency, from)) return { type };
  return {
    type,
    problem: {
      code: "currency-mix",
      message: {
        en: `The rate ${factor.from}→${factor.to} does not convert an amount in ${money.currency} here; ${money.currency === to ? "divide instead of multiplying, or the other way round" : "another rate is needed"}.`,
        zh: `汇率 ${factor.from}→${factor.to} 在这里不能换算 ${money.currency} 金额，${money.currency === to ? "乘除方向反了" : "需要另一个汇率"}。`,
      },
    },
  };
}

function rate(from: string | undefined, to: string | undefined): Rate {
  return { kind: "rate", ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) };
}

function differ(a: string | undefined, b: string | undefined): boolean {
  return a !== undefined && b !== undefined && a !== b;
}

function currencyMix(a: string | undefined, b: string | undefined): Typed["problem"] {
  return {
    code: "currency-mix",
    message: {
      en: `Amounts in ${a} and ${b} do not mix; convert one with an exchange rate.`,
      zh: `${a} 与 ${b} 金额不能混算，请先用汇率换算。`,
    },
  };
}

function mismatch(a: Type, b: Type, code: ExpressionProblemCode = "type-mismatch"): Typed["problem"] {
  const [left, right] = [describeType(a), describeType(b)];
  return {
    code,
    message: {
      en: `${capital(left.en)} and ${right.en} do not go together here.`,
      zh: `${left.zh}与${right.zh}不能这样一起使用。`,
    },
  };
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
