import { accountsUsed, namesUsed } from "../ledger/expression/symbols";
import type { JsonSchema } from "../schema/json-schema";
import type { SchemaView } from "../schema/view";
import { type MapNode, type Node, type ScalarNode, type Span, sourceOf, subspan } from "../yaml/nodes";
import { expressionOf } from "./expressions";
import { placesIn } from "./scalar-offsets";

/** What a name can stand for; the schemas say which names define or refer to which (`x-defines`, `x-ref`). */
export type Space =
  | "account"
  | "bank_account"
  | "subledger"
  | "entity"
  | "unit"
  | "rule"
  | "product"
  | "channel"
  | "route"
  | "scenario"
  | "step"
  | "input"
  | "amount"
  | "tender"
  | "term"
  | "event"
  | "purpose"
  | "dimension"
  | "currency"
  | "check"
  | "path";

/** A name in a file: where a symbol is defined or referred to. */
export interface Occurrence {
  readonly role: "definition" | "reference";
  /** The spaces the name may belong to; one for a definition. */
  readonly spaces: readonly Space[];
  readonly name: string;
  /** The name without its quotes; the whole scalar where it cannot be placed more exactly. */
  readonly at: Span;
  readonly node: ScalarNode;
  /** A name without a declaration is allowed here. */
  readonly lenient: boolean;
  /** The item of a top-level list the name stands in; input and amount names of a rule are known only there. */
  readonly item: MapNode | undefined;
  /** The name stands inside an expression. */
  readonly inExpression: boolean;
  /** `original.x` and `prior.x` name an input or amount of another transaction. */
  readonly owner: "original" | "prior" | undefined;
}

/** Spaces whose members the format brings along; there, the words a schema lists are names like any other. */
const WITH_BUILT_INS: ReadonlySet<string> = new Set(["event", "purpose", "dimension", "currency", "check"]);

/** All names of a document. Items of top-level lists are read once as long as their node is the same object. */
export class SymbolTable {
  readonly occurrences: readonly Occurrence[];
  /** By role, space and name; an index of a space is made when it is first asked for. */
  private readonly indexes = new Map<string, ReadonlyMap<string, readonly Occurrence[]>>();
  private ofOtherEntities: ReadonlyMap<string, readonly Occurrence[]> | undefined;
  private static readonly known = new WeakMap<
    Node,
    { readonly view: SchemaView | undefined; readonly found: readonly Occurrence[] }
  >();

  constructor(root: Node, view: SchemaView, anchors: ReadonlyMap<string, Node>) {
    const all: Occurrence[] = [];
    if (root.kind === "map") {
      collectKeys(root, view, undefined, all);
      for (const { key, value } of root.pairs) {
        const place = view.property(key.value, root);
        if (value?.kind === "seq" && place) {
          for (const item of value.items)
            if (item) for (const one of SymbolTable.ofItem(item, place.items(value), anchors.size === 0)) all.push(one);
        } else {
          collect(value, place, undefined, all);
        }
      }
    }
    this.occurrences = all;
  }

  private static ofItem(item: Node, view: SchemaView | undefined, cacheable: boolean): readonly Occurrence[] {
    const known = cacheable ? SymbolTable.known.get(item) : undefined;
    if (known && known.view === view) return known.found;
    const found: Occurrence[] = [];
    collect(item, view, item.kind === "map" ? item : undefined, found);
    if (cacheable) SymbolTable.known.set(item, { view, found });
    return found;
  }

  definitionsOf(space: Space, name: string): readonly Occurrence[] {
    return this.index("definition", space).get(name) ?? NONE;
  }

  referencesTo(space: Space, name: string): readonly Occurrence[] {
    return this.index("reference", space).get(name) ?? NONE;
  }

  /** References to an account of a named entity, `entity:code`, by code. */
  withEntity(code: string): readonly Occurrence[] {
    this.ofOtherEntities ??= grouped(this.occurrences, ({ spaces, name }) =>
      spaces.includes("account") && name.includes(":") ? name.slice(name.indexOf(":") + 1) : undefined,
    );
    return this.ofOtherEntities.get(code) ?? NONE;
  }

  private index(role: Occurrence["role"], space: Space): ReadonlyMap<string, readonly Occurrence[]> {
    const key = `${role} ${space}`;
    const index =
      this.indexes.get(key) ??
      grouped(this.occurrences, (one) => (one.role === role && one.spaces.includes(space) ? one.name : undefined));
    this.indexes.set(key, index);
    return index;
  }

  /** Every definition of a space, in source order. */
  *definitionsIn(space: Space): Iterable<Occurrence> {
    for (const occurrence of this.occurrences)
      if (occurrence.role === "definition" && occurrence.spaces[0] === space) yield occurrence;
  }
}

const NONE: readonly Occurrence[] = [];

function grouped(
  all: readonly Occurrence[],
  keyOf: (one: Occurrence) => string | undefined,
): Map<string, Occurrence[]> {
  const groups = new Map<string, Occurrence[]>();
  for (const one of all) {
    const key = keyOf(one);
    if (key === undefined) continue;
    const group = groups.get(key);
    if (group) group.push(one);
    else groups.set(key, [one]);
  }
  return groups;
}

function collect(
  node: Node | undefined,
  view: SchemaView | undefined,
  item: MapNode | undefined,
  out: Occurrence[],
): void {
  if (!node || !view) return;
  switch (node.kind) {
    case "alias":
      return;
    case "seq":
      for (const child of node.items) collect(child, view.items(node) ?? view.items(), item, out);
      return;
    case "map": {
      collectKeys(node, view, item, out);
      const dimensions = spacesOf(view.annotation("x-key-ref")).includes("dimension");
      for (const { key, value } of node.pairs) {
        collect(value, view.property(key.value, node), item, out);
        if (dimensions && value?.kind === "scalar") collectVariable(value, item, out);
      }
      return;
    }
    case "scalar":
      collectScalar(node, view, item, out);
  }
}

function collectKeys(map: MapNode, view: SchemaView, item: MapNode | undefined, out: Occurrence[]): void {
  const defines = view.annotation("x-key-defines");
  const refers = view.annotation("x-key-ref");
  if (!defines && !refers) return;
  const fixed = view.properties(map);
  for (const { key } of map.pairs) {
    if (fixed.has(key.value) || key.value.startsWith("x-")) continue;
    if (defines) out.push(occurrence("definition", defines, key, item, false));
    else if (refers) out.push(occurrence("reference", refers, key, item, view.annotation("x-ref-lenient") === true));
  }
}

/** `$name` as the value of a dimension is an input of type id, declared or not. */
function collectVariable(node: ScalarNode, item: MapNode | undefined, out: Occurrence[]): void {
  if (!/^\$\S+$/.test(node.value)) return;
  const at = placesIn(node)(1, node.value.length) ?? node;
  out.push({ ...occurrence("reference", "input", node, item, true), name: node.value.slice(1), at });
}

function collectScalar(node: ScalarNode, view: SchemaView, item: MapNode | undefined, out: Occurrence[]): void {
  const expression = view.annotation("x-expression");
  if (expression) {
    collectExpression(node, item, out);
    return;
  }
  const defines = view.annotation("x-defines");
  const refers = view.annotation("x-ref");
  if (defines) out.push(occurrence("definition", defines, node, item, false));
  else if (refers && !isWord(node.value, view, spacesOf(refers)))
    out.push(occurrence("reference", refers, node, item, view.annotation("x-ref-lenient") === true));
}

/** Words such as `fee_income` that stand where a name is expected and name nothing. */
function isWord(value: string, view: SchemaView, spaces: readonly string[]): boolean {
  if (Object.hasOwn(view.annotation("x-literals") ?? {}, value)) return true;
  return !spaces.some((space) => WITH_BUILT_INS.has(space)) && Object.hasOwn(view.annotation("x-enum") ?? {}, value);
}

/** Names in an amount expression. */
function collectExpression(node: ScalarNode, item: MapNode | undefined, out: Occurrence[]): void {
  if (node.type === "number" || node.value === "rest") return;
  const placed = placesIn(node);
  const use = (spaces: readonly Space[], name: string, start: number, end: number, owner?: Occurrence["owner"]) => {
    const at = placed(start, end) ?? node;
    const lenient = owner !== undefined;
    out.push({ role: "reference", spaces, name, at, node, lenient, item, inExpression: true, owner });
  };
  const expression = expressionOf(node.value).root;
  for (const { parts } of namesUsed(expression)) {
    const owner = parts.length > 1 ? parts[0]?.text : undefined;
    const last = parts.at(-1);
    if (!last || owner === "product") continue;
    // `original.x` and `prior.x` name an input or amount of another rule, which only the ledger can resolve.
    use(
      ["input", "amount"],
      last.text,
      last.start,
      last.end,
      owner === undefined ? undefined : owner === "prior" ? "prior" : "original",
    );
  }
  for (const { account, start, end } of accountsUsed(expression)) use(["account"], account, start, end);
}

const ONE = new Map<string, readonly string[]>();
const NO_SPACE: readonly string[] = [];

/** The same list for the same place of a schema. */
function spacesOf(spaces: JsonSchema["x-ref"]): readonly string[] {
  if (typeof spaces !== "string") return spaces ?? NO_SPACE;
  const list = ONE.get(spaces) ?? [spaces];
  ONE.set(spaces, list);
  return list;
}

function occurrence(
  role: Occurrence["role"],
  spaces: JsonSchema["x-ref"],
  node: ScalarNode,
  item: MapNode | undefined,
  lenient: boolean,
): Occurrence {
  const list = spacesOf(spaces) as readonly Space[];
  const at = withoutQuotes(node);
  return { role, spaces: list, name: node.value, at, node, lenient, item, inExpression: false, owner: undefined };
}

/** The inside of a quoted scalar, the whole of any other. */
export function withoutQuotes(node: ScalarNode): Span {
  if (node.style !== "single" && node.style !== "double") return node;
  const source = sourceOf(node);
  const closed = source.length > 1 && source.at(-1) === source[0];
  return subspan(node, 1, closed ? source.length - 1 : source.length);
}
