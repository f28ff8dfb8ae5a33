import type { Account } from "../../model/types.generated";
import type { Chart, Side } from "../chart";
import type { Ledger } from "../ledger";
import { poolOf, purposeFacts, purposeOf } from "../purposes";

/** The side on which an account rises. One that may stand on either rises as its purpose usually does. */
export function usualSide(ledger: Ledger, chart: Chart, account: Account): Side {
  const normal = chart.normalBalance(account);
  if (normal === "debit" || normal === "credit") return normal;
  const purpose = purposeOf(ledger.settings, account);
  const usual = purpose && purposeFacts(purpose).forms.find(({ side }) => side !== "either")?.side;
  if (usual === "debit" || usual === "credit") return usual;
  return poolOf(ledger.settings, chart, account) === "client_liability" ? "credit" : "debit";
}
