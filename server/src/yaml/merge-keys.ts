import type { MapNode, Node, Pair } from "./nodes";

const MAX_DEPTH = 40;
/** How many pairs one merge may look at; aliases of lists of aliases could ask for any number. */
const BUDGET = 10_000;

/** The pairs of a mapping with those that `<<` merges in. Own keys win, then the mappings named first. */
export function pairsOf(node: MapNode, anchors: ReadonlyMap<string, Node>): readonly Pair[] {
  if (!node.pairs.some(isMerge)) return node.pairs;
  let visited = 0;
  const merged = new Map<string, Pair>();
  const add = (source: Node | undefined, depth: number) => {
    const target = source?.kind === "alias" ? anchors.get(source.name) : source;
    if (depth > MAX_DEPTH || ++visited > BUDGET || !target) return;
    if (target.kind === "alias") add(target, depth + 1);
    if (target.kind === "seq") for (const item of target.items) add(item, depth + 1);
    if (target.kind === "map") {
      for (const pair of target.pairs) {
        if (++visited > BUDGET) return;
        if (!isMerge(pair) && !merged.has(pair.key.value)) merged.set(pair.key.value, pair);
      }
      for (const pair of target.pairs) if (isMerge(pair)) add(pair.value, depth + 1);
    }
  };
  add(node, 0);
  return [...merged.values()];
}

/** Whether a pair merges another mapping in: a plain `<<`, as YAML 1.1 readers take it. */
function isMerge({ key }: Pair): boolean {
  return key.value === "<<" && key.style === "plain";
}
