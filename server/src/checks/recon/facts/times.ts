import type { AnyDocument, ChannelsDocument } from "../../../index/documents";
import type { Ledger } from "../../../index/ledger";
import { endOfAccountingDay, MINUTES_PER_DAY, type Moment, minutesBetween, timeZoneOf } from "../../../index/notation";
import { clockText } from "../../../ledger/calendar";
import type { Channel } from "../../../model/types.generated";

/** The zone of a channel's clock times: its own, else that of the chart's accounting day. */
export function zoneOf(ledger: Ledger, document: ChannelsDocument, channel: Channel): string | undefined {
  return timeZoneOf(channel.time_zone) ?? ownZone(ledger, document);
}

/** The zone of the accounting day of the chart a document posts to. */
export function ownZone(ledger: Ledger, document: AnyDocument): string | undefined {
  return timeZoneOf(ledger.chartOf(document)?.document.model.accounting_day?.time_zone);
}

/** Where the two cut-offs of a channel lie; undefined while one is missing or unreadable. */
export interface CutOffs {
  /** When the channel's accounting day T ends. */
  readonly channel: Moment;
  /** When ours ends. */
  readonly own: Moment;
  /** Minutes from our cut-off to the channel's; negative when the channel cuts first. */
  readonly gap: number;
  /** Our cut-off on the channel's clock, minutes after midnight. */
  readonly ownClock: number;
  readonly channelClock: number;
}

export function cutOffsOf(ledger: Ledger, document: ChannelsDocument, channel: Channel): CutOffs | undefined {
  const day = ledger.chartOf(document)?.document.model.accounting_day;
  const own = endOfAccountingDay(day?.cut_off, ownZone(ledger, document));
  const other = endOfAccountingDay(channel.cut_off, zoneOf(ledger, document, channel));
  if (!own || !other) return undefined;
  const gap = minutesBetween(own, other, ledger.today);
  const channelClock = onClock(other.minutes);
  return { channel: other, own, gap, channelClock, ownClock: onClock(other.minutes - gap) };
}

/** A hold window on the channel's clock that covers both cut-offs with five minutes to spare. */
export function holdWindow({ channelClock, gap }: CutOffs): { readonly from: string; readonly to: string } {
  const from = channelClock - Math.max(gap, 0) - MARGIN;
  const to = channelClock - Math.min(gap, 0) + MARGIN;
  return { from: clockText(onClock(from)), to: clockText(onClock(to)) };
}

const MARGIN = 5;

/** Whether a clock time lies in a window of the clock; `23:50`–`00:05` runs over midnight, both ends belong to it. */
export function inWindow(clock: number, from: number, to: number): boolean {
  return from <= to ? from <= clock && clock <= to : clock >= from || clock <= to;
}

function onClock(minutes: number): number {
  return ((minutes % MINUTES_PER_DAY) + MINUTES_PER_DAY) % MINUTES_PER_DAY;
}
