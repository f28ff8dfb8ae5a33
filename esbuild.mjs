// Bundles the extension into dist/: client, webview, language server and command line.
import { chmodSync, copyFileSync, readdirSync, statSync } from "node:fs";
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
    entryPoints: ["glossary", "preview", "flow"].flatMap((name) =>
      ["js", "css"].map((kind) => ({ in: `client/webview/${name}.${kind}`, out: `${name}-panel` })),
    ),
    platform: "browser",
    target: "es2022",
    format: "iife",
  }),
]);

// The pages of checks, for reading offline; the client shows them.
copyFileSync("server/src/data/check-pages.generated.json", "dist/check-pages.json");
chmodSync("dist/cli.js", 0o755);
for (const file of readdirSync("dist").sort()) {
  console.log(`${(statSync(`dist/${file}`).size / 1024).toFixed(0).padStart(6)} KB  dist/${file}`);
}
