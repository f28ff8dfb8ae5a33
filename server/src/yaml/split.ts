/**
 * Cuts a YAML text into documents and segments by its lines alone.
 *
 * YAML's own rules make this exact for block style: inside a block mapping at column 0, a line that begins at column 0
 * with a key always begins a new entry, and in a block sequence at indent k, a line with `-` at column k always begins
 * a new item; scalars and flow collections that span lines must be indented deeper. Whatever does not look like that
 * (flow mapping as root, `? ` keys, closing brackets at column 0) stays in the segment before it and is parsed as one piece.
 */
export interface RawSegment {
  readonly start: number;
  readonly end: number;
  /** The item's place: it belongs to the list under the key of the nearest preceding `entry` segment. */
  readonly role: "entry" | "item";
}

export interface RawDocument {
  readonly start: number;
  readonly end: number;
  readonly segments: readonly RawSegment[];
}

interface Line {
  readonly start: number;
  /** Offset after the line break. */
  readonly next: number;
  readonly indent: number;
  /** First character after the indent; empty for a blank line. */
  readonly first: string;
}

const KEY =
  /(?:(?:[^\s#\-\][{},&*!|>%@`"'?:]|-[^\s:])(?:(?![ \t]#)[^\n\r])*?|"(?:[^"\\\n\r]|\\.)*"|'(?:[^'\n\r]|'')*')[ \t]*:(?=[ \t\r\n]|$)/y;
const KEY_WITHOUT_VALUE = /:[ \t]*(?:#[^\n\r]*)?[\r\n]*$/;
const MARKER = /(---|\.\.\.)(?=[ \t\r\n]|$)/y;

export function splitDocuments(text: string): RawDocument[] {
  const documents: RawDocument[] = [];
  let lines: Line[] = [];
  const flush = () => {
    const first = lines[0];
    const last = lines.at(-1);
    if (first && last) documents.push(splitDocument(text, lines, first.start, last.next));
    lines = [];
  };
  for (let at = 0; at < text.length; ) {
    const line = lineAt(text, at);
    MARKER.lastIndex = at;
    const marker = line.indent === 0 ? MARKER.exec(text) : null;
    if (marker?.[1] === "---" && lines.some((l) => isContent(l) && l.first !== "%")) flush();
    lines.push(line);
    if (marker?.[1] === "...") flush();
    at = line.next;
  }
  if (lines.some(isContent) || documents.length === 0) flush();
  return documents;
}

function splitDocument(text: string, lines: readonly Line[], start: number, end: number): RawDocument {
  const segments: RawSegment[] = [];
  let open: { start: number; role: RawSegment["role"] } = { start, role: "entry" };
  const cut = (at: number, role: RawSegment["role"]) => {
    if (at > open.start) segments.push({ ...open, end: at });
    open = { start: at, role };
  };
  const body = lines.findIndex((line) => isContent(line) && line.first !== "%" && !isMarkerLine(text, line));
  const rootIsBlockMap =
    body >= 0 && isKeyLine(text, lines[body]!) && !lines.slice(0, body).some((l) => hasInlineRoot(text, l));
  if (!rootIsBlockMap) {
    return { start, end, segments: start < end ? [{ start, end, role: "entry" }] : [] };
  }
  let seenKey = false;
  let listIndent = -1;
  for (let i = body; i < lines.length; i++) {
    const line = lines[i]!;
    if (!isContent(line)) continue;
    if (line.indent === 0 && isKeyLine(text, line)) {
      if (seenKey) cut(line.start, "entry");
      seenKey = true;
      listIndent = KEY_WITHOUT_VALUE.test(text.slice(line.start, line.next)) ? indentOfList(text, lines, i + 1) : -1;
    } else if (listIndent >= 0 && line.indent === listIndent && isDash(text, line)) {
      cut(line.start, "item");
    }
  }
  segments.push({ ...open, end });
  return { start, end, segments };
}

/** Indent of the block sequence that begins at or after line `i`, −1 when something else comes first. */
function indentOfList(text: string, lines: readonly Line[], i: number): number {
  for (; i < lines.length; i++) {
    const line = lines[i]!;
    if (isContent(line)) return isDash(text, line) ? line.indent : -1;
  }
  return -1;
}

function lineAt(text: string, start: number): Line {
  let end = text.indexOf("\n", start);
  const next = end < 0 ? text.length : end + 1;
  if (end < 0) end = text.length;
  let at = start;
  while (at < end && text.charCodeAt(at) === 32) at++;
  const first = at < end && text[at] !== "\r" ? text[at]! : "";
  return { start, next, indent: at - start, first };
}

function isContent(line: Line): boolean {
  return line.first !== "" && line.first !== "#";
}

function isDash(text: string, line: Line): boolean {
  if (line.first !== "-") return false;
  const after = text[line.start + line.indent + 1];
  return after === undefined || after === " " || after === "\t" || after === "\n" || after === "\r";
}

function isKeyLine(text: string, line: Line): boolean {
  if (line.indent > 0) return false;
  KEY.lastIndex = line.start;
  return KEY.test(text);
}

function isMarkerLine(text: string, line: Line): boolean {
  MARKER.lastIndex = line.start;
  return MARKER.test(text);
}

/** `--- {a: 1}` or `--- !tag`: the root begins on the marker's own line. */
function hasInlineRoot(text: string, line: Line): boolean {
  return isMarkerLine(text, line) && !/^---[ \t]*(?:#.*)?$/.test(text.slice(line.start, line.next).trimEnd());
}
