import type { RulesDocument } from "../index/documents";
import { currenciesOf } from "../index/engine/currencies";
import { figure } from "../index/engine/figures";
import { productsToTry } from "../index/engine/products-of-rule";
import { itemOfLeg } from "../index/engine/refs";
import { examplesOf } from "../index/engine/runs";
import { scopeOfFile, scopeOfRule } from "../index/engine/scope-of-rule";
import { expressionOf } from "../index/expressions";
import type { In, Ledger } from "../index/ledger";
import { placesIn } from "../index/scalar-offsets";
import type { Text } from "../l10n/text";
import { type Expression, walk } from "../ledger/expression/ast";
import { checkExpression } from "../ledger/expression/check";
import { evaluate, type Value } from "../ledger/expression/evaluate";
import { type AmountScope, amountEnvironment } from "../ledger/expression/scope";
import { describeType, type Type } from "../ledger/expression/types";
import { Rational } from "../ledger/rational";
import { readInput } from "../ledger/simulate/given";
import type { Rule } from "../model/types.generated";
import { offsetsOf, type ScalarNode, type Span } from "../yaml/nodes";
import { type FeatureContext, type Located, say } from "./context";
import { isInside } from "./preview-parts";

/** What an expression, or the part of it under the cursor, stands for: its type, and its value in the rule's first example. */
export function expressionHover(
  context: FeatureContext,
  at: Located,
): { readonly value: string; readonly span: Span } | undefined {
  const node = at.place?.node;
  const { document, ledger } = at;
  if (!ledger || document?.kind !== "posting-rules" || node?.kind !== "scalar" || at.place?.onKey) return undefined;
  if (!at.view?.annotation("x-expression")) return undefined;
  const { root, problems } = expressionOf(node.value);
  if (problems.length > 0) return undefined;
  const part = innermost(root, node, at.offset);
  if (!part) return undefined;
  const item = document.model.rules.find((one) => isInside(one.node, document.uri, at.offset));
  const rule = item && { item, document };
  const product = rule ? productsToTry(ledger, rule)[0] : [...ledger.products()].find((one) => one.item.fee)?.item;
  const scope = rule
    ? scopeOfRule(ledger, rule, { product, books: true })
    : scopeOfFile(ledger, document, { product, books: true });
  const type = checkExpression(root, scope, scope.rounding).types.get(part.expression);
  if (!type || type.kind === "unknown" || type.kind === "text") return undefined;
  const value = rule && valueText(ledger, rule, scope, part.expression, type, node);
  const text = node.value.slice(part.expression.start, part.expression.end);
  const lines = [`\`${text}\` ${say(context, describeType(type))}`, ...(value ? [say(context, value)] : [])];
  return { value: lines.join("\n\n"), span: part.span };
}

/** The innermost part at an offset of the file. */
function innermost(
  root: Expression,
  node: ScalarNode,
  offset: number,
): { readonly expression: Expression; readonly span: Span } | undefined {
  const placed = placesIn(node);
  let best: { expression: Expression; span: Span } | undefined;
  for (const expression of walk(root)) {
    const span = placed(expression.start, expression.end);
    if (!span) continue;
    const { start, end } = offsetsOf(span);
    if (start > offset || offset > end) continue;
    if (!best || end - start <= best.span.end - best.span.start) best = { expression, span };
  }
  return best;
}

function valueText(
  ledger: Ledger,
  rule: In<Rule, RulesDocument>,
  scope: AmountScope,
  expression: Expression,
  type: Type,
  node: ScalarNode,
): Text | undefined {
  const [first] = examplesOf(ledger, rule);
  if (!first) return undefined;
  let value: Value | undefined;
  if (expression.kind === "rest") {
    value = first.run.lines.find(({ leg }) => itemOfLeg(leg).amount?.node === node)?.amount;
  } else {
    const environment = amountEnvironment(scope, {
      value: (name) => {
        const text = first.example.given.get(name);
        if (text !== undefined) return readInput(text, scope.lookup(name));
        return name.startsWith("prior.") ? Rational.ZERO : undefined;
      },
    });
    const outcome = evaluate(expression, environment);
    value = outcome.ok ? outcome.value : undefined;
  }
  if (value === undefined) return undefined;
  const money = type.kind === "money" && value instanceof Rational;
  const text = money ? moneyText(ledger, scope, value as Rational, type.currency) : String(value);
  const name = first.item.name?.value;
  return name === undefined
    ? { en: `${text} in the first example`, zh: `第一个示例中为 ${text}` }
    : { en: `${text} in the example “${name}”`, zh: `示例“${name}”中为 ${text}` };
}

function moneyText(ledger: Ledger, scope: AmountScope, value: Rational, currency: string | undefined): string {
  if (currency !== undefined) return figure(value, currenciesOf(ledger), currency);
  const decimals = scope.policy.minorUnit(undefined).scale ?? 2;
  return value.scale !== undefined && value.scale <= decimals ? value.toDecimal(decimals) : value.toString();
}
