// npm run test:editor: the editor suites in a real VS Code, on what `npm run package` built.
//   node test/editor/run.mjs [--workspace FOLDER] [SUITE…]
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { runEditorSuites } from "./suites.mjs";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { workspace: { type: "string" } },
});
const workspace = values.workspace === undefined ? undefined : resolve(values.workspace);
const { passed, failed } = await runEditorSuites({ workspace, only: positionals });
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
