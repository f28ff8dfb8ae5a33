import assert from "node:assert/strict";
import { Workbench } from "../workbench.mjs";
import { firstSnippet, placeOf, workspace } from "./workspace";

describe("editing a ledger", () => {
  let workbench: Workbench;

  before(async () => {
    const settings = { "countingHouse.language": "en", "files.autoSave": "off" };
    workbench = await Workbench.open({ folder: workspace, settings });
  });
  after(() => workbench?.close());

  it("shows a term's card on hover", async () => {
    const { file, line } = await placeOf("长款");
    await workbench.openFile(file, line);
    const card = await (await workbench.hover("长款", "surplus")).textContent();
    assert.match(card ?? "", /长款/);
  });

  it("lists a mistake in the Problems view and drops it when it is undone", async () => {
    const { file, line, column } = await placeOf(" amount:", ".posting.yaml");
    const { page } = workbench;
    await workbench.command("View: Toggle Problems");
    await workbench.openFile(file, line, column + 2);
    await page.keyboard.type("m");
    const problem = page.locator(".markers-panel .monaco-list-row").filter({ hasText: "ammount" });
    await problem.first().waitFor();
    await page.keyboard.press("ControlOrMeta+Z");
    await problem.first().waitFor({ state: "hidden" });
  });

  it("inserts a posting rule chosen from the snippets", async () => {
    const { page } = workbench;
    await workbench.command("Create: New Untitled Text File");
    await workbench.command("Change Language Mode", "YAML");
    await page.keyboard.type("rules:\n  ");
    const [name, inserted] = await firstSnippet();
    await workbench.command("Snippets: Insert Snippet", name);
    await page.locator(".view-line").filter({ hasText: inserted }).first().waitFor();
  });
});
