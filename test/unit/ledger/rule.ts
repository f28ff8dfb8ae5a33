import type { Expression } from "../../../server/src/ledger/expression/ast";
import { parseExpression } from "../../../server/src/ledger/expression/parser";
import { type AmountNames, AmountScope, type InputDeclaration } from "../../../server/src/ledger/expression/scope";
import type { Type } from "../../../server/src/ledger/expression/types";
import type { FeeTerms } from "../../../server/src/ledger/product-fee";
import type { ProofLeg, ProofRule } from "../../../server/src/ledger/proof/verdict";
import { Rational, type RoundingMode } from "../../../server/src/ledger/rational";

/** Parses an expression that must be right. */
export function expression(source: string): Expression {
  const { root, problems } = parseExpression(source);
  if (problems[0] !== undefined) throw new Error(`${source}: ${problems[0].message.en}`);
  return root;
}

export interface RuleText {
  /** `money`, `money JPY`, `money 1.00..50000.00`, `rate`, `rate/4 0.001..0.01`, `rate USD>CNY`, `integer 1..9`, `boolean`, `enum a|b`, `id` */
  readonly inputs?: Readonly<Record<string, string>>;
  readonly amounts?: Readonly<Record<string, string>>;
  readonly fee?: FeeTerms;
  readonly mode?: RoundingMode;
  readonly original?: RuleText;
  readonly books?: boolean;
}

/** The names of a rule, written shortly. Minor unit 0.01, for JPY 1. */
export function scopeOf(text: RuleText): AmountScope {
  return new AmountScope(namesOf(text), {
    mode: text.mode ?? "half_up",
    minorUnit: (currency) => Rational.unit(currency === "JPY" ? 0 : 2),
  });
}

/** A rule; legs read `debit 300101 gross`, with `[…]` for options: `credit 6021 fee [CNY] [entity bank] [on_reconciliation] [memo] [red]`. */
export function ruleOf(text: RuleText & { readonly legs: readonly string[] }): ProofRule {
  return { scope: scopeOf(text), legs: text.legs.map(legOf) };
}

function namesOf({ inputs = {}, amounts = {}, fee, original, books }: RuleText): AmountNames {
  return {
    inputs: new Map(Object.entries(inputs).map(([name, input]) => [name, inputOf(input)])),
    amounts: new Map(Object.entries(amounts).map(([name, amount]) => [name, expression(amount)])),
    ...(fee === undefined ? {} : { fee }),
    ...(original === undefined ? {} : { original: namesOf(original) }),
    ...(books === undefined ? {} : { books }),
  };
}

function inputOf(text: string): InputDeclaration {
  const match =
    /^(\w+)(?:\/(\d+))?(?: ([A-Z]{3})(?:>([A-Z]{3}))?)?(?: ([\w|]*[a-z_][\w|]*))?(?: (-?[\d.]+?)?\.\.(-?[\d.]+)?)?$/.exec(
      text,
    );
  if (match === null) throw new Error(`No input: ${text}`);
  const [, kind, scale, currency, to, values, min, max] = match;
  const range = {
    ...(min === undefined ? {} : { min: Rational.decimal(min) }),
    ...(max === undefined ? {} : { max: Rational.decimal(max) }),
  };
  const type = (): Type => {
    switch (kind) {
      case "money":
        return currency === undefined ? { kind } : { kind, currency };
      case "rate":
        return {
          kind,
          ...(scale === undefined ? {} : { scale: Number(scale) }),
          ...(currency === undefined || to === undefined ? {} : { from: currency, to }),
        };
      case "enum":
        return { kind, values: (values ?? "").split("|") };
      case "integer":
      case "boolean":
      case "id":
        return { kind };
      default:
        throw new Error(`No type: ${kind}`);
    }
  };
  return min === undefined && max === undefined ? { type: type() } : { type: type(), range };
}

function legOf(text: string): ProofLeg {
  const [, side, account, amount, options] = /^(debit|credit) (\S+) (.*?)((?: \[[^\]]+\])*)$/.exec(text) ?? [];
  if ((side !== "debit" && side !== "credit") || account === undefined || amount === undefined)
    throw new Error(`No leg: ${text}`);
  const flags = [...(options ?? "").matchAll(/\[([^\]]+)\]/g)].map(([, option = ""]) => option);
  const entity = flags.find((flag) => flag.startsWith("entity "))?.slice("entity ".length);
  const currency = flags.find((flag) => /^[A-Z]{3}$/.test(flag));
  return {
    side,
    account,
    amount: expression(amount),
    ...(currency === undefined ? {} : { currency }),
    ...(entity === undefined ? {} : { entity }),
    ...(flags.includes("on_reconciliation") ? { posting: "on_reconciliation" as const } : {}),
    ...(flags.includes("memo") ? { memo: true } : {}),
    ...(flags.includes("red") ? { red: true } : {}),
  };
}
