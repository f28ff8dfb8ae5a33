import assert from "node:assert/strict";
import { readdir, stat } from "node:fs/promises";
import { resolve } from "node:path";
import { Workbench } from "../workbench.mjs";
import { placeOf, workspace } from "./workspace";

const vsix = resolve("dist/counting-house.vsix");

describe("the packaged extension", () => {
  let workbench: Workbench;

  before(async () => {
    assert.ok(await stat(vsix).catch(() => undefined), `${vsix} is missing: npm run package makes it`);
    workbench = await Workbench.open({ folder: workspace, vsix });
  });
  after(() => workbench?.close());

  it("is small", async () => {
    assert.ok((await stat(vsix)).size < 1_500_000);
    const installed = await readdir(workbench.extensions, { recursive: true, withFileTypes: true });
    const files = installed.filter((entry) => entry.isFile() && entry.parentPath !== workbench.extensions);
    assert.ok(files.length > 0 && files.length < 60, `${files.length} files`);
  });

  it("explains a term", async () => {
    const { file, line } = await placeOf("长款");
    await workbench.openFile(file, line);
    await workbench.hover("长款", "surplus");
  });

  it("shows the glossary", async () => {
    await workbench.command("Counting House: Open Glossary");
    const panel = await workbench.glossaryPanel();
    await panel.locator("#terms li[data-category='reconciliation']").waitFor();
    await panel.locator("#search").fill("长款");
    await panel.locator("#terms li").filter({ hasText: "长款" }).first().waitFor();
  });
});
