import assert from "node:assert/strict";
import { setImmediate as nextTurn } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { TextDocument } from "vscode-languageserver-textdocument";
import { CHECKS } from "../../../server/src/checks/all.generated";
import { CheckRunner } from "../../../server/src/checks/run";
import { Workspace } from "../../../server/src/index/workspace";
import { generateChart, generateRules } from "../../bench/ledger";

const URI = "file:///w/bench.posting.yaml";
const EDITS = 20;

describe("memory", () => {
  it("does not hold the old texts of a file for the results that are kept of its rules", async () => {
    setFlagsFromString("--expose-gc");
    const collect = runInNewContext("gc") as () => void;
    const workspace = new Workspace({ today: () => "2026-11-20" });
    workspace.folders = ["file:///w"];
    workspace.set(TextDocument.create("file:///w/bench.coa.yaml", "yaml", 1, generateChart()));
    const runner = new CheckRunner(CHECKS, (code, error) => {
      throw new Error(code, { cause: error });
    });
    const old: WeakRef<object>[] = [];
    let text = generateRules(500);
    let findings = 0;
    for (let i = 0; i < EDITS; i++) {
      // Every edit leaves another rule out of balance, with findings and repairs of its own.
      text = text.replace(/amount: gross$/m, `amount: gross + ${i + 1}.00`);
      const file = workspace.set(TextDocument.create(URI, "yaml", i + 1, text));
      old.push(new WeakRef(file.documents[0]!), new WeakRef(file.source));
      findings = 0;
      for (const ledger of workspace.ledgers) {
        const steps = runner.run(ledger);
        let step = steps.next();
        while (!step.done) step = steps.next();
        findings += step.value.length;
      }
      await nextTurn();
    }
    assert.ok(findings >= EDITS, String(findings));
    collect();
    await nextTurn();
    collect();
    const held = old.filter((one) => one.deref() !== undefined).length;
    assert.ok(held <= 4, `${held} of ${old.length} old versions are held`);
  });
});
