// npm run test:editor: the editor suites in a real VS Code, on what `npm run package` built.
//   node test/editor/run.mjs [--workspace FOLDER] [SUITE…]
import { existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { runHostSuites } from "./host-suite.mjs";
import { root } from "./npm-route.mjs";
import { runPageSuites } from "./page-suite.mjs";
import { chooseVsCode } from "./vscode.mjs";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { workspace: { type: "string", default: join(root, "examples") } },
});
const workspace = resolve(values.workspace);
for (const bundle of ["client.js", "server.js"]) {
  if (!existsSync(join(root, "dist", bundle))) throw new Error(`dist/${bundle} is missing: npm run package makes it`);
}

const counts = [];
const host = await suitesIn("host");
if (host.length > 0) {
  const result = await runHostSuites(await chooseVsCode(), { workspace, suites: host });
  console.log(result.output);
  counts.push(result);
}
const page = await suitesIn("page");
if (page.length > 0) counts.push(await runPageSuites({ workspace, suites: page }));

const passed = counts.reduce((sum, result) => sum + result.passed, 0);
const failed = counts.reduce((sum, result) => sum + result.failed, 0);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 || passed === 0 ? 1 : 0;

/** The suites of a folder, or those of them that were asked for: `hover`, `host/hover`, `page`. */
async function suitesIn(folder) {
  const all = (await readdir(join(root, "test", "editor", folder))).filter((name) => name.endsWith(".test.ts"));
  if (positionals.length === 0) return all;
  return all.filter((name) => {
    const stem = name.replace(".test.ts", "");
    return [folder, stem, `${folder}/${stem}`].some((asked) => positionals.includes(asked));
  });
}
