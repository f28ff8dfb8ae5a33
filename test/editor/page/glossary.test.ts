import assert from "node:assert/strict";
import { type Frame, Workbench } from "../workbench.mjs";
import { placeOf, workspace } from "./workspace";

describe("glossary panel", () => {
  let workbench: Workbench;
  let panel: Frame;

  before(async () => {
    workbench = await Workbench.open({ folder: workspace, settings: { "countingHouse.language": "zh-cn" } });
    await workbench.command("Counting House: Open Glossary");
    panel = await workbench.glossaryPanel();
    await panel.locator("#terms li").first().waitFor();
  });
  after(() => workbench?.close());

  const title = () => panel.locator("#card h1");

  /** Types a query and takes the first answer by keyboard alone. */
  async function lookUp(query: string): Promise<string | null> {
    await panel.locator("#search").focus();
    await panel.locator("#search").fill(query);
    await panel.locator("#search").press("ArrowDown");
    const chosen = panel.locator("#terms li[aria-selected=true] .name");
    await chosen.waitFor();
    const name = await chosen.textContent();
    await title()
      .filter({ hasText: name ?? "nothing" })
      .waitFor();
    await panel.locator("#search").press("Escape");
    return name;
  }

  for (const [language, query] of [
    ["Chinese", "长款"],
    ["English", "surplus"],
    ["pinyin", "chang kuan"],
    ["pinyin without blanks", "changkuan"],
    ["full-width letters", "ｓｕｒｐｌｕｓ"],
  ] as const) {
    it(`finds a term by ${language}`, async () => {
      assert.equal(await lookUp(query), "长款");
    });
  }

  it("finds a term by the initials of its pinyin", async () => {
    await panel.locator("#search").fill("ck");
    await workbench.until(
      async () => (await panel.locator("#terms .name").allTextContents()).includes("长款"),
      "长款 among the answers to ck",
    );
  });

  it("says so when nothing matches", async () => {
    await panel.locator("#search").fill("zzzz");
    await panel.locator("#count").filter({ hasText: "没有匹配的术语" }).waitFor();
    assert.equal(await panel.locator("#terms li").count(), 0);
  });

  it("shows every part of the card and switches its language", async () => {
    await lookUp("长款");
    await panel.locator("#card .sense").first().waitFor();
    assert.ok((await panel.locator("#card .sense").count()) >= 2);
    await panel.locator("#card table td.amount").first().waitFor();
    await panel.locator("#card .action").filter({ hasText: "English" }).click();
    await panel
      .locator("#card .sense")
      .filter({ hasText: /channel|money/ })
      .first()
      .waitFor();
  });

  it("follows a link from card to card", async () => {
    await lookUp("长款");
    const link = panel.locator("#card .link").first();
    const target = (await link.textContent()) ?? "";
    assert.notEqual(target, "长款");
    await link.click();
    await title().filter({ hasText: target }).waitFor();
  });

  it("opens from the link of a hover", async () => {
    const { file, line } = await placeOf("长款");
    await workbench.command("View: Close All Editors");
    await workbench.openFile(file, line);
    const hover = await workbench.hover("长款", "surplus");
    await hover
      .locator(`a[data-href="command:countingHouse.openTerm?${encodeURIComponent('["surplus"]')}"]`)
      .first()
      .click();
    panel = await workbench.glossaryPanel();
    await title().filter({ hasText: "长款" }).waitFor();
  });

  it("lists categories and terms in the side bar", async () => {
    await workbench.command("Counting House: Focus on Glossary View");
    const rows = workbench.page.locator(".sidebar .monaco-list-row");
    await rows.nth(1).waitFor();
    const categories = await rows.count();
    await rows.first().click();
    await workbench.until(async () => (await rows.count()) > categories, "the terms of the first category");
  });
});
