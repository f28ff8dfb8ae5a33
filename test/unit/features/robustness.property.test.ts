import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { TextDocument } from "vscode-languageserver-textdocument";
import type { Position, Range } from "vscode-languageserver-types";
import { codeActions } from "../../../server/src/features/code-actions";
import { codeLenses, resolveCodeLens } from "../../../server/src/features/code-lens";
import { completion, resolveCompletion } from "../../../server/src/features/completion";
import type { FeatureContext } from "../../../server/src/features/context";
import { definition } from "../../../server/src/features/definition";
import { documentLinks } from "../../../server/src/features/document-links";
import { documentSymbols } from "../../../server/src/features/document-symbols";
import { foldingRanges } from "../../../server/src/features/folding-ranges";
import { hover } from "../../../server/src/features/hover";
import { inlayHints } from "../../../server/src/features/inlay-hints";
import { documentHighlight, references } from "../../../server/src/features/references";
import { prepareRename, rename } from "../../../server/src/features/rename";
import { selectionRanges } from "../../../server/src/features/selection-ranges";
import { semanticTokens } from "../../../server/src/features/semantic-tokens";
import { workspaceSymbols } from "../../../server/src/features/workspace-symbols";
import { Glossaries } from "../../../server/src/index/glossaries";
import { Workspace } from "../../../server/src/index/workspace";
import { ROOT, TODAY } from "../../support/files";

const FILES = readdirSync("examples", { recursive: true, encoding: "utf8" })
  .map((file) => file.replaceAll("\\", "/"))
  .filter((file) => file.endsWith(".yaml"));

/** The example files as a workspace; one of them is then spoilt again and again. */
function examples(): FeatureContext {
  const workspace = new Workspace({ today: () => TODAY });
  workspace.folders = [ROOT];
  for (const file of FILES)
    workspace.set(TextDocument.create(`${ROOT}/${file}`, "yaml", 1, readFileSync(`examples/${file}`, "utf8")));
  return { workspace, glossaries: new Glossaries(workspace), locale: "zh-cn" };
}

const SPLINTERS = [
  ..."-:[]{}\"'#&*!|>%@`,?\t\r\n \\$0é",
  ...'- |: |: \n|---\n|\'\'|""|{ a: |[b, |\r\n|\u2028|\ufeff|🧾|借|# region\n|<<<<<<< a\n|*x|&y |!!str |product.fee.|original.|balance("|rest'.split(
    "|",
  ),
  "__proto__: ",
  "constructor",
];

interface Damage {
  readonly file: string;
  /** Places as shares of the length. */
  readonly cuts: readonly { readonly at: number; readonly length: number; readonly put: string }[];
  readonly prefix: number | null;
  readonly cursor: number;
}

const damage: fc.Arbitrary<Damage> = fc.record({
  file: fc.constantFrom(...FILES),
  cuts: fc.array(
    fc.record({
      at: fc.double({ min: 0, max: 1, noNaN: true }),
      length: fc.integer({ min: 0, max: 40 }),
      put: fc.constantFrom("", ...SPLINTERS),
    }),
    { maxLength: 4 },
  ),
  prefix: fc.option(fc.double({ min: 0, max: 1, noNaN: true })),
  cursor: fc.double({ min: 0, max: 1, noNaN: true }),
});

function spoilt({ file, cuts, prefix }: Damage): string {
  let text = readFileSync(`examples/${file}`, "utf8");
  for (const { at, length, put } of cuts) {
    const from = Math.floor(at * text.length);
    text = text.slice(0, from) + put + text.slice(from + length);
  }
  return prefix === null ? text : text.slice(0, Math.floor(prefix * text.length));
}

/** Everything an editor can ask at a place. */
function askAll(context: FeatureContext, uri: string, position: Position): unknown[] {
  const { lines } = context.workspace.file(uri)!.source;
  const whole: Range = { start: { line: 0, character: 0 }, end: lines.positionAt(lines.getText().length) };
  const completions = completion(context, uri, position, { snippets: true, retrigger: true });
  for (const item of completions.items.slice(0, 3)) resolveCompletion(context, item);
  return [
    completions.items.map(({ textEdit }) => (textEdit && "range" in textEdit ? textEdit.range : undefined)),
    hover(context, uri, position),
    documentHighlight(context, uri, position),
    prepareRename(context, uri, position),
    documentSymbols(context, uri),
    codeLenses(context, uri)
      .slice(0, 5)
      .map((lens) => resolveCodeLens(context, lens).range),
    inlayHints(context, uri, whole).map((hint) => ({ start: hint.position, end: hint.position })),
    selectionRanges(context, uri, [position]),
    documentLinks(context, uri),
    codeActions(context, context.workspace.file(uri)!.findings, whole).flatMap(
      ({ edit }) => edit?.changes?.[uri] ?? [],
    ),
  ];
}

function assertInside(lines: TextDocument, range: Range): void {
  for (const place of [range.start, range.end])
    assert.deepEqual(lines.positionAt(lines.offsetAt(place)), place, "the position is in the document");
  assert.ok(lines.offsetAt(range.start) <= lines.offsetAt(range.end), "a range does not end before it begins");
}

/** All ranges in an answer. */
function* rangesIn(answer: unknown): Iterable<Range> {
  if (typeof answer !== "object" || answer === null) return;
  if ("start" in answer && "end" in answer) yield answer as Range;
  else for (const part of Object.values(answer)) yield* rangesIn(part);
}

describe("every feature on spoilt files", () => {
  const context = examples();
  let version = 2;

  it("answers, and with ranges inside the document", () => {
    fc.assert(
      fc.property(damage, (given) => {
        const uri = `${ROOT}/${given.file}`;
        const text = spoilt(given);
        const lines = TextDocument.create(uri, "yaml", version++, text);
        context.workspace.set(lines);
        const position = lines.positionAt(Math.floor(given.cursor * text.length));
        for (const range of rangesIn(askAll(context, uri, position))) assertInside(lines, range);
        for (const { startLine, endLine } of foldingRanges(context, uri))
          assert.ok(0 <= startLine && startLine < endLine && endLine < lines.lineCount);
        const others = [
          ...definition(context, uri, position).map((link) => ({ uri: link.targetUri, range: link.targetRange })),
          ...references(context, uri, position, true),
          ...workspaceSymbols(context, "bfj").map((symbol) => symbol.location),
        ];
        for (const place of others)
          if ("range" in place) assertInside(context.workspace.file(place.uri)!.source.lines, place.range as Range);
        const renamed = rename(context, uri, position, "new_name");
        if (renamed && "edit" in renamed)
          for (const [file, edits] of Object.entries(renamed.edit.changes ?? {}))
            for (const { range } of edits) assertInside(context.workspace.file(file)!.source.lines, range);
        const { data } = semanticTokens(context, uri);
        assert.equal(data.length % 5, 0);
        assert.ok(data.every((number) => number >= 0));
        context.workspace.set(
          TextDocument.create(uri, "yaml", version++, readFileSync(`examples/${given.file}`, "utf8")),
        );
      }),
      { numRuns: Number(process.env.FUZZ_RUNS ?? 150) },
    );
  }).timeout(60_000);

  it("offers keys at the end of every prefix that ends in a fresh key position", () => {
    const uri = `${ROOT}/rules/acquiring.posting.yaml`;
    const text = readFileSync("examples/rules/acquiring.posting.yaml", "utf8");
    const places = [...text.matchAll(/^ {4}[a-z_]+:/gm)].map((match) => match.index + 4);
    for (const at of places.filter((_, i) => i % 12 === 0)) {
      const lines = TextDocument.create(uri, "yaml", version++, `${text.slice(0, at)}\n`);
      context.workspace.set(lines);
      const { items } = completion(context, uri, lines.positionAt(at), { snippets: true });
      assert.ok(items.length > 3, `${at}: ${items.length} items`);
    }
  });
});
