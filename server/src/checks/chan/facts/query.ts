import type { Channel } from "../../../model/types.generated";
import type { YamlMap } from "../../edits";

const FIRST_WAITS = [5, 5, 5, 5, 5, 5];
const TWO_HOURS = 2 * 60 * 60;

/** A bounded schedule: six quick queries, then doubling waits until the order has expired, then reconciliation. */
export function defaultQuery(channel: Channel): YamlMap {
  const needed = (channel.order_expiry_minutes?.value ?? 0) * 60;
  const waits = [...FIRST_WAITS];
  let total = waits.reduce((sum, wait) => sum + wait, 0);
  for (let wait = 10; total < Math.max(needed, TWO_HOURS); wait *= 2) {
    waits.push(wait);
    total += wait;
  }
  return { interval: waits.map(String), max_attempts: String(waits.length), on_exhausted: "recon" };
}

/** How long (seconds) the queries of a schedule go on; the last wait repeats. Undefined while interval or count is missing. */
export function querySpan(channel: Channel): number | undefined {
  const { interval, max_attempts } = channel.query ?? {};
  const last = interval?.at(-1)?.value;
  if (!interval || last === undefined || !max_attempts) return undefined;
  let span = 0;
  for (let i = 0; i < Math.min(max_attempts.value, interval.length); i++) span += interval[i]?.value ?? last;
  return span + Math.max(0, max_attempts.value - interval.length) * last;
}
