import { type Guard, takesProduct } from "../ledger/guard";
import { TRADE_EVENTS } from "../ledger/simulate/entry";
import type { Account, Buffering, Leg, Product, Rule } from "../model/types.generated";
import type { Chart, Side } from "./chart";
import type { ChartDocument, RulesDocument } from "./documents";
import { type EventName, eventOf, type Status, statusOf } from "./events";
import { guardOf } from "./guards";
import type { In, Ledger } from "./ledger";
import { type Purpose, purposeOf } from "./purposes";
import { type Surroundings, surroundingsOf } from "./surroundings";
import { type DayRange, hasEnded, holdsOn, isOpen, isOver, rangeOf } from "./validity";

export type Timing = NonNullable<Leg["timing"]>["value"];

/** A leg with its account found and the time it really posts. */
export interface BookedLeg {
  readonly leg: Leg;
  /** Undefined while the leg names no side, or both. */
  readonly side: Side | undefined;
  /** The account as written. */
  readonly code: string | undefined;
  /** The account meant; undefined when the code resolves to none. */
  readonly account: Account | undefined;
  /** The chart the account stands in. */
  readonly chart: Chart | undefined;
  /** The built-in purpose of the account. */
  readonly purpose: Purpose | undefined;
  /** On an account outside the balance 表外. */
  readonly memo: boolean;
  readonly timing: Timing;
  /** What decides the timing; `default` when nobody says anything. */
  readonly timingFrom: "entry" | "buffering" | "account" | "default";
  /** The buffering row that decides the timing. */
  readonly row: In<Buffering, RulesDocument> | undefined;
}

/** A rule with what follows from the ledger it stands in. */
export interface BookedRule {
  readonly rule: Rule;
  readonly document: RulesDocument;
  readonly chart: Chart | undefined;
  readonly guard: Guard;
  /** The built-in event, or the one a project's event is like; undefined when unknown. */
  readonly event: EventName | undefined;
  readonly status: Status;
  readonly validity: DayRange;
  /** In force today, and for at least one product and channel that is open. */
  readonly enabled: boolean;
  readonly legs: readonly BookedLeg[];
}

/** The rules of a ledger, each looked through once. Rules without an event are left out: nothing can be said of them yet. */
export class RuleBook {
  /** All rules that are in force or will be: neither past their last day nor of retired products or channels only. */
  readonly rules: readonly BookedRule[];
  /** Every rule, old versions included. */
  readonly all: readonly BookedRule[];
  private byItem: ReadonlyMap<Rule, BookedRule> | undefined;
  private readonly buffered = new Map<Account, In<Buffering, RulesDocument>[]>();
  private static readonly known = new WeakMap<Ledger, RuleBook>();
  private static readonly read = new WeakMap<Rule, { surroundings: Surroundings; booked: Undocumented | undefined }>();

  /** The rule book of a ledger; the same object as long as no file changes. */
  static of(ledger: Ledger): RuleBook {
    const book = RuleBook.known.get(ledger) ?? new RuleBook(ledger);
    RuleBook.known.set(ledger, book);
    return book;
  }

  private constructor(private readonly ledger: Ledger) {
    for (const document of ledger.rulesDocuments) {
      for (const row of document.model.buffering) {
        const account = row.account && ledger.account(document, row.account.value)?.item;
        if (!account) continue;
        const rows = this.buffered.get(account) ?? [];
        this.buffered.set(account, [...rows, { item: row, document }]);
      }
    }
    this.all = [...ledger.rules()].flatMap((entry) => this.booked(entry) ?? []);
    this.rules = this.all.filter((rule) => !this.isOver(rule));
  }

  /** The rule of an item; undefined while it has no event. */
  ruleOf(item: Rule): BookedRule | undefined {
    this.byItem ??= new Map(this.all.map((booked) => [booked.rule, booked]));
    return this.byItem.get(item);
  }

  /** The rules that apply to a product; a rule that names none applies to any. */
  ofProduct(product: string): readonly BookedRule[] {
    return this.rules.filter((rule) => takesProduct(rule.guard, product));
  }

  withEvent(...events: readonly EventName[]): readonly BookedRule[] {
    return this.rules.filter((rule) => rule.event !== undefined && events.includes(rule.event));
  }

  /** The products a rule names, those that resolve; empty for a rule for any product. */
  productsOf({ guard }: BookedRule): readonly In<Product, RulesDocument>[] {
    return [...(guard.products ?? [])].flatMap((id) => this.ledger.product(id) ?? []);
  }

  /** What a rule was read as counts as long as nothing but rules changes around it. */
  private booked({ item: rule, document }: In<Rule, RulesDocument>): BookedRule | undefined {
    const surroundings = surroundingsOf(this.ledger);
    const before = RuleBook.read.get(rule);
    if (before?.surroundings === surroundings) return before.booked && { ...before.booked, document };
    const booked = this.readRule({ item: rule, document });
    // A buffering row is given with its document, which every edit makes anew.
    if (booked?.legs.every((leg) => !leg.row) !== false)
      RuleBook.read.set(rule, { surroundings, booked: booked && withoutDocument(booked) });
    return booked;
  }

  private readRule({ item: rule, document }: In<Rule, RulesDocument>): BookedRule | undefined {
    const guard = guardOf(rule);
    if (!guard) return undefined;
    const event = eventOf(this.ledger.settings, rule);
    const validity = rangeOf(rule);
    const { today } = this.ledger;
    return {
      rule,
      document,
      chart: this.ledger.chartOf(document),
      guard,
      event,
      status: statusOf(rule),
      validity,
      enabled: holdsOn(validity, today) && this.hasBusiness(guard, (item) => isOpen(item, today)),
      legs: rule.entries.map((leg) => this.leg(leg, document, rule.event?.value, event)),
    };
  }

  private leg(leg: Leg, document: RulesDocument, event: string | undefined, builtIn: EventName | undefined): BookedLeg {
    const side = leg.debit && !leg.credit ? "debit" : leg.credit && !leg.debit ? "credit" : undefined;
    const code = (leg.debit ?? leg.credit)?.value;
    const found = code === undefined ? undefined : this.ledger.account(document, code, leg.entity?.value);
    const account = found?.item;
    return {
      leg,
      side,
      code,
      account,
      chart: found && this.chartOf(found),
      purpose: purposeOf(this.ledger.settings, account),
      memo: account?.class?.value === "memo",
      ...this.timing(leg, account, event, builtIn),
    };
  }

  private timing(
    leg: Leg,
    account: Account | undefined,
    event: string | undefined,
    builtIn: EventName | undefined,
  ): Pick<BookedLeg, "timing" | "timingFrom" | "row"> {
    if (leg.timing) return { timing: leg.timing.value, timingFrom: "entry", row: undefined };
    const rows = (account && this.buffered.get(account)) ?? [];
    const row = rows.find(
      ({ item }) => item.event?.value === event && !hasEnded(bufferingRange(item), this.ledger.today),
    );
    if (row) return { timing: "buffered", timingFrom: "buffering", row };
    if (account?.update_mode && builtIn && TRADE_EVENTS.has(builtIn))
      return { timing: account.update_mode.value, timingFrom: "account", row: undefined };
    return { timing: "realtime", timingFrom: "default", row: undefined };
  }

  private chartOf({ document }: In<Account, ChartDocument>): Chart | undefined {
    return this.ledger.charts.find((chart) => chart.document === document);
  }

  private isOver({ validity, guard }: BookedRule): boolean {
    const { today } = this.ledger;
    return hasEnded(validity, today) || !this.hasBusiness(guard, (item) => !isOver(item, today));
  }

  /** Whether one of the products and one of the channels a guard names is alive; names that do not resolve count as alive. */
  private hasBusiness(guard: Guard, alive: (item: Parameters<typeof isOpen>[0]) => boolean): boolean {
    const lives = (found: Parameters<typeof isOpen>[0] | undefined) => found === undefined || alive(found);
    const products = [...(guard.products ?? [])];
    const channels = [...(guard.when.get("channel") ?? [])];
    return (
      (products.length === 0 || products.some((id) => lives(this.ledger.product(id)?.item))) &&
      (channels.length === 0 || channels.some((id) => lives(this.ledger.channel(id)?.item)))
    );
  }
}

type Undocumented = Omit<BookedRule, "document">;

/** A document holds its whole file: what outlives it must not. */
function withoutDocument({ document: _, ...rest }: BookedRule): Undocumented {
  return rest;
}

/** The days on which a buffering row holds; `effective_to` is the last one. */
export function bufferingRange({ effective_from: from, effective_to: to }: Buffering): DayRange {
  return rangeOf({ ...(from && { valid_from: from }), ...(to && { valid_to: to }) });
}

/** Whether a leg waits: buffered, summed at the day end, or posted after reconciliation. */
export function isDeferred(leg: BookedLeg): boolean {
  return leg.timing !== "realtime";
}

/** The legs of a rule on accounts of these purposes; `side` undefined for both. */
export function legsOn(
  rule: BookedRule,
  side: Side | undefined,
  ...purposes: readonly Purpose[]
): readonly BookedLeg[] {
  return rule.legs.filter(
    (leg) => leg.purpose !== undefined && purposes.includes(leg.purpose) && (side === undefined || leg.side === side),
  );
}
