import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

/** Copies the contributed snippets to where the server's completion imports them; an import wants a `.json` ending. */
export function generateSnippets(): void {
  const source = readFileSync(path.join(__dirname, "../../snippets/posting-rules.code-snippets"), "utf8");
  writeFileSync(path.join(__dirname, "../src/data/snippets.generated.json"), JSON.stringify(JSON.parse(source)));
}
