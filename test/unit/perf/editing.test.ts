import assert from "node:assert/strict";
import { TextDocument } from "vscode-languageserver-textdocument";
import type { Check } from "../../../server/src/checks/check";
import { CheckRunner } from "../../../server/src/checks/run";
import { proofOf } from "../../../server/src/index/engine/proof-of-rule";
import { Workspace } from "../../../server/src/index/workspace";
import { generateChart, generateRules } from "../../bench/ledger";

const CHART = "file:///w/bench.coa.yaml";
const RULES = "file:///w/bench.posting.yaml";

/** A ledger whose texts change, with the ids of the rules that were judged since the last time one asked. */
class Editing {
  private readonly workspace = new Workspace({ today: () => "2026-11-20" });
  private readonly texts = new Map<string, string>();
  private judged: string[] = [];
  private readonly runner: CheckRunner;

  constructor() {
    const check: Check = {
      code: "post/unbalanced",
      severity: "error",
      tier: "P0",
      title: { en: "Counted", zh: "计数" },
      on: "rule",
      run: (_, { item }) => {
        this.judged.push(item.id?.value ?? "");
        return [];
      },
    };
    this.runner = new CheckRunner([check], (code, error) => {
      throw new Error(code, { cause: error });
    });
    this.workspace.folders = ["file:///w"];
  }

  set(uri: string, text: string): void {
    this.texts.set(uri, text);
    this.workspace.set(TextDocument.create(uri, "yaml", 1, text));
  }

  replace(uri: string, from: string, to: string): void {
    const text = this.texts.get(uri)!;
    assert.ok(text.includes(from), from);
    this.set(uri, text.replace(from, to));
  }

  judge(): readonly string[] {
    this.judged = [];
    for (const ledger of this.workspace.ledgers) for (const _ of this.runner.run(ledger));
    return this.judged;
  }

  proofs() {
    const [ledger] = this.workspace.ledgers;
    return [...ledger!.rules()].map((rule) => proofOf(ledger!, rule));
  }
}

describe("an edit", () => {
  let editing: Editing;

  beforeEach(() => {
    editing = new Editing();
    editing.set(CHART, generateChart());
    editing.set(RULES, generateRules(200));
    assert.equal(editing.judge().length, 14);
  });

  it("judges the rule it touches and no other", () => {
    editing.replace(RULES, "id: rule.3 ", "id: rule.three ");
    assert.deepEqual(editing.judge(), ["rule.three"]);
    assert.deepEqual(editing.judge(), []);
  });

  it("above the rules judges them all, and proves none again when no proof rests on it", () => {
    const before = editing.proofs();
    editing.replace(RULES, "rounding:", "title: 长款\nrounding:");
    assert.equal(editing.judge().length, 14);
    assert.deepEqual(
      editing.proofs().map((proof, i) => proof === before[i]),
      before.map(() => true),
    );
  });

  it("of the chart judges every rule", () => {
    editing.replace(CHART, "过渡科目 7\n", "在途科目 7\n");
    assert.equal(editing.judge().length, 14);
  });

  it("of a rule judges those again that find their originals through it", () => {
    editing.replace(RULES, "    status: succeeded\n", "    status: succeeded\n    reverses: rule.9\n");
    assert.deepEqual(editing.judge(), ["rule.0"]);
    editing.replace(RULES, "kind: rule-k9", "kind: other");
    assert.deepEqual(editing.judge(), ["rule.0", "rule.9"]);
  });

  it("that adds or removes a rule judges only what is new", () => {
    editing.set(RULES, generateRules(213));
    assert.deepEqual(editing.judge(), ["rule.14"]);
    editing.set(RULES, generateRules(200));
    assert.deepEqual(editing.judge(), []);
  });
});
