// The picture's graph: every account once, and parallel money movements as one edge with a count.
import type { FlowEdge, FlowNode, MoneyFlow } from "../../../server/src/protocol";

/** Movements between the same two accounts, in one direction, of one kind. */
export interface PictureEdge {
  readonly id: string;
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

export function pictureOf({ nodes, edges }: MoneyFlow): Picture {
  const known = new Set(nodes.map(({ id }) => id));
  const merged = new Map<string, FlowEdge[]>();
  for (const edge of edges) {
    if (!known.has(edge.from) || !known.has(edge.to)) continue;
    const key = JSON.stringify([edge.from, edge.to, edge.real, edge.deferred]);
    const group = merged.get(key);
    if (group === undefined) merged.set(key, [edge]);
    else group.push(edge);
  }
  return {
    nodes,
    edges: [...merged.values()].map((movements, index) => {
      const { from, to, real, deferred } = movements[0]!;
      return { id: `e${index}`, from, to, real, deferred, movements };
    }),
  };
}

/** The one label, or the first with the number of all: `acq.payment.ok · gross ×3`. */
export function edgeLabel({ movements }: PictureEdge): string {
  const [first] = movements;
  if (first === undefined) return "";
  return movements.length === 1 ? first.label : `${first.label} ×${movements.length}`;
}
