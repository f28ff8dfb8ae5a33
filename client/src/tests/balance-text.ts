// A balance in a few words: `220201 商户待结算款 Cr 365.00`.
import { inLocale, type Locale } from "../../../server/src/l10n/text";
import type { PreviewBalance } from "../../../server/src/protocol";

const debit = { en: "Dr", zh: "借" };
const credit = { en: "Cr", zh: "贷" };
/** What an account book writes where a balance is nil. */
const nil = { en: "zero", zh: "平" };

export function balanceText({ account, currency, ...sides }: PreviewBalance, locale: Locale): string {
  const name = [account.entity, account.code, account.name].filter(Boolean).join(" ");
  const say = (side: typeof debit, amount: string) => `${name} ${inLocale(side, locale)} ${amount} ${currency}`;
  if (sides.debit !== undefined) return say(debit, sides.debit);
  if (sides.credit !== undefined) return say(credit, sides.credit);
  return `${name} ${inLocale(nil, locale)}`;
}
