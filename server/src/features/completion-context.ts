import {
  isBlank,
  lineEnd,
  lineStart,
  linesAbove,
  linesBelow,
  type Mark,
  type OutlineLine,
  outlineLine,
  unquote,
  valueEnd,
} from "./outline";
import { type FlowScan, keysAfter, scanFlow, tokenEnd } from "./outline-flow";

/** A key next to others: the source of what stands after its colon on the same line, and where its line is. */
export interface Sibling {
  readonly value: string;
  readonly line: OutlineLine | undefined;
  readonly column: number;
}

export type Siblings = ReadonlyMap<string, Sibling>;

/** A step down from the root: into a key of a mapping, whose keys are `siblings`, or into an item of a list. */
export type ParentStep =
  | { readonly kind: "key"; readonly name: string; readonly siblings: () => Siblings }
  | { readonly kind: "item" };

/** Where in the structure a cursor stands, told by the text and its indentation alone. */
export interface TextPlace {
  /** On a key that has its colon; after a colon; or at the start of something that may become either. */
  readonly kind: "key" | "value" | "open";
  /** Outermost first. For a value the last one is its key. */
  readonly parents: readonly ParentStep[];
  /** What is being written, quotes included: absolute offsets around the cursor. */
  readonly token: { readonly start: number; readonly end: number };
  /** Column of the token. */
  readonly column: number;
  /** Inside brackets. */
  readonly flow: boolean;
  /** A space has to come before the value: the cursor touches the colon. */
  readonly touchesColon: boolean;
  /** The keys beside the one being written; for a value, those beside its key. */
  readonly siblings: () => Siblings;
}

/** The place of a cursor; undefined in comments, block texts and other places where nothing can be completed. */
export function textPlaceAt(text: string, offset: number): TextPlace | undefined {
  const line = outlineLine(text, lineStart(text, offset));
  return inFlow(text, offset, line) ?? (isInComment(text, line, offset) ? undefined : inBlock(text, offset, line));
}

function inBlock(text: string, offset: number, line: OutlineLine): TextPlace | undefined {
  const marks = line.marks.filter((mark) =>
    mark.kind === "dash" ? line.start + mark.column < offset : mark.start <= offset,
  );
  const last = marks.at(-1);
  if (last?.kind === "key") {
    const parents = parentsOf(text, line, marks.slice(0, -1), last.column);
    const onKey = offset <= last.end;
    const siblings = once(() => siblingsAt(text, line, last.column, onKey ? last.start : -1));
    if (!parents) return undefined;
    const common = { flow: false, touchesColon: false, siblings };
    if (onKey)
      return { kind: "key", parents, token: { start: last.start, end: last.end }, column: last.column, ...common };
    if (offset < last.after) return undefined;
    const start = Math.min(offset, line.rest);
    if (/^[|>][-+\d]*\s*$/.test(text.slice(start, line.end)) && offset > line.rest) return undefined;
    const end = Math.max(offset, valueEnd(text, start, line.end));
    return {
      kind: "value",
      parents: [...parents, { kind: "key", name: last.name, siblings }],
      token: { start, end },
      column: start - line.start,
      ...common,
      touchesColon: offset === last.after && start === offset,
    };
  }
  const blank = line.rest >= line.end || text[line.rest] === "#" || offset < line.rest;
  const start = blank ? offset : line.rest;
  const end = blank ? offset : Math.max(offset, valueEnd(text, start, line.end));
  const column = start - line.start;
  const parents = parentsOf(text, line, marks, column);
  if (!parents) return undefined;
  const siblings = once(() => siblingsAt(text, line, column, start));
  return { kind: "open", parents, token: { start, end }, column, flow: false, touchesColon: false, siblings };
}

/** Climbs to the root. Undefined when the text above cannot hold anything at this column: a scalar that goes on, a block text. */
function parentsOf(
  text: string,
  line: OutlineLine,
  before: readonly Mark[],
  column: number,
): readonly ParentStep[] | undefined {
  const parents: ParentStep[] = [];
  let want = column;
  let dashTaken = false;
  let fits = true;
  const climb = (at: OutlineLine, marks: readonly Mark[]) => {
    for (const mark of [...marks].reverse()) {
      if (mark.kind === "dash" ? mark.column >= want : mark.column > want || (mark.column === want && !dashTaken))
        continue;
      if (mark.kind === "dash") {
        parents.push({ kind: "item" });
      } else {
        const value = text.slice(at.rest, valueEnd(text, at.rest, at.end));
        if (value !== "" && !/^[&!][^\s]*$/.test(value)) fits = false;
        const siblings = once(() => siblingsAt(text, at, mark.column));
        parents.push({ kind: "key", name: mark.name, siblings });
      }
      want = mark.column;
      dashTaken = mark.kind === "dash";
    }
  };
  climb(line, before);
  for (const above of linesAbove(text, line.start, () => want)) {
    if (!fits || (want === 0 && !dashTaken)) break;
    const closing = /^[\]}]/.test(text.slice(above.start + above.indent, above.end));
    if (!closing) climb(above, above.marks);
  }
  return fits ? parents.reverse() : undefined;
}

/** The keys of the mapping that has its keys at `column` around a line; the token at `except` is not one of them. */
function siblingsAt(text: string, line: OutlineLine, column: number, except = -1): Siblings {
  const found: [string, Sibling][] = [];
  const take = (at: OutlineLine): void => {
    const mark = at.marks.at(-1);
    if (mark?.kind !== "key" || mark.column !== column || mark.start === except) return;
    const value = text.slice(at.rest, valueEnd(text, at.rest, at.end));
    found.push([mark.name, { value, line: at, column }]);
  };
  const begins = (at: OutlineLine) => at.marks.some((mark) => mark.kind === "dash" && mark.column < column);
  take(line);
  if (!begins(line)) {
    for (const above of linesAbove(text, line.start, () => column)) {
      if (above.indent < column && !begins(above)) break;
      take(above);
      if (begins(above)) break;
    }
    found.reverse();
  }
  for (const below of linesBelow(text, line.end)) {
    if (below.indent < column) break;
    take(below);
  }
  return new Map(found);
}

/** The keys below a key, as far as they stand on lines of their own or in brackets on its line. */
export function keysUnder(text: string, sibling: Sibling | undefined): Siblings {
  const { line } = sibling ?? {};
  if (!sibling || !line) return new Map();
  if (sibling.value.startsWith("{")) {
    const start = line.rest;
    const { frames } = scanFlow(text, start, start + sibling.value.length - (sibling.value.endsWith("}") ? 1 : 0));
    const frame = frames[0];
    const entries = frame ? [...frame.keys, ...(frame.key === undefined ? [] : [[frame.key, ""] as const])] : [];
    return new Map(entries.map(([name, value]) => [name, { value, line: undefined, column: 0 }]));
  }
  for (const below of linesBelow(text, line.end)) {
    if (below.indent <= sibling.column) break;
    const first = below.marks[0];
    return first?.kind === "key" ? siblingsAt(text, below, first.column) : new Map();
  }
  return new Map();
}

/** Characters read in search of open brackets; bounds the work on files that open one on every line. */
const MOST_FLOW_READ = 4_000_000;

/** The place inside brackets, which may have opened on a line above. */
function inFlow(text: string, offset: number, line: OutlineLine): TextPlace | undefined {
  let found: { at: OutlineLine; scan: FlowScan } | undefined;
  let budget = MOST_FLOW_READ;
  const look = (at: OutlineLine) => {
    if (at.rest >= at.end || at.rest >= offset || !/[[{]/.test(text[at.rest]!)) return;
    const scan = scanFlow(text, at.rest, offset);
    budget -= offset - at.rest;
    if (scan.frames.length > 0) found = { at, scan };
  };
  look(line);
  let indent = isBlank(text, line) ? offset - line.start : line.indent;
  for (const above of linesAbove(text, line.start, () => indent - 1)) {
    look(above);
    if (above.indent === 0 || budget < 0) break;
    indent = above.indent;
  }
  if (!found || found.scan.inComment) return undefined;
  const { at, scan } = found;
  const outer = at.marks.at(-1);
  const block = outer?.kind === "key" ? at.marks.slice(0, -1) : at.marks;
  const parents = parentsOf(text, at, block, outer?.kind === "key" ? outer.column : at.rest - at.start);
  if (!parents) return undefined;
  const steps: ParentStep[] = [...parents];
  if (outer?.kind === "key")
    steps.push({ kind: "key", name: outer.name, siblings: once(() => siblingsAt(text, at, outer.column)) });
  const start = scan.token;
  const end = start === offset ? offset : Math.max(offset, tokenEnd(text, start, text.length));
  scan.frames.forEach((frame, i) => {
    if (frame.kind === "seq") steps.push({ kind: "item" });
    else if (frame.key !== undefined) {
      const innermost = i === scan.frames.length - 1;
      const siblings = once(() => flowSiblings(frame.keys, innermost ? keysAfter(text, end) : []));
      steps.push({ kind: "key", name: frame.key, siblings });
    }
  });
  const top = scan.frames.at(-1)!;
  const hasColon = top.kind === "map" && top.key === undefined && /^[ \t]*:/.test(text.slice(end, end + 20));
  const isValue = top.kind === "map" && top.key !== undefined;
  return {
    kind: isValue ? "value" : hasColon ? "key" : "open",
    parents: steps,
    token: { start, end },
    column: start - line.start,
    flow: true,
    touchesColon: isValue && start === offset && text[offset - 1] === ":",
    siblings: once(() => flowSiblings(top.keys, keysAfter(text, hasColon ? text.indexOf(":", end) + 1 : end))),
  };
}

function flowSiblings(before: ReadonlyMap<string, string>, after: readonly string[]): Siblings {
  return new Map(
    [...before, ...after.map((key) => [key, ""] as const)].map(([name, value]) => [
      name,
      { value, line: undefined, column: 0 },
    ]),
  );
}

function isInComment(text: string, line: OutlineLine, offset: number): boolean {
  let at = line.start;
  while (at < offset) {
    const character = text[at]!;
    if ((character === '"' || character === "'") && /[\s:[{,-]/.test(text[at - 1] ?? " ")) {
      const end = valueEnd(text, at, lineEnd(text, at));
      at = Math.max(end, at + 1);
    } else if (character === "#" && (at === line.start || /\s/.test(text[at - 1]!))) {
      return true;
    } else {
      at++;
    }
  }
  return false;
}

/** The text of a key's value on its line, without quotes. */
export function textOf(siblings: Siblings, key: string): string | undefined {
  const value = siblings.get(key)?.value;
  return value === undefined || value === "" ? undefined : unquote(value);
}

function once<T>(make: () => T): () => T {
  let made: { value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
