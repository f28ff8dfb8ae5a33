import assert from "node:assert/strict";
import { type Frame, Workbench } from "../workbench.mjs";
import { placeOf, workspace } from "./workspace";

describe("posting preview", () => {
  let workbench: Workbench;
  let preview: Frame;

  before(async () => {
    const settings = { "countingHouse.language": "zh-cn", "files.autoSave": "off" };
    workbench = await Workbench.open({ folder: workspace, settings });
    const { file, line } = await placeOf("id: acq.settlement", ".posting.yaml");
    await workbench.openFile(file, line, 8);
  });
  after(() => workbench?.close());

  const shows = (selector: string, text: string) =>
    preview.locator(selector).filter({ hasText: text }).first().waitFor();

  it("opens from the lens above a rule that says what is proved", async () => {
    const lens = workbench.page.locator(".codelens-decoration a").filter({ hasText: "已证明" });
    await lens.first().waitFor();
    await lens.nth((await lens.count()) - 1).click();
    preview = await workbench.panel("#preview header");
    await preview.locator("#preview .proof").first().waitFor();
  });

  it("shows the entry of the rule at the cursor, its examples, T-accounts and trial balance", async () => {
    await shows("#preview header", "acq.settlement");
    assert.deepEqual(await preview.locator("section.entry tbody td.side").allTextContents(), ["借", "贷", "贷"]);
    await shows("section.entry", "商户待结算款");
    await shows("section.rule .step", "248.50");
    await shows(".t-account", "248.50");
    await shows(".trial .good", "借贷相等");
  });

  it("follows an edit", async () => {
    const { file, line, column } = await placeOf("gross: 250.00", ".posting.yaml");
    await workbench.openFile(file, line, column + "gross: ".length);
    await workbench.page.keyboard.type("1");
    await shows("section.rule .step", "1,250.00");
    await workbench.page.keyboard.press("ControlOrMeta+Z");
    await preview.locator(".step").filter({ hasText: "1,250.00" }).first().waitFor({ state: "hidden" });
  });

  it("highlights the step of a scenario where something is wrong", async () => {
    const { file, line, column } = await placeOf("debit: 365.00", ".posting.yaml");
    await workbench.openFile(file, line, column + "debit: ".length);
    await workbench.page.keyboard.type("9");
    await shows("section.scenario .step.failed .bad", "365.00");
    await shows(".problems", "1");
    await workbench.page.keyboard.press("ControlOrMeta+Z");
    await preview.locator(".step.failed").first().waitFor({ state: "hidden" });
  });

  it("shows the steps of a scenario with the balances after each, and marks the one at the cursor", async () => {
    const { file, line } = await placeOf("event: day_cut", ".posting.yaml");
    await workbench.openFile(file, line, 12);
    await shows("section.scenario .step[aria-current]", "day_cut");
    await shows(".step[aria-current] .after", "365.00");
    await shows(".timeline .day", "2026-11-16");
  });

  it("goes to the source of a step", async () => {
    await preview.locator(".step h3 .link").first().click();
    const { line } = await placeOf('- at: "', ".posting.yaml");
    await workbench.page
      .locator(".statusbar-item")
      .filter({ hasText: `Ln ${line},` })
      .first()
      .waitFor();
  });
});
