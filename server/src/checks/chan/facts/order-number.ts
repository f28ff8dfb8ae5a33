import type { Channel } from "../../../model/types.generated";

/** A piece of an order-number template: literal text, a date, a counter, a known field, or something we do not know. */
export interface TemplatePart {
  readonly kind: "literal" | "date" | "sequence" | "field" | "unknown";
  /** As written, braces included. */
  readonly text: string;
  /** Characters it makes; undefined when that cannot be known. */
  readonly length: number | undefined;
  /** The characters themselves, where they are known. */
  readonly value?: string;
}

/** Reads `{yyyyMMdd}{seq:12}`. Dates have letters of `yMdHmsS`; `seq`, `random` and `uuid` make numbers unique. */
export function templateParts({ order_no, merchant_no }: Channel): readonly TemplatePart[] {
  const parts: TemplatePart[] = [];
  for (const [text, inner] of (order_no?.template?.value ?? "").matchAll(/\{([^{}]*)\}|[^{}]+|[{}]/g)) {
    if (inner === undefined) parts.push({ kind: "literal", text, length: text.length, value: text });
    else parts.push(placeholder(text, inner.trim(), merchant_no?.value, order_no?.prefix?.value));
  }
  return parts;
}

function placeholder(
  text: string,
  inner: string,
  merchantNo: string | undefined,
  prefix: string | undefined,
): TemplatePart {
  if (/^[yMdHhmsS]+$/.test(inner)) return { kind: "date", text, length: inner.length };
  const counter = /^(?:seq|sequence|serial|no|random|rand|uuid|snowflake)\s*(?::\s*(\d+))?$/i.exec(inner);
  if (counter) return { kind: "sequence", text, length: counter[1] === undefined ? undefined : Number(counter[1]) };
  const known = inner === "merchant_no" ? merchantNo : inner === "prefix" ? prefix : undefined;
  if (known !== undefined) return { kind: "field", text, length: known.length, value: known };
  return { kind: /^(?:merchant_no|prefix)(?::\d+)?$/.test(inner) ? "field" : "unknown", text, length: undefined };
}

/** The length of the number; `exact` is false when some part's length is not known (the length is then the least one). */
export function templateLength(parts: readonly TemplatePart[]): { length: number; exact: boolean } {
  return {
    length: parts.reduce((sum, part) => sum + (part.length ?? 0), 0),
    exact: parts.every((part) => part.length !== undefined),
  };
}
