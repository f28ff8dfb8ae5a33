import type { Rule } from "../../model/types.generated";
import type { RulesDocument } from "../documents";
import type { In, Ledger } from "../ledger";
import { type Surroundings, surroundingsOf } from "../surroundings";
import { originalsOf } from "./scope-of-rule";

/** What a rule is judged by beside itself; compared by identity. */
export interface RuleFacts {
  readonly surroundings: Surroundings;
  /** The rules its original transaction can have been posted by. */
  readonly originals: readonly Rule[];
}

const known = new WeakMap<Rule, { readonly ledger: Ledger; readonly facts: RuleFacts }>();

/** The facts of a rule; the same object as long as the ledger around it and the rules of its original are. */
export function factsOf(ledger: Ledger, rule: In<Rule, RulesDocument>): RuleFacts {
  const before = known.get(rule.item);
  if (before?.ledger === ledger) return before.facts;
  const surroundings = surroundingsOf(ledger);
  const originals = originalsOf(ledger, rule).map(({ item }) => item);
  const same = before && before.facts.surroundings === surroundings && isSame(before.facts.originals, originals);
  const facts = same ? before.facts : { surroundings, originals };
  known.set(rule.item, { ledger, facts });
  return facts;
}

function isSame(a: readonly Rule[], b: readonly Rule[]): boolean {
  return a.length === b.length && a.every((rule, i) => rule === b[i]);
}
