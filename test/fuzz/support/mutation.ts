import fc from "fast-check";
import { SEEDS, VALUES } from "./corpus";

/** A change of a text that keeps to its grammar more or less. Numbers choose a place or a replacement, whatever the text is. */
export interface Mutation {
  readonly how: (typeof WAYS)[number];
  readonly at: number;
  readonly pick: number;
}

const WAYS = [
  "drop-block",
  "double-block",
  "move-block",
  "foreign-block",
  "other-value",
  "other-value",
  "other-value",
  "own-value",
  "own-value",
  "odd-value",
  "other-key",
  "indent",
  "noise",
  "cut",
] as const;

/** Values that mean something else than they seem to. */
const ODD_VALUES: readonly string[] = [
  "",
  "~",
  "__proto__",
  "constructor",
  "toString",
  "hasOwnProperty",
  "1e400",
  "-0",
  "0x1F",
  "1_000",
  "99999999999999999999999999.99",
  "-1",
  "1e9",
  "0.0000000000000000000001",
  ".inf",
  "yes",
  "[]",
  "{}",
  "[[]]",
  "[~, ~]",
  "{a: {b: [c]}}",
  "&x y",
  "*x",
  "*nowhere",
  "!!binary aGk=",
  "!own thing",
  "|",
  ">-",
  "2026-02-30",
  '"2026-13-45 99:99"',
  '"25:61"',
  "T+99999",
  "../../../../etc/passwd",
  "./%zz.coa.yaml",
  '"\\uD800"',
  "\uD800",
  "𠮷野家",
  "rest",
  "rest + rest",
  "1 / 0",
  "(((((gross)))))",
  "gross ^ 99999",
  "round(",
  "min(gross, max(fee, product.fee.rate))",
  "original.original.x",
  "prior.fee / prior.fee",
  "$merchant",
  "`a`",
  '"a\\nb"',
  "甲".repeat(300),
  "9".repeat(400),
  "a|b*c_d[e](f)<g>",
];

const NOISE: readonly string[] = [
  "\n",
  "\r",
  "\r\n",
  "\u2028",
  "\u0085",
  "\t",
  " ",
  "- ",
  ": ",
  ":",
  "{",
  "}",
  "[",
  "]",
  ",",
  '"',
  "'",
  "#",
  "# counting-house-ignore",
  "&a ",
  "*a",
  "!!str ",
  "? ",
  "|\n",
  "---\n",
  "...\n",
  "%YAML 1.1\n",
  "<<: *a\n",
  "\uFEFF",
  "\uD83D",
  "😀",
  "账",
  "\u0000",
  "\u0007",
];

export const mutation: fc.Arbitrary<Mutation> = fc.record({
  how: fc.constantFrom(...WAYS),
  at: fc.nat(0xffff),
  pick: fc.nat(0xffff),
});

/** Changes after which a file can still be read, most of the time: what it means changes. */
export const meaningful: fc.Arbitrary<Mutation> = fc.record({
  how: fc.constantFrom(...WAYS.filter((way) => !["noise", "cut", "indent", "odd-value", "other-key"].includes(way))),
  at: fc.nat(0xffff),
  pick: fc.nat(0xffff),
});

export function mutate(text: string, { how, at, pick }: Mutation): string {
  const lines = text.split("\n");
  const line = at % lines.length;
  const end = blockEnd(lines, line);
  switch (how) {
    case "drop-block":
      return [...lines.slice(0, line), ...lines.slice(end)].join("\n");
    case "double-block":
      return [...lines.slice(0, end), ...lines.slice(line)].join("\n");
    case "move-block": {
      const block = lines.slice(line, end);
      const others = [...lines.slice(0, line), ...lines.slice(end)];
      others.splice(pick % (others.length + 1), 0, ...block);
      return others.join("\n");
    }
    case "foreign-block": {
      const other = foreignText(pick).split("\n");
      const from = at % other.length;
      lines.splice(line, 0, ...other.slice(from, Math.min(blockEnd(other, from), from + 30)));
      return lines.join("\n");
    }
    case "other-value":
    case "own-value":
    case "odd-value":
      return withValue(text, at, (key) => {
        if (how === "odd-value") return pickOf(ODD_VALUES, pick);
        const known = how === "other-value" ? VALUES.get(key) : undefined;
        return known
          ? pickOf(known, pick)
          : pickOf(
              [...text.matchAll(ENTRY)].filter(([, other]) => other === key).map(([, , value]) => value!),
              pick,
            );
      });
    case "other-key": {
      const found = [...text.matchAll(ENTRY)];
      const entry = found[at % found.length];
      const key = pickOf([...VALUES.keys(), "__proto__", "constructor", "<<", "node", "nothing-known"], pick);
      return entry ? text.slice(0, entry.index) + key + text.slice(entry.index + entry[1]!.length) : text;
    }
    case "indent":
      lines[line] = pick % 2 === 0 ? `  ${lines[line]}` : lines[line]!.replace(/^ {1,2}/, "");
      return lines.join("\n");
    case "noise": {
      const place = (at * 31 + pick) % (text.length + 1);
      return text.slice(0, place) + pickOf(NOISE, pick) + text.slice(place + (pick % 3));
    }
    case "cut":
      return text.slice(0, (at * 31 + pick) % (text.length + 1));
  }
}

const ENTRY = /([a-z_]+): *("[^"\n]*"|\[[^[\]\n]*\]|[^\s,{}[\]#][^,{}[\]#\n]*)/g;

function withValue(text: string, at: number, valueFor: (key: string) => string): string {
  const found = [...text.matchAll(ENTRY)];
  const entry = found[at % found.length];
  if (!entry) return text;
  const end = entry.index + entry[0].length;
  return text.slice(0, end - entry[2]!.length) + valueFor(entry[1]!) + text.slice(end);
}

/** The line after a line and all that is indented deeper below it. */
function blockEnd(lines: readonly string[], from: number): number {
  const indent = indentOf(lines[from]!);
  let end = from + 1;
  while (end < lines.length && (lines[end]!.trim() === "" || indentOf(lines[end]!) > indent)) end++;
  return end;
}

function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}

function foreignText(pick: number): string {
  return pickOf([...pickOf(SEEDS, pick).values()], Math.floor(pick / SEEDS.length));
}

export function pickOf<T>(list: readonly T[], pick: number): T {
  return list[pick % list.length]!;
}
