import type { Side } from "../../../index/chart";
import type { Channel, Difference, Reconciliation } from "../../../model/types.generated";
import { pairOf } from "../../../yaml/nodes";
import { type YamlMap, yamlScalar } from "../../edits";

export type Nature = "surplus" | "shortage";

/**
 * Whether a one-sided difference is money too much (长款) or too little (短款), for the party whose books these are: a
 * receipt only the channel has is a surplus, one only we have a shortage; payouts and refunds the other way round.
 */
export function natureOf(row: Difference, channel: Channel): Nature | undefined {
  const flow = row.flow?.value ?? channel.flow?.value;
  const kind = row.kind?.value;
  if ((kind !== "channel_only" && kind !== "own_only") || flow === undefined || flow === "any") return undefined;
  return (kind === "channel_only") === (flow === "pay_in") ? "surplus" : "shortage";
}

/** The side on which a suspense account grows: a surplus is owed, a shortage is a claim. */
export function sideOf(nature: Nature): Side {
  return nature === "surplus" ? "credit" : "debit";
}

/** What a new row for a status or amount says: look again, then correct the status. */
export function correctingRow(recon: Reconciliation, kind: string, flow: string): YamlMap {
  return {
    kind,
    flow,
    action: "correct_status",
    requery: "true",
    wait_days: "1",
    max_age_days: "5",
    owner: ownerOf(recon),
  };
}

/** Items inside the cut-off window wait a day. */
export function timingRow(recon: Reconciliation): YamlMap {
  return { kind: "timing", flow: "any", action: "hold", max_age_days: "1", owner: ownerOf(recon) };
}

export function bankTotalRow(recon: Reconciliation): YamlMap {
  return { kind: "bank_total", flow: "any", action: "manual", max_age_days: "2", owner: ownerOf(recon) };
}

/** Who looks after this channel's differences, as the source of a scalar. */
export function ownerOf(recon: Reconciliation): string {
  const known = recon.differences.find((row) => row.owner)?.owner?.value;
  return yamlScalar(known ?? "清结算组");
}

/** Whether the difference table was begun and has no row that takes this kind (for this flow, or any). */
export function lacksRow(recon: Reconciliation, kind: string, flow?: string): boolean {
  if (recon.differences.length === 0) return false;
  return !recon.differences.some(
    (row) =>
      row.kind?.value === kind &&
      (flow === undefined || row.flow === undefined || row.flow.value === "any" || row.flow.value === flow),
  );
}

/**
 * The last key of the reconciliation block that none of the other edits of a fix writes behind, so that two insertions
 * never meet at one offset.
 */
export function quietKey(recon: Reconciliation, ...busy: readonly string[]): string | undefined {
  return recon.node.pairs.findLast(({ key }) => !busy.includes(key.value) && pairOf(recon.node, key.value))?.key.value;
}
