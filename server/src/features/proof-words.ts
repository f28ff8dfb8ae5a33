import { currenciesOf } from "../index/engine/currencies";
import { figure, inputFigures } from "../index/engine/figures";
import type { ProvedRule } from "../index/engine/proof-of-rule";
import type { Ledger } from "../index/ledger";
import type { Text } from "../l10n/text";
import type { Verdict } from "../ledger/proof/verdict";

const UNFINISHED: Text = {
  en: "A leg is unfinished, or an expression in it is not right.",
  zh: "有分录没写完，或表达式有误。",
};

/** What may be said of a rule: its verdict, unless something in it is unfinished. */
export function verdictOf({ verdict, unfinished }: Pick<ProvedRule, "verdict" | "unfinished">): Verdict {
  return unfinished ? { kind: "unproven", checked: 0, reason: UNFINISHED } : verdict;
}

/** Values tried by the proof, over all products; 0 for what is proved symbolically or unfinished. */
export function casesTried(proved: ProvedRule): number {
  if (proved.unfinished) return 0;
  const groups = proved.all.flatMap(({ proof }) => proof.groups);
  return groups.reduce((sum, { verdict }) => sum + (verdict.kind === "proved-symbolic" ? 0 : verdict.checked), 0);
}

/** The verdict in words, with its strength: tested is never called proved. */
export function proofWords(ledger: Ledger, proved: ProvedRule): Text {
  const verdict = verdictOf(proved);
  switch (verdict.kind) {
    case "proved-symbolic":
      return { en: "proved symbolically", zh: "已证明（符号推导）" };
    case "proved-exhaustive": {
      const cases = casesTried(proved);
      return { en: `proved exhaustively (${cases} values)`, zh: `已证明（穷举 ${cases} 个值）` };
    }
    case "unproven":
      return { en: `unproven: ${verdict.reason.en}`, zh: `未证明：${verdict.reason.zh}` };
    case "refuted": {
      const { inputs, debit, credit } = verdict.counterexample;
      const at = [...inputFigures(proved.scope, inputs)].map(([name, value]) => `${name} = ${value}`).join(", ");
      const group = proved.proof.groups.find((one) => one.verdict === verdict);
      const [left, right] = [debit, credit].map((one) => figure(one, currenciesOf(ledger), group?.currency ?? ""));
      return {
        en: `refuted${at === "" ? "" : ` at ${at}`}: debit ${left}, credit ${right}`,
        zh: `不平衡${at === "" ? "" : `，反例 ${at}`}：借方 ${left}，贷方 ${right}`,
      };
    }
  }
}
