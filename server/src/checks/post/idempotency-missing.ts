import type { Fix } from "../../finding";
import type { EventName } from "../../index/events";
import type { Ledger } from "../../index/ledger";
import { type BookedRule, RuleBook } from "../../index/rule-book";
import type { Text } from "../../l10n/text";
import { pairOf } from "../../yaml/nodes";
import { headOf } from "../../yaml/path";
import { check } from "../check";
import { setKey, yamlScalar } from "../edits";
import { page } from "../pages";
import { eventWord, inner, placeOf, ruleName, spaced } from "./shared/wording";

/** What customarily identifies one occurrence of an event. */
const CUSTOMARY: Readonly<Record<EventName, string>> = {
  payment: "payment_no",
  top_up: "top_up_no",
  transfer: "transfer_no",
  withdrawal: "withdrawal_no",
  payout: "payout_no",
  refund: "refund_no",
  void: "void_no",
  reversal: "reversal_no",
  chargeback: "chargeback_no",
  duplicate: "payment_no",
  pre_auth: "pre_auth_no",
  pre_auth_completion: "completion_no",
  escrow_confirm: "payment_no",
  escrow_cancel: "payment_no",
  split: "split_no",
  settlement: "settlement_no",
  fee: "bill_no",
  advance: "advance_no",
  advance_recovery: "recovery_no",
  funds_in: "bank_line_no",
  funds_out: "bank_line_no",
  funds_move: "move_no",
  freeze: "freeze_no",
  unfreeze: "freeze_no",
  difference: "difference_no",
  difference_clear: "difference_no",
  write_off: "difference_no",
  adjustment: "adjustment_no",
  expiry: "expiry_no",
  accrual: "accounting_date",
  fx_conversion: "conversion_no",
  day_cut: "accounting_date",
  buffer_run: "accounting_date",
  reconciliation: "accounting_date",
};

/** Once a day for the whole ledger, or once a day for each party: the date identifies them. */
const DAILY: ReadonlySet<EventName> = new Set(["day_cut", "buffer_run", "reconciliation", "accrual"]);
const DAILY_PER_PARTY: ReadonlySet<EventName> = new Set(["settlement", "fee", "funds_move", "expiry"]);

const PARTY = /^(?:merchant|channel|customer|user|agent|product|bank|account|card)(?:_(?:no|id|code))?$/;
const NOT_IDENTIFYING =
  /^(?:event|status|kind|flow|type|direction|currency|outcome)$|(?:^|_)(?:amount|amt|fee|rate|count|time|date|day|at)$/;

const idempotencyMissing = check({
  code: "post/idempotency-missing",
  severity: "error",
  tier: "P0",
  on: "ledger",
  title: { en: "A repeated message books nothing twice", zh: "重复的消息不会重复记账" },
  *run(ledger) {
    const book = RuleBook.of(ledger);
    const begun = new Set(book.all.filter(({ rule }) => rule.idempotency_key.length > 0).map((rule) => rule.document));
    for (const booked of book.all) {
      if (!booked.event || !begun.has(booked.document) || booked.rule.entries.length === 0) continue;
      const problem = problemOf(ledger, book, booked, booked.event);
      if (!problem) continue;
      const { rule } = booked;
      yield {
        at: pairOf(rule.node, "idempotency_key") ? placeOf(rule, "idempotency_key") : headOf(rule.node),
        message: problem,
        fixes: () => [withKey(book, booked, booked.event!)],
      };
    }
  },
});
export default idempotencyMissing;

function problemOf(ledger: Ledger, book: RuleBook, booked: BookedRule, event: EventName): Text | undefined {
  const name = ruleName(booked.rule);
  const key = booked.rule.idempotency_key.map((part) => part.value);
  const customary = () => keyFor(book, booked, event)[0];
  if (key.length === 0)
    return {
      en: `${name.en} has no idempotency_key: a message delivered twice is booked twice. The customary key begins with ${customary()}.`,
      zh: `${spaced(name.zh)}没有幂等键，消息投递两次就会记两遍账。通常以 ${customary()} 开头。`,
    };
  const identifying = key.filter((part) => identifies(booked, part));
  if (identifying.length === 0) {
    if (key.some(isDate) && (DAILY.has(event) || (DAILY_PER_PARTY.has(event) && key.some((part) => PARTY.test(part)))))
      return undefined;
    const word = eventWord(booked.guard.event, ledger.settings);
    return {
      en: `The key of ${inner(name.en)} (${key.join(", ")}) does not identify one ${word.en}: two of them can agree in all parts. Add a number such as ${customary()}.`,
      zh: `${spaced(name.zh)}的幂等键（${key.join("、")}）确定不了唯一一笔${word.zh}，两笔可能完全相同。请加上 ${customary()} 这样的编号。`,
    };
  }
  const matched = new Set(booked.rule.original?.match.map((part) => part.value) ?? []);
  const foreign = (part: string) =>
    event === "refund"
      ? matched.has(part) || /^(?:payment|order|trade|original)_/.test(part)
      : /^(?:payment|refund|top_up)_/.test(part);
  if (!identifying.every(foreign)) return undefined;
  if (event === "refund" && refundsRepeatedly(ledger, book, booked))
    return {
      en: `The key of ${inner(name.en)} identifies the payment, not the refund: a second partial refund would be taken for a repetition. Add refund_no.`,
      zh: `${spaced(name.zh)}的幂等键只认得原支付，认不出是哪次退款，第二次部分退款会被当成重复。请加上 refund_no。`,
    };
  if (event === "payout" || event === "withdrawal")
    return {
      en: `The key of ${inner(name.en)} does not identify the payout itself. Add ${customary()}.`,
      zh: `${spaced(name.zh)}的幂等键没有标识付款本身。请加上 ${customary()}。`,
    };
  return undefined;
}

/** Whether a part can tell one occurrence from another; what is not known to be otherwise can. */
function identifies({ rule, document }: BookedRule, part: string): boolean {
  if (NOT_IDENTIFYING.test(part) || PARTY.test(part)) return false;
  const declared = rule.inputs.entries.get(part) ?? document.model.inputs.entries.get(part);
  const type = declared?.value.type?.value;
  return type === undefined || type === "id";
}

function isDate(part: string): boolean {
  return /(?:^|_)(?:date|day|month|period)$/.test(part);
}

function refundsRepeatedly(ledger: Ledger, book: RuleBook, rule: BookedRule): boolean {
  const products = rule.guard.products ? book.productsOf(rule) : [...ledger.products()];
  return products.some(
    ({ item: { refund } }) => refund?.partial?.value === true || (refund?.max_count?.value ?? 1) > 1,
  );
}

/** The key of a rule of the same event, else the customary one; with the status when the event is booked in several. */
function keyFor(book: RuleBook, rule: BookedRule, event: EventName): readonly string[] {
  const siblings = book.all.filter((other) => other !== rule && other.guard.event === rule.guard.event);
  const repeats = (key: readonly string[]) => event === "refund" && !key.some((part) => /refund/.test(part));
  for (const other of siblings) {
    const key = other.rule.idempotency_key.map((part) => part.value);
    if (key.some((part) => identifies(other, part) && !/^(?:payment|order)_/.test(part)) && !repeats(key)) return key;
  }
  const several = siblings.some((other) => other.status !== rule.status);
  return [CUSTOMARY[event], "event", ...(several ? ["status"] : [])];
}

function withKey(book: RuleBook, booked: BookedRule, event: EventName): Fix {
  const key = keyFor(book, booked, event);
  const after = ["source", "when", "status"].find((name) => pairOf(booked.rule.node, name)) ?? "event";
  return {
    title: { en: `Use the key ${key.join(", ")}`, zh: `幂等键改为 ${key.join("、")}` },
    edits: [setKey(booked.rule.node, "idempotency_key", key.map(yamlScalar), after)],
  };
}

DOCS: page(idempotencyMissing, {
  why: {
    en: "Queues deliver twice and recovery jobs post again; only a key that names the one business event keeps the books right. With the order number alone, a second partial refund looks like the first one repeated.",
    zh: "消息会投递两次，补单任务会再记一次，只有能唯一指明那笔业务的键才能保证账不重。只用订单号，第二次部分退款就会被当成第一次的重复。",
  },
  fix: {
    en: "Put the number of the event itself into `idempotency_key`, with `event` (and `status`) where several rules share it.",
    zh: "把这笔业务自己的编号写进 `idempotency_key`；多条规则共用编号时再加 `event`（和 `status`）。",
  },
  silent: {
    en: "While no rule of the file has a key; for day cuts and accruals, where the accounting date identifies; for daily settlements with party and date.",
    zh: "文件里还没有任何规则写幂等键时不报；日切、计提以会计日为准；按商户按日的结算以商户加日期为准。",
  },
  bad: `
    kind: posting-rules
    schema: 1
    inputs:
      gross:
        type: money
        min: 0.01
    products:
      - id: acquiring
        name: 收单
        status: draft
        refund:
          partial: true
    rules:
      - id: pay.ok
      # ^^^^^^^^^^ post/idempotency-missing: Rule pay.ok has no idempotency_key: a message delivered twice is booked twice. The customary key begins with payment_no.
        product: acquiring
        event: payment
        entries: [{debit: "300101", amount: gross}, {credit: "220201", amount: gross}]
      - id: topup.ok
        event: top_up
        idempotency_key: [merchant_no, amount]
      # ^^^^^^^^^^^^^^^ post/idempotency-missing: The key of rule topup.ok (merchant_no, amount) does not identify one top_up: two of them can agree in all parts. Add a number such as top_up_no.
        entries: [{debit: "300101", amount: gross}, {credit: "220201", amount: gross}]
      - id: refund.ok
        product: acquiring
        event: refund
        idempotency_key: [payment_no, event]
      # ^^^^^^^^^^^^^^^ post/idempotency-missing: The key of rule refund.ok identifies the payment, not the refund: a second partial refund would be taken for a repetition. Add refund_no.
        original:
          required: true
          event: payment
          match: [payment_no]
          cap: refundable_amount
          on_missing: hold
        entries: [{debit: "220201", amount: gross}, {credit: "300101", amount: gross}]
      - id: payout.ok
        event: payout
        idempotency_key: [payment_no]
      # ^^^^^^^^^^^^^^^ post/idempotency-missing: The key of rule payout.ok does not identify the payout itself. Add payout_no.
        entries: [{debit: "220201", amount: gross}, {credit: "300101", amount: gross}]
  `,
  good: `
    kind: posting-rules
    schema: 1
    inputs:
      gross:
        type: money
        min: 0.01
    rules:
      - id: pay.ok
        event: payment
        idempotency_key: [payment_no, event]
        entries: [{debit: "300101", amount: gross}, {credit: "220201", amount: gross}]
      - id: settle
        event: settlement
        idempotency_key: [merchant_no, accounting_date, event]
        entries: [{debit: "220201", amount: gross}, {credit: "220202", amount: gross}]
      - id: interest
        event: accrual
        idempotency_key: [accounting_date]
        entries: [{debit: "1132", amount: gross}, {credit: "6011", amount: gross}]
  `,
  sources: ["2017-05-06 11:32", "2017-06-27 18:00", "2017-06-12 16:21"],
});
