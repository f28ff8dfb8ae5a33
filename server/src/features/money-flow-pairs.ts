import type { Rational } from "../ledger/rational";

/** A leg to be paired with the legs opposite it. */
export interface PairedLeg {
  readonly side: "debit" | "credit";
  /** Zero where nothing is known. */
  readonly amount: Rational;
  /** Only legs of one group balance each other. */
  readonly group: string;
  /** The side on which its account rises. */
  readonly rises: "debit" | "credit";
}

export interface Pair<L> {
  readonly from: L;
  readonly to: L;
  /** The leg whose amount the pair carries. */
  readonly by: L;
}

/**
 * Divides the debits of an entry among its credits, in the order of the legs. Value goes from the account that falls to the one
 * that rises; where both rise or both fall, from debit to credit (a receivable stands behind a debt; a debt is paid from the bank).
 * A red leg counts on the other side; a leg without an amount goes with the largest opposite it.
 */
export function pairs<L extends PairedLeg>(legs: readonly L[]): readonly Pair<L>[] {
  const found: Pair<L>[] = [];
  for (const group of new Set(legs.map((leg) => leg.group))) {
    const own = legs.filter((leg) => leg.group === group);
    const open = own.map((leg) => ({ leg, debit: isDebit(leg), left: leg.amount.abs() }));
    const debits = open.filter(({ debit }) => debit);
    const credits = open.filter(({ debit }) => !debit);
    for (const debit of debits) {
      for (const credit of credits) {
        if (debit.left.isZero || credit.left.isZero) continue;
        const order = debit.left.compare(credit.left);
        const part = order <= 0 ? debit.left : credit.left;
        debit.left = debit.left.sub(part);
        credit.left = credit.left.sub(part);
        const by = order < 0 || (order === 0 && credit.leg.amount.isZero) ? debit.leg : credit.leg;
        found.push({ ...direction(debit.leg, credit.leg), by });
      }
    }
    for (const { leg, debit } of open) {
      if (!leg.amount.isZero) continue;
      const [opposite] = (debit ? credits : debits)
        .map((one) => one.leg)
        .sort((a, b) => b.amount.abs().compare(a.amount.abs()));
      if (opposite) found.push({ ...(debit ? direction(leg, opposite) : direction(opposite, leg)), by: leg });
    }
  }
  return distinct(found);
}

function isDebit({ side, amount }: PairedLeg): boolean {
  return (side === "debit") === amount.sign >= 0;
}

/** Two legs without amounts find each other from both sides. */
function distinct<L>(found: readonly Pair<L>[]): readonly Pair<L>[] {
  return found.filter((pair, i) => found.findIndex(({ from, to }) => from === pair.from && to === pair.to) === i);
}

function direction<L extends PairedLeg>(debit: L, credit: L): { readonly from: L; readonly to: L } {
  const falls = debit.rises === "debit" && credit.rises === "debit";
  return falls ? { from: credit, to: debit } : { from: debit, to: credit };
}
