import type { Text } from "../../l10n/text";
import type { Expression } from "../expression/ast";
import type { Value } from "../expression/evaluate";
import type { AmountScope } from "../expression/scope";
import type { Rational, RoundingMode } from "../rational";

export type Side = "debit" | "credit";

/** One leg of a rule, its amount parsed. */
export interface ProofLeg {
  readonly side: Side;
  /** Account code or alias, for the reader only. */
  readonly account: string;
  readonly amount: Expression;
  /** Legs of one entity and currency balance together; left out: the defaults. */
  readonly currency?: string;
  readonly entity?: string;
  /** Legs posted after reconciliation balance among each other, all others among each other. */
  readonly posting?: "on_reconciliation";
  /** On an off-balance-sheet account: single-entry, outside the balance. */
  readonly memo?: boolean;
  /** May be negative. */
  readonly red?: boolean;
}

/** A rule as the proof sees it. */
export interface ProofRule {
  readonly scope: AmountScope;
  readonly legs: readonly ProofLeg[];
}

/** How strong a result is. Tested is never called proved. */
export type Verdict =
  | { readonly kind: "proved-symbolic" }
  /** Every value of one period, or all there are, was computed. */
  | { readonly kind: "proved-exhaustive"; readonly checked: number }
  /** `checked`: the values tried up to the counterexample, it included. */
  | { readonly kind: "refuted"; readonly checked: number; readonly counterexample: Counterexample }
  /** `checked`: the values tried, none of which breaks the balance. */
  | { readonly kind: "unproven"; readonly checked: number; readonly reason: Text };

/** Inputs for which debit and credit differ. */
export interface Counterexample {
  readonly inputs: ReadonlyMap<string, Value>;
  readonly debit: Rational;
  readonly credit: Rational;
  /** No smaller value of the one input fails; false when several inputs were searched. */
  readonly smallest: boolean;
}

/** The verdict on the legs of one entity, currency and posting day. */
export interface GroupProof {
  readonly entity?: string;
  readonly currency?: string;
  readonly posting?: "on_reconciliation";
  /** Indices into the legs of the rule. */
  readonly legs: readonly number[];
  readonly verdict: Verdict;
  /** Present when a refuted or unproven residual is nothing but rounding (post/rounding-residual). */
  readonly rounding?: RoundingResidual;
  /** More than one leg takes the rest. */
  readonly severalRests?: boolean;
  /** Computed by proving the repaired rule; strongest first. Only for what is refuted or unproven. */
  readonly fixes: readonly Fix[];
}

/** A balance that is lost by rounding several legs on their own. */
export interface RoundingResidual {
  readonly legs: readonly number[];
  /** The difference stays below this: one unit per rounding. */
  readonly below: Rational;
}

export type Fix =
  /** Let this leg take the rest. `sign` tells whether it can then become negative. */
  | { readonly kind: "rest"; readonly leg: number; readonly sign: SignVerdict }
  /** Give this leg what the others leave, as an expression. */
  | { readonly kind: "subtract"; readonly leg: number; readonly amount: string }
  /** Round this way instead; proved to balance. */
  | { readonly kind: "rounding-mode"; readonly mode: RoundingMode; readonly verdict: Verdict }
  /** Add the leg that is missing. */
  | { readonly kind: "add-leg"; readonly side: Side; readonly amount: string };

export type SignVerdict = "never-negative" | "can-be-negative" | "undecided";

/** A leg that can be negative without being red. */
export interface SignFinding {
  readonly leg: number;
  readonly rest: boolean;
  readonly inputs: ReadonlyMap<string, Value>;
  readonly value: Rational;
  readonly smallest: boolean;
  /** All inputs it depends on have a declared min; only then is a leg other than rest judged at all. */
  readonly declared: boolean;
}

export interface RuleProof {
  /** The weakest of the groups' verdicts; `proved-symbolic` when there is nothing to balance. */
  readonly verdict: Verdict;
  readonly groups: readonly GroupProof[];
  readonly signs: readonly SignFinding[];
}
