import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { checkIndex } from "../../../server/generate/check-index";
import { checkPage } from "../../../server/generate/check-pages";
import { YAML_PAGES, yamlPage } from "../../../server/generate/yaml-pages";
import { CHECKS } from "../../../server/src/checks/all.generated";

const DOCS = path.join(__dirname, "../../../docs");
const SOURCE = path.join(__dirname, "../../../server/src");

/** `npm run generate` writes these files; a difference means that it was not run after a change. */
describe("the generated documentation", () => {
  it("has the current page of every check and no other", () => {
    for (const check of CHECKS)
      assert.equal(readFileSync(path.join(DOCS, `checks/${check.code}.md`), "utf8"), checkPage(check), check.code);
    const pages = readdirSync(path.join(DOCS, "checks"), { recursive: true, encoding: "utf8" }).filter(
      (name) => name.endsWith(".md") && name !== "README.md",
    );
    assert.deepEqual(
      pages.map((name) => name.slice(0, -3)).sort(),
      [...CHECKS.map(({ code }) => code), ...Object.keys(YAML_PAGES)].sort(),
    );
  });

  it("has a page for every code of the yaml area, which every diagnostic links to", () => {
    const source = readdirSync(SOURCE, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".ts"));
    const used = new Set(
      source.flatMap((name) =>
        [...readFileSync(path.join(SOURCE, name), "utf8").matchAll(/"(yaml\/[a-z-]+)"/g)].map(([, code]) => code!),
      ),
    );
    assert.deepEqual([...used].sort(), Object.keys(YAML_PAGES).sort());
    for (const code of used)
      assert.equal(readFileSync(path.join(DOCS, `checks/${code}.md`), "utf8"), yamlPage(code), code);
  });

  it("lists every check with its state, and what is found over real files", () => {
    assert.equal(readFileSync(path.join(DOCS, "checks/README.md"), "utf8"), checkIndex());
  });

  it("has no dead links in the documents at the top", () => {
    const root = path.join(DOCS, "..");
    for (const file of [
      "README.md",
      "README.zh-CN.md",
      "CONTRIBUTING.md",
      "docs/architecture.md",
      "docs/formats.md",
      "docs/checks/README.md",
      "examples/README.md",
    ]) {
      const text = readFileSync(path.join(root, file), "utf8");
      for (const [, target] of text.matchAll(/\]\((?!https?:|#)([^)#\s]+)(?:#[^)]*)?\)/g)) {
        assert.ok(existsSync(path.join(root, path.dirname(file), target!)), `${file} links to ${target}`);
      }
    }
  });
});
