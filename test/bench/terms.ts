// npm run bench:terms: how well terms are found in the labelled corpus, and how fast. `--all` lists every miss.
import { readCorpus, scoreCorpus } from "../corpus/terms";
import { Figures } from "./figures";
import { measureGlossary } from "./glossary";

const corpus = readCorpus();
const score = scoreCorpus(corpus);
const marked = corpus.reduce((sum, { terms }) => sum + terms.length, 0);
console.log(`${score.lines} lines, ${marked} terms marked, ${score.right} found as marked`);
console.log(`precision ${score.precision.toFixed(4)}, recall ${score.recall.toFixed(4)}`);
const shown = process.argv.includes("--all") ? Number.POSITIVE_INFINITY : 20;
for (const [what, lines] of [
  ["found, not meant", score.wrong],
  ["meant, not found", score.missed],
] as const)
  for (const line of lines.slice(0, shown)) console.log(`  ${what}: ${line}`);
const figures = new Figures();
measureGlossary(figures);
console.log(figures.markdown());
