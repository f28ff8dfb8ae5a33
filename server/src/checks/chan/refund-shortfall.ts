import { eventOf } from "../../index/events";
import type { Ledger } from "../../index/ledger";
import type { Text } from "../../l10n/text";
import type { Field } from "../../model/fields";
import type { Channel, Product, Rule } from "../../model/types.generated";
import { type CheckFinding, check, replace } from "../check";
import { setKey } from "../edits";
import { page } from "../pages";
import { fix } from "./facts/fix";
import { channelsOf, openProducts } from "./facts/routes";

/** Methods that never tell us the payer's account, so that a refund by payout has no destination. */
const HIDES_PAYER = /^(?:wallet_|gateway_|qr_)/;

const refundShortfall = check({
  code: "chan/refund-shortfall",
  severity: "error",
  tier: "P1",
  on: "ledger",
  wholeLedger: true,
  title: { en: "Refunds are promised as far as channels carry them", zh: "退款承诺不超出渠道能力" },
  *run(ledger) {
    for (const { item: product } of openProducts(ledger)) {
      if (!product.refund) continue;
      for (const { item: channel } of channelsOf(ledger, product)) {
        if (channel.flow?.value !== "pay_in" || !channel.refund) continue;
        yield* promise(product, channel);
        yield* numbers(ledger, product, channel);
      }
    }
  },
});
export default refundShortfall;

interface Shortfall {
  readonly at: Field<unknown>;
  readonly en: string;
  readonly zh: string;
  /** The value that the channel does carry. */
  readonly carried: string | undefined;
}

function* promise(product: Product, channel: Channel): Iterable<CheckFinding> {
  const fallback = fallbackOf(channel);
  if (fallback.reachable) return;
  const id = channel.id?.value ?? "";
  for (const short of shortfalls(product, channel)) {
    yield {
      at: short.at.node,
      message: {
        en: `Product ${product.id?.value ?? ""} ${short.en}, and channel ${id} ${fallback.en}.`,
        zh: `产品 ${product.id?.value ?? ""} ${short.zh}，而且渠道 ${id} ${fallback.zh}。`,
      },
      related: [{ at: channel.id?.node ?? short.at.node, message: { en: "The channel", zh: "该渠道" } }],
      fixes: () => [
        ...(short.carried === undefined
          ? []
          : [
              replace(short.at.node, short.carried, {
                en: `Promise what the channel carries (${short.carried})`,
                zh: `改为渠道能做到的（${short.carried}）`,
              }),
            ]),
        fix("Handle late refunds by hand (`after_window: manual`)", "渠道退不了的转人工（`after_window: manual`）", [
          setKey(channel.refund!.node, "after_window", "manual"),
        ]),
      ],
    };
  }
}

function shortfalls({ refund: promised }: Product, { refund: carried }: Channel): Shortfall[] {
  const found: Shortfall[] = [];
  const { window_days: window, max_count: count, partial } = promised!;
  const terms = carried!;
  const hasWindow = terms.node.pairs.some(({ key }) => key.value === "window_days");
  if (window && !hasWindow)
    found.push({
      at: window,
      en: `promises refunds for ${window.value} days, for which the channel states no window`,
      zh: `承诺 ${window.value} 天内可退，渠道却没有写退款期限`,
      carried: undefined,
    });
  else if (window && terms.window_days && window.value > terms.window_days.value)
    found.push({
      at: window,
      en: `promises refunds for ${window.value} days, the channel for ${terms.window_days.value} only`,
      zh: `承诺 ${window.value} 天内可退，渠道只给 ${terms.window_days.value} 天`,
      carried: String(terms.window_days.value),
    });
  if (count && terms.max_count && count.value > terms.max_count.value)
    found.push({
      at: count,
      en: `promises ${count.value} refunds of one payment, the channel ${terms.max_count.value}`,
      zh: `承诺一笔最多退 ${count.value} 次，渠道只给 ${terms.max_count.value} 次`,
      carried: String(terms.max_count.value),
    });
  if (partial?.value === true && terms.partial?.value === false)
    found.push({
      at: partial,
      en: "promises partial refunds, the channel refunds in full only",
      zh: "承诺部分退款，渠道只能全额退",
      carried: "false",
    });
  return found;
}

function fallbackOf({ refund, method }: Channel): Text & { readonly reachable: boolean } {
  switch (refund?.after_window?.value) {
    case "manual":
      return { reachable: true, en: "", zh: "" };
    case "payout": {
      const hidden = HIDES_PAYER.test(method?.value ?? "") && refund.ask_payee?.value !== true;
      return {
        reachable: !hidden,
        en: "would pay the rest out to an account that it never reveals; set `ask_payee: true` or another fallback",
        zh: "超出部分转代付，却拿不到付款人账户；请写 `ask_payee: true`，或换一种兜底办法",
      };
    }
    case "reject":
      return { reachable: false, en: "rejects what it does not carry", zh: "对退不了的一律拒绝" };
    default:
      return {
        reachable: false,
        en: "does not say what happens to the rest (`after_window`)",
        zh: "没有写退不了的怎么办（`after_window`）",
      };
  }
}

/** Where the channel does not refuse a repeated refund number, our own rule has to. */
function* numbers(ledger: Ledger, product: Product, channel: Channel): Iterable<CheckFinding> {
  const unique = channel.refund?.refund_no_unique;
  if (unique?.value !== false) return;
  const rule = refundRules(ledger, product).find(
    ({ idempotency_key: key }) => key.length > 0 && !key.some(({ value }) => /refund/i.test(value)),
  );
  if (!rule) return;
  yield {
    at: unique.node,
    message: {
      en: `Channel ${channel.id?.value ?? ""} does not refuse a repeated refund number, and the key of rule ${rule.id?.value ?? ""} has no refund number either; one refund can be paid twice.`,
      zh: `渠道 ${channel.id?.value ?? ""} 不校验退款单号重复，规则 ${rule.id?.value ?? ""} 的幂等键里也没有退款单号，同一笔退款可能退两次。`,
    },
    related: [{ at: rule.idempotency_key.node!, message: { en: "The rule's key", zh: "规则的幂等键" } }],
  };
}

function refundRules(ledger: Ledger, product: Product): readonly Rule[] {
  return [...ledger.rules()]
    .map(({ item }) => item)
    .filter((rule) => eventOf(ledger.settings, rule) === "refund")
    .filter(({ product: of }) => of.length === 0 || of.some(({ value }) => value === product.id?.value));
}

DOCS: page(refundShortfall, {
  why: {
    en: "Banks keep a payment refundable for about three months, some for a year. After that a refund is a payout that costs again and needs an account number nobody has. How long is a matter of contract; as of 2026 the large wallets give one year.",
    zh: "银行一般三个月内可原路退，有的一年。过期后退款就成了代付，要再付一次费，还得有收款账号，而账号往往没人知道。期限以合同为准，截至 2026 年大的钱包机构为一年。",
  },
  fix: {
    en: "Promise what every channel carries, or state a reachable fallback: by hand, or a payout to an account the payer is asked for.",
    zh: "承诺不超过各渠道的能力，或写明走得通的兜底：人工处理，或向付款人要账户后代付。",
  },
  silent: {
    en: "When the channel's terms cover the product, when a reachable fallback is declared, and while the channel has no `refund` block.",
    zh: "渠道条款覆盖产品承诺、有走得通的兜底、渠道还没写 `refund` 时不报。",
  },
  bad: `
    === pay.channel.yaml
    kind: payment-channels
    schema: 1
    channels:
      - id: wallet-qr
        name: 山雀钱包（虚构）
        flow: pay_in
        method: qr_payer_scans
        refund:
          window_days: 90
          max_count: 1
          partial: false
          after_window: payout
          refund_no_unique: false
    #                       ^^^^^ chan/refund-shortfall: Channel wallet-qr does not refuse a repeated refund number, and the key of rule shop.refund has no refund number either; one refund can be paid twice.
    === shop.posting.yaml
    kind: posting-rules
    schema: 1
    products:
      - id: shop
        name: 商城收款
        channels: [wallet-qr]
        refund:
          window_days: 365
    #                  ^^^ chan/refund-shortfall: Product shop promises refunds for 365 days, the channel for 90 only, and channel wallet-qr would pay the rest out to an account that it never reveals; set \`ask_payee: true\` or another fallback.
          partial: true
    #              ^^^^ chan/refund-shortfall: Product shop promises partial refunds, the channel refunds in full only, and channel wallet-qr would pay the rest out to an account that it never reveals; set \`ask_payee: true\` or another fallback.
          max_count: 10
    #                ^^ chan/refund-shortfall: Product shop promises 10 refunds of one payment, the channel 1, and channel wallet-qr would pay the rest out to an account that it never reveals; set \`ask_payee: true\` or another fallback.
    rules:
      - id: shop.refund
        product: shop
        event: refund
        idempotency_key: [order_no]
        original:
          required: true
          event: payment
          match: [order_no]
        entries:
          - debit: "2001"
            amount: 1
          - credit: "1001"
            amount: 1
  `,
  good: `
    === pay.channel.yaml
    kind: payment-channels
    schema: 1
    channels:
      - id: wallet-qr
        name: 山雀钱包（虚构）
        flow: pay_in
        method: qr_payer_scans
        refund:
          window_days: 90
          partial: true
          max_count: 50
          after_window: payout
          ask_payee: true
    === shop.posting.yaml
    kind: posting-rules
    schema: 1
    products:
      - id: shop
        name: 商城收款
        channels: [wallet-qr]
        refund:
          window_days: 365
          partial: true
          max_count: 10
  `,
  sources: ["2017-05-08 16:34", "2017-06-05 18:12", "2017-08-07 20:56"],
});
