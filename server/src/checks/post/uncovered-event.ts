import type { Fix } from "../../finding";
import type { EventName, Status } from "../../index/events";
import type { Ledger } from "../../index/ledger";
import { type BookedRule, legsOn, RuleBook } from "../../index/rule-book";
import { isOver } from "../../index/validity";
import type { Product } from "../../model/types.generated";
import type { Span } from "../../yaml/nodes";
import { type CheckFinding, check } from "../check";
import { insertItemsAfter } from "../edits";
import { page } from "../pages";
import { onlyAccount } from "./shared/counterparts";
import { freeName, legLike, ruleLike } from "./shared/skeleton";
import { eventWord, inner, placeOf, productName, spaced, statusWord } from "./shared/wording";

interface Implied {
  /** Any of these will do; the first is asked for. */
  readonly events: readonly EventName[];
  readonly status?: Status;
  /** The fact that implies it. */
  readonly at: Span;
}

const uncoveredEvent = check({
  code: "post/uncovered-event",
  severity: "warning",
  tier: "P1",
  on: "ledger",
  wholeLedger: true,
  title: { en: "What a product promises has a rule", zh: "产品涉及的事件都有规则" },
  *run(ledger) {
    const book = RuleBook.of(ledger);
    for (const { item: product } of ledger.products()) {
      if (!product.id || product.status?.value === "draft" || isOver(product, ledger.today)) continue;
      const rules = book.ofProduct(product.id.value);
      // A product whose rules are not written yet is not asked for them.
      if (!rules.some((rule) => rule.guard.products)) continue;
      const name = productName(product);
      for (const { events, status, at } of impliedBy(product)) {
        const covered = rules.some(
          (rule) => rule.event && events.includes(rule.event) && (!status || rule.status === status),
        );
        if (covered) continue;
        const event = eventWord(events[0]!);
        yield {
          at,
          message: {
            en: `This calls for a rule for ${event.en}${status ? ` ${status}` : ""}; ${inner(name.en)} has none.`,
            zh: `这样写就要有${event.zh}${status ? statusWord(status).zh : ""}的规则，${spaced(name.zh)}却没有。`,
          },
          fixes: () => (events[0] === "settlement" ? settlementRule(ledger, product.id!.value, rules) : []),
        };
      }
      yield* emptyCells(product, rules);
    }
  },
});
export default uncoveredEvent;

function* impliedBy(product: Product): Iterable<Implied> {
  const { flow, payee, refund, trade_mode: mode, fee, split } = product;
  const receiving = flow?.value === "pay_in";
  if (flow && receiving)
    yield { events: ["payment", "top_up", "pre_auth_completion"], status: "succeeded", at: flow.node };
  if (payee?.value === "third_party" && flow?.value !== "pay_out") yield { events: ["settlement"], at: payee.node };
  if (refund) yield { events: ["refund"], at: placeOf(product, "refund") };
  if (mode?.value === "escrow") {
    yield { events: ["escrow_confirm"], at: mode.node };
    yield { events: ["escrow_cancel"], at: mode.node };
  }
  if (fee?.collect?.value === "periodic") yield { events: ["fee"], at: fee.collect.node };
  if (split && split.receivers.length > 0) yield { events: ["split"], at: placeOf(product, "split") };
}

/** Where all rules of an event are bound to channels (tenders, fee modes), every declared one needs a rule. */
function* emptyCells(product: Product, rules: readonly BookedRule[]): Iterable<CheckFinding> {
  const declared: readonly (readonly [string, readonly string[]])[] = [
    ["channel", product.channels.map((channel) => channel.value)],
    ["tender", product.tenders.flatMap((tender) => tender.id?.value ?? [])],
    ["fee_mode", product.fee?.mode ? [product.fee.mode.value] : []],
  ];
  const cases = new Map<string, BookedRule[]>();
  for (const rule of rules) {
    const key = `${rule.guard.event}\n${rule.status}`;
    cases.set(key, [...(cases.get(key) ?? []), rule]);
  }
  const name = productName(product);
  for (const group of cases.values()) {
    const own = group.find((rule) => rule.guard.products);
    if (!own) continue;
    for (const [key, values] of declared) {
      if (!group.every((rule) => rule.guard.when.has(key))) continue;
      const matched = new Set(group.flatMap((rule) => [...rule.guard.when.get(key)!]));
      const empty = values.filter((value) => !matched.has(value));
      const entry = own.rule.when.entries.get(key);
      if (empty.length === 0 || !entry) continue;
      const [event, status] = [eventWord(own.guard.event), statusWord(own.status)];
      yield {
        at: entry.key,
        message: {
          en: `${name.en} has rules for ${event.en} ${status.en} by ${key}, but none for: ${empty.join(", ")}.`,
          zh: `${spaced(name.zh)}的${event.zh}${status.zh}按 ${key} 分别写规则，却没有：${empty.join("、")}。`,
        },
        related: group.map((rule) => ({
          at: rule.rule.event!.node,
          message: {
            en: `${key}: ${[...rule.guard.when.get(key)!].join(", ")}`,
            zh: `${key}：${[...rule.guard.when.get(key)!].join("、")}`,
          },
        })),
      };
    }
  }
}

/** Pending to available, for the amount that the payment credits. */
function settlementRule(ledger: Ledger, product: string, rules: readonly BookedRule[]): readonly Fix[] {
  const payment = rules.find((rule) => rule.event === "payment" && rule.status === "succeeded");
  const [pending] = payment ? legsOn(payment, "credit", "merchant_pending") : [];
  const code = onlyAccount(ledger.settings, pending?.chart, "merchant_available")?.code?.value;
  if (!payment || !pending || code === undefined || pending.leg.amount?.value === "rest") return [];
  const from = legLike(pending, "debit");
  const to = legLike(pending, "credit", { code });
  if (!from || !to) return [];
  const taken = new Set([...ledger.rules()].flatMap(({ item }) => item.id?.value ?? []));
  const id = freeName(`${product}.settlement`, taken);
  const rule = ruleLike(payment, {
    id,
    event: "settlement",
    status: "succeeded",
    entries: [from, to],
    unguarded: true,
  });
  return [
    {
      title: { en: `Write rule ${id}, to be reviewed`, zh: `生成规则 ${id}（请复核）` },
      edits: [insertItemsAfter(payment.rule.node, [rule])],
    },
  ];
}

DOCS: page(uncoveredEvent, {
  why: {
    en: "A new bank needs all transaction codes, and a new code all banks. The holes in that table surface at night, with the first trade that falls into one.",
    zh: "新接一家银行要配齐所有交易码，新增一个交易码要配齐所有银行。这张表上的空格，总是半夜第一笔交易掉进去时才发现。",
  },
  fix: {
    en: "Write the missing rule; the nearest existing one is a good beginning.",
    zh: "补上缺的规则，可以从最接近的那条抄起。",
  },
  silent: {
    en: "Draft and retired products, and products none of whose rules are written yet.",
    zh: "草稿或停用的产品、还没有写任何规则的产品不报。",
  },
  bad: `
    === a.coa.yaml
    kind: chart-of-accounts
    schema: 1
    accounts:
      - {code: "220201", name: 商户待结算, class: liability, purpose: merchant_pending}
      - {code: "220202", name: 商户可用余额, class: liability, purpose: merchant_available}
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
        payee: third_party
        #      ^^^^^^^^^^^ post/uncovered-event: This calls for a rule for settlement; product acquiring has none.
        channels: [wallet-qr, bank-quick]
        refund:
      # ^^^^^^ post/uncovered-event: This calls for a rule for refund; product acquiring has none.
          partial: false
          funding: [merchant_pending]
          on_insufficient: reject
    rules:
      - id: pay.ok
        product: acquiring
        event: payment
        when:
          channel: wallet-qr
        # ^^^^^^^ post/uncovered-event: Product acquiring has rules for payment succeeded by channel, but none for: bank-quick.
        entries:
          - debit: "300101"
            amount: gross
          - credit: "220201"
            amount: gross
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
      - id: pay.wallet
        product: acquiring
        event: payment
        when:
          channel: wallet-qr
        entries: [{debit: "300101", amount: gross}, {credit: "600101", amount: gross}]
      - id: pay.ok
        product: acquiring
        event: payment
        entries: [{debit: "300102", amount: gross}, {credit: "600101", amount: gross}]
  `,
  sources: ["2017-06-08 14:17", "2017-06-08 14:32", "2017-05-10 15:26"],
});
