import type { AnyDocument } from "../index/documents";
import type { In, Ledger } from "../index/ledger";
import type { Occurrence, Space } from "../index/symbols";

/** Spaces whose names are known only inside the item (rule, product, scenario) they stand in, or in the head of their file. */
const LOCAL: ReadonlySet<Space> = new Set(["input", "amount", "tender", "step"]);

/**
 * Where the symbol that a name stands for is defined. Account names follow aliases and `entity:code`; input and amount
 * names are looked for in their own rule first, then in the head of their file.
 */
export function definitionsOf(
  ledger: Ledger,
  document: AnyDocument,
  occurrence: Occurrence,
): readonly In<Occurrence, AnyDocument>[] {
  for (const space of occurrence.spaces) {
    if (LOCAL.has(space)) {
      const all = document.symbols.definitionsOf(space, occurrence.name);
      const own = all.filter((definition) => definition.item === occurrence.item);
      const chosen = own.length > 0 ? own : all.filter((definition) => definition.item === undefined);
      if (chosen.length > 0) return chosen.map((item) => ({ item, document }));
      if (occurrence.lenient && all.length > 0) return all.map((item) => ({ item, document }));
    } else if (space === "account") {
      const found = accountDefinitions(ledger, document, occurrence);
      if (found.length > 0) return found;
    } else {
      const found = ledger.definitions(space, occurrence.name);
      if (found.length > 0) return found;
    }
  }
  return [];
}

function accountDefinitions(
  ledger: Ledger,
  document: AnyDocument,
  occurrence: Occurrence,
): In<Occurrence, AnyDocument>[] {
  const account =
    document.kind === "chart-of-accounts" ? undefined : ledger.account(document, occurrence.name, entityOf(occurrence));
  const chart = account?.document ?? (document.kind === "chart-of-accounts" ? document : undefined);
  const code = account?.item.code?.value ?? occurrence.name;
  if (!chart) return [...ledger.definitions("account", code)];
  return chart.symbols.definitionsOf("account", code).map((item) => ({ item, document: chart }));
}

/** The `entity` of the leg an account name stands in. */
function entityOf(occurrence: Occurrence): string | undefined {
  const legs = occurrence.item?.pairs.find((pair) => pair.key.value === "entries")?.value;
  if (legs?.kind !== "seq") return undefined;
  for (const leg of legs.items) {
    if (leg?.kind !== "map" || !leg.pairs.some((pair) => pair.value === occurrence.node)) continue;
    const entity = leg.pairs.find((pair) => pair.key.value === "entity")?.value;
    return entity?.kind === "scalar" ? entity.value : undefined;
  }
  return undefined;
}

/** Every place that names the same symbol, definitions first, each once. */
export function occurrencesOf(
  ledger: Ledger,
  document: AnyDocument,
  occurrence: Occurrence,
): readonly In<Occurrence, AnyDocument>[] {
  const definitions =
    occurrence.role === "definition" ? [{ item: occurrence, document }] : definitionsOf(ledger, document, occurrence);
  const target = definitions[0];
  const space = target?.item.spaces[0] ?? occurrence.spaces[0];
  if (!space) return [];
  const name = target?.item.name ?? occurrence.name;
  const files = LOCAL.has(space) ? [document] : ledger.documents;
  const found = new Map<Occurrence, AnyDocument>();
  for (const definition of definitions) found.set(definition.item, definition.document);
  for (const file of files) {
    for (const other of [
      ...file.symbols.definitionsOf(space, name),
      ...file.symbols.referencesTo(space, name),
      ...prefixed(file, space, name),
    ]) {
      if (found.has(other)) continue;
      if (!target) {
        if (!LOCAL.has(space) || other.item === occurrence.item) found.set(other, file);
        continue;
      }
      const own = other.role === "definition" ? [{ item: other, document: file }] : definitionsOf(ledger, file, other);
      if (own.some((definition) => definition.item === target.item)) found.set(other, file);
    }
  }
  return [...found].map(([item, file]) => ({ item, document: file }));
}

/** Accounts of another entity are named `entity:code`. */
function prefixed(document: AnyDocument, space: Space, name: string): readonly Occurrence[] {
  return space === "account"
    ? document.symbols.occurrences.filter(
        (other) => other.name.endsWith(`:${name}`) && other.spaces.includes("account"),
      )
    : [];
}
