// Decides which VS Code is used: a desktop one, the vendor's download, or the parts from npm.
import { existsSync, realpathSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { downloadAndUnzipVSCode } from "@vscode/test-electron";
import { cache } from "./npm-route.mjs";

/**
 * @typedef {{ kind: "desktop", executable: string } | { kind: "npm" }} VsCode
 * @returns {Promise<VsCode>}
 */
export async function chooseVsCode({ download = true, log = console.log } = {}) {
  const named = process.env.VSCODE_EXECUTABLE;
  if (named) {
    if (!existsSync(named)) throw new Error(`VSCODE_EXECUTABLE does not exist: ${named}`);
    return chosen(named, "VSCODE_EXECUTABLE", log);
  }
  if (hasDisplay()) {
    const installed = codeOnPath();
    if (installed) return chosen(installed, "installed", log);
    if (download && (await vendorAnswers())) {
      return chosen(await downloadAndUnzipVSCode({ cachePath: join(cache, "desktop") }), "downloaded", log);
    }
  }
  log("VS Code: server and workbench from npm, in Chromium");
  return { kind: "npm" };
}

function chosen(executable, how, log) {
  log(`VS Code: ${executable} (${how})`);
  return { kind: "desktop", executable };
}

/** A desktop VS Code cannot open a window in a container or over a plain remote shell. */
function hasDisplay() {
  return process.platform !== "linux" || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
}

/** `code` on the path is a script beside the program proper; the tests need the program. */
function codeOnPath() {
  const names = process.platform === "win32" ? ["code.cmd"] : ["code"];
  for (const folder of (process.env.PATH ?? "").split(delimiter)) {
    const script = names.map((name) => join(folder, name)).find((path) => existsSync(path));
    if (!script) continue;
    const bin = dirname(realpathSync(script));
    const programs = ["../code", "../Code.exe", "../../../MacOS/Electron", "../../../MacOS/Code"];
    const program = programs.map((path) => join(bin, path)).find((path) => existsSync(path));
    if (program) return program;
  }
  return undefined;
}

async function vendorAnswers() {
  const address = "https://update.code.visualstudio.com/api/releases/stable";
  return fetch(address, { signal: AbortSignal.timeout(3_000) }).then(
    (answer) => answer.ok,
    () => false,
  );
}
