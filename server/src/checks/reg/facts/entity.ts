import type { Chart } from "../../../index/chart";
import type { ChannelsDocument } from "../../../index/documents";
import type { In, Ledger } from "../../../index/ledger";
import { holdsOn, isOpen, rangeOf } from "../../../index/validity";
import type { BankAccount, Channel, Product } from "../../../model/types.generated";

/** Licences that let their holder take other people's money in and pass it on. */
const MONEY_LICENCES: ReadonlySet<string> = new Set([
  "stored_value_account",
  "transaction_processing",
  "internet_payment",
  "mobile_payment",
  "card_acquiring",
]);

export function hasMoneyLicence(chart: Chart): boolean {
  return (chart.document.model.entity?.licences ?? []).some((licence) => MONEY_LICENCES.has(licence.value));
}

/** A bank account of ours into which a channel pays what it collected. */
export interface OwnSettlement {
  readonly channel: Channel;
  readonly document: ChannelsDocument;
  readonly bank: BankAccount;
}

/** The channels of a product that settle to a bank account the entity itself holds. */
export function ownSettlements(ledger: Ledger, chart: Chart, product: Product): readonly OwnSettlement[] {
  return openChannels(ledger, product).flatMap(({ item: channel, document }) => {
    const bank = chart.bankAccount(channel.settlement?.bank_account?.value);
    if (!bank || ledger.chartOf(document) !== chart || bank.holder?.value === "other") return [];
    return [{ channel, document, bank }];
  });
}

export function openChannels(ledger: Ledger, product: Product): readonly In<Channel, ChannelsDocument>[] {
  return product.channels.flatMap((name) => {
    const found = ledger.channel(name.value);
    return found && isOpen(found.item, ledger.today) ? [found] : [];
  });
}

/** Products for third parties that are sold today. */
export function thirdPartyProducts(ledger: Ledger, chart: Chart): readonly Product[] {
  return [...ledger.products()].flatMap(({ item, document }) =>
    item.payee?.value === "third_party" && isSold(item, ledger.today) && ledger.chartOf(document) === chart
      ? [item]
      : [],
  );
}

export function isSold(product: Product, day: string): boolean {
  return product.status?.value !== "retired" && holdsOn(rangeOf(product), day);
}
