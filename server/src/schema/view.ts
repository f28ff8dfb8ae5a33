import type { Text } from "../l10n/text";
import { type Node, pairOf } from "../yaml/nodes";
import type { JsonSchema } from "./json-schema";
import { resolveReference } from "./registry";

interface Values {
  readonly closed: boolean;
  readonly values: ReadonlyMap<string, Text | undefined>;
}

/**
 * One place of a schema with its references resolved. Views are created once per place and compared by identity.
 * All of hover, completion, validation messages, symbols and the typed model walk files through views.
 */
export class SchemaView {
  private readonly children = new Map<string, SchemaView | undefined>();
  private readonly branches: readonly SchemaView[];
  /** Null: none. */
  private ownValues: Values | null | undefined;
  private ownTypes: ReadonlySet<string> | undefined;
  private ownProperties: ReadonlyMap<string, SchemaView> | undefined;

  private constructor(
    readonly schema: JsonSchema,
    private readonly base: string,
  ) {
    this.branches = [...(schema.oneOf ?? []), ...(schema.anyOf ?? [])].map((branch) => SchemaView.of(branch, base));
  }

  private static readonly cache = new WeakMap<JsonSchema, SchemaView>();

  /** The view of a schema; `base` is the `$id` of the document that references resolve against. */
  static of(schema: JsonSchema, base: string): SchemaView {
    const known = SchemaView.cache.get(schema);
    if (known) return known;
    let view: SchemaView;
    if (schema.$ref !== undefined) {
      const target = resolveReference(schema.$ref, base);
      const { $ref: _, ...siblings } = schema;
      view =
        Object.keys(siblings).length === 0
          ? SchemaView.of(target.schema, target.base)
          : new SchemaView({ ...target.schema, ...siblings }, target.base);
    } else {
      view = new SchemaView(schema, base);
    }
    SchemaView.cache.set(schema, view);
    return view;
  }

  /** The branches of a union, in the schema's order. */
  get unionBranches(): readonly SchemaView[] {
    return this.branches;
  }

  /** The branches of a union that can hold for this node; all of them when nothing decides. */
  private branchesFor(node: Node | undefined): readonly SchemaView[] {
    if (this.branches.length === 0 || !node) return this.branches;
    const discriminator = this.schema.discriminator?.propertyName;
    if (discriminator !== undefined && node.kind === "map") {
      const chosen = pairOf(node, discriminator)?.value;
      const value = chosen?.kind === "scalar" ? chosen.value : undefined;
      const matching = this.branches.filter((branch) => branch.property(discriminator)?.accepts(value));
      if (matching.length > 0) return matching;
    }
    return this.branches.filter((branch) => branch.fits(node));
  }

  private accepts(value: string | undefined): boolean {
    const { const: only, enum: several } = this.schema;
    return value !== undefined && (only === value || (several?.includes(value) ?? false));
  }

  /** Whether a node of this shape (scalar, list, mapping) can stand here. */
  fits(node: Node): boolean {
    if (node.kind === "alias") return true;
    if (this.branches.length > 0 && this.schema.type === undefined && !this.schema.properties)
      return this.branches.some((branch) => branch.fits(node));
    const types = this.types;
    if (types.size === 0) return true;
    if (node.kind === "map") return types.has("object");
    if (node.kind === "seq") return types.has("array");
    return ["string", "number", "integer", "boolean", "null"].some((type) => types.has(type));
  }

  /** JSON types that can stand here, those of union branches included. */
  get types(): ReadonlySet<string> {
    this.ownTypes ??= this.readTypes();
    return this.ownTypes;
  }

  private readTypes(): ReadonlySet<string> {
    const { type, const: only, enum: several } = this.schema;
    const own = type === undefined ? [] : typeof type === "string" ? [type] : type;
    const literal =
      type === undefined
        ? [...(only === undefined ? [] : [typeof only]), ...(several ?? []).map((value) => typeof value)]
        : [];
    return new Set([...own, ...literal, ...this.branches.flatMap((branch) => [...branch.types])]);
  }

  /** The place of a key's value; `node`, the mapping, decides between the branches of a union. */
  property(key: string, node?: Node): SchemaView | undefined {
    if (this.branches.length === 0) return this.ownProperty(key);
    return this.ownProperty(key) ?? first(this.branchesFor(node), (branch) => branch.property(key, node));
  }

  private ownProperty(key: string): SchemaView | undefined {
    if (this.children.has(key)) return this.children.get(key);
    const { properties, patternProperties, additionalProperties } = this.schema;
    let child: JsonSchema | undefined;
    if (properties && Object.hasOwn(properties, key)) child = properties[key];
    else if (patternProperties)
      child = Object.entries(patternProperties).find(([pattern]) => new RegExp(pattern, "u").test(key))?.[1];
    if (!child && typeof additionalProperties === "object") child = additionalProperties;
    // `true` and `{}` allow anything and tell nothing, so they are no place of their own.
    const view =
      typeof child === "object" && Object.keys(child).length > 0 ? SchemaView.of(child, this.base) : undefined;
    this.children.set(key, view);
    return view;
  }

  /** The place of a list's items. */
  items(node?: Node): SchemaView | undefined {
    if (this.schema.items) return SchemaView.of(this.schema.items, this.base);
    return first(this.branchesFor(node), (branch) => branch.items(node));
  }

  /** All keys that may stand here with their places, in the order of the schema; branches that cannot hold are left out. */
  properties(node?: Node): ReadonlyMap<string, SchemaView> {
    this.ownProperties ??= new Map(
      Object.keys(this.schema.properties ?? {}).flatMap((key) => {
        const view = this.ownProperty(key);
        return view ? [[key, view]] : [];
      }),
    );
    if (this.branches.length === 0) return this.ownProperties;
    const all = new Map(this.ownProperties);
    for (const branch of this.branchesFor(node)) {
      for (const [key, view] of branch.properties(node)) if (!all.has(key)) all.set(key, view);
    }
    return all;
  }

  /** Whether keys are free names (a map) rather than a fixed list. */
  get hasFreeKeys(): boolean {
    return typeof this.schema.additionalProperties === "object" || this.branches.some((branch) => branch.hasFreeKeys);
  }

  get required(): readonly string[] {
    return this.schema.required ?? [];
  }

  /** Values that may stand here, with their meaning; an open list (purposes, events) has `closed: false`. */
  values(): Values | undefined {
    if (this.ownValues === undefined) this.ownValues = this.readValues() ?? null;
    return this.ownValues ?? undefined;
  }

  private readValues(): Values | undefined {
    const { enum: several, const: only } = this.schema;
    const labels = this.schema["x-enum"];
    if (several)
      return { closed: true, values: new Map(several.map((value) => [String(value), labels?.[String(value)]])) };
    if (only !== undefined) return { closed: true, values: new Map([[String(only), labels?.[String(only)]]]) };
    if (labels) return { closed: false, values: new Map(Object.entries(labels)) };
    return first(this.branches, (branch) => branch.values());
  }

  /** An annotation of this place, or of the branch of a union that carries it. */
  annotation<K extends keyof JsonSchema>(name: K): JsonSchema[K] | undefined {
    return this.schema[name] ?? first(this.branches, (branch) => branch.annotation(name));
  }

  get title(): Text | undefined {
    const { title, "x-zh": zh } = this.schema;
    return title === undefined ? undefined : { en: title, zh: zh?.title ?? title };
  }

  get description(): Text | undefined {
    const { description, "x-zh": zh } = this.schema;
    return description === undefined ? undefined : { en: description, zh: zh?.description ?? description };
  }
}

function first<T, R>(items: readonly T[], find: (item: T) => R | undefined): R | undefined {
  for (const item of items) {
    const found = find(item);
    if (found !== undefined) return found;
  }
  return undefined;
}
