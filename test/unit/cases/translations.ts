import type { Op } from "./mutate";

/**
 * Mutants whose ops speak of something the files say otherwise: a day-end sum that is the sum of waiting legs, one
 * refund rule for several refunds, a share that is what remains. Here they are said in the file's terms.
 */
export const TRANSLATIONS: Readonly<Record<string, readonly Op[]>> = {
  // The batch misses the third record: its legs never wait.
  "C05 M2": [["dropLegs", "E3", 1, 2, 3]],
  // The summary runs after midnight with the system's date: a booking of its own, a day late.
  "C05 M4": [
    ["dropev", "E4"],
    ["addev", "E4", ["E4b", "summary after midnight", "D+1", ["借|待清算充值款项-银行A|S|eod"]]],
  ],
  // The afternoon is left out of the day-end sum.
  "C07 M2": [["dropLegs", "E2", 1]],
  // The batch posts the third record twice.
  "C08 M2": [
    ["amtLeg", "E3", 2, "trade_amount + trade_amount"],
    ["amtLeg", "E3", 3, "trade_amount + trade_amount"],
  ],
  // The batch is cut off before the third record.
  "C08 M3": [["dropLegs", "E3", 2, 3]],
  // A partial void passes only where nothing demands the full amount.
  "C21 M3": [
    ["uncap", "E2"],
    ["set", "E2", ["借|商户待结算|39.76|realtime", "借|手续费收入|0.24|realtime", "贷|渠道待清算|40.00|realtime"]],
  ],
  // More than was paid is refunded only where no cap says otherwise.
  "C22 M2": [
    ["uncap", "E3"],
    ["uncap", "E4"],
    ["in", "ref", "150.00"],
  ],
  "C23 M1": [["amountAt", "E2,E3,E4", "fee_back", "round(refund_amount * fee_rate)"]],
  "C23 M3": [["amountAt", "E2,E3,E4", "fee_back", "round(refund_amount * fee_rate, up)"]],
  "C25 M2": [
    ["amountAt", "E2", "discount_back", "0.00"],
    ["amountAt", "E4", "card_back", "20.00"],
  ],
  "C25 M3": [
    ["amountAt", "E2", "wallet_back", "refund_amount - discount_back"],
    ["amountAt", "E4", "wallet_back", "0.00"],
  ],
  "C25 M4": [["amountAt", "E2,E4", "commission_back", "0.00"]],
  // B's share by a ratio of its own instead of what remains.
  "C30 M1": [
    ["amount", "part_b", "round(paid_amount * 0.29)"],
    ["amt", "E2", 0, "xa+xb"],
  ],
  "C30 M2": [
    ["amount", "part_b", "round(paid_amount * 0.31)"],
    ["amt", "E2", 0, "xa+xb"],
  ],
  "C53 M2": [["amount", "value_used", "round(points_used / (points_per_yuan * 10))"]],
  // Each day is rounded for itself.
  "C59 M1": [
    ["given", "E2", "balance_days", "300.00"],
    ["given", "E2", "accrued_before", "0.00"],
    ["given", "E3", "balance_days", "300.00"],
    ["given", "E3", "accrued_before", "0.00"],
  ],
  // Balances read as increments: the balance-days stay at 300.
  "C59 M3": [
    ["given", "E2", "balance_days", "300.00"],
    ["given", "E3", "balance_days", "300.00"],
    ["given", "E3", "accrued_before", "0.04"],
  ],
};
