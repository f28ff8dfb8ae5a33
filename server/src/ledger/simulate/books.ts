import type { Rational } from "../rational";
import { dimensionKey, matches, NO_DIMENSIONS } from "./dimensions";
import type { Balance } from "./run";
import { Sum } from "./sum";
import type { Account, Book, Dimensions, Entity, Side } from "./types";

/** What one combination of dimensions of an account holds. */
export interface Bucket {
  readonly dimensions: Dimensions;
  readonly balance: Sum;
  /** Whether every dimension of the account is named. */
  readonly whole: boolean;
  wrongSide: boolean;
}

/** An account in one currency. Balances are debit minus credit; turnover leaves the opening out. */
export class Holding {
  readonly balance = new Sum();
  readonly debit = new Sum();
  readonly credit = new Sum();
  readonly buckets = new Map<string, Bucket>();
  /** What stands in buckets that leave a dimension unnamed. */
  readonly unnamed = new Sum();
  wrongSide = false;

  constructor(
    readonly account: LedgerAccount,
    readonly currency: string,
  ) {}

  bucket(dimensions: Dimensions): Bucket {
    const key = dimensionKey(dimensions);
    let bucket = this.buckets.get(key);
    if (bucket === undefined) {
      const declared = this.account.chart?.dimensions ?? [];
      const whole = dimensions.size > 0 && declared.every((name) => dimensions.has(name));
      bucket = { dimensions, balance: new Sum(), whole, wrongSide: false };
      this.buckets.set(key, bucket);
    }
    return bucket;
  }

  move(side: Side, amount: Rational, dimensions: Dimensions): Bucket {
    const times = side === "debit" ? 1n : -1n;
    const bucket = this.bucket(dimensions);
    this.balance.add(amount, times);
    bucket.balance.add(amount, times);
    if (!bucket.whole) this.unnamed.add(amount, times);
    return bucket;
  }

  /** The part of the balance with these dimensions; others may be anything. */
  part(dimensions: Dimensions): Rational {
    if (dimensions.size === 0) return this.balance.value;
    const total = new Sum();
    for (const bucket of this.buckets.values()) {
      if (matches(bucket.dimensions, dimensions)) total.add(bucket.balance.value);
    }
    return total.value;
  }
}

/** An account of an entity; `chart` is undefined for codes the chart does not have, which other checks report. */
export class LedgerAccount {
  readonly holdings = new Map<string, Holding>();
  readonly children: LedgerAccount[] = [];

  constructor(
    readonly entity: Entity,
    readonly code: string,
    readonly chart: Account | undefined,
  ) {}

  /** The currency meant where none is named. */
  get currency(): string {
    return this.chart?.currencies?.[0] ?? this.entity.baseCurrency;
  }

  holding(currency: string): Holding {
    let holding = this.holdings.get(currency);
    if (holding === undefined) {
      holding = new Holding(this, currency);
      this.holdings.set(currency, holding);
    }
    return holding;
  }

  /** Its holdings and those of all accounts below it. */
  *allHoldings(): Generator<Holding> {
    yield* this.holdings.values();
    for (const child of this.children) yield* child.allHoldings();
  }

  /** The currency a bare balance is in: the only one held, else the account's first. */
  mainCurrency(): string {
    const held = new Set<string>();
    for (const holding of this.allHoldings()) held.add(holding.currency);
    const [only] = held;
    return held.size === 1 && only !== undefined ? only : this.currency;
  }

  /** A figure of this account and all below it, in one currency. */
  total(currency: string, figure: (holding: Holding) => Rational): Rational {
    const total = new Sum();
    for (const holding of this.allHoldings()) if (holding.currency === currency) total.add(figure(holding));
    return total.value;
  }
}

/** More levels than any chart has; bounds the walk on hostile input. */
const MAX_LEVELS = 50;

/** The books of all entities while a scenario runs. */
export class Books {
  private readonly accounts = new Map<string, LedgerAccount>();
  private readonly entities: ReadonlyMap<string, Entity>;
  readonly main: Entity;

  constructor(book: Book) {
    this.entities = new Map(book.entities.map((entity) => [entity.id, entity]));
    this.main = book.entities[0] ?? { id: "", baseCurrency: "CNY", accounts: [] };
    for (const entity of book.entities) {
      for (const account of entity.accounts)
        this.accounts.set(key(entity.id, account.code), new LedgerAccount(entity, account.code, account));
    }
    for (const account of this.accounts.values()) {
      const parent = this.parentOf(account);
      if (parent !== undefined && !this.isBelow(parent, account)) parent.children.push(account);
    }
  }

  /** An entity by id; the main one when none is named. An unknown id has an empty chart. */
  entity(id: string | undefined): Entity {
    if (id === undefined) return this.main;
    return this.entities.get(id) ?? { id, baseCurrency: this.main.baseCurrency, accounts: [] };
  }

  /** The account a mention means: a code of `entity`, or `entity:code`. Codes no chart has get books of their own. */
  account(mention: string, entity?: string): LedgerAccount {
    const [id, code] = this.split(mention, entity);
    const known = this.accounts.get(key(id, code));
    if (known !== undefined) return known;
    const account = new LedgerAccount(this.entity(id), code, undefined);
    this.accounts.set(key(id, code), account);
    return account;
  }

  /** Like {@link account}, but only what a chart has or a rule has posted on. */
  known(mention: string): LedgerAccount | undefined {
    const [id, code] = this.split(mention, undefined);
    return this.accounts.get(key(id, code));
  }

  all(): Iterable<LedgerAccount> {
    return this.accounts.values();
  }

  /** Every balance that was ever touched. */
  balances(): Balance[] {
    const balances: Balance[] = [];
    for (const account of this.accounts.values()) {
      for (const { currency, balance } of account.holdings.values()) {
        balances.push({ entity: account.entity.id, account: account.code, currency, balance: balance.value });
      }
    }
    return balances;
  }

  private parentOf({ chart, entity }: LedgerAccount): LedgerAccount | undefined {
    return chart?.parent === undefined ? undefined : this.accounts.get(key(entity.id, chart.parent));
  }

  /** Whether `account` is `top` or under it; a hierarchy that bites its tail, which another check reports, ends the walk. */
  private isBelow(account: LedgerAccount, top: LedgerAccount): boolean {
    const seen = new Set<LedgerAccount>();
    for (
      let next: LedgerAccount | undefined = account;
      next !== undefined && !seen.has(next) && seen.size <= MAX_LEVELS;
      next = this.parentOf(next)
    ) {
      if (next === top) return true;
      seen.add(next);
    }
    return seen.size > MAX_LEVELS;
  }

  private split(mention: string, entity: string | undefined): readonly [string, string] {
    const colon = mention.indexOf(":");
    if (colon > 0 && this.entities.has(mention.slice(0, colon)))
      return [mention.slice(0, colon), mention.slice(colon + 1)];
    return [entity ?? this.main.id, mention];
  }
}

/** Enters an opening balance: it counts as balance, not as turnover. */
export function open(
  account: LedgerAccount,
  side: Side,
  amount: Rational,
  currency: string,
  dimensions: Dimensions = NO_DIMENSIONS,
): void {
  account.holding(currency).move(side, amount, dimensions);
}

function key(entity: string, code: string): string {
  return `${entity}:${code}`;
}
