import { writeFileSync } from "node:fs";
import path from "node:path";
import { shapeOf } from "../src/model/read";
import type { JsonSchema } from "../src/schema/json-schema";
import { allSchemas, type Kind, schemaOf } from "../src/schema/registry";
import { SchemaView } from "../src/schema/view";

const ROOTS: Readonly<Record<Kind, string>> = {
  "chart-of-accounts": "ChartFile",
  "posting-rules": "RulesFile",
  "payment-channels": "ChannelsFile",
  glossary: "GlossaryFile",
  "counting-house": "WorkspaceFile",
};

/** Definitions whose name in the field differs from the key. */
const RENAMED: Readonly<Record<string, string>> = { entry: "Leg" };

/** Names that the plural of a list does not give. */
const SINGULAR: Readonly<Record<string, string>> = {
  entries: "Leg",
  classify: "FundsClass",
  identities: "Identity",
  opening: "Opening",
  exclude: "Exclusion",
};

/** Writes `server/src/model/types.generated.ts`: one interface per mapping of the schemas. */
export function generateModelTypes(): void {
  const types = new TypeWriter();
  for (const kind of Object.keys(ROOTS) as Kind[]) {
    const schema = schemaOf(kind);
    types.name(SchemaView.of(schema, schema.$id ?? ""), ROOTS[kind]);
  }
  const text = [
    "// Generated from schemas/ by server/generate/model-types.ts. Do not edit.",
    'import type { Entries, Field, Item, List, Raw } from "./fields";',
    "",
    ...types.written(),
  ].join("\n");
  writeFileSync(path.join(__dirname, "../src/model/types.generated.ts"), text);
}

class TypeWriter {
  private readonly names = new Map<unknown, string>();
  private readonly texts = new Map<string, string>();
  private readonly definitions = definitionNames();

  written(): Iterable<string> {
    return this.texts.values();
  }

  /** The interface for a mapping; written when first asked for. */
  name(view: SchemaView, wanted: string): string {
    const identity = view.schema.properties ?? view.schema.oneOf ?? view.schema.anyOf ?? view.schema;
    const known = this.names.get(identity);
    if (known) return known;
    let name = this.definitions.get(identity) ?? wanted;
    for (let n = 2; this.texts.has(name); n++) name = `${wanted}${n}`;
    this.names.set(identity, name);
    this.texts.set(name, "");
    const lines = [
      `/** ${view.title?.en ?? name}${view.title && view.title.zh !== view.title.en ? ` ${view.title.zh}` : ""} */`,
      `export interface ${name} extends Item {`,
    ];
    for (const [key, property] of view.properties()) {
      if (key === "node") continue;
      const shape = shapeOf(property);
      const optional = shape === "list" || shape === "entries" ? "" : "?";
      lines.push(
        `  readonly ${/^\w+$/.test(key) ? key : JSON.stringify(key)}${optional}: ${this.type(this.variants(view, key), key, name)};`,
      );
    }
    this.texts.set(name, [...lines, "}", ""].join("\n"));
    return name;
  }

  /** A key's places in all branches of a union. */
  private variants(view: SchemaView, key: string): SchemaView[] {
    const own = view.schema.properties?.[key] ? [view.property(key)!] : [];
    const branches = view.unionBranches.flatMap((branch) =>
      branch.properties().has(key) ? [branch.properties().get(key)!] : [],
    );
    return own.length > 0 ? own : branches;
  }

  private type(views: readonly SchemaView[], key: string, parent: string): string {
    const view = views[0]!;
    switch (shapeOf(view)) {
      case "raw":
        return "Raw";
      case "scalar":
        return `Field<${[...new Set(views.map(scalarType))].join(" | ")}>`;
      case "list":
        return `List<${view.items() ? this.type([view.items()!], SINGULAR[key] ?? singular(key), parent) : "Raw"}>`;
      case "entries":
        return `Entries<${this.type([view.property("any key")!], singular(key), parent)}>`;
      case "item":
        return this.name(
          view,
          ROOT_NAMES.has(parent) || key in SINGULAR_VALUES ? pascal(key) : `${parent}${pascal(key)}`,
        );
    }
  }
}

const ROOT_NAMES = new Set(Object.values(ROOTS));
const SINGULAR_VALUES: Readonly<Record<string, true>> = Object.fromEntries(
  Object.values(SINGULAR).map((name) => [name, true]),
);

function scalarType(view: SchemaView): string {
  const values = view.values();
  if (values?.closed && !view.types.has("integer"))
    return [...values.values.keys()].map((value) => JSON.stringify(value)).join(" | ");
  if (view.types.has("string")) return "string";
  return view.types.has("boolean") ? "boolean" : "number";
}

function definitionNames(): Map<unknown, string> {
  const names = new Map<unknown, string>();
  for (const document of allSchemas().values()) {
    for (const [name, schema] of Object.entries<JsonSchema>(document.$defs ?? {})) {
      const identity = schema.properties ?? schema.oneOf ?? schema.anyOf ?? schema;
      names.set(identity, RENAMED[name] ?? pascal(name));
    }
  }
  return names;
}

function singular(key: string): string {
  if (key.endsWith("ies")) return `${key.slice(0, -3)}y`;
  return key.endsWith("sses") ? key.slice(0, -2) : key.endsWith("s") && !key.endsWith("ss") ? key.slice(0, -1) : key;
}

function pascal(name: string): string {
  return name.replace(/(?:^|[-_ ])(\w)/g, (_, letter: string) => letter.toUpperCase());
}
