/**
 * A stretch of source text that is parsed on its own: a top-level key, or one item of a top-level list.
 * `base` is the offset of the segment in its file. It is the only thing in a tree that moves: an edit elsewhere
 * shifts `base`, so every span inside the segment stays right without being touched.
 */
export class Segment {
  base = 0;
  constructor(
    readonly uri: string,
    readonly text: string,
  ) {}
}

/** A range of source text; offsets are UTF-16 units relative to the segment's start. */
export interface Span {
  readonly segment: Segment;
  readonly start: number;
  readonly end: number;
}

interface NodeBase extends Span {
  /** Explicit tag such as `!!str`, if any. */
  readonly tag?: string;
  /** Anchor name without `&`, if any. */
  readonly anchor?: string;
}

export type ScalarStyle = "plain" | "single" | "double" | "literal" | "folded";

export interface ScalarNode extends NodeBase {
  readonly kind: "scalar";
  /** The text the scalar stands for: unquoted and unescaped, but never converted to a number. */
  readonly value: string;
  readonly style: ScalarStyle;
  /** What a YAML 1.2 reader makes of it. */
  readonly type: "string" | "number" | "boolean" | "null";
}

export interface Pair {
  readonly key: ScalarNode;
  /** Absent when nothing stands after the colon. */
  readonly value: Node | undefined;
}

export interface MapNode extends NodeBase {
  readonly kind: "map";
  readonly pairs: readonly Pair[];
  readonly flow: boolean;
}

export interface SeqNode extends NodeBase {
  readonly kind: "seq";
  readonly items: readonly (Node | undefined)[];
  readonly flow: boolean;
}

export interface AliasNode extends NodeBase {
  readonly kind: "alias";
  /** The anchor's name, without `*`. */
  readonly name: string;
}

export type Node = ScalarNode | MapNode | SeqNode | AliasNode;

/** A comment, from `#` to the end of its line. */
export interface Comment extends Span {
  /** The text after `#`, trimmed. */
  readonly text: string;
}

/** Absolute offsets of a span in its file at this moment. */
export function offsetsOf(span: Span): { start: number; end: number } {
  return { start: span.segment.base + span.start, end: span.segment.base + span.end };
}

/** The source text under a span, quotes included. */
export function sourceOf(span: Span): string {
  return span.segment.text.slice(span.start, span.end);
}

/** A part of a span, by offsets relative to the span's start. */
export function subspan(span: Span, from: number, to: number): Span {
  return { segment: span.segment, start: span.start + from, end: span.start + to };
}

/** The pair with this key, the first one when the key is duplicated. */
export function pairOf(map: MapNode, key: string): Pair | undefined {
  for (const pair of map.pairs) {
    if (pair.key.value === key) return pair;
  }
  return undefined;
}
