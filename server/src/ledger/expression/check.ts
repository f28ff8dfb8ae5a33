import type { Text } from "../../l10n/text";
import { nearest } from "../../nearest";
import { ROUNDING_MODES } from "../rational";
import { type AmountFacts, amountFacts } from "./amount-facts";
import {
  type Binary,
  type Call,
  type Conditional,
  type Expression,
  type ExpressionProblem,
  type ExpressionProblemCode,
  type Name,
  print,
  type Span,
} from "./ast";
import { nonZeroWhen } from "./non-zero";
import { combine, compare, divide, multiply, type Typed } from "./operators";
import { includesZero, rangeOf } from "./range";
import { describeType, isNumeric, type Rounding, type Type, type TypeScope } from "./types";

/** What a check of an expression found. */
export interface CheckedExpression {
  readonly type: Type;
  readonly problems: readonly ExpressionProblem[];
  /** The type of every part that has one. */
  readonly types: ReadonlyMap<Expression, Type>;
  /** What matters when the expression is posted as money. */
  readonly facts: AmountFacts;
}

/** Functions of the language, for suggestions. */
export const FUNCTIONS: readonly string[] = ["round", "min", "max", "balance", "turnover", "product.fee"];

/** Finds the type of an expression and everything that cannot be right about it, whatever the inputs are. */
export function checkExpression(root: Expression, scope: TypeScope, rounding: Rounding): CheckedExpression {
  const checker = new Checker(scope, rounding);
  const type = checker.check(root);
  return { type, problems: checker.problems, types: checker.types, facts: amountFacts(root, checker.types, scope) };
}

class Checker {
  readonly problems: ExpressionProblem[] = [];
  readonly types = new Map<Expression, Type>();
  /** Printed expressions known not to be zero, or to be zero, in the branch being checked. */
  private nonZero: readonly string[] = [];

  constructor(
    private readonly scope: TypeScope,
    private readonly rounding: Rounding,
  ) {}

  check(expression: Expression): Type {
    const type = this.typeOf(expression);
    this.types.set(expression, type);
    return type;
  }

  private typeOf(expression: Expression): Type {
    switch (expression.kind) {
      case "number":
        return { kind: "constant" };
      case "text":
        return { kind: "text" };
      case "boolean":
        return { kind: "boolean" };
      case "rest":
        return { kind: "money" };
      case "missing":
        return UNKNOWN;
      case "name":
        return this.name(expression);
      case "unary": {
        const operand = this.check(expression.operand);
        if (expression.operator === "!") {
          this.expectBoolean(expression.operand, operand);
          return { kind: "boolean" };
        }
        return isNumeric(operand)
          ? operand
          : this.mismatch(expression.operand, operand, { en: "a number", zh: "数值" });
      }
      case "binary":
        return this.binary(expression);
      case "conditional":
        return this.conditional(expression);
      case "call":
        return this.call(expression);
    }
  }

  private name(name: Name): Type {
    const declaration = this.scope.lookup(name.name);
    if (declaration === undefined) {
      const meant = nearest(name.name, this.scope.names());
      const hint =
        meant === undefined ? { en: "", zh: "" } : { en: ` Did you mean ${meant}?`, zh: `是不是 ${meant}？` };
      this.report(
        name,
        "unknown-name",
        {
          en: `There is no input or amount ${name.name}.${hint.en}`,
          zh: `没有名为 ${name.name} 的输入或金额。${hint.zh}`,
        },
        meant,
      );
      return UNKNOWN;
    }
    if (declaration.cyclic === true) {
      this.report(name, "cycle", {
        en: `${name.name} is defined through itself.`,
        zh: `${name.name} 的定义绕回了自身。`,
      });
    }
    return declaration.type;
  }

  private binary(expression: Binary): Type {
    const { operator, left, right } = expression;
    const a = this.check(left);
    if (operator === "&&" || operator === "||") {
      const b = this.assuming(operator === "&&" ? nonZeroWhen(left, true) : nonZeroWhen(left, false), () =>
        this.check(right),
      );
      this.expectBoolean(left, a);
      this.expectBoolean(right, b);
      return { kind: "boolean" };
    }
    const b = this.check(right);
    if (a.kind === "unknown" || b.kind === "unknown") {
      return ["+", "-", "*", "/"].includes(operator)
        ? operator === "+" || operator === "-"
          ? a.kind === "unknown"
            ? b
            : a
          : UNKNOWN
        : { kind: "boolean" };
    }
    switch (operator) {
      case "+":
      case "-":
        return this.settle(expression, combine(a, b));
      case "*":
        return this.settle(expression, multiply(a, b));
      case "/":
        this.checkDivisor(right);
        return this.settle(expression, divide(a, b));
      default:
        this.checkEnumValue(left, a, right, b);
        this.settle(expression, compare(operator, a, b));
        return { kind: "boolean" };
    }
  }

  private conditional({ condition, then, otherwise }: Conditional): Type {
    this.expectBoolean(condition, this.check(condition));
    const a = this.assuming(nonZeroWhen(condition, true), () => this.check(then));
    const b = this.assuming(nonZeroWhen(condition, false), () => this.check(otherwise));
    if (a.kind === "unknown" || b.kind === "unknown") return a.kind === "unknown" ? b : a;
    return a.kind === b.kind && !isNumeric(a) ? a : this.settle(otherwise, combine(a, b));
  }

  private call(call: Call): Type {
    const name = call.callee.name;
    switch (name) {
      case "round": {
        const type = this.argument(call, 0);
        this.checkRoundOptions(call);
        return type.kind === "constant" || isNumeric(type)
          ? type
          : this.mismatch(call.arguments[0] ?? call, type, { en: "a number", zh: "数值" });
      }
      case "min":
      case "max": {
        const types = call.arguments.map((argument) => ({ argument, type: this.check(argument) }));
        if (types.length < 2)
          this.argumentCount(call, {
            en: `${name}() compares at least two amounts.`,
            zh: `${name}() 至少要比较两个金额。`,
          });
        return types.reduce<Type>((result, { argument, type }) => {
          if (result.kind === "unknown") return type;
          if (type.kind === "unknown") return result;
          return this.settle(argument, combine(result, type));
        }, UNKNOWN);
      }
      case "product.fee": {
        const type = this.argument(call, 0);
        if (call.arguments.length > 1)
          this.argumentCount(call, { en: "product.fee() takes one amount.", zh: "product.fee() 只取一个金额。" });
        if (!this.scope.hasProductFee) {
          this.report(call.callee, "unknown-name", {
            en: "The product has no fee terms.",
            zh: "该产品没有手续费条款。",
          });
        }
        if (type.kind === "money" || type.kind === "constant" || type.kind === "unknown")
          return type.kind === "money" ? type : { kind: "money" };
        return this.mismatch(call.arguments[0] ?? call, type, { en: "an amount", zh: "金额" });
      }
      case "balance":
      case "turnover":
        return this.booksCall(call, name);
      default: {
        for (const argument of call.arguments) this.check(argument);
        const meant = nearest(name, FUNCTIONS);
        const hint =
          meant === undefined ? { en: "", zh: "" } : { en: ` Did you mean ${meant}()?`, zh: `是不是 ${meant}()？` };
        this.report(
          call.callee,
          "unknown-function",
          { en: `There is no function ${name}().${hint.en}`, zh: `没有函数 ${name}()。${hint.zh}` },
          meant,
        );
        return UNKNOWN;
      }
    }
  }

  private booksCall(call: Call, name: "balance" | "turnover"): Type {
    const [account, side] = call.arguments;
    if (account?.kind !== "text") {
      this.argumentCount(call, {
        en: `${name}() needs an account code in quotes.`,
        zh: `${name}() 需要带引号的科目编码。`,
      });
    } else this.types.set(account, { kind: "text" });
    const known = side?.kind === "name" && (side.name === "debit" || side.name === "credit");
    if (name === "turnover" && (!known || call.arguments.length !== 2)) {
      this.argumentCount(call, {
        en: "turnover() needs a side: debit or credit.",
        zh: "turnover() 需要方向：debit 或 credit。",
      });
    }
    if (name === "balance" && call.arguments.length > 1) {
      this.argumentCount(call, { en: "balance() takes one account code.", zh: "balance() 只取一个科目编码。" });
    }
    if (!this.scope.hasBooks) {
      this.report(call.callee, "unknown-function", {
        en: `${name}() can be asked in conditions on the books only, not in an amount.`,
        zh: `${name}() 只能用在对账簿的条件里，不能用在金额里。`,
      });
    }
    return { kind: "money" };
  }

  private argument(call: Call, index: number): Type {
    const argument = call.arguments[index];
    if (argument !== undefined) return this.check(argument);
    this.argumentCount(call, {
      en: `${call.callee.name}() needs an amount.`,
      zh: `${call.callee.name}() 需要一个金额。`,
    });
    return UNKNOWN;
  }

  private checkRoundOptions(call: Call): void {
    const options = call.arguments.slice(1);
    let modes = 0;
    let units = 0;
    for (const option of options) {
      if (option.kind === "name" && ROUNDING_MODES.some((mode) => mode === option.name)) modes++;
      else if (option.kind === "number" && option.value.sign > 0) units++;
      else if (option.kind === "name") {
        const meant = nearest(option.name, ROUNDING_MODES);
        this.report(
          option,
          "arguments",
          {
            en: `${option.name} is no rounding mode: half_up, half_even, up or down.`,
            zh: `${option.name} 不是舍入方式：可用 half_up、half_even、up、down。`,
          },
          meant,
        );
      } else {
        this.report(option, "arguments", {
          en: "A rounding unit is a decimal above zero, such as 0.01.",
          zh: "舍入单位是大于零的小数，例如 0.01。",
        });
      }
    }
    if (modes > 1 || units > 1) {
      this.argumentCount(call, {
        en: "round() takes one mode and one unit.",
        zh: "round() 只取一种舍入方式和一个单位。",
      });
    }
  }

  private checkDivisor(divisor: Expression): void {
    const range = rangeOf(divisor, (name) => this.scope.lookup(name)?.range, this.rounding);
    if (!includesZero(range) || this.nonZero.includes(print(divisor))) return;
    const text = print(divisor);
    this.report(divisor, "division-by-zero", {
      en: `${text} can be 0. Declare a min above 0, or test it first: ${text} == 0 ? … : …`,
      zh: `${text} 可能为 0。请声明大于 0 的 min，或先判断：${text} == 0 ? … : …`,
    });
  }

  /** `kind == "chanel_only"`, and `kind == channel_only` without the quotes. */
  private checkEnumValue(left: Expression, a: Type, right: Expression, b: Type): void {
    const [type, other] = a.kind === "enum" ? [a, right] : b.kind === "enum" ? [b, left] : [undefined, left];
    if (type === undefined || other.kind !== "text" || type.values.includes(other.value)) return;
    const meant = nearest(other.value, type.values);
    this.report(
      other.content,
      "unknown-name",
      {
        en: `“${other.value}” is never the value here: ${type.values.join(", ")}.`,
        zh: `这里不会出现“${other.value}”，可能的值：${type.values.join("、")}。`,
      },
      meant,
    );
  }

  private assuming<T>(nonZero: readonly string[], run: () => T): T {
    const before = this.nonZero;
    this.nonZero = [...before, ...nonZero];
    const result = run();
    this.nonZero = before;
    return result;
  }

  private settle(span: Span, { type, problem }: Typed): Type {
    if (problem !== undefined) this.report(span, problem.code, problem.message);
    return type;
  }

  private expectBoolean(expression: Expression, type: Type): void {
    if (type.kind !== "boolean" && type.kind !== "unknown")
      this.mismatch(expression, type, { en: "a condition", zh: "条件" });
  }

  private mismatch(span: Span, found: Type, wanted: Text): Type {
    if (found.kind !== "unknown") {
      const is = describeType(found);
      this.report(span, "type-mismatch", {
        en: `This is ${is.en}; ${wanted.en} is needed.`,
        zh: `这里是${is.zh}，需要的是${wanted.zh}。`,
      });
    }
    return UNKNOWN;
  }

  private argumentCount(call: Call, message: Text): void {
    this.report(call, "arguments", message);
  }

  private report(span: Span, code: ExpressionProblemCode, message: Text, replacement?: string): void {
    this.problems.push({
      code,
      message,
      start: span.start,
      end: span.end,
      ...(replacement === undefined ? {} : { replacement }),
    });
  }
}

const UNKNOWN: Type = { kind: "unknown" };
