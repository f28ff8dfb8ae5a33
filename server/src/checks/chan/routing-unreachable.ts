import type { ChannelsDocument } from "../../index/documents";
import type { In, Ledger } from "../../index/ledger";
import { isMoreSpecific } from "../../ledger/guard";
import type { Product, Route } from "../../model/types.generated";
import { type CheckFinding, check } from "../check";
import { appendToDocument, removeItem, setKey, yamlScalar } from "../edits";
import { page } from "../pages";
import { isActive } from "./facts/channel";
import { fix } from "./facts/fix";
import { enabledRoutes, openProducts, routeGuard } from "./facts/routes";

const routingUnreachable = check({
  code: "chan/routing-unreachable",
  severity: "warning",
  tier: "P1",
  on: "ledger",
  wholeLedger: true,
  title: { en: "Every route, and every channel of a product, can be reached", zh: "每条路由、产品的每个渠道都走得到" },
  *run(ledger) {
    const routes = enabledRoutes(ledger);
    for (const { item: route } of routes) {
      yield* shadowed(route, routes);
      yield* outsideCoverage(ledger, route);
    }
    if (routes.length === 0) return;
    for (const { item: product } of openProducts(ledger)) {
      const own = routes.filter(({ item }) => item.product?.value === product.id?.value);
      if (own.length === 0) yield* unrouted(ledger, product);
      else yield* forgotten(ledger, product, own);
    }
  },
});
export default routingUnreachable;

function* shadowed(route: Route, routes: readonly In<Route, ChannelsDocument>[]): Iterable<CheckFinding> {
  const { priority, product } = route;
  if (!priority || !product) return;
  const own = routes
    .map(({ item }) => item)
    .filter((other) => other !== route && other.product?.value === product.value);
  const broader = own.find(
    (other) =>
      other.priority !== undefined &&
      other.priority.value < priority.value &&
      isMoreSpecific(routeGuard(route), routeGuard(other)),
  );
  if (!broader) return;
  const before = broader.priority!.value - 1;
  const [id, other] = [route.id?.value ?? "", broader.id?.value ?? ""];
  yield {
    at: priority.node,
    message: {
      en: `Route ${id} is never reached: ${other} comes first (priority ${broader.priority!.value}) and takes all its cases.`,
      zh: `路由 ${id} 永远走不到：${other} 排在前面（优先级 ${broader.priority!.value}），已包含它的全部情况。`,
    },
    related: [{ at: broader.priority!.node, message: { en: "The broader route", zh: "范围更大的路由" } }],
    fixes: () =>
      own.some((candidate) => candidate.priority?.value === before)
        ? []
        : [
            fix(`Try it first (priority ${before})`, `让它先匹配（优先级 ${before}）`, [
              setKey(route.node, "priority", String(before)),
            ]),
          ],
  };
}

/** Conditions on the card type that none of the route's channels can meet. */
function* outsideCoverage(ledger: Ledger, route: Route): Iterable<CheckFinding> {
  const wanted = route.when.entries.get("card_type")?.value ?? [];
  const channels = route.channels.flatMap(({ channel }) => {
    const found = channel && ledger.channel(channel.value);
    return found ? [found.item] : [];
  });
  if (wanted.length === 0 || channels.length === 0 || channels.length < route.channels.length) return;
  const accepted = (type: string) =>
    channels.some(({ card_types }) => card_types.length === 0 || card_types.some(({ value }) => value === type));
  for (const type of wanted) {
    if (accepted(type.value)) continue;
    yield {
      at: type.node,
      message: {
        en: `Route ${route.id?.value ?? ""} wants card type ${type.value}, which none of its channels accepts.`,
        zh: `路由 ${route.id?.value ?? ""} 要求卡种 ${type.value}，而它的渠道都不收。`,
      },
    };
  }
}

function* unrouted(ledger: Ledger, product: Product): Iterable<CheckFinding> {
  const channel = product.channels
    .map(({ value }) => ledger.channel(value))
    .find((found) => found && isActive(found.item));
  if (!product.id || !channel) return;
  const id = product.id.value;
  yield {
    at: product.id.node,
    message: {
      en: `Product ${id} has channels but no route; nothing decides which one it takes.`,
      zh: `产品 ${id} 有渠道却没有路由，不知道走哪个。`,
    },
    fixes: () => [
      fix(`Route it to ${channel.item.id!.value}`, `路由到 ${channel.item.id!.value}`, [
        ...appendToDocument(channel.document, "routing", [
          {
            id: yamlScalar(`route-${id}`),
            product: yamlScalar(id),
            priority: "10",
            channels: [{ channel: yamlScalar(channel.item.id!.value), weight: "100" }],
          },
        ]),
      ]),
    ],
  };
}

function* forgotten(
  ledger: Ledger,
  product: Product,
  own: readonly In<Route, ChannelsDocument>[],
): Iterable<CheckFinding> {
  const routed = new Set(own.flatMap(({ item }) => item.channels.map(({ channel }) => channel?.value)));
  for (const name of product.channels) {
    const channel = ledger.channel(name.value)?.item;
    if (!channel || !isActive(channel) || routed.has(name.value)) continue;
    yield {
      at: name.node,
      message: {
        en: `Product ${product.id?.value ?? ""} lists channel ${name.value}, but none of its routes leads there.`,
        zh: `产品 ${product.id?.value ?? ""} 列了渠道 ${name.value}，却没有一条路由走到它。`,
      },
      fixes: () =>
        product.channels.length > 1
          ? [
              fix(
                `Take ${name.value} out of the product`,
                `从产品中去掉 ${name.value}`,
                removeItem(product.node, "channels", name.node),
              ),
            ]
          : [],
    };
  }
}

DOCS: page(routingUnreachable, {
  why: {
    en: "A row that can never match and a backup that no row names are noticed on the day they are needed. Contradictory conditions do not fail, they just never fire.",
    zh: "永远匹配不上的路由、没有路由指到的备用渠道，都要到用的那天才发现。条件自相矛盾不会报错，只是从不生效。",
  },
  fix: {
    en: "Put the specific route before the broad one, add the missing row, or take the channel out of the product.",
    zh: "细的路由排在粗的前面；补上缺的路由；或从产品里去掉该渠道。",
  },
  silent: {
    en: "While no route is in force, for drafts and suspended channels, and for later rows with the same conditions, which are backups.",
    zh: "没有生效的路由时不报；草稿产品、暂停的渠道不报；条件相同、排在后面的视为备用，不报。",
  },
  bad: `
    === pay.channel.yaml
    kind: payment-channels
    schema: 1
    channels:
      - id: bank-a
        name: 甲银行快捷（虚构）
        flow: pay_in
        method: gateway_b2c
        card_types: [debit]
      - id: bank-b
        name: 乙银行快捷（虚构）
        flow: pay_in
        method: gateway_b2c
        card_types: [debit]
    routing:
      - id: all
        product: shop
        priority: 10
        channels:
          - channel: bank-a
      - id: big-bank
        product: shop
        priority: 20
    #             ^^ chan/routing-unreachable: Route big-bank is never reached: all comes first (priority 10) and takes all its cases.
        when:
          bank: "102"
        channels:
          - channel: bank-a
      - id: credit
        product: gift
        priority: 10
        when:
          card_type: credit
    #                ^^^^^^ chan/routing-unreachable: Route credit wants card type credit, which none of its channels accepts.
        channels:
          - channel: bank-b
    === shop.posting.yaml
    kind: posting-rules
    schema: 1
    products:
      - id: shop
        name: 商城收款
        channels: [bank-a, bank-b]
    #                      ^^^^^^ chan/routing-unreachable: Product shop lists channel bank-b, but none of its routes leads there.
      - id: gift
        name: 礼品卡收款
        channels: [bank-b]
      - id: rent
    #       ^^^^ chan/routing-unreachable: Product rent has channels but no route; nothing decides which one it takes.
        name: 房租收款
        channels: [bank-b]
  `,
  good: `
    === pay.channel.yaml
    kind: payment-channels
    schema: 1
    channels:
      - id: bank-a
        name: 甲银行快捷（虚构）
        flow: pay_in
        method: gateway_b2c
      - id: bank-b
        name: 乙银行快捷（虚构）
        flow: pay_in
        method: gateway_b2c
    routing:
      - id: big-bank
        product: shop
        priority: 10
        when:
          bank: "102"
        channels:
          - channel: bank-a
      - id: all
        product: shop
        priority: 20
        channels:
          - channel: bank-b
    === shop.posting.yaml
    kind: posting-rules
    schema: 1
    products:
      - id: shop
        name: 商城收款
        channels: [bank-a, bank-b]
  `,
  sources: ["2017-05-25 19:46", "2017-07-24 21:06"],
});
