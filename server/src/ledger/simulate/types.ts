import type { AccountingDay } from "../accounting-day";
import type { IsoDate } from "../calendar";
import type { CurrencyLookup } from "../currency";
import type { Expression } from "../expression/ast";
import type { AmountNames } from "../expression/scope";
import type { FeeTerms } from "../product-fee";
import type { Rational, RoundingMode } from "../rational";

/** Whatever the caller needs to find its source again; carried through untouched. */
export type Ref = unknown;

export type Side = "debit" | "credit";

export type AccountClass = "asset" | "liability" | "common" | "equity" | "cost" | "income" | "expense" | "memo";

/** When a leg reaches the books: at once, or waiting for `buffer_run`, `day_cut` or `reconciliation`. */
export type Timing = "realtime" | "buffered" | "day_end" | "on_reconciliation";

/** Whose accounting day a rule posts on. */
export type DateBasis = "platform" | "channel" | "bank" | "original" | "wall_clock";

export type Dimensions = ReadonlyMap<string, string>;

// ── The books ────────────────────────────────────────────────────────────────────────────────────────────────────

/** Every chart that takes part. The first entity is the one whose rules these are. */
export interface Book {
  readonly entities: readonly Entity[];
  readonly currencies: CurrencyLookup;
  /** Cut-offs of the channels by id, for rules that post on the channel's accounting day. */
  readonly channels?: ReadonlyMap<string, AccountingDay>;
}

/** An accounting entity and its chart. */
export interface Entity {
  readonly id: string;
  readonly baseCurrency: string;
  readonly accountingDay?: AccountingDay;
  readonly accounts: readonly Account[];
}

/** A ledger account. */
export interface Account {
  readonly ref?: Ref;
  readonly code: string;
  readonly class?: AccountClass;
  readonly normalBalance?: Side | "either";
  /** The first is the one meant where none is named; left out, the entity's base currency. */
  readonly currencies?: readonly string[];
  readonly parent?: string;
  readonly purpose?: string;
  readonly clearsBy?: "event" | "day_end" | "reconciliation" | "external";
  readonly allowNegative?: boolean;
  readonly dimensions?: readonly string[];
  readonly bankAccount?: string;
  readonly updateMode?: "realtime" | "buffered" | "day_end";
}

// ── The rules ────────────────────────────────────────────────────────────────────────────────────────────────────

/** All rules that belong together, of one or several files. */
export interface RuleSet {
  readonly rules: readonly Rule[];
  readonly products: readonly Product[];
  /** Identities with a condition: kept at each day cut and at the end. */
  readonly identities?: readonly Identity[];
  readonly buffering?: readonly Buffering[];
}

/** What a posting-rules file says for all its rules. */
export interface Terms {
  readonly inputs: AmountNames["inputs"];
  readonly amounts: ReadonlyMap<string, Expression>;
  readonly rounding: RoundingMode;
  readonly accountingDate?: DateBasis;
}

export interface Validity {
  readonly from?: IsoDate;
  /** The last day. */
  readonly to?: IsoDate;
}

export interface Product {
  readonly ref?: Ref;
  readonly id: string;
  readonly currency?: string;
  readonly retired?: boolean;
  readonly validity?: Validity;
  /** For `product.fee(x)` and `product.fee.rate`. */
  readonly fee?: FeeTerms;
  /** Further constants by whole path, such as `product.min_amount`. */
  readonly constants?: AmountNames["constants"];
}

/** 缓冲记账: legs of an event on an account wait, without saying so themselves. */
export interface Buffering extends Validity {
  readonly account: string;
  readonly event: string;
}

export interface Rule {
  readonly ref?: Ref;
  readonly id: string;
  readonly terms: Terms;
  /** Left out, any product. */
  readonly products?: readonly string[];
  readonly event: string;
  /** Default `succeeded`. */
  readonly status?: string;
  /** Guard: allowed values by key; booleans as `true` and `false`. */
  readonly when?: ReadonlyMap<string, readonly string[]>;
  readonly validity?: Validity;
  readonly requires?: readonly Requirement[];
  readonly idempotencyKey?: readonly string[];
  readonly original?: OriginalTerms;
  readonly inputs?: AmountNames["inputs"];
  readonly amounts?: ReadonlyMap<string, Expression>;
  readonly accountingDate?: DateBasis;
  readonly legs: readonly Leg[];
  /** Id of the rule whose entries this one takes back. */
  readonly reverses?: string;
}

export interface Requirement {
  readonly ref?: Ref;
  readonly name?: string;
  readonly condition: Expression;
}

/** The earlier transaction a rule refers to. */
export interface OriginalTerms {
  readonly ref?: Ref;
  readonly event?: string;
  readonly match: readonly string[];
  /** Default true. */
  readonly required?: boolean;
  readonly onMissing?: "hold" | "reject";
  readonly cap?: Cap;
}

/** How much of the original may be taken back. */
export type Cap = "full" | "refundable_amount" | "paid_amount" | "order_amount";

/** One leg 分录行. `amount` is an expression; the expression `rest` takes what makes the rule balance. */
export interface Leg {
  readonly ref?: Ref;
  readonly side: Side;
  /** A code of the leg's entity, or `entity:code`. */
  readonly account: string;
  readonly amount: Expression;
  readonly currency?: string;
  readonly entity?: string;
  readonly timing?: Timing;
  /** Dimensions a waiting leg is summed by; left out, all it has. */
  readonly aggregateBy?: readonly string[];
  /** Values, or `$name` for an input. */
  readonly dimensions?: Dimensions;
  readonly red?: boolean;
}

// ── Scenarios and examples ───────────────────────────────────────────────────────────────────────────────────────

/** Inputs by name, as written in the source (`"100.00"`, `"true"`, `"P1"`). */
export type Given = ReadonlyMap<string, string>;

export interface Scenario {
  readonly ref?: Ref;
  readonly id: string;
  readonly terms: Terms;
  readonly product?: string;
  readonly given?: Given;
  readonly opening?: readonly StatedBalance[];
  readonly steps: readonly Step[];
  readonly expect?: readonly StatedBalance[];
  readonly zero?: readonly AccountMention[];
  readonly identities?: readonly Identity[];
  readonly statements?: readonly Statement[];
  /** Every account that clears must end at zero. */
  readonly complete?: boolean;
}

export interface Step {
  readonly ref?: Ref;
  readonly id?: string;
  /** `2026-03-10 10:00`, on the clocks of the first entity; with an offset it is an instant. */
  readonly at?: string;
  readonly accountingDate?: IsoDate;
  readonly event: string;
  /** Default `succeeded`. */
  readonly status?: string;
  readonly product?: string;
  readonly when?: ReadonlyMap<string, string>;
  readonly given?: Given;
  readonly expect?: readonly StatedBalance[];
}

export interface AccountMention {
  readonly ref?: Ref;
  /** A code of the first entity, or `entity:code`. A parent account stands for all below it. */
  readonly account: string;
}

/** What a scenario says an account's balance is. No amounts at all: nothing, in any currency. */
export interface StatedBalance extends AccountMention {
  readonly amounts: readonly StatedAmount[];
}

export interface StatedAmount {
  readonly side: Side;
  readonly amount: Rational;
  readonly currency?: string;
  readonly dimensions?: Dimensions;
}

export interface Identity {
  readonly ref?: Ref;
  readonly name?: string;
  readonly condition: Expression;
  /** Step ids; left out, the end of the scenario (and each day cut for identities of the rules). */
  readonly after?: readonly string[];
  /** The file whose inputs and amounts the condition may use; default the scenario's. */
  readonly terms?: Terms;
}

/** What the bank's statement shows after a step, or at the end. */
export interface Statement {
  readonly ref?: Ref;
  readonly bankAccount: string;
  readonly after?: string;
  readonly balance: Rational;
}

/** One worked example of a rule. `given` may name `original.x` and `prior.x` too. */
export interface Example {
  readonly ref?: Ref;
  readonly name?: string;
  readonly given: Given;
  readonly expect: readonly ExampleLeg[];
}

export interface ExampleLeg {
  readonly ref?: Ref;
  readonly side: Side;
  readonly account: string;
  readonly amount: Rational;
}
