import assert from "node:assert/strict";
import { CHECKS } from "../../../server/src/checks/all.generated";
import { pageOf } from "../../../server/src/checks/pages";
import { codeActions } from "../../../server/src/features/code-actions";
import { Glossaries } from "../../../server/src/index/glossaries";
import { findingsOf, fixture, ROOT, workspaceOf } from "../../support/files";

const EVERYWHERE = { start: { line: 0, character: 0 }, end: { line: 100_000, character: 0 } };

/** The files after `source.fixAll` on each of them, and how many edits that took. */
function fixAll(files: ReadonlyMap<string, string>): { files: Map<string, string>; edits: number } {
  const workspace = workspaceOf(files);
  const context = { workspace, glossaries: new Glossaries(workspace), locale: "en" as const };
  const result = new Map(files);
  let edits = 0;
  for (const [name, findings] of findingsOf(workspace)) {
    const [action] = codeActions(context, findings, EVERYWHERE, ["source.fixAll"]);
    for (const [uri, changes] of Object.entries(action?.edit?.changes ?? {})) {
      if (uri !== `${ROOT}/${name}`) continue;
      const { lines } = workspace.file(uri)!.source;
      const ordered = changes
        .map((c) => ({ ...c, from: lines.offsetAt(c.range.start), to: lines.offsetAt(c.range.end) }))
        .sort((a, b) => b.from - a.from);
      edits += ordered.length;
      for (const { from, to, newText } of ordered) {
        const text = result.get(name)!;
        result.set(name, text.slice(0, from) + newText + text.slice(to));
      }
    }
  }
  return { files: result, edits };
}

const count = (files: ReadonlyMap<string, string>) => [...findingsOf(workspaceOf(files)).values()].flat().length;

describe("fix all", () => {
  for (const check of CHECKS) {
    const page = pageOf(check.code);
    if (!page) continue;
    it(`on ${check.code} leaves fewer findings, and nothing to do the second time`, () => {
      const { files } = fixture(page.bad);
      const before = count(files);
      let state = fixAll(files);
      if (state.edits > 0) assert.ok(count(state.files) < before, "fixing all does not help");
      // One repair can make another one possible; after a few rounds nothing may be left to change.
      for (let round = 0; round < 3 && state.edits > 0; round++) state = fixAll(state.files);
      assert.equal(state.edits, 0, "fix all never comes to rest");
      assert.deepEqual(fixAll(state.files).files, state.files);
    });
  }
});
