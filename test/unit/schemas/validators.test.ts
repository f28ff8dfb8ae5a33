import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import Ajv2020 from "ajv/dist/2020";
import fc from "fast-check";
import { parseAllDocuments } from "yaml";
import { bareSchema } from "../../../server/generate/bare-schema";
import { kindOfName } from "../../../server/src/index/documents";
import { allSchemas, schemaOf } from "../../../server/src/schema/registry";
import { validatorOf } from "../../../server/src/schema/validators";

const FOLDER = path.join(__dirname, "../../fixtures/formats");

const ajv = new Ajv2020({
  strict: false,
  allErrors: true,
  discriminator: true,
  allowUnionTypes: true,
  inlineRefs: false,
  messages: false,
});
for (const schema of allSchemas().values()) ajv.addSchema(bareSchema(schema));

/** Replaces, removes or renames something at a random place. */
function damaged(value: unknown, random: readonly number[], depth = 0): unknown {
  const [choice = 0, where = 0, ...rest] = random;
  if (typeof value !== "object" || value === null || depth > 5)
    return [null, true, 7, -1, "", "x".repeat(600), [], {}, "CNY"][choice % 9];
  if (Array.isArray(value)) {
    if (value.length === 0 || choice % 7 === 0) return [...value, value[0] ?? 1];
    const at = where % value.length;
    return value.map((item, i) => (i === at ? damaged(item, rest, depth + 1) : item));
  }
  const keys = Object.keys(value);
  const key = keys[where % Math.max(1, keys.length)];
  if (key === undefined) return { surprise: 1 };
  const { [key]: old, ...others } = value as Record<string, unknown>;
  if (choice % 7 === 0) return others;
  if (choice % 7 === 1) return { ...others, [`${key}x`]: old };
  return { ...others, [key]: damaged(old, rest, depth + 1) };
}

/** Parameters that nothing reads are left out of the compact form. */
function essence(
  errors: readonly { instancePath: string; schemaPath: string; keyword: string; params: object }[] | null | undefined,
) {
  return (errors ?? []).map(({ instancePath, schemaPath, keyword, params }) => {
    const { allowedValues: _, ...rest } = params as { allowedValues?: unknown };
    return { instancePath, schemaPath, keyword, params: rest };
  });
}

describe("the precompiled validators", () => {
  for (const name of readdirSync(FOLDER)) {
    const kind = kindOfName(`/${name}`)!;
    const [document] = parseAllDocuments(readFileSync(path.join(FOLDER, name), "utf8"));
    const value = document!.toJS() as Record<string, unknown>;

    it(`report for ${name}, however damaged, what ajv reports`, () => {
      const lists = ["", ...Object.keys(schemaOf(kind).properties ?? {}).filter((key) => validatorOf(kind, key))];
      fc.assert(
        fc.property(
          fc.constantFrom(...lists),
          fc.array(fc.nat(1000), { minLength: 14, maxLength: 14 }),
          (list, random) => {
            const whole = list === "" ? value : (value[list] as unknown[] | undefined)?.[0];
            const broken = damaged(whole, random);
            const id = schemaOf(kind).$id!;
            const reference = ajv.getSchema(list === "" ? id : `${id}#/$defs/item_${list}`)!;
            const compiled = validatorOf(kind, list)!;
            assert.equal(compiled(broken), reference(broken));
            assert.deepEqual(essence(compiled.errors), essence(reference.errors));
          },
        ),
        { numRuns: 300 },
      );
    });
  }
});
