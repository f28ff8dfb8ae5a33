import type { Channel } from "../../../model/types.generated";
import type { YamlMap } from "../../edits";

const BY_RAIL: Readonly<Record<string, string>> = { unionpay: "银联", nucc: "网联" };

/** A hop for the clearing organisation a channel's rail belongs to. */
export function clearingHop(channel: Channel): YamlMap {
  return { party: BY_RAIL[channel.rail?.value ?? "nucc"] ?? "网联", role: "clearing_org" };
}
