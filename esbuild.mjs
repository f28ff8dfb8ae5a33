// Bundles the extension into dist/: client, webview, language server and command line.
import { chmodSync, readdirSync, statSync } from "node:fs";
import { build } from "esbuild";

// The label DOCS marks the pages of checks, which `docs/checks` and the tests need and the shipped server does not.
const common = {
  bundle: true,
  minify: true,
  charset: "utf8",
  dropLabels: ["DOCS"],
  legalComments: "none",
  logLevel: "warning",
  outdir: "dist",
};
const node = { ...common, platform: "node", target: "node20", format: "cjs", mainFields: ["module", "main"] };

await Promise.all([
  build({ ...node, entryPoints: { client: "client/src/extension.ts" }, external: ["vscode"] }),
  build({ ...node, entryPoints: { server: "server/src/node.ts" } }),
  build({ ...node, entryPoints: { cli: "server/src/cli.ts" }, banner: { js: "#!/usr/bin/env node" } }),
  build({
    ...common,
    entryPoints: [
      { in: "client/webview/glossary.js", out: "glossary-panel" },
      { in: "client/webview/glossary.css", out: "glossary-panel" },
    ],
    platform: "browser",
    target: "es2022",
    format: "iife",
  }),
]);

chmodSync("dist/cli.js", 0o755);
for (const file of readdirSync("dist").sort()) {
  console.log(`${(statSync(`dist/${file}`).size / 1024).toFixed(0).padStart(6)} KB  dist/${file}`);
}
