import assert from "node:assert/strict";
import { edgeLabel, pictureOf } from "../../../client/src/flow/picture";
import { flowOf } from "./flow-example";

describe("the picture's graph", () => {
  it("merges parallel movements of one kind and counts them", () => {
    const { edges } = pictureOf(flowOf("A -> B one", "A -> B two", "A ~> B three", "B -> A four"));
    assert.deepEqual(edges.map(edgeLabel), ["one ×2", "three", "four"]);
  });

  it("lets one line stand for both directions where that is asked for", () => {
    const { edges } = pictureOf(flowOf("A -> B one", "B -> A two", "A => B three"), true);
    assert.deepEqual(
      edges.map(({ movements, twoWay }) => [movements.length, twoWay]),
      [
        [2, true],
        [1, false],
      ],
    );
  });

  it("leaves out movements of accounts that it does not know", () => {
    const flow = flowOf("A -> B");
    const edges = [...flow.edges, { from: "A", to: "X", real: false, deferred: false, label: "lost" }];
    assert.equal(pictureOf({ ...flow, edges }).edges.length, 1);
  });
});
