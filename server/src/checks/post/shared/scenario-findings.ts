import type { CheckFinding } from "../../check";
import { mismatchFindings } from "../scenario-mismatch";
import { residualFindings } from "../scenario-residual";
import { stepFindings } from "../scenario-step-unmatched";
import type { Played } from "./scenario-places";

/** Everything the checks say about one scenario, in the order of the file. */
export function scenarioFindings(played: Played): readonly CheckFinding[] {
  return [...stepFindings(played), ...mismatchFindings(played), ...residualFindings(played)].sort(
    (a, b) => a.at.segment.base + a.at.start - (b.at.segment.base + b.at.start),
  );
}

/** Whether a run came out as it should. A repeated key posts nothing, as it must; waiting legs are wrong in a complete scenario only. */
export function hasPassed({ entry, result }: Played): boolean {
  const complete = entry.item.complete?.value === true;
  return result.run.findings.every(({ kind }) => kind === "key-repeated" || (kind === "legs-waiting" && !complete));
}
