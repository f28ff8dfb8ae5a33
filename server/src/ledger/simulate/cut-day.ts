import { type AccountingDay, accountingDate, endOfDay, instantOf, type LocalTime } from "../accounting-day";
import { addDays, type IsoDate } from "../calendar";
import type { Journal } from "./journal";

const HALF_A_DAY = 12 * 3_600_000;

/**
 * The accounting day a day cut closes. At or soon after a cut-off it is the day that ended there; the same when that
 * day was used and is still open. A cut that comes early closes the day that is running.
 */
export function cutDay(
  local: LocalTime | undefined,
  running: IsoDate,
  accountingDay: AccountingDay,
  journal: Journal,
): IsoDate {
  if (local === undefined) return running;
  const ended = addDays(accountingDate(local, accountingDay), -1);
  if (journal.closedThrough !== undefined && ended <= journal.closedThrough) return running;
  const since = instantOf(local, "UTC") - instantOf(endOfDay(ended, accountingDay), "UTC");
  return since < HALF_A_DAY || journal.isUsed(ended) ? ended : running;
}
