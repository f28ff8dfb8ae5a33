import { allSchemas, type Kind, schemaOf } from "../../server/src/schema/registry";

/** A schema in one file, without addresses, for a server that would otherwise look for them on the network. */
export function standaloneSchema(kind: Kind): object {
  const common = [...allSchemas()].find(([name]) => name.startsWith("common"))![1];
  const own = schemaOf(kind);
  const defs = Object.fromEntries([
    ...Object.entries(common.$defs ?? {}).map(([name, schema]) => [`common_${name}`, local(schema, true)]),
    ...Object.entries(own.$defs ?? {}).map(([name, schema]) => [name, local(schema, false)]),
  ]);
  const { $id: _, $defs: __, ...rest } = local(own, false) as Record<string, unknown>;
  return { ...rest, $defs: defs };
}

function local(value: unknown, inCommon: boolean): unknown {
  if (Array.isArray(value)) return value.map((item) => local(item, inCommon));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, child]) => {
      if (key !== "$ref" || typeof child !== "string") return [key, local(child, inCommon)];
      const name = child.split("/").at(-1)!;
      return [key, inCommon || child.startsWith("common.") ? `#/$defs/common_${name}` : `#/$defs/${name}`];
    }),
  );
}
