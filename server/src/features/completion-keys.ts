import type { Text } from "../l10n/text";
import type { SchemaView } from "../schema/view";
import { type CompletionData, CompletionItemKind, literal, type Suggestion } from "./completion-item";
import { type CompletionPlace, pathOf, sketch } from "./completion-place";
import { type FeatureContext, say } from "./context";

const INDENT = "  ";

/** Values of these types are written in quotes: some YAML reader takes them for something else. */
const QUOTED_TYPES: ReadonlySet<string> = new Set(["clock", "statement-time", "rate", "date", "date-time"]);

/** The keys that may still be written here: required ones first, then those a writer is expected to give, then the others. */
export function keySuggestions(context: FeatureContext, place: CompletionPlace): Suggestion[] {
  const { view } = place;
  const siblings = place.siblings();
  const node = sketch(view, place.siblings);
  const hasColon = place.kind === "key";
  const expected = view.annotation("x-expected") ?? [];
  const excluded = excludedKeys(view, siblings);
  const choices = alternatives(view);
  const satisfied = choices.some((keys) => keys.every((other) => siblings.has(other)));
  const suggestions: Suggestion[] = [];
  for (const [key, property] of view.properties(node)) {
    if (siblings.has(key) || excluded.has(key)) continue;
    const required = view.required.includes(key);
    const either = !satisfied && choices.some((keys) => keys.includes(key));
    const common = key === "note" || key === "terms";
    const tail = hasColon ? undefined : tailOf(property, place);
    suggestions.push({
      label: key,
      name: property.title && say(context, property.title),
      detail: required ? say(context, REQUIRED) : undefined,
      kind: CompletionItemKind.Property,
      source: key + (tail?.source ?? ""),
      snippet: tail?.snippet ?? false,
      retrigger: tail?.retrigger ?? false,
      words: [property.title?.zh, ...(KEY_WORDS[key] ?? [])],
      rank: required || either ? 1 : expected.includes(key) ? 2 : common ? 4 : 3,
      data: dataOf(place, key),
    });
  }
  return suggestions;
}

const REQUIRED: Text = { en: "needed", zh: "必填" };

/** What people say for a key, beside its title. */
const KEY_WORDS: Readonly<Record<string, readonly string[]>> = { debit: ["借", "借方"], credit: ["贷", "贷方"] };

/** Where the documentation of a key is found. */
export function dataOf(place: CompletionPlace, key: string): CompletionData {
  return { of: "schema", kind: place.kindOfFile, path: [...pathOf(place), key] };
}

function requiredKeys(view: SchemaView): readonly string[] {
  return [...new Set([...view.required, ...view.unionBranches.flatMap((b) => (isObject(b) ? b.required : []))])];
}

/** The keys of which one is needed: `debit` or `credit`. */
function alternatives(view: SchemaView): readonly (readonly string[])[] {
  return view.unionBranches.map((branch) => branch.required).filter((keys) => keys.length > 0);
}

/** Of keys that rule each other out (`oneOf`), those whose other is already written. */
function excludedKeys(view: SchemaView, siblings: ReadonlyMap<string, unknown>): ReadonlySet<string> {
  const excluded = new Set<string>();
  if (view.schema.discriminator) return excluded;
  const choices = (view.schema.oneOf ?? []).map((branch) => branch.required ?? []);
  if (!choices.some((keys) => keys.length > 0 && keys.every((key) => siblings.has(key)))) return excluded;
  for (const keys of choices) for (const key of keys) excluded.add(key);
  return excluded;
}

interface Tail {
  /** What follows the key, the colon included. */
  readonly source: string;
  readonly snippet: boolean;
  /** Values can be offered right away. */
  readonly retrigger: boolean;
}

/** What to write after a key: the frame of a mapping or list with what it needs, quotes, or nothing but a space. */
export function tailOf(view: SchemaView, place: Pick<CompletionPlace, "flow" | "column">): Tail {
  const stops = new Stops();
  if (isScalar(view)) {
    const only = view.values();
    if (only?.closed && only.values.size === 1)
      return { source: `: ${[...only.values.keys()][0]}`, snippet: false, retrigger: false };
    const quoted = QUOTED_TYPES.has(view.annotation("x-type") ?? "");
    const offered = only !== undefined || view.annotation("x-ref") !== undefined || isBoolean(view);
    const expression = view.annotation("x-expression") !== undefined;
    return quoted
      ? { source: `: "${stops.next()}"`, snippet: true, retrigger: true }
      : { source: ": ", snippet: false, retrigger: offered || expression || view.annotation("x-type") === "cycle" };
  }
  if (place.flow) {
    const [open, close] = isArray(view) ? ["[", "]"] : ["{ ", " }"];
    return { source: `: ${open}${stops.next()}${close}`, snippet: true, retrigger: true };
  }
  const offered =
    !isArray(view) || view.items()?.annotation("x-ref") !== undefined || view.items()?.values() !== undefined;
  return { source: `:${frame(view, place.column, stops, 0)}`, snippet: true, retrigger: offered };
}

/** Numbers the tab stops of a snippet. */
class Stops {
  private count = 0;
  next(): string {
    this.count++;
    return `$${this.count}`;
  }
}

const MOST_LEVELS = 3;

/** A mapping's or list's first lines below a key at `column`, with the keys that are needed. */
function frame(view: SchemaView, column: number, stops: Stops, level: number): string {
  const inner = `\n${" ".repeat(column)}${INDENT}`;
  if (isScalar(view)) {
    const text = view.annotation("x-type") ?? "";
    const code = view.annotation("x-ref") === "account" || view.annotation("x-defines") === "account";
    const only = view.values();
    if (only?.closed && only.values.size === 1) return ` ${literal([...only.values.keys()][0]!)}`;
    return code || QUOTED_TYPES.has(text) ? ` "${stops.next()}"` : ` ${stops.next()}`;
  }
  if (isArray(view)) {
    const item = view.items();
    if (!item || !isObject(item)) return ` [${stops.next()}]`;
    return `${inner}- ${fields(item, column + 4, stops, level)}`;
  }
  return inner + fields(view, column + 2, stops, level);
}

/** The keys a mapping needs, one a line, the first without indentation. */
function fields(view: SchemaView, column: number, stops: Stops, level: number): string {
  if (view.hasFreeKeys && requiredKeys(view).length === 0) return stops.next();
  const wanted = [...(alternatives(view)[0] ?? []), ...view.required];
  const ordered = [...view.properties().keys()].filter((key) => wanted.includes(key));
  if (ordered.length === 0 || level >= MOST_LEVELS) return stops.next();
  return ordered
    .map((key) => {
      const property = view.property(key);
      return `${key}:${property ? frame(property, column, stops, level + 1) : ` ${stops.next()}`}`;
    })
    .join(`\n${" ".repeat(column)}`);
}

/** A whole new item for a list of mappings, without its dash; `column` is where its keys stand. */
export function itemFrame(view: SchemaView, column: number): string {
  return fields(view, column, new Stops(), 0);
}

export function isScalar(view: SchemaView): boolean {
  const { types } = view;
  if (types.size === 0) return !view.schema.properties;
  return ["string", "number", "integer", "boolean"].some((type) => types.has(type));
}

export function isBoolean(view: SchemaView): boolean {
  return view.types.has("boolean") && view.types.size === 1;
}

export function isObject(view: SchemaView): boolean {
  return view.types.has("object") || view.schema.properties !== undefined;
}

export function isArray(view: SchemaView): boolean {
  return view.types.has("array");
}
