import { expressionOf } from "../../index/expressions";
import type { Ledger } from "../../index/ledger";
import { type BookedRule, legsOn, RuleBook } from "../../index/rule-book";
import { namesUsed } from "../../ledger/expression/symbols";
import type { Entry } from "../../model/fields";
import type { Input, Product } from "../../model/types.generated";
import { headOf } from "../../yaml/path";
import { type CheckFinding, check } from "../check";
import { insertKey } from "../edits";
import { page } from "../pages";
import { inner, placeOf, productName, ruleName, spaced } from "./shared/wording";

const KINDS = ["quote", "purchase", "settlement", "original"] as const;
const KIND_ZH: Readonly<Record<string, string>> = {
  quote: "报价汇率",
  purchase: "购汇汇率",
  settlement: "结算汇率",
  original: "原交易汇率",
};

const fxRate = check({
  code: "post/fx-rate",
  severity: "error",
  tier: "P1",
  on: "rule",
  title: { en: "Exchange rates say which rate they are", zh: "汇率写明是哪一种" },
  *run(ledger, { item }) {
    yield* unnamed(item.inputs.entries.values());
    const book = RuleBook.of(ledger);
    const rule = book.ruleOf(item);
    if (!rule) return;
    const kinds = kindsUsed(rule);
    const name = ruleName(rule.rule);
    if (rule.event === "refund" && [...kinds].some((kind) => kind !== "original")) {
      const product = productsFor(ledger, book, rule).find((item) => item.refund && !item.refund.rate_policy);
      if (product?.refund) {
        const its = productName(product);
        yield {
          at: placeOf(rule.rule, "entries"),
          message: {
            en: `${name.en} converts a refund at another rate than the original one, and ${inner(its.en)} has no refund.rate_policy.`,
            zh: `${spaced(name.zh)}退款没有用原交易汇率，而${spaced(its.zh)}没有写 refund.rate_policy（退款汇率政策）。`,
          },
          fixes: () =>
            (["original", "current", "lower_of"] as const).map((policy) => ({
              title: { en: `Set the policy to ${policy}`, zh: `政策设为 ${policy}` },
              edits: [insertKey(product.refund!.node, "rate_policy", policy)],
            })),
        };
      }
    }
    if (
      kinds.size > 1 &&
      rule.legs.every((leg) => leg.purpose || leg.memo) &&
      legsOn(rule, undefined, "fx_difference").length === 0
    ) {
      const words = [...kinds];
      yield {
        at: rule.rule.id?.node ?? headOf(rule.rule.node),
        message: {
          en: `${name.en} converts at different rates (${words.join(", ")}), and no leg takes the exchange difference between them.`,
          zh: `${spaced(name.zh)}用了不同的汇率（${words.map((kind) => KIND_ZH[kind] ?? kind).join("、")}），却没有分录承担其间的汇兑损益。`,
        },
      };
    }
  },
  *beside(ledger) {
    for (const { model } of ledger.rulesDocuments) yield* unnamed(model.inputs.entries.values());
  },
});
export default fxRate;

function* unnamed(inputs: Iterable<Entry<Input>>): Iterable<CheckFinding> {
  for (const { key, value: input } of inputs) {
    if (!isExchangeRate(input) || input.kind) continue;
    yield {
      at: key,
      message: {
        en: `Exchange rate ${key.value} (${input.from!.value} to ${input.to!.value}) does not say which rate it is: quote, purchase, settlement or original.`,
        zh: `汇率 ${key.value}（${input.from!.value} → ${input.to!.value}）没有写明是哪一种：报价（quote）、购汇（purchase）、结算（settlement）还是原交易（original）。`,
      },
      fixes: () =>
        KINDS.map((kind) => ({
          title: { en: `It is the ${kind} rate`, zh: `是${KIND_ZH[kind]}` },
          edits: [insertKey(input.node, "kind", kind, "type")],
        })),
    };
  }
}

function isExchangeRate({ type, from, to }: Input): boolean {
  return type?.value === "rate" && from !== undefined && to !== undefined && from.value !== to.value;
}

/** The kinds of exchange rates that a rule's legs rest on, through named amounts; `original.x` is the original's own. */
function kindsUsed({ rule, document }: BookedRule): ReadonlySet<string> {
  const kinds = new Set<string>();
  const seen = new Set<string>();
  const follow = (text: string) => {
    for (const { name } of namesUsed(expressionOf(text).root)) {
      if (seen.has(name)) continue;
      seen.add(name);
      if (name.startsWith("original.") || name.startsWith("prior.")) continue;
      const amount = rule.amounts.entries.get(name) ?? document.model.amounts.entries.get(name);
      if (amount) {
        follow(amount.value.value);
        continue;
      }
      const input = (rule.inputs.entries.get(name) ?? document.model.inputs.entries.get(name))?.value;
      if (input?.kind && isExchangeRate(input)) kinds.add(input.kind.value);
    }
  };
  for (const leg of rule.entries) if (leg.amount) follow(leg.amount.value);
  return kinds;
}

function productsFor(ledger: Ledger, book: RuleBook, rule: BookedRule): readonly Product[] {
  return (rule.guard.products ? book.productsOf(rule) : [...ledger.products()]).map(({ item }) => item);
}

DOCS: page(fxRate, {
  why: {
    en: "The customer's price and refund use the quoted rate, what we pay the bank the purchase rate. Mixing them makes figures disagree by cents that nobody can find, and the difference is a gain or loss that needs its own line.",
    zh: "客户的价格和退款按报价汇率，付给银行的按购汇汇率。混着用，数字就差几分钱，谁也找不到；其间的差额是汇兑损益，要有自己的分录。",
  },
  fix: {
    en: "Give each rate its `kind`; state `refund.rate_policy`; add a leg for the exchange difference.",
    zh: "给每个汇率写 `kind`；写明 `refund.rate_policy`；加一条汇兑损益分录。",
  },
  silent: {
    en: "Rates within one currency; refunds at the original rate; rules on accounts whose purpose is not declared.",
    zh: "同币种的费率不报；按原交易汇率退款的不报；科目没写用途时不判断差额分录。",
  },
  bad: `
    === a.coa.yaml
    kind: chart-of-accounts
    schema: 1
    base_currency: CNY
    accounts:
      - {code: "220201", name: 商户待结算, class: liability, purpose: merchant_pending, currencies: [CNY, HKD]}
      - {code: "300101", name: 渠道待清算, class: common, purpose: channel_clearing, currencies: [CNY, HKD], clears: {by: external}}
    === b.posting.yaml
    kind: posting-rules
    schema: 1
    inputs:
      price:
        type: money
        currency: HKD
        min: 1.00
      quote_rate:
    # ^^^^^^^^^^ post/fx-rate: Exchange rate quote_rate (HKD to CNY) does not say which rate it is: quote, purchase, settlement or original.
        type: rate
        from: HKD
        to: CNY
      day_rate:
        type: rate
        kind: quote
        from: HKD
        to: CNY
      bank_rate:
        type: rate
        kind: purchase
        from: HKD
        to: CNY
    products:
      - id: abroad
        name: 跨境收单
        status: draft
        refund:
          partial: true
    rules:
      - id: pay.ok
        #   ^^^^^^ post/fx-rate: Rule pay.ok converts at different rates (quote, purchase), and no leg takes the exchange difference between them.
        product: abroad
        event: payment
        entries:
          - debit: "300101"
            amount: round(price * day_rate)
          - credit: "220201"
            amount: round(price * bank_rate)
      - id: refund.ok
        product: abroad
        event: refund
        original: {required: true, event: payment, match: [payment_no], cap: refundable_amount, on_missing: hold}
        entries:
      # ^^^^^^^ post/fx-rate: Rule refund.ok converts a refund at another rate than the original one, and product abroad has no refund.rate_policy.
          - debit: "220201"
            amount: round(price * day_rate)
          - credit: "300101"
            amount: round(price * day_rate)
  `,
  good: `
    kind: posting-rules
    schema: 1
    inputs:
      price:
        type: money
        currency: HKD
        min: 1.00
      quote_rate:
        type: rate
        kind: quote
        from: HKD
        to: CNY
    rules:
      - id: pay.ok
        event: payment
        entries:
          - debit: "300101"
            amount: round(price * quote_rate)
          - credit: "220201"
            amount: round(price * quote_rate)
  `,
  sources: ["2017-07-05 19:56", "2017-07-05 20:08", "2017-08-07 23:56"],
});
