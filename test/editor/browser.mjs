// Finds and launches a Chromium for the page-driving tests and the screenshots.
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { promisify } from "node:util";
import { chineseFonts } from "./fonts.mjs";
import { cache } from "./npm-route.mjs";

const run = promisify(execFile);
const systemBrowsers = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/**
 * @param {NodeJS.Require} require resolves the packages of the installed workbench
 * @param {{ chinese?: boolean, log?: (line: string) => void }} options `chinese` makes sure that Chinese text has glyphs
 */
export async function launchBrowser(require, { chinese = false, log = console.log } = {}) {
  const { chromium } = require("playwright-core");
  const system = [process.env.CHROMIUM_EXECUTABLE, ...systemBrowsers].find((path) => path && existsSync(path));
  const env = { ...process.env, ...(chinese ? await chineseFonts(log) : {}) };
  const common = { headless: true, timeout: 60_000 };
  if (system) {
    log(`Browser: ${system}`);
    return chromium.launch({ ...common, executablePath: system, args: ["--no-sandbox"], env });
  }
  if (process.platform === "linux") {
    const { executablePath, libraries } = await unpackChromium(require);
    log("Browser: Chromium from @sparticuz/chromium");
    const args = ["--no-sandbox", "--disable-gpu", "--no-zygote", "--disable-dev-shm-usage"];
    return chromium.launch({ ...common, executablePath, args, env: { ...env, ...libraries } });
  }
  log("Browser: the installed Google Chrome");
  return chromium.launch({ ...common, channel: "chrome" });
}

/** The package unpacks into the temporary folder of the moment; ours stays beside the installation. */
async function unpackChromium(require) {
  const folder = join(cache, "workbench", "chromium");
  await mkdir(folder, { recursive: true });
  const before = process.env.TMPDIR;
  process.env.TMPDIR = folder;
  try {
    const { default: chromium, inflate } = await import(require.resolve("@sparticuz/chromium"));
    const executablePath = await chromium.executablePath();
    const starts = await run(executablePath, ["--version"]).then(
      () => true,
      () => false,
    );
    if (starts) return { executablePath, libraries: {} };
    // A bare container lacks NSS; the package brings one.
    const bin = join(require.resolve("@sparticuz/chromium"), "../../bin/al2023.tar.br");
    const libraries = join(await inflate(bin), "lib");
    return { executablePath, libraries: { LD_LIBRARY_PATH: prepend(libraries, process.env.LD_LIBRARY_PATH) } };
  } finally {
    if (before === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = before;
  }
}

function prepend(path, list) {
  return list ? `${path}${delimiter}${list}` : path;
}
