import type { Edit } from "../finding";
import type { AnyDocument } from "../index/documents";
import { type MapNode, type Node, offsetsOf, pairOf, type ScalarNode, type Segment, type Span } from "../yaml/nodes";

/** What an edit writes: the source text of a scalar (quoted where needed, see {@link yamlScalar}), a list, or a mapping. */
export type Yaml = string | readonly Yaml[] | YamlMap;

export interface YamlMap {
  readonly [key: string]: Yaml;
}

const PLAIN = /^[\p{L}_][\p{L}\p{N}_. /-]*$/u;
const READ_OTHERWISE = /^(?:y|yes|n|no|on|off|true|false|null|nan)$/i;

/** A text as the source of a scalar: plain when every YAML reader takes it as that text, else in double quotes. */
export function yamlScalar(text: string): string {
  const plain = PLAIN.test(text) && !READ_OTHERWISE.test(text) && !text.endsWith(" ");
  return plain ? text : JSON.stringify(text);
}

/** Replaces the text of a scalar and keeps its quotes. */
export function replaceScalar(node: ScalarNode, text: string): Edit {
  const source =
    node.style === "double" ? JSON.stringify(text) : node.style === "single" ? `'${text.replaceAll("'", "''")}'` : "";
  return { at: node, newText: source || yamlScalar(text) };
}

/** Inserts keys into a mapping, after the key `after` or at its end, in the style (block or flow) of the mapping. */
export function insertKeys(map: MapNode, keys: YamlMap, after?: string): Edit {
  const { text } = map.segment;
  const anchor = (after !== undefined && pairOf(map, after)) || map.pairs.at(-1);
  if (map.flow || !anchor) {
    const source = flowPairs(keys);
    if (anchor) return insertion(map.segment, endOfPair(anchor, map.segment), `, ${source}`);
    return { at: map, newText: `{${source}}` };
  }
  const first = map.pairs[0]!;
  const indent = columnOf(text, startIn(map.segment, first.key));
  const at = endOfLine(text, endOfPair(anchor, map.segment));
  return insertion(map.segment, at, joinLines(text, ["", ...blockPairs(keys, indent)]));
}

export function insertKey(map: MapNode, key: string, value: Yaml, after?: string): Edit {
  return insertKeys(map, { [key]: value }, after);
}

/** Gives a key a value: replaces the one it has, or inserts the key. */
export function setKey(map: MapNode, key: string, value: Yaml, after?: string): Edit {
  const pair = pairOf(map, key);
  if (!pair) return insertKey(map, key, value, after);
  const { segment } = map;
  const current = pair.value;
  if ((current?.kind === "seq" || current?.kind === "map") && current.flow)
    return { at: current, newText: flow(value) };
  const start = startIn(segment, pair.key);
  const at: Span = { segment, start, end: endOfPair(pair, segment) };
  const lines = map.flow
    ? [flowPairs({ [key]: value })]
    : blockPairs({ [key]: value }, columnOf(segment.text, start)).map((line, i) => (i === 0 ? line.trimStart() : line));
  return { at, newText: joinLines(segment.text, lines) };
}

/** Removes a key with its value; nothing when it is the only key. */
export function removeKey(map: MapNode, key: string): readonly Edit[] {
  const index = map.pairs.findIndex((pair) => pair.key.value === key);
  const pair = map.pairs[index];
  if (!pair || map.pairs.length === 1) return [];
  const { segment } = map;
  const { text } = segment;
  const start = startIn(segment, pair.key);
  const next = map.pairs[index + 1];
  const previous = map.pairs[index - 1];
  if (map.flow) {
    if (previous) return [deletion(segment, endOfPair(previous, segment), endOfPair(pair, segment))];
    return [deletion(segment, start, startIn(segment, next!.key))];
  }
  // The first key of a list item stands behind the dash, which has to stay.
  if (!previous && next && text.slice(lineStart(text, start), start).trim() !== "")
    return [deletion(segment, start, startIn(segment, next.key))];
  return [deletion(segment, lineStart(text, start), nextLine(text, endOfPair(pair, segment)))];
}

/** Adds items at the end of the list under a key; makes the list when there is none. */
export function appendItems(map: MapNode, key: string, items: readonly Yaml[]): Edit {
  const list = pairOf(map, key)?.value;
  const last = list?.kind === "seq" ? list.items.findLast((item) => item !== undefined) : undefined;
  if (list?.kind !== "seq" || !last) return setKey(map, key, items);
  const { segment } = list;
  const { text } = segment;
  const end = contentEnd(last, segment);
  if (list.flow) return insertion(segment, end, `, ${items.map(flow).join(", ")}`);
  const indent = columnOf(text, dashBefore(text, startIn(segment, last)));
  const inFlow = last.kind === "map" && last.flow;
  const lines = items.flatMap((item) => (inFlow ? [`${pad(indent)}- ${flow(item)}`] : blockItem(item, indent)));
  return insertion(segment, endOfLine(text, end), joinLines(text, ["", ...lines]));
}

/** Adds items to a list right after one of its mappings, in that mapping's style. */
export function insertItemsAfter(item: MapNode, added: readonly YamlMap[]): Edit {
  const { segment } = item;
  const { text } = segment;
  const end = contentEnd(item, segment);
  const dash = dashBefore(text, item.start);
  if (dash < 0) return insertion(segment, end, `, ${added.map(flow).join(", ")}`);
  const indent = columnOf(text, dash);
  const lines = added.flatMap((one) => (item.flow ? [`${pad(indent)}- ${flow(one)}`] : blockItem(one, indent)));
  return insertion(segment, endOfLine(text, end), joinLines(text, ["", ...lines]));
}

/** Removes one item of the list under a key; the last one leaves an empty list `[]`. */
export function removeItem(map: MapNode, key: string, item: Node): readonly Edit[] {
  const pair = pairOf(map, key);
  const list = pair?.value;
  if (!pair || list?.kind !== "seq") return [];
  const index = list.items.indexOf(item);
  if (index < 0) return [];
  const { segment } = list;
  const { text } = segment;
  const [start, end] = [startIn(segment, item), contentEnd(item, segment)];
  if (list.flow) {
    const [previous, next] = [list.items[index - 1], list.items[index + 1]];
    if (previous) return [deletion(segment, contentEnd(previous, segment), end)];
    return [deletion(segment, start, next ? startIn(segment, next) : end)];
  }
  const dash = dashBefore(text, start);
  const line = lineStart(text, dash);
  const removed = deletion(segment, line, nextLine(text, end));
  if (list.items.length > 1) return [removed];
  const colon = afterColon(map.segment.text, startIn(map.segment, pair.key) + (pair.key.end - pair.key.start));
  return [insertion(map.segment, colon, " []"), removed];
}

/** Adds items to a list at the top level of a document (`accounts`, `rules` …), making it when there is none. */
export function appendToDocument(document: AnyDocument, key: string, items: readonly YamlMap[]): readonly Edit[] {
  const root = document.source.root;
  return root?.kind === "map" ? [appendItems(root, key, items)] : [];
}

function flow(value: Yaml): string {
  if (typeof value === "string") return value;
  return isList(value) ? `[${value.map(flow).join(", ")}]` : `{${flowPairs(value)}}`;
}

function flowPairs(pairs: YamlMap): string {
  return Object.entries(pairs)
    .map(([key, value]) => `${key}: ${flow(value)}`)
    .join(", ");
}

function blockPairs(pairs: YamlMap, indent: number): string[] {
  return Object.entries(pairs).flatMap(([key, value]) => {
    const head = `${pad(indent)}${key}:`;
    if (typeof value === "string" || Object.keys(value).length === 0) return [`${head} ${flow(value)}`];
    if (isList(value)) return [head, ...value.flatMap((item) => blockItem(item, indent + 2))];
    return [head, ...blockPairs(value, indent + 2)];
  });
}

function blockItem(value: Yaml, indent: number): string[] {
  if (typeof value === "string" || isList(value)) return [`${pad(indent)}- ${flow(value)}`];
  return blockPairs(value, indent + 2).map((line, i) => (i === 0 ? `${pad(indent)}- ${line.trimStart()}` : line));
}

function isList(value: Yaml): value is readonly Yaml[] {
  return Array.isArray(value);
}

/** Where a node's content ends, without the comments and blank lines that a block collection may drag along. */
function contentEnd(node: Node, segment: Segment): number {
  if (node.kind === "map" && !node.flow) {
    const last = node.pairs.at(-1);
    if (last) return endOfPair(last, segment);
  }
  if (node.kind === "seq" && !node.flow) {
    const last = node.items.findLast((item) => item !== undefined);
    if (last) return contentEnd(last, segment);
  }
  const end = startIn(segment, node) + (node.end - node.start);
  return node.kind === "scalar" ? trimmedEnd(segment.text, end) : end;
}

function endOfPair(pair: MapNode["pairs"][number], segment: Segment): number {
  if (pair.value) return contentEnd(pair.value, segment);
  return afterColon(segment.text, startIn(segment, pair.key) + (pair.key.end - pair.key.start));
}

function afterColon(text: string, from: number): number {
  const colon = text.indexOf(":", from);
  return colon < 0 ? from : colon + 1;
}

/** A node's start in the coordinates of another segment: lists put together from items lie in a segment of their own. */
function startIn(segment: Segment, node: Span): number {
  return offsetsOf(node).start - segment.base;
}

function insertion(segment: Segment, at: number, newText: string): Edit {
  return { at: { segment, start: at, end: at }, newText };
}

function deletion(segment: Segment, start: number, end: number): Edit {
  return { at: { segment, start, end }, newText: "" };
}

/** The dash of the block list item that begins at an offset; −1 in a flow list. */
function dashBefore(text: string, at: number): number {
  const before = text.slice(0, at).trimEnd();
  return before.endsWith("-") ? before.length - 1 : -1;
}

function columnOf(text: string, at: number): number {
  return at - lineStart(text, at);
}

function lineStart(text: string, at: number): number {
  return text.lastIndexOf("\n", at - 1) + 1;
}

function nextLine(text: string, at: number): number {
  const end = text.indexOf("\n", at);
  return end < 0 ? text.length : end + 1;
}

function endOfLine(text: string, at: number): number {
  const end = text.indexOf("\n", at);
  return end < 0 ? text.length : text[end - 1] === "\r" ? end - 1 : end;
}

function trimmedEnd(text: string, end: number): number {
  return text.slice(0, end).trimEnd().length;
}

function joinLines(text: string, lines: readonly string[]): string {
  return lines.join(text.includes("\r\n") ? "\r\n" : "\n");
}

function pad(indent: number): string {
  return " ".repeat(indent);
}
