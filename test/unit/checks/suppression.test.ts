import assert from "node:assert/strict";
import { annotationOf, findingsOf, fixture, workspaceOf } from "../../support/files";

function found(text: string): string[] {
  const { files } = fixture(text);
  const workspace = workspaceOf(files);
  return [...findingsOf(workspace)].flatMap(([file, findings]) =>
    findings.map((f) => annotationOf(workspace, file, f).replace(/^\S+:(\d+):\S+ /, "$1 ")),
  );
}

const WRONG_SIDE = (before: string, after = "") => `
    kind: chart-of-accounts
    schema: 1
    accounts:
      - code: "2202"
        name: 应付账款
        class: liability
${before}        normal_balance: debit${after}
`;

describe("ignore comments", () => {
  it("silence a finding on the next line, by code and with a reason", () => {
    assert.deepEqual(found(WRONG_SIDE("")), ["6 coa/normal-balance"]);
    assert.deepEqual(
      found(WRONG_SIDE("        # counting-house-ignore coa/normal-balance: 历史原因，下季度调整\n")),
      [],
    );
    assert.deepEqual(found(WRONG_SIDE("", " # counting-house-ignore coa/normal-balance: 历史原因")), []);
  });

  it("may stand above other comments and blank lines", () => {
    assert.deepEqual(
      found(WRONG_SIDE("        # counting-house-ignore coa/normal-balance: 有意为之\n\n        # 见财务说明\n")),
      [],
    );
  });

  it("need a reason", () => {
    assert.deepEqual(found(WRONG_SIDE("        # counting-house-ignore coa/normal-balance\n")), [
      "6 yaml/ignore-incomplete",
      "7 coa/normal-balance",
    ]);
    assert.deepEqual(found(WRONG_SIDE("        # counting-house-ignore: no code\n")), [
      "6 yaml/ignore-incomplete",
      "7 coa/normal-balance",
    ]);
  });

  it("are reported when they silence nothing", () => {
    assert.deepEqual(found(WRONG_SIDE("        # counting-house-ignore coa/suspense-side: 不相干\n")), [
      "6 yaml/ignore-unused",
      "7 coa/normal-balance",
    ]);
  });

  it("silence several codes at once and say which of them is idle", () => {
    const lines = found(WRONG_SIDE("        # counting-house-ignore coa/normal-balance, coa/suspense-side: 两项\n"));
    assert.deepEqual(lines, ["6 yaml/ignore-unused"]);
  });
});

describe("severities in counting-house.yaml", () => {
  const withSettings = (checks: string) => `
=== counting-house.yaml
checks: ${checks}
=== a.coa.yaml
kind: chart-of-accounts
schema: 1
accounts:
  - code: "2202"
    name: 应付账款
    class: liability
    normal_balance: debit
`;
  const severities = (text: string) =>
    [...findingsOf(workspaceOf(fixture(text).files)).values()].flat().map((f) => `${f.code} ${f.severity}`);

  it("hold by code, by area, and off", () => {
    assert.deepEqual(severities(withSettings("{ coa/normal-balance: warning }")), ["coa/normal-balance warning"]);
    assert.deepEqual(severities(withSettings("{ coa: info }")), ["coa/normal-balance info"]);
    assert.deepEqual(severities(withSettings('{ coa: "off" }')), []);
    assert.deepEqual(severities(withSettings('{ coa: "off", coa/normal-balance: hint }')), ["coa/normal-balance hint"]);
  });
});
