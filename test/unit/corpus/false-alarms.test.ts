import assert from "node:assert/strict";
import { CORPORA, countByCode } from "../../corpus/corpora";
import { findingsOf, workspaceOf } from "../../support/files";

describe("the whole catalogue over files without fault", () => {
  for (const [name, files] of Object.entries(CORPORA)) {
    if (name === "hyperswitch channels") continue;
    it(`is silent on ${name}`, () => assert.deepEqual([...countByCode(files())], []));
  }
});

describe("the whole catalogue over a real channel configuration", () => {
  it("finds the faults known in it and nothing else", () => {
    const findings = [...findingsOf(workspaceOf(CORPORA["hyperswitch channels"]!())).values()].flat();
    const withdrawn = findings
      .filter((f) => f.code === "coa/currency-invalid")
      .map((f) => f.at.segment.text.slice(f.at.start, f.at.end).replaceAll('"', ""));
    assert.deepEqual([...new Set(withdrawn)].sort(), ["ANG", "BGN", "CUC", "HRK", "SLL", "STD", "ZWL"]);
    assert.equal(findings.filter((f) => f.code === "yaml/repeated-item").length, 49);
    assert.deepEqual([...new Set(findings.map((f) => f.code))].sort(), ["coa/currency-invalid", "yaml/repeated-item"]);
  });
});
