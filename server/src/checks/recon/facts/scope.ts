import type { Reconciliation } from "../../../model/types.generated";
import { pairOf } from "../../../yaml/nodes";
import type { YamlMap } from "../../edits";

export type Part = Reconciliation["scope"][number]["value"];

/** Whose record is usually right: the channel's for details and fees, the bank's for money. */
export const USUAL_AUTHORITY = {
  detail: "channel",
  fee: "channel",
  funds: "bank",
  funds_external: "bank",
  settlement: "bank",
} as const satisfies Readonly<Record<Part, string>>;

/** The parts that have to say whose record counts. */
export const JUDGED: readonly Part[] = ["detail", "fee", "funds"];

/** The parts in scope for which `authority` says nothing. */
export function withoutAuthority(recon: Reconciliation): readonly Part[] {
  return JUDGED.filter(
    (part) => recon.scope.some((one) => one.value === part) && !(recon.authority && pairOf(recon.authority.node, part)),
  );
}

export function usualAuthority(parts: readonly Part[]): YamlMap {
  return Object.fromEntries(parts.map((part) => [part, USUAL_AUTHORITY[part]]));
}
