import type { Edit, Finding, Fix, Severity } from "../finding";
import type { Chart } from "../index/chart";
import type { ChannelsDocument, RulesDocument } from "../index/documents";
import type { In, Ledger } from "../index/ledger";
import type { Text } from "../l10n/text";
import type { Rule } from "../model/types.generated";
import type { Span } from "../yaml/nodes";

/** What a check says about one place; its code and, unless given, its severity come from the check. */
export interface CheckFinding {
  readonly at: Span;
  readonly message: Text;
  readonly severity?: Severity;
  readonly related?: readonly { readonly at: Span; readonly message: Text }[];
  readonly fixes?: () => readonly Fix[];
  readonly tag?: Finding["tag"];
}

interface CheckFacts {
  /** Stable code `area/name`; the check lives in `checks/<code>.ts`. */
  readonly code: string;
  readonly severity: Severity;
  /** P0: right for any ledger; P1: needs the named facts; P2: opinion or regulation-dated, off until chosen. */
  readonly tier: "P0" | "P1" | "P2";
  /** What the check asks for, as a sentence without full stop. */
  readonly title: Text;
  /** Off unless `counting-house.yaml` switches it on. */
  readonly offByDefault?: boolean;
  /** Needs every file of the ledger: keeps its last result while one has syntax errors. */
  readonly wholeLedger?: boolean;
  /** Regulatory: runs with `regulation.profile: cn` only, judged at `regulation.as_of`. */
  readonly regulatory?: boolean;
}

/** A rule of a ledger, with the file it stands in. */
export type RuleIn = In<Rule, RulesDocument>;

/**
 * A check of one file kind, blind to all other files; of a whole ledger; or of one rule after the other. A pure generator of findings.
 *
 * A check of rules may look at everything in the ledger except other rules and scenarios; of other rules, only at those of the original
 * transaction. Its findings about a rule are kept until something of that changes; their fixes are asked of the check again, so that
 * they are made for the files as they are then.
 */
export type Check = CheckFacts &
  (
    | { readonly on: "chart"; run(chart: Chart): Iterable<CheckFinding> }
    | { readonly on: "rules"; run(rules: RulesDocument): Iterable<CheckFinding> }
    | { readonly on: "channels"; run(channels: ChannelsDocument): Iterable<CheckFinding> }
    | { readonly on: "ledger"; run(ledger: Ledger): Iterable<CheckFinding> }
    | {
        readonly on: "rule";
        run(ledger: Ledger, rule: RuleIn): Iterable<CheckFinding>;
        /** What it says of other places. */
        beside?(ledger: Ledger): Iterable<CheckFinding>;
      }
  );

/** Declares a check. */
export function check<T extends Check>(declaration: T): T {
  return declaration;
}

/** A fix with one replacement. */
export function replace(at: Span, newText: string, title: Text, preferred = false): Fix {
  return { title, preferred, edits: [{ at, newText }] satisfies Edit[] };
}
