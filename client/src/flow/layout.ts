// Places accounts in layers along the money's way, and routes the edges between them.
import { Graph, layout } from "@dagrejs/dagre";
import type { FlowNode } from "../../../server/src/protocol";
import type { Picture, PictureEdge } from "./picture";
import { clip, textWidth } from "./text-width";

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A box by its centre, in SVG user units. */
export interface PlacedNode extends Point {
  readonly node: FlowNode;
  readonly width: number;
  readonly height: number;
  readonly title: string;
  readonly subtitle: string;
}

export interface PlacedEdge {
  readonly edge: PictureEdge;
  /** From the border of one box to the border of the other. */
  readonly points: readonly Point[];
  /** The middle of the label: clear of boxes. */
  readonly label: Point;
  readonly text: string;
}

export interface Layout {
  readonly width: number;
  readonly height: number;
  readonly nodes: readonly PlacedNode[];
  readonly edges: readonly PlacedEdge[];
}

export const fontSize = 13;
export const smallFontSize = 11;
export const labelFontSize = 11;

const nodeHeight = 46;
const padding = 14;
const bankGlyph = 22;
const widest = 200;
const widestLabel = 190;
/** With more edges than this only the counts are written; the rest is said when an edge is chosen. */
const labelledEdges = 24;

/** Equal input gives equal output. */
export function layoutPicture({ nodes, edges }: Picture): Layout {
  const graph = new Graph({ directed: true, multigraph: true });
  const crowded = edges.length > labelledEdges;
  graph.setGraph({
    rankdir: "LR",
    nodesep: crowded ? 18 : 30,
    edgesep: crowded ? 10 : 16,
    ranksep: crowded ? 70 : 60,
    marginx: 24,
    marginy: 24,
    ranker: "network-simplex",
  });
  graph.setDefaultEdgeLabel(() => ({}));

  const boxes = new Map(nodes.map((node) => [node.id, boxOf(node)]));
  for (const [id, { width, height }] of boxes) graph.setNode(id, { width, height });
  const texts = new Map(edges.map((edge) => [edge.id, crowded ? countOf(edge) : labelOf(edge)]));
  for (const edge of edges) {
    const text = texts.get(edge.id) ?? "";
    // A deferred edge carries a clock, which needs room as well.
    const width = textWidth(text, labelFontSize) + (edge.deferred ? 18 : 0) + (text === "" ? 0 : 10);
    const label = { width: Math.max(width, 1), height: text === "" && !edge.deferred ? 1 : 18, labelpos: "c" };
    graph.setEdge(edge.from, edge.to, { ...label, weight: edge.real ? 2 : 1, minlen: 1 }, edge.id);
  }
  layout(graph);

  const { width = 0, height = 0 } = graph.graph();
  return {
    width,
    height,
    nodes: nodes.map((node) => ({ ...boxes.get(node.id)!, ...pointOf(graph.node(node.id)) })),
    edges: edges.map((edge) => {
      const routed = graph.edge({ v: edge.from, w: edge.to, name: edge.id });
      const points: Point[] = (routed.points ?? []).map(pointOf);
      return { edge, points, label: pointOf(routed.x === undefined ? points[points.length >> 1] : routed), text: texts.get(edge.id) ?? "" };
    }),
  };
}

function boxOf(node: FlowNode): Omit<PlacedNode, "x" | "y"> {
  const { code, name, entity } = node.account;
  const title = clip(name === "" ? code : name, widest, fontSize);
  const subtitle = clip([entity, name === "" ? undefined : code, node.purpose].filter(Boolean).join(" · "), widest, smallFontSize);
  const text = Math.max(textWidth(title, fontSize), textWidth(subtitle, smallFontSize));
  return { node, title, subtitle, width: text + 2 * padding + (node.bank ? bankGlyph : 0), height: nodeHeight };
}

function labelOf(edge: PictureEdge): string {
  const count = countOf(edge);
  const first = clip(edge.movements[0]?.label ?? "", widestLabel, labelFontSize);
  return count === "" ? first : `${first} ${count}`;
}

function countOf({ movements }: PictureEdge): string {
  return movements.length > 1 ? `×${movements.length}` : "";
}

function pointOf(point: { x?: number; y?: number } | undefined): Point {
  return { x: point?.x ?? 0, y: point?.y ?? 0 };
}
