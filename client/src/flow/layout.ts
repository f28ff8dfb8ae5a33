// Places accounts in layers along the money's way, and routes the lines between them.
import { Graph, layout } from "@dagrejs/dagre";
import type { FlowNode, MoneyFlow } from "../../../server/src/protocol";
import { type Link, layersOf } from "./layers";
import { type PictureEdge, pictureOf } from "./picture";
import { clip, textWidth } from "./text-width";

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** A box by its centre, in SVG user units. */
export interface PlacedNode extends Point, Size {
  readonly node: FlowNode;
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

export interface Layout extends Size {
  readonly nodes: readonly PlacedNode[];
  readonly edges: readonly PlacedEdge[];
}

export const fontSize = 13;
export const smallFontSize = 11;
export const labelFontSize = 11;

const padding = 12;
const bankGlyph = 22;
const boxHeight = 42;
const widestBox = 150;
const widestLabel = 140;
/** With more lines than this only counts are written on them; the rest is said when a line is chosen. */
const labelledEdges = 24;
/** Up to so many accounts the layers may follow the money freely; beyond, their number follows the window. */
const freeLayers = 9;
const firstBow = 22;
const nextBow = 12;

type Direction = "LR" | "TB";
type Box = Omit<PlacedNode, "x" | "y">;

/** What is laid out, whatever the direction. */
interface Plan {
  readonly boxes: readonly Box[];
  readonly edges: readonly PictureEdge[];
  readonly texts: readonly string[];
  readonly links: readonly Link[];
  readonly crowded: boolean;
}

/** The layout that is shown largest in a window of the given size. Equal input gives equal output. */
export function layoutFlow(flow: MoneyFlow, window: Size): Layout {
  const apart = pictureOf(flow);
  const crowded = apart.edges.length > labelledEdges;
  const { nodes, edges } = crowded ? pictureOf(flow, true) : apart;
  const index = new Map(nodes.map(({ id }, at) => [id, at]));
  const plan: Plan = {
    boxes: nodes.map(boxOf),
    edges,
    texts: edges.map((edge) => (crowded ? countOf(edge) : labelOf(edge))),
    links: edges.map(({ from, to }) => ({ from: index.get(from)!, to: index.get(to)! })),
    crowded,
  };
  let best: { made: Layout; scale: number } | undefined;
  for (const [direction, layers] of candidates(nodes.length, window)) {
    const made = arrange(plan, direction, layers);
    const scale = Math.min(1, window.width / made.width, window.height / made.height);
    if (best === undefined || scale > best.scale * 1.05) best = { made, scale };
  }
  return best!.made;
}

/** Directions and numbers of layers that may suit the window; what is preferred comes first. */
function candidates(accounts: number, { width, height }: Size): [Direction, number][] {
  if (accounts <= freeLayers) {
    return [4, 3, 2, accounts].flatMap((layers) => both(Math.min(layers, Math.max(1, accounts))));
  }
  const across = Math.sqrt(((width / height) * accounts * 140) / 240);
  const down = Math.sqrt((accounts * 260 * height) / (110 * width));
  return [
    ...[0, 1, -1].map((by): [Direction, number] => ["LR", Math.max(3, Math.round(across) + by)]),
    ["TB", Math.max(3, Math.round(down))],
  ];
}

function both(layers: number): [Direction, number][] {
  return [
    ["LR", layers],
    ["TB", layers],
  ];
}

function arrange({ boxes, edges, texts, links, crowded }: Plan, direction: Direction, layers: number): Layout {
  const graph = new Graph({ directed: true, multigraph: true });
  graph.setGraph({
    rankdir: direction,
    nodesep: crowded ? 10 : 26,
    edgesep: crowded ? 4 : 14,
    ranksep: crowded ? 60 : 50,
    marginx: 20,
    marginy: 20,
    // The layers are ours.
    ranker: "none",
  });
  const layerOf = layersOf(boxes.length, links, layers);
  boxes.forEach(({ width, height }, at) => {
    // The library puts labels into layers of their own between those of the boxes.
    graph.setNode(String(at), { width, height, rank: 2 * layerOf[at]! });
  });
  const span = ({ from, to }: Link) => layerOf[to]! - layerOf[from]!;
  edges.forEach((edge, at) => {
    const link = links[at]!;
    if (span(link) === 0) return;
    const [v, w] = span(link) < 0 ? [link.to, link.from] : [link.from, link.to];
    const text = texts[at]!;
    const glyph = edge.deferred ? 18 : 0;
    // Small counts on many lines need no room of their own.
    const label = crowded
      ? { width: 0, height: 0 }
      : { width: textWidth(text, labelFontSize) + glyph, height: text === "" && !edge.deferred ? 0 : 18 };
    graph.setEdge(String(v), String(w), { ...label, labelpos: "c", weight: edge.real ? 2 : 1 }, edge.id);
  });
  layout(graph);

  const placed = boxes.map((box, at): PlacedNode => ({ ...box, ...pointOf(graph.node(String(at))) }));
  let bows = 0;
  const routes = edges.map((edge, at): PlacedEdge => {
    const link = links[at]!;
    const text = texts[at]!;
    if (span(link) === 0) {
      const reach = firstBow + (bows++ % 4) * nextBow;
      return { edge, text, ...bow(placed[link.from]!, placed[link.to]!, direction, reach) };
    }
    const reversed = span(link) < 0;
    const [v, w] = reversed ? [link.to, link.from] : [link.from, link.to];
    const routed = graph.edge({ v: String(v), w: String(w), name: edge.id });
    const points: Point[] = routed.points.map(pointOf);
    if (reversed) points.reverse();
    return { edge, text, points, label: pointOf(routed) };
  });
  // The library does not know of the bows.
  const size: Size = graph.graph();
  const right = Math.max(...routes.map(({ label, text }) => label.x + textWidth(text, labelFontSize) / 2), 0);
  const bottom = Math.max(...routes.map(({ label }) => label.y + labelFontSize), 0);
  const margin = 20;
  return {
    width: Math.max(size.width, right + margin),
    height: Math.max(size.height, bottom + margin),
    nodes: placed,
    edges: routes,
  };
}

/** A line between two boxes of one layer, or from a box to itself, led through the gap after the layer. */
function bow(
  from: PlacedNode,
  to: PlacedNode,
  direction: Direction,
  reach: number,
): Pick<PlacedEdge, "points" | "label"> {
  if (direction === "LR") {
    const [start, end] = from === to ? [-8, 8] : [0, 0];
    const out = Math.max(from.x + from.width / 2, to.x + to.width / 2) + reach;
    const [y1, y2] = [from.y + start, to.y + end];
    const points = [
      { x: from.x + from.width / 2, y: y1 },
      { x: out, y: y1 },
      { x: out, y: y2 },
      { x: to.x + to.width / 2, y: y2 },
    ];
    return { points, label: { x: out, y: (y1 + y2) / 2 } };
  }
  const [start, end] = from === to ? [-20, 20] : [0, 0];
  const out = Math.max(from.y, to.y) + boxHeight / 2 + reach;
  const [x1, x2] = [from.x + start, to.x + end];
  const points = [
    { x: x1, y: from.y + boxHeight / 2 },
    { x: x1, y: out },
    { x: x2, y: out },
    { x: x2, y: to.y + boxHeight / 2 },
  ];
  return { points, label: { x: (x1 + x2) / 2, y: out } };
}

function boxOf(node: FlowNode): Box {
  const { code, name, entity } = node.account;
  const title = clip(name === "" ? code : name, widestBox, fontSize);
  const details = [entity, name === "" ? undefined : code, node.purpose].filter((part) => part !== undefined);
  const subtitle = clip(details.join(" · "), widestBox, smallFontSize);
  const text = Math.max(textWidth(title, fontSize), textWidth(subtitle, smallFontSize));
  return { node, title, subtitle, width: text + 2 * padding + (node.bank ? bankGlyph : 0), height: boxHeight };
}

function labelOf(edge: PictureEdge): string {
  const count = countOf(edge);
  const first = clip(edge.movements[0]?.label ?? "", widestLabel, labelFontSize);
  return count === "" ? first : `${first} ${count}`;
}

function countOf({ movements }: PictureEdge): string {
  return movements.length > 1 ? `×${movements.length}` : "";
}

function pointOf(point: Partial<Point> | undefined): Point {
  return { x: point?.x ?? 0, y: point?.y ?? 0 };
}
