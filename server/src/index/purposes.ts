import type { Text } from "../l10n/text";
import type { Account } from "../model/types.generated";
import { resolveReference } from "../schema/registry";
import type { Chart, Side } from "./chart";
import type { Settings } from "./settings";

export type AccountClass = NonNullable<Account["class"]>["value"];

/** Whose money a balance stands for: both sides of the client pool, the entity's own, or nobody's (off balance sheet). */
export type Pool = "client_asset" | "client_liability" | "own" | "none";

interface Form {
  readonly class: AccountClass;
  readonly side: Side | "either";
}

export interface PurposeFacts {
  /** Class and normal balance an account of this purpose may have, the usual one first; empty when any will do. */
  readonly forms: readonly Form[];
  /** For bank_deposit the pool of client money; own money when its bank account says so (see {@link poolOf}). */
  readonly pool: Pool;
}

const ASSET: Form = { class: "asset", side: "debit" };
const LIABILITY: Form = { class: "liability", side: "credit" };
const COMMON: Form = { class: "common", side: "either" };
const EXPENSE: Form = { class: "expense", side: "debit" };
const INCOME: Form = { class: "income", side: "credit" };

function facts(pool: Pool, ...forms: readonly Form[]): PurposeFacts {
  return { pool, forms };
}

/** What an account can be for, with the class and side that follow and the pool it belongs to. Labels: {@link purposeLabel}. */
export const PURPOSES = {
  bank_deposit: facts("client_asset", ASSET),
  channel_clearing: facts("client_asset", ASSET, COMMON),
  payout_clearing: facts("client_liability", LIABILITY, COMMON),
  funds_transfer: facts("client_asset", COMMON),
  customer_balance: facts("client_liability", LIABILITY),
  merchant_pending: facts("client_liability", LIABILITY),
  merchant_available: facts("client_liability", LIABILITY),
  escrow: facts("client_liability", LIABILITY, COMMON),
  frozen_balance: facts("client_liability", LIABILITY),
  prepaid_balance: facts("client_liability", LIABILITY),
  deposit_held: facts("client_liability", LIABILITY),
  payout_transit: facts("client_liability", LIABILITY),
  refund_transit: facts("client_liability", LIABILITY),
  transit: facts("client_liability", COMMON, LIABILITY),
  suspense_surplus: facts("client_liability", LIABILITY, COMMON),
  suspense_shortage: facts("client_asset", ASSET, COMMON),
  fee_income: facts("own", INCOME),
  fee_receivable: facts("own", ASSET),
  fee_prepaid: facts("client_liability", LIABILITY),
  channel_fee_cost: facts("own", EXPENSE),
  marketing_expense: facts("own", EXPENSE),
  sponsor_receivable: facts("own", ASSET),
  advance_receivable: facts("own", ASSET),
  loss: facts("own", EXPENSE),
  other_income: facts("own", INCOME),
  interest: facts("own"),
  fx_position: facts("own", COMMON),
  fx_difference: facts("own", { class: "expense", side: "either" }, { class: "income", side: "either" }),
  inter_entity: facts("own", COMMON),
  points: facts("own", LIABILITY),
  own_other: facts("own"),
  memo: facts("none", { class: "memo", side: "either" }),
} as const satisfies Readonly<Record<string, PurposeFacts>>;

export type Purpose = keyof typeof PURPOSES;

/** The facts of a purpose, typed alike for all. */
export function purposeFacts(purpose: Purpose): PurposeFacts {
  return PURPOSES[purpose];
}

/** The built-in purpose that a name stands for: itself, or what a project's own purpose is `like`; undefined when unknown. */
export function resolvePurpose(settings: Settings, name: string | undefined): Purpose | undefined {
  const seen = new Set<string>();
  for (let at = name; at !== undefined && !seen.has(at); at = settings.purposes.get(at)) {
    if (Object.hasOwn(PURPOSES, at)) return at as Purpose;
    seen.add(at);
  }
  return undefined;
}

export function purposeOf(settings: Settings, account: Account | undefined): Purpose | undefined {
  return resolvePurpose(settings, account?.purpose?.value);
}

/** The lowest accounts of a chart that serve one of these purposes, a project's own ones included. */
export function accountsFor(settings: Settings, chart: Chart, ...purposes: readonly Purpose[]): readonly Account[] {
  return chart.accounts.filter((account) => {
    const purpose = purposeOf(settings, account);
    return purpose !== undefined && purposes.includes(purpose) && chart.isLeaf(account);
  });
}

/**
 * The pool an account belongs to; undefined when it has no known purpose, or is a bank deposit whose funds nature is not
 * declared. Bank accounts with `funds: special` hold money that is neither the clients' nor our own: pool `none`.
 */
export function poolOf(settings: Settings, chart: Chart, account: Account): Pool | undefined {
  const purpose = purposeOf(settings, account);
  if (purpose !== "bank_deposit") return purpose && PURPOSES[purpose].pool;
  switch (fundsHeld(chart, account)) {
    case "client":
      return "client_asset";
    case "own":
      return "own";
    case "special":
      return "none";
    default:
      return undefined;
  }
}

/**
 * Whose money a bank ledger account holds: through the bank account it mirrors; with the dimension `bank_account`, through
 * the bank accounts that no other account mirrors, when these are of one nature.
 */
export function fundsHeld(chart: Chart, account: Account): "client" | "own" | "special" | undefined {
  if (account.bank_account) return chart.fundsOf(account);
  if (!account.dimensions.some((dimension) => dimension.value === "bank_account")) return undefined;
  const mirrored = new Set(chart.accounts.map((other) => other.bank_account?.value));
  const natures = new Set(
    chart.document.model.bank_accounts
      .filter((bank) => bank.holder?.value !== "other" && !mirrored.has(bank.id?.value))
      .map((bank) => bank.funds?.value),
  );
  return natures.size === 1 ? [...natures][0] : undefined;
}

/** What people call a purpose: the project's name for its own, else the label of the format. */
export function purposeLabel(name: string, settings?: Settings): Text {
  const own = settings?.document?.model.purposes.entries.get(name)?.value;
  const zh = own?.name?.value ?? own?.name_en?.value;
  if (zh !== undefined) return { zh, en: own?.name_en?.value ?? zh };
  return labels()[name] ?? { en: name, zh: name };
}

function labels(): Readonly<Record<string, Text>> {
  return resolveReference("common.schema.json#/$defs/purpose", "").schema["x-enum"] ?? {};
}

/** Whether a chart has begun to say what its accounts are for; until then no purpose counts as missing. */
export function declaresPurposes(chart: Chart): boolean {
  return chart.accounts.some((account) => account.purpose !== undefined);
}
