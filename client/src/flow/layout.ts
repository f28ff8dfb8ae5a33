// Places accounts in layers along the money's way, and routes the lines between them.
import { Graph, layout } from "@dagrejs/dagre";
import type { FlowNode, MoneyFlow } from "../../../server/src/protocol";
import { type Link, layersOf } from "./layers";
import { type PictureEdge, pictureOf } from "./picture";
import { type Direction, type Point, routesOf } from "./routes";
import { clip, type Measure, textWidth } from "./text-width";

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
  /** A smooth line from the border of one box to the border of the other, as the data of an SVG path. */
  readonly path: string;
  /** The middle of the label, on the line. */
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
const margin = 20;
const bankGlyph = 22;
const boxHeight = 42;
const widestBox = 150;
const widestLabel = 140;
/** With more lines than this only counts are written on them; the rest is said when a line is chosen. */
const labelledEdges = 24;
/** Up to so many accounts the layers may follow the money freely; beyond, their number follows the window. */
const freeLayers = 9;
/** By so much a layout is worse for every line beside a layer, or against the direction of reading. */
const bowFactor = 0.88;
const backwardsFactor = 0.96;

type Box = Omit<PlacedNode, "x" | "y">;

/** What is laid out, whatever the direction. */
interface Plan {
  readonly boxes: readonly Box[];
  readonly edges: readonly PictureEdge[];
  readonly texts: readonly string[];
  readonly links: readonly Link[];
  readonly crowded: boolean;
  readonly measure: Measure;
}

/** The layout that is shown largest in a window of the given size. Equal input gives equal output. */
export function layoutFlow(flow: MoneyFlow, window: Size, measure: Measure = textWidth): Layout {
  const apart = pictureOf(flow);
  const crowded = apart.edges.length > labelledEdges;
  const { nodes, edges } = crowded ? pictureOf(flow, true) : apart;
  const index = new Map(nodes.map(({ id }, at) => [id, at]));
  const plan: Plan = {
    boxes: nodes.map((node) => boxOf(node, measure)),
    edges,
    texts: edges.map((edge) => (crowded ? countOf(edge) : labelOf(edge, measure))),
    links: edges.map(({ from, to }) => ({ from: index.get(from)!, to: index.get(to)! })),
    crowded,
    measure,
  };
  let best: { made: Layout; score: number } | undefined;
  for (const [direction, layers] of candidates(nodes.length, window)) {
    const { bows, backwards, ...made } = arrange(plan, direction, layers);
    const scale = Math.min(1, window.width / made.width, window.height / made.height);
    const score = scale * bowFactor ** bows * backwardsFactor ** backwards;
    if (best === undefined || score > best.score * 1.02) best = { made, score };
  }
  return best!.made;
}

/** Directions and numbers of layers that may suit the window; what is preferred comes first. */
function candidates(accounts: number, { width, height }: Size): [Direction, number][] {
  if (accounts <= freeLayers) {
    return [2, 3, 4, accounts].flatMap((layers) => both(Math.min(layers, Math.max(1, accounts))));
  }
  const across = Math.sqrt(((width / height) * accounts * 140) / 240);
  const down = Math.sqrt((accounts * 260 * height) / (110 * width));
  return [
    ...[0, 1, 2, 3, -1].map((by): [Direction, number] => ["LR", Math.max(3, Math.round(across) + by)]),
    ["TB", Math.max(3, Math.round(down))],
  ];
}

function both(layers: number): [Direction, number][] {
  return [
    ["LR", layers],
    ["TB", layers],
  ];
}

function arrange(plan: Plan, direction: Direction, layers: number): Layout & { bows: number; backwards: number } {
  const { boxes, edges, texts, links, crowded, measure } = plan;
  const graph = new Graph({ directed: true, multigraph: true });
  graph.setGraph({
    rankdir: direction,
    nodesep: crowded ? 10 : 26,
    edgesep: crowded ? 4 : 14,
    ranksep: crowded ? 60 : 50,
    marginx: margin,
    marginy: margin,
    // The layers are ours.
    ranker: "none",
  });
  const layerOf = layersOf(boxes.length, links, layers);
  boxes.forEach(({ width, height }, at) => {
    // The library puts labels into layers of their own between those of the boxes.
    graph.setNode(String(at), { width, height, rank: 2 * layerOf[at]! });
  });
  const ends = links.map(({ from, to }, at) => {
    const span = layerOf[to]! - layerOf[from]!;
    return { v: String(span < 0 ? to : from), w: String(span < 0 ? from : to), name: edges[at]!.id, span };
  });
  edges.forEach((edge, at) => {
    const { v, w, name, span } = ends[at]!;
    if (span === 0) return;
    const text = texts[at]!;
    const glyph = edge.deferred ? 18 : 0;
    // Small counts on many lines need no room of their own.
    const label = crowded
      ? { width: 0, height: 0 }
      : { width: measure(text, labelFontSize) + glyph, height: text === "" && !edge.deferred ? 0 : 18 };
    graph.setEdge(v, w, { ...label, labelpos: "c", weight: edge.real ? 2 : 1 }, name);
  });
  layout(graph);

  const nodes = boxes.map((box, at): PlacedNode => ({ ...box, ...pointOf(graph.node(String(at))) }));
  const bends = ends.map(({ v, w, name, span }): Point[] => {
    if (span === 0) return [];
    // Without the library's own ends: lines shall not meet in one corner of a box.
    const points: Point[] = graph.edge({ v, w, name }).points.slice(1, -1).map(pointOf);
    return span < 0 ? points.reverse() : points;
  });
  const routes = routesOf(nodes, links, bends, direction);
  const placed = edges.map((edge, at): PlacedEdge => ({ edge, text: texts[at]!, ...routes[at]! }));
  const size: Size = graph.graph();
  // The library does not know of bows and their labels.
  const reach = (half: (edge: PlacedEdge) => number) => Math.max(0, ...placed.map(half)) + margin;
  return {
    width: Math.max(
      size.width,
      reach(({ label, text }) => label.x + measure(text, labelFontSize) / 2),
    ),
    height: Math.max(
      size.height,
      reach(({ label }) => label.y + labelFontSize),
    ),
    nodes,
    edges: placed,
    bows: ends.filter(({ span }) => span === 0).length,
    backwards: ends.filter(({ span }) => span < 0).length,
  };
}

function boxOf(node: FlowNode, measure: Measure): Box {
  const { code, name, entity } = node.account;
  const title = clip(name === "" ? code : name, widestBox, fontSize, measure);
  const details = [entity, name === "" ? undefined : code, node.purpose].filter((part) => part !== undefined);
  const subtitle = clip(details.join(" · "), widestBox, smallFontSize, measure);
  const text = Math.max(measure(title, fontSize), measure(subtitle, smallFontSize));
  return { node, title, subtitle, width: text + 2 * padding + (node.bank ? bankGlyph : 0), height: boxHeight };
}

function labelOf(edge: PictureEdge, measure: Measure): string {
  const count = countOf(edge);
  const first = clip(edge.movements[0]?.label ?? "", widestLabel, labelFontSize, measure);
  return count === "" ? first : `${first} ${count}`;
}

function countOf({ movements }: PictureEdge): string {
  return movements.length > 1 ? `×${movements.length}` : "";
}

function pointOf(point: Partial<Point> | undefined): Point {
  return { x: point?.x ?? 0, y: point?.y ?? 0 };
}
