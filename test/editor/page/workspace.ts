import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { findText } from "../workbench.mjs";

/** The folder that the suites work on, from the driver. */
export const workspace = process.env.EDITOR_WORKSPACE ?? "examples";

export const placeOf = (text: string, ending?: string) => findText(workspace, text, ending);

/** The name of the first contributed snippet and a piece of its first line that has no placeholder. */
export async function firstSnippet(): Promise<[name: string, inserted: string]> {
  const text = await readFile(join("snippets", "posting-rules.code-snippets"), "utf8");
  const snippets: Record<string, { body: string | string[] }> = JSON.parse(text);
  const [name, snippet] = Object.entries(snippets)[0] ?? [];
  if (name === undefined || snippet === undefined) throw new Error("There are no snippets");
  const [first = ""] = [snippet.body].flat();
  return [name, (/^[^$]+/.exec(first)?.[0] ?? "").trim()];
}
