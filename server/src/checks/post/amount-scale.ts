import type { Edit, Fix } from "../../finding";
import type { RulesDocument } from "../../index/documents";
import { currenciesOf } from "../../index/engine/currencies";
import { type ProductProof, proofOf } from "../../index/engine/proof-of-rule";
import { expressionOf } from "../../index/expressions";
import { amountOf } from "../../index/fee-terms";
import type { In, Ledger } from "../../index/ledger";
import { placesIn } from "../../index/scalar-offsets";
import { scaleOf } from "../../ledger/currency";
import { type Expression, type Span as Part, walk } from "../../ledger/expression/ast";
import { checkExpression } from "../../ledger/expression/check";
import { AmountScope } from "../../ledger/expression/scope";
import { DEFAULT_LIMITS } from "../../ledger/proof/budget";
import { proveRule } from "../../ledger/proof/prove";
import { Rational } from "../../ledger/rational";
import type { Field } from "../../model/fields";
import type { Product, Rule } from "../../model/types.generated";
import { offsetsOf, type Span } from "../../yaml/nodes";
import { type CheckFinding, check } from "../check";
import { page } from "../pages";

const amountScale = check({
  code: "post/amount-scale",
  severity: "error",
  tier: "P0",
  on: "rule",
  title: { en: "Posted amounts are whole minor units", zh: "入账金额不细于币种的最小单位" },
  *run(ledger, rule) {
    const said = new Set<number>();
    for (const found of findingsOf(ledger, rule)) {
      const { start } = offsetsOf(found.at);
      if (!said.has(start)) yield found;
      said.add(start);
    }
  },
  *beside(ledger) {
    for (const { item, document } of ledger.products()) {
      const currency = item.currency?.value ?? ledger.chartOf(document)?.baseCurrency;
      if (currency === undefined) continue;
      const most = scaleOf(currenciesOf(ledger), currency);
      for (const field of amountsOf(item)) {
        const value = amountOf(field);
        if (field && value?.scale !== undefined && value.scale > most)
          yield tooFine(field.node, field.value, value, most, currency);
      }
    }
  },
});
export default amountScale;

/** Amounts a product declares; its rates are kept finer. */
function amountsOf({ min_amount, max_amount, settlement, advance, fee }: Product) {
  const tiers = fee?.tiers.flatMap(({ over, up_to, amount }) => [over, up_to, amount]) ?? [];
  return [
    min_amount,
    max_amount,
    settlement?.exposure_limit,
    advance?.limit,
    fee?.amount,
    fee?.min,
    fee?.max,
    ...tiers,
  ];
}

/** Whether a rule has a finding of this check. */
export function isTooFine(ledger: Ledger, rule: In<Rule, RulesDocument>): boolean {
  return findingsOf(ledger, rule).length > 0;
}

/** An amount's text that reaches a leg without rounding, with the currency the leg is posted in. */
interface Posted {
  readonly field: Field<string>;
  readonly currency: string;
}

const known = new WeakMap<ProductProof, readonly CheckFinding[]>();

/** Kept as long as the rule's proof is: what they rest on is the same. */
function findingsOf(ledger: Ledger, rule: In<Rule, RulesDocument>): readonly CheckFinding[] {
  const proved = proofOf(ledger, rule);
  const findings = known.get(proved) ?? [...findIn(ledger, rule, proved)];
  known.set(proved, findings);
  return findings;
}

function* findIn(ledger: Ledger, rule: In<Rule, RulesDocument>, proved: ProductProof): Iterable<CheckFinding> {
  const { scope, legs } = proved;
  const waiting: Posted[] = legs.flatMap(({ item, place }) =>
    item.amount ? [{ field: item.amount, currency: place.currency }] : [],
  );
  const seen = new Set<Field<string>>();
  for (const posted of waiting) {
    const { field, currency } = posted;
    const { root, problems } = expressionOf(field.value);
    if (seen.has(field) || problems.length > 0) continue;
    seen.add(field);
    const { facts, types, problems: wrong } = checkExpression(root, scope, scope.rounding);
    if (wrong.length > 0) continue;
    const most = scaleOf(currenciesOf(ledger), currency);
    const placed = placesIn(field.node);
    const at = ({ start, end }: Part) => placed(start, end) ?? field.node;
    for (const literal of facts.literals) {
      const type = types.get(literal)?.kind;
      if (literal.scale > most && (type === undefined || type === "constant"))
        yield tooFine(at(literal), field.value.slice(literal.start, literal.end), literal.value, most, currency);
    }
    for (const { unit, value, type } of facts.units) {
      if (type.kind !== "money" || value.div(Rational.unit(most)).isInteger || isInsideRound(root, unit)) continue;
      const smallest = Rational.unit(most).toString();
      yield {
        at: at(unit),
        message: {
          en: `${currency} has no amounts finer than ${smallest}; this rounds to ${value}.`,
          zh: `${currency} 的最小单位是 ${smallest}，这里却舍入到 ${value}。`,
        },
        fixes: () => [
          {
            title: { en: `Round to ${smallest}`, zh: `舍入到 ${smallest}` },
            edits: [{ at: at(unit), newText: smallest }],
          },
        ],
      };
    }
    for (const part of facts.unrounded) {
      const text = field.value.slice(part.start, part.end);
      // A named amount is judged where it is defined.
      if (!definitionOf(rule, text)) yield unrounded(proved, field, root, part, text, at(part));
    }
    for (const name of namesPosted(root)) {
      const definition = definitionOf(rule, name);
      if (definition) waiting.push({ field: definition, currency });
    }
  }
}

function tooFine(at: Span, written: string, value: Rational, most: number, currency: string): CheckFinding {
  const cut = value.round("down", Rational.unit(most)).toDecimal(most);
  const same = Rational.decimal(cut).equals(value);
  return {
    at,
    message: {
      en: `${written} has more decimals than ${currency} amounts can have (${most}).`,
      zh: `${written} 的小数位超过了 ${currency} 的 ${most} 位。`,
    },
    fixes: () => [
      {
        title: { en: `Write ${cut}`, zh: `改为 ${cut}` },
        edits: [{ at, newText: cut }],
        preferred: same,
      } satisfies Fix,
    ],
  };
}

function unrounded(
  proved: ProductProof,
  field: Field<string>,
  root: Expression,
  part: Part,
  text: string,
  at: Span,
): CheckFinding {
  return {
    at,
    message: {
      en: `${text} can be finer than the minor unit when it is posted. Wrap it in round().`,
      zh: `${text} 入账时可能细于最小货币单位，请用 round() 舍入。`,
    },
    fixes: () => {
      if (
        !staysBalanced(proved, root, `${field.value.slice(0, part.start)}round(${text})${field.value.slice(part.end)}`)
      )
        return [];
      const edits: Edit[] = [{ at, newText: `round(${text})` }];
      return [{ title: { en: `Write round(${text})`, zh: `改为 round(${text})` }, edits }];
    },
  };
}

/** Whether the rule is as good with the expression replaced: rounding one part of a sum can cost the balance. */
function staysBalanced({ rule, scope, proof }: ProductProof, root: Expression, text: string): boolean {
  const changed = expressionOf(text).root;
  const amounts = new Map([...scope.given.amounts].map(([name, amount]) => [name, amount === root ? changed : amount]));
  const after = proveRule(
    {
      scope: new AmountScope({ ...scope.given, amounts }, scope.policy),
      legs: rule.legs.map((leg) => (leg.amount === root ? { ...leg, amount: changed } : leg)),
    },
    DEFAULT_LIMITS,
  );
  const isProved = (kind: string) => kind.startsWith("proved");
  return isProved(after.verdict.kind) || !isProved(proof.verdict.kind);
}

/** Names whose values reach the result as they are: summands, branches, and what `min` and `max` choose from. */
function* namesPosted(expression: Expression): Generator<string> {
  const { kind } = expression;
  if (kind === "name") yield expression.name;
  else if (kind === "unary") yield* namesPosted(expression.operand);
  else if (kind === "conditional")
    yield* [expression.then, expression.otherwise].flatMap((part) => [...namesPosted(part)]);
  else if (kind === "binary" && (expression.operator === "+" || expression.operator === "-"))
    yield* [expression.left, expression.right].flatMap((part) => [...namesPosted(part)]);
  else if (kind === "call" && (expression.callee.name === "min" || expression.callee.name === "max"))
    yield* expression.arguments.flatMap((part) => [...namesPosted(part)]);
}

function definitionOf({ item, document }: In<Rule, RulesDocument>, name: string): Field<string> | undefined {
  return item.amounts.entries.get(name)?.value ?? document.model.amounts.entries.get(name)?.value;
}

/** Prices and rates may be kept finer as long as what is made of them is rounded again. */
function isInsideRound(root: Expression, unit: Part): boolean {
  let depth = 0;
  for (const node of walk(root)) {
    const covers = node.start <= unit.start && unit.end <= node.end;
    if (covers && node.kind === "call" && node.callee.name === "round") depth++;
  }
  return depth > 1;
}

DOCS: page(amountScale, {
  why: {
    en: "A price and its rounded counter-value are two different numbers; a ledger in which one leg carries the unrounded one is off by cents, as the published cross-border homework was. What is posted has to be a whole number of the currency's minor units.",
    zh: "单价与舍入后的对价是两个不同的数，某条分录记了未舍入的那个，账就会差几分钱，群里公布的跨境作业答案正是这样错的。入账的金额必须是币种最小单位的整数倍。",
  },
  fix: {
    en: "Wrap the product or quotient in `round()`, give the rounding unit of the currency, cut the literal.",
    zh: "把乘积或商放进 `round()`，按币种的最小单位舍入，把多余的小数位去掉。",
  },
  silent: {
    en: "Pure sums and differences of rounded amounts, products by whole numbers, prices kept finer inside an outer `round()`, and amounts that no leg posts.",
    zh: "已舍入金额的加减、乘以整数、外层还有 `round()` 的单价、以及没有分录用到的金额不报。",
  },
  bad: `
    === a.coa.yaml
    kind: chart-of-accounts
    schema: 1
    base_currency: CNY
    accounts:
      - code: "220201"
        name: 商户待结算
        class: liability
      - code: "300101"
        name: 渠道待清算
        class: common
    === b.posting.yaml
    kind: posting-rules
    schema: 1
    inputs:
      gross:
        type: money
        min: 0.01
    amounts:
      fee: gross * 0.006
      #    ^^^^^^^^^^^^^ post/amount-scale: gross * 0.006 can be finer than the minor unit when it is posted. Wrap it in round().
      cost: round(gross * 0.002, half_up, 0.001)
      #                                   ^^^^^ post/amount-scale: CNY has no amounts finer than 0.01; this rounds to 0.001.
    rules:
      - id: fee
        event: fee
        entries:
          - debit: "220201"
            amount: fee
          - credit: "300101"
            amount: fee
      - id: fixed
        event: settlement
        entries:
          - debit: "220201"
            amount: max(0.105, cost)
            #           ^^^^^ post/amount-scale: 0.105 has more decimals than CNY amounts can have (2).
          - credit: "300101"
            amount: rest
    products:
      - id: acquiring
        min_amount: 0.005
        #           ^^^^^ post/amount-scale: 0.005 has more decimals than CNY amounts can have (2).
  `,
  good: `
    === a.coa.yaml
    kind: chart-of-accounts
    schema: 1
    base_currency: CNY
    accounts:
      - code: "220201"
        name: 商户待结算
        class: liability
      - code: "300101"
        name: 渠道待清算
        class: common
    === b.posting.yaml
    kind: posting-rules
    schema: 1
    inputs:
      gross:
        type: money
        min: 0.01
    amounts:
      fee: round(gross * 0.006)
      price: round(gross * 0.00123, half_up, 0.0001)
    rules:
      - id: fee
        event: fee
        entries:
          - debit: "220201"
            amount: fee
          - credit: "300101"
            amount: fee
      - id: fixed
        event: settlement
        entries:
          - debit: "220201"
            amount: max(0.10, round(price * 3))
          - credit: "300101"
            amount: rest
  `,
  sources: ["2017-07-06 09:54", "2017-07-05 20:08"],
});
