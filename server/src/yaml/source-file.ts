import type { TextDocument } from "vscode-languageserver-textdocument";
import type { Finding } from "../finding";
import { duplicateKeysIn, unknownAliases } from "./collection-findings";
import { type ParsedSegment, parseSegment } from "./compose";
import { conflictMarker } from "./merge-conflict";
import { type Comment, type MapNode, type Node, offsetsOf, type Pair, Segment, type SeqNode, type Span } from "./nodes";
import { commonPrefix, commonSuffix, copied } from "./same-text";
import { type RawDocument, type RawSegment, splitDocuments } from "./split";

/** Text beyond this is not analysed; the file says so (quality target: never silent). */
export const MAX_FILE_LENGTH = 4 * 1024 * 1024;

/** One document of a file; `---` separates several. */
export interface SourceDocument {
  readonly root: Node | undefined;
  /** Where findings about the document as a whole stand: its first line with content. */
  readonly head: Span;
  readonly anchors: ReadonlyMap<string, Node>;
  /** Whether the root was put together from several segments. */
  readonly joined: boolean;
  /** Whether the text has syntax errors: what is missing may merely be unreadable. */
  readonly broken: boolean;
}

/** A parsed file: trees, comments and syntax findings. Positions are current as long as this is the newest parse. */
export interface SourceFile {
  readonly uri: string;
  readonly version: number;
  readonly text: string;
  readonly lines: TextDocument;
  readonly documents: readonly SourceDocument[];
  readonly comments: readonly Comment[];
  /** Findings of the `yaml/` area. */
  readonly findings: readonly Finding[];
  readonly segments: readonly ParsedSegment[];
  /** Set when the file was passed over: it has no trees, and one finding says why. */
  readonly passedOver: boolean;
}

/**
 * Parses a text; segments whose text did not change since `previous` are reused with their nodes.
 * Never throws.
 */
export function parseSource(lines: TextDocument, previous?: SourceFile): SourceFile {
  const text = lines.getText();
  const { uri, version } = lines;
  const refusal = refuse(uri, text);
  if (refusal) {
    return {
      uri,
      version,
      text,
      lines,
      documents: [],
      comments: [],
      findings: [refusal],
      segments: [],
      passedOver: true,
    };
  }
  const raw = splitDocuments(text);
  const segments = parseSegments(uri, text, raw, previous);
  const documents: SourceDocument[] = [];
  const findings: Finding[] = [];
  let next = 0;
  for (const document of raw) {
    const own = segments.slice(next, next + document.segments.length);
    next += document.segments.length;
    if (own.length > 0) documents.push(assemble(uri, text, document, own));
  }
  for (const segment of segments) findings.push(...segment.findings);
  documents.forEach((document, i) => {
    if (document.joined && document.root?.kind === "map") findings.push(...duplicateKeysIn(document.root));
    findings.push(...unknownAliases(document.anchors, aliasesOf(raw, segments, i)));
  });
  return {
    uri,
    version,
    text,
    lines,
    documents,
    comments: segments.flatMap((s) => s.comments),
    findings,
    segments,
    passedOver: false,
  };
}

function refuse(uri: string, text: string): Finding | undefined {
  const segment = new Segment(uri, text);
  const head: Span = { segment, start: 0, end: Math.min(text.length, lineEnd(text, 0)) };
  if (text.includes("\0")) {
    return {
      code: "yaml/binary",
      severity: "error",
      at: { segment, start: 0, end: 0 },
      message: {
        en: "This file is binary (it has NUL bytes); it was passed over.",
        zh: "这是二进制文件（含 NUL 字节），已跳过。",
      },
    };
  }
  if (text.length > MAX_FILE_LENGTH) {
    const size = (text.length / 1024 / 1024).toFixed(1);
    return {
      code: "yaml/too-large",
      severity: "warning",
      at: head,
      message: {
        en: `This file has ${size} million characters; files over 4 MB are not checked. Split it.`,
        zh: `文件有 ${size} 兆字符，超过 4 MB 的文件不做检查，请拆分。`,
      },
    };
  }
  return conflictMarker(segment);
}

/** What stands wholly before or wholly behind the edit is taken over. Segments follow each other without a gap. */
function parseSegments(
  uri: string,
  text: string,
  raw: readonly RawDocument[],
  previous: SourceFile | undefined,
): ParsedSegment[] {
  const places = raw.flatMap((document) => document.segments);
  const parsed = new Array<ParsedSegment>(places.length);
  const before = startsOf(previous?.segments ?? []);
  const most = Math.min(places.length, before.length);
  const old = previous?.text ?? "";
  const shift = text.length - old.length;
  const prefix = commonPrefix(old, text);
  const suffix = commonSuffix(old, text, prefix);
  const same = ({ start, end }: Place, { at, segment }: Placed, moved: number) =>
    start === at + moved && end - start === segment.segment.text.length;
  let head = 0;
  for (; head < most; head++) {
    const place = places[head]!;
    if (place.end > prefix || !same(place, before[head]!, 0)) break;
    parsed[head] = before[head]!.segment;
  }
  let tail = 1;
  for (; tail <= most - head; tail++) {
    const place = places.at(-tail)!;
    if (text.length - place.start > suffix || !same(place, before.at(-tail)!, shift)) break;
    parsed[places.length - tail] = before.at(-tail)!.segment;
  }
  for (let i = head; i <= places.length - tail; i++) {
    const place = places[i]!;
    parsed[i] = parseSegment(new Segment(uri, copied(text, place.start, place.end)));
  }
  places.forEach((place, i) => {
    parsed[i]!.segment.base = place.start;
  });
  return parsed;
}

type Place = Pick<RawSegment, "start" | "end">;

interface Placed {
  readonly at: number;
  readonly segment: ParsedSegment;
}

function startsOf(segments: readonly ParsedSegment[]): readonly Placed[] {
  let at = 0;
  return segments.map((segment) => {
    const placed = { at, segment };
    at += segment.segment.text.length;
    return placed;
  });
}

/** Joins the segments of a document into one tree. Joined nodes live in a segment of their own that spans the document. */
function assemble(uri: string, text: string, raw: RawDocument, parsed: readonly ParsedSegment[]): SourceDocument {
  const frame = new Segment(uri, text.slice(raw.start, raw.end));
  frame.base = raw.start;
  const anchors = new Map<string, Node>();
  for (const segment of parsed) for (const node of segment.anchors) anchors.set(node.anchor, node);
  const broken = parsed.some((segment) => segment.findings.some((finding) => finding.severity === "error"));
  const head = headOf(parsed[0]!);
  if (parsed.length === 1) return { root: parsed[0]!.root, head, anchors, joined: false, broken };

  const pairs: Pair[] = [];
  raw.segments.forEach((place, i) => {
    const root = parsed[i]!.root;
    if (place.role === "entry") {
      if (root?.kind === "map") pairs.push(...root.pairs);
    } else if (root?.kind === "seq") {
      const last = pairs.at(-1);
      if (!last) return;
      const list = last.value?.kind === "seq" && last.value.segment === frame ? last.value : undefined;
      const start = list?.start ?? place.start - raw.start + root.start;
      const items = list ? (list.items as (Node | undefined)[]) : [];
      items.push(...root.items);
      const joined: SeqNode = {
        kind: "seq",
        segment: frame,
        start,
        end: place.start - raw.start + root.end,
        items,
        flow: false,
      };
      pairs[pairs.length - 1] = { key: last.key, value: joined };
    }
  });
  const root: MapNode = {
    kind: "map",
    segment: frame,
    start: pairs[0] ? offsetsOf(pairs[0].key).start - raw.start : 0,
    end: frame.text.length,
    pairs,
    flow: false,
  };
  return { root, head, anchors, joined: true, broken };
}

function headOf(first: ParsedSegment): Span {
  const { text } = first.segment;
  const content = /^[ \t]*(?!#|---|%)[^\s]/m.exec(text);
  const start = content ? content.index + content[0].length - 1 : 0;
  return { segment: first.segment, start, end: lineEnd(text, start) };
}

function lineEnd(text: string, from: number): number {
  const end = text.slice(from, from + 2000).search(/[\r\n]/);
  return end < 0 ? Math.min(text.length, from + 2000) : from + end;
}

function aliasesOf(raw: readonly RawDocument[], segments: readonly ParsedSegment[], index: number) {
  const before = raw.slice(0, index).reduce((n, d) => n + d.segments.length, 0);
  return segments.slice(before, before + raw[index]!.segments.length).flatMap((s) => s.aliases);
}
