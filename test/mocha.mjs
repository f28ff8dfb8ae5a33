// Runs mocha in a process of its own and counts.
import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));

/**
 * @param {string[]} args of mocha, with the files: without any it would take every script in `test/`, this run included
 * @param {{ env?: Record<string, string>, minutes: number }} options the run is ended after so many minutes
 * @returns {Promise<{ passed: number, failed: number }>} a run that gives no result, or no test, is a failure
 */
export async function runMocha(args, { env = {}, minutes }) {
  const temporary = await mkdtemp(join(tmpdir(), "counting-house-mocha-"));
  const summary = join(temporary, "summary.json");
  try {
    const reporter = ["--reporter", join(root, "test", "reporter.cjs")];
    const child = spawn(process.execPath, [join(root, "node_modules/mocha/bin/mocha.js"), ...reporter, ...args], {
      cwd: root,
      env: { ...process.env, ...env, MOCHA_SUMMARY: summary },
      stdio: ["ignore", "inherit", "inherit"],
      timeout: minutes * 60_000,
    });
    const code = await new Promise((resolve) => child.once("exit", resolve));
    const { passed, failed } = await readFile(summary, "utf8").then(JSON.parse, () => ({ passed: 0, failed: 1 }));
    return { passed, failed: failed === 0 && (code !== 0 || passed === 0) ? 1 : failed };
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
}
