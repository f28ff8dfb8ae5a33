import type { Edit, Fix } from "../../finding";
import { guardValue } from "../../index/guards";
import { type BookedRule, RuleBook } from "../../index/rule-book";
import type { Rule } from "../../model/types.generated";
import type { ScalarNode } from "../../yaml/nodes";
import { check, replace } from "../check";
import { removeKey, replaceScalar, setKey } from "../edits";
import { page } from "../pages";
import { ruleName, spaced } from "./shared/wording";

const voidScope = check({
  code: "post/void-scope",
  severity: "error",
  tier: "P0",
  on: "ledger",
  title: { en: "A void is full, on the same day and before settlement", zh: "撤销必须当日、全额、结算之前" },
  *run(ledger) {
    const book = RuleBook.of(ledger);
    for (const { rule, event } of book.all) {
      if (event !== "void") continue;
      const name = ruleName(rule);
      const cap = rule.original?.cap;
      if (cap && cap.value !== "full") {
        yield {
          at: cap.node,
          message: {
            en: `${name.en} is a void but may give back part of the amount (cap: ${cap.value}). A void takes back the whole transaction; anything less is a refund.`,
            zh: `${spaced(name.zh)}是撤销，却允许退部分金额（cap: ${cap.value}）。撤销必须全额，不足全额的应做退款。`,
          },
          fixes: () => [
            replace(cap.node, "full", { en: "Void the full amount", zh: "改为全额撤销" }, true),
            ...asRefund(book, rule),
          ],
        };
      }
      const late = lateGuard(rule);
      if (late) {
        yield {
          at: late.node,
          message: {
            en: `${name.en} is a void after the fact (${late.key}: ${late.node.value}). After settlement or on a later day the money is given back by a refund.`,
            zh: `${spaced(name.zh)}允许事后撤销（${late.key}: ${late.node.value}）。结算之后或隔日只能做退款，不能撤销。`,
          },
          fixes: () => [
            {
              title: { en: `Set ${late.key} to ${late.instead}`, zh: `把 ${late.key} 改为 ${late.instead}` },
              edits: [late.edit],
            },
            ...asRefund(book, rule),
          ],
        };
      }
    }
  },
});
export default voidScope;

/** The condition that lets a void happen after settlement or on a later day. */
function lateGuard(rule: Rule): { key: string; node: ScalarNode; instead: string; edit: Edit } | undefined {
  const map = rule.when.node;
  if (!map) return undefined;
  for (const [key, value, instead] of [
    ["settled", "true", "false"],
    ["period", "later_day", "same_day"],
  ] as const) {
    const values = rule.when.entries.get(key)?.value ?? [];
    const field = values.find((candidate) => guardValue(candidate.value) === value);
    if (!field) continue;
    const edit = values.length > 1 ? setKey(map, key, instead) : replaceScalar(field.node, instead);
    return {
      key,
      node: field.node,
      instead,
      edit: { ...edit, newText: edit.newText.replace(`"${instead}"`, instead) },
    };
  }
  return undefined;
}

/** Turns the rule into a refund, unless there is one for the same status already. */
function asRefund(book: RuleBook, rule: Rule): readonly Fix[] {
  const own = book.all.find((other: BookedRule) => other.rule === rule);
  if (!own || !rule.event || book.withEvent("refund").some((other) => other.status === own.status)) return [];
  const edits: Edit[] = [replaceScalar(rule.event.node, "refund")];
  if (rule.original?.cap) edits.push(replaceScalar(rule.original.cap.node, "refundable_amount"));
  for (const name of rule.idempotency_key)
    if (name.value === "void_no") edits.push(replaceScalar(name.node, "refund_no"));
  if (rule.when.node && rule.when.entries.size > 1) edits.push(...removeKey(rule.when.node, "settled"));
  return [{ title: { en: "Turn it into a refund", zh: "改为退款规则" }, edits }];
}

DOCS: page(voidScope, {
  why: {
    en: "Cancelling belongs to the day of the payment: full amount, before settlement, so that both disappear from the statement. Afterwards the money has moved on, and giving it back is a refund with other entries.",
    zh: "撤销只在支付当天：全额、结算之前，两笔在对账单上一起消失。过后钱已经往前走了，再退就是退款，分录也不同。",
  },
  fix: {
    en: "Set `cap: full` and guard the rule with `period: same_day`; what comes later belongs into a refund rule.",
    zh: "写 `cap: full`，并用 `period: same_day` 限定；之后的情形写成退款规则。",
  },
  silent: {
    en: "Void rules for the full amount on the same day or in the same batch.",
    zh: "全额、当日或同批次的撤销规则不报。",
  },
  bad: `
    kind: posting-rules
    schema: 1
    inputs:
      gross:
        type: money
        min: 0.01
    rules:
      - id: void.ok
        event: void
        when:
          settled: true
          #        ^^^^ post/void-scope: Rule void.ok is a void after the fact (settled: true). After settlement or on a later day the money is given back by a refund.
        original:
          required: true
          event: payment
          match: [payment_no]
          cap: full
          on_missing: reject
        entries: [{debit: "300101", amount: gross}, {credit: "220201", amount: gross}]
      - id: void.part
        event: void
        when:
          channel: bank-quick
          settled: false
        original:
          required: true
          event: payment
          match: [payment_no]
          cap: refundable_amount
          #    ^^^^^^^^^^^^^^^^^ post/void-scope: Rule void.part is a void but may give back part of the amount (cap: refundable_amount). A void takes back the whole transaction; anything less is a refund.
          on_missing: reject
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
      - id: void.ok
        event: void
        when:
          period: same_day
        original:
          required: true
          event: payment
          match: [payment_no]
          cap: full
          on_missing: reject
        entries: [{debit: "300101", amount: gross}, {credit: "220201", amount: gross}]
  `,
  sources: ["2017-05-11 22:00", "2017-05-11 22:28", "2017-05-25 10:20"],
});
