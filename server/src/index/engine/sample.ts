import { evaluate } from "../../ledger/expression/evaluate";
import { type AmountScope, amountEnvironment } from "../../ledger/expression/scope";
import { namesUsed } from "../../ledger/expression/symbols";
import type { Declaration } from "../../ledger/expression/types";
import { Rational } from "../../ledger/rational";
import { readInput } from "../../ledger/simulate/given";
import type { Given } from "../../ledger/simulate/types";
import type { Rule } from "../../model/types.generated";
import type { RulesDocument } from "../documents";
import type { In } from "../ledger";
import { expressionsOf } from "./products-of-rule";

const ORDINARY_AMOUNT = Rational.integer(100);
const ORDINARY_RATE = Rational.decimal("0.006");
const ORDINARY_EXCHANGE_RATE = Rational.decimal("6.8");

/** Ordinary values for the inputs a rule's legs rest on, inside their ranges: for pictures of rules that have no example. */
export function sampleGiven(rule: In<Rule, RulesDocument>, scope: AmountScope): Given {
  const given = new Map<string, string>();
  for (const expression of expressionsOf(rule)) {
    for (const { name } of namesUsed(expression)) {
      const declaration = scope.lookup(name);
      if (!declaration || scope.given.amounts.has(name) || scope.constantValue(name) || name.startsWith("prior."))
        continue;
      given.set(name, ofOriginal(scope, name) ?? ordinary(declaration));
    }
  }
  return given;
}

/** An amount of the original transaction follows from that one's inputs, which are as ordinary. */
function ofOriginal({ original }: AmountScope, name: string): string | undefined {
  const inner = name.replace(/^original\./, "");
  const amount = inner === name ? undefined : original?.given.amounts.get(inner);
  if (!original || !amount) return undefined;
  const environment = amountEnvironment(original, {
    value: (input) => {
      const declaration = original.lookup(input);
      return declaration && readInput(ordinary(declaration), declaration);
    },
  });
  const outcome = evaluate(amount, environment);
  return outcome.ok ? String(outcome.value) : undefined;
}

function ordinary({ type, range }: Declaration): string {
  switch (type.kind) {
    case "boolean":
      return "true";
    case "enum":
      return type.values[0] ?? "";
    case "rate":
      return within(type.from === undefined ? ORDINARY_RATE : ORDINARY_EXCHANGE_RATE, range);
    case "integer":
      return within(Rational.ONE, range);
    case "id":
    case "text":
      return "1";
    default:
      return within(ORDINARY_AMOUNT, range);
  }
}

function within(value: Rational, range: Declaration["range"]): string {
  const { min, max } = range ?? {};
  const raised = min !== undefined && value.compare(min) < 0 ? min : value;
  return (max !== undefined && raised.compare(max) > 0 ? max : raised).toString();
}
