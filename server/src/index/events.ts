import type { Text } from "../l10n/text";
import type { Rule } from "../model/types.generated";
import { resolveReference } from "../schema/registry";
import type { Settings } from "./settings";

export type Status = NonNullable<Rule["status"]>["value"];

/** What can happen, with the statuses its rules usually have. Labels: {@link eventLabel}. */
export const EVENTS = {
  payment: ["succeeded"],
  top_up: ["succeeded"],
  transfer: ["succeeded", "failed"],
  withdrawal: ["accepted", "succeeded", "failed", "returned"],
  payout: ["accepted", "succeeded", "failed", "returned"],
  refund: ["accepted", "succeeded", "failed"],
  void: ["succeeded"],
  reversal: ["succeeded"],
  chargeback: ["confirmed"],
  duplicate: ["confirmed"],
  pre_auth: ["succeeded"],
  pre_auth_completion: ["succeeded"],
  escrow_confirm: ["succeeded"],
  escrow_cancel: ["succeeded"],
  split: ["succeeded"],
  settlement: ["succeeded"],
  fee: ["succeeded"],
  advance: ["succeeded"],
  advance_recovery: ["succeeded"],
  funds_in: ["matched"],
  funds_out: ["matched"],
  funds_move: ["succeeded"],
  freeze: ["succeeded"],
  unfreeze: ["succeeded"],
  difference: ["confirmed"],
  difference_clear: ["confirmed"],
  write_off: ["confirmed"],
  adjustment: ["confirmed"],
  expiry: ["expired"],
  accrual: ["succeeded"],
  fx_conversion: ["succeeded"],
  day_cut: ["succeeded"],
  buffer_run: ["succeeded"],
  reconciliation: ["succeeded"],
} as const satisfies Readonly<Record<string, readonly Status[]>>;

export type EventName = keyof typeof EVENTS;

/** Batch steps: they post legs that wait (day end, buffered, on reconciliation), not a transaction of their own. */
export const BATCH_EVENTS: ReadonlySet<EventName> = new Set(["day_cut", "buffer_run", "reconciliation"]);

export function usualStatuses(event: EventName): readonly Status[] {
  return EVENTS[event];
}

/** The built-in event that a name stands for: itself, or what a project's own event is `like`; undefined when unknown. */
export function resolveEvent(settings: Settings, name: string | undefined): EventName | undefined {
  const seen = new Set<string>();
  for (let at = name; at !== undefined && !seen.has(at); at = settings.events.get(at)) {
    if (Object.hasOwn(EVENTS, at)) return at as EventName;
    seen.add(at);
  }
  return undefined;
}

export function eventOf(settings: Settings, rule: Rule): EventName | undefined {
  return resolveEvent(settings, rule.event?.value);
}

/** A rule's status; `succeeded` unless it says otherwise. */
export function statusOf(rule: Rule): Status {
  return rule.status?.value ?? "succeeded";
}

/** What people call an event: the project's name for its own, else the label of the format. */
export function eventLabel(name: string, settings?: Settings): Text {
  const own = settings?.document?.model.events.entries.get(name)?.value;
  const zh = own?.name?.value ?? own?.name_en?.value;
  if (zh !== undefined) return { zh, en: own?.name_en?.value ?? zh };
  return labels()[name] ?? { en: name, zh: name };
}

let known: Readonly<Record<string, Text>> | undefined;

function labels(): Readonly<Record<string, Text>> {
  known ??= resolveReference("common.schema.json#/$defs/event", "").schema["x-enum"] ?? {};
  return known;
}
