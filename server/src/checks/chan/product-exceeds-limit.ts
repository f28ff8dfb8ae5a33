import type { Ledger } from "../../index/ledger";
import type { Channel, Product } from "../../model/types.generated";
import { check, replace } from "../check";
import { page } from "../pages";
import { amountOf } from "./facts/channel";
import { compareAllowed, type ReadLimit, readLimits } from "./facts/limits";
import { channelsOf, openProducts } from "./facts/routes";

const productExceedsLimit = check({
  code: "chan/product-exceeds-limit",
  severity: "warning",
  tier: "P1",
  on: "ledger",
  wholeLedger: true,
  title: { en: "A product promises amounts its channels can carry", zh: "产品承诺的金额渠道承受得起" },
  *run(ledger) {
    for (const { item: product } of openProducts(ledger)) {
      const most = product.max_amount;
      const promised = amountOf(most);
      if (!most || !promised || product.split_allowed?.value === true) continue;
      const limits = limitsOf(ledger, product);
      if (!limits || limits.length === 0) continue;
      const sorted = [...limits].sort((a, b) => compareAllowed(a.limit.amount, b.limit.amount));
      const [least, largest] = [sorted[0]!, sorted.at(-1)!];
      const over = (row: typeof least) => compareAllowed(promised, row.limit.amount) > 0;
      const id = product.id?.value ?? "";
      const lower = (row: typeof least) => [
        replace(most.node, row.limit.limit.amount!.value, {
          en: `Lower it to ${row.limit.limit.amount!.value}`,
          zh: `降到 ${row.limit.limit.amount!.value}`,
        }),
      ];
      if (over(largest)) {
        yield {
          at: most.node,
          message: {
            en: `Product ${id} promises up to ${most.value}, but no channel carries more than ${text(largest.limit)} (${largest.channel.id?.value ?? ""}); lower it, add a channel, or set \`split_allowed\`.`,
            zh: `产品 ${id} 承诺最高 ${most.value}，而渠道单笔最多 ${text(largest.limit)}（${largest.channel.id?.value ?? ""}）；请降低，或增加渠道，或写 \`split_allowed\`。`,
          },
          related: [related(largest)],
          fixes: () => lower(least),
        };
      } else if (over(least)) {
        yield {
          at: most.node,
          severity: "info",
          message: {
            en: `Product ${id} promises up to ${most.value}, but channel ${least.channel.id?.value ?? ""} carries ${text(least.limit)} only; what a payer can pay depends on the route.`,
            zh: `产品 ${id} 承诺最高 ${most.value}，而渠道 ${least.channel.id?.value ?? ""} 单笔只有 ${text(least.limit)}；能付多少取决于路由。`,
          },
          related: [related(least)],
          fixes: () => lower(least),
        };
      }
    }
  },
});
export default productExceedsLimit;

interface ChannelLimit {
  readonly channel: Channel;
  readonly limit: ReadLimit;
}

/** Each channel's limit per transaction for everybody; undefined when one channel does not say. */
function limitsOf(ledger: Ledger, product: Product): readonly ChannelLimit[] | undefined {
  const rows: ChannelLimit[] = [];
  for (const { item: channel } of channelsOf(ledger, product)) {
    const { transaction } = channel.currencies ?? {};
    if (product.currency && transaction?.length && !transaction.some((c) => c.value === product.currency?.value))
      continue;
    const limit = readLimits(channel.limits).find(
      (row) => row.scope === "per_transaction" && !row.bank && !row.cardType && !row.accountClass,
    );
    if (!limit) return undefined;
    rows.push({ channel, limit });
  }
  return rows;
}

function text({ limit }: ReadLimit): string {
  return limit.amount?.value ?? "";
}

function related({ channel, limit }: ChannelLimit) {
  const id = channel.id?.value ?? "";
  return { at: limit.limit.amount!.node, message: { en: `The limit of ${id}`, zh: `${id} 的限额` } };
}

DOCS: page(productExceedsLimit, {
  why: {
    en: "A fund purchase starts at one million while quick pay ends far below. The cashier shows the biggest limit, routes to a smaller one, and the payment fails after the payer has typed everything.",
    zh: "基金申购百万起，快捷支付的限额却低得多。收银台按最高限额展示，路由到限额低的渠道，付款人填完信息才失败。",
  },
  fix: {
    en: "Lower `max_amount`, add a channel that carries it, or set `split_allowed: true` where one payment may become several.",
    zh: "降低 `max_amount`，增加承受得起的渠道，或允许拆单（`split_allowed: true`）。",
  },
  silent: {
    en: "When every channel carries the amount, when splitting is allowed, and while a channel has no general limit per transaction.",
    zh: "各渠道都承受得起、允许拆单，或有渠道没写总的单笔限额时不报。",
  },
  bad: `
    === pay.channel.yaml
    kind: payment-channels
    schema: 1
    channels:
      - id: bank-a
        name: 甲银行网银（虚构）
        flow: pay_in
        method: gateway_b2c
        limits:
          - scope: per_transaction
            amount: 50000.00
      - id: bank-b
        name: 乙银行网银（虚构）
        flow: pay_in
        method: gateway_b2c
        limits:
          - scope: per_transaction
            amount: 20000.00
    === shop.posting.yaml
    kind: posting-rules
    schema: 1
    products:
      - id: fund
        name: 基金申购
        channels: [bank-a, bank-b]
        max_amount: 1000000.00
    #               ^^^^^^^^^^ chan/product-exceeds-limit: Product fund promises up to 1000000.00, but no channel carries more than 50000.00 (bank-a); lower it, add a channel, or set \`split_allowed\`.
      - id: shop
        name: 商城收款
        channels: [bank-a, bank-b]
        max_amount: 30000.00
    #               ^^^^^^^^ chan/product-exceeds-limit: Product shop promises up to 30000.00, but channel bank-b carries 20000.00 only; what a payer can pay depends on the route.
  `,
  good: `
    === pay.channel.yaml
    kind: payment-channels
    schema: 1
    channels:
      - id: bank-a
        name: 甲银行网银（虚构）
        flow: pay_in
        method: gateway_b2c
        limits:
          - scope: per_transaction
            amount: 50000.00
    === shop.posting.yaml
    kind: posting-rules
    schema: 1
    products:
      - id: shop
        name: 商城收款
        channels: [bank-a]
        max_amount: 50000.00
  `,
  sources: ["2017-06-01 20:11", "2017-06-27 11:24", "2017-06-27 13:20"],
});
