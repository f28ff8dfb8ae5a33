import { dayNumber } from "../ledger/calendar";
import type { Account, Channel, Product, Rule, Scenario } from "../model/types.generated";
import { Chart } from "./chart";
import type { AnyDocument, ChannelsDocument, ChartDocument, GlossaryDocument, RulesDocument } from "./documents";
import type { Settings } from "./settings";
import type { Occurrence, Space } from "./symbols";

/** An item together with the document it stands in. */
export interface In<T, D> {
  readonly item: T;
  readonly document: D;
}

/** The files that belong together: charts, posting rules and channels joined by paths, or all files of a ledger workspace. */
export class Ledger {
  readonly charts: readonly Chart[];
  readonly rulesDocuments: readonly RulesDocument[];
  readonly channelsDocuments: readonly ChannelsDocument[];
  readonly glossaries: readonly GlossaryDocument[];
  private allRules: readonly In<Rule, RulesDocument>[] | undefined;
  private allProducts: readonly In<Product, RulesDocument>[] | undefined;
  private productsById: Map<string, In<Product, RulesDocument>> | undefined;
  private rulesById: Map<string, In<Rule, RulesDocument>> | undefined;
  private channelsById: Map<string, In<Channel, ChannelsDocument>> | undefined;

  constructor(
    /** Folder of the ledger workspace. */
    readonly root: string,
    readonly documents: readonly AnyDocument[],
    readonly settings: Settings,
    /** `chart:`, `channels:`, `posting_rules:` of a document → the documents they name. */
    private readonly joins: ReadonlyMap<AnyDocument, readonly AnyDocument[]>,
    /** Today, ISO date, from the clock. */
    private readonly clockDate: string,
  ) {
    this.charts = ofKind<ChartDocument>(documents, "chart-of-accounts").map((document) => Chart.of(document));
    this.rulesDocuments = ofKind<RulesDocument>(documents, "posting-rules");
    this.channelsDocuments = ofKind<ChannelsDocument>(documents, "payment-channels");
    this.glossaries = ofKind<GlossaryDocument>(documents, "glossary");
  }

  /** Whether every file could be read: what is missing is then really missing. */
  get complete(): boolean {
    return this.documents.every((document) => !document.source.broken);
  }

  /** The day at which dated rules are judged: the chart's `regulation.as_of`, else the workspace's, else the clock's. */
  get today(): string {
    const stated = this.charts.map((chart) => chart.document.model.regulation?.as_of?.value);
    // A day that does not exist is a finding of its own; the checks go on with the next.
    const isDay = (text: string | undefined): text is string => text !== undefined && dayNumber(text) !== undefined;
    return [...stated, this.settings.regulation.asOf].find(isDay) ?? this.clockDate;
  }

  get regulationProfile(): string {
    for (const chart of this.charts) {
      const profile = chart.document.model.regulation?.profile?.value;
      if (profile) return profile;
    }
    return this.settings.regulation.profile;
  }

  /** The chart a rules or channels document posts to: the one it names, else that of its folder or the nearest above, else the first. */
  chartOf(document: AnyDocument): Chart | undefined {
    const named = this.joins.get(document)?.find((target) => target.kind === "chart-of-accounts");
    if (named) return Chart.of(named as ChartDocument);
    let nearest: Chart | undefined;
    for (const chart of this.charts) {
      const folder = folderOf(chart.document.uri);
      if (document.uri.startsWith(folder) && folder.length > (nearest ? folderOf(nearest.document.uri).length : 0))
        nearest = chart;
    }
    return nearest ?? this.charts[0];
  }

  /** The chart of an entity; without one, the document's own chart. */
  chartFor(document: AnyDocument, entity: string | undefined): Chart | undefined {
    return entity === undefined ? this.chartOf(document) : this.charts.find((chart) => chart.entity === entity);
  }

  /** The account a document names by `code` (or alias), in the chart of `entity`. `entity:code` is understood too. */
  account(document: AnyDocument, code: string, entity?: string): In<Account, ChartDocument> | undefined {
    const chart = this.chartFor(document, entity);
    const account = chart?.account(code);
    if (chart && account) return { item: account, document: chart.document };
    const colon = code.indexOf(":");
    return colon > 0 ? this.account(document, code.slice(colon + 1), code.slice(0, colon)) : undefined;
  }

  rules(): readonly In<Rule, RulesDocument>[] {
    this.allRules ??= this.rulesDocuments.flatMap((document) =>
      document.model.rules.map((item) => ({ item, document })),
    );
    return this.allRules;
  }

  products(): readonly In<Product, RulesDocument>[] {
    this.allProducts ??= this.rulesDocuments.flatMap((document) =>
      document.model.products.map((item) => ({ item, document })),
    );
    return this.allProducts;
  }

  *scenarios(): Iterable<In<Scenario, RulesDocument>> {
    for (const document of this.rulesDocuments) for (const item of document.model.scenarios) yield { item, document };
  }

  *channels(): Iterable<In<Channel, ChannelsDocument>> {
    for (const document of this.channelsDocuments) for (const item of document.model.channels) yield { item, document };
  }

  product(id: string): In<Product, RulesDocument> | undefined {
    this.productsById ??= byId(this.products());
    return this.productsById.get(id);
  }

  rule(id: string): In<Rule, RulesDocument> | undefined {
    this.rulesById ??= byId(this.rules());
    return this.rulesById.get(id);
  }

  channel(id: string): In<Channel, ChannelsDocument> | undefined {
    this.channelsById ??= byId(this.channels());
    return this.channelsById.get(id);
  }

  /** Where a name of a space is defined. */
  definitions(space: Space, name: string): readonly In<Occurrence, AnyDocument>[] {
    return this.documents.flatMap((document) =>
      document.symbols.definitionsOf(space, name).map((item) => ({ item, document })),
    );
  }

  /** Where a name of a space is referred to. */
  references(space: Space, name: string): readonly In<Occurrence, AnyDocument>[] {
    return this.documents.flatMap((document) =>
      document.symbols.referencesTo(space, name).map((item) => ({ item, document })),
    );
  }

  /** All names of a space, for suggestions and completion. */
  *names(space: Space): Iterable<string> {
    for (const document of this.documents)
      for (const occurrence of document.symbols.definitionsIn(space)) yield occurrence.name;
  }
}

function folderOf(uri: string): string {
  return uri.slice(0, uri.lastIndexOf("/") + 1);
}

function ofKind<D extends AnyDocument>(documents: readonly AnyDocument[], kind: D["kind"]): D[] {
  return documents.filter((document) => document.kind === kind) as D[];
}

function byId<T extends { readonly id?: { readonly value: string } }, D>(
  items: Iterable<In<T, D>>,
): Map<string, In<T, D>> {
  const map = new Map<string, In<T, D>>();
  for (const entry of items) {
    const id = entry.item.id?.value;
    if (id !== undefined && !map.has(id)) map.set(id, entry);
  }
  return map;
}
