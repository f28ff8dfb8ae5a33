import type { Text } from "../../l10n/text";
import type { Binary, Call, Expression } from "../expression/ast";
import { roundOptions } from "../expression/evaluate";
import type { AmountScope } from "../expression/scope";
import type { Range } from "../expression/types";
import { type FeePiece, feePieces } from "../product-fee";
import { maximum, minimum, Rational } from "../rational";
import { type Condition, comparison, type Decide } from "./cases";
import { rangeOfForm, settledBy } from "./form-range";
import { type Grid, inverse, Polynomial, rounded } from "./polynomial";

/** Thrown where an expression says something the proof cannot take in; never leaves `proof/`. */
export class NotProvable extends Error {
  constructor(readonly reason: Text) {
    super(reason.en);
  }
}

/** What the proof knows about the names of one rule. */
export interface Facts {
  readonly scope: AmountScope;
  /** Values of the inputs that have only finitely many: conditions, enumerations, identifiers. */
  readonly finite: ReadonlyMap<string, boolean | string>;
  readonly grid: Grid;
  readonly range: (name: string) => Range;
}

/** More than any amount has when written out; bounds the work on hostile input. */
const MAX_TERMS = 1_000;

/** Turns expressions into polynomials within one case of the conditions. */
export class Symbolic {
  private readonly amounts = new Map<string, Polynomial>();
  private readonly underWay = new Set<string>();
  private readonly learned = new Map<string, Range>();

  constructor(
    private readonly facts: Facts,
    private readonly decideOpen: Decide,
  ) {}

  number(expression: Expression): Polynomial {
    switch (expression.kind) {
      case "number":
        return Polynomial.constant(expression.value);
      case "name":
        return this.name(expression.name);
      case "unary":
        if (expression.operator === "-") return this.number(expression.operand).scale(Rational.integer(-1));
        break;
      case "binary":
        return this.arithmetic(expression);
      case "conditional":
        return this.number(this.truth(expression.condition) ? expression.then : expression.otherwise);
      case "call":
        return this.call(expression);
      default:
        break;
    }
    throw new NotProvable({ en: "An amount of this rule is incomplete.", zh: "本规则有金额尚未写完整。" });
  }

  truth(expression: Expression): boolean {
    switch (expression.kind) {
      case "boolean":
        return expression.value;
      case "name": {
        const value = this.facts.finite.get(expression.name);
        if (typeof value === "boolean") return value;
        const amount = this.facts.scope.given.amounts.get(expression.name);
        if (amount !== undefined) return this.guarded(expression.name, () => this.truth(amount));
        break;
      }
      case "unary":
        if (expression.operator === "!") return !this.truth(expression.operand);
        break;
      case "conditional":
        return this.truth(this.truth(expression.condition) ? expression.then : expression.otherwise);
      case "binary":
        return this.comparison(expression);
      default:
        break;
    }
    throw new NotProvable({ en: "A condition of this rule is incomplete.", zh: "本规则有条件尚未写完整。" });
  }

  private comparison({ operator, left, right }: Binary): boolean {
    if (operator === "&&") return this.truth(left) && this.truth(right);
    if (operator === "||") return this.truth(left) || this.truth(right);
    if (operator === "==" || operator === "!=") {
      const [a, b] = [this.finiteValue(left), this.finiteValue(right)];
      if (a !== undefined && b !== undefined) return (a === b) === (operator === "==");
    }
    return this.decide(this.number(left), operator, this.number(right));
  }

  private finiteValue(expression: Expression): boolean | string | undefined {
    if (expression.kind === "text" || expression.kind === "boolean") return expression.value;
    if (expression.kind !== "name") return undefined;
    return this.facts.finite.get(expression.name);
  }

  private arithmetic({ operator, left, right }: Binary): Polynomial {
    const a = this.number(left);
    const b = this.number(right);
    switch (operator) {
      case "+":
        return a.add(b);
      case "-":
        return a.sub(b);
      case "*":
        if (a.size * b.size > MAX_TERMS)
          throw new NotProvable({ en: "An amount multiplies too many parts.", zh: "有金额相乘的项太多。" });
        return a.mul(b);
      case "/":
        if (b.isZero) throw new NotProvable({ en: "An amount divides by zero.", zh: "有金额以零为除数。" });
        return a.mul(inverse(b));
      default:
        throw new NotProvable({
          en: "A condition stands where an amount is needed.",
          zh: "需要金额的位置写成了条件。",
        });
    }
  }

  private name(name: string): Polynomial {
    const amount = this.facts.scope.given.amounts.get(name);
    if (amount !== undefined) {
      const known = this.amounts.get(name);
      if (known !== undefined) return known;
      const value = this.guarded(name, () => this.number(amount));
      this.amounts.set(name, value);
      return value;
    }
    const constant = this.facts.scope.constantValue(name);
    if (constant !== undefined) return Polynomial.constant(constant);
    if (this.facts.scope.lookup(name) === undefined) {
      throw new NotProvable({ en: `There is no input or amount ${name}.`, zh: `没有名为 ${name} 的输入或金额。` });
    }
    const { min, max } = this.facts.range(name);
    return min !== undefined && max !== undefined && min.equals(max) ? Polynomial.constant(min) : Polynomial.name(name);
  }

  private guarded<T>(name: string, compute: () => T): T {
    if (this.underWay.has(name)) {
      throw new NotProvable({ en: `${name} is defined through itself.`, zh: `${name} 的定义绕回了自身。` });
    }
    this.underWay.add(name);
    const value = compute();
    this.underWay.delete(name);
    return value;
  }

  private call(call: Call): Polynomial {
    const [first, ...others] = call.arguments;
    const { grid, scope } = this.facts;
    if (first !== undefined) {
      switch (call.callee.name) {
        case "round": {
          const options = roundOptions(call, scope.rounding);
          if (options !== undefined) return rounded(this.number(first), options.mode, options.unit, grid);
          break;
        }
        case "min":
          return others.reduce((least, other) => this.least(least, this.number(other)), this.number(first));
        case "max":
          return others.reduce((greatest, other) => this.greatest(greatest, this.number(other)), this.number(first));
        case "product.fee":
          return this.productFee(this.number(first), first);
        default:
          break;
      }
    }
    throw new NotProvable({
      en: `${call.callee.name}() depends on more than the inputs of the rule.`,
      zh: `${call.callee.name}() 的结果不只取决于规则的输入。`,
    });
  }

  private productFee(base: Polynomial, argument: Expression): Polynomial {
    const { fee, rounding } = { fee: this.facts.scope.given.fee, rounding: this.facts.scope.rounding };
    if (fee === undefined) throw new NotProvable({ en: "The product has no fee terms.", zh: "该产品没有手续费条款。" });
    const piece = feePieces(fee).find(
      ({ upTo }) => upTo === undefined || !this.decide(base, ">", Polynomial.constant(upTo)),
    );
    const raw = piece === undefined ? Polynomial.ZERO : line(piece, base);
    let result = rounded(raw, rounding.mode, rounding.unit(argument), this.facts.grid);
    if (fee.min !== undefined) result = this.greatest(result, Polynomial.constant(fee.min));
    if (fee.max !== undefined) result = this.least(result, Polynomial.constant(fee.max));
    return result;
  }

  private least(a: Polynomial, b: Polynomial): Polynomial {
    return this.decide(a, ">", b) ? b : a;
  }

  private greatest(a: Polynomial, b: Polynomial): Polynomial {
    return this.decide(b, ">", a) ? b : a;
  }

  private decide(left: Polynomial, operator: string, right: Polynomial): boolean {
    const { condition, negated } = comparison(left, operator, right);
    const { min, max } = rangeOfForm(condition.form, (name) => this.rangeOf(name));
    const always = settledBy(min, max, condition.relation);
    if (always !== undefined) return always !== negated;
    const holds = this.decideOpen(condition);
    this.learn(condition, holds);
    return holds !== negated;
  }

  private rangeOf(name: string): Range {
    return this.learned.get(name) ?? this.facts.range(name);
  }

  /** An answer about one input alone narrows its range for the questions that follow. */
  private learn({ form, relation }: Condition, holds: boolean): void {
    const bound = soleName(form);
    if (bound === undefined) return;
    const { name, value } = bound;
    const { min, max } = this.rangeOf(name);
    const step = this.facts.grid(name);
    const above = step === undefined ? value : step.mul(Rational.integer(value.div(step).floor() + 1n));
    const below = step === undefined ? value : step.mul(Rational.integer(value.div(step).ceil() - 1n));
    if (relation === "== 0") {
      if (holds) this.learned.set(name, { min: value, max: value });
      return;
    }
    if (holds) this.learned.set(name, { min: greater(min, relation === "> 0" ? above : value), max });
    else this.learned.set(name, { min, max: lesser(max, relation === "> 0" ? value : below) });
  }
}

/** `x − value`, the form of a condition on one input; forms are sign-normalised, so x has the coefficient 1. */
function soleName(form: Polynomial): { name: string; value: Rational } | undefined {
  let name: string | undefined;
  let value = Rational.ZERO;
  for (const { coefficient, atoms } of form.terms) {
    const [atom, more] = atoms;
    if (atom === undefined) value = coefficient.neg();
    else if (more !== undefined || atom.kind !== "name" || name !== undefined) return undefined;
    else name = atom.name;
  }
  return name === undefined ? undefined : { name, value };
}

function greater(a: Rational | undefined, b: Rational): Rational {
  return a === undefined ? b : maximum(a, b);
}

function lesser(a: Rational | undefined, b: Rational): Rational {
  return a === undefined ? b : minimum(a, b);
}

function line({ slope, constant }: FeePiece, base: Polynomial): Polynomial {
  return base.scale(slope).add(Polynomial.constant(constant));
}
