import assert from "node:assert/strict";
import {
  appendItems,
  appendToDocument,
  insertItemsAfter,
  insertKey,
  insertKeys,
  removeItem,
  removeKey,
  replaceScalar,
  setKey,
  yamlScalar,
} from "../../../../server/src/checks/edits";
import type { Edit } from "../../../../server/src/finding";
import type { ChartDocument } from "../../../../server/src/index/documents";
import type { MapNode } from "../../../../server/src/yaml/nodes";
import { ROOT, workspaceOf } from "../../../support/files";
import { applyFix } from "../../../support/fixes";

/** The chart after edits made from its document. */
function edited(text: string, edits: (chart: ChartDocument, root: MapNode) => readonly Edit[]): string {
  const files = new Map([["a.coa.yaml", text]]);
  const document = workspaceOf(files).file(`${ROOT}/a.coa.yaml`)!.documents[0] as ChartDocument;
  const root = document.source.root as MapNode;
  return applyFix(files, { title: { en: "", zh: "" }, edits: edits(document, root) }).get("a.coa.yaml")!;
}

const BLOCK = `kind: chart-of-accounts
schema: 1
accounts:
  - code: "1"   # one
    name: 甲
    dimensions:
      - channel

  # about two
  - code: "2"
    clears:
      by: event   # soon
      owner: x
note: |
  text
`;
const FLOW = `kind: chart-of-accounts
schema: 1
accounts:
  - {code: "1", name: 甲, dimensions: [channel, product]}
`;

describe("edits of YAML text", () => {
  it("insert keys where the mapping's keys stand", () => {
    assert.equal(
      edited(BLOCK, (chart) => [insertKey(chart.model.accounts[0]!.node, "contra", "true")]),
      BLOCK.replace("      - channel\n", "      - channel\n    contra: true\n"),
    );
    assert.equal(
      edited(BLOCK, (chart) => [insertKeys(chart.model.accounts[0]!.node, { clears: { by: "event" } }, "code")]),
      BLOCK.replace("# one\n", "# one\n    clears:\n      by: event\n"),
    );
    assert.equal(
      edited(FLOW, (chart) => [insertKeys(chart.model.accounts[0]!.node, { clears: { by: "event" }, hot: "true" })]),
      FLOW.replace("product]", "product], clears: {by: event}, hot: true"),
    );
  });

  it("replace a value or insert its key", () => {
    assert.equal(
      edited(BLOCK, (chart) => [setKey(chart.model.accounts[1]!.node, "clears", { by: "day_end" })]),
      BLOCK.replace("by: event   # soon\n      owner: x", "by: day_end"),
    );
    assert.equal(
      edited(FLOW, (chart) => [setKey(chart.model.accounts[0]!.node, "dimensions", ["bank_account"])]),
      FLOW.replace("[channel, product]", "[bank_account]"),
    );
  });

  it("remove keys with their lines, and keep the dash before a first key", () => {
    assert.equal(
      edited(BLOCK, (chart) => removeKey(chart.model.accounts[0]!.node, "dimensions")),
      BLOCK.replace("    dimensions:\n      - channel\n", ""),
    );
    assert.equal(
      edited(BLOCK, (chart) => removeKey(chart.model.accounts[0]!.node, "code")),
      BLOCK.replace('- code: "1"   # one\n    name', "- name"),
    );
    assert.equal(
      edited(FLOW, (chart) => removeKey(chart.model.accounts[0]!.node, "code")),
      FLOW.replace('code: "1", ', ""),
    );
    assert.equal(
      edited(FLOW, (chart) => removeKey(chart.model.accounts[0]!.node, "dimensions")),
      FLOW.replace(", dimensions: [channel, product]", ""),
    );
  });

  it("append to lists of both styles", () => {
    assert.equal(
      edited(BLOCK, (chart) => [appendItems(chart.model.accounts[0]!.node, "dimensions", ["product"])]),
      BLOCK.replace("      - channel\n", "      - channel\n      - product\n"),
    );
    assert.equal(
      edited(FLOW, (chart) => [appendItems(chart.model.accounts[0]!.node, "dimensions", ["customer"])]),
      FLOW.replace("product]", "product, customer]"),
    );
    assert.equal(
      edited(BLOCK, (chart) => [appendItems(chart.model.accounts[1]!.node, "aliases", ["a", "b"])]),
      BLOCK.replace("owner: x\n", "owner: x\n    aliases:\n      - a\n      - b\n"),
    );
  });

  it("add and remove items of the top level", () => {
    assert.equal(
      edited(BLOCK, (chart) => appendToDocument(chart, "accounts", [{ code: '"3"', clears: { by: "event" } }])),
      BLOCK.replace("owner: x\n", 'owner: x\n  - code: "3"\n    clears:\n      by: event\n'),
    );
    assert.equal(
      edited(FLOW, (chart) => appendToDocument(chart, "bank_accounts", [{ id: "a" }])),
      `${FLOW}bank_accounts:\n  - id: a\n`,
    );
    assert.equal(
      edited(BLOCK, (chart) => [insertItemsAfter(chart.model.accounts[0]!.node, [{ code: '"12"' }])]),
      BLOCK.replace("      - channel\n", '      - channel\n  - code: "12"\n'),
    );
    assert.equal(
      edited(FLOW, (chart) => [insertItemsAfter(chart.model.accounts[0]!.node, [{ code: '"12"' }])]),
      `${FLOW}  - {code: "12"}\n`,
    );
    assert.equal(
      edited(BLOCK, (chart, root) => removeItem(root, "accounts", chart.model.accounts[0]!.node)),
      BLOCK.replace(/ {2}- code: "1"[\s\S]*- channel\n/, ""),
    );
    assert.equal(
      edited(FLOW, (chart, root) => removeItem(root, "accounts", chart.model.accounts[0]!.node)),
      "kind: chart-of-accounts\nschema: 1\naccounts: []\n",
    );
  });

  it("remove items of inner lists", () => {
    const first = (chart: ChartDocument) => chart.model.accounts[0]!;
    assert.equal(
      edited(FLOW, (chart) => removeItem(first(chart).node, "dimensions", first(chart).dimensions[0]!.node)),
      FLOW.replace("channel, ", ""),
    );
    assert.equal(
      edited(FLOW, (chart) => removeItem(first(chart).node, "dimensions", first(chart).dimensions[1]!.node)),
      FLOW.replace(", product", ""),
    );
    assert.equal(
      edited(BLOCK, (chart) => removeItem(first(chart).node, "dimensions", first(chart).dimensions[0]!.node)),
      BLOCK.replace("dimensions:\n      - channel\n", "dimensions: []\n"),
    );
  });

  it("keep line ends and quotes, and quote what would be read otherwise", () => {
    const windows = FLOW.replace('{code: "1", name: 甲, dimensions: [channel, product]}', "code: '1'").replaceAll(
      "\n",
      "\r\n",
    );
    assert.equal(
      edited(windows, (chart) => [
        replaceScalar(chart.model.accounts[0]!.code!.node, "1002"),
        insertKey(chart.model.accounts[0]!.node, "name", "乙"),
      ]),
      windows.replace("'1'\r\n", "'1002'\r\n    name: 乙\r\n"),
    );
    assert.deepEqual(["1002", "no", "客户余额", "a: b", "T+1"].map(yamlScalar), [
      '"1002"',
      '"no"',
      "客户余额",
      '"a: b"',
      '"T+1"',
    ]);
  });
});
