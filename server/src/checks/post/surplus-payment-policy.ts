import type { Fix } from "../../finding";
import { accountTitle } from "../../index/account-words";
import type { Ledger } from "../../index/ledger";
import { type BookedRule, legsOn, RuleBook } from "../../index/rule-book";
import { isOver } from "../../index/validity";
import type { Text } from "../../l10n/text";
import type { Channel, Product } from "../../model/types.generated";
import type { Span } from "../../yaml/nodes";
import { check } from "../check";
import { insertItemsAfter } from "../edits";
import { page } from "../pages";
import { onlyAccount } from "./shared/counterparts";
import { freeName, legLike, ruleLike } from "./shared/skeleton";
import { placeOf, productName, spaced } from "./shared/wording";

const surplusPaymentPolicy = check({
  code: "post/surplus-payment-policy",
  severity: "warning",
  tier: "P1",
  on: "ledger",
  wholeLedger: true,
  title: { en: "Payments that come twice or too late have a rule", zh: "重复支付、逾期支付有处理规则" },
  *run(ledger) {
    const book = RuleBook.of(ledger);
    for (const { item: product } of ledger.products()) {
      if (product.flow?.value !== "pay_in" || product.status?.value === "draft") continue;
      if (!product.id || isOver(product, ledger.today)) continue;
      const rules = book.ofProduct(product.id.value);
      const payment = rules.find(
        (rule) => rule.guard.products && rule.event === "payment" && rule.status === "succeeded",
      );
      if (!payment || rules.some(handlesSurplus)) continue;
      const cause = causeOf(ledger, product);
      if (!cause) continue;
      const name = productName(product);
      yield {
        at: cause.at,
        message: {
          en: `${name.en} can be paid twice or too late: ${cause.why.en}. Write a rule for event duplicate, or for payments of a closed order, that parks the money and refunds it.`,
          zh: `${spaced(name.zh)}可能被重复支付或逾期支付：${cause.why.zh}。请写 duplicate 事件或已关闭订单收到支付的规则，先挂账再退款。`,
        },
        fixes: () => parked(ledger, product.id!.value, payment),
      };
    }
  },
});
export default surplusPaymentPolicy;

function handlesSurplus(rule: BookedRule): boolean {
  if (rule.event === "duplicate") return true;
  return rule.event === "payment" && (rule.guard.when.get("order_state")?.has("closed") ?? false);
}

function causeOf(ledger: Ledger, product: Product): { at: Span; why: Text } | undefined {
  const channels = product.channels.flatMap(({ value }) => ledger.channel(value)?.item ?? []);
  const place = placeOf(product, "channels");
  if (product.channels.length > 1)
    return {
      at: place,
      why: { en: `it has ${product.channels.length} channels`, zh: `有 ${product.channels.length} 个渠道` },
    };
  const resending = channels.find((channel) => channel.retry?.resend?.value === "new_order_no");
  if (resending)
    return {
      at: place,
      why: {
        en: `channel ${idOf(resending)} resends under a new order number`,
        zh: `渠道 ${idOf(resending)} 换新订单号重发`,
      },
    };
  const expiry = product.order_expiry_minutes;
  const longer = channels.find(
    (channel) => expiry && channel.order_expiry_minutes && expiry.value < channel.order_expiry_minutes.value,
  );
  if (!expiry || !longer) return undefined;
  return {
    at: expiry.node,
    why: {
      en: `its orders expire after ${expiry.value} minutes, those of channel ${idOf(longer)} after ${longer.order_expiry_minutes!.value}`,
      zh: `订单 ${expiry.value} 分钟过期，而渠道 ${idOf(longer)} 的订单 ${longer.order_expiry_minutes!.value} 分钟才过期`,
    },
  };
}

function idOf(channel: Channel): string {
  return channel.id?.value ?? "";
}

/** What came in is parked where refunds wait, until it is given back. */
function parked(ledger: Ledger, product: string, payment: BookedRule): readonly Fix[] {
  const [received] = legsOn(payment, "debit", "channel_clearing");
  const account = onlyAccount(ledger.settings, received?.chart, "refund_transit", "suspense_surplus");
  if (!received || !account?.code || received.leg.amount?.value === "rest") return [];
  const from = legLike(received, "debit");
  const to = legLike(received, "credit", { code: account.code.value });
  if (!from || !to) return [];
  const taken = new Set([...ledger.rules()].flatMap(({ item }) => item.id?.value ?? []));
  const id = freeName(`${product}.duplicate`, taken);
  const rule = ruleLike(payment, { id, event: "duplicate", status: "confirmed", entries: [from, to], unguarded: true });
  return [
    {
      title: {
        en: `Park duplicates on ${accountTitle(account)}`,
        zh: `重复支付先挂 ${accountTitle(account)}`,
      },
      edits: [insertItemsAfter(payment.rule.node, [rule])],
    },
  ];
}

DOCS: page(surplusPaymentPolicy, {
  why: {
    en: "With several channels a double success cannot be ruled out, and a bank may confirm days after the shop has closed the order. Without a rule, that money lands on the merchant a second time.",
    zh: "有多个渠道，就排除不了两边都成功；银行也可能在订单关闭几天后才通知成功。没有规则，这笔钱就会第二次记给商户。",
  },
  fix: {
    en: "Write a rule that parks the surplus payment and refunds it.",
    zh: "写一条规则，把多付的款先挂账，再退回。",
  },
  silent: {
    en: "One channel with the same expiry, draft products, or a rule for duplicates or closed orders.",
    zh: "只有一个渠道且过期时间一致、产品是草稿、或已有相应规则的不报。",
  },
  bad: `
    === a.coa.yaml
    kind: chart-of-accounts
    schema: 1
    accounts:
      - {code: "220201", name: 商户待结算, class: liability, purpose: merchant_pending}
      - {code: "224103", name: 退款过渡, class: liability, purpose: refund_transit, clears: {by: external}}
      - {code: "300101", name: 渠道待清算, class: common, purpose: channel_clearing, clears: {by: external}}
    === b.posting.yaml
    kind: posting-rules
    schema: 1
    inputs:
      gross:
        type: money
        min: 0.01
    products:
      - id: acquiring
        name: 收单
        status: active
        flow: pay_in
        payee: self
        channels: [wallet-qr, bank-quick]
      # ^^^^^^^^ post/surplus-payment-policy: Product acquiring can be paid twice or too late: it has 2 channels. Write a rule for event duplicate, or for payments of a closed order, that parks the money and refunds it.
    rules:
      - id: pay.ok
        product: acquiring
        event: payment
        entries: [{debit: "300101", amount: gross}, {credit: "220201", amount: gross}]
  `,
  good: `
    kind: posting-rules
    schema: 1
    inputs:
      gross:
        type: money
        min: 0.01
    products:
      - id: acquiring
        name: 收单
        status: active
        flow: pay_in
        payee: self
        channels: [wallet-qr, bank-quick]
    rules:
      - id: pay.ok
        product: acquiring
        event: payment
        entries: [{debit: "300101", amount: gross}, {credit: "220201", amount: gross}]
      - id: pay.twice
        product: acquiring
        event: duplicate
        status: confirmed
        entries: [{debit: "300101", amount: gross}, {credit: "224103", amount: gross}]
  `,
  sources: ["2017-06-08 20:36", "2017-08-16 15:44", "2017-05-26 10:18"],
});
