import { Rational } from "../rational";
import { ask, completed, difference } from "./ask";
import type { ProofLimits } from "./budget";
import { inputsUsed, minsDeclared } from "./facts";
import { legAmounts } from "./leg-amounts";
import type { ProofRule, SignFinding, SignVerdict } from "./verdict";

/** Whether a leg can be negative, with the smallest input for which it is. */
export function signOf(
  rule: ProofRule,
  leg: number,
  group: readonly number[],
  limits: ProofLimits,
): { readonly verdict: SignVerdict; readonly finding?: SignFinding } {
  const subject = rule.legs[leg];
  if (subject === undefined || subject.red === true) return { verdict: "never-negative" };
  const rest = subject.amount.kind === "rest";
  const others = group.filter((other) => other !== leg);
  if (rest && others.some((other) => rule.legs[other]?.amount.kind === "rest")) return { verdict: "undecided" };
  const involved = rest ? others : [leg];
  const used = inputsUsed(
    rule.scope,
    involved.flatMap((index) => rule.legs[index]?.amount ?? []),
  );
  const numeric = [...used]
    .filter(([, { type }]) => !["boolean", "enum", "id", "text"].includes(type.kind))
    .map(([name]) => name);
  const declared = minsDeclared(rule.scope, numeric);
  if (!rest && !declared) return { verdict: "undecided" };
  const { result } = ask(
    rule,
    involved,
    "not-negative",
    (symbolic) => {
      if (!rest) return symbolic.number(subject.amount);
      const owed = difference(rule, others, symbolic);
      return subject.side === "credit" ? owed : owed.scale(Rational.integer(-1));
    },
    limits,
  );
  if (result.kind === "holds") return { verdict: "never-negative" };
  if (result.kind === "open") return { verdict: "undecided" };
  const inputs = completed(rule, involved, result.values);
  const value = legAmounts(rule, rest ? group : [leg], inputs)?.byLeg.get(leg);
  if (value === undefined || value.sign >= 0) return { verdict: "undecided" };
  return { verdict: "can-be-negative", finding: { leg, rest, inputs, value, smallest: result.smallest, declared } };
}
