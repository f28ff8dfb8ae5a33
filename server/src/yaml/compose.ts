import {
  Composer,
  type CST,
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Node as LibraryNode,
  Parser,
  type Range,
  type Scalar,
} from "yaml";
import type { Finding } from "../finding";
import { duplicateKeys } from "./collection-findings";
import { MAX_DEPTH, nestsTooDeep } from "./depth";
import { likelyCause } from "./likely-cause";
import type { AliasNode, Comment, MapNode, Node, Pair, ScalarNode, ScalarStyle, Segment, SeqNode, Span } from "./nodes";
import { syntaxFinding, tooDeep } from "./syntax-messages";

/** What one segment parses to. The library is asked for one segment at a time and never sees a whole file. */
export interface ParsedSegment {
  readonly segment: Segment;
  readonly root: Node | undefined;
  readonly comments: readonly Comment[];
  readonly findings: readonly Finding[];
  readonly anchors: readonly (Node & { readonly anchor: string })[];
  readonly aliases: readonly AliasNode[];
}

/** Parses a segment. Never throws; what cannot be read is reported and left out of the tree. */
export function parseSegment(segment: Segment): ParsedSegment {
  if (nestsTooDeep(segment.text)) return empty(segment, [tooDeep(wholeFirstLine(segment), MAX_DEPTH)]);
  const tokens = [...new Parser().parse(segment.text)];
  const documents = [
    ...new Composer({ uniqueKeys: false, prettyErrors: false, keepSourceTokens: false, logLevel: "silent" }).compose(
      tokens,
    ),
  ];
  const document = documents[0];
  const reader = new Reader(segment);
  const root = document?.contents ? reader.node(document.contents as LibraryNode) : undefined;
  const findings = [...(document ? syntaxFindings(segment, document) : []), ...duplicateKeys(root)];
  return {
    segment,
    root,
    comments: commentsOf(segment, tokens),
    findings,
    anchors: reader.anchors,
    aliases: reader.aliases,
  };
}

function empty(segment: Segment, findings: Finding[]): ParsedSegment {
  return { segment, root: undefined, comments: [], findings, anchors: [], aliases: [] };
}

function wholeFirstLine(segment: Segment): Span {
  const end = segment.text.search(/[\r\n]/);
  return { segment, start: 0, end: end < 0 ? segment.text.length : end };
}

/** One finding: a slip makes the library report every level above it and much of what follows, the repair is the same. */
function syntaxFindings(segment: Segment, document: Document): Finding[] {
  const problems = [...document.errors, ...document.warnings];
  const findings: Finding[] = [];
  for (const problem of problems) {
    const finding = syntaxFinding(segment, problem.code, problem.pos, problem.message);
    if (finding) findings.push(finding);
  }
  if (findings.length === 0) return [];
  const special = findings.find(({ code }) => code !== "yaml/syntax");
  if (special) return [special];
  const starts = findings.map(({ at }) => at.start);
  return [likelyCause(segment, Math.min(...starts), Math.max(...starts)) ?? findings[0]!];
}

class Reader {
  readonly anchors: (Node & { readonly anchor: string })[] = [];
  readonly aliases: AliasNode[] = [];

  constructor(private readonly segment: Segment) {}

  node(source: LibraryNode): Node | undefined {
    const node = this.read(source);
    if (node?.anchor !== undefined) this.anchors.push(node as Node & { readonly anchor: string });
    return node;
  }

  private read(source: LibraryNode): Node | undefined {
    const span = this.span(source.range);
    if (isAlias(source)) {
      const alias: AliasNode = { kind: "alias", ...span, name: source.source };
      this.aliases.push(alias);
      return alias;
    }
    const properties = {
      ...(source.tag ? { tag: source.tag } : {}),
      ...("anchor" in source && source.anchor ? { anchor: source.anchor } : {}),
    };
    if (isScalar(source)) return this.scalar(source, span, properties);
    if (isMap(source)) {
      const pairs: Pair[] = [];
      for (const item of source.items) {
        const key = item.key as LibraryNode | null;
        const keyNode = key ? this.node(key) : undefined;
        const value = item.value ? this.node(item.value as LibraryNode) : undefined;
        pairs.push({ key: this.asKey(keyNode, key ? this.span(key.range) : span), value });
      }
      return { kind: "map", ...span, ...properties, pairs, flow: source.flow === true } satisfies MapNode;
    }
    if (isSeq(source)) {
      const items = source.items.map((item) => (item ? this.node(item as LibraryNode) : undefined));
      return { kind: "seq", ...span, ...properties, items, flow: source.flow === true } satisfies SeqNode;
    }
    return undefined;
  }

  private scalar(source: Scalar, span: Span, properties: { tag?: string; anchor?: string }): ScalarNode | undefined {
    const style = STYLES[source.type ?? "PLAIN"] ?? "plain";
    const value = source.source ?? "";
    if (style === "plain" && span.start === span.end && !properties.tag && !properties.anchor) return undefined;
    const type =
      source.value === null
        ? "null"
        : typeof source.value === "boolean"
          ? "boolean"
          : typeof source.value === "number" || typeof source.value === "bigint"
            ? "number"
            : "string";
    return { kind: "scalar", ...span, ...properties, value, style, type };
  }

  /** Keys are scalars in all our formats; anything else is kept under its source text so that nothing is lost. */
  private asKey(key: Node | undefined, around: Span): ScalarNode {
    if (key?.kind === "scalar") return key;
    const span = key ?? { segment: this.segment, start: around.start, end: around.start };
    return {
      kind: "scalar",
      segment: this.segment,
      start: span.start,
      end: span.end,
      value: this.segment.text.slice(span.start, span.end),
      style: "plain",
      type: "string",
    };
  }

  private span(range: Range | null | undefined): Span {
    return { segment: this.segment, start: range?.[0] ?? 0, end: range?.[1] ?? 0 };
  }
}

const STYLES: Record<string, ScalarStyle> = {
  PLAIN: "plain",
  QUOTE_SINGLE: "single",
  QUOTE_DOUBLE: "double",
  BLOCK_LITERAL: "literal",
  BLOCK_FOLDED: "folded",
};

/** Comments in source order. The composer drops their positions, the token stream has them. */
function commentsOf(segment: Segment, tokens: readonly CST.Token[]): Comment[] {
  if (!segment.text.includes("#")) return [];
  const comments: Comment[] = [];
  const stack: unknown[] = [tokens];
  while (stack.length > 0) {
    const top = stack.pop();
    if (Array.isArray(top)) {
      for (let i = top.length - 1; i >= 0; i--) stack.push(top[i]);
    } else if (typeof top === "object" && top !== null) {
      const token = top as Partial<Record<string, unknown>> & { type?: string; offset?: number; source?: string };
      if (token.type === "comment" && typeof token.offset === "number" && typeof token.source === "string") {
        comments.push({
          segment,
          start: token.offset,
          end: token.offset + token.source.length,
          text: token.source.replace(/^#+/, "").trim(),
        });
      }
      for (const part of ["end", "value", "sep", "key", "start", "items", "props"]) {
        if (token[part] !== undefined) stack.push(token[part]);
      }
    }
  }
  return comments.sort((a, b) => a.start - b.start);
}
