import { readFileSync } from "node:fs";
import { builtInGlossary } from "../../server/src/glossary/built-in";
import { englishNames } from "../../server/src/glossary/card";
import { foldName } from "../../server/src/glossary/fold";
import { TermMatcher } from "../../server/src/glossary/matcher";

/** A line of the corpus with the terms a reader means. */
export interface LabelledLine {
  readonly kind: string;
  readonly text: string;
  readonly terms: readonly { readonly start: number; readonly end: number; readonly id: string | undefined }[];
}

export interface Score {
  readonly lines: number;
  readonly right: number;
  /** `line: text` with what was found and is not meant, or is meant and was not found. */
  readonly wrong: readonly string[];
  readonly missed: readonly string[];
  readonly precision: number;
  readonly recall: number;
}

/** Lines that stand in ledger files, where short words count without neighbours. */
const ours = new Set(["yaml", "comment"]);

export function readCorpus(): LabelledLine[] {
  const names = idsByName();
  let kind = "";
  const lines: LabelledLine[] = [];
  for (const line of readFileSync(new URL("terms.txt", import.meta.url), "utf8").split("\n")) {
    const part = /^## (\w+)$/.exec(line);
    if (part) kind = part[1]!;
    // The text before the first part explains the marks.
    else if (line !== "" && kind !== "") lines.push({ kind, ...readMarks(line, names) });
  }
  return lines;
}

function readMarks(line: string, names: ReadonlyMap<string, string>): Pick<LabelledLine, "text" | "terms"> {
  const terms: LabelledLine["terms"][number][] = [];
  let text = "";
  let last = 0;
  for (const match of line.matchAll(/\[([^\]|[]+)(?:\|([a-z0-9-]+))?\](?!\()/g)) {
    const name = match[1]!;
    // A check box of Markdown is no mark.
    if (/^[ x]$/.test(name)) continue;
    text += line.slice(last, match.index);
    terms.push({ start: text.length, end: text.length + name.length, id: match[2] ?? names.get(foldName(name)) });
    text += name;
    last = match.index + match[0].length;
  }
  return { text: text + line.slice(last), terms };
}

/** The term of each name; a name of its own before another's alias. */
function idsByName(): ReadonlyMap<string, string> {
  const ids = new Map<string, string>();
  const add = (name: string, id: string): void => {
    if (!ids.has(foldName(name))) ids.set(foldName(name), id);
  };
  const terms = [...builtInGlossary().terms.values()];
  for (const term of terms) add(term.name.zh, term.id);
  for (const term of terms) for (const alias of term.aliases) add(alias, term.id);
  for (const term of terms) for (const name of englishNames(term.name.en)) add(name, term.id);
  for (const term of terms) for (const name of term.narrower) add(name, term.id);
  return ids;
}

/** How well the matcher finds what the corpus marks. */
export function scoreCorpus(corpus: readonly LabelledLine[]): Score {
  const matcher = new TermMatcher(builtInGlossary().terms.values());
  const wrong: string[] = [];
  const missed: string[] = [];
  let right = 0;
  for (const { kind, text, terms } of corpus) {
    const found = matcher.find(text, { ignoreNear: ours.has(kind) });
    const isMeant = (start: number, end: number, ids: readonly string[]) =>
      terms.some((term) => term.start === start && term.end === end && ids.includes(term.id ?? ""));
    for (const { start, end, matched, termId, others } of found) {
      if (isMeant(start, end, [termId, ...others])) right++;
      else wrong.push(`${kind}: ${text} — ${matched} ${termId}`);
    }
    for (const term of terms)
      if (
        !found.some(
          ({ start, end, termId, others }) =>
            start === term.start && end === term.end && [termId, ...others].includes(term.id ?? ""),
        )
      )
        missed.push(`${kind}: ${text} — ${text.slice(term.start, term.end)} ${term.id ?? "(no such name)"}`);
  }
  const share = (part: number, whole: number) => (whole === 0 ? 1 : part / whole);
  return {
    lines: corpus.length,
    right,
    wrong,
    missed,
    precision: share(right, right + wrong.length),
    recall: share(right, right + missed.length),
  };
}
