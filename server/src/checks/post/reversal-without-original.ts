import type { Fix } from "../../finding";
import type { EventName } from "../../index/events";
import { type BookedRule, RuleBook } from "../../index/rule-book";
import { pairOf } from "../../yaml/nodes";
import { check } from "../check";
import { insertKey, insertKeys, setKey } from "../edits";
import { page } from "../pages";
import { eventWord, placeOf, ruleName, spaced } from "./shared/wording";

const EVENTS: ReadonlySet<EventName> = new Set(["refund", "void", "reversal", "chargeback"]);

const reversalWithoutOriginal = check({
  code: "post/reversal-without-original",
  severity: "error",
  tier: "P0",
  on: "ledger",
  title: { en: "What gives money back names its original transaction", zh: "退款、撤销、冲正、拒付要关联原交易" },
  *run(ledger) {
    const book = RuleBook.of(ledger);
    for (const rule of book.all) {
      const { original, reverses } = rule.rule;
      if (!rule.event || !EVENTS.has(rule.event) || (reverses && !original)) continue;
      const name = ruleName(rule.rule);
      const event = eventWord(rule.guard.event, ledger.settings);
      if (!original) {
        yield {
          at: rule.rule.event!.node,
          message: {
            en: `${name.en} is a ${event.en} without an original transaction. Say under original how it is found and that it is required.`,
            zh: `${spaced(name.zh)}是${event.zh}，却没有关联原交易。请在 original 里写明必须有原交易、按什么找到它。`,
          },
          fixes: () => [withOriginal(book, rule)],
        };
        continue;
      }
      if (original.required?.value !== true) {
        yield {
          at: original.required?.node ?? placeOf(rule.rule, "original"),
          message: {
            en: `${name.en} can post a ${event.en} whose original transaction does not exist. Set original.required to true.`,
            zh: `${spaced(name.zh)}允许没有原交易的${event.zh}入账。请把 original.required 设为 true。`,
          },
          fixes: () => [
            {
              title: { en: "Require the original transaction", zh: "必须有原交易" },
              edits: [setKey(original.node, "required", "true")],
            },
          ],
        };
      } else if (original.match.length === 0) {
        const [key] = originalKey(book, rule);
        yield {
          at: placeOf(rule.rule, "original"),
          message: {
            en: `${name.en} does not say by which names its original transaction is found. Add original.match.`,
            zh: `${spaced(name.zh)}没有写明按哪些字段找原交易。请补上 original.match。`,
          },
          fixes: () => [
            {
              title: { en: `Find the original by ${key}`, zh: `按 ${key} 找原交易` },
              edits: [setKey(original.node, "match", [key!])],
            },
          ],
        };
      } else if (!pairOf(original.node, "on_missing")) {
        yield {
          at: placeOf(rule.rule, "original"),
          severity: "warning",
          message: {
            en: `${name.en} leaves open what happens when the original transaction is not found. Choose on_missing: hold or reject.`,
            zh: `${spaced(name.zh)}没有写明找不到原交易时怎么办。请选择 on_missing：hold（挂起等待）或 reject（拒绝）。`,
          },
          fixes: () => [
            {
              title: { en: "Wait for the original transaction", zh: "找不到时挂起等待" },
              edits: [insertKey(original.node, "on_missing", "hold")],
            },
            {
              title: { en: "Refuse without the original transaction", zh: "找不到时拒绝" },
              edits: [insertKey(original.node, "on_missing", "reject")],
            },
          ],
        };
      }
    }
  },
});
export default reversalWithoutOriginal;

/** The block as it is usually written; a refund or void gets its cap with it. */
function withOriginal(book: RuleBook, rule: BookedRule): Fix {
  const cap = rule.event === "refund" ? "refundable_amount" : rule.event === "void" ? "full" : undefined;
  const original = {
    required: "true",
    event: originalEvent(book, rule),
    match: [...originalKey(book, rule)],
    ...(cap && { cap }),
    on_missing: "hold",
  };
  return {
    title: { en: "Require the original transaction", zh: "关联原交易" },
    edits: [insertKeys(rule.rule.node, { original }, lastOf(rule))],
  };
}

/** The block stands behind what selects the rule and before its entries. */
function lastOf(rule: BookedRule): string {
  return ["idempotency_key", "source", "when", "status"].find((key) => pairOf(rule.rule.node, key)) ?? "event";
}

function originalRule(book: RuleBook, rule: BookedRule): BookedRule | undefined {
  const before = book.withEvent("payment", "top_up").filter((other) => other.chart === rule.chart);
  const { products } = rule.guard;
  return before.find((other) => !products || [...products].some((id) => other.guard.products?.has(id))) ?? before[0];
}

function originalEvent(book: RuleBook, rule: BookedRule): string {
  return originalRule(book, rule)?.guard.event ?? "payment";
}

/** The names that identify the original: those of its own key. */
function originalKey(book: RuleBook, rule: BookedRule): readonly string[] {
  const key = originalRule(book, rule)?.rule.idempotency_key.map((name) => name.value) ?? [];
  const found = key.find((name) => /_(?:no|id)$/.test(name) && !/^(?:merchant|channel|customer|user)_/.test(name));
  return [found ?? "payment_no"];
}

DOCS: page(reversalWithoutOriginal, {
  why: {
    en: "No refund without a main transaction: what gives money back must find what it gives back. For a reversal whose original never arrived, houses differ (wait or refuse), so the choice has to be written down.",
    zh: "无主交易不退款：退钱的一笔必须找得到它退的是哪一笔。原交易一直没到的冲正，各家做法相反（等或拒），所以必须写明选哪种。",
  },
  fix: {
    en: "Add `original` with `required: true`, the names in `match`, and `on_missing`.",
    zh: "补上 `original`：`required: true`、`match` 字段和 `on_missing`。",
  },
  silent: {
    en: "All three are given; rules that take back another rule's posting name it with `reverses` instead.",
    zh: "三项齐全时不报；冲回另一条规则的，用 `reverses` 写明即可。",
  },
  bad: `
    kind: posting-rules
    schema: 1
    inputs:
      gross:
        type: money
        min: 0.01
      refund_amount:
        type: money
        min: 0.01
    rules:
      - id: refund.ok
        event: refund
        #      ^^^^^^ post/reversal-without-original: Rule refund.ok is a refund without an original transaction. Say under original how it is found and that it is required.
        entries: [{debit: "300101", amount: gross}, {credit: "220201", amount: gross}]
      - id: void.ok
        event: void
        original:
      # ^^^^^^^^ post/reversal-without-original: Rule void.ok can post a void whose original transaction does not exist. Set original.required to true.
          match: [payment_no]
          cap: full
          on_missing: reject
        entries: [{debit: "300101", amount: gross}, {credit: "220201", amount: gross}]
      - id: reversal.ok
        event: reversal
        original:
      # ^^^^^^^^ post/reversal-without-original: Rule reversal.ok does not say by which names its original transaction is found. Add original.match.
          required: true
          event: payment
          on_missing: hold
        entries: [{debit: "300101", amount: gross}, {credit: "220201", amount: gross}]
      - id: chargeback.ok
        event: chargeback
        status: confirmed
        original:
      # ^^^^^^^^ post/reversal-without-original: Rule chargeback.ok leaves open what happens when the original transaction is not found. Choose on_missing: hold or reject.
          required: true
          event: payment
          match: [payment_no]
        entries: [{debit: "300101", amount: gross}, {credit: "220201", amount: gross}]
  `,
  good: `
    kind: posting-rules
    schema: 1
    inputs:
      gross:
        type: money
        min: 0.01
    rules:
      - id: refund.accepted
        event: refund
        status: accepted
        original:
          required: true
          event: payment
          match: [payment_no]
          cap: refundable_amount
          on_missing: hold
        entries: [{debit: "300101", amount: gross}, {credit: "220201", amount: gross}]
      - id: refund.failed
        event: refund
        status: failed
        reverses: refund.accepted
        entries: [{debit: "300101", amount: gross}, {credit: "220201", amount: gross}]
  `,
  sources: ["2017-06-05 17:58", "2017-05-18 13:39", "2017-05-18 13:50"],
});
