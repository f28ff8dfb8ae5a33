import assert from "node:assert/strict";
import { type Layout, layoutFlow, type PlacedNode } from "../../../client/src/flow/layout";
import { flowOf, manyAccounts } from "./flow-example";

const window = { width: 1220, height: 620 };

function overlap(a: PlacedNode, b: PlacedNode): boolean {
  return Math.abs(a.x - b.x) < (a.width + b.width) / 2 && Math.abs(a.y - b.y) < (a.height + b.height) / 2;
}

function assertSound({ nodes, edges, width, height }: Layout): void {
  for (const [at, node] of nodes.entries()) {
    assert.ok(node.x - node.width / 2 >= 0 && node.x + node.width / 2 <= width, `${node.title} is outside`);
    assert.ok(node.y - node.height / 2 >= 0 && node.y + node.height / 2 <= height, `${node.title} is outside`);
    for (const other of nodes.slice(at + 1)) assert.ok(!overlap(node, other), `${node.title} covers ${other.title}`);
  }
  for (const { path } of edges) assert.match(path, /^M[-\d.]+ [-\d.]+( C?[-\d.]+ [-\d.]+){3,}$/);
}

describe("the picture's layout", () => {
  it("keeps boxes apart and inside, with every line drawn, for sixty accounts", () => {
    const flow = manyAccounts(60);
    const layout = layoutFlow(flow, window);
    assert.equal(layout.nodes.length, 60);
    assertSound(layout);
  });

  it("stays readable for sixty accounts in a window of ordinary size", () => {
    const { width, height } = layoutFlow(manyAccounts(60), window);
    const scale = Math.min(window.width / width, window.height / height);
    assert.ok(scale > 0.35, `drawn at ${scale.toFixed(2)}`);
  });

  it("follows the money from left to right in a wide window, and downwards in a narrow one", () => {
    const flow = flowOf("A -> B", "B -> C", "C -> D", "D -> E");
    const wide = layoutFlow(flow, { width: 2000, height: 200 });
    assert.deepEqual(
      wide.nodes.map(({ x }) => x),
      wide.nodes.map(({ x }) => x).sort((a, b) => a - b),
    );
    const narrow = layoutFlow(flow, { width: 300, height: 1200 });
    assert.ok(narrow.height > narrow.width);
  });

  it("draws an account alone, money that returns to its account, and nothing at all", () => {
    assertSound(layoutFlow({ ...flowOf("A -> A"), edges: [] }, window));
    assertSound(layoutFlow(flowOf("A -> A", "A -> B"), window));
    assert.deepEqual(layoutFlow({ title: "", nodes: [], edges: [] }, window).nodes, []);
  });

  it("is the same every time", () => {
    assert.deepEqual(layoutFlow(manyAccounts(20), window), layoutFlow(manyAccounts(20), window));
  });
});
