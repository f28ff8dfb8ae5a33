import assert from "node:assert/strict";
import fc from "fast-check";
import { readGlossaryFiles } from "../../../server/generate/glossary";
import { packed, unpacked } from "../../../server/src/glossary/packed";

describe("the compact form of the glossary", () => {
  it("gives back what went in", () => {
    const word = fc.string({ unit: fc.constantFrom("a", "b", "_"), minLength: 1, maxLength: 3 });
    const { tree } = fc.letrec((tie) => ({
      tree: fc.oneof(
        { maxDepth: 4 },
        fc.string(),
        fc.array(tie("tree"), { maxLength: 3 }),
        fc.dictionary(word, tie("tree"), { maxKeys: 3, noNullPrototype: true }),
      ),
    }));
    fc.assert(fc.property(tree, (plain) => assert.deepEqual(unpacked(packed(plain)), plain)));
  });

  it("is smaller than the plain data", () => {
    const plain = readGlossaryFiles();
    assert.ok(JSON.stringify(packed(plain)).length < JSON.stringify(plain).length * 0.9);
    assert.deepEqual(unpacked(packed(plain)), plain);
  });
});
