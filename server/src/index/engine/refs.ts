import type {
  AccountMention,
  ExampleLeg,
  Identity,
  Leg,
  Requirement,
  Rule,
  StatedBalance,
  Statement,
} from "../../ledger/simulate/types";
import type { Field } from "../../model/fields";
import type {
  ExpectedLeg,
  Identity as IdentityItem,
  Leg as LegItem,
  Requirement as RequirementItem,
  Rule as RuleItem,
  ScenarioIdentity,
  StatementLine,
} from "../../model/types.generated";
import type { StatedAt } from "./scenario";

// The adapter gives everything it hands to the simulator its item as `ref`; here is the way back.

export function itemOfRule({ ref }: Rule): RuleItem {
  return ref as RuleItem;
}

export function itemOfLeg({ ref }: Leg): LegItem {
  return ref as LegItem;
}

export function itemOfRequirement({ ref }: Requirement): RequirementItem {
  return ref as RequirementItem;
}

/** An identity of a file, or one of a scenario. */
export function itemOfIdentity({ ref }: Identity): IdentityItem | ScenarioIdentity {
  return ref as IdentityItem | ScenarioIdentity;
}

export function itemOfStatement({ ref }: Statement): StatementLine {
  return ref as StatementLine;
}

export function itemOfExpected({ ref }: ExampleLeg): ExpectedLeg {
  return ref as ExpectedLeg;
}

export function placeOfStated({ ref }: StatedBalance): StatedAt {
  return ref as StatedAt;
}

/** An account of `expect.zero`. */
export function fieldOfZero({ ref }: Pick<AccountMention, "ref">): Field<string> | undefined {
  return ref as Field<string> | undefined;
}
