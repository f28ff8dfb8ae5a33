/** How a family of languages writes comments and the strings in which none begins. */
interface Family {
  readonly line: readonly string[];
  readonly block: readonly (readonly [string, string])[];
  readonly strings: readonly string[];
}

const c: Family = { line: ["//"], block: [["/*", "*/"]], strings: ['"', "'", "`"] };
const hash: Family = { line: ["#"], block: [], strings: ['"', "'"] };
const families: Readonly<Record<string, Family>> = {
  c,
  cpp: c,
  csharp: c,
  dart: c,
  go: c,
  groovy: c,
  java: c,
  javascript: c,
  javascriptreact: c,
  jsonc: c,
  kotlin: c,
  "objective-c": c,
  php: { ...c, line: ["//", "#"] },
  rust: { ...c, strings: ['"'] },
  scala: c,
  swift: c,
  typescript: c,
  typescriptreact: c,
  dockerfile: hash,
  makefile: hash,
  perl: hash,
  // A text in three quotes documents what it stands in.
  python: {
    ...hash,
    block: [
      ['"""', '"""'],
      ["'''", "'''"],
    ],
  },
  r: hash,
  ruby: hash,
  shellscript: hash,
  toml: hash,
  lua: { line: ["--"], block: [["--[[", "]]"]], strings: ['"', "'"] },
  sql: { line: ["--"], block: [["/*", "*/"]], strings: ['"', "'"] },
  html: { line: [], block: [["<!--", "-->"]], strings: [] },
  vue: { line: [], block: [["<!--", "-->"]], strings: [] },
  xml: { line: [], block: [["<!--", "-->"]], strings: [] },
};

/** Whether comments of a language can be told from its code. */
export function hasComments(languageId: string): boolean {
  return Object.hasOwn(families, languageId);
}

/** The comment an offset of a source file stands in, by its offsets; undefined outside one and in languages that are not known. */
export function commentAt(
  text: string,
  offset: number,
  languageId: string,
): { start: number; end: number } | undefined {
  const family = hasComments(languageId) ? families[languageId]! : undefined;
  if (!family) return undefined;
  for (let at = 0; at < text.length && at <= offset; ) {
    const end = commentEnd(text, at, family);
    if (end !== undefined) {
      if (offset <= end) return offset >= at ? { start: at, end } : undefined;
      at = end;
      continue;
    }
    const quote = text[at]!;
    at = family.strings.includes(quote) ? stringEnd(text, at, quote) : at + 1;
  }
  return undefined;
}

/** Where the comment ends that begins at an offset, if one does. */
function commentEnd(text: string, at: number, { line, block }: Family): number | undefined {
  for (const [open, close] of block) {
    if (!text.startsWith(open, at)) continue;
    const end = text.indexOf(close, at + open.length);
    return end < 0 ? text.length : end + close.length;
  }
  if (!line.some((mark) => text.startsWith(mark, at))) return undefined;
  const end = text.indexOf("\n", at);
  return end < 0 ? text.length : end;
}

/** After the string that begins at an offset; one in simple quotes ends with its line at the latest, so that an apostrophe does no harm. */
function stringEnd(text: string, at: number, quote: string): number {
  for (let i = at + 1; i < text.length; i++) {
    if (text[i] === "\\") i++;
    else if (text[i] === quote) return i + 1;
    else if (text[i] === "\n" && quote !== "`") return i;
  }
  return text.length;
}
