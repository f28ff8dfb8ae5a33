import { type ScalarNode, type Span, sourceOf, subspan } from "../yaml/nodes";

/**
 * Finds where parts of a scalar's value stand in the source: through escapes in quotes, doubled single quotes, and the line
 * breaks and indents of values that span lines. A part that cannot be placed exactly gives undefined.
 */
export function placesIn(node: ScalarNode): (start: number, end: number) => Span | undefined {
  const source = sourceOf(node);
  const verbatim = source.indexOf(node.value);
  if (verbatim >= 0) return (start, end) => subspan(node, verbatim + start, verbatim + end);
  const starts = alignment(node, source);
  return (start, end) => {
    const [from, last] = [starts?.[start], starts?.[end - 1]];
    if (!from || !last || start >= end) return undefined;
    // Only a part that reads the same in the source can be replaced in place.
    return source.slice(from.start, last.end) === node.value.slice(start, end)
      ? subspan(node, from.start, last.end)
      : undefined;
  };
}

type Piece = { readonly start: number; readonly end: number; readonly text: string | undefined };

/** For every UTF-16 unit of the value its place in the source; undefined when the two do not agree. White space may differ. */
function alignment(node: ScalarNode, source: string): (Piece | undefined)[] | undefined {
  const places: (Piece | undefined)[] = [];
  const pieces = solid(node, source);
  let next = pieces.next();
  for (let i = 0; i < node.value.length; i++) {
    if (/\s/.test(node.value[i]!)) {
      places.push(undefined);
      continue;
    }
    if (next.done || (next.value.text !== undefined && next.value.text !== node.value[i])) return undefined;
    places.push(next.value);
    next = pieces.next();
  }
  return places;
}

const ESCAPE = /\\(?:x[\dA-Fa-f]{2}|u[\dA-Fa-f]{4}|U[\dA-Fa-f]{8}|[\s\S])/y;

/** The units of the source that are not white space, with the text each stands for (undefined: an escape that is not spelled out). */
function* solid(node: ScalarNode, source: string): Generator<Piece> {
  const quoted = node.style === "single" || node.style === "double";
  const block = node.style === "literal" || node.style === "folded";
  let at = quoted ? 1 : block ? Math.max(0, source.search(/[\r\n]/)) : 0;
  const end = quoted ? source.length - 1 : source.length;
  while (at < end) {
    let length = 1;
    let text: string | undefined = source[at]!;
    if (node.style === "double" && text === "\\") {
      ESCAPE.lastIndex = at;
      length = ESCAPE.exec(source)?.[0].length ?? 1;
      const escaped = source[at + 1];
      if (escaped === "\n" || escaped === "\r" || escaped === " " || escaped === "n" || escaped === "t") {
        at += length;
        continue;
      }
      text = escaped === '"' || escaped === "\\" || escaped === "/" ? escaped : undefined;
    } else if (node.style === "single" && text === "'") {
      length = 2;
    }
    if (text === undefined || !/\s/.test(text)) yield { start: at, end: at + length, text };
    at += length;
  }
}
