import type { Chart } from "../../../index/chart";
import { accountsFor, type Purpose } from "../../../index/purposes";
import type { BookedLeg, BookedRule } from "../../../index/rule-book";
import type { Settings } from "../../../index/settings";
import type { Account } from "../../../model/types.generated";

/** The one account of a chart for the first of these purposes that it has; undefined where there are several. */
export function onlyAccount(
  settings: Settings,
  chart: Chart | undefined,
  ...purposes: readonly Purpose[]
): Account | undefined {
  for (const purpose of purposes) {
    const accounts = chart ? accountsFor(settings, chart, purpose) : [];
    if (accounts.length > 0) return accounts.length === 1 ? accounts[0] : undefined;
  }
  return undefined;
}

/** Whether every leg's purpose is known: only then can be said what a rule does not do. */
export function isReadable({ legs }: BookedRule): boolean {
  return legs.every((leg) => leg.purpose !== undefined || leg.memo);
}

/** Where a leg names its account. */
export function accountNode({ leg }: BookedLeg) {
  return (leg.debit ?? leg.credit)!.node;
}
