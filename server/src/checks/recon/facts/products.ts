import type { ChannelsDocument, RulesDocument } from "../../../index/documents";
import type { In, Ledger } from "../../../index/ledger";
import { isOpen, isOver } from "../../../index/validity";
import type { Channel, Product } from "../../../model/types.generated";

/** The products that are sold through a channel and not over. */
export function productsOn(ledger: Ledger, channel: Channel): readonly In<Product, RulesDocument>[] {
  const id = channel.id?.value;
  if (id === undefined) return [];
  return [...ledger.products()].filter(
    ({ item }) => !isOver(item, ledger.today) && item.channels.some((one) => one.value === id),
  );
}

/** The channels of a product that take business today; names that do not resolve are left out. */
export function channelsOf(ledger: Ledger, product: Product): readonly In<Channel, ChannelsDocument>[] {
  return product.channels.flatMap((name) => {
    const found = ledger.channel(name.value);
    return found && isOpen(found.item, ledger.today) && found.item.status?.value !== "suspended" ? [found] : [];
  });
}
