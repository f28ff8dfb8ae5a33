import { loadPaths } from "/work/main/server/src/cli/check";
import { CHECKS } from "/work/main/server/src/checks/all.generated";
import { TextDocument } from "vscode-languageserver-textdocument";
const MINE=/post\/(unbalanced|rounding-residual|red-entry|amount-scale|expression|scenario-|identity-broken|client-pool|inter-entity|reversal-incomplete)/;
const { workspace } = await loadPaths(["/work/main/examples"], console.error);
const uri = "file:///work/main/examples/rules/acquiring.posting.yaml";
for (let i = 0; i < 5; i++) {
  const f = workspace.file(uri)!.source;
  workspace.set(TextDocument.create(uri, "yaml", f.version + 1, f.text.replace(/8[0-9]\.80/, `8${i}.80`)));
  const ledger = workspace.ledgers[0]!;
  const out: string[] = []; let total = 0;
  for (const c of CHECKS) { if (!MINE.test(c.code)) continue; const t = performance.now(); [...(c.run as (l: unknown) => Iterable<unknown>)(ledger)]; const d = performance.now() - t; total += d; out.push(`${c.code.slice(5)} ${d.toFixed(1)}`); }
  console.log(total.toFixed(1), out.join(", "));
}
