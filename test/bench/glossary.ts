import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { performance } from "node:perf_hooks";
import { glossaryList } from "../../server/src/features/glossary-cards";
import { builtInGlossary } from "../../server/src/glossary/built-in";
import { TermMatcher } from "../../server/src/glossary/matcher";
import { TermSearch } from "../../server/src/glossary/search";
import { type Figures, median } from "./figures";

const US = "counting-house";
const FOLDER = path.join(__dirname, "../../glossary");

/** Finding terms in running text: the glossary's own cards, which speak of nothing else. */
export function measureGlossary(figures: Figures): void {
  const terms = [...builtInGlossary().terms.values()];
  const text = readdirSync(FOLDER)
    .filter((name) => name.endsWith(".yaml"))
    .map((name) => readFileSync(path.join(FOLDER, name), "utf8"))
    .join("\n");
  const megabytes = Buffer.byteLength(text) / 1024 / 1024;
  const rate = (of: typeof terms) => {
    const matcher = new TermMatcher(of);
    matcher.find(text);
    return median(
      Array.from({ length: 9 }, () => {
        const begin = performance.now();
        matcher.find(text);
        return megabytes / ((performance.now() - begin) / 1000);
      }),
    );
  };
  figures.record(`glossary match, ${terms.length} terms in a text full of them, MB/s`, US, rate(terms), {
    target: 20,
    atLeast: true,
  });
  const few = terms.slice(0, Math.round(terms.length / 10));
  figures.record(`glossary match, ${few.length} terms, MB/s`, US, rate(few));
  measureSearch(figures);
}

/** Searching the panel as one types: names, pinyin, initials and slips of the keyboard, a letter at a time. */
function measureSearch(figures: Figures): void {
  const search = new TermSearch(glossaryList(builtInGlossary()).terms);
  const typed = ["渠道长款", "beifujin", "dzwj", "second clearing", "reconcilation", "daifu tuipiao", "zzzzzz"];
  const keystrokes = typed.flatMap((query) => Array.from(query, (_, i) => query.slice(0, i + 1)));
  const time = (query: string) => {
    const begin = performance.now();
    search.search(query);
    return performance.now() - begin;
  };
  keystrokes.forEach(time);
  const slowest = Math.max(...keystrokes.map((query) => median(Array.from({ length: 5 }, () => time(query)))));
  figures.record("glossary panel, search at the slowest keystroke", US, slowest, { target: 16 });
}
