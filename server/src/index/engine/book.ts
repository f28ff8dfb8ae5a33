import { type AccountingDay, isTimeZone } from "../../ledger/accounting-day";
import { parseClock } from "../../ledger/calendar";
import type { Account, Book, Entity } from "../../ledger/simulate/types";
import type { Field } from "../../model/fields";
import type { Account as AccountItem } from "../../model/types.generated";
import type { Chart } from "../chart";
import type { RulesDocument } from "../documents";
import type { Ledger } from "../ledger";
import { currenciesOf, DEFAULT_CURRENCY } from "./currencies";
import { Kept } from "./kept";

const NO_ACCOUNTS = {};
const entities = new Kept<object, Entity>();
const books = new Kept<object, Book>();

/** The charts of a ledger for the simulator, the rules file's own first; the same object as long as none of its facts change. */
export function bookOf(ledger: Ledger, document: RulesDocument): Book {
  const own = ledger.chartOf(document);
  const charts = own ? [own, ...ledger.charts.filter((chart) => chart !== own)] : ledger.charts;
  // A second chart of one entity adds its accounts to the first.
  const parts = [...new Set(charts.map((chart) => chart.entity))].map((id) =>
    entityOf(charts.filter((chart) => chart.entity === id)),
  );
  const currencies = currenciesOf(ledger);
  const cutOffs = [...ledger.channels()].flatMap(({ item }) => {
    const day = item.id && accountingDay(item.cut_off, item.time_zone, own);
    return item.id && day ? [[item.id.value, day] as const] : [];
  });
  const from = [...parts, currencies, JSON.stringify(cutOffs)];
  return books.get(parts[0] ?? NO_ACCOUNTS, from, () => ({ entities: parts, currencies, channels: new Map(cutOffs) }));
}

function entityOf(charts: readonly Chart[]): Entity {
  const [chart] = charts;
  const accounts = charts.flatMap(({ accounts }) => accounts);
  const { cut_off, time_zone } = chart?.document.model.accounting_day ?? {};
  const day = accountingDay(cut_off, time_zone, undefined);
  const id = chart?.entity ?? "";
  const baseCurrency = chart?.baseCurrency ?? DEFAULT_CURRENCY;
  const levels = charts.map(({ document }) => document.model.code_scheme?.levels.map(({ value }) => value).join());
  const from = [...accounts, id, baseCurrency, day?.cutOff, day?.timeZone, levels.join(";")];
  return entities.get(accounts[0] ?? chart ?? NO_ACCOUNTS, from, () => ({
    id,
    baseCurrency,
    accounts: charts.flatMap((one) => one.accounts.map((account) => plain(one, account))),
    ...(day && { accountingDay: day }),
  }));
}

function accountingDay(
  cutOff: Field<string> | undefined,
  timeZone: Field<string> | undefined,
  chart: Chart | undefined,
): AccountingDay | undefined {
  const minute = cutOff && parseClock(cutOff.value);
  if (minute === undefined) return undefined;
  const zone = timeZone?.value ?? chart?.document.model.accounting_day?.time_zone?.value;
  return { cutOff: minute, timeZone: zone !== undefined && isTimeZone(zone) ? zone : "UTC" };
}

function plain(chart: Chart, account: AccountItem): Account {
  const normalBalance = chart.normalBalance(account);
  const parent = chart.parentCode(account);
  const clears = account.clears?.by?.value;
  return {
    ref: account,
    code: account.code?.value ?? "",
    currencies: chart.currenciesOf(account),
    allowNegative: account.allow_negative?.value === true,
    dimensions: account.dimensions.map(({ value }) => value),
    ...(account.class && { class: account.class.value }),
    ...(normalBalance && { normalBalance }),
    ...(parent !== undefined && { parent }),
    ...(account.purpose && { purpose: account.purpose.value }),
    ...(clears && { clearsBy: clears }),
    ...(account.bank_account && { bankAccount: account.bank_account.value }),
    ...(account.update_mode && { updateMode: account.update_mode.value }),
  };
}
