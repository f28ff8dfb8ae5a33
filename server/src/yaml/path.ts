import { pairsOf } from "./merge-keys";
import type { MapNode, Node, Pair, Span } from "./nodes";
import { offsetsOf, pairOf } from "./nodes";

/** A step from a node to a part of it: a key of a mapping or a position in a list. */
export type Step = string | number;

/** The node under a path, or the deepest one that exists. */
export function nodeAt(
  root: Node | undefined,
  path: readonly Step[],
  anchors: ReadonlyMap<string, Node>,
): { node: Node | undefined; pair: Pair | undefined; complete: boolean } {
  let node = root;
  let pair: Pair | undefined;
  for (const step of path) {
    if (node?.kind === "alias") node = anchors.get(node.name);
    let next: Node | undefined;
    if (node?.kind === "map") {
      const key = String(step);
      const found = pairOf(node, key) ?? pairsOf(node, anchors).find((each) => each.key.value === key);
      if (!found) return { node, pair, complete: false };
      pair = found;
      next = found.value;
    } else if (node?.kind === "seq") {
      next = node.items[Number(step)];
      if (next) pair = undefined;
    } else {
      return { node, pair, complete: false };
    }
    if (!next) return { node: undefined, pair, complete: true };
    node = next;
  }
  return { node, pair, complete: true };
}

/** Where a finding about a whole mapping stands: its first entry, so that it does not underline a page. */
export function headOf(map: MapNode): Span {
  const first = map.pairs[0];
  if (!first || map.flow) return map;
  return {
    segment: first.key.segment,
    start: first.key.start,
    end:
      first.value && first.value.segment === first.key.segment && first.value.kind === "scalar"
        ? first.value.end
        : first.key.end,
  };
}

/** What stands at an offset: the innermost node or key, with the path and the mappings and lists around it. */
export interface Place {
  readonly path: readonly Step[];
  /** The innermost node at the offset. */
  readonly node: Node | undefined;
  /** The pair whose key or value the offset is in, if any. */
  readonly pair: Pair | undefined;
  /** Whether the offset is on the key of `pair`. */
  readonly onKey: boolean;
  /** Containers from the root to the node; `parents[i]` is the container in which `path[i]` steps. */
  readonly parents: readonly Node[];
}

/** Descends to an absolute offset of the file. */
export function placeAt(root: Node | undefined, offset: number): Place {
  const path: Step[] = [];
  const parents: Node[] = [];
  let node = root;
  let pair: Pair | undefined;
  for (;;) {
    if (node?.kind === "map") {
      const hit: Pair | undefined = node.pairs.find(
        (p) => covers(p.key, offset) || (p.value !== undefined && covers(p.value, offset)),
      );
      if (!hit) break;
      parents.push(node);
      path.push(hit.key.value);
      pair = hit;
      if (covers(hit.key, offset)) return { path, node: hit.key, pair, onKey: true, parents };
      node = hit.value;
    } else if (node?.kind === "seq") {
      const index: number = node.items.findIndex((item) => item !== undefined && covers(item, offset));
      if (index < 0) break;
      parents.push(node);
      path.push(index);
      pair = undefined;
      node = node.items[index];
    } else {
      break;
    }
  }
  return { path, node, pair, onKey: false, parents };
}

function covers(span: Span, offset: number): boolean {
  const { start, end } = offsetsOf(span);
  return start <= offset && offset <= end;
}
