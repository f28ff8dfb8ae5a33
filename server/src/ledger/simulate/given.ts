import type { Value } from "../expression/evaluate";
import type { Declaration } from "../expression/types";
import { Rational } from "../rational";
import { parseUnitRate } from "../unit-rate";

/** The value an input's text stands for; undefined when it cannot be read as its type. */
export function readInput(text: string, declaration: Pick<Declaration, "type"> | undefined): Value | undefined {
  switch (declaration?.type.kind) {
    case "money":
      return Rational.parse(text);
    case "rate":
    case "ratio":
    case "constant":
      return Rational.parse(text) ?? parseUnitRate(text)?.value;
    case "integer": {
      const value = Rational.parse(text);
      return value?.isInteger === true ? value : undefined;
    }
    case "boolean":
      return text === "true" ? true : text === "false" ? false : undefined;
    case "enum":
      return declaration.type.values.includes(text) ? text : undefined;
    case "id":
    case "text":
      return text;
    default:
      return Rational.parse(text) ?? (text === "true" ? true : text === "false" ? false : text);
  }
}

/** Whether a name is by custom that of an identifying number: `refund_no`, `order_id`. */
export function isIdName(name: string): boolean {
  return /_(no|id)$/.test(name);
}
