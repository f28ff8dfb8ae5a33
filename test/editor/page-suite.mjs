// Runs the suites that drive a page, in a process of their own.
import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root } from "./npm-route.mjs";

/** @returns {Promise<{ passed: number, failed: number }>} */
export async function runPageSuites({ workspace, suites }) {
  const temporary = await mkdtemp(join(tmpdir(), "counting-house-page-"));
  const summary = join(temporary, "summary.json");
  try {
    const files = suites.map((name) => join("test", "editor", "page", name));
    const reporter = join("test", "editor", "reporter.cjs");
    const flags = ["--no-config", "--exit", "--timeout", "120000", "--reporter", reporter];
    const child = spawn(process.execPath, ["--import", "tsx", "node_modules/mocha/bin/mocha.js", ...flags, ...files], {
      cwd: root,
      env: { ...process.env, MOCHA_SUMMARY: summary, EDITOR_WORKSPACE: workspace },
      stdio: ["ignore", "inherit", "inherit"],
    });
    await new Promise((resolve) => child.once("exit", resolve));
    const { passed, failed } = await readFile(summary, "utf8").then(JSON.parse, () => ({ passed: 0, failed: 1 }));
    return { passed, failed };
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
}
