import chart from "../../../schemas/chart-of-accounts.schema.json";
import common from "../../../schemas/common.schema.json";
import workspace from "../../../schemas/counting-house.schema.json";
import glossary from "../../../schemas/glossary.schema.json";
import channels from "../../../schemas/payment-channels.schema.json";
import rules from "../../../schemas/posting-rules.schema.json";
import type { JsonSchema } from "./json-schema";

/** The kinds of files that are ours; `counting-house` is the workspace file. */
export type Kind = "chart-of-accounts" | "posting-rules" | "payment-channels" | "glossary" | "counting-house";

// The bundle reads a schema from its file when it is first asked for.
const SCHEMAS: Readonly<Record<Kind | "common", () => unknown>> = {
  "chart-of-accounts": () => chart,
  "posting-rules": () => rules,
  "payment-channels": () => channels,
  glossary: () => glossary,
  "counting-house": () => workspace,
  common: () => common,
};

/** All schema documents by file name, the shared definitions included. */
export function allSchemas(): ReadonlyMap<string, JsonSchema> {
  return new Map(Object.keys(SCHEMAS).map((name) => [`${name}.schema.json`, schemaOf(name as Kind)]));
}

export function schemaOf(kind: Kind | "common"): JsonSchema {
  return SCHEMAS[kind]() as JsonSchema;
}

/** Resolves `file.schema.json#/$defs/name` or `#/$defs/name`; throws on a reference that our own schemas got wrong. */
export function resolveReference(
  reference: string,
  base: string,
): { readonly schema: JsonSchema; readonly base: string } {
  const [file = "", pointer = ""] = reference.split("#");
  const name = fileName(file || base).replace(/\.schema\.json$/, "");
  const document = Object.hasOwn(SCHEMAS, name) ? schemaOf(name as Kind) : undefined;
  let schema: unknown = document;
  for (const part of pointer.split("/").slice(1)) schema = (schema as Record<string, unknown> | undefined)?.[part];
  if (!document || schema === undefined) throw new Error(`Unresolved schema reference ${reference} in ${base}`);
  return { schema: schema as JsonSchema, base: document.$id ?? file };
}

function fileName(id: string): string {
  return id.slice(id.lastIndexOf("/") + 1);
}
