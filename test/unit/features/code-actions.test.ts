import assert from "node:assert/strict";
import { codeActions } from "../../../server/src/features/code-actions";
import { toDiagnostic } from "../../../server/src/features/diagnostics";
import { afterEdit, editor } from "../../support/editor";
import { findingsOf } from "../../support/files";

const TEXT = `
  kind: chart-of-accounts
  schema: 1
  accounts:
    - code: 0102
      name: 现金
      class: asset
    - code: "2202"
      name: 应付
      clas: liability
    - code: 0103
      name: 银行
      class: asset
`;

function actionsOn(line: number, only?: string[]) {
  const given = editor(TEXT);
  const findings = findingsOf(given.workspace).get(given.file)!;
  const range = { start: { line, character: 0 }, end: { line, character: 99 } };
  return { given, findings, actions: codeActions(given.context, findings, range, only) };
}

describe("code actions", () => {
  it("offers the repairs of the findings in the range, and the page of each", () => {
    const { given, actions } = actionsOn(3);
    const fix = actions.find((action) => action.edit && action.isPreferred);
    assert.ok(fix?.edit);
    assert.match(afterEdit(given.files, fix.edit).get(given.file)!, /code: "0102"\n[\s\S]*code: 0103/);
    assert.deepEqual(
      fix.diagnostics?.map((diagnostic) => diagnostic.code),
      ["yaml/unquoted"],
    );
    assert.ok(actions.some((action) => action.command?.command === "countingHouse.explainCheck"));
    assert.ok(actions.every((action) => action.diagnostics?.every((d) => d.range.start.line === 3) ?? true));
  });

  it("fixes everything that is safe in one step, and nothing is left of it", () => {
    const { given, actions } = actionsOn(0, ["source.fixAll"]);
    assert.equal(actions.length, 1);
    const changed = afterEdit(given.files, actions[0]!.edit!).get(given.file)!;
    assert.match(changed, /"0102"[\s\S]*"0103"/);
    const left = findingsOf(editor(changed).workspace).get(given.file)!;
    assert.ok(!left.some((finding) => finding.code === "yaml/unquoted"));
  });

  it("answers only the kinds that are asked for", () => {
    assert.deepEqual(actionsOn(3, ["refactor"]).actions, []);
  });
});

describe("diagnostics", () => {
  it("carry code, page, severity and the reader's language", () => {
    const zh = editor(TEXT, "zh-cn");
    const finding = findingsOf(zh.workspace)
      .get(zh.file)!
      .find((f) => f.code === "yaml/unquoted")!;
    const diagnostic = toDiagnostic(zh.context, finding);
    assert.match(String(diagnostic.message), /加引号/);
    assert.match(diagnostic.codeDescription!.href, /yaml\/unquoted/);
    assert.equal(diagnostic.range.start.line, 3);
  });
});
