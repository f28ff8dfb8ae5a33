import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { readGlossaryFiles } from "./glossary";

const require = createRequire(import.meta.url);
const target = fileURLToPath(new URL("../src/data/words.generated.json", import.meta.url));

/** Uses in the corpus of the dictionary from which a word counts everywhere; one that can cut a name of ours in two counts from fewer. */
const frequent = 1000;
const frequentEnough = 10;

/** Longer names than this are hardly ever an accident of two words. */
const shortName = 2;

/**
 * Writes the ordinary Chinese words that tell where a name begins and ends (现代|收银 has no 代收): by cost, the rounded −2 ln of their share in the
 * dictionary's corpus, and by length, one after the other.
 */
export function generateWords(): void {
  const lines = readFileSync(require.resolve("@node-rs/jieba/dict.txt"), "utf8").trim().split("\n");
  const entries = lines.map((line) => line.split(" ")).map(([word = "", uses]) => ({ word, uses: Number(uses) }));
  const total = entries.reduce((sum, { uses }) => sum + uses, 0);
  const cuts = cutters(namesOf(readGlossaryFiles()));
  const lists: Record<string, Record<string, string>> = {};
  for (const { word, uses } of entries) {
    if (!/^[\u4e00-\u9fff]{1,4}$/.test(word)) continue;
    if (uses < (word.length > 1 && cuts(word) ? frequentEnough : frequent)) continue;
    const cost = Math.round(-2 * Math.log(uses / total));
    lists[cost] ??= {};
    lists[cost][word.length] = (lists[cost][word.length] ?? "") + word;
  }
  writeFileSync(target, `${JSON.stringify(lists)}\n`);
}

function namesOf(value: unknown): Set<string> {
  const names = new Set<string>();
  const walk = (item: unknown): void => {
    if (Array.isArray(item)) for (const one of item) walk(one);
    else if (typeof item === "object" && item !== null)
      for (const [key, one] of Object.entries(item)) {
        if (typeof one === "string" && key === "name") names.add(one);
        else if (Array.isArray(one) && (key === "aliases" || key === "narrower"))
          for (const name of one) names.add(String(name));
        else walk(one);
      }
  };
  walk(value);
  return names;
}

/** Whether a word can lie over the beginning or the end of a short name: 增长 over that of 长款, 款式 over its end. */
function cutters(names: ReadonlySet<string>): (word: string) => boolean {
  const short = [...names].filter((name) => name.length === shortName);
  const beginnings = new Set(short.map((name) => name[0]));
  const ends = new Set(short.map((name) => name.at(-1)));
  return (word) => beginnings.has(word.at(-1)) || ends.has(word[0]);
}
