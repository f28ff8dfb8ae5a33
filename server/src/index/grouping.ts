import { encoded } from "../uri";
import type { AnyDocument } from "./documents";

const LEDGER_KINDS: ReadonlySet<string> = new Set(["chart-of-accounts", "posting-rules", "payment-channels"]);

export interface LedgerGroup {
  readonly root: string;
  readonly documents: readonly AnyDocument[];
  readonly settings: AnyDocument | undefined;
  readonly joins: ReadonlyMap<AnyDocument, readonly AnyDocument[]>;
}

/**
 * Which files belong together. A ledger workspace is a folder with `counting-house.yaml`, else the workspace folder.
 * Inside it, paths (`chart:`, `channels:`, `posting_rules:`) join files; a file without any belongs to all others.
 * What is connected, directly or through other files, is one ledger.
 */
export function groupIntoLedgers(documents: readonly AnyDocument[], folders: readonly string[]): LedgerGroup[] {
  const settings = documents.filter((document) => document.kind === "counting-house");
  const roots = settings.map((document) => folderOf(document.uri));
  const byRoot = new Map<string, AnyDocument[]>();
  for (const document of [...documents].sort((a, b) => (a.uri < b.uri ? -1 : a.uri > b.uri ? 1 : 0))) {
    const root = longest(roots, document.uri) ?? longest(folders, document.uri) ?? folderOf(document.uri);
    const list = byRoot.get(root);
    if (list) list.push(document);
    else byRoot.set(root, [document]);
  }
  return [...byRoot].flatMap(([root, members]) => {
    const own = settings.find((document) => folderOf(document.uri) === root);
    return connected(members).map(({ documents: group, joins }) => ({ root, documents: group, settings: own, joins }));
  });
}

function connected(
  members: readonly AnyDocument[],
): { documents: AnyDocument[]; joins: Map<AnyDocument, readonly AnyDocument[]> }[] {
  const joins = new Map<AnyDocument, readonly AnyDocument[]>();
  const ledgerFiles: readonly AnyDocument[] = members.filter((document) => LEDGER_KINDS.has(document.kind));
  const common = members.filter((document) => !ledgerFiles.includes(document));
  const byUri = new Map<string, AnyDocument[]>();
  for (const document of ledgerFiles) byUri.set(document.uri, [...(byUri.get(document.uri) ?? []), document]);
  const component = new Map<AnyDocument, number>(ledgerFiles.map((document, i) => [document, i]));
  const merge = (a: AnyDocument, b: AnyDocument) => {
    const [from, to] = [component.get(b)!, component.get(a)!];
    if (from !== to) for (const [document, number] of component) if (number === from) component.set(document, to);
  };
  for (const document of ledgerFiles) {
    const targets = pathsOf(document).flatMap((path) => byUri.get(resolve(document.uri, path)) ?? []);
    joins.set(document, targets);
    for (const target of targets) merge(document, target);
  }
  const named = new Set([...joins.values()].flat());
  for (const document of ledgerFiles) {
    const alone = pathsOf(document).length === 0 && !named.has(document);
    if (alone) for (const other of ledgerFiles) merge(document, other);
  }
  const groups = new Map<number, AnyDocument[]>();
  for (const document of ledgerFiles) {
    const list = groups.get(component.get(document)!);
    if (list) list.push(document);
    else groups.set(component.get(document)!, [document]);
  }
  if (groups.size === 0) return common.length > 0 ? [{ documents: common, joins }] : [];
  return [...groups.values()].map((group) => ({ documents: [...group, ...common], joins }));
}

function pathsOf(document: AnyDocument): string[] {
  if (document.kind === "posting-rules")
    return [...document.model.chart, ...document.model.channels].map((path) => path.value);
  if (document.kind === "payment-channels")
    return [...document.model.chart, ...document.model.posting_rules].map((path) => path.value);
  return [];
}

/** A relative path against a file's URI. */
export function resolve(uri: string, path: string): string {
  const base = uri.split("/").slice(0, -1);
  for (const part of path.split("/")) {
    if (part === "..") base.pop();
    else if (part !== "." && part !== "") base.push(encoded(part));
  }
  return base.join("/");
}

function folderOf(uri: string): string {
  return uri.slice(0, uri.lastIndexOf("/"));
}

function longest(folders: readonly string[], uri: string): string | undefined {
  return folders.filter((folder) => uri.startsWith(`${folder}/`)).sort((a, b) => b.length - a.length)[0];
}
