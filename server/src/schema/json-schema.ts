import type { Text } from "../l10n/text";

/** The part of JSON Schema 2020-12 that our schemas use, and our own annotations (`x-…`, described in CONTRIBUTING.md). */
export interface JsonSchema {
  readonly $id?: string;
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, JsonSchema>>;
  readonly title?: string;
  readonly description?: string;
  readonly examples?: readonly unknown[];
  readonly default?: unknown;
  readonly type?: string | readonly string[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly pattern?: string;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly patternProperties?: Readonly<Record<string, JsonSchema>>;
  readonly additionalProperties?: boolean | JsonSchema;
  readonly propertyNames?: JsonSchema;
  readonly required?: readonly string[];
  readonly items?: JsonSchema;
  readonly uniqueItems?: boolean;
  readonly minItems?: number;
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly discriminator?: { readonly propertyName: string };
  /** Title and description in Chinese. */
  readonly "x-zh"?: { readonly title?: string; readonly description?: string };
  /** What each value of an (open or closed) list means. */
  readonly "x-enum"?: Readonly<Record<string, Text>>;
  /** Meaning of a scalar: money, rate, clock, cycle, date … */
  readonly "x-type"?: string;
  /** The scalar names a new symbol of this space. */
  readonly "x-defines"?: string;
  /** The scalar refers to a symbol of (one of) these spaces. */
  readonly "x-ref"?: string | readonly string[];
  /** A name without a declaration is allowed. */
  readonly "x-ref-lenient"?: boolean;
  readonly "x-key-defines"?: string;
  readonly "x-key-ref"?: string | readonly string[];
  /** The scalar is an amount expression of this type. */
  readonly "x-expression"?: "money" | "boolean" | "any";
  readonly "x-scalar-or-list"?: boolean;
  /** Keys that a writer who has begun this block is expected to give; a check asks for them. */
  readonly "x-expected"?: readonly string[];
  /** Words that stand here without naming a symbol. */
  readonly "x-literals"?: Readonly<Record<string, Text>>;
  /** The check that judges what the schema leaves open. */
  readonly "x-checked-by"?: string;
}
