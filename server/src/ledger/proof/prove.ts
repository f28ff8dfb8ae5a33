import type { Text } from "../../l10n/text";
import type { Expression } from "../expression/ast";
import { balanceOf } from "./balance";
import { DEFAULT_LIMITS, type ProofLimits } from "./budget";
import { fixesFor } from "./fixes";
import { signOf } from "./sign";
import type { GroupProof, ProofLeg, ProofRule, RuleProof, Verdict } from "./verdict";

/** Proves or refutes that a rule balances for every input, per entity, currency and posting day; and what its legs' signs are. */
export function proveRule(rule: ProofRule, most: ProofLimits = DEFAULT_LIMITS): RuleProof {
  const limits = { ...most, steps: Math.ceil(most.steps / costOfStep(rule)) };
  const groups = groupsOf(rule.legs).map((legs) => proveGroup(rule, legs, limits));
  const signs = groups.flatMap(({ legs }) => legs.flatMap((leg) => signOf(rule, leg, legs, limits).finding ?? []));
  const verdict = groups.reduce<Verdict>(
    (weakest, group) => (rank(group.verdict) > rank(weakest) ? group.verdict : weakest),
    {
      kind: "proved-symbolic",
    },
  );
  return { verdict, groups, signs };
}

/** An ordinary rule's amounts have up to this many digits and operators in all; longer ones cost more at every step. */
const ORDINARY_LENGTH = 300;

function costOfStep(rule: ProofRule): number {
  const lengthOf = (amount: Expression) => amount.end - amount.start;
  const legs = rule.legs.reduce((sum, { amount }) => sum + lengthOf(amount), 0);
  const longest = Math.max(0, ...[...rule.scope.given.amounts.values()].map(lengthOf));
  return Math.max(1, ((legs + longest) / ORDINARY_LENGTH) ** 2);
}

function rank(verdict: Verdict): number {
  return ["proved-symbolic", "proved-exhaustive", "unproven", "refuted"].indexOf(verdict.kind);
}

/** Indices of the legs that balance among each other; off-balance-sheet legs are in none. */
export function groupsOf(legs: readonly ProofLeg[]): readonly (readonly number[])[] {
  const groups = new Map<string, number[]>();
  legs.forEach((leg, index) => {
    if (leg.memo === true) return;
    const key = JSON.stringify([leg.entity ?? "", leg.currency ?? "", leg.posting ?? ""]);
    groups.set(key, [...(groups.get(key) ?? []), index]);
  });
  return [...groups.values()];
}

function proveGroup(rule: ProofRule, legs: readonly number[], limits: ProofLimits): GroupProof {
  const first = rule.legs[legs[0] ?? 0];
  const group = {
    ...(first?.entity === undefined ? {} : { entity: first.entity }),
    ...(first?.currency === undefined ? {} : { currency: first.currency }),
    ...(first?.posting === undefined ? {} : { posting: first.posting }),
    legs,
  };
  const rests = legs.filter((leg) => rule.legs[leg]?.amount.kind === "rest");
  if (rests.length > 1)
    return {
      ...group,
      verdict: { kind: "unproven", checked: 0, reason: SEVERAL_RESTS },
      severalRests: true,
      fixes: [],
    };
  const { verdict, rounding } = balanceOf(rule, legs, limits);
  if (verdict.kind === "proved-symbolic" || verdict.kind === "proved-exhaustive")
    return { ...group, verdict, fixes: [] };
  const fixes = fixesFor(rule, legs, verdict, rounding, limits);
  return { ...group, verdict, ...(rounding === undefined ? {} : { rounding }), fixes };
}

const SEVERAL_RESTS: Text = {
  en: "More than one leg takes the rest; only one per entity and currency can.",
  zh: "不止一条分录承接余数（rest），每个主体、每个币种只能有一条。",
};
