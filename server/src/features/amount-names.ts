import type { AnyDocument, RulesDocument } from "../index/documents";
import type { In, Ledger } from "../index/ledger";
import type { Occurrence, Space } from "../index/symbols";
import type { Rule, Scenario, Step } from "../model/types.generated";
import { type MapNode, offsetsOf } from "../yaml/nodes";

type Definition = In<Occurrence, AnyDocument>;

/** Spaces whose names are known only inside the item (rule, product, scenario) they stand in, or in the head of their file. */
export const LOCAL: ReadonlySet<Space> = new Set(["input", "amount", "tender", "step"]);

/**
 * Which input, amount, tender or step a name means. A rule sees its own names and those in the head of its file; an amount
 * hides an input of the same name. `original.x` is a name of the rules the original transaction was posted by, and what a
 * scenario's step gives is read by the rules of its event.
 */
export class AmountNames {
  private readonly rules = new Map<MapNode, In<Rule, RulesDocument>>();
  private readonly scenarios = new Map<MapNode, Scenario>();
  private readonly byEvent = new Map<string, In<Rule, RulesDocument>[]>();
  private readonly known = new Map<string, readonly Definition[]>();
  private static readonly cache = new WeakMap<Ledger, AmountNames>();

  /** The names of a ledger; the same object as long as no file changes. */
  static of(ledger: Ledger): AmountNames {
    const names = AmountNames.cache.get(ledger) ?? new AmountNames(ledger);
    AmountNames.cache.set(ledger, names);
    return names;
  }

  private constructor(ledger: Ledger) {
    for (const entry of ledger.rules()) {
      this.rules.set(entry.item.node, entry);
      const event = entry.item.event?.value;
      if (event === undefined) continue;
      const rules = this.byEvent.get(event);
      if (rules) rules.push(entry);
      else this.byEvent.set(event, [entry]);
    }
    for (const { item } of ledger.scenarios()) this.scenarios.set(item.node, item);
  }

  definitionsOf(document: AnyDocument, occurrence: Occurrence): readonly Definition[] {
    const { name, item, owner, lenient } = occurrence;
    const spaces: readonly Space[] = occurrence.spaces.includes("input") ? ["amount", "input"] : occurrence.spaces;
    for (const found of this.elsewhere(occurrence, spaces)) if (found.length > 0) return found;
    const own = seenFrom(document, owner === "original" ? undefined : item, name, spaces);
    if (own.length > 0) return own;
    // The head of a file may use what each rule declares for itself.
    return lenient || item === undefined ? all(document, name, spaces) : [];
  }

  /** The rules a transaction of this event can be posted by. */
  rulesOf(event: string | undefined): readonly In<Rule, RulesDocument>[] {
    return event === undefined ? [] : (this.byEvent.get(event) ?? []);
  }

  rule(item: MapNode | undefined): In<Rule, RulesDocument> | undefined {
    return item && this.rules.get(item);
  }

  private *elsewhere(occurrence: Occurrence, spaces: readonly Space[]): Iterable<readonly Definition[]> {
    const { item, owner, name } = occurrence;
    if (!item) return;
    const rule = this.rules.get(item)?.item;
    if (rule && owner === "original") yield this.inRulesOf(rule.original?.event?.value, name, spaces);
    const scenario = this.scenarios.get(item);
    if (!scenario || !spaces.includes("input")) return;
    const step = stepAt(scenario, occurrence);
    const events = new Set((step ? [step] : scenario.steps).map(({ event }) => event?.value));
    const found = new Map<Occurrence, Definition>();
    for (const event of events)
      for (const definition of this.inRulesOf(event, name, spaces)) found.set(definition.item, definition);
    yield [...found.values()];
  }

  private inRulesOf(event: string | undefined, name: string, spaces: readonly Space[]): readonly Definition[] {
    const key = `${event} ${name} ${spaces.join()}`;
    const known = this.known.get(key);
    if (known) return known;
    const found = new Map<Occurrence, Definition>();
    for (const { item, document } of this.rulesOf(event))
      for (const definition of seenFrom(document, item.node, name, spaces)) found.set(definition.item, definition);
    this.known.set(key, [...found.values()]);
    return [...found.values()];
  }
}

/** The step of a scenario a name stands in. */
function stepAt(scenario: Scenario, { at }: Occurrence): Step | undefined {
  const { start } = offsetsOf(at);
  return scenario.steps.find((step) => {
    const place = offsetsOf(step.node);
    return place.start <= start && start <= place.end;
  });
}

/** What a name means inside an item (undefined: the head of the file): for each space the item's own, else the file's. */
function seenFrom(
  document: AnyDocument,
  item: MapNode | undefined,
  name: string,
  spaces: readonly Space[],
): readonly Definition[] {
  for (const space of spaces) {
    const named = document.symbols.definitionsOf(space, name);
    const own = item ? named.filter((definition) => definition.item === item) : [];
    const chosen = own.length > 0 ? own : named.filter((definition) => definition.item === undefined);
    if (chosen.length > 0) return chosen.map((definition) => ({ item: definition, document }));
  }
  return [];
}

function all(document: AnyDocument, name: string, spaces: readonly Space[]): readonly Definition[] {
  return spaces.flatMap((space) => document.symbols.definitionsOf(space, name).map((item) => ({ item, document })));
}
