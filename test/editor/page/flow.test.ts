import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { type Frame, Workbench } from "../workbench.mjs";
import { placeOf, workspace } from "./workspace";

describe("fund-flow picture", () => {
  let workbench: Workbench;
  let flow: Frame;

  before(async () => {
    workbench = await Workbench.open({ folder: workspace, settings: { "countingHouse.language": "en" } });
    const { file, line } = await placeOf("id: acq.settlement", ".posting.yaml");
    await workbench.openFile(file, line, 8);
    await workbench.command("Counting House: Show Fund Flow");
    flow = await workbench.panel("#canvas svg");
  });
  after(() => workbench?.close());

  const nodes = () => flow.locator("#canvas .node");

  /** Presses a button of the picture, accepts the file that is proposed, and reads it. */
  async function saved(button: string, name: string): Promise<string> {
    await flow.locator("#tools button").filter({ hasText: button }).click();
    const dialog = workbench.page.locator(".quick-input-widget:visible input[type=text]").first();
    await dialog.waitFor();
    let text = "";
    // The dialog takes no answer before it has looked at its folder.
    await workbench.until(async () => {
      if ((await dialog.count()) > 0) await dialog.press("Enter").catch(() => undefined);
      text = await readFile(join(workbench.folder, name), "utf8").catch(() => "");
      return text.endsWith("\n");
    }, name);
    return text;
  }

  it("draws the accounts of the rule at the cursor", async () => {
    await nodes().nth(2).waitFor();
    assert.equal(await nodes().count(), 3);
    assert.equal(await flow.locator("#canvas .node.client").count(), 2);
    assert.equal(await flow.locator("#canvas .node.own").count(), 1);
    await flow.locator("#legend li").filter({ hasText: "Deferred" }).waitFor();
  });

  it("goes to the source of an account", async () => {
    const code = /\d{4,}/.exec((await nodes().first().textContent()) ?? "")?.[0] ?? "";
    await nodes().first().locator(".box").click();
    const { file, line } = await placeOf(`code: "${code}"`, ".coa.yaml");
    await workbench.page.locator(`.tab.active[data-resource-name="${file.split("/").at(-1)}"]`).waitFor();
    await workbench.page
      .locator(".statusbar-item")
      .filter({ hasText: `Ln ${line},` })
      .first()
      .waitFor();
  });

  it("draws the whole workspace: bank accounts, real money, deferred legs", async () => {
    await flow.locator("#scopes button").filter({ hasText: "Workspace" }).click();
    await workbench.until(async () => (await nodes().count()) > 30, "the accounts of the workspace");
    for (const marked of [".node .bank", ".edge.real", ".edge.obligation", ".edge.deferred .clock"]) {
      assert.ok((await flow.locator(`#canvas ${marked}`).count()) > 0, marked);
    }
  });

  it("saves a picture that needs nothing besides itself", async () => {
    const name = (await flow.locator("#title").textContent())?.replace(/Accounts.*/, "") ?? "";
    const svg = await saved("Save SVG", `${name}.svg`);
    assert.match(svg, /^<svg[^>]* xmlns="http:\/\/www\.w3\.org\/2000\/svg"/);
    assert.ok((svg.match(/<rect/g) ?? []).length > 30);
    assert.match(svg, /fill="rgb\(/);
    assert.doesNotMatch(svg, /var\(|class=|<script|href=/);
  });

  it("saves the picture as Mermaid", async () => {
    const name = (await flow.locator("#title").textContent())?.replace(/Accounts.*/, "") ?? "";
    const text = await saved("Save Mermaid", `${name}.mmd`);
    assert.match(text, /^flowchart LR\n/);
    assert.match(text, /:::client/);
    assert.match(text, /==>/);
    assert.match(text, /\(deferred\)/);
  });

  it("zooms by keyboard and fits again", async () => {
    const picture = flow.locator("#canvas .picture");
    const fitted = await picture.getAttribute("transform");
    await flow.locator("#canvas").focus();
    await flow.locator("#canvas").press("+");
    assert.notEqual(await picture.getAttribute("transform"), fitted);
    await flow.locator("#canvas").press("0");
    assert.equal(await picture.getAttribute("transform"), fitted);
  });
});
