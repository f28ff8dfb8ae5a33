import chart from "../../../schemas/chart-of-accounts.schema.json";
import common from "../../../schemas/common.schema.json";
import workspace from "../../../schemas/counting-house.schema.json";
import glossary from "../../../schemas/glossary.schema.json";
import channels from "../../../schemas/payment-channels.schema.json";
import rules from "../../../schemas/posting-rules.schema.json";
import type { JsonSchema } from "./json-schema";

/** The kinds of files that are ours; `counting-house` is the workspace file. */
export type Kind = "chart-of-accounts" | "posting-rules" | "payment-channels" | "glossary" | "counting-house";

const SCHEMAS = {
  "chart-of-accounts": chart,
  "posting-rules": rules,
  "payment-channels": channels,
  glossary,
  "counting-house": workspace,
} as unknown as Readonly<Record<Kind, JsonSchema>>;

/** All schema documents by file name, the shared definitions included. */
export const DOCUMENTS = new Map<string, JsonSchema>(
  [...Object.values(SCHEMAS), common as unknown as JsonSchema].map((schema) => [fileName(schema.$id ?? ""), schema]),
);

export function schemaOf(kind: Kind): JsonSchema {
  return SCHEMAS[kind];
}

/** Resolves `file.schema.json#/$defs/name` or `#/$defs/name`; throws on a reference that our own schemas got wrong. */
export function resolveReference(
  reference: string,
  base: string,
): { readonly schema: JsonSchema; readonly base: string } {
  const [file = "", pointer = ""] = reference.split("#");
  const document = DOCUMENTS.get(fileName(file || base));
  let schema: unknown = document;
  for (const part of pointer.split("/").slice(1)) schema = (schema as Record<string, unknown> | undefined)?.[part];
  if (!document || schema === undefined) throw new Error(`Unresolved schema reference ${reference} in ${base}`);
  return { schema: schema as JsonSchema, base: document.$id ?? file };
}

function fileName(id: string): string {
  return id.slice(id.lastIndexOf("/") + 1);
}
