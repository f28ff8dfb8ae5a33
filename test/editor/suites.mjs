// The editor suites: those of the extension host and those that drive a page.
import { existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { runHostSuites } from "./host-suite.mjs";
import { root } from "./npm-route.mjs";
import { runPageSuites } from "./page-suite.mjs";
import { chooseVsCode } from "./vscode.mjs";

/**
 * @param {{ workspace?: string, only?: string[] }} options `only` names suites: `hover`, `host/hover`, `page`
 * @returns {Promise<{ passed: number, failed: number }>}
 */
export async function runEditorSuites({ workspace = join(root, "examples"), only = [] } = {}) {
  for (const bundle of ["client.js", "server.js"]) {
    if (!existsSync(join(root, "dist", bundle))) throw new Error(`dist/${bundle} is missing: npm run package makes it`);
  }
  const total = { passed: 0, failed: 0 };
  const add = ({ passed, failed }) => {
    total.passed += passed;
    total.failed += failed;
  };
  const host = await suitesIn("host", only);
  if (host.length > 0) {
    const result = await runHostSuites(await chooseVsCode(), { workspace, suites: host });
    console.log(result.output);
    add(result);
  }
  const page = await suitesIn("page", only);
  if (page.length > 0) add(await runPageSuites({ workspace, suites: page }));
  return total;
}

async function suitesIn(folder, only) {
  const all = (await readdir(join(root, "test", "editor", folder))).filter((name) => name.endsWith(".test.ts"));
  if (only.length === 0) return all;
  return all.filter((name) => {
    const stem = name.replace(".test.ts", "");
    return [folder, stem, `${folder}/${stem}`].some((asked) => only.includes(asked));
  });
}
