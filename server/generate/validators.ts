import { writeFileSync } from "node:fs";
import path from "node:path";
import Ajv2020 from "ajv/dist/2020";
import standaloneCode from "ajv/dist/standalone";
import { allSchemas, type Kind, schemaOf } from "../src/schema/registry";
import { validatorName } from "../src/schema/validator-name";
import { bareSchema } from "./bare-schema";
import { compact } from "./compact";

const KINDS: readonly Kind[] = ["chart-of-accounts", "posting-rules", "payment-channels", "glossary", "counting-house"];

/** Writes `server/src/schema/validators.generated.js`: a validator per file kind and per item of its top-level lists. */
export function generateValidators(): void {
  const ajv = new Ajv2020({
    strict: true,
    allErrors: true,
    discriminator: true,
    allowUnionTypes: true,
    inlineRefs: false,
    messages: false,
    code: { source: true, lines: false, esm: true, optimize: 2 },
  });
  for (const schema of allSchemas().values()) ajv.addSchema(bareSchema(schema));
  const entries: Record<string, string> = {};
  for (const kind of KINDS) {
    const schema = schemaOf(kind);
    entries[validatorName(kind, "")] = schema.$id ?? "";
    for (const [key, property] of Object.entries(schema.properties ?? {})) {
      if (property.items) entries[validatorName(kind, key)] = `${schema.$id}#/$defs/item_${key}`;
    }
  }
  const code = compact(standaloneCode(ajv, entries));
  const target = path.join(__dirname, "../src/schema/validators.generated.js");
  writeFileSync(target, `// Generated from schemas/ by server/generate/validators.ts. Do not edit.\n${code}`);
  writeFileSync(
    target.replace(/\.js$/, ".d.ts"),
    `${Object.keys(entries)
      .map((name) => `export declare const ${name}: unknown;`)
      .join("\n")}\n`,
  );
}
