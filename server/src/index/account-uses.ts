import type { Field } from "../model/fields";
import type { Account, Rule } from "../model/types.generated";
import type { Chart } from "./chart";
import type { AnyDocument } from "./documents";
import type { Ledger } from "./ledger";
import { RuleBook } from "./rule-book";
import { type Surroundings, surroundingsOf } from "./surroundings";
import { type DayRange, isOver, rangeOf } from "./validity";

/** A place that posts to an account, or says that something will. */
export interface AccountUse {
  readonly by: "entry" | "subledger" | "suspense" | "day_end" | "sponsor" | "receiver";
  readonly account: Account;
  readonly chart: Chart;
  /** The code as written. */
  readonly at: Field<string>;
  readonly document: AnyDocument;
  /** The rule, for a leg. */
  readonly rule: Rule | undefined;
  /** When the place itself holds. */
  readonly range: DayRange;
  /** The rule, product or channel that names the account is retired. */
  readonly over: boolean;
}

type Posted = Pick<AccountUse, "at" | "account" | "chart">;

const ALWAYS: DayRange = { from: undefined, to: undefined };

/** Who uses which account of a ledger: legs, sub-ledgers, suspense accounts, the day end, sponsors and split receivers. */
export class AccountUses {
  readonly all: readonly AccountUse[];
  private readonly byAccount = new Map<Account, AccountUse[]>();
  private static readonly known = new WeakMap<Ledger, AccountUses>();
  private static readonly postings = new WeakMap<Rule, { surroundings: Surroundings; posted: readonly Posted[] }>();

  /** The uses of a ledger; the same object as long as no file changes. */
  static of(ledger: Ledger): AccountUses {
    const uses = AccountUses.known.get(ledger) ?? new AccountUses(ledger);
    AccountUses.known.set(ledger, uses);
    return uses;
  }

  private constructor(private readonly ledger: Ledger) {
    this.all = [...this.legs(), ...this.products(), ...this.dayEnds(), ...this.suspense(), ...this.subledgers()];
    for (const use of this.all) {
      const list = this.byAccount.get(use.account);
      if (list) list.push(use);
      else this.byAccount.set(use.account, [use]);
    }
  }

  of(account: Account): readonly AccountUse[] {
    return this.byAccount.get(account) ?? [];
  }

  private *legs(): Iterable<AccountUse> {
    const book = RuleBook.of(this.ledger);
    const living = new Set(book.rules.map((booked) => booked.rule));
    const known = new Set(book.all.map((booked) => booked.rule));
    for (const { item: rule, document } of this.ledger.rules()) {
      const place = { rule, range: rangeOf(rule), over: known.has(rule) && !living.has(rule) };
      for (const { at, account, chart } of this.posted(rule, document))
        yield { by: "entry", account, chart, at, document, ...place };
    }
  }

  /** Where the legs of a rule post; the same as before unless the rule or the charts have changed. */
  private posted(rule: Rule, document: AnyDocument): readonly Posted[] {
    const surroundings = surroundingsOf(this.ledger);
    const before = AccountUses.postings.get(rule);
    if (before?.surroundings === surroundings) return before.posted;
    // Without the document, which holds its whole file and is made anew by every edit.
    const posted = rule.entries.flatMap((leg) =>
      [leg.debit, leg.credit].flatMap((code) =>
        [...this.use("entry", code, document, undefined, leg.entity?.value)].map(({ at, account, chart }) => ({
          at,
          account,
          chart,
        })),
      ),
    );
    AccountUses.postings.set(rule, { surroundings, posted });
    return posted;
  }

  private *products(): Iterable<AccountUse> {
    for (const { item: product, document } of this.ledger.products()) {
      const place = { rule: undefined, range: rangeOf(product), over: isOver(product, this.ledger.today) };
      for (const tender of product.tenders)
        for (const sponsor of tender.sponsors) yield* this.use("sponsor", sponsor.account, document, place);
      for (const receiver of product.split?.receivers ?? [])
        yield* this.use("receiver", receiver.account, document, place);
    }
  }

  private *dayEnds(): Iterable<AccountUse> {
    for (const document of this.ledger.rulesDocuments)
      yield* this.use("day_end", document.model.day_end?.transit_account, document);
  }

  private *suspense(): Iterable<AccountUse> {
    for (const { item: channel, document } of this.ledger.channels()) {
      const place = { rule: undefined, range: rangeOf(channel), over: isOver(channel, this.ledger.today) };
      for (const difference of channel.reconciliation?.differences ?? [])
        yield* this.use("suspense", difference.suspense, document, place);
    }
  }

  private *subledgers(): Iterable<AccountUse> {
    for (const chart of this.ledger.charts) {
      for (const subledger of chart.document.model.subledgers) {
        for (const at of subledger.account) {
          const account = chart.account(at.value);
          if (account) yield this.entry("subledger", at, chart.document, account, chart);
        }
      }
    }
  }

  private *use(
    by: AccountUse["by"],
    at: Field<string> | undefined,
    document: AnyDocument,
    place: Pick<AccountUse, "rule" | "range" | "over"> = { rule: undefined, range: ALWAYS, over: false },
    entity?: string,
  ): Iterable<AccountUse> {
    const found = at && this.ledger.account(document, at.value, entity);
    const chart = found && this.ledger.charts.find((one) => one.document === found.document);
    if (at && found && chart) yield { ...this.entry(by, at, document, found.item, chart), ...place };
  }

  private entry(
    by: AccountUse["by"],
    at: Field<string>,
    document: AnyDocument,
    account: Account,
    chart: Chart,
  ): AccountUse {
    return { by, account, chart, at, document, rule: undefined, range: ALWAYS, over: false };
  }
}
