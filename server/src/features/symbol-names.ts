import type { AnyDocument } from "../index/documents";
import type { In, Ledger } from "../index/ledger";
import type { Occurrence, Space } from "../index/symbols";
import type { MapNode, Node, ScalarNode } from "../yaml/nodes";
import { pairOf } from "../yaml/nodes";
import { AmountNames, LOCAL } from "./amount-names";

type Named = In<Occurrence, AnyDocument>;

/**
 * Where the symbol that a name stands for is defined. Account names follow aliases and `entity:code`; input and amount
 * names are looked for in their own rule first, then in the head of their file.
 */
export function definitionsOf(ledger: Ledger, document: AnyDocument, occurrence: Occurrence): readonly Named[] {
  if (occurrence.spaces.some((space) => LOCAL.has(space)))
    return AmountNames.of(ledger).definitionsOf(document, occurrence);
  for (const space of occurrence.spaces) {
    const found =
      space === "account"
        ? accountDefinitions(ledger, document, occurrence)
        : ledger.definitions(space, occurrence.name);
    if (found.length > 0) return found;
  }
  return [];
}

function accountDefinitions(ledger: Ledger, document: AnyDocument, occurrence: Occurrence): readonly Named[] {
  const { name } = occurrence;
  const account =
    document.kind === "chart-of-accounts" ? undefined : ledger.account(document, name, entityOf(occurrence));
  const chart = account?.document ?? (document.kind === "chart-of-accounts" ? document : undefined);
  const code = account?.item.code?.value ?? name;
  if (!chart) return ledger.definitions("account", code);
  return chart.symbols.definitionsOf("account", code).map((item) => ({ item, document: chart }));
}

/** The `entity` of the leg an account name stands in. */
function entityOf({ item, node }: Occurrence): string | undefined {
  if (!item?.segment.text.includes("entity")) return undefined;
  const leg = holderOf(item, node);
  const entity = leg && pairOf(leg, "entity")?.value;
  return entity?.kind === "scalar" ? entity.value : undefined;
}

/** The mapping in which a scalar is a value. */
function holderOf(node: Node, scalar: ScalarNode): MapNode | undefined {
  if (scalar.segment === node.segment && (scalar.start < node.start || scalar.end > node.end)) return undefined;
  const parts = node.kind === "map" ? node.pairs.map((pair) => pair.value) : node.kind === "seq" ? node.items : [];
  for (const part of parts) {
    if (part === scalar) return node.kind === "map" ? node : undefined;
    const holder = part && holderOf(part, scalar);
    if (holder) return holder;
  }
  return undefined;
}

/** Every place that names the same symbol, definitions first, each once. */
export function occurrencesOf(ledger: Ledger, document: AnyDocument, occurrence: Occurrence): readonly Named[] {
  return namesOf(ledger, document, occurrence, false);
}

/**
 * Every place that has to change together when a symbol gets another name. A name that stands for several definitions at
 * once (what a scenario gives is read by more than one rule) takes all of them along.
 */
export function connectedOccurrences(ledger: Ledger, document: AnyDocument, occurrence: Occurrence): readonly Named[] {
  return namesOf(ledger, document, occurrence, true);
}

function namesOf(ledger: Ledger, document: AnyDocument, occurrence: Occurrence, connected: boolean): readonly Named[] {
  const definitions =
    occurrence.role === "definition" ? [{ item: occurrence, document }] : definitionsOf(ledger, document, occurrence);
  const target = definitions[0];
  const space = target?.item.spaces[0] ?? occurrence.spaces[0];
  if (!space) return [];
  const name = target?.item.name ?? occurrence.name;
  const meaning = resolver(ledger);
  const candidates = candidatesFor(ledger, space, name).map((candidate) => ({
    candidate,
    meant: candidate.item.role === "definition" ? [candidate.item] : meaning(candidate),
  }));
  if (!target) return candidates.flatMap(({ candidate, meant }) => (meant.length === 0 ? [candidate] : []));
  const found = new Map<Occurrence, AnyDocument>(definitions.map((named) => [named.item, named.document]));
  const targets = new Set(found.keys());
  for (let grown = true; grown; ) {
    grown = false;
    for (const { candidate, meant } of candidates) {
      if (found.has(candidate.item) || !meant.some((definition) => targets.has(definition))) continue;
      found.set(candidate.item, candidate.document);
      if (!connected) continue;
      for (const other of meant) {
        grown ||= !targets.has(other);
        targets.add(other);
      }
    }
  }
  return [...found].map(([item, file]) => ({ item, document: file }));
}

/** Names that read the same; definitions of each file first. */
function candidatesFor(ledger: Ledger, space: Space, name: string): readonly Named[] {
  const spaces: readonly Space[] = space === "input" || space === "amount" ? ["input", "amount"] : [space];
  const found: Named[] = [];
  for (const document of ledger.documents) {
    const { symbols } = document;
    const named = new Set<Occurrence>();
    for (const each of spaces) for (const item of symbols.definitionsOf(each, name)) named.add(item);
    for (const each of spaces) for (const item of symbols.referencesTo(each, name)) named.add(item);
    if (space === "account") for (const item of symbols.withEntity(name)) named.add(item);
    for (const item of named) found.push({ item, document });
  }
  return found;
}

/** Resolves references; names that mean the same wherever they stand are resolved once. */
function resolver(ledger: Ledger): (named: Named) => readonly Occurrence[] {
  const known = new Map<string, readonly Occurrence[]>();
  return ({ item, document }) => {
    const everywhere = !item.spaces.some((space) => LOCAL.has(space) || space === "account");
    const key = `${item.spaces.join()} ${item.name}`;
    const meant =
      (everywhere && known.get(key)) || definitionsOf(ledger, document, item).map((definition) => definition.item);
    if (everywhere) known.set(key, meant);
    return meant;
  };
}
