/** A `- ` or a `key:` at the beginning of a line. */
export type Mark =
  | { readonly kind: "dash"; readonly column: number }
  | {
      readonly kind: "key";
      readonly column: number;
      readonly name: string;
      /** Absolute offsets of the key as written, and of the character after its colon. */
      readonly start: number;
      readonly end: number;
      readonly after: number;
    };

/** A line of YAML as its indentation tells it, whether or not the file can be parsed. */
export interface OutlineLine {
  readonly start: number;
  /** Where the line's text ends, before the line break. */
  readonly end: number;
  readonly indent: number;
  readonly marks: readonly Mark[];
  /** Offset of what stands after the marks; {@link end} when nothing does. */
  readonly rest: number;
}

const KEY =
  /(?:[^\s#\-\][{},&*!|>%@`"'?:](?:(?! #)[^\n\r])*?|[-?:][^\s:](?:(?! #)[^\n\r])*?|"(?:[^"\\\n\r]|\\.)*"|'(?:[^'\n\r]|'')*')[ \t]*:(?=[ \t\r\n]|$)/y;

/** Reads the line that begins at an offset. */
export function outlineLine(text: string, start: number): OutlineLine {
  const end = lineEnd(text, start);
  const indent = indentOf(text, start, end) - start;
  const marks: Mark[] = [];
  let at = start + indent;
  while (text[at] === "-" && (at + 1 >= end || text[at + 1] === " " || text[at + 1] === "\t")) {
    marks.push({ kind: "dash", column: at - start });
    at = indentOf(text, at + 1, end);
  }
  KEY.lastIndex = at;
  const key = at < end ? KEY.exec(text)?.[0] : undefined;
  if (key !== undefined && at + key.length <= end) {
    const written = key.slice(0, -1).trimEnd();
    const name = unquote(written);
    marks.push({ kind: "key", column: at - start, name, start: at, end: at + written.length, after: at + key.length });
    at = indentOf(text, at + key.length, end);
  }
  return { start, end, indent, marks, rest: at };
}

export function isBlank(text: string, { start, end, indent }: OutlineLine): boolean {
  return start + indent >= end || text[start + indent] === "#";
}

/** The lines above a line, nearest first, up to the beginning of the document. Lines indented `below` or deeper are passed over. */
export function* linesAbove(text: string, start: number, below: () => number): Iterable<OutlineLine> {
  for (let at = start; at > 0; ) {
    at = lineStart(text, at - 1);
    if (isMarker(text, at)) return;
    const indent = indentOf(text, at, text.length) - at;
    if (indent > below()) continue;
    const line = outlineLine(text, at);
    if (!isBlank(text, line)) yield line;
  }
}

/** The lines below a line with text on them, to the end of the document. */
export function* linesBelow(text: string, end: number): Iterable<OutlineLine> {
  for (let at = nextLine(text, end); at < text.length; ) {
    if (isMarker(text, at)) return;
    const line = outlineLine(text, at);
    if (!isBlank(text, line)) yield line;
    at = nextLine(text, line.end);
  }
}

export function lineStart(text: string, offset: number): number {
  return offset <= 0 ? 0 : text.lastIndexOf("\n", offset - 1) + 1;
}

export function lineEnd(text: string, offset: number): number {
  let end = text.indexOf("\n", offset);
  if (end < 0) end = text.length;
  return end > offset && text[end - 1] === "\r" ? end - 1 : end;
}

/** A scalar's text without its quotes, complete or not. */
export function unquote(written: string): string {
  const quote = written[0];
  if (quote !== '"' && quote !== "'") return written;
  const closed = written.length > 1 && written.endsWith(quote);
  const inside = written.slice(1, closed ? -1 : undefined);
  return quote === "'" ? inside.replaceAll("''", "'") : inside.replace(/\\(.)/g, "$1");
}

/** Where a value's own text ends: before a comment and the white space in front of it. */
export function valueEnd(text: string, start: number, end: number): number {
  const quote = text[start];
  if (quote === '"' || quote === "'") return quotedEnd(text, start, end);
  const comment = /(?:^|[ \t])#/.exec(text.slice(start, end));
  return start + text.slice(start, comment ? start + comment.index : end).trimEnd().length;
}

/** The offset after a quoted scalar, or `end` when it is not closed before. */
export function quotedEnd(text: string, start: number, end: number): number {
  const quote = text[start];
  for (let at = start + 1; at < end; at++) {
    if (quote === '"' && text[at] === "\\") at++;
    else if (text[at] === quote) {
      if (quote === "'" && text[at + 1] === "'") at++;
      else return at + 1;
    }
  }
  return end;
}

function nextLine(text: string, end: number): number {
  const next = text.indexOf("\n", end);
  return next < 0 ? text.length : next + 1;
}

function indentOf(text: string, start: number, end: number): number {
  let at = start;
  while (at < end && (text[at] === " " || text[at] === "\t")) at++;
  return at;
}

function isMarker(text: string, at: number): boolean {
  return (text.startsWith("---", at) || text.startsWith("...", at)) && /^(?:$|\s)/.test(text.slice(at + 3, at + 4));
}
