import type { Text } from "../../l10n/text";
import { Rational } from "../rational";
import {
  type BinaryOperator,
  type Expression,
  type ExpressionProblem,
  type Name,
  PRECEDENCE,
  type Span,
  type UnaryOperator,
  walk,
} from "./ast";
import { type Token, tokenize } from "./lexer";

/** A parsed expression: always a tree, with what was wrong beside it. */
export interface ParsedExpression {
  readonly source: string;
  readonly root: Expression;
  readonly problems: readonly ExpressionProblem[];
}

/** Deeper nesting than any amount needs; bounds the stack on hostile input. */
const MAX_DEPTH = 200;
/** Longer than any amount needs; bounds the work on hostile input. */
const MAX_LENGTH = 4_000;

/** Parses the text of an amount or a condition. Never throws; missing operands become {@link Missing} nodes. */
export function parseExpression(source: string): ParsedExpression {
  if (source.length > MAX_LENGTH) {
    const whole = { start: 0, end: source.length };
    const message = { en: "This expression is too long to be read.", zh: "表达式太长，无法解析。" };
    return { source, root: { kind: "missing", ...whole }, problems: [{ code: "syntax", message, ...whole }] };
  }
  const { tokens, problems } = tokenize(source);
  return new Parser(source, tokens, [...problems]).parse();
}

class Parser {
  private position = 0;
  private depth = 0;

  constructor(
    private readonly source: string,
    private readonly tokens: readonly Token[],
    private readonly problems: ExpressionProblem[],
  ) {}

  parse(): ParsedExpression {
    const root = this.conditional();
    const extra = this.peek();
    if (extra.kind !== "end") {
      const text = this.source.slice(extra.start, this.source.length).trimEnd();
      this.report(
        { start: extra.start, end: extra.start + text.length },
        { en: `“${text}” does not belong to the expression before it.`, zh: `“${text}”与前面的表达式接不上。` },
      );
    }
    if (root.kind !== "rest") {
      for (const node of walk(root)) {
        if (node.kind !== "rest") continue;
        this.report(node, {
          en: "rest stands alone: a leg takes the whole remainder or none of it.",
          zh: "rest 只能单独使用：一条分录要么承接全部余数，要么不承接。",
        });
      }
    }
    return { source: this.source, root, problems: this.problems.sort((a, b) => a.start - b.start) };
  }

  private conditional(): Expression {
    if (++this.depth > MAX_DEPTH) return this.tooDeep();
    const condition = this.binary(1);
    let result: Expression = condition;
    if (this.accept("?")) {
      const then = this.conditional();
      if (!this.accept(":")) {
        this.report(this.here(), {
          en: "“:” and the amount for the other case are missing.",
          zh: "缺少“:”及条件不成立时的金额。",
        });
      }
      const otherwise = this.previous().text === ":" ? this.conditional() : this.missing(false);
      result = { kind: "conditional", condition, then, otherwise, start: condition.start, end: otherwise.end };
    }
    this.depth--;
    return result;
  }

  private binary(minimum: number): Expression {
    let left = this.unary();
    for (;;) {
      const operator = this.peek();
      const strength = operator.kind === "operator" ? PRECEDENCE[operator.text as BinaryOperator] : undefined;
      if (strength === undefined || strength < minimum) return left;
      this.position++;
      const right = this.binary(strength + 1);
      left = {
        kind: "binary",
        operator: operator.text as BinaryOperator,
        left,
        right,
        start: left.start,
        end: Math.max(right.end, operator.end),
      };
    }
  }

  private unary(): Expression {
    const token = this.peek();
    if (token.kind === "operator" && (token.text === "-" || token.text === "!")) {
      if (++this.depth > MAX_DEPTH) return this.tooDeep();
      this.position++;
      const operand = this.unary();
      this.depth--;
      return { kind: "unary", operator: token.text as UnaryOperator, operand, start: token.start, end: operand.end };
    }
    return this.primary();
  }

  private primary(): Expression {
    const token = this.peek();
    if (token.kind === "number") {
      this.position++;
      const scale = token.text.includes(".") ? token.text.length - token.text.indexOf(".") - 1 : 0;
      return { kind: "number", value: Rational.decimal(token.text), scale, start: token.start, end: token.end };
    }
    if (token.kind === "text") {
      this.position++;
      const content = { start: token.start + 1, end: token.start + 1 + token.text.length };
      return { kind: "text", value: token.text, content, start: token.start, end: token.end };
    }
    if (token.kind === "name") return this.nameOrCall();
    if (this.accept("(")) {
      const inner = this.conditional();
      this.close(token);
      return inner;
    }
    return this.missing(true);
  }

  private nameOrCall(): Expression {
    const first = this.advance();
    const span = { start: first.start, end: first.end };
    if (this.peek().text !== "." && !this.at("(")) {
      if (first.text === "true" || first.text === "false")
        return { kind: "boolean", value: first.text === "true", ...span };
      if (first.text === "rest") return { kind: "rest", ...span };
    }
    const callee = this.dotted(first);
    if (!this.at("(")) return callee;
    const open = this.advance();
    const list: Expression[] = [];
    if (!this.at(")")) {
      do list.push(this.conditional());
      while (this.accept(","));
    }
    this.close(open);
    return { kind: "call", callee, arguments: list, start: callee.start, end: this.previous().end };
  }

  private dotted(first: Token): Name {
    const parts = [{ text: first.text, start: first.start, end: first.end }];
    while (this.at(".")) {
      const dot = this.advance();
      const part = this.peek();
      if (part.kind === "name" && part.start === dot.end) {
        this.position++;
        parts.push({ text: part.text, start: part.start, end: part.end });
      } else {
        parts.push({ text: "", start: dot.end, end: dot.end });
        this.report(dot, { en: "A name is missing after the dot.", zh: "点号后面缺少名称。" });
      }
    }
    const name = parts.map((part) => part.text).join(".");
    return { kind: "name", name, parts, start: first.start, end: this.previous().end };
  }

  private close(open: Token): void {
    if (this.accept(")")) return;
    this.report(open, { en: "The closing parenthesis is missing.", zh: "缺少右括号。" });
  }

  private missing(report: boolean): Expression {
    const here = this.here();
    if (report) {
      this.report(
        here,
        this.tokens.length === 1
          ? { en: "The amount is missing.", zh: "缺少金额。" }
          : { en: "An amount or a name is missing here.", zh: "此处缺少金额或名称。" },
      );
    }
    if (this.peek().kind === "unknown") this.position++;
    return { kind: "missing", ...here };
  }

  private tooDeep(): Expression {
    this.position = this.tokens.length - 1;
    this.report(this.here(), { en: "The expression is nested too deeply.", zh: "表达式嵌套太深。" });
    return { kind: "missing", ...this.here() };
  }

  /** The next token's place, or, at the end, the place right after the last one. */
  private here(): Span {
    const next = this.peek();
    return next.kind === "end" ? { start: this.previous().end, end: next.end } : { start: next.start, end: next.end };
  }

  private report(span: Span, message: Text): void {
    this.problems.push({ code: "syntax", message, start: span.start, end: span.end });
  }

  private at(operator: string): boolean {
    const token = this.peek();
    return token.kind === "operator" && token.text === operator;
  }

  private accept(operator: string): boolean {
    if (!this.at(operator)) return false;
    this.position++;
    return true;
  }

  private advance(): Token {
    const token = this.peek();
    if (token.kind !== "end") this.position++;
    return token;
  }

  private peek(): Token {
    return this.tokens[this.position] ?? END;
  }

  private previous(): Token {
    return this.tokens[this.position - 1] ?? this.tokens[this.tokens.length - 1] ?? END;
  }
}

const END: Token = { kind: "end", text: "", start: 0, end: 0 };
