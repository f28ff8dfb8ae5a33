import type { Text } from "../../l10n/text";
import { maximum, minimum, Rational, ROUNDING_MODES, type RoundingMode } from "../rational";
import type { Binary, Call, Expression, Span } from "./ast";
import type { Rounding } from "./types";

/** Amounts, rates and counts are rationals; ids and enum values are texts. */
export type Value = Rational | boolean | string;

export type Outcome<T = Value> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problem: EvaluationProblem };

/** Why an expression has no value. The span is that of the part that failed, in the text it was written in. */
export interface EvaluationProblem extends Span {
  readonly code: "unknown-name" | "no-value" | "division-by-zero" | "type" | "incomplete" | "cycle";
  readonly message: Text;
  /** The name concerned, for `unknown-name`, `no-value` and `cycle`. */
  readonly name?: string;
}

/** Where the values come from. */
export interface Environment {
  /** The value of a whole dotted path; undefined when there is no such name or no value was given for it. */
  value(name: string): Outcome | undefined;
  readonly rounding: Rounding;
  /** `product.fee(x)`; `argument` tells the minor unit through {@link Rounding.unit}. */
  fee?(base: Rational, argument: Expression): Outcome<Rational> | undefined;
  /** Debit minus credit of an account, `balance("300101")`. */
  balance?(account: string): Rational | undefined;
  /** Sum posted on one side, `turnover("220201", credit)`. */
  turnover?(account: string, side: "debit" | "credit"): Rational | undefined;
}

/** Computes an expression exactly. Never throws: what has no value is an outcome with the reason. */
export function evaluate(expression: Expression, environment: Environment): Outcome {
  switch (expression.kind) {
    case "number":
    case "text":
    case "boolean":
      return success(expression.value);
    case "name":
      return environment.value(expression.name) ?? noValue(expression, expression.name);
    case "rest":
      return failure(expression, "incomplete", {
        en: "rest has a value only among the legs of its rule.",
        zh: "rest 只有放在规则的各条分录里才有值。",
      });
    case "missing":
      return failure(expression, "incomplete", { en: "The expression is incomplete.", zh: "表达式不完整。" });
    case "unary": {
      if (expression.operator === "!") {
        const operand = evaluateBoolean(expression.operand, environment);
        return operand.ok ? success(!operand.value) : operand;
      }
      const operand = evaluateNumber(expression.operand, environment);
      return operand.ok ? success(operand.value.neg()) : operand;
    }
    case "binary":
      return evaluateBinary(expression, environment);
    case "conditional": {
      const condition = evaluateBoolean(expression.condition, environment);
      if (!condition.ok) return condition;
      return evaluate(condition.value ? expression.then : expression.otherwise, environment);
    }
    case "call":
      return evaluateCall(expression, environment);
  }
}

/** {@link evaluate}, where only a number will do. */
export function evaluateNumber(expression: Expression, environment: Environment): Outcome<Rational> {
  const outcome = evaluate(expression, environment);
  if (!outcome.ok) return outcome;
  if (outcome.value instanceof Rational) return { ok: true, value: outcome.value };
  return failure(expression, "type", { en: "A number is needed here.", zh: "此处需要数值。" });
}

/** {@link evaluate}, where only a condition will do. */
export function evaluateBoolean(expression: Expression, environment: Environment): Outcome<boolean> {
  const outcome = evaluate(expression, environment);
  if (!outcome.ok) return outcome;
  if (typeof outcome.value === "boolean") return { ok: true, value: outcome.value };
  return failure(expression, "type", { en: "A condition is needed here.", zh: "此处需要条件。" });
}

function evaluateBinary(expression: Binary, environment: Environment): Outcome {
  const { operator } = expression;
  if (operator === "&&" || operator === "||") {
    const left = evaluateBoolean(expression.left, environment);
    if (!left.ok || left.value === (operator === "||")) return left;
    return evaluateBoolean(expression.right, environment);
  }
  if (operator === "==" || operator === "!=") {
    const left = evaluate(expression.left, environment);
    if (!left.ok) return left;
    const right = evaluate(expression.right, environment);
    if (!right.ok) return right;
    return success(sameValue(left.value, right.value) === (operator === "=="));
  }
  const left = evaluateNumber(expression.left, environment);
  if (!left.ok) return left;
  const right = evaluateNumber(expression.right, environment);
  if (!right.ok) return right;
  switch (operator) {
    case "+":
      return success(left.value.add(right.value));
    case "-":
      return success(left.value.sub(right.value));
    case "*":
      return success(left.value.mul(right.value));
    case "/":
      if (right.value.isZero) {
        return failure(expression.right, "division-by-zero", { en: "Division by zero.", zh: "除数为零。" });
      }
      return success(left.value.div(right.value));
    case "<":
      return success(left.value.compare(right.value) < 0);
    case "<=":
      return success(left.value.compare(right.value) <= 0);
    case ">":
      return success(left.value.compare(right.value) > 0);
    case ">=":
      return success(left.value.compare(right.value) >= 0);
  }
}

function evaluateCall(call: Call, environment: Environment): Outcome {
  const name = call.callee.name;
  const [first] = call.arguments;
  if (first === undefined) {
    return failure(call, "incomplete", { en: `${name}() needs an argument.`, zh: `${name}() 缺少参数。` });
  }
  switch (name) {
    case "round": {
      const value = evaluateNumber(first, environment);
      if (!value.ok) return value;
      const options = roundOptions(call, environment.rounding);
      return options === undefined
        ? failure(call, "type", {
            en: "round() needs a known mode and a unit above zero.",
            zh: "round() 的舍入方式或单位不对。",
          })
        : success(value.value.round(options.mode, options.unit));
    }
    case "min":
    case "max": {
      let result: Rational | undefined;
      for (const argument of call.arguments) {
        const value = evaluateNumber(argument, environment);
        if (!value.ok) return value;
        const pick = name === "min" ? minimum : maximum;
        result = result === undefined ? value.value : pick(result, value.value);
      }
      return success(result ?? Rational.ZERO);
    }
    case "product.fee": {
      const base = evaluateNumber(first, environment);
      return base.ok ? (environment.fee?.(base.value, first) ?? noValue(call, name)) : base;
    }
    case "balance":
    case "turnover": {
      const account = evaluate(first, environment);
      if (!account.ok) return account;
      const side = call.arguments[1];
      const value =
        typeof account.value !== "string"
          ? undefined
          : name === "balance"
            ? environment.balance?.(account.value)
            : side?.kind === "name" && (side.name === "debit" || side.name === "credit")
              ? environment.turnover?.(account.value, side.name)
              : undefined;
      return value === undefined ? noValue(call, name) : success(value);
    }
    default:
      return failure(call, "unknown-name", { en: `There is no function ${name}().`, zh: `没有函数 ${name}()。` }, name);
  }
}

/** Mode and unit of a `round(x, mode?, unit?)` call, defaults filled in; undefined when they are not valid. */
export function roundOptions(call: Call, rounding: Rounding): { mode: RoundingMode; unit: Rational } | undefined {
  const [argument, ...options] = call.arguments;
  if (argument === undefined || options.length > 2) return undefined;
  let mode: RoundingMode | undefined;
  let unit: Rational | undefined;
  for (const option of options) {
    if (option.kind === "number" && unit === undefined && option.value.sign > 0) unit = option.value;
    else if (option.kind === "name" && mode === undefined) mode = ROUNDING_MODES.find((known) => known === option.name);
    if (option.kind === "name" ? mode === undefined : option.kind !== "number" || unit === undefined) return undefined;
  }
  return { mode: mode ?? rounding.mode, unit: unit ?? rounding.unit(argument) };
}

function sameValue(left: Value, right: Value): boolean {
  return left instanceof Rational && right instanceof Rational ? left.equals(right) : left === right;
}

export function success<T>(value: T): { readonly ok: true; readonly value: T } {
  return { ok: true, value };
}

function failure(
  span: Span,
  code: EvaluationProblem["code"],
  message: Text,
  name?: string,
): { readonly ok: false; readonly problem: EvaluationProblem } {
  return {
    ok: false,
    problem: { code, message, start: span.start, end: span.end, ...(name === undefined ? {} : { name }) },
  };
}

function noValue(span: Span, name: string): { readonly ok: false; readonly problem: EvaluationProblem } {
  return failure(span, "no-value", { en: `${name} has no value here.`, zh: `${name} 在这里没有值。` }, name);
}
