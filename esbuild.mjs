// Bundles the extension into dist/: client, webviews, and the engine that the language server and the command line share.
import { chmodSync, copyFileSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { basename } from "node:path";
import { brotliCompressSync } from "node:zlib";
import { build } from "esbuild";

// The label DOCS marks the pages of checks, which `docs/checks` and the tests need and the shipped server does not.
const common = {
  bundle: true,
  minify: true,
  charset: "utf8",
  dropLabels: ["DOCS"],
  legalComments: "none",
  logLevel: "warning",
  metafile: true,
  outdir: "dist",
};
const node = { ...common, platform: "node", target: "node20", format: "cjs", mainFields: ["module", "main"] };

/** What is packed well enough by no archive; unpacking costs some milliseconds, once. */
const compressed = new Set(["glossary.json", "words.json"]);

/** Schemas, tables and validators stay files beside the bundle. One is read when it is first used: `import` gives a getter. */
const besides = {
  name: "besides",
  setup({ onLoad }) {
    onLoad({ filter: /\.(?:generated|schema)\.json$/ }, ({ path }) => {
      const name = basename(path).replace(".generated", "");
      const text = JSON.stringify(JSON.parse(readFileSync(path, "utf8")));
      const file = compressed.has(name) ? `${name}.br` : name;
      writeFileSync(`dist/${file}`, compressed.has(name) ? brotliCompressSync(text) : text);
      const bytes = `require("node:fs").readFileSync(require("node:path").join(__dirname, "${file}"))`;
      const read = compressed.has(name) ? `require("node:zlib").brotliDecompressSync(${bytes})` : bytes;
      const contents = `
        let value;
        exports.__esModule = true;
        Object.defineProperty(exports, "default", {
          get: () => (value ??= JSON.parse(${read}.toString("utf8"))),
        });`;
      return { contents, loader: "js" };
    });
    // The validators are a fifth of the code, and the server answers before it needs one.
    onLoad({ filter: /validators\.generated\.js$/ }, ({ path }) => {
      const names = [...readFileSync(path, "utf8").matchAll(/export const (\w+)/g)].map(([, name]) => name);
      const getters = names.map((name) => `get ${name}() { return require("./validators.js").${name}; }`);
      return { contents: `module.exports = { __esModule: true, ${getters.join(", ")} };`, loader: "js" };
    });
  },
};

mkdirSync("dist", { recursive: true });
const results = await Promise.all([
  build({ ...node, entryPoints: { client: "client/src/extension.ts" }, external: ["vscode"] }),
  build({
    ...node,
    entryPoints: { engine: "server/src/engine.ts" },
    plugins: [besides],
    external: ["./validators.js"],
  }),
  build({ ...node, entryPoints: { validators: "server/src/schema/validators.generated.js" } }),
  build({ ...node, entryPoints: { server: "server/src/node.ts" }, external: ["./engine"] }),
  build({
    ...node,
    entryPoints: { cli: "server/src/cli.ts" },
    external: ["./engine"],
    banner: { js: "#!/usr/bin/env node" },
  }),
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

writeFileSync("dist/NOTICE.txt", notices(results.flatMap(({ metafile }) => Object.keys(metafile.inputs))));
// The pages of checks, for reading offline; the client shows them.
copyFileSync("server/src/data/check-pages.generated.json", "dist/check-pages.json");
chmodSync("dist/cli.js", 0o755);
for (const file of readdirSync("dist").sort()) {
  console.log(`${(statSync(`dist/${file}`).size / 1024).toFixed(0).padStart(6)} KB  dist/${file}`);
}

/** Licences of every package that went into a bundle. */
function notices(inputs) {
  const packages = new Set(inputs.flatMap((file) => /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(file)?.[1] ?? []));
  return [...packages]
    .sort()
    .map((folder) => {
      const { name, version, license } = JSON.parse(readFileSync(`${folder}/package.json`, "utf8"));
      const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
      return `${name} ${version} (${license})\n\n${file ? readFileSync(`${folder}/${file}`, "utf8").trim() : ""}\n`;
    })
    .join("\n----\n\n");
}
