import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { completion } from "../../../server/src/features/completion";
import { viewOf } from "../../../server/src/features/context";
import { Glossaries } from "../../../server/src/index/glossaries";
import type { SchemaView } from "../../../server/src/schema/view";
import { type Node, offsetsOf } from "../../../server/src/yaml/nodes";
import { ROOT, workspaceOf } from "../../support/files";

/** What was written in the examples is offered where it stands. */
describe("completion in the example files", () => {
  const files = readdirSync("examples", { recursive: true, encoding: "utf8" })
    .map((file) => file.replaceAll("\\", "/"))
    .filter((file) => file.endsWith(".yaml"));
  const workspace = workspaceOf(new Map(files.map((file) => [file, readFileSync(`examples/${file}`, "utf8")])));
  const context = { workspace, glossaries: new Glossaries(workspace), locale: "en" as const };

  const labelsAt = (uri: string, offset: number): string[] => {
    const position = workspace.file(uri)!.source.lines.positionAt(offset);
    return completion(context, uri, position, { snippets: true }).items.map((item) => item.label);
  };

  for (const file of files) {
    const uri = `${ROOT}/${file}`;
    const document = workspace.file(uri)!.documents[0]!;

    it(`offers the names in ${file}`, () => {
      const spaces = new Set(["account", "bank_account", "rule", "product", "channel", "event", "purpose", "step"]);
      const missing: string[] = [];
      for (const { role, spaces: named, name, at, inExpression } of document.symbols.occurrences) {
        if (role !== "reference" || inExpression || !spaces.has(named[0]!) || name.includes(":")) continue;
        const { start } = offsetsOf(at);
        if (!labelsAt(uri, start + 1).includes(name)) missing.push(`${named[0]} ${name} at ${start}`);
      }
      assert.deepEqual(missing, []);
    });

    it(`offers the keys and values in ${file}`, () => {
      const missing: string[] = [];
      let seen = 0;
      const visit = (node: Node | undefined, view: SchemaView | undefined): void => {
        if (!node || !view) return;
        if (node.kind === "seq") for (const item of node.items) visit(item, view.items(node));
        if (node.kind === "scalar" && view.values()?.closed && seen++ % 3 === 0) {
          const { start, end } = offsetsOf(node);
          if (!labelsAt(uri, Math.min(start + 1, end)).includes(node.value)) missing.push(`${node.value} at ${start}`);
        }
        if (node.kind !== "map") return;
        for (const { key, value } of node.pairs) {
          const { start } = offsetsOf(key);
          if (view.properties(node).has(key.value) && seen++ % 3 === 0 && !labelsAt(uri, start + 1).includes(key.value))
            missing.push(`${key.value}: at ${start}`);
          visit(value, view.property(key.value, node));
        }
      };
      visit(document.source.root, viewOf(document, { path: [], parents: [] }));
      assert.ok(seen > 5);
      assert.deepEqual(missing, []);
    });
  }
});
