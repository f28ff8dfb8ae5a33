import type { Text } from "../l10n/text";
import type { Account } from "../model/types.generated";
import type { Span } from "../yaml/nodes";
import { headOf } from "../yaml/path";
import type { Ledger } from "./ledger";
import { poolOf } from "./purposes";
import { type BookedLeg, type BookedRule, RuleBook } from "./rule-book";

/** Value that a rule moves from one account to another of the same nature: money between assets, or a claim between its holders. */
export interface MoneyStep {
  readonly rule: BookedRule;
  readonly from: BookedLeg;
  readonly to: BookedLeg;
}

/** Steps that hang together: each begins where the one before ended. */
export interface MoneyPath {
  readonly start: Account;
  readonly steps: readonly MoneyStep[];
}

/** A rule by which money crosses the edge of the books: an asset and the claim on it appear, or vanish, together. */
export interface MoneyEdge {
  readonly rule: BookedRule;
  readonly asset: BookedLeg;
  readonly claim: BookedLeg;
}

export interface SearchOptions {
  /** Accounts a path may run through; by default all. Starts and ends need not fulfil it. */
  readonly through?: (account: Account) => boolean;
  /** Rules a path may use; by default all. */
  readonly by?: (rule: BookedRule) => boolean;
}

/**
 * Where money goes when all rules of a ledger are followed. Accounts are the nodes; a rule links the accounts its legs
 * move value between. Money in assets (bank accounts, what channels owe) moves from the credited to the debited account,
 * what is owed to somebody (liabilities, income, expense as its negative) from the debited to the credited one.
 */
export class MoneyPaths {
  /** Rules by which money comes in: an asset is debited, a claim credited. */
  readonly inflows: readonly MoneyEdge[];
  /** Rules by which money goes out: a claim is debited, an asset credited. */
  readonly outflows: readonly MoneyEdge[];
  private readonly steps = new Map<Account, MoneyStep[]>();
  private static readonly known = new WeakMap<Ledger, MoneyPaths>();

  /** The paths of a ledger; the same object as long as no file changes. */
  static of(ledger: Ledger): MoneyPaths {
    const paths = MoneyPaths.known.get(ledger) ?? new MoneyPaths(ledger);
    MoneyPaths.known.set(ledger, paths);
    return paths;
  }

  private constructor(private readonly ledger: Ledger) {
    const inflows: MoneyEdge[] = [];
    const outflows: MoneyEdge[] = [];
    for (const rule of RuleBook.of(ledger).rules) {
      const legs = rule.legs.filter((leg) => leg.account && leg.side && !leg.memo);
      const assets = legs.filter((leg) => this.isAsset(leg));
      const claims = legs.filter((leg) => !this.isAsset(leg));
      this.link(rule, assets, "credit");
      this.link(rule, claims, "debit");
      for (const asset of assets) {
        for (const claim of claims) {
          if (asset.side === "debit" && claim.side === "credit") inflows.push({ rule, asset, claim });
          if (asset.side === "credit" && claim.side === "debit") outflows.push({ rule, asset, claim });
        }
      }
    }
    this.inflows = inflows;
    this.outflows = outflows;
  }

  stepsFrom(account: Account): readonly MoneyStep[] {
    return this.steps.get(account) ?? [];
  }

  /** The shortest path of at least one step from one of the accounts to an end; undefined when no rules lead there. */
  search(
    starts: Iterable<Account>,
    isEnd: (step: MoneyStep) => boolean,
    { through = () => true, by = () => true }: SearchOptions = {},
  ): MoneyPath | undefined {
    const seen = new Set(starts);
    let paths: MoneyPath[] = [...seen].map((start) => ({ start, steps: [] }));
    while (paths.length > 0) {
      const longer: MoneyPath[] = [];
      for (const { start, steps } of paths) {
        for (const step of this.stepsFrom(steps.at(-1)?.to.account ?? start)) {
          const account = step.to.account;
          if (!account || !by(step.rule)) continue;
          const path = { start, steps: [...steps, step] };
          if (isEnd(step)) return path;
          if (seen.has(account) || !through(account)) continue;
          seen.add(account);
          longer.push(path);
        }
      }
      paths = longer;
    }
    return undefined;
  }

  private link(rule: BookedRule, legs: readonly BookedLeg[], leaving: "debit" | "credit"): void {
    for (const from of legs.filter((leg) => leg.side === leaving)) {
      for (const to of legs.filter((leg) => leg.side !== leaving)) {
        if (!from.account || from.account === to.account) continue;
        const steps = this.steps.get(from.account);
        if (steps) steps.push({ rule, from, to });
        else this.steps.set(from.account, [{ rule, from, to }]);
      }
    }
  }

  /** Common accounts are assets when they stand for money of the client pool that is on its way in. */
  private isAsset({ account, chart }: BookedLeg): boolean {
    const accountClass = account?.class?.value;
    if (accountClass === "asset" || accountClass === "cost") return true;
    return (
      accountClass === "common" &&
      account !== undefined &&
      chart !== undefined &&
      poolOf(this.ledger.settings, chart, account) === "client_asset"
    );
  }
}

/** An account in a sentence: `220301 预付卡余额`. */
export function accountText(account: Account | undefined): string {
  return [account?.code?.value, account?.name?.value].filter((part) => part !== undefined).join(" ");
}

/** The accounts of a path in order, joined by arrows, with the rules that lead from each to the next. */
export function pathText({ start, steps }: MoneyPath): Text {
  const tail = (rule: (id: string) => string) =>
    steps.map(({ to, rule: { rule: item } }) => `${accountText(to.account)}${rule(item.id?.value ?? "?")}`);
  return {
    en: [accountText(start), ...tail((id) => ` by rule ${id}`)].join(" → "),
    zh: [accountText(start), ...tail((id) => `（规则 ${id}）`)].join(" → "),
  };
}

/** The legs on a path, for the list of related places. */
export function pathLegs({ steps }: MoneyPath): { readonly at: Span; readonly message: Text }[] {
  return steps.flatMap(({ rule, from, to }) =>
    [from, to].map((leg) => ({
      at: legPlace(leg),
      message: legText(rule, leg),
    })),
  );
}

/** Both legs of an inflow or outflow. */
export function edgeLegs({ rule, asset, claim }: MoneyEdge): { readonly at: Span; readonly message: Text }[] {
  return [asset, claim].map((leg) => ({ at: legPlace(leg), message: legText(rule, leg) }));
}

/** The account of a leg, where it is written. */
export function legPlace({ leg }: BookedLeg): Span {
  return (leg.debit ?? leg.credit)?.node ?? headOf(leg.node);
}

function legText({ rule }: BookedRule, leg: BookedLeg): Text {
  const id = rule.id?.value ?? "?";
  return {
    en: `rule ${id} ${leg.side ?? "post"}s ${accountText(leg.account)}`,
    zh: `规则 ${id} ${leg.side === "debit" ? "借" : "贷"}记 ${accountText(leg.account)}`,
  };
}
