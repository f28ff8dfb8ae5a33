import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parse } from "yaml";
import { packed } from "../src/glossary/packed";

const folder = fileURLToPath(new URL("../../glossary/", import.meta.url));
const target = fileURLToPath(new URL("../src/data/glossary.generated.json", import.meta.url));

/** A file of `glossary/` with its contexts as plain data. */
export interface GlossaryFile {
  readonly file: string;
  readonly contexts: readonly unknown[];
}

/** All `glossary/*.glossary.yaml` in alphabetical order. */
export function readGlossaryFiles(): readonly GlossaryFile[] {
  const files = readdirSync(folder).filter((file) => file.endsWith(".glossary.yaml"));
  return files.sort().map((file) => {
    // "failsafe" keeps every scalar as its text: 88.00 must not become 88.
    const data: unknown = parse(readFileSync(join(folder, file), "utf8"), { schema: "failsafe", merge: false });
    const list = typeof data === "object" && data !== null && "contexts" in data ? data.contexts : undefined;
    return { file, contexts: Array.isArray(list) ? list : [] };
  });
}

/**
 * Writes the built-in glossary in the compact form that `glossary/packed.ts` reads, without the minutes that cards cite for their editors.
 */
export function generateGlossary(): void {
  const contexts = readGlossaryFiles().flatMap((file) => file.contexts);
  const minute = /^\d{4}-\d\d-\d\d( \d\d:\d\d)?$/;
  const plain: unknown = JSON.parse(
    JSON.stringify({ contexts }, (key, value: unknown) => {
      if (key !== "sources" || !Array.isArray(value)) return value;
      const documents = value.filter((source) => !(typeof source === "string" && minute.test(source)));
      return documents.length > 0 ? documents : undefined;
    }),
  );
  writeFileSync(target, `${JSON.stringify(packed(plain))}\n`);
}
