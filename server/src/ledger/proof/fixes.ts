import { type Expression, print } from "../expression/ast";
import type { Value } from "../expression/evaluate";
import { AmountScope } from "../expression/scope";
import { Rational } from "../rational";
import { balanceOf } from "./balance";
import type { ProofLimits } from "./budget";
import { inputsUsed, smallestValue } from "./facts";
import { legAmounts } from "./leg-amounts";
import { signOf } from "./sign";

import type { Fix, ProofRule, RoundingResidual, Side, Verdict } from "./verdict";

/** Repairs of a group that does not balance or cannot be shown to, each tried out by proving the repaired rule. */
export function fixesFor(
  rule: ProofRule,
  legs: readonly number[],
  verdict: Verdict,
  rounding: RoundingResidual | undefined,
  limits: ProofLimits,
): readonly Fix[] {
  if (rounding === undefined) return verdict.kind === "refuted" ? missingLeg(rule, legs, verdict.counterexample) : [];
  const fixes: Fix[] = [];
  for (const leg of largestFirst(rule, rounding.legs)) {
    const { verdict: sign } = signOf(withRest(rule, leg), leg, legs, limits);
    fixes.push({ kind: "rest", leg, sign });
    const amount = remainder(rule, legs, leg);
    if (amount !== undefined) fixes.push({ kind: "subtract", leg, amount });
    if (sign !== "can-be-negative") break;
  }
  if (rule.scope.policy.mode !== "half_even") {
    const { verdict: repaired } = balanceOf(withMode(rule, "half_even"), legs, limits);
    if (repaired.kind !== "refuted" && repaired.kind !== "unproven") {
      fixes.push({ kind: "rounding-mode", mode: "half_even", verdict: repaired });
    }
  }
  return fixes;
}

function withRest(rule: ProofRule, leg: number): ProofRule {
  const legs = rule.legs.map((other, index) =>
    index === leg ? { ...other, amount: { kind: "rest", start: 0, end: 0 } as const } : other,
  );
  return { ...rule, legs };
}

function withMode(rule: ProofRule, mode: "half_even"): ProofRule {
  const { given, policy } = rule.scope;
  const minorUnit = policy.minorUnit.bind(policy);
  return { ...rule, scope: new AmountScope(given, { mode, minorUnit }) };
}

/** The legs by the amount they have on a payment of ordinary size. */
function largestFirst(rule: ProofRule, legs: readonly number[]): readonly number[] {
  const inputs = new Map<string, Value>();
  for (const [name, { type, range }] of inputsUsed(
    rule.scope,
    rule.legs.map(({ amount }) => amount),
  )) {
    if (type.kind === "boolean") inputs.set(name, true);
    else if (type.kind === "enum") inputs.set(name, type.values[0] ?? "");
    else if (type.kind === "id" || type.kind === "text") inputs.set(name, "…");
    else if (type.kind === "money") {
      const within = range?.max !== undefined && range.max.compare(ORDINARY) < 0 ? range.max : ORDINARY;
      inputs.set(name, range?.min !== undefined && range.min.compare(within) > 0 ? range.min : within);
    } else inputs.set(name, smallestValue(rule.scope, name));
  }
  const amounts = legAmounts(rule, legs, inputs)?.byLeg;
  const size = (leg: number): Rational => amounts?.get(leg) ?? Rational.ZERO;
  return [...legs].sort((a, b) => size(b).compare(size(a)));
}

const ORDINARY = Rational.integer(1000);

interface SignedText {
  readonly text: string;
  readonly negative: boolean;
}

/** What the other legs leave for this one, written with their amounts; undefined when it cannot be written shortly. */
function remainder(rule: ProofRule, legs: readonly number[], leg: number): string | undefined {
  const side = rule.legs[leg]?.side;
  if (side === undefined) return undefined;
  return written(
    cancelled(
      signedParts(
        rule,
        legs.filter((other) => other !== leg),
        side === "credit" ? "debit" : "credit",
      ),
    ),
  );
}

/** The leg that would make the group balance, on the side the counterexample shows to be short. */
function missingLeg(
  rule: ProofRule,
  legs: readonly number[],
  { debit, credit }: { debit: Rational; credit: Rational },
): readonly Fix[] {
  const side: Side = debit.compare(credit) > 0 ? "credit" : "debit";
  const amount = written(cancelled(signedParts(rule, legs, side === "credit" ? "debit" : "credit")));
  return amount === undefined ? [] : [{ kind: "add-leg", side, amount }];
}

/** The amounts of the legs as summands; those of `plus` count positive, the others negative. */
function signedParts(rule: ProofRule, legs: readonly number[], plus: Side): readonly SignedText[] {
  return legs.flatMap((index) => {
    const leg = rule.legs[index];
    return leg === undefined ? [] : summands(leg.amount, leg.side !== plus);
  });
}

function summands(expression: Expression, negative: boolean): readonly SignedText[] {
  if (expression.kind === "binary" && (expression.operator === "+" || expression.operator === "-")) {
    return [
      ...summands(expression.left, negative),
      ...summands(expression.right, negative !== (expression.operator === "-")),
    ];
  }
  if (expression.kind === "unary" && expression.operator === "-") return summands(expression.operand, !negative);
  const text = print(expression);
  return [{ text: expression.kind === "conditional" ? `(${text})` : text, negative }];
}

function cancelled(parts: readonly SignedText[]): readonly SignedText[] {
  const left: SignedText[] = [];
  for (const part of parts) {
    const opposite = left.findIndex(({ text, negative }) => text === part.text && negative !== part.negative);
    if (opposite >= 0) left.splice(opposite, 1);
    else left.push(part);
  }
  return left;
}

function written(parts: readonly SignedText[]): string | undefined {
  const [first, ...others] = [...parts].sort((a, b) => Number(a.negative) - Number(b.negative));
  if (first === undefined) return undefined;
  return others.reduce(
    (text, part) => `${text} ${part.negative ? "-" : "+"} ${part.text}`,
    `${first.negative ? "-" : ""}${first.text}`,
  );
}
