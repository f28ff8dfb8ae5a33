import { type Chart, Chart as ChartOf } from "../index/chart";
import type { Ledger } from "../index/ledger";
import { accountsFor, type Purpose, purposeLabel } from "../index/purposes";
import { hasEnded, rangeOf } from "../index/validity";
import type { Account, BankAccount } from "../model/types.generated";
import { schemaOf } from "../schema/registry";
import { SchemaView } from "../schema/view";
import { textOf } from "./completion-context";
import { CompletionItemKind, type Suggestion } from "./completion-item";
import { type CompletionPlace, itemText, pathOf } from "./completion-place";
import { type FeatureContext, say } from "./context";

/** The accounts that may stand at a place: lowest ones in entries, suspense accounts of the right side for differences, and so on. */
export function accountSuggestions(context: FeatureContext, place: CompletionPlace): Suggestion[] {
  const { ledger } = place;
  const chart = chartAt(place);
  if (!ledger || !chart) return [];
  return legalAccounts(place, ledger, chart).map((account) => accountSuggestion(context, ledger, chart, account));
}

/** The accounts an amount's `balance("…")` can ask for. */
export function postableAccounts(ledger: Ledger, chart: Chart): readonly Account[] {
  return chart.leaves().filter((account) => !hasEnded(rangeOf(account), ledger.today));
}

export function accountSuggestion(context: FeatureContext, ledger: Ledger, chart: Chart, account: Account): Suggestion {
  const code = account.code?.value ?? "";
  const kind = account.class && classLabel(context, account.class.value);
  const purpose = account.purpose && say(context, purposeLabel(account.purpose.value, ledger.settings));
  return {
    label: code,
    name: account.name?.value,
    detail: [kind, purpose].filter(Boolean).join(" · "),
    kind: CompletionItemKind.Reference,
    value: code,
    quoted: true,
    words: [...account.aliases.map((alias) => alias.value), account.purpose?.value],
    data: { of: "symbol", uri: chart.uri, space: "account", name: code },
  };
}

/** The chart the place posts to: that of the leg's `entity`, else the document's own. */
export function chartAt(place: CompletionPlace): Chart | undefined {
  const { ledger, document } = place;
  if (!ledger || !document) return undefined;
  if (document.kind === "chart-of-accounts") return ChartOf.of(document);
  const entity = textOf(place.siblings(), "entity");
  return ledger.chartFor(document, entity) ?? ledger.chartOf(document);
}

function legalAccounts(place: CompletionPlace, ledger: Ledger, chart: Chart): readonly Account[] {
  const path = pathOf(place);
  const key = path.findLast((step) => step !== "*");
  if (key === "parent") return possibleParents(place, chart);
  const postable = postableAccounts(ledger, chart);
  const among = (...purposes: readonly Purpose[]) => {
    const meant = new Set(accountsFor(ledger.settings, chart, ...purposes));
    const found = postable.filter((account) => meant.has(account));
    return found.length > 0 ? found : postable;
  };
  if (key === "suspense") return among(...suspensePurposes(place));
  if (key === "transit_account") return among("transit", "suspense_surplus", "suspense_shortage");
  return postable;
}

/** Accounts that can be above the one being written: neither itself nor one below it. */
function possibleParents(place: CompletionPlace, chart: Chart): readonly Account[] {
  const own = itemText(place, "code");
  return chart.accounts.filter(
    (account) => account.code?.value !== own && !chart.pathOf(account).some((above) => above.code?.value === own),
  );
}

/**
 * What a difference is for us: money the channel took in and we do not know is a surplus, money we booked and the channel
 * does not have a shortage; the other way round for money that goes out.
 */
function suspensePurposes(place: CompletionPlace): readonly Purpose[] {
  const both: readonly Purpose[] = ["suspense_surplus", "suspense_shortage"];
  const kind = textOf(place.siblings(), "kind");
  const flow = textOf(place.siblings(), "flow");
  if ((kind !== "channel_only" && kind !== "own_only") || flow === undefined || flow === "any") return both;
  const surplus = (kind === "channel_only") === (flow === "pay_in");
  return [surplus ? "suspense_surplus" : "suspense_shortage"];
}

/** Bank accounts; those whose money suits the place first. */
export function bankAccountSuggestions(context: FeatureContext, place: CompletionPlace): Suggestion[] {
  const { ledger, document } = place;
  if (!ledger || !document) return [];
  const charts = document.kind === "chart-of-accounts" ? [ChartOf.of(document)] : ledger.charts;
  const path = pathOf(place);
  return charts.flatMap((chart) => {
    const mirrored = new Set(chart.accounts.map((account) => account.bank_account?.value));
    return chart.document.model.bank_accounts.flatMap((bank): Suggestion[] => {
      const id = bank.id?.value;
      if (id === undefined) return [];
      return [
        {
          label: id,
          name: bank.name?.value,
          detail: [bank.bank?.value, fundsLabel(context, bank)].filter(Boolean).join(" · "),
          kind: CompletionItemKind.Reference,
          value: id,
          rank: suits(path, bank, mirrored) ? 4 : 5,
          data: { of: "symbol", uri: chart.uri, space: "bank_account", name: id },
        },
      ];
    });
  });
}

function suits(path: readonly string[], bank: BankAccount, mirrored: ReadonlySet<string | undefined>): boolean {
  if (path.includes("accounts")) return !mirrored.has(bank.id?.value);
  return path.at(-1) === "paid_from" ? bank.funds?.value === "own" : bank.funds?.value === "client";
}

function chartView(list: "accounts" | "bank_accounts", key: string): SchemaView | undefined {
  const schema = schemaOf("chart-of-accounts");
  return SchemaView.of(schema, schema.$id ?? "")
    .property(list)
    ?.items()
    ?.property(key);
}

export function classLabel(context: FeatureContext, value: string): string {
  const label = chartView("accounts", "class")?.values()?.values.get(value);
  return label ? say(context, label) : value;
}

function fundsLabel(context: FeatureContext, bank: BankAccount): string | undefined {
  const label = bank.funds && chartView("bank_accounts", "funds")?.values()?.values.get(bank.funds.value);
  return label && say(context, label);
}
