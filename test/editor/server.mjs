// Starts VS Code's own server with the extension under development and gives the address that opens it.
import { execFile, spawn } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

const settings = {
  "chat.disableAIFeatures": true,
  "extensions.ignoreRecommendations": true,
  "git.enabled": false,
  "security.workspace.trust.enabled": false,
  "telemetry.telemetryLevel": "off",
  "update.mode": "none",
  "workbench.enableExperiments": false,
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "workbench.startupEditor": "none",
  "workbench.tips.enabled": false,
  "workbench.welcomePage.walkthroughs.openOnInstall": false,
};

/**
 * @param {{ node: string, server: string }} vscode
 * @param {{ port?: number, env?: Record<string, string>, settings?: object, vsix?: string }} options `vsix` is installed first
 * @returns a server that listens on this machine only; `stop()` ends it and removes its folders
 */
export async function startServer(vscode, options = {}) {
  const home = await mkdtemp(join(tmpdir(), "counting-house-vscode-"));
  const folders = { user: join(home, "user"), data: join(home, "server"), extensions: join(home, "extensions") };
  await mkdir(join(folders.user, "User"), { recursive: true });
  await mkdir(folders.extensions, { recursive: true });
  await writeFile(join(folders.user, "User", "settings.json"), JSON.stringify({ ...settings, ...options.settings }));

  const port = options.port ?? (await freePort());
  const common = [
    ...["--accept-server-license-terms", "--disable-telemetry"],
    ...["--user-data-dir", folders.user],
    ...["--server-data-dir", folders.data],
    ...["--extensions-dir", folders.extensions],
  ];
  const address = ["--host", "127.0.0.1", "--port", String(port)];
  const flags = ["--without-connection-token", "--enable-smoke-test-driver", "--disable-workspace-trust"];
  if (options.vsix) await run(vscode.node, [vscode.server, ...common, "--install-extension", options.vsix]);
  const child = spawn(vscode.node, [vscode.server, ...common, ...address, ...flags], {
    cwd: home,
    env: { ...process.env, ...options.env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const output = [];
  const keep = (chunk) => output.push(String(chunk));
  child.stdout.on("data", keep);
  child.stderr.on("data", keep);
  const ended = new Promise((resolve) => child.once("exit", resolve));

  const stop = async () => {
    child.kill("SIGTERM");
    const killer = setTimeout(() => child.kill("SIGKILL"), 5_000);
    await ended;
    clearTimeout(killer);
    await rm(home, { recursive: true, force: true, maxRetries: 5 });
  };
  const origin = `http://127.0.0.1:${port}`;
  try {
    await untilAnswers(origin, child);
  } catch (error) {
    await stop();
    throw new Error(`${error.message}\n${output.join("")}`);
  }
  return { origin, folders, stop, output: () => output.join("") };
}

/**
 * The address of a workbench on a folder.
 * @param {{ folder: string, extension?: string, tests?: string }} options `extension` is the folder of the extension under
 * development, `tests` a compiled runner for the extension host
 */
export function workbenchUrl(origin, { folder, extension, tests }) {
  const payload = [["skipWelcome", "true"]];
  if (extension) payload.push(["extensionDevelopmentPath", remote(extension)]);
  if (tests) payload.push(["extensionTestsPath", remote(tests)]);
  const query = new URLSearchParams({ folder, payload: JSON.stringify(payload) });
  return `${origin}/?${query}`;
}

/** The authority of this server's files is the word `remote`, whatever its address. */
function remote(path) {
  return `vscode-remote://remote${path.startsWith("/") ? "" : "/"}${path.replaceAll("\\", "/")}`;
}

async function untilAnswers(origin, child, timeout = 60_000) {
  const deadline = Date.now() + timeout;
  while (Date.now() < deadline) {
    if (child.exitCode !== null) throw new Error(`VS Code's server ended with code ${child.exitCode}`);
    const status = await fetch(origin, { signal: AbortSignal.timeout(2_000) }).then(
      (answer) => answer.status,
      () => 0,
    );
    if (status === 200) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`VS Code's server did not answer at ${origin} within ${timeout / 1000} s`);
}

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}
