import { eventOf } from "../../index/events";
import type { Ledger } from "../../index/ledger";
import type { Channel, Product } from "../../model/types.generated";
import { headOf } from "../../yaml/path";
import { check } from "../check";
import { setKey } from "../edits";
import { page } from "../pages";
import { fix } from "./facts/fix";
import { channelsOf, openProducts } from "./facts/routes";

const NO_CARDS: ReadonlySet<string> = new Set(["gateway_b2b", "offline_transfer", "payout_single", "payout_batch"]);

const cardTypeControl = check({
  code: "chan/card-type-control",
  severity: "warning",
  tier: "P1",
  on: "ledger",
  wholeLedger: true,
  title: { en: "A ban on credit cards can be enforced", zh: "禁用信用卡要管得住" },
  *run(ledger) {
    for (const { item: product } of openProducts(ledger)) {
      const banned = product.cards?.value === "debit_only";
      if (!banned && (product.cards || !isWithdrawable(ledger, product))) continue;
      for (const { item: channel } of channelsOf(ledger, product)) {
        if (channel.flow?.value !== "pay_in" || !letsCreditIn(channel)) continue;
        const [id, other] = [product.id?.value ?? "", channel.id?.value ?? ""];
        const listed = product.channels.find(({ value }) => value === channel.id?.value);
        yield {
          at: product.cards?.node ?? listed?.node ?? headOf(product.node),
          message: banned
            ? {
                en: `Product ${id} takes debit cards only, but channel ${other} lets credit cards through and does not show the card type.`,
                zh: `产品 ${id} 只收借记卡，渠道 ${other} 却放行信用卡，又不返回卡种。`,
              }
            : {
                en: `Product ${id} tops up a balance that can be withdrawn; through channel ${other} a credit card can be turned into cash.`,
                zh: `产品 ${id} 充值的余额可以提现，渠道 ${other} 又放行信用卡，等于信用卡套现。`,
              },
          related: [
            {
              at: channel.card_types.node ?? channel.id?.node ?? headOf(channel.node),
              message: { en: "The channel", zh: "该渠道" },
            },
          ],
          fixes: () => [
            fix(`Let channel ${other} take debit cards only`, `渠道 ${other} 只收借记卡`, [
              setKey(channel.node, "card_types", ["debit"], "party_types"),
            ]),
          ],
        };
      }
    }
  },
});
export default cardTypeControl;

function letsCreditIn({ card_types, card_type_visible, method }: Channel): boolean {
  if (card_type_visible?.value === true || (method && NO_CARDS.has(method.value))) return false;
  return card_types.length === 0 || card_types.some((card) => card.value === "credit");
}

/** Whether a top-up of the product credits a subledger that can be withdrawn from. */
function isWithdrawable(ledger: Ledger, product: Product): boolean {
  for (const { item: rule, document } of ledger.rules()) {
    if (eventOf(ledger.settings, rule) !== "top_up") continue;
    if (!rule.product.some(({ value }) => value === product.id?.value)) continue;
    for (const leg of rule.entries) {
      const found = leg.credit && ledger.account(document, leg.credit.value, leg.entity?.value);
      const chart = ledger.chartFor(document, leg.entity?.value);
      const subledgers = found && chart ? chart.subledgersOf(found.item) : [];
      if (subledgers.some(({ operations }) => operations.some(({ value }) => value === "withdraw"))) return true;
    }
  }
  return false;
}

DOCS: page(cardTypeControl, {
  why: {
    en: "Aggregated channels do not show the card type, so a ban on credit cards exists on paper only. A credit-card top-up that can be withdrawn is a loan nobody meant to give.",
    zh: "聚合渠道不返回卡种，“禁用信用卡”只停在纸面上。信用卡充值再提现，等于放了一笔谁也没打算放的贷款。",
  },
  fix: {
    en: "Restrict the channel to debit cards (`card_types: [debit]`), or use one that reports the card type.",
    zh: "把渠道限定为借记卡（`card_types: [debit]`），或换一个返回卡种的渠道。",
  },
  silent: {
    en: "When the channel restricts or reports the card type, for methods without cards, and when the credited balance cannot be withdrawn.",
    zh: "渠道限定或返回卡种、支付方式不涉及卡、充入的余额不能提现的不报。",
  },
  bad: `
    === house.coa.yaml
    kind: chart-of-accounts
    schema: 1
    accounts:
      - code: "112201"
        name: 应收渠道
        class: asset
      - code: "220201"
        name: 客户余额
        class: liability
    subledgers:
      - id: user
        name: 用户余额
        account: "220201"
        holder: user
        operations: [top_up, withdraw]
    === pay.channel.yaml
    kind: payment-channels
    schema: 1
    channels:
      - id: aggregated
        name: 聚合收款（虚构）
        flow: pay_in
        method: qr_payer_scans
        card_type_visible: false
    === shop.posting.yaml
    kind: posting-rules
    schema: 1
    products:
      - id: fund
        name: 基金申购
        channels: [aggregated]
        cards: debit_only
    #          ^^^^^^^^^^ chan/card-type-control: Product fund takes debit cards only, but channel aggregated lets credit cards through and does not show the card type.
      - id: wallet
        name: 余额充值
        channels: [aggregated]
    #              ^^^^^^^^^^ chan/card-type-control: Product wallet tops up a balance that can be withdrawn; through channel aggregated a credit card can be turned into cash.
    rules:
      - id: wallet.top-up
        product: wallet
        event: top_up
        idempotency_key: [order_no]
        entries:
          - debit: "112201"
            amount: 1
          - credit: "220201"
            amount: 1
  `,
  good: `
    === pay.channel.yaml
    kind: payment-channels
    schema: 1
    channels:
      - id: quick
        name: 甲银行快捷（虚构）
        flow: pay_in
        method: quick_pay
        card_types: [debit]
      - id: card
        name: 乙银行快捷（虚构）
        flow: pay_in
        method: quick_pay
        card_types: [debit, credit]
        card_type_visible: true
    === shop.posting.yaml
    kind: posting-rules
    schema: 1
    products:
      - id: fund
        name: 基金申购
        channels: [quick, card]
        cards: debit_only
  `,
  sources: ["2017-05-08 21:07", "2017-07-12 18:24", "2017-05-12 20:15"],
});
