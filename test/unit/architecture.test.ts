import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

const SOURCE = path.join(__dirname, "../../server/src");

/** Which folders a folder may import from, beside its own: the table of docs/architecture.md. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  l10n: [],
  yaml: ["l10n"],
  data: ["l10n"],
  ledger: ["l10n"],
  glossary: ["l10n", "data"],
  schema: ["l10n", "yaml"],
  model: ["yaml", "schema"],
  index: ["l10n", "yaml", "schema", "model", "ledger", "glossary", "data"],
  checks: ["l10n", "yaml", "schema", "model", "ledger", "glossary", "data", "index"],
  features: ["l10n", "yaml", "schema", "model", "ledger", "glossary", "data", "index", "checks"],
  service: ["l10n", "data", "index", "checks", "features"],
  host: ["l10n", "yaml", "index", "service"],
  cli: ["l10n", "yaml", "ledger", "glossary", "model", "data", "index", "checks", "features", "host"],
};

/** Folders that may touch a process, a disk or a connection. */
const ENTRY = new Set(["host", "cli"]);

interface Import {
  readonly file: string;
  readonly folder: string;
  readonly target: string;
}

function imports(): Import[] {
  const files = readdirSync(SOURCE, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".ts"));
  return files.flatMap((file) => {
    const text = readFileSync(path.join(SOURCE, file), "utf8");
    const folder = file.includes(path.sep) ? file.split(path.sep)[0]! : "";
    return [...text.matchAll(/(?:from|import)\s*\(?\s*"([^"]+)"/g)].map(([, target]) => ({
      file,
      folder,
      target: target!,
    }));
  });
}

describe("the architecture", () => {
  const all = imports();

  it("lets data flow one way: a folder imports only what lies below it", () => {
    const wrong = all.filter(({ file, folder, target }) => {
      if (!target.startsWith(".") || folder === "") return false;
      const resolved = path.relative(SOURCE, path.resolve(SOURCE, path.dirname(file), target));
      const other = resolved.includes(path.sep) ? resolved.split(path.sep)[0]! : "";
      // Files at the top (finding, nearest, protocol) are plain types and texts for everyone; schemas are data.
      return other !== "" && other !== ".." && other !== folder && !MAY_IMPORT[folder]?.includes(other);
    });
    assert.deepEqual(
      wrong.map(({ file, target }) => `${file} → ${target}`),
      [],
    );
  });

  it("knows the machine only at the entry points", () => {
    const wrong = all.filter(
      ({ folder, target }) =>
        folder !== "" && !ENTRY.has(folder) && (target.startsWith("node:") || target.endsWith("/node")),
    );
    assert.deepEqual(
      wrong.map(({ file, target }) => `${file} → ${target}`),
      [],
    );
  });

  it("has one user of the YAML library", () => {
    const users = new Set(all.filter(({ target }) => target === "yaml").map(({ folder }) => folder));
    assert.deepEqual([...users], ["yaml"]);
  });

  it("keeps every file readable in one sitting", () => {
    const long = readdirSync(SOURCE, { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(".ts") && !file.includes(".generated."))
      .map((file) => ({ file, lines: readFileSync(path.join(SOURCE, file), "utf8").split("\n").length }))
      .filter(({ lines }) => lines > 420);
    assert.deepEqual(long, []);
  });
});
