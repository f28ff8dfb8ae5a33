import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parse } from "yaml";

const folder = fileURLToPath(new URL("../../glossary/", import.meta.url));
const target = fileURLToPath(new URL("../src/data/glossary.generated.json", import.meta.url));

/** The contexts of all `glossary/*.glossary.yaml` in alphabetical order of the files, as plain data. */
export function readGlossaryFiles(): { contexts: unknown[] } {
  const files = readdirSync(folder).filter((file) => file.endsWith(".glossary.yaml"));
  const contexts = files.sort().flatMap((file): unknown[] => {
    // "failsafe" keeps every scalar as its text: 88.00 must not become 88.
    const data: unknown = parse(readFileSync(join(folder, file), "utf8"), { schema: "failsafe", merge: false });
    const list = typeof data === "object" && data !== null && "contexts" in data ? data.contexts : undefined;
    return Array.isArray(list) ? list : [];
  });
  return { contexts };
}

/** Writes the built-in glossary without the minutes that cards cite for their editors. */
export function generateGlossary(): void {
  const minute = /^\d{4}-\d\d-\d\d( \d\d:\d\d)?$/;
  const json = JSON.stringify(readGlossaryFiles(), (key, value: unknown) => {
    if (key !== "sources" || !Array.isArray(value)) return value;
    const documents = value.filter((source) => !(typeof source === "string" && minute.test(source)));
    return documents.length > 0 ? documents : undefined;
  });
  writeFileSync(target, `${json}\n`);
}
