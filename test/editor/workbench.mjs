// A workbench in a browser page, and what a person does in it. Everything waits for a condition, never for a time.
import { cp, mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { launchBrowser } from "./browser.mjs";
import { installWorkbench, root } from "./npm-route.mjs";
import { startServer, workbenchUrl } from "./server.mjs";

const patience = 30_000;

export class Workbench {
  constructor(parts) {
    Object.assign(this, parts);
  }

  /** Opens a copy of a folder in a fresh VS Code with the extension under development, or with a packaged one. */
  static async open({ folder = join(root, "examples"), vsix, chinese = false, settings = {}, log = () => {} } = {}) {
    const temporary = await mkdtemp(join(tmpdir(), "counting-house-workspace-"));
    const copy = join(temporary, basename(folder));
    await cp(folder, copy, { recursive: true });
    const closers = [() => rm(temporary, { recursive: true, force: true })];
    try {
      const vscode = await installWorkbench(log);
      const server = await startServer(vscode, { settings, vsix });
      closers.unshift(() => server.stop());
      const browser = await launchBrowser(vscode.require, { chinese, log });
      closers.unshift(() => browser.close());
      const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: "en-US" });
      const page = await context.newPage();
      page.setDefaultTimeout(patience);
      await page.goto(workbenchUrl(server.origin, { folder: copy, extension: vsix ? undefined : root }));
      await page.locator(".explorer-folders-view .monaco-list-row").first().waitFor();
      return new Workbench({ page, folder: copy, extensions: server.folders.extensions, closers });
    } catch (error) {
      await closeAll(closers);
      throw error;
    }
  }

  async close() {
    await closeAll(this.closers);
  }

  /** Runs a command by its title in the palette; a command that asks for one of a list gets `choice`. */
  async command(title, choice) {
    await this.quickInput("F1", `>${title}`, { stays: choice !== undefined });
    if (choice !== undefined && !(await this.answer(choice, choice))) throw new Error(`“${title}” has no “${choice}”`);
  }

  /** Opens a file of the workspace, at a line and column counted from 1. */
  async openFile(name, line = 1, column = 1) {
    await this.quickInput("ControlOrMeta+P", name);
    await this.page.locator(`.tab.active[data-resource-name="${basename(name)}"]`).waitFor();
    await this.page.locator(".editor-group-container.active .monaco-editor .view-line").first().waitFor();
    await this.goTo(line, column);
  }

  async goTo(line, column = 1) {
    await this.quickInput("Control+G", `:${line}:${column}`, { wanted: String(line) });
  }

  /** Opens the quick input, types, and takes the first of the entries that answer. */
  async quickInput(key, text, { wanted = answerTo(text), ...options } = {}) {
    // The list is made when the input opens: what the workbench learns later needs another opening.
    await until(async () => {
      await this.page.keyboard.press(key);
      const answered = await this.answer(text, wanted, { ...options, timeout: 3_000 });
      if (!answered) await this.page.keyboard.press("Escape");
      return answered;
    }, `“${text}” in the quick input`);
  }

  async answer(text, wanted, { stays = false, timeout = patience } = {}) {
    const widget = this.page.locator(".quick-input-widget:visible");
    const row = widget.locator(".monaco-list-row").filter({ hasText: wanted }).first();
    try {
      await widget.locator("input[type=text]").fill(text, { timeout });
      await row.waitFor({ timeout });
    } catch {
      return false;
    }
    await this.page.keyboard.press("Enter");
    if (!stays) await widget.waitFor({ state: "hidden" });
    return true;
  }

  /** Rests the pointer on a text in the active editor and returns what the hover says, once it says `expected`. */
  async hover(text, expected) {
    const { page } = this;
    const hover = page.locator(".monaco-hover:visible").filter({ hasText: expected }).first();
    await until(async () => {
      const at = await this.placeOf(text);
      if (at === undefined) return false;
      await page.mouse.move(at.x - 30, at.y - 60);
      await page.mouse.move(at.x, at.y, { steps: 4 });
      return hover.waitFor({ timeout: 3_000 }).then(
        () => true,
        () => false,
      );
    }, `a hover on “${text}” that says “${expected}”`);
    return hover;
  }

  /** The middle of the visible occurrence of a text in the active editor that is nearest to the cursor's line. */
  async placeOf(text) {
    return this.page.evaluate(
      (wanted) => {
        const editor = document.querySelector(".editor-group-container.active .monaco-editor .lines-content");
        const lines = editor?.querySelector(".view-lines");
        if (!lines) return undefined;
        const cursor = editor.querySelector(".cursors-layer .cursor")?.getBoundingClientRect().y ?? 0;
        const found = [];
        const walker = document.createTreeWalker(lines, NodeFilter.SHOW_TEXT);
        for (let node = walker.nextNode(); node; node = walker.nextNode()) {
          const at = node.data.indexOf(wanted);
          if (at < 0) continue;
          const range = document.createRange();
          range.setStart(node, at);
          range.setEnd(node, at + wanted.length);
          const box = range.getBoundingClientRect();
          found.push({ x: box.x + box.width / 2, y: box.y + box.height / 2, far: Math.abs(box.y - cursor) });
        }
        return found.sort((a, b) => a.far - b.far)[0];
      },
      text.replaceAll(" ", "\u00a0"),
    );
  }

  /** What stands behind the lines of the active editor without being text of the file. */
  decorations() {
    return this.page.evaluate(() =>
      [...document.querySelectorAll(".editor-group-container.active .view-lines .view-line span")]
        .map((span) => getComputedStyle(span, "::after").content)
        .filter((content) => content !== "none" && content !== '""'),
    );
  }

  /** The document of the glossary panel. */
  glossaryPanel() {
    return this.panel("#search");
  }

  /** The document of the panel that has an element: a frame inside a frame. */
  async panel(selector) {
    const find = async () => {
      for (const frame of this.page.frames()) {
        const found = await frame
          .locator(selector)
          .count()
          .catch(() => 0);
        if (found > 0) return frame;
      }
      return undefined;
    };
    await until(async () => (await find()) !== undefined, `a panel with ${selector}`);
    return find();
  }

  /** Waits for a condition with a name. */
  until(condition, name) {
    return until(condition, name);
  }
}

/** What an entry must say to be the one meant: the last part of a path or of a command's title. */
function answerTo(text) {
  return text
    .replace(/^>/, "")
    .split(/[/:]\s*/)
    .findLast((part) => part !== "");
}

/** The first file of a folder, by name, that contains a text, and where it stands, counted from 1. */
export async function findText(folder, text, ending = ".yaml") {
  const files = (await readdir(folder, { recursive: true })).filter((file) => file.endsWith(ending)).sort();
  for (const file of files) {
    const lines = (await readFile(join(folder, file), "utf8")).split("\n");
    const index = lines.findIndex((line) => line.includes(text));
    if (index >= 0) return { file, line: index + 1, column: lines[index].indexOf(text) + 1 };
  }
  throw new Error(`No file *${ending} in ${folder} contains “${text}”`);
}

async function until(condition, name, timeout = patience) {
  const deadline = Date.now() + timeout;
  for (;;) {
    if (await condition()) return;
    if (Date.now() > deadline) throw new Error(`Waited ${timeout / 1000} s for ${name}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

async function closeAll(closers) {
  for (const close of closers) await close().catch(() => {});
}
