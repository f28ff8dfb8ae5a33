// The part of Playwright that the suites use; Playwright itself is no dependency of this repository.
export interface Locator {
  locator(selector: string): Locator;
  filter(options: { hasText: string | RegExp }): Locator;
  first(): Locator;
  nth(index: number): Locator;
  count(): Promise<number>;
  click(): Promise<void>;
  dblclick(): Promise<void>;
  fill(text: string): Promise<void>;
  focus(): Promise<void>;
  press(key: string): Promise<void>;
  textContent(): Promise<string | null>;
  allTextContents(): Promise<string[]>;
  getAttribute(name: string): Promise<string | null>;
  check(): Promise<void>;
  uncheck(): Promise<void>;
  selectOption(value: string): Promise<unknown>;
  evaluateAll<R>(inPage: (nodes: Element[]) => R): Promise<R>;
  waitFor(options?: { state?: "visible" | "hidden" | "attached"; timeout?: number }): Promise<void>;
}

export interface Frame {
  locator(selector: string): Locator;
}

export interface Page extends Frame {
  readonly keyboard: { press(key: string): Promise<void>; type(text: string): Promise<void> };
  frames(): Frame[];
  screenshot(options: { path: string }): Promise<unknown>;
}

export class Workbench {
  static open(options?: {
    folder?: string;
    vsix?: string;
    chinese?: boolean;
    settings?: Record<string, unknown>;
    log?: (line: string) => void;
  }): Promise<Workbench>;
  readonly page: Page;
  /** The copy of the workspace, which may be written to. */
  readonly folder: string;
  /** Where this VS Code installs extensions. */
  readonly extensions: string;
  close(): Promise<void>;
  command(title: string, choice?: string): Promise<void>;
  openFile(name: string, line?: number, column?: number): Promise<void>;
  goTo(line: number, column?: number): Promise<void>;
  hover(text: string, expected: string): Promise<Locator>;
  /** What stands behind the lines of the active editor without being text of the file. */
  decorations(): Promise<string[]>;
  glossaryPanel(): Promise<Frame>;
  /** The document of the panel that has an element. */
  panel(selector: string): Promise<Frame>;
  until(condition: () => Promise<boolean>, name: string): Promise<void>;
}

/** The first file of a folder, by name, that contains a text, and where it stands, counted from 1. */
export function findText(
  folder: string,
  text: string,
  ending?: string,
): Promise<{ file: string; line: number; column: number }>;
