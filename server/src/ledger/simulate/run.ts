import type { IsoDate } from "../calendar";
import type { EvaluationProblem, Value } from "../expression/evaluate";
import type { Rational } from "../rational";
import type {
  Cap,
  Dimensions,
  Identity,
  Leg,
  Product,
  Ref,
  Requirement,
  Rule,
  Side,
  StatedAmount,
  StatedBalance,
  Statement,
  Timing,
  Validity,
} from "./types";

/** The result of executing a scenario. `steps` has one entry per step of the scenario, in its order. */
export interface ScenarioRun {
  readonly steps: readonly StepRun[];
  readonly findings: readonly ScenarioFinding[];
  /** Balances before the first step and after the last; those that were never touched are left out. */
  readonly opening: readonly Balance[];
  readonly closing: readonly Balance[];
}

export interface StepRun {
  readonly index: number;
  /** The accounting day the step belongs to; for a day cut the day it closes. */
  readonly day: IsoDate;
  readonly rule?: Rule;
  /** Why a rule was not applied although one matched. */
  readonly outcome: "posted" | "unmatched" | "refused" | "repeated" | "batch";
  /** Named amounts that were computed, in the order they were needed. */
  readonly amounts: ReadonlyMap<string, Value>;
  readonly postings: readonly Posting[];
  /** Only the accounts this step moved. {@link balancesAfter} gives all of them. */
  readonly changes: readonly Balance[];
}

/** One line of the journal. */
export interface Posting {
  readonly entity: string;
  readonly account: string;
  readonly currency: string;
  readonly side: Side;
  readonly amount: Rational;
  readonly day: IsoDate;
  readonly dimensions: Dimensions;
  /** A waiting leg is shown where it arises and again, posted, where it is summed up. */
  readonly state: "posted" | "waiting";
  readonly timing: Timing;
  readonly red: boolean;
  readonly rule: Rule;
  readonly leg: Leg;
  /** How many waiting legs were summed into this line; 1 for a leg posted at once. */
  readonly count: number;
}

/** A balance as debit minus credit. */
export interface Balance {
  readonly entity: string;
  readonly account: string;
  readonly currency: string;
  readonly balance: Rational;
}

/** Why a rule does not match a step. */
export type MatchFailure =
  | { readonly kind: "status"; readonly expected: string; readonly actual: string }
  | { readonly kind: "product"; readonly expected: readonly string[]; readonly actual: string | undefined }
  | { readonly kind: "product-retired"; readonly product: Product }
  | {
      readonly kind: "when";
      readonly key: string;
      readonly expected: readonly string[];
      readonly actual: string | undefined;
    }
  | { readonly kind: "validity"; readonly validity: Validity; readonly day: IsoDate };

export interface NearMiss {
  readonly rule: Rule;
  readonly failures: readonly MatchFailure[];
}

interface AtStep {
  /** Index into the scenario's steps. */
  readonly step: number;
}

interface OfRule extends AtStep {
  readonly rule: Rule;
}

interface OfAccount {
  readonly entity: string;
  readonly account: string;
  readonly currency: string;
}

/** Both sides of a failed comparison, where the condition is one. */
export interface Compared {
  readonly left: Value;
  readonly right: Value;
}

/** What a run found. Facts only: amounts exact, no wording. Balances are debit minus credit. */
export type ScenarioFinding =
  // steps that select no single rule, or lack something (post/scenario-step-unmatched)
  | ({
      readonly kind: "step-unmatched";
      readonly event: string;
      readonly status: string;
      readonly nearMisses: readonly NearMiss[];
    } & AtStep)
  | ({ readonly kind: "rules-ambiguous"; readonly rules: readonly Rule[] } & AtStep)
  | ({ readonly kind: "input-missing"; readonly names: readonly string[] } & OfRule)
  | ({ readonly kind: "input-invalid"; readonly name: string; readonly given: string } & OfRule)
  | ({
      readonly kind: "input-out-of-range";
      readonly name: string;
      readonly value: Rational;
      readonly min?: Rational;
      readonly max?: Rational;
    } & OfRule)
  | ({
      readonly kind: "not-computable";
      readonly problem: EvaluationProblem;
      readonly leg?: Leg;
      readonly requirement?: Requirement;
    } & OfRule)
  | ({ readonly kind: "time-invalid"; readonly at: string } & AtStep)
  | ({ readonly kind: "time-out-of-order"; readonly at: string; readonly previous: string } & AtStep)
  | ({ readonly kind: "cut-off-passed"; readonly day: IsoDate; readonly waiting: number } & AtStep)
  // steps that may not happen (post/scenario-mismatch)
  | ({ readonly kind: "requirement-broken"; readonly requirement: Requirement; readonly compared?: Compared } & OfRule)
  | ({
      readonly kind: "original-missing";
      readonly match: ReadonlyMap<string, string | undefined>;
      readonly fallen: boolean;
    } & OfRule)
  | ({
      readonly kind: "cap-exceeded";
      readonly cap: Cap;
      readonly limit: Rational;
      readonly already: Rational;
      readonly amount: Rational;
    } & OfRule)
  | ({
      readonly kind: "key-repeated";
      readonly key: ReadonlyMap<string, string>;
      readonly first: number;
      readonly firstRule: Rule;
    } & OfRule)
  // postings that are wrong in themselves (post/scenario-mismatch)
  | ({
      readonly kind: "leg-negative";
      readonly leg: Leg;
      readonly amount: Rational;
      readonly currency: string;
    } & OfRule)
  | ({
      readonly kind: "red-leg-positive";
      readonly leg: Leg;
      readonly amount: Rational;
      readonly currency: string;
    } & OfRule)
  | ({
      readonly kind: "leg-too-fine";
      readonly leg: Leg;
      readonly amount: Rational;
      readonly currency: string;
    } & OfRule)
  | ({ readonly kind: "wrong-side"; readonly balance: Rational; readonly dimensions?: Dimensions } & AtStep & OfAccount)
  | ({ readonly kind: "day-closed"; readonly day: IsoDate; readonly closedBy: number } & OfRule)
  | {
      readonly kind: "day-unbalanced";
      readonly day: IsoDate;
      readonly entity: string;
      readonly currency: string;
      /** Legs on reconciliation balance among each other, all others among each other. */
      readonly onReconciliation: boolean;
      readonly debit: Rational;
      readonly credit: Rational;
      /** The step that closed the day; undefined at the end of the scenario. */
      readonly step?: number;
    }
  | {
      readonly kind: "opening-unbalanced";
      readonly entity: string;
      readonly currency: string;
      readonly debit: Rational;
      readonly credit: Rational;
    }
  // what the scenario states (post/scenario-mismatch, post/scenario-residual)
  | ({
      readonly kind: "balance-differs";
      /** Undefined for the final balances. */
      readonly step?: number;
      readonly stated: StatedBalance;
      readonly amount?: StatedAmount;
      readonly expected: Rational;
      readonly actual: Rational;
    } & OfAccount)
  | {
      readonly kind: "statement-differs";
      readonly step?: number;
      readonly statement: Statement;
      readonly actual: Rational;
    }
  | {
      readonly kind: "identity-broken";
      readonly step?: number;
      readonly identity: Identity;
      readonly compared?: Compared;
    }
  | {
      readonly kind: "identity-not-computable";
      readonly step?: number;
      readonly identity: Identity;
      readonly problem: EvaluationProblem;
    }
  | ({
      readonly kind: "residual";
      readonly balance: Rational;
      /** Named in `expect.zero`, or found because the scenario is complete. */
      readonly stated: boolean;
      /** Where `expect.zero` names it. */
      readonly ref?: Ref;
      readonly moves: readonly Move[];
    } & OfAccount)
  /** The account is at zero as a whole, but not for every merchant, channel … of it. */
  | ({
      readonly kind: "residual-by-dimension";
      readonly parts: readonly { readonly dimensions: Dimensions; readonly balance: Rational }[];
    } & OfAccount)
  /** Legs nothing has posted when the scenario ends; information unless it is complete. */
  | {
      readonly kind: "legs-waiting";
      readonly timing: Timing;
      readonly days: readonly IsoDate[];
      readonly count: number;
    };

/** By how much a step moved an account, debit minus credit. */
export interface Move {
  readonly step: number;
  readonly amount: Rational;
}

/** Every balance after a step (−1: the opening), by walking the changes up to it. */
export function balancesAfter(run: ScenarioRun, step: number): readonly Balance[] {
  const current = new Map<string, Balance>();
  const set = (balance: Balance) => current.set(`${balance.entity}\n${balance.account}\n${balance.currency}`, balance);
  for (const balance of run.opening) set(balance);
  for (const { changes } of run.steps.slice(0, step + 1)) for (const balance of changes) set(balance);
  return [...current.values()];
}
