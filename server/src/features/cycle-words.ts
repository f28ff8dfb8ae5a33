import type { Text } from "../l10n/text";
import type { Cycle } from "../ledger/calendar";

/** A settlement cycle in words: `T+1` is the next working day, `D+0` the same day. */
export function cycleInWords({ basis, days }: Cycle): Text {
  if (days === 0) return { en: "same day", zh: "当日" };
  const working = basis === "working";
  if (days === 1)
    return working ? { en: "next working day", zh: "次一工作日" } : { en: "next calendar day", zh: "次一自然日" };
  return working
    ? { en: `${days} working days later`, zh: `${days} 个工作日后` }
    : { en: `${days} calendar days later`, zh: `${days} 个自然日后` };
}
