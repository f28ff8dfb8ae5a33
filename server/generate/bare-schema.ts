import type { JsonSchema } from "../src/schema/json-schema";

const PROSE: ReadonlySet<string> = new Set(["title", "description", "examples", "default", "$comment"]);
const MAPS: ReadonlySet<string> = new Set(["properties", "patternProperties", "$defs"]);

/**
 * A schema without prose and annotations, as a validator needs it. The items of top-level lists move to `$defs/item_…`:
 * they are validated one by one, never through the whole file.
 */
export function bareSchema(schema: JsonSchema): JsonSchema {
  const bare = strip(schema) as { $defs?: Record<string, unknown>; properties?: Record<string, { items?: unknown }> };
  for (const [key, property] of Object.entries(bare.properties ?? {})) {
    if (!schema.properties?.[key]?.items) continue;
    bare.$defs = { ...bare.$defs, [`item_${key}`]: property.items };
    property.items = {};
  }
  return bare as JsonSchema;
}

function strip(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(strip);
  if (typeof value !== "object" || value === null) return value;
  const kept = Object.entries(value).filter(([key]) => !PROSE.has(key) && !key.startsWith("x-"));
  return Object.fromEntries(
    kept.map(([key, child]) => {
      if (!MAPS.has(key)) return [key, strip(child)];
      return [key, Object.fromEntries(Object.entries(child as object).map(([name, inner]) => [name, strip(inner)]))];
    }),
  );
}
