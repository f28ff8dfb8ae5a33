import type { Expression } from "../expression/ast";
import { type Environment, evaluate, type Outcome, success, type Value } from "../expression/evaluate";
import type { AmountScope } from "../expression/scope";
import type { Rounding } from "../expression/types";
import { productFee } from "../product-fee";
import { Rational } from "../rational";
import type { Books } from "./books";
import type { Names } from "./compiled-rule";
import { readInput } from "./given";
import type { Transaction } from "./transaction";
import type { Given, Product } from "./types";

export type GivenProblem =
  | { readonly kind: "input-invalid"; readonly name: string; readonly given: string }
  | {
      readonly kind: "input-out-of-range";
      readonly name: string;
      readonly value: Rational;
      readonly min?: Rational;
      readonly max?: Rational;
    };

export interface EvaluationSources {
  readonly names: Names;
  readonly product: Product | undefined;
  /** The currency meant where none is named. */
  readonly currency: string;
  /** Where inputs are looked for, first hit wins. Grows with later statuses of the same transaction. */
  readonly given: readonly Given[];
  /** Looked at last: what the scenario gives for all its steps. */
  readonly fallback?: Given;
  /** `event`, `status`, `accounting_date`. */
  readonly builtIn: ReadonlyMap<string, string>;
  /** Amounts of the transaction computed so far; they are kept for its later statuses. */
  readonly kept: Map<string, Value>;
  readonly original?: Transaction;
  readonly books: Books;
}

/** More amounts defined through one another than any rule needs; bounds the stack on hostile input. */
const MAX_NESTING = 200;

/** The values of one application of a rule, or of a scenario's own conditions. */
export class Evaluation implements Environment {
  readonly rounding: Rounding;
  /** Amounts this application asked for, in the order they were needed. */
  readonly used = new Map<string, Value>();
  readonly problems: GivenProblem[] = [];
  private readonly scope: AmountScope;
  private readonly underWay = new Set<string>();
  private readonly read = new Map<string, Value | undefined>();

  constructor(readonly sources: EvaluationSources) {
    this.scope = sources.names.scope(sources.product, sources.currency);
    this.rounding = this.scope.rounding;
  }

  /** What was written for an input; also the built-in names. */
  text(name: string): string | undefined {
    const builtIn = this.sources.builtIn.get(name);
    if (builtIn !== undefined) return builtIn;
    for (const given of this.sources.given) {
      const text = given.get(name);
      if (text !== undefined) return text;
    }
    return this.sources.fallback?.get(name);
  }

  value(name: string): Outcome | undefined {
    const amount = this.sources.names.amounts.get(name);
    if (amount !== undefined) return this.amount(name, amount);
    if (name.startsWith("original.")) return this.ofOriginal(name, name.slice("original.".length));
    if (name.startsWith("prior.")) return this.ofPrior(name, name.slice("prior.".length));
    const value = this.input(name) ?? this.scope.constantValue(name);
    return value === undefined ? undefined : success(value);
  }

  fee(base: Rational, argument: Expression): Outcome<Rational> | undefined {
    const fee = this.sources.product?.fee;
    if (fee === undefined) return undefined;
    return success(productFee(fee, base, { mode: this.rounding.mode, unit: this.rounding.unit(argument) }));
  }

  balance(mention: string): Rational | undefined {
    const account = this.sources.books.known(mention);
    return account?.total(account.mainCurrency(), (holding) => holding.balance.value);
  }

  turnover(mention: string, side: "debit" | "credit"): Rational | undefined {
    const account = this.sources.books.known(mention);
    return account?.total(account.mainCurrency(), (holding) => holding[side].value);
  }

  /** The same values, rounding in another currency where an expression names none. */
  inCurrency(currency: string): Environment {
    if (currency === this.sources.currency) return this;
    const { rounding } = this.sources.names.scope(this.sources.product, currency);
    const { fee } = this.sources.product ?? {};
    return {
      rounding,
      value: (name) => this.value(name),
      fee: (base, argument) =>
        fee === undefined
          ? undefined
          : success(productFee(fee, base, { mode: rounding.mode, unit: rounding.unit(argument) })),
      balance: (mention) => this.balance(mention),
      turnover: (mention, side) => this.turnover(mention, side),
    };
  }

  private amount(name: string, expression: Expression): Outcome {
    const kept = this.sources.kept.get(name);
    if (kept !== undefined) {
      this.used.set(name, kept);
      return success(kept);
    }
    if (this.underWay.has(name)) {
      const message = { en: `${name} is defined through itself.`, zh: `${name} 的定义绕回了自身。` };
      return { ok: false, problem: { code: "cycle", message, name, start: expression.start, end: expression.end } };
    }
    if (this.underWay.size >= MAX_NESTING) {
      const message = { en: "The amounts are defined through too many others.", zh: "金额经过太多层其他金额定义。" };
      return {
        ok: false,
        problem: { code: "incomplete", message, name, start: expression.start, end: expression.end },
      };
    }
    this.underWay.add(name);
    const outcome = evaluate(expression, this);
    this.underWay.delete(name);
    if (outcome.ok) {
      this.sources.kept.set(name, outcome.value);
      this.used.set(name, outcome.value);
    }
    return outcome;
  }

  private ofOriginal(whole: string, name: string): Outcome | undefined {
    const { original } = this.sources;
    return original === undefined ? this.givenOutcome(whole, name) : original.values.value(name);
  }

  /** Nothing was taken back before when nothing says so. */
  private ofPrior(whole: string, name: string): Outcome | undefined {
    const { original, builtIn } = this.sources;
    if (original !== undefined) return success(original.prior(builtIn.get("event") ?? "", name));
    return this.givenOutcome(whole, name) ?? success(Rational.ZERO);
  }

  private givenOutcome(whole: string, name: string): Outcome | undefined {
    const text = this.text(whole);
    const value = text === undefined ? undefined : readInput(text, this.sources.names.inputs.get(name));
    return value === undefined ? undefined : success(value);
  }

  private input(name: string): Value | undefined {
    if (this.read.has(name)) return this.read.get(name);
    const text = this.text(name);
    if (text === undefined) return undefined;
    const declaration = this.sources.names.inputs.get(name);
    const value = readInput(text, declaration);
    this.read.set(name, value);
    if (value === undefined) this.problems.push({ kind: "input-invalid", name, given: text });
    const { min, max } = declaration?.range ?? {};
    if (
      value instanceof Rational &&
      ((min !== undefined && value.compare(min) < 0) || (max !== undefined && value.compare(max) > 0))
    ) {
      this.problems.push({ kind: "input-out-of-range", name, value, min, max });
    }
    return value;
  }
}
