import { type DocumentSymbol, SymbolKind, SymbolTag } from "vscode-languageserver-types";
import { Chart } from "../index/chart";
import type { AnyDocument, ChartDocument } from "../index/documents";
import { hasEnded, rangeOf as validity } from "../index/validity";
import type { Account } from "../model/types.generated";
import { type MapNode, type Node, offsetsOf, type Pair, pairOf, type ScalarNode } from "../yaml/nodes";
import { type FeatureContext, say } from "./context";

/** The outline of a file: the tree of accounts; rules, products and channels by name; scenarios with their steps. */
export function documentSymbols(context: FeatureContext, uri: string): DocumentSymbol[] {
  const file = context.workspace.file(uri);
  return (file?.documents ?? []).flatMap((document) => new Outline(context, document).symbols());
}

/** What stands for an item: its name keys in order of preference, and what is shown behind it. */
interface Naming {
  readonly name: readonly string[];
  readonly detail: readonly string[];
  readonly kind: SymbolKind;
  readonly children?: string;
}

const STEP: Naming = { name: ["id", "event"], detail: ["at", "event", "status"], kind: SymbolKind.Event };
const TERM: Naming = { name: ["name", "id"], detail: ["en", "id"], kind: SymbolKind.String };

const NAMINGS: Readonly<Record<string, Naming>> = {
  bank_accounts: { name: ["id"], detail: ["name"], kind: SymbolKind.Field },
  subledgers: { name: ["id"], detail: ["name"], kind: SymbolKind.Struct },
  products: { name: ["id"], detail: ["name"], kind: SymbolKind.Class },
  rules: { name: ["id"], detail: ["title", "event"], kind: SymbolKind.Function },
  identities: { name: ["name"], detail: [], kind: SymbolKind.Operator },
  scenarios: { name: ["id"], detail: ["title"], kind: SymbolKind.Module, children: "steps" },
  channels: { name: ["id"], detail: ["name"], kind: SymbolKind.Interface },
  routing: { name: ["id", "product"], detail: ["product"], kind: SymbolKind.Enum },
  reference: { name: ["id", "kind"], detail: ["kind"], kind: SymbolKind.Enum },
  contexts: { name: ["name"], detail: ["domainVisionStatement"], kind: SymbolKind.Namespace, children: "terms" },
  steps: STEP,
  terms: TERM,
};

/** Keys of free names and what each is. */
const MAPS: Readonly<Record<string, SymbolKind>> = {
  inputs: SymbolKind.Variable,
  amounts: SymbolKind.Constant,
  units: SymbolKind.EnumMember,
  events: SymbolKind.Event,
  purposes: SymbolKind.EnumMember,
};

class Outline {
  private readonly lines;

  constructor(
    private readonly context: FeatureContext,
    private readonly document: AnyDocument,
  ) {
    this.lines = document.file.lines;
  }

  symbols(): DocumentSymbol[] {
    const { root } = this.document.source;
    return root?.kind === "map" ? root.pairs.map((pair) => this.entry(pair)) : [];
  }

  private entry(pair: Pair): DocumentSymbol {
    const key = pair.key.value;
    const title = this.document.view.property(key)?.title;
    const children = this.childrenOf(key, pair.value);
    const scalar = pair.value?.kind === "scalar" ? pair.value.value.split(/\r?\n/)[0] : undefined;
    return this.symbol(
      key,
      scalar ?? (title && say(this.context, title)),
      children.length > 0 ? SymbolKind.Package : SymbolKind.Property,
      pair.value ? this.extent(pair.key, pair.value) : this.extent(pair.key),
      pair.key,
      children,
    );
  }

  private childrenOf(key: string, value: Node | undefined): DocumentSymbol[] {
    if (key === "accounts" && this.document.kind === "chart-of-accounts") return this.accounts(this.document);
    const naming = NAMINGS[key];
    if (naming && value?.kind === "seq")
      return value.items.flatMap((item, i) => (item?.kind === "map" ? this.item(item, naming, i) : []));
    const kind = MAPS[key];
    if (kind !== undefined && value?.kind === "map")
      return value.pairs.map((pair) => {
        const detail = pair.value?.kind === "scalar" ? pair.value.value : textAt(pair.value, "type");
        return this.symbol(
          pair.key.value,
          detail,
          kind,
          pair.value ? this.extent(pair.key, pair.value) : this.extent(pair.key),
          pair.key,
        );
      });
    return [];
  }

  private item(item: MapNode, naming: Naming, index: number): DocumentSymbol {
    const named = naming.name.flatMap((key) => scalarAt(item, key) ?? [])[0];
    const name = named?.value || `${index + 1}`;
    const details = naming.detail.flatMap((key) => textAt(item, key) ?? []).filter((text) => text !== name);
    const children = naming.children ? this.childrenOf(naming.children, pairOf(item, naming.children)?.value) : [];
    const head = named ?? item.pairs[0]?.key ?? item;
    return this.symbol(name, details.join(" · ").split("\n")[0], naming.kind, this.extent(item), head, children);
  }

  /** Accounts below the ones their codes or `parent` name. The range of an account takes in those below it. */
  private accounts(document: ChartDocument): DocumentSymbol[] {
    const chart = Chart.of(document);
    const ledger = this.context.workspace.ledgerOf(document);
    const shown = new Set<Account>();
    const build = (account: Account): DocumentSymbol[] => {
      if (shown.has(account) || !account.code) return [];
      shown.add(account);
      const children = chart.childrenOf(account).flatMap(build);
      const own = this.extent(account.node);
      const extent = children.reduce((range, child) => around(range, this.offsets(child)), own);
      const kind = children.length > 0 ? SymbolKind.Namespace : SymbolKind.Field;
      const symbol = this.symbol(account.code.value, account.name?.value, kind, extent, account.code.node, children);
      const ended = ledger !== undefined && hasEnded(validity(account), ledger.today);
      return [ended ? { ...symbol, tags: [SymbolTag.Deprecated] } : symbol];
    };
    const tops = chart.accounts.filter((account) => !chart.parent(account));
    // What is left hangs in a circle of parents and is shown where it stands.
    return [...tops, ...chart.accounts].flatMap(build);
  }

  private symbol(
    name: string,
    detail: string | undefined,
    kind: SymbolKind,
    extent: Extent,
    head: ScalarNode | MapNode,
    children: DocumentSymbol[] = [],
  ): DocumentSymbol {
    const own = offsetsOf(head);
    const { start, end } = around(extent, own);
    return {
      name: name.trim() === "" ? "?" : name,
      ...(detail ? { detail } : {}),
      kind,
      range: { start: this.lines.positionAt(start), end: this.lines.positionAt(end) },
      selectionRange: { start: this.lines.positionAt(own.start), end: this.lines.positionAt(own.end) },
      ...(children.length > 0 ? { children } : {}),
    };
  }

  private extent(first: Node, last: Node = first): Extent {
    return around(offsetsOf(first), offsetsOf(last));
  }

  private offsets({ range }: DocumentSymbol): Extent {
    return { start: this.lines.offsetAt(range.start), end: this.lines.offsetAt(range.end) };
  }
}

interface Extent {
  readonly start: number;
  readonly end: number;
}

function around(a: Extent, b: Extent): Extent {
  return { start: Math.min(a.start, b.start), end: Math.max(a.end, b.end) };
}

function scalarAt(node: Node | undefined, key: string): ScalarNode | undefined {
  const value = node?.kind === "map" ? pairOf(node, key)?.value : undefined;
  return value?.kind === "scalar" ? value : undefined;
}

function textAt(node: Node | undefined, key: string): string | undefined {
  return scalarAt(node, key)?.value;
}
