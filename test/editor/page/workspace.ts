import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

/** The folder that the suites work on, from the driver. */
export const workspace = process.env.EDITOR_WORKSPACE ?? "examples";

/** The first file, by name, that contains a text, and where it stands, counted from 1. */
export async function placeOf(text: string, ending = ".yaml"): Promise<{ file: string; line: number; column: number }> {
  const files = (await readdir(workspace, { recursive: true })).filter((file) => file.endsWith(ending)).sort();
  for (const file of files) {
    const lines = (await readFile(join(workspace, file), "utf8")).split("\n");
    const index = lines.findIndex((line) => line.includes(text));
    if (index >= 0) return { file, line: index + 1, column: (lines[index] ?? "").indexOf(text) + 1 };
  }
  throw new Error(`No file *${ending} contains “${text}”`);
}

/** The name of the first contributed snippet and a piece of its first line that has no placeholder. */
export async function firstSnippet(): Promise<[name: string, inserted: string]> {
  const text = await readFile(join("snippets", "posting-rules.code-snippets"), "utf8");
  const snippets: Record<string, { body: string | string[] }> = JSON.parse(text);
  const [name, snippet] = Object.entries(snippets)[0] ?? [];
  if (name === undefined || snippet === undefined) throw new Error("There are no snippets");
  const [first = ""] = [snippet.body].flat();
  return [name, (/^[^$]+/.exec(first)?.[0] ?? "").trim()];
}
