import { proofOf } from "../../../index/engine/proof-of-rule";
import { itemOfIdentity, itemOfLeg } from "../../../index/engine/refs";
import type { Text } from "../../../l10n/text";
import type { ScenarioFinding } from "../../../ledger/simulate/run";
import { pairOf } from "../../../yaml/nodes";
import type { CheckFinding } from "../../check";
import { isTooFine } from "../amount-scale";
import { amountText } from "./proof-words";
import { unbalancedDay } from "./scenario-days";
import { type FindingOf, type Played, placeOfScenario, placeOfStep, ruleOf } from "./scenario-places";
import { accountText, balanceText, runningTable, valueText } from "./scenario-words";

/** Postings that are wrong in themselves: negative legs, closed days, balances on the wrong side, days and openings that do not balance. */
export function wrongPosting(played: Played, finding: ScenarioFinding): CheckFinding | undefined {
  const { ledger } = played;
  switch (finding.kind) {
    case "leg-negative":
    case "red-leg-positive":
      return wrongSign(played, finding);
    case "leg-too-fine": {
      const rule = ruleOf(ledger, finding.rule);
      if (!rule || isTooFine(ledger, rule)) return undefined;
      return {
        at: placeOfStep(played, finding.step),
        message: {
          en: `Rule ${finding.rule.id} posts ${finding.amount} ${finding.currency} on ${finding.leg.account}, finer than the minor unit.`,
          zh: `规则 ${finding.rule.id} 在 ${finding.leg.account} 记 ${finding.amount} ${finding.currency}，细于最小货币单位。`,
        },
      };
    }
    case "wrong-side":
      return wrongSide(played, finding);
    case "day-closed":
      return {
        at: placeOfStep(played, finding.step),
        message: {
          en: `Rule ${finding.rule.id} posts on ${finding.day}, a day that is closed already.`,
          zh: `规则 ${finding.rule.id} 记入 ${finding.day}，该会计日已经日切。`,
        },
        related: [{ at: placeOfStep(played, finding.closedBy), message: { en: "Closed here", zh: "在这里日切" } }],
      };
    case "day-unbalanced":
      return unbalancedDay(played, finding);
    case "opening-unbalanced": {
      const [debit, credit] = [finding.debit, finding.credit].map((one) => amountText(ledger, one, finding.currency));
      return {
        at: pairOf(played.entry.item.node, "opening")?.key ?? placeOfScenario(played),
        message: {
          en: `The opening balances do not balance: ${finding.currency} debit is ${debit} and credit ${credit}.`,
          zh: `期初余额不平：${finding.currency} 借方 ${debit}，贷方 ${credit}。`,
        },
      };
    }
    case "identity-broken":
      return identityBroken(played, finding);
    case "identity-not-computable": {
      // Names and types that are wrong are reported where they stand.
      if (finding.problem.code !== "division-by-zero") return undefined;
      const item = itemOfIdentity(finding.identity);
      const own = played.entry.item.identities.some((one) => one === item);
      const name = finding.identity.name ?? item.condition?.value ?? "";
      return {
        at: (own ? item.condition?.node : undefined) ?? placeOfStep(played, finding.step),
        message: {
          en: `${name} cannot be computed. ${finding.problem.message.en}`,
          zh: `“${name}”算不出来。${finding.problem.message.zh}`,
        },
      };
    }
    default:
      return undefined;
  }
}

function wrongSign(played: Played, finding: FindingOf<"leg-negative" | "red-leg-positive">): CheckFinding | undefined {
  const { leg, rule, amount, currency, step } = finding;
  const entry = ruleOf(played.ledger, rule);
  if (!entry) return undefined;
  const proved = proofOf(played.ledger, entry);
  const item = itemOfLeg(leg);
  if (
    finding.kind === "leg-negative" &&
    proved.proof.signs.some((sign) => sign.declared && proved.legs[sign.leg]?.item === item)
  )
    return undefined;
  const value = amountText(played.ledger, amount, currency);
  return {
    at: placeOfStep(played, step),
    message:
      finding.kind === "leg-negative"
        ? {
            en: `Rule ${rule.id} posts a negative amount (${value}) on ${leg.account}.`,
            zh: `规则 ${rule.id} 在 ${leg.account} 记了负数（${value}）。`,
          }
        : {
            en: `Rule ${rule.id} posts a positive amount (${value}) on ${leg.account}, in a red leg.`,
            zh: `规则 ${rule.id} 在 ${leg.account} 的红字分录记了正数（${value}）。`,
          },
    related: [{ at: item.amount?.node ?? item.node, message: { en: "The leg", zh: "这条分录" } }],
  };
}

function wrongSide(played: Played, finding: FindingOf<"wrong-side">): CheckFinding {
  const account = accountText(played.ledger, finding);
  const balance = balanceText(played.ledger, finding.balance, finding.currency);
  const part = [...(finding.dimensions ?? [])].map(([name, value]) => `${name} ${value}`).join(", ");
  const of: Text = part === "" ? { en: "", zh: "" } : { en: ` (${part})`, zh: `（${part}）` };
  return {
    at: placeOfStep(played, finding.step),
    message: {
      en: `This step brings ${account}${of.en} to ${balance.en}, which is not its side. Allow it with allow_negative, or post less.`,
      zh: `这一步使 ${account}${of.zh}余额变为${balance.zh}，方向反了。请声明 allow_negative，或少记一些。`,
    },
    related: runningTable(played, finding, finding.step) ?? [],
  };
}

function identityBroken(played: Played, finding: FindingOf<"identity-broken">): CheckFinding {
  const item = itemOfIdentity(finding.identity);
  const condition = item.condition?.node;
  const own = condition !== undefined && played.entry.item.identities.some((one) => one === item);
  const name = finding.identity.name ?? item.condition?.value ?? "";
  const { compared } = finding;
  const sides = compared
    ? {
        en: `: ${valueText(compared.left)} on the left, ${valueText(compared.right)} on the right`,
        zh: `：左边 ${valueText(compared.left)}，右边 ${valueText(compared.right)}`,
      }
    : { en: "", zh: "" };
  return {
    at: own ? condition : placeOfStep(played, finding.step),
    message: { en: `${name} does not hold${sides.en}.`, zh: `“${name}”不成立${sides.zh}。` },
    related: own
      ? finding.step === undefined
        ? []
        : [{ at: placeOfStep(played, finding.step), message: { en: "After this step", zh: "在这一步之后" } }]
      : condition
        ? [{ at: condition, message: { en: "Declared here", zh: "在这里声明" } }]
        : [],
  };
}
