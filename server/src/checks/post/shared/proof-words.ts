import { currenciesOf } from "../../../index/engine/currencies";
import { figure, inputFigures } from "../../../index/engine/figures";
import type { ProvedRule } from "../../../index/engine/proof-of-rule";
import type { Ledger } from "../../../index/ledger";
import type { Text } from "../../../l10n/text";
import type { Value } from "../../../ledger/expression/evaluate";
import type { GroupProof } from "../../../ledger/proof/verdict";
import type { Rational } from "../../../ledger/rational";

/** `gross = 25.00, fee = 0.10`; empty without inputs. */
export function inputsText({ scope }: Pick<ProvedRule, "scope">, inputs: ReadonlyMap<string, Value>): string {
  return [...inputFigures(scope, inputs)].map(([name, value]) => `${name} = ${value}`).join(", ");
}

/** An amount with its currency's decimals. */
export function amountText(ledger: Ledger, amount: Rational, currency: string | undefined): string {
  return figure(amount, currenciesOf(ledger), currency ?? "");
}

/** Which of a rule's groups is meant, as an addition to “does not balance”; empty when the rule has only one. */
export function groupWords(proved: ProvedRule, group: GroupProof): Text {
  const { groups } = proved.proof;
  const several = (key: "entity" | "currency" | "posting") => new Set(groups.map((one) => one[key])).size > 1;
  const product = proved.all.length > 1 ? proved.product?.id?.value : undefined;
  const en: string[] = [];
  const zh: string[] = [];
  if (product !== undefined) [en[0], zh[0]] = [`for product ${product}`, `产品 ${product} `];
  if (several("entity") && group.entity !== undefined) {
    en.push(`for ${group.entity}`);
    zh.push(`主体 ${group.entity} `);
  }
  if (several("currency") && group.currency !== undefined) {
    en.push(`in ${group.currency}`);
    zh.push(`币种 ${group.currency} `);
  }
  if (several("posting")) {
    en.push(group.posting === undefined ? "before reconciliation" : "after reconciliation");
    zh.push(group.posting === undefined ? "对账前" : "对账后");
  }
  return { en: en.length > 0 ? ` ${en.join(" ")}` : "", zh: zh.join("") };
}

/** “with gross = 25.00, ” as the beginning of a clause; empty without inputs. */
export function withInputs(text: string): Text {
  return text === "" ? { en: "", zh: "" } : { en: `with ${text}, `, zh: `${text} 时，` };
}
