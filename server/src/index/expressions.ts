import { type ParsedExpression, parseExpression } from "../ledger/expression/parser";

const MOST = 5000;
const known = new Map<string, ParsedExpression>();

/** The parsed form of an expression's text. Ledgers repeat few expressions many times, so parses are kept. */
export function expressionOf(text: string): ParsedExpression {
  const parsed = known.get(text) ?? parseExpression(text);
  if (known.size > MOST) known.clear();
  known.set(text, parsed);
  return parsed;
}
