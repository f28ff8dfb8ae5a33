import type { AnyDocument, ChannelsDocument } from "../../../index/documents";
import { guardValue } from "../../../index/guards";
import type { In, Ledger } from "../../../index/ledger";
import { holdsOn, isOpen, rangeOf } from "../../../index/validity";
import type { Guard } from "../../../ledger/guard";
import type { Channel, Product, Route } from "../../../model/types.generated";

/** The routes of a ledger that are in force today and whose product is not over. */
export function enabledRoutes(ledger: Ledger): readonly In<Route, ChannelsDocument>[] {
  return ledger.channelsDocuments.flatMap((document) =>
    document.model.routing
      .filter((route) => holdsOn(rangeOf(route), ledger.today))
      .filter((route) => {
        const product = route.product && ledger.product(route.product.value)?.item;
        return !product || isOpen(product, ledger.today);
      })
      .map((item) => ({ item, document })),
  );
}

/** A route's cases in the form of a rule's, so that the two are compared by the same rules. */
export function routeGuard(route: Route): Guard {
  const when = new Map<string, ReadonlySet<string>>();
  for (const [key, { value: values }] of route.when.entries) {
    const allowed = new Set(values.map((value) => guardValue(value.value)));
    if (allowed.size > 0) when.set(key, allowed);
  }
  return { event: "", status: "", products: route.product && new Set([route.product.value]), when };
}

/** The channels a product can take today: those it lists and those its routes name. Unknown names are left out. */
export function channelsOf(ledger: Ledger, product: Product): readonly In<Channel, ChannelsDocument>[] {
  const names = new Set(product.channels.map((channel) => channel.value));
  for (const { item: route } of enabledRoutes(ledger)) {
    if (route.product?.value !== product.id?.value) continue;
    for (const { channel } of route.channels) if (channel) names.add(channel.value);
  }
  return [...names].flatMap((name) => {
    const found = ledger.channel(name);
    return found && isOpen(found.item, ledger.today) ? [found] : [];
  });
}

/** Products that take business today, with their document. */
export function openProducts(ledger: Ledger): readonly In<Product, AnyDocument>[] {
  return [...ledger.products()].filter(({ item }) => item.status?.value !== "draft" && isOpen(item, ledger.today));
}
