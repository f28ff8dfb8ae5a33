import { readdirSync, writeFileSync } from "node:fs";
import path from "node:path";

const AREAS = ["coa", "post", "chan", "recon", "reg", "term"];

/** Writes `server/src/checks/all.generated.ts`: the list of every check, one file each. */
export function generateCheckRegistry(): void {
  const folder = path.join(__dirname, "../src/checks");
  const names = AREAS.flatMap((area) => {
    const files = existing(path.join(folder, area)).filter((file) => file.endsWith(".ts"));
    return files.sort().map((file) => `${area}/${file.slice(0, -3)}`);
  });
  const variable = (name: string) => name.replace(/[/-](\w)/g, (_, letter: string) => letter.toUpperCase());
  const text = [
    "// Generated from the files of server/src/checks/ by server/generate/check-registry.ts. Do not edit.",
    'import type { Check } from "./check";',
    ...names.map((name) => `import ${variable(name)} from "./${name}";`),
    "",
    "/** Every check of the catalogue. */",
    `export const CHECKS: readonly Check[] = [${names.map(variable).join(", ")}];`,
    "",
  ].join("\n");
  writeFileSync(path.join(folder, "all.generated.ts"), text);
}

function existing(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
