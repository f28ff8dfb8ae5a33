import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import Ajv2020 from "ajv/dist/2020";
import { parse } from "yaml";
import { formatsDocument } from "../../../server/generate/formats-doc";
import { allSchemas } from "../../../server/src/schema/registry";

const ANNOTATIONS = /"(x-[a-z-]+)":/g;

describe("docs/formats.md", () => {
  const document = formatsDocument();

  it("is what the schemas say (else run: npx tsx server/generate/formats-doc.ts)", () => {
    const stored = readFileSync(path.join(__dirname, "../../../docs/formats.md"), "utf8");
    assert.equal(stored, document);
  });

  it("describes every mapping once, with links that lead somewhere", () => {
    const headings = document.match(/^#{2,3} .*$/gm) ?? [];
    const anchors = new Set(headings.map((heading) => slug(heading.replace(/^#+ /, ""))));
    const links = [...document.matchAll(/\]\(#([^)]+)\)/g)].map((match) => match[1]!);
    assert.ok(links.length > 10);
    for (const link of links) assert.ok(anchors.has(link), link);
    for (const part of [
      "accounts[]",
      "rules[].entries[]",
      "channels[].reconciliation.differences[]",
      "contexts[].terms[]",
    ]) {
      assert.equal(headings.filter((heading) => heading.startsWith(`### \`${part}\` `)).length, 1, part);
    }
  });

  it("opens each kind with an example that is valid", () => {
    const schemas = [...allSchemas().values()];
    const ajv = new Ajv2020({ strict: true, discriminator: true, allowUnionTypes: true });
    ajv.addVocabulary([...new Set([...JSON.stringify(schemas).matchAll(ANNOTATIONS)].map((match) => match[1]!))]);
    for (const schema of schemas) ajv.addSchema(schema);
    const examples = [...document.matchAll(/```yaml\n([\s\S]*?)\n```/g)].map((match) => parse(match[1]!));
    assert.equal(examples.length, 5);
    for (const example of examples) {
      const kind = example.kind ?? "counting-house";
      const validate = ajv.getSchema(`https://counting-house.example/schemas/${kind}.schema.json`)!;
      assert.ok(validate(example), `${kind}: ${ajv.errorsText(validate.errors)}`);
    }
  });
});

function slug(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, "")
    .replace(/\s/g, "-");
}
