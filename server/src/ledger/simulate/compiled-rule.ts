import { minorUnit } from "../currency";
import type { Expression } from "../expression/ast";
import { type AmountNames, AmountScope } from "../expression/scope";
import { namesUsed } from "../expression/symbols";
import type { Books, LedgerAccount } from "./books";
import type { Book, Leg, Product, Rule, Terms } from "./types";

/** Names every rule has without being given. */
export const BUILT_IN_NAMES: readonly string[] = ["event", "status", "accounting_date"];

export interface CompiledLeg {
  readonly leg: Leg;
  readonly account: LedgerAccount;
  readonly rest: boolean;
  readonly memo: boolean;
}

/** Inputs and amounts by name, a rule's own merged over its file's. */
export class Names {
  readonly inputs: AmountNames["inputs"];
  readonly amounts: ReadonlyMap<string, Expression>;
  private readonly scopes = new Map<string, AmountScope>();

  constructor(
    private readonly terms: Terms,
    own: Pick<Rule, "inputs" | "amounts">,
    private readonly book: Book,
  ) {
    this.inputs = merged(terms.inputs, own.inputs);
    // A rule's own input hides the file's amount of that name.
    const amounts = new Map(terms.amounts);
    for (const name of own.inputs?.keys() ?? []) amounts.delete(name);
    this.amounts = merged(amounts, own.amounts);
  }

  /** Types and rounding units, for a product and the currency meant where none is named. */
  scope(product: Product | undefined, currency: string): AmountScope {
    const key = `${product?.id ?? ""}\n${currency}`;
    let scope = this.scopes.get(key);
    if (scope === undefined) {
      const { inputs, amounts, book } = this;
      const names = { inputs, amounts, books: true, fee: product?.fee, constants: product?.constants };
      const minor = (code: string | undefined) => minorUnit(book.currencies, code ?? currency);
      scope = new AmountScope({ ...names, original: names }, { mode: this.terms.rounding, minorUnit: minor });
      this.scopes.set(key, scope);
    }
    return scope;
  }
}

/** A rule with its accounts found and its names sorted out, once per run. */
export class CompiledRule {
  readonly names: Names;
  readonly legs: readonly CompiledLeg[];
  /** The inputs that tell one transaction from another. */
  readonly keyInputs: readonly string[];
  /** Amounts that rest on `prior.…`: they are fixed when the transaction is first posted. */
  readonly priorAmounts: readonly string[];

  constructor(
    readonly rule: Rule,
    books: Books,
    book: Book,
  ) {
    this.names = new Names(rule.terms, rule, book);
    this.legs = rule.legs.map((leg) => {
      const account = books.account(leg.account, leg.entity);
      return { leg, account, rest: leg.amount.kind === "rest", memo: account.chart?.class === "memo" };
    });
    this.keyInputs = (rule.idempotencyKey ?? []).filter((name) => !BUILT_IN_NAMES.includes(name)).sort();
    this.priorAmounts = [...this.names.amounts.keys()].filter((name) => restsOnPrior(name, this.names.amounts));
  }
}

/** Every `x` of `prior.x` in a set of rules. */
export function priorNames(rules: Iterable<CompiledRule>): ReadonlySet<string> {
  const names = new Set<string>();
  for (const { names: scope, rule } of rules) {
    const conditions = rule.requires?.map((requirement) => requirement.condition) ?? [];
    for (const expression of [...scope.amounts.values(), ...rule.legs.map((leg) => leg.amount), ...conditions]) {
      for (const { name } of namesUsed(expression))
        if (name.startsWith("prior.")) names.add(name.slice("prior.".length));
    }
  }
  return names;
}

function restsOnPrior(name: string, amounts: ReadonlyMap<string, Expression>): boolean {
  const seen = new Set([name]);
  for (const next of seen) {
    const expression = amounts.get(next);
    for (const use of expression === undefined ? [] : namesUsed(expression)) {
      if (use.name.startsWith("prior.")) return true;
      seen.add(use.name);
    }
  }
  return false;
}

function merged<T>(base: ReadonlyMap<string, T>, own: ReadonlyMap<string, T> | undefined): ReadonlyMap<string, T> {
  return own === undefined || own.size === 0 ? base : new Map([...base, ...own]);
}
