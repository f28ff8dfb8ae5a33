import type { Side } from "../../ledger/simulate/types";
import type { Account, Leg } from "../../model/types.generated";
import type { Chart } from "../chart";
import type { RulesDocument } from "../documents";
import type { Ledger } from "../ledger";
import { DEFAULT_CURRENCY } from "./currencies";

/** Where a leg posts. */
export interface LegPlace {
  /** Undefined while the leg names no side, or both. */
  readonly side: Side | undefined;
  /** The account's own code where it is known, else as written. */
  readonly code: string;
  /** The account and its chart; undefined when the code resolves to none. */
  readonly account: Account | undefined;
  readonly chart: Chart | undefined;
  readonly entity: string | undefined;
  /** The leg's, else the product's, else its chart's. */
  readonly currency: string;
  /** On an account outside the balance 表外. */
  readonly memo: boolean;
}

export function placeOfLeg(
  ledger: Ledger,
  document: RulesDocument,
  leg: Leg,
  productCurrency: string | undefined,
): LegPlace {
  const side = leg.debit && !leg.credit ? "debit" : leg.credit && !leg.debit ? "credit" : undefined;
  const written = (leg.debit ?? leg.credit)?.value ?? "";
  const found = ledger.account(document, written, leg.entity?.value);
  const chart = found
    ? ledger.charts.find((one) => one.document === found.document)
    : ledger.chartFor(document, leg.entity?.value);
  return {
    side,
    code: found?.item.code?.value ?? written,
    account: found?.item,
    chart,
    entity: chart?.entity ?? leg.entity?.value,
    currency: leg.currency?.value ?? productCurrency ?? chart?.baseCurrency ?? DEFAULT_CURRENCY,
    memo: found?.item.class?.value === "memo",
  };
}
