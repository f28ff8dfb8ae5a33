import type { ChannelsDocument } from "../../index/documents";
import type { In, Ledger } from "../../index/ledger";
import type { Channel } from "../../model/types.generated";
import { amountOf, channelName, inUse } from "../chan/facts/channel";
import { fix } from "../chan/facts/fix";
import { type CheckFinding, check } from "../check";
import { page } from "../pages";
import { productsOn } from "./facts/products";

/** Tenders that make the amount paid smaller than that of the order. */
const REDUCING: ReadonlySet<string> = new Set(["discount", "coupon", "points"]);

const matchAmount = check({
  code: "recon/match-amount",
  severity: "error",
  tier: "P1",
  on: "ledger",
  title: { en: "Amounts are compared as paid, and remainders have a row", zh: "按实付金额核对，容差要有去处" },
  *run(ledger) {
    for (const entry of ledger.channels()) {
      if (!inUse(entry.item)) continue;
      const amount = ordered(ledger, entry);
      const tolerance = tolerated(entry.item);
      if (amount) yield amount;
      if (tolerance) yield tolerance;
    }
  },
});
export default matchAmount;

function ordered(ledger: Ledger, { item: channel }: In<Channel, ChannelsDocument>): CheckFinding | undefined {
  const recon = channel.reconciliation;
  const amount = recon?.match?.amount;
  if (amount?.value !== "order_amount") return undefined;
  const reduced = productsOn(ledger, channel).flatMap(({ item }) =>
    item.tenders.filter((tender) => tender.kind && REDUCING.has(tender.kind.value)).map((tender) => ({ item, tender })),
  );
  const first = reduced[0];
  if (!first) return undefined;
  const name = channelName(channel);
  const product = first.item.id?.value ?? "?";
  const mapped = recon?.statement?.format?.columns.entries;
  return {
    at: amount.node,
    message: {
      en: `${name.en} is compared by the amount of the order, but product ${product} takes discounts or coupons; the channel only knows what was paid.`,
      zh: `${name.zh} 按订单金额核对，而产品 ${product} 有优惠或抵扣；渠道只知道实付多少。`,
    },
    related: reduced.flatMap(({ tender }) =>
      tender.kind ? [{ at: tender.kind.node, message: { en: "paid with less money", zh: "少付现金的支付方式" } }] : [],
    ),
    fixes: () =>
      mapped?.size && !mapped.has("paid_amount")
        ? []
        : [fix("Compare the amount paid", "改按实付金额核对", [{ at: amount.node, newText: "paid_amount" }], true)],
  };
}

function tolerated(channel: Channel): CheckFinding | undefined {
  const recon = channel.reconciliation;
  const tolerance = recon?.match?.tolerance;
  const limit = amountOf(tolerance);
  if (!recon || !tolerance || !limit || limit.sign <= 0) return undefined;
  if (recon.differences.some((row) => row.kind?.value === "rounding")) return undefined;
  const name = channelName(channel);
  return {
    at: tolerance.node,
    message: {
      en: `${name.en} lets amounts differ by up to ${tolerance.value}, but no row of kind rounding takes what is left over; the books drift apart cent by cent.`,
      zh: `${name.zh} 允许金额相差 ${tolerance.value} 以内，却没有尾差（rounding）行接住差额；两边的账会一分一分地走样。`,
    },
    fixes: () => [fix("Set the tolerance to 0", "容差改为 0", [{ at: tolerance.node, newText: "0" }])],
  };
}

DOCS: page(matchAmount, {
  why: {
    en: "The channel knows what was paid, not what was ordered. With a coupon the two differ on every order. A tolerance hides cents that have to go somewhere.",
    zh: "渠道只知道实付，不知道订单原价；用了券，两者每笔都不同。容差则会把该有去处的几分钱藏起来。",
  },
  fix: {
    en: "Compare `paid_amount`; give a tolerance a row of kind rounding, or set it to 0.",
    zh: "按 `paid_amount` 核对；有容差就加一行 rounding，否则设为 0。",
  },
  silent: {
    en: "When no product on the channel has discounts, coupons or points, and with a tolerance of zero.",
    zh: "渠道上的产品没有优惠、券、积分时不报；容差为 0 不报。",
  },
  bad: `
    === a.posting.yaml
    kind: posting-rules
    schema: 1
    products:
      - id: promo
        name: 立减收单
        channels: [bank-a]
        tenders:
          - id: scan
            kind: channel
          - id: coupon
            kind: coupon
    rules: []
    === b.channel.yaml
    kind: payment-channels
    schema: 1
    channels:
      - id: bank-a
        name: 甲银行网银（虚构）
        flow: pay_in
        method: gateway_b2c
        cut_off: "00:00"
        time_zone: Asia/Shanghai
        reconciliation:
          date_basis: channel_date
          match:
            keys: [order_no, transaction_type]
            amount: order_amount
            #       ^^^^^^^^^^^^ recon/match-amount: Channel bank-a is compared by the amount of the order, but product promo takes discounts or coupons; the channel only knows what was paid.
            tolerance: 0.05
            #          ^^^^ recon/match-amount: Channel bank-a lets amounts differ by up to 0.05, but no row of kind rounding takes what is left over; the books drift apart cent by cent.
  `,
  good: `
    === a.posting.yaml
    kind: posting-rules
    schema: 1
    products:
      - id: promo
        name: 立减收单
        channels: [bank-a]
        tenders:
          - id: scan
            kind: channel
          - id: coupon
            kind: coupon
    rules: []
    === b.channel.yaml
    kind: payment-channels
    schema: 1
    channels:
      - id: bank-a
        name: 甲银行网银（虚构）
        flow: pay_in
        method: gateway_b2c
        cut_off: "00:00"
        time_zone: Asia/Shanghai
        reconciliation:
          date_basis: channel_date
          match:
            keys: [order_no, transaction_type]
            amount: paid_amount
            tolerance: 0
  `,
  sources: ["2017-05-08 16:00", "2017-05-08 16:18"],
});
