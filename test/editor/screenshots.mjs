// Takes the pictures of the README from the real editor, in English and in Chinese: docs/images/*.png.
//   node test/editor/screenshots.mjs [--workspace FOLDER] [--out FOLDER] [hover|diagnostics|snippet|glossary …]
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
  "window.commandCenter": false,
  "workbench.layoutControl.enabled": false,
};

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
};

await mkdir(values.out, { recursive: true });
for (const name of positionals.length > 0 ? positionals : Object.keys(pictures)) {
  for (const language of ["en", "zh-cn"]) {
    const workbench = await Workbench.open({
      folder: workspace,
      chinese: true,
      settings: { ...settings, "countingHouse.language": language },
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
