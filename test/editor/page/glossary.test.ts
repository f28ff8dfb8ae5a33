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
    await panel.locator("#terms .category").first().waitFor();
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
    await panel.locator("#tool-switchLanguage").click();
    await panel
      .locator("#card .sense")
      .filter({ hasText: /channel|money/ })
      .first()
      .waitFor();
    await panel.locator("#tool-switchLanguage").filter({ hasText: "中文" }).click();
    await panel.locator("#count").filter({ hasText: "个术语" }).waitFor();
  });

  it("forgives a slip of the keyboard", async () => {
    assert.equal(await lookUp("surplsu"), "长款");
  });

  it("is worked by keyboard alone: categories, terms, the card, and back", async () => {
    const search = panel.locator("#search");
    await search.fill("");
    await search.press("PageUp");
    await search.press("PageUp");
    await search.press("PageUp");
    const category = panel.locator("#terms .category").first();
    await workbench.until(async () => {
      await search.press("ArrowUp");
      return (await category.getAttribute("aria-selected")) === "true";
    }, "the first category is marked");
    if ((await category.getAttribute("aria-expanded")) === "true") await search.press("ArrowLeft");
    await search.press("ArrowRight");
    await panel.locator("#terms .category[aria-expanded=true] .term").first().waitFor();
    await search.press("ArrowDown");
    const first = await panel.locator("#terms .term[aria-selected=true] .name").textContent();
    assert.ok(first);
    await title().filter({ hasText: first }).waitFor();
    assert.equal(
      await search.getAttribute("aria-activedescendant"),
      await panel.locator("#terms .term[aria-selected=true]").getAttribute("id"),
    );
    await search.press("Enter");
    await panel.locator("#card:focus").waitFor();
    await workbench.page.keyboard.press("Alt+ArrowLeft");
    await workbench.until(async () => (await title().textContent()) !== first, "the card before");
    await workbench.page.keyboard.press("Alt+ArrowRight");
    await title().filter({ hasText: first }).waitFor();
    await workbench.page.keyboard.press("/");
    await panel.locator("#search:focus").waitFor();
  });

  it("names everything for a screen reader", async () => {
    assert.equal(await search("search", "aria-label"), "搜索：长款、surplus、chang kuan、ck");
    assert.equal(await search("terms", "role"), "tree");
    const category = panel.locator("#terms .category").first();
    assert.match((await category.getAttribute("aria-label")) ?? "", /，\d+ 个术语$/);
    const nameless = await panel
      .locator("button, input, select, [role]")
      .evaluateAll((nodes) =>
        nodes
          .filter((node) => !(node.ariaLabel || node.textContent?.trim() || node.closest("label")?.textContent?.trim()))
          .map((node) => node.id),
      );
    assert.deepEqual(
      nameless.filter((id) => id !== "usages"),
      [],
    );
  });

  const search = (id: string, attribute: string) => panel.locator(`#${id}`).getAttribute(attribute);

  it("counts the terms of each category, and filters", async () => {
    await panel.locator("#search").fill("");
    const shown = async () => Number(/\d+/.exec((await panel.locator("#count").textContent()) ?? "")?.[0]);
    const all = await shown();
    const numbers = await panel.locator("#terms .category .number").allTextContents();
    assert.equal(
      numbers.reduce((sum, number) => sum + Number(number), 0),
      all,
    );
    await panel.locator("#category").selectOption("reconciliation");
    await panel.locator("#terms > .term").first().waitFor();
    const inCategory = await shown();
    assert.ok(inCategory > 0 && inCategory < all);
    await panel.locator("#filter-senses").check();
    await workbench.until(async () => (await shown()) < inCategory, "fewer terms with several senses");
    await panel.locator("#filter-senses").uncheck();
    await panel.locator("#category").selectOption("");
    await panel.locator("#filter-regulation").check();
    await workbench.until(async () => (await shown()) < all, "fewer terms with a regulation");
    await panel.locator("#filter-regulation").uncheck();
    await panel.locator("#filter-used").check();
    await workbench.until(async () => {
      const used = await shown();
      return used > 0 && used < all;
    }, "the terms that the workspace uses");
    await panel.locator("#filter-used").uncheck();
  });

  it("shows where the term stands in the workspace, and goes there", async () => {
    await lookUp("长款");
    const usage = panel.locator("#usages li").first();
    await usage.waitFor();
    const file = (await usage.locator(".link").textContent()) ?? "";
    await usage.locator(".link").click();
    const name = file.slice(file.lastIndexOf("/") + 1, file.lastIndexOf(":"));
    await workbench.page.locator(`.tab.active[data-resource-name="${name}"]`).waitFor();
    panel = await workbench.glossaryPanel();
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
