import type { RulesDocument } from "../../index/documents";
import { placeOfLeg } from "../../index/engine/leg-place";
import { productsToTry } from "../../index/engine/products-of-rule";
import { isPostable } from "../../index/engine/proof-of-rule";
import { scopeOfFile, scopeOfRule } from "../../index/engine/scope-of-rule";
import { expressionOf } from "../../index/expressions";
import type { Ledger } from "../../index/ledger";
import { placesIn } from "../../index/scalar-offsets";
import type { Text } from "../../l10n/text";
import type { ExpressionProblem } from "../../ledger/expression/ast";
import { checkExpression } from "../../ledger/expression/check";
import type { AmountScope } from "../../ledger/expression/scope";
import { describeType, type Type } from "../../ledger/expression/types";
import type { Field } from "../../model/fields";
import type { Product } from "../../model/types.generated";
import { type CheckFinding, check, replace } from "../check";
import { page } from "../pages";

/** Where an expression stands decides what it must give: a leg an amount, a condition yes or no, a named amount anything. */
type Role =
  | { readonly kind: "leg"; readonly currency: string }
  | { readonly kind: "condition" }
  | { readonly kind: "named" };

interface Place {
  readonly field: Field<string> | undefined;
  readonly role: Role;
  readonly scope: AmountScope;
}

const expression = check({
  code: "post/expression",
  severity: "error",
  tier: "P0",
  on: "rule",
  title: { en: "Amounts and conditions can be computed", zh: "金额与条件写得对、算得出" },
  *run(ledger, rule) {
    const places = productsToTry(ledger, rule).flatMap((product) => [...rulePlaces(ledger, rule, product)]);
    yield* judgeAll(places);
  },
  *beside(ledger) {
    for (const document of ledger.rulesDocuments) yield* judgeAll(headPlaces(ledger, document));
  },
});
export default expression;

/** Several products can give one finding at one place. */
function* judgeAll(places: Iterable<Place>): Iterable<CheckFinding> {
  const said = new Set<string>();
  for (const place of places) {
    for (const finding of judge(place)) {
      const key = `${finding.at.segment.base + finding.at.start} ${finding.message.en}`;
      if (!said.has(key)) yield finding;
      said.add(key);
    }
  }
}

/** Named amounts and conditions outside the rules. */
function* headPlaces(ledger: Ledger, document: RulesDocument): Iterable<Place> {
  const { model } = document;
  const product = [...ledger.products()].find(({ item }) => item.fee)?.item;
  const conditions = [
    ...model.identities.map(({ condition }) => condition),
    ...model.scenarios.flatMap(({ identities }) => identities.map(({ condition }) => condition)),
  ];
  // The scope of a file takes in the names of all its rules: it is made only where something stands in it.
  if (model.amounts.entries.size > 0) {
    const scope = scopeOfFile(ledger, document, { product });
    for (const { value } of model.amounts.entries.values()) yield { field: value, role: NAMED, scope };
  }
  if (conditions.length > 0) {
    const scope = scopeOfFile(ledger, document, { product, books: true });
    for (const field of conditions) yield { field, role: CONDITION, scope };
  }
}

const NAMED: Role = { kind: "named" };
const CONDITION: Role = { kind: "condition" };

function* rulePlaces(
  ledger: Ledger,
  rule: Parameters<typeof scopeOfRule>[1],
  product: Product | undefined,
): Iterable<Place> {
  const { item, document } = rule;
  const scope = scopeOfRule(ledger, rule, { product });
  for (const { value } of item.amounts.entries.values()) yield { field: value, role: NAMED, scope };
  for (const leg of item.entries) {
    const { currency } = placeOfLeg(ledger, document, leg, product?.currency?.value);
    yield { field: leg.amount, role: { kind: "leg", currency }, scope };
  }
  const books = scopeOfRule(ledger, rule, { product, books: true });
  for (const { condition } of item.requires) yield { field: condition, role: CONDITION, scope: books };
}

function* judge({ field, role, scope }: Place): Iterable<CheckFinding> {
  if (!field || field.value.trim() === "") return;
  const placed = placesIn(field.node);
  const at = (start: number, end: number) => placed(start, end) ?? field.node;
  const { root, problems } = expressionOf(field.value);
  if (problems.length > 0) {
    for (const problem of problems) yield finding(problem, at(problem.start, problem.end));
    return;
  }
  const checked = checkExpression(root, scope, scope.rounding);
  for (const problem of checked.problems) {
    // Unknown names are post/unknown-reference's; a circle is reported where the amounts are defined.
    if (problem.code === "unknown-name" || (problem.code === "cycle" && role.kind !== "named")) continue;
    yield finding(problem, at(problem.start, problem.end));
  }
  const message = checked.problems.length === 0 ? unfit(checked.type, role) : undefined;
  if (message) yield { at: at(root.start, root.end), message };
}

function finding({ message, replacement, code }: ExpressionProblem, at: CheckFinding["at"]): CheckFinding {
  return {
    at,
    message,
    fixes: () =>
      replacement === undefined
        ? []
        : [
            replace(
              at,
              replacement,
              { en: `Write ${replacement}`, zh: `改为 ${replacement}` },
              code === "unknown-function",
            ),
          ],
  };
}

/** Why a value of this type cannot stand here; undefined when it can. */
function unfit(type: Type, role: Role): Text | undefined {
  const is = describeType(type);
  if (role.kind === "condition") {
    if (type.kind === "boolean" || type.kind === "unknown") return undefined;
    return {
      en: `A condition must be true or false; this is ${is.en}. Compare it with something.`,
      zh: `条件必须成立或不成立，这里却是${is.zh}。请写成比较式。`,
    };
  }
  if (role.kind === "named" || isPostable(type, role.currency)) return undefined;
  if (type.kind !== "money") {
    return {
      en: `A leg posts an amount; this is ${is.en}. Multiply it by the amount it applies to.`,
      zh: `分录要记的是金额，这里却是${is.zh}。请乘上它所适用的金额。`,
    };
  }
  return {
    en: `This amount is in ${type.currency}, the leg is posted in ${role.currency}. Convert it with an exchange rate, or give the leg its currency.`,
    zh: `金额是 ${type.currency}，分录却记 ${role.currency}。请乘以汇率折算，或写明分录的币种。`,
  };
}

DOCS: page(expression, {
  why: {
    en: "An amount that cannot be read or computed posts nothing, and a rate added to an amount posts nonsense. The expression is checked as it is typed: brackets, names of functions, what may be added to or multiplied by what, and divisors that can be zero.",
    zh: "读不懂、算不出的金额记不了账，把费率加到金额上则会记出荒唐的数。写的时候就检查：括号、函数名、什么能与什么相加相乘、除数会不会为零。",
  },
  fix: {
    en: "Correct the marked part; where a word is nearly right, the right one is offered.",
    zh: "改正标出的部分；写法相近的词会给出更正。",
  },
  silent: {
    en: "The expression is right. Names that stand for nothing are reported by post/unknown-reference, unrounded products by post/amount-scale.",
    zh: "表达式没有问题时不报。不存在的名称见 post/unknown-reference，未舍入的乘积见 post/amount-scale。",
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
        currencies: [CNY, USD]
      - code: "300101"
        name: 渠道待清算
        class: common
    === b.posting.yaml
    kind: posting-rules
    schema: 1
    inputs:
      gross:
        type: money
        currency: CNY
        min: 0.01
      rate:
        type: rate
        min: 0
        max: 1
      count:
        type: integer
        min: 0
    amounts:
      each: round(gross / count)
      #                   ^^^^^ post/expression
      loop: loop + gross
      #     ^^^^ post/expression: loop is defined through itself.
    rules:
      - id: typo
        event: payment
        requires:
          - name: 有费率
            condition: rate
            #          ^^^^ post/expression: A condition must be true or false; this is a rate. Compare it with something.
        entries:
          - debit: "300101"
            amount: ruond(gross * rate)
            #       ^^^^^ post/expression: There is no function ruond(). Did you mean round()?
          - credit: "220201"
            amount: rate
            #       ^^^^ post/expression: A leg posts an amount; this is a rate. Multiply it by the amount it applies to.
      - id: mixed
        event: transfer
        entries:
          - debit: "300101"
            amount: gross + rate
            #       ^^^^^^^^^^^^ post/expression: An amount in CNY and a rate do not go together here.
          - credit: "220201"
            amount: gross
            #       ^^^^^ post/expression: This amount is in CNY, the leg is posted in USD. Convert it with an exchange rate, or give the leg its currency.
            currency: USD
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
        currency: CNY
        min: 0.01
      rate:
        type: rate
        min: 0
        max: 1
      count:
        type: integer
        min: 1
    amounts:
      each: round(gross / count)
    rules:
      - id: typo
        event: payment
        requires:
          - name: 有费率
            condition: rate > 0
        entries:
          - debit: "300101"
            amount: round(gross * rate)
          - credit: "220201"
            amount: round(gross * rate)
  `,
});
