import type { Position, SelectionRange } from "vscode-languageserver-types";
import { withoutQuotes } from "../index/symbols";
import { offsetsOf } from "../yaml/nodes";
import { placeAt } from "../yaml/path";
import { documentAt, type FeatureContext } from "./context";
import { lineEnd, lineStart } from "./outline";

interface Extent {
  readonly start: number;
  readonly end: number;
}

/** What grows around each position: word, value, key with its value, item, list, …, document. */
export function selectionRanges(
  context: FeatureContext,
  uri: string,
  positions: readonly Position[],
): SelectionRange[] {
  const file = context.workspace.file(uri);
  if (!file) return [];
  const { lines, text } = file.source;
  return positions.map((position) => {
    const offset = lines.offsetAt(position);
    const document = documentAt(file, offset);
    let selection: SelectionRange | undefined;
    const extents = extentsAround(text, offset, document ? placeAt(document.source.root, offset) : undefined);
    for (const { start, end } of extents)
      selection = {
        range: { start: lines.positionAt(start), end: lines.positionAt(end) },
        ...(selection ? { parent: selection } : {}),
      };
    return selection!;
  });
}

/** Largest first; each lies inside the one before and all hold the offset. */
function extentsAround(text: string, offset: number, place: ReturnType<typeof placeAt> | undefined): Extent[] {
  const candidates: Extent[] = [{ start: 0, end: text.length }];
  place?.parents.forEach((parent, i) => {
    candidates.push(offsetsOf(parent));
    const step = place.path[i];
    const pair = parent.kind === "map" ? parent.pairs.find((p) => p.key.value === step) : undefined;
    if (pair) {
      const key = offsetsOf(pair.key);
      candidates.push({ start: key.start, end: pair.value ? Math.max(key.end, offsetsOf(pair.value).end) : key.end });
    }
  });
  const { node } = place ?? {};
  if (node) {
    candidates.push(offsetsOf(node));
    if (node.kind === "scalar") candidates.push(offsetsOf(withoutQuotes(node)));
  } else {
    candidates.push({ start: lineStart(text, offset), end: lineEnd(text, offset) });
  }
  candidates.push(wordAt(text, offset));
  const kept: Extent[] = [];
  for (const extent of candidates) {
    const outer = kept.at(-1);
    const holds = extent.start <= offset && offset <= extent.end;
    const smaller =
      !outer ||
      (extent.start >= outer.start && extent.end <= outer.end && extent.end - extent.start < outer.end - outer.start);
    if (holds && smaller) kept.push(extent);
  }
  return kept;
}

function wordAt(text: string, offset: number): Extent {
  const from = lineStart(text, offset);
  const line = text.slice(from, lineEnd(text, offset));
  for (const match of line.matchAll(/[\p{L}\p{M}\p{N}_]+/gu)) {
    const start = from + match.index;
    if (start <= offset && offset <= start + match[0].length) return { start, end: start + match[0].length };
  }
  return { start: offset, end: offset };
}
