// The lines between boxes: where they leave and arrive, and their curves.
import type { Link } from "./layers";

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Which way the layers follow each other: to the right or downwards. */
export type Direction = "LR" | "TB";

export interface Route {
  /** The data of an SVG path. */
  readonly path: string;
  /** On the line, about its middle. */
  readonly label: Point;
}

/** A box by its centre. */
interface Box extends Point {
  readonly width: number;
  readonly height: number;
}

/** The end of a line at a box. */
interface End {
  readonly line: number;
  readonly box: number;
  readonly isStart: boolean;
  /** 1 on the side where the layers go on, -1 on the other. */
  readonly side: 1 | -1;
  /** Where the line comes from or goes to, across the direction of the layers. */
  readonly towards: number;
}

const bowReach = 30;
/** How much of a side the ends of lines may take. */
const usable = 0.7;

/** The routes of lines through their bends; a line without bends that joins boxes of one layer is led around as a bow. */
export function routesOf(
  boxes: readonly Box[],
  links: readonly Link[],
  bends: readonly (readonly Point[])[],
  direction: Direction,
): Route[] {
  // Everything is computed for layers that go to the right; for those that go down, the axes change places.
  const turned = direction === "TB";
  const turn = <P extends Point>(point: P): Point => (turned ? { x: point.y, y: point.x } : { x: point.x, y: point.y });
  const placed = boxes.map((box) => ({
    ...turn(box),
    half: (turned ? box.height : box.width) / 2,
    side: turned ? box.width : box.height,
  }));
  const lines = bends.map((points) => points.map(turn));

  const ends = links.flatMap((link, line): End[] => {
    const points = lines[line]!;
    const [from, to] = [placed[link.from]!, placed[link.to]!];
    const forwards = from.x <= to.x ? 1 : -1;
    const isBow = points.length === 0;
    const first = points[0] ?? to;
    const last = points.at(-1) ?? from;
    return [
      { line, box: link.from, isStart: true, side: isBow ? 1 : forwards, towards: first.y },
      { line, box: link.to, isStart: false, side: isBow || forwards < 0 ? 1 : -1, towards: last.y },
    ];
  });
  const ports = portsOf(ends, placed);

  return links.map((_, line) => {
    const points = lines[line]!;
    const [start, end] = ports.get(line)!;
    const route = points.length === 0 ? bow(start, end) : through([start, ...points, end]);
    const text = (point: Point) => {
      const { x, y } = turn(point);
      return `${round(x)} ${round(y)}`;
    };
    const [begin, ...curves] = route.points;
    const path = [`M${text(begin!)}`, ...curves.map((point, at) => `${at % 3 === 0 ? "C" : ""}${text(point)}`)].join(
      " ",
    );
    return { path, label: turn(route.label) };
  });
}

/** The ends of every side, spread along it in the order in which the lines go away, so that they do not cross at once. */
function portsOf(
  ends: readonly End[],
  boxes: readonly (Point & { half: number; side: number })[],
): Map<number, [Point, Point]> {
  const sides = new Map<string, End[]>();
  for (const end of ends) {
    const key = `${end.box} ${end.side}`;
    sides.set(key, [...(sides.get(key) ?? []), end]);
  }
  const ports = new Map<number, [Point, Point]>();
  for (const side of sides.values()) {
    side.sort((a, b) => a.towards - b.towards || a.line - b.line || Number(a.isStart) - Number(b.isStart));
    side.forEach((end, at) => {
      const box = boxes[end.box]!;
      const across = box.side * usable * ((at + 0.5) / side.length - 0.5);
      const port = { x: box.x + end.side * box.half, y: box.y + across };
      const known = ports.get(end.line) ?? [port, port];
      ports.set(end.line, end.isStart ? [port, known[1]] : [known[0], port]);
    });
  }
  return ports;
}

/** Level at every point, so that nothing swings out and a label lies on the line. */
function through(points: readonly Point[]): { points: Point[]; label: Point } {
  const curve: Point[] = [points[0]!];
  points.slice(1).forEach((point, at) => {
    const before = points[at]!;
    const middle = (before.x + point.x) / 2;
    curve.push({ x: middle, y: before.y }, { x: middle, y: point.y }, point);
  });
  // With an even number of points the middle is halfway between two of them.
  const [a, b] = [points[(points.length - 1) >> 1]!, points[points.length >> 1]!];
  return { points: curve, label: { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 } };
}

/** Out of the one side, and back to the same side of the other box. */
function bow(start: Point, end: Point): { points: Point[]; label: Point } {
  const out = Math.max(start.x, end.x) + bowReach + Math.abs(end.y - start.y) / 12;
  const points = [start, { x: out, y: start.y }, { x: out, y: end.y }, end];
  return { points, label: { x: (start.x + end.x + 6 * out) / 8, y: (start.y + end.y) / 2 } };
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
