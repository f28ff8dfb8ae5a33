// npm test: everything, in the order in which it is worth knowing. The last line counts checks and tests together.
import { spawnSync } from "node:child_process";
import { rmSync } from "node:fs";
import { runEditorSuites } from "./editor/suites.mjs";
import { runMocha } from "./mocha.mjs";

const shell = process.platform === "win32";
const specs = ["test/unit/**/*.test.ts", "test/server/**/*.test.ts", "test/fuzz/**/*.test.ts"];
const total = { passed: 0, failed: 0 };
const started = Date.now();

// A package of an earlier run must not pass for this one.
rmSync("dist/counting-house.vsix", { force: true });
command("package", "npm", ["run", "package"]);
command("types", "npx", ["tsc", "--noEmit"]);
command("types of the webviews", "npx", ["tsc", "--noEmit", "-p", "client/webview"]);
command("lint", "npm", ["run", "lint"]);
await tests("unit and server tests", () => runMocha(specs, { env: { MOCHA_STYLE: "Dot" }, minutes: 10 }));
await tests("editor tests", () => runEditorSuites());

console.log(`\n${Math.round((Date.now() - started) / 1000)} s`);
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed > 0 ? 1 : 0;

function command(name, program, args) {
  heading(name);
  const { status } = spawnSync(program, args, { stdio: ["ignore", "inherit", "inherit"], shell, timeout: 5 * 60_000 });
  add(status === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 });
}

async function tests(name, run) {
  heading(name);
  try {
    add(await run());
  } catch (error) {
    console.error(error);
    add({ passed: 0, failed: 1 });
  }
}

function add({ passed, failed }) {
  total.passed += passed;
  total.failed += failed;
}

function heading(name) {
  console.log(`\n── ${name}`);
}
