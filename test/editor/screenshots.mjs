// Takes the pictures of the README from the real editor, in English and in Chinese: docs/images/*.png.
//   node test/editor/screenshots.mjs [--workspace FOLDER] [--out FOLDER] [hover|diagnostics|snippet|glossary|preview|flow|flow-dark|test-explorer …]
import { mkdir } from "node:fs/promises";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { root } from "./npm-route.mjs";
import { findText, Workbench } from "./workbench.mjs";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    workspace: { type: "string", default: join(root, "examples") },
    out: { type: "string", default: join(root, "docs", "images") },
  },
});
const workspace = resolve(values.workspace);

const settings = {
  "workbench.colorTheme": "Default Light Modern",
  "workbench.sideBar.location": "left",
  "breadcrumbs.enabled": false,
  "editor.minimap.enabled": false,
  "editor.fontSize": 14,
  "editor.snippetSuggestions": "top",
  "editor.stickyScroll.enabled": false,
  "editor.hover.sticky": true,
  "editor.wordBasedSuggestions": "off",
  "testing.automaticallyOpenTestResults": "neverOpen",
  "window.commandCenter": false,
  "workbench.layoutControl.enabled": false,
};

const dark = { "workbench.colorTheme": "Default Dark Modern" };

const pictures = {
  async hover(workbench) {
    const place = await findText(workspace, "长款");
    await workbench.command("View: Close Primary Side Bar");
    await workbench.openFile(place.file, place.line);
    await workbench.hover("长款", "surplus");
  },

  async diagnostics(workbench) {
    const place = await findText(workspace, " amount:", ".posting.yaml");
    await workbench.command("View: Close Primary Side Bar");
    await workbench.command("View: Toggle Problems");
    await workbench.openFile(place.file, place.line, place.column + 2);
    await workbench.page.keyboard.type("m");
    await workbench.page.locator(".markers-panel .monaco-list-row").filter({ hasText: "ammount" }).first().waitFor();
    await workbench.hover("ammount", "amount");
  },

  async snippet(workbench) {
    const { page } = workbench;
    const place = await findText(workspace, "rules:", ".posting.yaml");
    await workbench.command("View: Close Primary Side Bar");
    await workbench.openFile(place.file, place.line, 100);
    await page.keyboard.press("Enter");
    await page.keyboard.type("  ");
    const list = page.locator(".suggest-widget:visible");
    await workbench.until(async () => {
      await page.keyboard.press("ControlOrMeta+Space");
      const details = page.locator(".suggest-details:visible").first();
      return details.waitFor({ timeout: 2_000 }).then(
        () => true,
        () => false,
      );
    }, "the text of a snippet");
    await list.locator(".monaco-list-row").nth(5).waitFor();
  },

  async glossary(workbench) {
    await workbench.command("Counting House: Focus on Glossary View");
    await workbench.command("Counting House: Open Glossary");
    const panel = await workbench.glossaryPanel();
    await panel.locator("#terms li").first().waitFor();
    await panel.locator("#search").fill("ck");
    await panel.locator("#terms li").filter({ hasText: "长款" }).first().click();
    await panel.locator("#card h1").filter({ hasText: "长款" }).waitFor();
    await workbench.page.locator(".sidebar .monaco-list-row").nth(0).click();
    await workbench.page.locator(".sidebar .monaco-list-row").nth(2).waitFor();
  },

  async preview(workbench) {
    const place = await findText(workspace, "id: acq.settlement", ".posting.yaml");
    await workbench.command("View: Close Primary Side Bar");
    await workbench.openFile(place.file, place.line, 9);
    await workbench.page.locator(".codelens-decoration a").first().waitFor();
    await workbench.command("Counting House: Open Posting Preview");
    const preview = await workbench.panel("#preview header");
    await preview.locator(".t-account").first().waitFor();
  },

  flow: workspaceFlow,
  "flow-dark": workspaceFlow,

  async "test-explorer"(workbench) {
    const place = await findText(workspace, "id: acquiring-full-circle", ".posting.yaml");
    await workbench.openFile(place.file, place.line, 9);
    await workbench.command("Testing: Focus on Test Explorer View");
    const rows = workbench.page.locator(".test-explorer-tree .monaco-list-row");
    await rows.nth(4).waitFor();
    await workbench.command("Test: Run All Tests");
    await rows.last().locator(".codicon-testing-passed-icon").first().waitFor();
    // From the bottom up, so that what opens moves nothing still to be opened.
    for (const text of ["cross-border", "acquiring"]) {
      await rows.filter({ hasText: text }).first().locator(".monaco-tl-twistie").click();
    }
    await workbench.openFile(place.file, place.line, 9);
    await workbench.command("Counting House: Step Through Scenario");
    for (let step = 1; step < 4; step++) await workbench.command("Counting House: Next Step");
    await workbench.until(
      async () => (await workbench.decorations()).filter((text) => text.includes("220201")).length >= 3,
      "the balances of the steps",
    );
  },
};

/** The fund-flow picture of the whole workspace in the whole window. */
async function workspaceFlow(workbench) {
  await workbench.command("View: Close Primary Side Bar");
  const place = await findText(workspace, "rules:", ".posting.yaml");
  await workbench.openFile(place.file, place.line);
  await workbench.command("Counting House: Show Fund Flow");
  const flow = await workbench.panel("#canvas svg");
  await flow.locator("#scopes button").nth(1).click();
  await flow.locator("#canvas .node").nth(30).waitFor();
  await workbench.page.locator(".tab .tab-actions .action-label").first().click();
  await workbench.until(async () => (await workbench.page.locator(".tab").count()) === 1, "the picture alone");
  // Drawn once more, now for the wider window.
  await flow.locator("#tools button").nth(2).click();
}

await mkdir(values.out, { recursive: true });
for (const name of positionals.length > 0 ? positionals : Object.keys(pictures)) {
  for (const language of ["en", "zh-cn"]) {
    const workbench = await Workbench.open({
      folder: workspace,
      chinese: true,
      settings: { ...settings, ...(name.endsWith("-dark") && dark), "countingHouse.language": language },
    });
    try {
      await pictures[name](workbench);
      const file = join(values.out, language === "en" ? `${name}.png` : `${name}.${language}.png`);
      await workbench.page.screenshot({ path: file, animations: "disabled" });
      console.log(file);
    } finally {
      await workbench.close();
    }
  }
}
