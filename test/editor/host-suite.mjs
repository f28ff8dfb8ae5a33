// Runs compiled suites in a VS Code's extension host: a desktop one, or the server's with a page open on it.
import { cp, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { runTests } from "@vscode/test-electron";
import { build } from "esbuild";
import { launchBrowser } from "./browser.mjs";
import { cache, installWorkbench, root } from "./npm-route.mjs";
import { startServer, workbenchUrl } from "./server.mjs";

const here = join(root, "test", "editor");
const patience = 5 * 60_000;

/**
 * @param {import("./vscode.mjs").VsCode} vscode
 * @param {{ workspace: string, log?: (line: string) => void }} options
 * @returns {Promise<{ passed: number, failed: number, output: string }>}
 */
export async function runHostSuites(vscode, { workspace, suites, log = console.log }) {
  const temporary = await mkdtemp(join(tmpdir(), "counting-house-host-"));
  const folder = join(temporary, basename(workspace));
  const output = join(temporary, "output.txt");
  const summary = join(temporary, "summary.json");
  try {
    await cp(workspace, folder, { recursive: true });
    const { runner, files } = await bundle(suites);
    const env = {
      MOCHA_FILES: files.join("\n"),
      MOCHA_OUTPUT: output,
      MOCHA_REPORTER: join(root, "test", "reporter.cjs"),
      MOCHA_SUMMARY: summary,
    };
    const start = vscode.kind === "desktop" ? inDesktop : inServer;
    await start({ vscode, folder, runner, env, summary, temporary, log });
    const text = await readFile(output, "utf8").catch(() => "");
    const counts = await readFile(summary, "utf8").then(JSON.parse, () => undefined);
    if (counts === undefined) return { passed: 0, failed: 1, output: `${text}\nThe extension host gave no result.` };
    return { passed: counts.passed, failed: counts.failed, output: text };
  } finally {
    await rm(temporary, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** Compiled files stand below the repository, where the extension host finds mocha. */
async function bundle(suites) {
  const outdir = join(cache, "suites");
  const entry = ["index.ts", ...suites].map((name) => join(here, "host", name));
  const common = { bundle: true, platform: "node", format: "cjs", target: "node20", external: ["vscode", "mocha"] };
  await build({ ...common, entryPoints: entry, outdir, outExtension: { ".js": ".cjs" }, logLevel: "warning" });
  const compiled = (name) => join(outdir, name.replace(/ts$/, "cjs"));
  return { runner: compiled("index.ts"), files: suites.map(compiled) };
}

async function inDesktop({ vscode, folder, runner, env, temporary, log }) {
  const profile = ["--user-data-dir", join(temporary, "user"), "--extensions-dir", join(temporary, "extensions")];
  await runTests({
    vscodeExecutablePath: vscode.executable,
    extensionDevelopmentPath: root,
    extensionTestsPath: runner,
    extensionTestsEnv: env,
    launchArgs: [folder, "--disable-workspace-trust", ...profile],
  }).catch((error) => log(String(error.message ?? error)));
}

async function inServer({ folder, runner, env, summary, log }) {
  const parts = await installWorkbench(log);
  const server = await startServer(parts, { env });
  try {
    const browser = await launchBrowser(parts.require, { log });
    try {
      const page = await browser.newPage();
      await page.goto(workbenchUrl(server.origin, { folder, extension: root, tests: runner }));
      await appears(summary);
    } finally {
      await browser.close();
    }
  } catch (error) {
    log(`${error.message}\n${server.output()}`);
  } finally {
    await server.stop();
  }
}

async function appears(file) {
  const deadline = Date.now() + patience;
  while (Date.now() < deadline) {
    const text = await readFile(file, "utf8").catch(() => "");
    if (text.endsWith("}")) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`The extension host gave no result within ${patience / 60_000} minutes`);
}
