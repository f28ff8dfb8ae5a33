import type { Account, BankAccount, Subledger } from "../model/types.generated";
import { decoded } from "../uri";
import type { ChartDocument } from "./documents";

export type Side = "debit" | "credit";

const SIDE_BY_CLASS: Readonly<Record<string, Side | "either">> = {
  asset: "debit",
  cost: "debit",
  expense: "debit",
  liability: "credit",
  equity: "credit",
  income: "credit",
  common: "either",
  memo: "either",
};

/** A chart of accounts as a tree with its defaults filled in. The lowest accounts are the only ones that can be posted to. */
export class Chart {
  readonly accounts: readonly Account[];
  private readonly byCode = new Map<string, Account>();
  private readonly byAlias = new Map<string, Account>();
  private readonly children = new Map<string, Account[]>();
  private readonly bankAccounts = new Map<string, BankAccount>();
  private readonly bySubledgers = new Map<string, Subledger[]>();
  private name: string | undefined;
  private static readonly known = new WeakMap<ChartDocument, Chart>();

  /** The chart of a document; the same object as long as the document is the same. */
  static of(document: ChartDocument): Chart {
    const chart = Chart.known.get(document) ?? new Chart(document);
    Chart.known.set(document, chart);
    return chart;
  }

  private constructor(readonly document: ChartDocument) {
    const { accounts, bank_accounts, subledgers } = document.model;
    this.accounts = accounts.filter((account) => account.code !== undefined);
    for (const account of this.accounts) {
      const code = account.code!.value;
      if (!this.byCode.has(code)) this.byCode.set(code, account);
      for (const alias of account.aliases) if (!this.byAlias.has(alias.value)) this.byAlias.set(alias.value, account);
    }
    for (const account of this.accounts) {
      const parent = this.parentCode(account);
      if (parent !== undefined && parent !== account.code!.value) push(this.children, parent, account);
    }
    for (const bank of bank_accounts)
      if (bank.id && !this.bankAccounts.has(bank.id.value)) this.bankAccounts.set(bank.id.value, bank);
    for (const subledger of subledgers)
      for (const account of subledger.account) push(this.bySubledgers, account.value, subledger);
  }

  get uri(): string {
    return this.document.uri;
  }

  /** The accounting entity whose books these are; without one, the name of the chart's folder. */
  get entity(): string {
    this.name ??= this.document.model.entity?.id?.value ?? folderName(this.uri);
    return this.name;
  }

  get role(): string | undefined {
    return this.document.model.entity?.role?.value;
  }

  get baseCurrency(): string | undefined {
    return this.document.model.base_currency?.value;
  }

  /** The account with this code, else the one that lists it among its aliases (old codes and names). */
  account(code: string): Account | undefined {
    return this.byCode.get(code) ?? this.byAlias.get(code);
  }

  accountByCode(code: string): Account | undefined {
    return this.byCode.get(code);
  }

  codes(): Iterable<string> {
    return this.byCode.keys();
  }

  /** The code of the account above: `parent`, else the code cut back to the previous level of `code_scheme`. */
  parentCode(account: Account): string | undefined {
    if (account.parent) return account.parent.value;
    const code = account.code?.value ?? "";
    let length = 0;
    for (const level of this.document.model.code_scheme?.levels ?? []) {
      const next = length + level.value;
      if (next >= code.length) return length > 0 ? code.slice(0, length) : undefined;
      length = next;
    }
    return undefined;
  }

  parent(account: Account): Account | undefined {
    const code = this.parentCode(account);
    return code === undefined ? undefined : this.byCode.get(code);
  }

  childrenOf(account: Account): readonly Account[] {
    return this.children.get(account.code?.value ?? "") ?? [];
  }

  isLeaf(account: Account): boolean {
    return this.childrenOf(account).length === 0;
  }

  leaves(): readonly Account[] {
    return this.accounts.filter((account) => this.isLeaf(account));
  }

  /** The account and those above it, top first; ends at a cycle. */
  pathOf(account: Account): readonly Account[] {
    const path = new Set<Account>();
    for (let at: Account | undefined = account; at && !path.has(at); at = this.parent(at)) path.add(at);
    return [...path].reverse();
  }

  /** The side a balance normally has: declared, else by class (contra accounts on the other side). */
  normalBalance(account: Account): Side | "either" | undefined {
    if (account.normal_balance) return account.normal_balance.value;
    const side = SIDE_BY_CLASS[account.class?.value ?? ""];
    if (side === "either" || side === undefined || !account.contra?.value) return side;
    return side === "debit" ? "credit" : "debit";
  }

  /** Currencies (or units) the account is kept in. */
  currenciesOf(account: Account): readonly string[] {
    if (account.currencies.length > 0) return account.currencies.map((currency) => currency.value);
    return this.baseCurrency === undefined ? [] : [this.baseCurrency];
  }

  bankAccount(id: string | undefined): BankAccount | undefined {
    return id === undefined ? undefined : this.bankAccounts.get(id);
  }

  /** Whose money a bank ledger account holds, through the bank account it mirrors. */
  fundsOf(account: Account): "client" | "own" | "special" | undefined {
    return this.bankAccount(account.bank_account?.value)?.funds?.value;
  }

  subledgersOf(account: Account): readonly Subledger[] {
    return this.bySubledgers.get(account.code?.value ?? "") ?? [];
  }

  withPurpose(...purposes: readonly string[]): readonly Account[] {
    return this.accounts.filter(
      (account) => account.purpose !== undefined && purposes.includes(account.purpose.value) && this.isLeaf(account),
    );
  }
}

function push<V>(map: Map<string, V[]>, key: string, value: V): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}

function folderName(uri: string): string {
  return decoded(uri.split("/").at(-2) ?? "");
}
