import type { ScenarioFinding } from "../../../ledger/simulate/run";
import type { CheckFinding } from "../../check";
import { describeMismatch } from "../scenario-mismatch";
import { describeResidual } from "../scenario-residual";
import { describeStep } from "../scenario-step-unmatched";
import type { Played } from "./scenario-places";

/** Something wrong with a scenario: the fact, and what the checks say of it. */
export interface Said {
  readonly finding: ScenarioFinding;
  readonly said: CheckFinding;
}

/** Everything the checks say about one scenario, in the order of the file. */
export function scenarioFindings(played: Played): readonly Said[] {
  return played.result.run.findings
    .flatMap((finding) => {
      const said =
        describeStep(played, finding) ?? describeMismatch(played, finding) ?? describeResidual(played, finding);
      return said ? [{ finding, said }] : [];
    })
    .sort(({ said: a }, { said: b }) => a.at.segment.base + a.at.start - (b.at.segment.base + b.at.start));
}

/** Whether a run came out as it should. A repeated key posts nothing, as it must; waiting legs are wrong in a complete scenario only. */
export function hasPassed({ entry, result }: Played): boolean {
  const complete = entry.item.complete?.value === true;
  return result.run.findings.every(({ kind }) => kind === "key-repeated" || (kind === "legs-waiting" && !complete));
}
