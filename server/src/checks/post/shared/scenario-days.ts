import { proofOf } from "../../../index/engine/proof-of-rule";
import { itemOfRule } from "../../../index/engine/refs";
import type { Ledger } from "../../../index/ledger";
import { Rational } from "../../../ledger/rational";
import type { Posting, StepRun } from "../../../ledger/simulate/run";
import type { Rule } from "../../../ledger/simulate/types";
import { headOf } from "../../../yaml/path";
import type { CheckFinding } from "../../check";
import { amountText } from "./proof-words";
import { isOneSided } from "./proved-legs";
import { type FindingOf, type Played, placeOfStep, ruleOf } from "./scenario-places";

/** A step whose rule posts more on one side than on the other. */
interface Unequal {
  readonly step: StepRun;
  readonly rule: Rule;
  readonly debit: Rational;
  readonly credit: Rational;
}

/** A day that does not balance: at the step that breaks it, where one does. Silent where the rule's own finding says it. */
export function unbalancedDay(played: Played, finding: FindingOf<"day-unbalanced">): CheckFinding | undefined {
  const { ledger, result } = played;
  const unequal = result.run.steps.flatMap((step) => unequalStep(step, finding) ?? []);
  const rules =
    unequal.length > 0 ? unequal.map(({ rule }) => rule) : result.run.steps.flatMap(({ rule }) => rule ?? []);
  if (rules.every((rule) => isReported(ledger, rule)) && rules.length > 0) return undefined;
  const cause = unequal.find(({ rule }) => !isReported(ledger, rule));
  if (!cause && rules.some((rule) => isReported(ledger, rule))) return undefined;
  const { day, currency, entity } = finding;
  const [debit, credit] = [(cause ?? finding).debit, (cause ?? finding).credit].map((one) =>
    amountText(ledger, one, currency),
  );
  const of =
    ledger.charts.length > 1 ? { en: ` in the books of ${entity}`, zh: `在 ${entity} 的账上` } : { en: "", zh: "" };
  if (!cause)
    return {
      at: placeOfStep(played, finding.step),
      message: {
        en: `The day ${day} does not balance${of.en}: ${currency} debit is ${debit} and credit ${credit}.`,
        zh: `会计日 ${day} ${of.zh}借贷不平：${currency} 借方 ${debit}，贷方 ${credit}。`,
      },
    };
  return {
    at: placeOfStep(played, cause.step.index),
    message: {
      en: `Rule ${cause.rule.id} does not balance in this step${of.en}: ${currency} debit is ${debit} and credit ${credit}.`,
      zh: `规则 ${cause.rule.id} 在这一步${of.zh}借贷不平：${currency} 借方 ${debit}，贷方 ${credit}。`,
    },
    related: [{ at: headOf(itemOfRule(cause.rule).node), message: { en: "The rule", zh: "这条规则" } }],
  };
}

/** What a step posts or leaves waiting for the day, when the sides differ. */
function unequalStep(step: StepRun, finding: FindingOf<"day-unbalanced">): Unequal | undefined {
  const { rule, outcome, postings } = step;
  if (outcome !== "posted" || !rule) return undefined;
  const own = postings.filter(
    ({ day, entity, currency, timing }) =>
      day === finding.day &&
      entity === finding.entity &&
      currency === finding.currency &&
      (timing === "on_reconciliation") === finding.onReconciliation,
  );
  const [debit, credit] = [sumOf(own, "debit"), sumOf(own, "credit")];
  return debit.equals(credit) ? undefined : { step, rule, debit, credit };
}

function sumOf(postings: readonly Posting[], side: Posting["side"]): Rational {
  return postings.reduce((sum, one) => (one.side === side ? sum.add(one.amount) : sum), Rational.ZERO);
}

/** Whether an error at the rule says that it does not balance. A rule that is merely unproven has none; nor has a one-sided correction. */
function isReported(ledger: Ledger, rule: Rule): boolean {
  const entry = ruleOf(ledger, rule);
  if (!entry) return false;
  const proved = proofOf(ledger, entry);
  if (proved.unfinished || proved.proof.groups.some(({ severalRests }) => severalRests)) return true;
  return proved.verdict.kind === "refuted" && !(isOneSided(proved) && entry.item.correction?.type);
}
