import type { Edit } from "../../../finding";
import type { ChannelsDocument } from "../../../index/documents";
import type { In, Ledger } from "../../../index/ledger";
import { accountsFor } from "../../../index/purposes";
import type { Account, Channel, Difference } from "../../../model/types.generated";
import { appendToDocument, insertKeys, type Yaml, type YamlMap, yamlScalar } from "../../edits";
import { freeName } from "../../post/shared/skeleton";
import { natureOf, ownerOf, sideOf } from "./rows";

/**
 * The edits that give a one-sided row what it lacks: a rule that parks the amount between the suspense and the clearing
 * account, a rule that takes it back when the channel corrects itself, and the row's own keys. Undefined where the
 * accounts are not plain from the chart.
 */
export function parkingRules(
  ledger: Ledger,
  { item: channel, document }: In<Channel, ChannelsDocument>,
  row: Difference,
): readonly Edit[] | undefined {
  const chart = ledger.chartOf(document);
  const nature = natureOf(row, channel);
  const rules = ledger.rulesDocuments.find((one) => ledger.chartOf(one) === chart);
  if (!chart || !nature || !rules || !channel.id || row.rule || row.clear_rules.length > 0) return undefined;
  const purpose = nature === "surplus" ? "suspense_surplus" : "suspense_shortage";
  const suspense = row.suspense
    ? chart.account(row.suspense.value)
    : only(accountsFor(ledger.settings, chart, purpose));
  const clearing = only(
    accountsFor(ledger.settings, chart, channel.flow?.value === "pay_out" ? "payout_clearing" : "channel_clearing"),
  );
  if (!suspense?.code || !clearing?.code || !chart.isLeaf(suspense)) return undefined;
  const grows = sideOf(nature);
  const other = grows === "debit" ? "credit" : "debit";
  const flow = row.flow?.value ?? channel.flow?.value ?? "any";
  const taken = new Set(ledger.names("rule"));
  const base = `diff.${channel.id.value}.${nature}`;
  const park = freeName(`${base}.parked`, taken);
  const clear = freeName(`${base}.corrected`, taken);
  const rule = (id: string, event: string, suspenseSide: string, clearingSide: string, when: YamlMap): YamlMap => ({
    id: yamlScalar(id),
    event,
    status: "confirmed",
    source: "reconciliation",
    when: { channel: yamlScalar(channel.id!.value), kind: row.kind!.value, flow, ...when },
    idempotency_key: ["difference_no", "event"],
    inputs: { difference_amount: { type: "money", min: "0.01" } },
    entries: sorted([leg(clearingSide, clearing), leg(suspenseSide, suspense)]),
  });
  const keys: Record<string, Yaml> = {};
  if (!row.suspense) keys.suspense = JSON.stringify(suspense.code.value);
  keys.rule = yamlScalar(park);
  keys.clear_rules = [yamlScalar(clear)];
  if (!row.max_age_days) keys.max_age_days = "30";
  if (!row.owner) keys.owner = ownerOf(channel.reconciliation!);
  return [
    insertKeys(row.node, keys),
    ...appendToDocument(rules, "rules", [
      rule(park, "difference", grows, other, {}),
      rule(clear, "difference_clear", other, grows, { outcome: "corrected" }),
    ]),
  ];
}

function leg(side: string, account: Account): YamlMap {
  const byChannel = account.dimensions.some((dimension) => dimension.value === "channel");
  return {
    [side]: JSON.stringify(account.code?.value ?? ""),
    amount: "difference_amount",
    ...(byChannel && { dimensions: { channel: "$channel" } }),
  };
}

/** Debits first, as entries are written. */
function sorted(legs: readonly YamlMap[]): readonly YamlMap[] {
  return [...legs.filter((one) => "debit" in one), ...legs.filter((one) => "credit" in one)];
}

function only<T>(items: readonly T[]): T | undefined {
  return items.length === 1 ? items[0] : undefined;
}
