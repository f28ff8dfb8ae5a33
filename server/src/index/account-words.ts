import type { Text } from "../l10n/text";
import type { Account } from "../model/types.generated";
import type { Side } from "./chart";
import type { AccountClass } from "./purposes";

/** What classes of accounts are called. */
export const CLASS_WORD: Readonly<Record<AccountClass, Text>> = {
  asset: { en: "asset", zh: "资产" },
  liability: { en: "liability", zh: "负债" },
  common: { en: "common", zh: "共同" },
  equity: { en: "equity", zh: "所有者权益" },
  cost: { en: "cost", zh: "成本" },
  income: { en: "income", zh: "收入" },
  expense: { en: "expense", zh: "费用" },
  memo: { en: "memo", zh: "表外" },
};

/** What sides of an account are called. */
export const SIDE_WORD: Readonly<Record<Side | "either", Text>> = {
  debit: { en: "debit", zh: "借方" },
  credit: { en: "credit", zh: "贷方" },
  either: { en: "either side", zh: "双向" },
};

/** An account as people name it: `100201 备付金存款`. */
export function accountTitle(account: Account): string {
  return [account.code?.value, account.name?.value].filter((part) => part !== undefined).join(" ");
}

/** Several names in a sentence: `A, B and C`, `A、B、C`. */
export function listed(items: readonly string[]): Text {
  if (items.length < 2) return { en: items.join(""), zh: items.join("") };
  const [rest, last] = [items.slice(0, -1), items.at(-1)];
  return { en: `${rest.join(", ")} and ${last}`, zh: items.join("、") };
}
