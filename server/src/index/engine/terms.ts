import type { Expression } from "../../ledger/expression/ast";
import type { InputDeclaration } from "../../ledger/expression/scope";
import type { Range, Type } from "../../ledger/expression/types";
import { Rational } from "../../ledger/rational";
import type { Terms } from "../../ledger/simulate/types";
import { parseUnitRate } from "../../ledger/unit-rate";
import type { Entries, Field } from "../../model/fields";
import type { Input } from "../../model/types.generated";
import type { RulesDocument } from "../documents";
import { expressionOf } from "../expressions";
import { Kept } from "./kept";

const kept = new Kept<object, Terms>();

/** What a posting-rules file says for all its rules; the same object as long as its head does not change. */
export function termsOf(document: RulesDocument): Terms {
  const { inputs, amounts } = document.model;
  return kept.get(inputs.node ?? amounts.node ?? document, headOf(document), () => {
    const accountingDate = document.model.accounting_date?.value;
    return {
      inputs: readInputs(inputs),
      amounts: readAmounts(amounts),
      rounding: document.model.rounding?.mode?.value ?? "half_up",
      ...(accountingDate && { accountingDate }),
    };
  });
}

/** Everything in a file's head that its rules depend on. A file with anchors counts as a whole. */
export function headOf(document: RulesDocument): readonly unknown[] {
  const { inputs, amounts, rounding, accounting_date } = document.model;
  const whole = document.source.anchors.size > 0 ? document : undefined;
  return [inputs.node, amounts.node, rounding?.mode?.value, accounting_date?.value, whole];
}

/** Declared inputs by name; one whose type cannot be read is unknown and raises no further problems. */
export function readInputs(inputs: Entries<Input>): ReadonlyMap<string, InputDeclaration> {
  return new Map([...inputs.entries].map(([name, { value }]) => [name, readInput(value)]));
}

export function readAmounts(amounts: Entries<Field<string>>): ReadonlyMap<string, Expression> {
  return new Map([...amounts.entries].map(([name, { value }]) => [name, expressionOf(value.value).root]));
}

function readInput(input: Input): InputDeclaration {
  const [min, max] = [numberOf(input.min), numberOf(input.max)];
  const range: Range = { ...(min && { min }), ...(max && { max }) };
  return { type: typeOf(input), range };
}

function typeOf({ type, currency, scale, from, to, values }: Input): Type {
  switch (type?.value) {
    case "money":
      return { kind: "money", ...(currency && { currency: currency.value }) };
    case "rate":
      return {
        kind: "rate",
        ...(scale && { scale: scale.value }),
        ...(from && { from: from.value }),
        ...(to && { to: to.value }),
      };
    case "enum":
      return { kind: "enum", values: values.map(({ value }) => value) };
    case "integer":
    case "boolean":
    case "id":
      return { kind: type.value };
    default:
      return { kind: "unknown" };
  }
}

/** A bound from its source text; a rate's may carry its unit. */
function numberOf(field: Field<string | number> | undefined): Rational | undefined {
  if (!field) return undefined;
  const text = field.node.value;
  return Rational.parse(text) ?? parseUnitRate(text)?.value;
}
