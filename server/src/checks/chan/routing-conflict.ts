import { intersects } from "../../ledger/guard";
import type { Route, RouteChannel } from "../../model/types.generated";
import { headOf } from "../../yaml/path";
import { type CheckFinding, check } from "../check";
import { setKey } from "../edits";
import { page } from "../pages";
import { keyOf } from "./facts/channel";
import { fix } from "./facts/fix";
import { enabledRoutes, routeGuard } from "./facts/routes";

const routingConflict = check({
  code: "chan/routing-conflict",
  severity: "error",
  tier: "P0",
  on: "ledger",
  title: { en: "Routing decides", zh: "路由能分出先后" },
  *run(ledger) {
    const routes = enabledRoutes(ledger).map(({ item }) => item);
    const byProduct = new Map<string, Route[]>();
    for (const route of routes) {
      yield* shares(route);
      yield* factors(route);
      const product = route.product?.value;
      if (product === undefined) continue;
      const earlier = byProduct.get(product) ?? [];
      byProduct.set(product, [...earlier, route]);
      const rival = earlier.find((other) => compete(other, route));
      if (rival) yield undecided(route, rival, routes);
    }
  },
});
export default routingConflict;

/** Two rows that apply together, at the same priority, and whose channels are not all weighed against each other. */
function compete(a: Route, b: Route): boolean {
  if (a.priority?.value !== b.priority?.value || !intersects(routeGuard(a), routeGuard(b))) return false;
  return [...a.channels, ...b.channels].some(({ weight }) => !weight || weight.value <= 0);
}

function undecided(route: Route, rival: Route, routes: readonly Route[]): CheckFinding {
  const own = routes.filter((other) => other.product?.value === route.product?.value);
  const free = Math.max(0, ...own.map((other) => other.priority?.value ?? 0)) + 10;
  const names = [route.id?.value ?? "?", rival.id?.value ?? "?"];
  const priority = route.priority?.value;
  return {
    at: route.priority?.node ?? headOf(route.node),
    message:
      priority === undefined
        ? {
            en: `Routes ${names[1]} and ${names[0]} of product ${route.product!.value} can both apply and have no priority; nothing decides.`,
            zh: `产品 ${route.product!.value} 的路由 ${names[1]} 和 ${names[0]} 可能同时适用，又都没有优先级，分不出先后。`,
          }
        : {
            en: `Routes ${names[1]} and ${names[0]} of product ${route.product!.value} can both apply at priority ${priority}; nothing decides. Give one another priority, or weights to all their channels.`,
            zh: `产品 ${route.product!.value} 的路由 ${names[1]} 和 ${names[0]} 可能同时适用，优先级同为 ${priority}，分不出先后。请改优先级，或给各渠道写权重。`,
          },
    related: [{ at: rival.priority?.node ?? headOf(rival.node), message: { en: "The other route", zh: "另一条路由" } }],
    fixes: () => [
      fix(`Give this one priority ${free}`, `这一条的优先级改为 ${free}`, [
        setKey(route.node, "priority", String(free), "product"),
      ]),
    ],
  };
}

function* shares(route: Route): Iterable<CheckFinding> {
  for (const { weight } of route.channels) {
    if (!weight || weight.value >= 0) continue;
    yield {
      at: weight.node,
      message: {
        en: `A weight cannot be negative (${weight.node.value}).`,
        zh: `权重不能为负（${weight.node.value}）。`,
      },
    };
  }
  const weights = route.channels.flatMap(({ weight }) => (weight ? [weight.value] : []));
  const id = route.id?.value ?? "";
  if (weights.length > 0 && weights.length === route.channels.length && weights.every((weight) => weight === 0)) {
    yield {
      at: keyOf(route.node, "channels"),
      message: {
        en: `All channels of route ${id} have weight 0; none is ever chosen.`,
        zh: `路由 ${id} 的渠道权重全为 0，一个也选不中。`,
      },
      fixes: () => [
        fix(
          "Give every channel weight 100",
          "每个渠道权重改为 100",
          route.channels.map((row) => setKey(row.node, "weight", "100")),
        ),
      ],
    };
  }
  yield* percentages(route, id);
}

function* percentages(route: Route, id: string): Iterable<CheckFinding> {
  const rows = route.channels.filter((row) => row.percent !== undefined);
  if (rows.length === 0) return;
  const hundredths = rows.map(({ percent }) => Math.round(percent!.value * 100));
  const total = hundredths.reduce((sum, share) => sum + share, 0);
  if (total !== 100_00) {
    const parts = normalised(hundredths);
    yield {
      at: keyOf(route.node, "channels"),
      message: {
        en: `The shares of route ${id} make ${total / 100}%, not 100%.`,
        zh: `路由 ${id} 各渠道的比例合计为 ${total / 100}%，不是 100%。`,
      },
      fixes: () =>
        parts
          ? [
              fix(
                `Scale to 100% (${parts.join(" : ")})`,
                `按比例调整到 100%（${parts.join(" : ")}）`,
                rows.map((row, i) => ({ at: row.percent!.node, newText: String(parts[i]) })),
              ),
            ]
          : [],
    };
  } else if (rows.length === 2 && rows.length === route.channels.length) {
    const idle = rows.find(({ percent }) => percent!.value === 0);
    if (idle) yield onlyBackup(idle, id);
  }
}

function onlyBackup({ channel, percent }: RouteChannel, id: string): CheckFinding {
  return {
    at: percent!.node,
    message: {
      en: `Route ${id} gives its only backup ${channel?.value ?? ""} no traffic, so nobody knows whether it works. Give it a small share.`,
      zh: `路由 ${id} 唯一的备用渠道 ${channel?.value ?? ""} 比例为 0，平时没有流量，出事时才知道通不通。请给它一点比例。`,
    },
  };
}

/** Whole percentages in the same proportions that make 100: the largest remainders are rounded up. */
function normalised(shares: readonly number[]): readonly number[] | undefined {
  const total = shares.reduce((sum, share) => sum + share, 0);
  if (total <= 0 || shares.some((share) => share < 0)) return undefined;
  const exact = shares.map((share) => (share * 100) / total);
  const parts = exact.map(Math.floor);
  const left = 100 - parts.reduce((sum, part) => sum + part, 0);
  const order = exact.map((_, i) => i).sort((a, b) => (exact[b]! % 1) - (exact[a]! % 1));
  for (const i of order.slice(0, left)) parts[i]! += 1;
  return parts;
}

function* factors(route: Route): Iterable<CheckFinding> {
  for (const factor of route.factors) {
    if (!factor.name || factor.source || factor.node.pairs.some(({ key }) => key.value === "source")) continue;
    yield {
      at: factor.name.node,
      message: {
        en: `Nobody knows where the factor ${factor.name.value} comes from; name its source.`,
        zh: `路由因子“${factor.name.value}”没有写数据来源。`,
      },
    };
  }
}

DOCS: page(routingConflict, {
  why: {
    en: "Routes are meant to be tried by priority, weights only split what is equal. Shares that miss 100% lose traffic, and a backup that never runs fails when it is needed.",
    zh: "路由应按优先级依次匹配，权重只在同级之间分流。比例凑不满 100% 会漏流量；从不跑的备用渠道，要用时往往不通。",
  },
  fix: {
    en: "Give overlapping routes different priorities or all their channels positive weights, let percentages make 100, and name the source of every factor.",
    zh: "重叠的路由优先级错开，或给各渠道正的权重；比例合计 100%；每个因子写明来源。",
  },
  silent: {
    en: "With distinct priorities, with conditions that exclude each other, and at equal priority when every channel has a positive weight. Routes that are not in force are not compared.",
    zh: "优先级不同、条件互斥、同级但各渠道权重为正时不报；不在有效期内的路由不比较。",
  },
  bad: `
    kind: payment-channels
    schema: 1
    channels:
      - id: bank-a
        name: 甲银行网银（虚构）
        flow: pay_in
        method: gateway_b2c
      - id: bank-b
        name: 乙银行网银（虚构）
        flow: pay_in
        method: gateway_b2c
    routing:
      - id: main
        product: shop
        priority: 10
        channels:
          - channel: bank-a
      - id: backup
        product: shop
        priority: 10
    #             ^^ chan/routing-conflict: Routes main and backup of product shop can both apply at priority 10; nothing decides. Give one another priority, or weights to all their channels.
        channels:
          - channel: bank-b
      - id: split
        product: wallet
        priority: 10
        channels:
    #   ^^^^^^^^ chan/routing-conflict: The shares of route split make 90%, not 100%.
          - channel: bank-a
            percent: 60
          - channel: bank-b
            percent: 30
      - id: idle
        product: card
        priority: 10
        channels:
          - channel: bank-a
            percent: 100
          - channel: bank-b
            percent: 0
    #                ^ chan/routing-conflict: Route idle gives its only backup bank-b no traffic, so nobody knows whether it works. Give it a small share.
        factors:
          - name: 成功率
    #             ^^^ chan/routing-conflict: Nobody knows where the factor 成功率 comes from; name its source.
      - id: weights
        product: gift
        priority: 10
        channels:
    #   ^^^^^^^^ chan/routing-conflict: All channels of route weights have weight 0; none is ever chosen.
          - channel: bank-a
            weight: 0
          - channel: bank-b
            weight: 0
  `,
  good: `
    kind: payment-channels
    schema: 1
    channels:
      - id: bank-a
        name: 甲银行网银（虚构）
        flow: pay_in
        method: gateway_b2c
      - id: bank-b
        name: 乙银行网银（虚构）
        flow: pay_in
        method: gateway_b2c
    routing:
      - id: main
        product: shop
        priority: 10
        when:
          bank: "102"
        channels:
          - channel: bank-a
      - id: others
        product: shop
        priority: 20
        channels:
          - channel: bank-a
            percent: 90
          - channel: bank-b
            percent: 10
        factors:
          - name: 成功率
            source: 近 10 分钟监控
  `,
  sources: ["2017-07-24 21:06", "2017-07-24 20:20", "2017-05-26 08:44"],
});
