import type { Node } from "../yaml/nodes";
import type { RulesDocument } from "./documents";
import type { Ledger } from "./ledger";

/** Stands for everything of a ledger but its rules and scenarios; compared by identity. */
export interface Surroundings {
  readonly parts: readonly unknown[];
}

const RULES_AND_SCENARIOS: ReadonlySet<string> = new Set(["rules", "scenarios"]);
const MOST = 200;
const latest = new Map<string, Surroundings>();
const known = new WeakMap<Ledger, Surroundings>();

/**
 * What a rule is judged by beside itself and other rules: charts, channels, settings, the day, and all sections of the posting-rules
 * files except rules and scenarios. The same object as long as none of it changes, so editing a rule leaves the others' results standing.
 */
export function surroundingsOf(ledger: Ledger): Surroundings {
  const current = known.get(ledger);
  if (current) return current;
  const parts = [...partsOf(ledger)];
  const name = `${ledger.root} ${ledger.documents[0]?.uri}`;
  const before = latest.get(name);
  const same = before?.parts.length === parts.length && before.parts.every((part, i) => part === parts[i]);
  const surroundings = same ? before : { parts };
  if (latest.size >= MOST) latest.clear();
  latest.set(name, surroundings);
  known.set(ledger, surroundings);
  return surroundings;
}

function* partsOf(ledger: Ledger): Generator<unknown> {
  yield ledger.today;
  yield ledger.settings.document;
  for (const document of ledger.documents) {
    if (document.kind === "posting-rules") yield* head(ledger, document);
    else yield document;
  }
}

function* head(ledger: Ledger, document: RulesDocument): Generator<unknown> {
  yield document.uri;
  yield ledger.chartOf(document);
  const { root, anchors } = document.source;
  // Through an alias, a section can hold what stands anywhere in the file.
  if (root?.kind !== "map" || anchors.size > 0) {
    yield document;
    return;
  }
  for (const { key, value } of root.pairs) {
    if (RULES_AND_SCENARIOS.has(key.value)) continue;
    yield key;
    yield* itemsOf(value);
  }
}

/** The list that joins the items of a section is made anew with every edit; its items are not. */
function* itemsOf(value: Node | undefined): Generator<unknown> {
  if (value?.kind === "seq") yield* value.items;
  else yield value;
}
