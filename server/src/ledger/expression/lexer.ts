import type { ExpressionProblem, Span } from "./ast";

export type TokenKind = "number" | "text" | "name" | "operator" | "unknown" | "end";

export interface Token extends Span {
  readonly kind: TokenKind;
  /** Operators in ASCII (`×` reads as `*`), text literals without quotes, all else as written. */
  readonly text: string;
}

/** Names may be Chinese: any Unicode letter or digit, and the underscore. */
const NAME = /[\p{L}_][\p{L}\p{M}\p{N}_]*/uy;
const NUMBER = /\d+(?:\.\d+)?/y;
const SPACE = /[\s\u3000]+/y;
const OPERATOR = /\|\||&&|[=!<>]=|[-+*/<>!?:(),.]/y;

/** Signs a Chinese input method or a formula editor puts in, and what they mean here. */
const LOOKALIKES: Readonly<Record<string, string>> = {
  "（": "(",
  "）": ")",
  "，": ",",
  "、": ",",
  "？": "?",
  "：": ":",
  "！": "!",
  "＋": "+",
  "－": "-",
  "−": "-",
  "×": "*",
  "＊": "*",
  "÷": "/",
  "／": "/",
  "＞": ">",
  "＜": "<",
  "≥": ">=",
  "≤": "<=",
  "≠": "!=",
  "＝": "==",
  "=": "==",
};

/** Cuts the text into tokens. Never throws; what is no token becomes `unknown` with a problem. The last token is `end`. */
export function tokenize(source: string): {
  readonly tokens: readonly Token[];
  readonly problems: readonly ExpressionProblem[];
} {
  const tokens: Token[] = [];
  const problems: ExpressionProblem[] = [];
  let at = 0;

  const match = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at;
    return pattern.exec(source)?.[0];
  };
  const push = (kind: TokenKind, length: number, text: string): void => {
    tokens.push({ kind, text, start: at, end: at + length });
    at += length;
  };

  while (at < source.length) {
    const space = match(SPACE);
    if (space !== undefined) {
      at += space.length;
      continue;
    }
    const number = match(NUMBER);
    if (number !== undefined) {
      push("number", number.length, number);
      readRateUnit(source, at, tokens, problems, (length) => {
        at += length;
      });
      continue;
    }
    const name = match(NAME);
    if (name !== undefined) {
      push("name", name.length, name);
      continue;
    }
    const operator = match(OPERATOR);
    if (operator !== undefined) {
      push("operator", operator.length, operator);
      continue;
    }
    const quote = source[at];
    if (quote === '"' || quote === "'") {
      const close = source.indexOf(quote, at + 1);
      if (close < 0) {
        problems.push({
          code: "syntax",
          start: at,
          end: source.length,
          message: { en: `The closing ${quote} is missing.`, zh: `缺少右引号 ${quote}。` },
        });
      }
      const end = close < 0 ? source.length : close;
      push("text", (close < 0 ? end : end + 1) - at, source.slice(at + 1, end));
      continue;
    }
    const character = String.fromCodePoint(source.codePointAt(at) ?? 0);
    const meant = LOOKALIKES[character];
    problems.push({
      code: "syntax",
      start: at,
      end: at + character.length,
      message:
        meant === undefined
          ? { en: `“${character}” has no meaning in an amount.`, zh: `金额表达式里不能用“${character}”。` }
          : { en: `Write ${meant} instead of “${character}”.`, zh: `请把“${character}”写成 ${meant}。` },
      ...(meant === undefined ? {} : { replacement: meant }),
    });
    push(meant === undefined ? "unknown" : "operator", character.length, meant ?? character);
  }
  tokens.push({ kind: "end", text: "", start: source.length, end: source.length });
  return { tokens, problems };
}

const RATE_UNITS: Readonly<Record<string, number>> = { "%": 2, "％": 2, "‰": 3 };

/** `0.6%` inside an expression: rates with a unit belong to the product's terms, here 0.006 is meant. */
function readRateUnit(
  source: string,
  at: number,
  tokens: readonly Token[],
  problems: ExpressionProblem[],
  skip: (length: number) => void,
): void {
  const number = tokens.at(-1);
  const shift = RATE_UNITS[source[at] ?? ""];
  if (number === undefined || shift === undefined) return;
  const plain = shiftDecimal(number.text, shift);
  problems.push({
    code: "syntax",
    start: number.start,
    end: at + 1,
    message: {
      en: `Rates inside an expression are plain decimals: write ${plain}.`,
      zh: `表达式里的费率用小数书写：请写 ${plain}。`,
    },
    replacement: plain,
  });
  skip(1);
}

function shiftDecimal(text: string, places: number): string {
  const [whole = "0", decimals = ""] = text.split(".");
  const digits = whole.padStart(places + 1, "0");
  const shifted = `${digits.slice(0, -places)}.${digits.slice(-places)}${decimals}`;
  return shifted.replace(/^0+(?=\d)/, "").replace(/\.?0+$/, "");
}
