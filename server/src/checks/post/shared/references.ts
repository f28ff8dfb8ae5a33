import type { Chart } from "../../../index/chart";
import type { AnyDocument, RulesDocument } from "../../../index/documents";
import { EVENTS } from "../../../index/events";
import { resolve } from "../../../index/grouping";
import type { Ledger } from "../../../index/ledger";
import { PURPOSES } from "../../../index/purposes";
import type { Occurrence, Space } from "../../../index/symbols";
import type { Product, Scenario } from "../../../model/types.generated";
import { resolveReference } from "../../../schema/registry";
import type { MapNode, ScalarNode } from "../../../yaml/nodes";

/** A reference that leads nowhere: what it should name, and the names it could have meant. */
export interface Unresolved {
  readonly space:
    | "account"
    | "product"
    | "channel"
    | "rule"
    | "bank_account"
    | "entity"
    | "dimension"
    | "event"
    | "step"
    | "tender"
    | "purpose"
    | "input";
  readonly candidates: () => Iterable<string>;
  /** What stands there instead of a code: the name of an account, say. */
  readonly meant?: string | undefined;
  /** For accounts: the chart that was searched. */
  readonly chart?: Chart;
}

/**
 * Decides which names of a rules document (outside expressions) lead nowhere. Silent about a kind of thing that the ledger
 * has not begun to declare, and where a file that may declare it has syntax errors.
 */
export class References {
  private readonly entityOf = new Map<ScalarNode, string>();
  private readonly products: ReadonlyMap<MapNode, Product>;
  private readonly scenarios: ReadonlyMap<MapNode, Scenario>;
  private readonly chartMissing: boolean;
  private readonly known = new Map<Space, readonly string[]>();
  private readonly looked = new Map<readonly Space[], Map<string, Unresolved | null>>();

  constructor(
    private readonly ledger: Ledger,
    private readonly document: RulesDocument,
  ) {
    for (const rule of document.model.rules) {
      for (const leg of [...rule.entries, ...rule.examples.flatMap((example) => [...example.expect])]) {
        const account = leg.debit ?? leg.credit;
        if (account && leg.entity) this.entityOf.set(account.node, leg.entity.value);
      }
    }
    this.products = new Map(document.model.products.map((product) => [product.node, product]));
    this.scenarios = new Map(document.model.scenarios.map((scenario) => [scenario.node, scenario]));
    this.chartMissing = missingPaths(ledger, document).some(({ key }) => key === "chart");
  }

  unresolved(occurrence: Occurrence): Unresolved | undefined {
    const { spaces, item } = occurrence;
    if (occurrence.lenient) return this.nearMiss(occurrence);
    if (item && (spaces[0] === "step" || spaces[0] === "tender")) return this.resolve(occurrence, undefined);
    // Files repeat few names many times.
    const entity = spaces.includes("account") ? this.entityOf.get(occurrence.node) : undefined;
    if (entity !== undefined) return this.resolve(occurrence, entity);
    let looked = this.looked.get(spaces);
    if (!looked) {
      looked = new Map();
      this.looked.set(spaces, looked);
    }
    const known = looked.get(occurrence.name);
    if (known !== undefined) return known ?? undefined;
    const found = this.resolve(occurrence, undefined);
    looked.set(occurrence.name, found ?? null);
    return found;
  }

  private resolve({ spaces, name, item }: Occurrence, entity: string | undefined): Unresolved | undefined {
    if (spaces.includes("account"))
      return spaces.includes("purpose") ? this.accountOrPurpose(name) : this.account(name, entity);
    switch (spaces[0]) {
      case "product":
      case "rule":
        return this.declared(spaces[0], name, this.ledger.rulesDocuments);
      case "channel":
        return this.declared("channel", name, this.ledger.channelsDocuments);
      case "bank_account":
        return this.declared("bank_account", name, this.chartDocuments());
      case "entity":
        return this.entity(name);
      case "event":
        return this.listed("event", name, Object.keys(EVENTS), this.ledger.settings.events.keys());
      case "dimension":
        return this.listed("dimension", name, builtInDimensions(), this.ownDimensions());
      case "step": {
        const steps = item && this.scenarios.get(item)?.steps.flatMap((step) => step.id?.value ?? []);
        return !steps || steps.includes(name) ? undefined : { space: "step", candidates: () => steps };
      }
      case "tender": {
        const tenders = item && this.products.get(item)?.tenders.flatMap((tender) => tender.id?.value ?? []);
        if (!tenders || tenders.length === 0 || tenders.includes(name)) return undefined;
        return { space: "tender", candidates: () => tenders };
      }
      default:
        return undefined;
    }
  }

  /** The account a document means by `code` (or alias, or `entity:code`); silent without a readable chart. */
  account(code: string, entity?: string): Unresolved | undefined {
    const chart = this.ledger.chartFor(this.document, entity);
    if (!chart || this.chartMissing || this.ledger.charts.some(({ document }) => document.source.broken))
      return undefined;
    if (this.ledger.account(this.document, code, entity)) return undefined;
    const named = chart.accounts.find((account) => account.name?.value === code);
    return { space: "account", chart, meant: named?.code?.value, candidates: () => chart.codes() };
  }

  private accountOrPurpose(name: string): Unresolved | undefined {
    const [purpose = "", funds] = name.split(":");
    const purposes = [...Object.keys(PURPOSES), ...this.ledger.settings.purposes.keys()];
    if (funds === undefined || ["client", "own", "special"].includes(funds))
      if (purposes.includes(purpose) || this.settingsBroken()) return undefined;
    const missing = this.account(name);
    if (!missing) return undefined;
    return { ...missing, candidates: () => [...missing.candidates(), ...purposes] };
  }

  private entity(name: string): Unresolved | undefined {
    const { charts } = this.ledger;
    if (charts.length === 0 || this.chartMissing || charts.some(({ document }) => document.source.broken))
      return undefined;
    const entities = charts.map((chart) => chart.entity);
    return entities.includes(name) ? undefined : { space: "entity", candidates: () => entities };
  }

  private declared(
    space: "product" | "rule" | "channel" | "bank_account",
    name: string,
    where: readonly AnyDocument[],
  ): Unresolved | undefined {
    if (where.some((document) => document.source.broken) || this.ledger.definitions(space, name).length > 0)
      return undefined;
    const names = this.names(space);
    return names.length === 0 ? undefined : { space, candidates: () => names };
  }

  private listed(
    space: "event" | "dimension",
    name: string,
    builtIn: readonly string[],
    own: Iterable<string>,
  ): Unresolved | undefined {
    const names = [...builtIn, ...own];
    return names.includes(name) || this.settingsBroken() ? undefined : { space, candidates: () => names };
  }

  /** A name that needs no declaration is only wrong when nothing else uses it and something close to it exists. */
  private nearMiss({ spaces, name, inExpression }: Occurrence): Unresolved | undefined {
    if (inExpression) return undefined;
    if (spaces[0] === "channel" || spaces[0] === "tender") {
      const names = this.names(spaces[0]);
      if (names.includes(name) || !names.some((other) => isSlip(name, other))) return undefined;
      return { space: spaces[0], candidates: () => names.filter((other) => isSlip(name, other)) };
    }
    if (!spaces.includes("input")) return undefined;
    const used = usedNames(this.ledger);
    if (used.get(name) !== 1) return undefined;
    const close = [...used].flatMap(([other, times]) => (times > 1 && isSlip(name, other) ? [other] : []));
    return close.length === 0 ? undefined : { space: "input", candidates: () => close };
  }

  private names(space: Space): readonly string[] {
    const names = this.known.get(space) ?? [...this.ledger.names(space)];
    this.known.set(space, names);
    return names;
  }

  private chartDocuments(): readonly AnyDocument[] {
    return this.ledger.charts.map(({ document }) => document);
  }

  private ownDimensions(): Iterable<string> {
    return this.ledger.settings.document?.model.dimensions.entries.keys() ?? [];
  }

  private settingsBroken(): boolean {
    return this.ledger.settings.document?.source.broken === true;
  }
}

const used = new WeakMap<Ledger, ReadonlyMap<string, number>>();

/** How often each input name occurs in a ledger's rules; declared ones and dimensions count as used. */
function usedNames(ledger: Ledger): ReadonlyMap<string, number> {
  const known = used.get(ledger);
  if (known) return known;
  const counts = new Map<string, number>();
  const count = (name: string, times: number) => counts.set(name, (counts.get(name) ?? 0) + times);
  for (const { symbols } of ledger.rulesDocuments)
    for (const { role, spaces, name } of symbols.occurrences)
      if (spaces.includes("input") || spaces.includes("amount") || spaces.includes("dimension"))
        count(name, role === "definition" || spaces.includes("dimension") ? 2 : 1);
  for (const name of [...builtInDimensions(), "event", "status", "accounting_date"]) count(name, 2);
  used.set(ledger, counts);
  return counts;
}

/** One letter added, left out, changed, or two exchanged; short names are never close. */
export function isSlip(a: string, b: string): boolean {
  if (a === b || Math.min(a.length, b.length) < 4 || Math.abs(a.length - b.length) > 1) return false;
  let start = 0;
  while (start < Math.min(a.length, b.length) && a[start] === b[start]) start++;
  let end = 0;
  while (end < Math.min(a.length, b.length) - start && a.at(-1 - end) === b.at(-1 - end)) end++;
  const [left, right] = [a.slice(start, a.length - end), b.slice(start, b.length - end)];
  // Numbered siblings (`leg1`, `leg2`) are different on purpose.
  if (/\d/.test(left + right)) return false;
  return left.length + right.length <= 2 && (left.length <= 1 || right.length <= 1)
    ? true
    : left.length === 2 && right.length === 2 && left[0] === right[1] && left[1] === right[0];
}

/** Paths that name no file of the ledger, or a file of another kind. */
export function missingPaths(ledger: Ledger, document: RulesDocument) {
  return (["chart", "channels"] as const).flatMap((key) =>
    document.model[key].flatMap((path) => {
      const uri = resolve(document.uri, path.value);
      const kind = key === "chart" ? "chart-of-accounts" : "payment-channels";
      return ledger.documents.some((other) => other.uri === uri && other.kind === kind) ? [] : [{ key, path }];
    }),
  );
}

function builtInDimensions(): readonly string[] {
  return Object.keys(resolveReference("common.schema.json#/$defs/dimension", "").schema["x-enum"] ?? {});
}
