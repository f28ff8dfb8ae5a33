import assert from "node:assert/strict";
import { Glossaries } from "../../../server/src/index/glossaries";
import { editor } from "../../support/editor";
import { ROOT } from "../../support/files";

/** The definition of a term for a file, `-` for none. */
function definitionIn(text: string, id: string): (file: string) => string {
  const { workspace } = editor(text);
  const glossaries = new Glossaries(workspace);
  return (file) => glossaries.for(`${ROOT}/${file}`).glossary.terms.get(id)?.senses[0]?.definition.zh ?? "-";
}

/** A monorepo as Contextive's documentation has it: one file for the whole, one for each module, imports, paths, meta with emoji. */
const MONOREPO = `
  === .contextive/definitions.yml
  imports:
    - ../shared/common.glossary.yml
    - https://example.com/remote.glossary.yml
  contexts:
    - name: Cargo
      domainVisionStatement: >
        To manage the routing of cargo
        through transportation legs.
      paths:
        - CargoDemo
        - "**/routing/**"
      meta:
        "👥 Owner:": "[Team A](https://example.com)"
      terms:
        - name: Leg Magnitude Policy
          definition: |
            A policy that selects the **best** leg.
          examples:
            - "Multiple customers are involved with a cargo."
          aliases:
            - leg policy
          meta:
            "Status:": Canonical
        - name: Undefined Term
    - name: Everywhere
      terms:
        - name: Cargo
          definition: everywhere
  === shared/common.glossary.yml
  contexts:
    - terms:
        - name: Voyage
          definition: shared
  === billing/billing.glossary.yml
  contexts:
    - name: Billing
      terms:
        - name: Cargo
          definition: billing
`;

describe("glossaries of a workspace", () => {
  it("load Contextive's files, each for its folder and below", () => {
    const cargo = definitionIn(MONOREPO, "Cargo");
    assert.equal(cargo("readme.md"), "everywhere");
    assert.equal(cargo("billing/invoice.yaml"), "billing");
  });

  it("hold a context with paths to the files these name", () => {
    const policy = definitionIn(MONOREPO, "Leg Magnitude Policy");
    assert.match(policy("src/routing/a.yaml"), /best/);
    assert.equal(policy("src/other/a.yaml"), "-");
    assert.equal(policy("CargoDemo"), policy("src/routing/a.yaml"));
  });

  it("take what is imported for the same files, and nothing from outside", () => {
    const voyage = definitionIn(MONOREPO, "Voyage");
    assert.equal(voyage("anything.md"), "shared");
    assert.equal(
      definitionIn(MONOREPO.replace("    - ../shared/common.glossary.yml\\n", ""), "Voyage")("shared/x.md"),
      "shared",
    );
  });

  it("have no findings", () => {
    const { workspace } = editor(MONOREPO);
    assert.deepEqual(
      [...workspace.all].flatMap(({ findings }) => findings.map(({ code, message }) => `${code} ${message.en}`)),
      [],
    );
  });
});
