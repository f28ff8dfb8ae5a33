import { headOf } from "../../yaml/path";
import { check } from "../check";
import { page } from "../pages";
import { isActive, keyOf } from "./facts/channel";
import { closedTimes, commonTimes, type Fortnight, minuteText, wholeFortnight } from "./facts/opening-hours";
import { channelsOf, openProducts } from "./facts/routes";

const noFallback = check({
  code: "chan/no-fallback",
  severity: "warning",
  tier: "P1",
  on: "ledger",
  wholeLedger: true,
  title: { en: "One channel of a product is always open", zh: "产品任何时候都有一个渠道可用" },
  *run(ledger) {
    for (const { item: product, document } of openProducts(ledger)) {
      const channels = channelsOf(ledger, product).filter(
        ({ item }) => !product.flow || product.flow.value === "internal" || item.flow?.value === product.flow.value,
      );
      if (channels.length < 2) continue;
      const timeZone = ledger.chartOf(document)?.document.model.accounting_day?.time_zone?.value ?? "Asia/Shanghai";
      const fortnight: Fortnight = { from: ledger.today, timeZone };
      const whole = wholeFortnight(fortnight);
      const closed = channels.map(({ item }) => (isActive(item) ? closedTimes(item, fortnight, "all") : [whole]));
      if (closed.some((times) => times === undefined)) continue;
      const gap = commonTimes(closed as NonNullable<(typeof closed)[number]>[], fortnight)[0];
      if (!gap) continue;
      const id = product.id?.value ?? "";
      const [from, to] = [minuteText(gap.from, timeZone), minuteText(gap.to, timeZone)];
      const suspended = channels.every(({ item }) => !isActive(item));
      const names = channels.map(({ item }) => item.id?.value ?? "");
      yield {
        at: product.channels.node ? keyOf(product.node, "channels") : headOf(product.node),
        message: suspended
          ? {
              en: `All channels of product ${id} are suspended (${names.join(", ")}).`,
              zh: `产品 ${id} 的渠道全部暂停（${names.join("、")}）。`,
            }
          : {
              en: `From ${from} to ${to} no channel of product ${id} is open (${names.join(", ")}); shift a window or add a channel.`,
              zh: `${from} 至 ${to}，产品 ${id} 没有一个渠道可用（${names.join("、")}）；请错开维护时间，或增加渠道。`,
            },
        related: channels.flatMap(({ item }) =>
          item.id ? [{ at: item.id.node, message: { en: "Closed then", zh: "届时不可用" } }] : [],
        ),
      };
    }
  },
});
export default noFallback;

DOCS: page(noFallback, {
  why: {
    en: "Wallet and bank lines were closed at a day's notice, and two of them at once leaves payers with nothing. A channel that is cheap is seldom the one that is always there.",
    zh: "钱包和银行的线路常提前一天才通知停机，两条一起停，付款人就无路可走。便宜的渠道，往往不是最稳的那个。",
  },
  fix: {
    en: "Shift one of the windows, add a channel for these hours, or take one back into service.",
    zh: "错开维护时间，给这段时间加一个渠道，或恢复一个暂停的渠道。",
  },
  silent: {
    en: "When at every minute of the coming fortnight one channel is open, and for products with one channel only.",
    zh: "今后两周每一分钟都有渠道可用、或产品只有一个渠道的不报。",
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
        time_zone: Asia/Shanghai
        maintenance:
          - from: "2026-11-28 23:55"
            to: "2026-11-29 02:05"
      - id: bank-b
        name: 乙银行网银（虚构）
        flow: pay_in
        method: gateway_b2c
        time_zone: Asia/Shanghai
        maintenance:
          - from: "01:30"
            to: "03:00"
      - id: bank-c
        name: 丙银行网银（虚构）
        status: suspended
        flow: pay_in
        method: gateway_b2c
      - id: bank-d
        name: 丁银行网银（虚构）
        status: suspended
        flow: pay_in
        method: gateway_b2c
    === shop.posting.yaml
    kind: posting-rules
    schema: 1
    products:
      - id: shop
        name: 商城收款
        channels: [bank-a, bank-b, bank-c]
    #   ^^^^^^^^ chan/no-fallback: From 2026-11-29 01:30 to 2026-11-29 02:05 no channel of product shop is open (bank-a, bank-b, bank-c); shift a window or add a channel.
      - id: gift
        name: 礼品卡收款
        channels: [bank-c, bank-d]
    #   ^^^^^^^^ chan/no-fallback: All channels of product gift are suspended (bank-c, bank-d).
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
        time_zone: Asia/Shanghai
        maintenance:
          - from: "2026-11-28 23:55"
            to: "2026-11-29 02:05"
      - id: bank-b
        name: 乙银行网银（虚构）
        flow: pay_in
        method: gateway_b2c
        time_zone: Asia/Shanghai
        service_hours:
          - days: every_day
            from: "23:00"
            to: "22:00"
    === shop.posting.yaml
    kind: posting-rules
    schema: 1
    products:
      - id: shop
        name: 商城收款
        channels: [bank-a, bank-b]
  `,
  sources: ["2017-12-27 13:07", "2017-05-08 22:28", "2017-06-26 18:48"],
});
