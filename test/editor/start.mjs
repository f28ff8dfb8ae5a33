// npm start: builds, then opens VS Code with the extension on the example workspace.
import { execFileSync, spawn } from "node:child_process";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { installWorkbench, root } from "./npm-route.mjs";
import { startServer, workbenchUrl } from "./server.mjs";
import { chooseVsCode } from "./vscode.mjs";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { port: { type: "string" } },
});
const folder = positionals[0] ?? join(root, "examples");
const shell = process.platform === "win32";
execFileSync("npm", ["run", "build"], { cwd: root, stdio: "inherit", shell });

const vscode = await chooseVsCode({ download: false });
if (vscode.kind === "desktop") {
  const args = [`--extensionDevelopmentPath=${root}`, "--disable-workspace-trust", folder];
  spawn(vscode.executable, args, { detached: true, stdio: "ignore" }).unref();
} else {
  const parts = await installWorkbench();
  const port = values.port === undefined ? undefined : Number(values.port);
  const server = await startServer(parts, { port, settings: { "workbench.colorTheme": "Default Light Modern" } });
  console.log(
    `\nVS Code with Counting House: ${workbenchUrl(server.origin, { folder, extension: root })}\nCtrl+C ends it.`,
  );
  for (const signal of ["SIGINT", "SIGTERM"]) {
    process.once(signal, async () => {
      await server.stop();
      process.exit(0);
    });
  }
}
