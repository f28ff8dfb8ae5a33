// The picture's graph: every account once, and parallel money movements as one edge with a count.
import type { FlowEdge, FlowNode, MoneyFlow } from "../../../server/src/protocol";

/** Movements between the same two accounts, of one kind. */
export interface PictureEdge {
  readonly id: string;
  /** There are movements from `to` to `from` among them. */
  readonly twoWay: boolean;
  readonly from: string;
  readonly to: string;
  readonly real: boolean;
  readonly deferred: boolean;
  /** At least one, in the order given. */
  readonly movements: readonly FlowEdge[];
}

export interface Picture {
  readonly nodes: readonly FlowNode[];
  readonly edges: readonly PictureEdge[];
}

/** With `bothWays`, one line also stands for the money that comes back: fewer lines where there are many. */
export function pictureOf({ nodes, edges }: MoneyFlow, bothWays = false): Picture {
  const known = new Set(nodes.map(({ id }) => id));
  const merged = new Map<string, FlowEdge[]>();
  const key = (from: string, to: string, { real, deferred }: FlowEdge) => JSON.stringify([from, to, real, deferred]);
  for (const edge of edges) {
    const { from, to } = edge;
    if (!known.has(from) || !known.has(to)) continue;
    const group = merged.get(key(from, to, edge)) ?? (bothWays ? merged.get(key(to, from, edge)) : undefined);
    if (group === undefined) merged.set(key(from, to, edge), [edge]);
    else group.push(edge);
  }
  return {
    nodes,
    edges: [...merged.values()].map((movements, index) => {
      const { from, to, real, deferred } = movements[0]!;
      const twoWay = from !== to && movements.some((movement) => movement.from === to);
      return { id: `e${index}`, from, to, real, deferred, movements, twoWay };
    }),
  };
}

/** The one label, or the first with the number of all: `acq.payment.ok · gross ×3`. */
export function edgeLabel({ movements }: PictureEdge): string {
  const [first] = movements;
  if (first === undefined) return "";
  return movements.length === 1 ? first.label : `${first.label} ×${movements.length}`;
}
