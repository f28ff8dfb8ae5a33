import assert from "node:assert/strict";
import fc from "fast-check";
import { readGlossary } from "../../../server/src/glossary/read";
import { teamSource } from "./terms";

const read = (data: unknown) => readGlossary(data, teamSource);

describe("readGlossary", () => {
  it("reads a Contextive file", () => {
    const { glossary, problems } = read({
      imports: ["https://example.com/x.yml"],
      contexts: [
        {
          name: "Cargo",
          domainVisionStatement: "To route cargo",
          paths: ["src/**"],
          meta: { owner: "Team A" },
          terms: [
            { name: "Leg", aliases: ["Step"], examples: ["A leg of a voyage"], meta: { key: 1 } },
            { name: "Empty" },
          ],
        },
      ],
    });
    assert.deepEqual(problems, []);
    assert.deepEqual(glossary.contexts[0]?.paths, ["src/**"]);
    assert.equal(glossary.contexts[0]?.vision?.zh, "To route cargo");
    const leg = glossary.terms.get("Leg");
    assert.deepEqual([leg?.hasOwnId, leg?.name, leg?.meta], [false, { zh: "Leg", en: "Leg" }, [["key", "1"]]]);
    assert.deepEqual(leg?.examples, [{ zh: "A leg of a voyage", en: "A leg of a voyage" }]);
    assert.deepEqual(glossary.terms.get("Empty")?.senses, []);
  });

  it("lets one language stand for both", () => {
    const { glossary } = read({
      contexts: [{ name: "x", terms: [{ id: "a", name: "甲", definition_en: "only English" }] }],
    });
    assert.deepEqual(glossary.terms.get("a")?.senses[0]?.definition, { en: "only English", zh: "only English" });
  });

  it("reports what it cannot use and keeps the rest", () => {
    const { glossary, problems } = read({
      contexts: [
        { name: "x", terms: ["text", { definition: "no name" }, { id: "a", name: "甲" }, { id: "a", name: "乙" }] },
        { name: "y", terms: 5 },
      ],
    });
    assert.deepEqual([...glossary.terms.keys()], ["a"]);
    assert.deepEqual(
      problems.map((problem) => problem.path.join("/")),
      ["contexts/0/terms/0", "contexts/0/terms/1", "contexts/0/terms/3", "contexts/1/terms"],
    );
  });

  it("is not led astray by names of object properties", () => {
    const { glossary } = read({
      contexts: [{ name: "x", terms: [{ id: "constructor", name: "__proto__" }, { name: "toString" }] }],
    });
    assert.deepEqual([...glossary.terms.keys()], ["constructor", "toString"]);
    assert.equal(glossary.terms.get("constructor")?.category, undefined);
  });

  it("never throws", () => {
    const keys = [
      "contexts",
      "terms",
      "name",
      "id",
      "definition",
      "senses",
      "examples",
      "entries",
      "avoid",
      "regulation",
      "meta",
      "__proto__",
    ];
    const { tree } = fc.letrec((tie) => ({
      tree: fc.oneof(
        { maxDepth: 5 },
        fc.constantFrom<unknown>(null, undefined, 1, 2n, true, "甲", "", Number.NaN),
        fc.array(tie("tree"), { maxLength: 3 }),
        fc.dictionary(fc.constantFrom(...keys), tie("tree"), { maxKeys: 5 }),
      ),
    }));
    fc.assert(
      fc.property(tree, (data) => {
        const { glossary } = read({ contexts: [{ name: "x", terms: data }, data], terms: data });
        for (const term of glossary.terms.values()) assert.ok(term.id !== "" && term.name.zh !== "");
      }),
      { numRuns: 2000 },
    );
  });
});
