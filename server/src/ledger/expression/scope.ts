import type { FeeTerms } from "../product-fee";
import { FEE_CONSTANTS, feeConstant, productFee } from "../product-fee";
import { Rational, type RoundingMode } from "../rational";
import type { Expression } from "./ast";
import { checkExpression } from "./check";
import { type Environment, evaluate, type Outcome, success, type Value } from "./evaluate";
import { rangeOf } from "./range";
import type { Declaration, Range, Rounding, Type, TypeScope } from "./types";

/** An input as declared; the range holds only what was written. */
export interface InputDeclaration {
  readonly type: Type;
  readonly range?: Range;
}

/** The names of one rule: what its amounts, legs and conditions may use. */
export interface AmountNames {
  readonly inputs: ReadonlyMap<string, InputDeclaration>;
  /** Named amounts, the rule's own merged over the file's. A name may shadow an input. */
  readonly amounts: ReadonlyMap<string, Expression>;
  /** Fee terms of the rule's product. */
  readonly fee?: FeeTerms;
  /** Further constants by whole path, such as `product.min_amount`. */
  readonly constants?: ReadonlyMap<string, { readonly type: Type; readonly value: Rational }>;
  /** The names of the original transaction, when the rule has one: `original.x` and `prior.x`. */
  readonly original?: AmountNames;
  /** Whether `balance` and `turnover` may be asked. */
  readonly books?: boolean;
}

/** Money, rates and counts are never negative unless their declaration says so. */
function effectiveRange(type: Type, declared: Range | undefined): Range {
  const fromZero = type.kind === "money" || type.kind === "rate" || type.kind === "integer";
  return fromZero && declared?.min === undefined ? { ...declared, min: Rational.ZERO } : (declared ?? {});
}

/** How amounts are rounded: the file's mode, and the minor unit of a currency (undefined: the default currency). */
export interface RoundingPolicy {
  readonly mode: RoundingMode;
  minorUnit(currency: string | undefined): Rational;
}

/**
 * Types, ranges and rounding units of the names of one rule. Named amounts are typed on first use; a definition that
 * leads back to itself is `cyclic` and unknown.
 */
export class AmountScope implements TypeScope {
  readonly rounding: Rounding;
  readonly original: AmountScope | undefined;
  private readonly declared = new Map<string, Declaration | undefined>();
  private readonly underWay = new Set<string>();
  private readonly units = new WeakMap<Expression, Rational>();

  constructor(
    readonly given: AmountNames,
    readonly policy: RoundingPolicy,
  ) {
    this.original = given.original === undefined ? undefined : new AmountScope(given.original, policy);
    this.rounding = { mode: policy.mode, unit: (argument) => this.unitOf(argument) };
  }

  get hasProductFee(): boolean {
    return this.given.fee !== undefined;
  }

  get hasBooks(): boolean {
    return this.given.books === true;
  }

  lookup(name: string): Declaration | undefined {
    if (this.underWay.has(name)) return { type: { kind: "unknown" }, cyclic: true };
    if (this.declared.has(name)) return this.declared.get(name);
    const declaration = this.declare(name);
    this.declared.set(name, declaration);
    return declaration;
  }

  *names(): Generator<string> {
    yield* this.given.amounts.keys();
    yield* this.given.inputs.keys();
    yield* this.given.constants?.keys() ?? [];
    const { fee } = this.given;
    if (fee !== undefined) yield* FEE_CONSTANTS.filter((name) => feeConstant(fee, name) !== undefined);
    if (this.original === undefined) return;
    for (const [prefix, { given }] of [
      ["original", this.original],
      ["prior", this],
    ] as const) {
      for (const name of [...given.amounts.keys(), ...given.inputs.keys()]) yield `${prefix}.${name}`;
    }
  }

  private declare(name: string): Declaration | undefined {
    const amount = this.given.amounts.get(name);
    if (amount !== undefined) return this.declareAmount(name, amount);
    const input = this.given.inputs.get(name);
    if (input !== undefined) return { type: input.type, range: effectiveRange(input.type, input.range) };
    const constant = this.constant(name);
    if (constant !== undefined) return { type: constant.type, range: { min: constant.value, max: constant.value } };
    if (this.original === undefined) return undefined;
    const [prefix, ...path] = name.split(".");
    const inner = path.join(".");
    if (prefix === "original") return this.original.lookup(inner);
    return prefix === "prior" ? this.declarePrior(inner) : undefined;
  }

  /** The sum of `name` over the earlier refunds. It may stand in the definition of `name` itself: that is no cycle. */
  private declarePrior(name: string): Declaration | undefined {
    if (this.underWay.has(name)) return { type: { kind: "money" } };
    const summed = this.lookup(name) ?? this.original?.lookup(name);
    if (summed === undefined) return undefined;
    const neverNegative = summed.range?.min !== undefined && summed.range.min.sign >= 0;
    return { type: summed.type, range: neverNegative ? { min: Rational.ZERO } : {} };
  }

  private declareAmount(name: string, amount: Expression): Declaration {
    this.underWay.add(name);
    const { type, facts, problems } = checkExpression(amount, this, this.rounding);
    const range = rangeOf(amount, (inner) => this.lookup(inner)?.range, this.rounding);
    this.underWay.delete(name);
    const cyclic = problems.some((problem) => problem.code === "cycle");
    return { type, range, unrounded: facts.unrounded.length > 0, ...(cyclic ? { cyclic } : {}) };
  }

  private constant(name: string): { readonly type: Type; readonly value: Rational } | undefined {
    const own = this.given.constants?.get(name);
    if (own !== undefined || this.given.fee === undefined) return own;
    const value = feeConstant(this.given.fee, name);
    return value === undefined
      ? undefined
      : { type: name.endsWith(".rate") ? { kind: "rate" } : { kind: "money" }, value };
  }

  /** The value of a constant name. */
  constantValue(name: string): Rational | undefined {
    return this.constant(name)?.value;
  }

  private unitOf(argument: Expression): Rational {
    const known = this.units.get(argument);
    if (known !== undefined) return known;
    const { type } = checkExpression(argument, this, {
      mode: this.policy.mode,
      unit: () => this.policy.minorUnit(undefined),
    });
    const unit = this.policy.minorUnit(type.kind === "money" ? type.currency : undefined);
    this.units.set(argument, unit);
    return unit;
  }
}

/** Where the values of one step come from, beside the rule's own names. */
export interface GivenValues {
  /** Values of inputs, of `original.…` and of `prior.…`, by whole path. */
  value(name: string): Value | undefined;
  balance?(account: string): Rational | undefined;
  turnover?(account: string, side: "debit" | "credit"): Rational | undefined;
}

/** An environment in which a rule's amounts, constants and fee terms have their values. Named amounts are computed once. */
export function amountEnvironment(scope: AmountScope, given: GivenValues): Environment {
  const computed = new Map<string, Outcome>();
  const underWay = new Set<string>();
  const { amounts, fee } = scope.given;
  const environment: Environment = {
    rounding: scope.rounding,
    value(name) {
      const amount = amounts.get(name);
      if (amount === undefined) {
        const value = given.value(name) ?? scope.constantValue(name);
        return value === undefined ? undefined : success(value);
      }
      const known = computed.get(name);
      if (known !== undefined) return known;
      if (underWay.has(name)) {
        const message = { en: `${name} is defined through itself.`, zh: `${name} 的定义绕回了自身。` };
        return { ok: false, problem: { code: "cycle", message, name, start: amount.start, end: amount.end } };
      }
      underWay.add(name);
      const outcome = evaluate(amount, environment);
      underWay.delete(name);
      computed.set(name, outcome);
      return outcome;
    },
    fee(base, argument) {
      if (fee === undefined) return undefined;
      return success(productFee(fee, base, { mode: scope.rounding.mode, unit: scope.rounding.unit(argument) }));
    },
    ...(given.balance === undefined ? {} : { balance: given.balance.bind(given) }),
    ...(given.turnover === undefined ? {} : { turnover: given.turnover.bind(given) }),
  };
  return environment;
}
