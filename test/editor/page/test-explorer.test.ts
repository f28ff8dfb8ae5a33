import { Workbench } from "../workbench.mjs";
import { placeOf, workspace } from "./workspace";

describe("Test Explorer", () => {
  let workbench: Workbench;

  before(async () => {
    const settings = {
      "countingHouse.language": "en",
      "files.autoSave": "off",
      "testing.automaticallyOpenPeekView": "never",
    };
    workbench = await Workbench.open({ folder: workspace, settings });
    const { file, line } = await placeOf("id: acquiring-full-circle", ".posting.yaml");
    await workbench.openFile(file, line, 8);
    await workbench.command("Testing: Focus on Test Explorer View");
  });
  after(() => workbench?.close());

  const row = (text: string | RegExp) =>
    workbench.page.locator(".test-explorer-tree .monaco-list-row").filter({ hasText: text }).first();
  const state = (text: string, icon: string) =>
    row(text).locator(`.codicon-testing-${icon}-icon`).first().waitFor({ timeout: 60_000 });

  it("lists the files with scenarios and examples", async () => {
    await row("acquiring.posting.yaml").waitFor();
    await row("cross-border.posting.yaml").waitFor();
  });

  it("runs all of them", async () => {
    await workbench.command("Test: Run All Tests");
    await state("acquiring.posting.yaml", "passed");
    await state("wallet.posting.yaml", "passed");
  });

  it("runs those at the cursor, and shows a failure where it is", async () => {
    const { file, line, column } = await placeOf("debit: 365.00", ".posting.yaml");
    await workbench.openFile(file, line, column + "debit: ".length);
    await workbench.page.keyboard.type("9");
    await workbench.command("Counting House: Run Scenario or Examples at Cursor");
    await state("acquiring.posting.yaml", "failed");
    await workbench.page.locator(".test-error-content-widget").filter({ hasText: "365.00" }).first().waitFor();
    await workbench.page.keyboard.press("ControlOrMeta+Z");
  });

  it("steps through a scenario with the balances behind each step", async () => {
    const { file, line } = await placeOf("id: acquiring-full-circle", ".posting.yaml");
    await workbench.openFile(file, line, 8);
    const says = (text: string) =>
      workbench.until(async () => (await workbench.decorations()).some((shown) => shown.includes(text)), `“${text}”`);
    await workbench.command("Counting House: Step Through Scenario");
    await says("Cr 100.00");
    await workbench.command("Counting House: Next Step");
    await says("Cr 350.00");
    await workbench.command("Counting House: Clear Steps");
    await workbench.until(
      async () => (await workbench.decorations()).every((text) => !text.includes("Cr ")),
      "no steps",
    );
  });
});
