import assert from "node:assert/strict";
import fc from "fast-check";
import { TextDocument } from "vscode-languageserver-textdocument";
import { definition } from "../../server/src/features/definition";
import { rename } from "../../server/src/features/rename";
import { type Node, offsetsOf } from "../../server/src/yaml/nodes";
import { PATIENCE, runs } from "./support/runs";
import { Session } from "./support/session";

/** Texts of one, two and more UTF-16 units a character, halves of pairs among them. */
const name = fc
  .array(
    fc.constantFrom(
      "a",
      " ",
      "甲",
      "𠮷",
      "😀",
      "e\u0301",
      "\u2028",
      "\u00A0",
      "\uFEFF",
      "\uD83D",
      "\uDE00",
      "👩‍👩‍👧",
      "#",
      ": ",
      '\\"',
    ),
    {
      maxLength: 8,
    },
  )
  .map((parts) => `"${parts.join("")}"`);

describe("positions", function () {
  this.timeout(PATIENCE);

  it("count UTF-16 units, wherever a name stands behind other text", () => {
    fc.assert(
      fc.property(
        fc.array(name, { minLength: 1, maxLength: 5 }),
        fc.constantFrom("\n", "\r\n"),
        fc.boolean(),
        (names, end, mark) => {
          const accounts = names.map((text, i) => `  - {name: ${text}, code: "${1001 + i}", class: asset} # ${text}`);
          const chart = `${mark ? "\uFEFF" : ""}${["kind: chart-of-accounts", "schema: 1", "accounts:", ...accounts, ""].join(end)}`;
          const rules = [
            "kind: posting-rules",
            "schema: 1",
            "rules:",
            `  - {title: ${names[0]}, event: payment, entries: [{debit: "1001", amount: x}]}`,
            "",
          ].join(end);
          const session = new Session(
            "file:///w",
            new Map([
              ["a.coa.yaml", chart],
              ["b.posting.yaml", rules],
            ]),
          );
          const context = session.contexts[0]!;

          const line = rules.split(end)[3]!;
          const from = { line: 3, character: line.indexOf("1001") + 2 };
          const [link] = definition(context, session.uri("b.posting.yaml"), from);
          const character = accounts[0]!.indexOf("1001");
          assert.deepEqual(link?.targetSelectionRange, {
            start: { line: 3, character },
            end: { line: 3, character: character + 4 },
          });

          const renamed = rename(context, session.uri("b.posting.yaml"), from, "77");
          assert.ok(renamed && "edit" in renamed);
          for (const [file, text] of [
            ["a.coa.yaml", chart],
            ["b.posting.yaml", rules],
          ] as const) {
            const edits = renamed.edit.changes?.[session.uri(file)] ?? [];
            const after = TextDocument.applyEdits(TextDocument.create("x", "yaml", 1, text), edits);
            assert.equal(after, text.replace('"1001"', '"77"'));
          }
        },
      ),
      runs(150),
    );
  });

  it("of every scalar are those of its source", () => {
    fc.assert(
      fc.property(fc.array(name, { minLength: 1, maxLength: 6 }), (names) => {
        const text = `kind: glossary\nterms:\n${names.map((text) => `  - note: [${text}, {b: ${text}}]\n    rest: ${text}\n`).join("")}`;
        const session = new Session("file:///w", new Map([["a.glossary.yaml", text]]));
        const found: string[] = [];
        const visit = (node: Node | undefined) => {
          if (node?.kind === "seq") node.items.forEach(visit);
          if (node?.kind === "map") for (const { value } of node.pairs) visit(value);
          if (node?.kind === "scalar" && node.style === "double")
            found.push(text.slice(offsetsOf(node).start, offsetsOf(node).end));
        };
        for (const { root } of session.workspace.file(session.uri("a.glossary.yaml"))!.source.documents) visit(root);
        assert.deepEqual(
          found,
          names.flatMap((source) => [source, source, source]),
        );
      }),
      runs(150),
    );
  });
});
