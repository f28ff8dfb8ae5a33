import assert from "node:assert/strict";
import { performance } from "node:perf_hooks";
import { TextDocument } from "vscode-languageserver-textdocument";
import { CHECKS } from "../../../server/src/checks/all.generated";
import { CheckRunner } from "../../../server/src/checks/run";
import { Workspace } from "../../../server/src/index/workspace";
import { aliasBomb, aliasHeavy, generateChart, generateRules } from "../../bench/ledger";

/** Time may grow with the text; twice the text may take this much more, the machine's moods included. */
const MOST = 3.5;

/** Milliseconds to read and check a file, the best of some tries. */
function reading(text: string): number {
  return Math.min(
    ...Array.from({ length: 5 }, () => {
      const workspace = new Workspace({ today: () => "2026-11-20" });
      workspace.folders = ["file:///w"];
      workspace.set(TextDocument.create("file:///w/bench.coa.yaml", "yaml", 1, generateChart()));
      const runner = new CheckRunner(CHECKS, (code, error) => {
        throw new Error(code, { cause: error });
      });
      const begin = performance.now();
      workspace.set(TextDocument.create("file:///w/bench.posting.yaml", "yaml", 1, text));
      for (const ledger of workspace.ledgers) for (const _ of runner.run(ledger));
      return performance.now() - begin;
    }),
  );
}

describe("reading and checking takes time in proportion", function () {
  this.timeout(60_000);
  const cases: readonly (readonly [string, (size: number) => string, number])[] = [
    ["to the rules of one event", (size) => generateRules(size), 2500],
    ["to anchors and aliases", (size) => aliasHeavy(size), 1500],
  ];
  for (const [what, text, size] of cases) {
    it(what, () => {
      reading(text(size));
      const [once, twice] = [reading(text(size)), reading(text(2 * size))];
      assert.ok(twice < MOST * once, `${once} ms, twice the text ${twice} ms`);
    });
  }

  it("to the text of an alias bomb, not to what it stands for", () => {
    const plain = aliasBomb().replaceAll("*", "");
    reading(plain);
    const [tame, bomb] = [reading(plain), reading(aliasBomb())];
    assert.ok(bomb < 50 * tame, `${tame} ms, with aliases ${bomb} ms`);
  });
});
