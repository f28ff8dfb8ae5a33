import type { Ledger } from "../../../index/ledger";
import type { Node } from "../../../yaml/nodes";
import { isSlip } from "./references";

/** Keys guards usually have; a project may use others. */
const USUAL = [
  "channel",
  "bank",
  "fee_mode",
  "tender",
  "kind",
  "flow",
  "outcome",
  "direction",
  "period",
  "settled",
  "order_state",
] as const;

/** A key of a rule's guard that nothing else uses and that is one slip away from a usual one or one used elsewhere. */
export interface GuardKeySlip {
  readonly name: string;
  readonly at: Node;
  readonly candidates: readonly string[];
}

export function* guardKeySlips(ledger: Ledger): Iterable<GuardKeySlip> {
  const used = new Map<string, number>(USUAL.map((name) => [name, 2]));
  const count = (names: Iterable<string>, times = 1) => {
    for (const name of names) used.set(name, (used.get(name) ?? 0) + times);
  };
  for (const { model } of ledger.rulesDocuments) {
    count(model.inputs.entries.keys(), 2);
    for (const rule of model.rules) count(rule.when.entries.keys());
    for (const scenario of model.scenarios) for (const step of scenario.steps) count(step.when.entries.keys());
  }
  for (const { item } of ledger.rules())
    for (const [name, { key }] of item.when.entries) {
      if (used.get(name) !== 1) continue;
      const candidates = [...used].flatMap(([other, times]) => (times > 1 && isSlip(name, other) ? [other] : []));
      if (candidates.length > 0) yield { name, at: key, candidates };
    }
}
