import type { Expression } from "../../ledger/expression/ast";
import { balanceOf } from "../../ledger/proof/balance";
import { DEFAULT_LIMITS } from "../../ledger/proof/budget";
import { signOf } from "../../ledger/proof/sign";
import type { ProofLeg, ProofRule, Side, SignFinding, Verdict } from "../../ledger/proof/verdict";
import { Rational } from "../../ledger/rational";
import type { LegPlace } from "./leg-place";
import type { ProductProof } from "./proof-of-rule";

/** On which side a leg's account counts; undefined: not at all. */
export type Counted = (place: LegPlace) => Side | undefined;

/**
 * The effect of a rule on some of the accounts: what it posts on their counted side minus the other, per currency, as legs of a rule
 * of its own. `rest` is written out.
 */
export function effectOf(proved: ProductProof, counted: Counted): ReadonlyMap<string, ProofRule> {
  const sides = proved.legs.map(({ place }) => (place.memo ? undefined : counted(place)));
  const key = sides.join();
  const known = effects.get(proved) ?? new Map<string, ReadonlyMap<string, ProofRule>>();
  effects.set(proved, known);
  const effect = known.get(key) ?? legsOf(proved, sides);
  known.set(key, effect);
  return effect;
}

const effects = new WeakMap<ProductProof, Map<string, ReadonlyMap<string, ProofRule>>>();

function legsOf(proved: ProductProof, sides: readonly (Side | undefined)[]): ReadonlyMap<string, ProofRule> {
  const byCurrency = new Map<string, ProofLeg[]>();
  proved.legs.forEach(({ place }, index) => {
    const leg = proved.rule.legs[index];
    const side = sides[index];
    if (!leg || side === undefined) return;
    const amount = leg.amount.kind === "rest" ? restOf(proved, index) : leg.amount;
    const own: ProofLeg = { side: leg.side === side ? "debit" : "credit", account: leg.account, amount };
    const list = byCurrency.get(place.currency);
    if (list) list.push(own);
    else byCurrency.set(place.currency, [own]);
  });
  return new Map([...byCurrency].map(([currency, legs]) => [currency, { scope: proved.scope, legs }]));
}

const verdicts = new WeakMap<ProofRule, Verdict>();
const negatives = new WeakMap<ProofRule, { readonly finding: SignFinding | undefined }>();

/** Whether an effect is nothing, for all inputs. */
export function isNothing(effect: ProofRule): Verdict {
  const verdict = verdicts.get(effect) ?? balanceOf(effect, [...effect.legs.keys()], DEFAULT_LIMITS).verdict;
  verdicts.set(effect, verdict);
  return verdict;
}

/** The smallest input for which an effect is below zero; undefined when it never is, or that cannot be told. */
export function negativeCase(effect: ProofRule): SignFinding | undefined {
  const known = negatives.get(effect) ?? { finding: findNegative(effect) };
  negatives.set(effect, known);
  return known.finding;
}

function findNegative(effect: ProofRule): SignFinding | undefined {
  const rest: ProofLeg = { side: "credit", account: "", amount: { kind: "rest", start: 0, end: 0 } };
  const legs = [...effect.legs, rest];
  return signOf({ ...effect, legs }, effect.legs.length, [...legs.keys()], DEFAULT_LIMITS).finding;
}

/** What the other legs of its group leave for a `rest` leg. */
function restOf({ rule, proof }: ProductProof, rest: number): Expression {
  const group = proof.groups.find(({ legs }) => legs.includes(rest));
  const side = rule.legs[rest]?.side;
  let sum: Expression = { kind: "number", value: Rational.ZERO, scale: 0, start: 0, end: 0 };
  for (const index of group?.legs ?? []) {
    const leg = rule.legs[index];
    if (!leg || leg.amount.kind === "rest") continue;
    const operator = leg.side === side ? "-" : "+";
    sum = { kind: "binary", operator, left: sum, right: leg.amount, start: 0, end: 0 };
  }
  return sum;
}
