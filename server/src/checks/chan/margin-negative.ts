import { minorUnit } from "../../data/currency";
import type { RulesDocument } from "../../index/documents";
import { completeFeeTerms } from "../../index/fee-terms";
import type { In, Ledger } from "../../index/ledger";
import { isOpen } from "../../index/validity";
import { type FeeTerms, productFee } from "../../ledger/product-fee";
import { Rational, type RoundingMode } from "../../ledger/rational";
import type { Channel, Product } from "../../model/types.generated";
import { check } from "../check";
import { removeItem } from "../edits";
import { page } from "../pages";
import { amountOf, keyOf } from "./facts/channel";
import { fix } from "./facts/fix";
import { channelsOf } from "./facts/routes";

const HUNDRED = Rational.integer(100);

const marginNegative = check({
  code: "chan/margin-negative",
  severity: "warning",
  tier: "P1",
  on: "ledger",
  wholeLedger: true,
  title: { en: "Our fee covers the channel's cost", zh: "手续费收入不低于通道成本" },
  *run(ledger) {
    for (const entry of ledger.products()) {
      const { item: product } = entry;
      const { fee } = product;
      if (!fee || fee.evaluate?.value === "per_period" || !isOpen(product, ledger.today)) continue;
      const income = completeFeeTerms(fee);
      if (!income) continue;
      for (const { item: channel } of channelsOf(ledger, product)) {
        // Steps of a channel's cost may count the month's volume, which no single payment shows.
        const cost = channel.fee && channel.fee.tiers.length === 0 ? completeFeeTerms(channel.fee) : undefined;
        const loss = cost && firstLoss(ledger, entry, channel, income, cost);
        if (!cost || !loss) continue;
        const { base, earned, spent, breakEven } = loss;
        const [id, other] = [product.id?.value ?? "", channel.id?.value ?? ""];
        const listed = product.channels.find(({ value }) => value === channel.id?.value);
        yield {
          at: fee.rate?.node ?? fee.amount?.node ?? keyOf(product.node, "fee"),
          message: {
            en: `On ${base}, product ${id} earns ${earned} and channel ${other} costs ${spent}${breakEven ? `; it breaks even from ${breakEven}` : ""}.`,
            zh: `金额 ${base} 时，产品 ${id} 收 ${earned}，渠道 ${other} 成本 ${spent}${breakEven ? `；${breakEven} 起才不亏` : ""}。`,
          },
          related: [
            { at: channel.fee!.rate?.node ?? channel.fee!.node, message: { en: "The channel's cost", zh: "通道成本" } },
          ],
          fixes: () =>
            listed && product.channels.length > 1
              ? [
                  fix(
                    `Take channel ${other} out of product ${id}`,
                    `从产品 ${id} 中去掉渠道 ${other}`,
                    removeItem(product.node, "channels", listed.node),
                  ),
                ]
              : [],
        };
      }
    }
  },
});
export default marginNegative;

interface Loss {
  readonly base: string;
  readonly earned: string;
  readonly spent: string;
  /** The least amount that earns its cost, when a larger one does. */
  readonly breakEven: string | undefined;
}

function firstLoss(
  ledger: Ledger,
  { item: product, document }: In<Product, RulesDocument>,
  channel: Channel,
  income: FeeTerms,
  cost: FeeTerms,
): Loss | undefined {
  const currency = product.currency?.value ?? ledger.chartOf(document)?.baseCurrency ?? "CNY";
  const settled = channel.currencies?.settlement?.value;
  if (settled !== undefined && settled !== currency) return undefined;
  const scale = minorUnit(currency) ?? 2;
  const rounding = { mode: modeOf(document), unit: Rational.unit(scale) };
  const fees = (base: Rational) => [productFee(income, base, rounding), productFee(cost, base, rounding)] as const;
  const margin = (base: Rational) => {
    const [earned, spent] = fees(base);
    return earned.sub(spent);
  };
  const [least, most] = [amountOf(product.min_amount), amountOf(product.max_amount)];
  const hundred =
    (!least || least.compare(HUNDRED) <= 0) && (!most || most.compare(HUNDRED) >= 0) ? HUNDRED : undefined;
  const points = [least, hundred, most].filter((point) => point !== undefined);
  const base = points.find((point) => margin(point).sign < 0);
  if (!base) return undefined;
  const [earned, spent] = fees(base);
  const better = points.find((point) => point.compare(base) > 0 && margin(point).sign >= 0);
  const text = (amount: Rational) => amount.toDecimal(scale);
  return {
    base: text(base),
    earned: text(earned),
    spent: text(spent),
    breakEven: better && text(crossing(base, better, Rational.unit(scale), (point) => margin(point).sign >= 0)),
  };
}

/** The least multiple of `unit` between a loss and a gain at which nothing is lost, found by halving. */
function crossing(loss: Rational, gain: Rational, unit: Rational, holds: (point: Rational) => boolean): Rational {
  let [low, high] = [loss.div(unit).floor(), gain.div(unit).ceil()];
  while (high - low > 1n) {
    const middle = (low + high) / 2n;
    if (holds(Rational.integer(middle).mul(unit))) high = middle;
    else low = middle;
  }
  return Rational.integer(high).mul(unit);
}

function modeOf({ model }: RulesDocument): RoundingMode {
  return model.rounding?.mode?.value ?? "half_up";
}

DOCS: page(marginNegative, {
  why: {
    en: "A quote of 0.38% was made against a cost of 0.6%, and switching to the backup channel eats what the agents were promised. Small amounts lose against a minimum cost even at a good rate.",
    zh: "有人拿 0.6% 的成本报出 0.38% 的价；一切到备用渠道，代理的分润就没了。遇到最低收费，小额交易费率再好也亏。",
  },
  fix: {
    en: "Raise the fee, set a minimum fee, or take the channel out of the product.",
    zh: "提高费率、设最低手续费，或不让该产品走这个渠道。",
  },
  silent: {
    en: "When nothing is lost at the smallest amount, at 100.00 and at the largest amount, for fees per period, and where terms are missing or the channel's cost has steps by volume.",
    zh: "最小金额、100.00、最大金额处都不亏的不报；按期计费、条款不全、通道成本按量分档的不算。",
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
        fee:
          model: fixed
          amount: 1.00
      - id: bank-b
        name: 乙银行网银（虚构）
        flow: pay_in
        method: gateway_b2c
        fee:
          model: rate
          rate: "0.2%"
    === shop.posting.yaml
    kind: posting-rules
    schema: 1
    products:
      - id: shop
        name: 商城收款
        channels: [bank-a, bank-b]
        max_amount: 50000.00
        fee:
          model: rate
          rate: "0.38%"
    #           ^^^^^^^ chan/margin-negative: On 100.00, product shop earns 0.38 and channel bank-a costs 1.00; it breaks even from 261.85.
  `,
  good: `
    === pay.channel.yaml
    kind: payment-channels
    schema: 1
    channels:
      - id: bank-b
        name: 乙银行网银（虚构）
        flow: pay_in
        method: gateway_b2c
        fee:
          model: rate
          rate: "0.2%"
          min: 0.10
    === shop.posting.yaml
    kind: posting-rules
    schema: 1
    products:
      - id: shop
        name: 商城收款
        channels: [bank-b]
        min_amount: 0.01
        fee:
          model: rate
          rate: "0.38%"
          min: 0.10
  `,
  sources: ["2017-08-14 18:55", "2017-05-12 20:19", "2017-07-24 20:17"],
});
