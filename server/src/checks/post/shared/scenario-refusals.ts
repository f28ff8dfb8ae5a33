import { itemOfRequirement, itemOfRule } from "../../../index/engine/refs";
import type { ScenarioFinding } from "../../../ledger/simulate/run";
import { headOf } from "../../../yaml/path";
import type { CheckFinding } from "../../check";
import { amountText } from "./proof-words";
import { type FindingOf, type Played, placeOfStep } from "./scenario-places";
import { valueText } from "./scenario-words";

/** Steps a rule refuses: a condition, a missing original, a cap. */
export function refusedStep(played: Played, finding: ScenarioFinding): CheckFinding | undefined {
  switch (finding.kind) {
    case "requirement-broken":
      return requirementBroken(played, finding);
    case "original-missing": {
      const [key] = [...finding.match].map(([name, value]) => `${name} = ${value ?? "?"}`);
      const with_ = key === undefined ? { en: "", zh: "" } : { en: ` with ${key}`, zh: `（${key}）` };
      return {
        at: placeOfStep(played, finding.step),
        message: finding.fallen
          ? {
              en: `Rule ${finding.rule.id} finds its original${with_.en}, but that one has failed or been taken back.`,
              zh: `规则 ${finding.rule.id} 找到了原交易${with_.zh}，但它已失败或已被撤销。`,
            }
          : {
              en: `Rule ${finding.rule.id} finds no original transaction${with_.en}. Post it in an earlier step.`,
              zh: `规则 ${finding.rule.id} 找不到原交易${with_.zh}。请在前面的步骤先记原交易。`,
            },
      };
    }
    case "cap-exceeded": {
      const { amount, already, limit } = finding;
      const [left, most, taken] = [limit.sub(already), limit, amount].map((one) =>
        amountText(played.ledger, one, undefined),
      );
      return {
        at: placeOfStep(played, finding.step),
        message: {
          en: `Rule ${finding.rule.id} may take back ${left} more (of ${most}); this step takes ${taken}.`,
          zh: `规则 ${finding.rule.id} 还能退 ${left}（共 ${most}），这一步却退 ${taken}。`,
        },
      };
    }
    default:
      return undefined;
  }
}

function requirementBroken(played: Played, finding: FindingOf<"requirement-broken">): CheckFinding {
  const { requirement, compared, rule } = finding;
  const item = itemOfRequirement(requirement);
  const name = requirement.name ?? item.condition?.value ?? "";
  const sides = compared
    ? {
        en: `, ${valueText(compared.left)} on the left, ${valueText(compared.right)} on the right`,
        zh: `（左边 ${valueText(compared.left)}，右边 ${valueText(compared.right)}）`,
      }
    : { en: "", zh: "" };
  return {
    at: placeOfStep(played, finding.step),
    message: {
      en: `Rule ${rule.id} refuses this step: ${name} does not hold${sides.en}.`,
      zh: `规则 ${rule.id} 拒绝这一步：“${name}”不成立${sides.zh}。`,
    },
    related: [
      {
        at: item.condition?.node ?? headOf(itemOfRule(rule).node),
        message: { en: "Required here", zh: "在这里要求" },
      },
    ],
  };
}
