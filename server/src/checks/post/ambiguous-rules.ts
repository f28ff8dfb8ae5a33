import type { Fix } from "../../finding";
import { type BookedRule, RuleBook } from "../../index/rule-book";
import { overlap } from "../../index/validity";
import { type Guard, intersects, isMoreSpecific, isSameGuard } from "../../ledger/guard";
import type { Entry } from "../../model/fields";
import { pairOf } from "../../yaml/nodes";
import { headOf } from "../../yaml/path";
import { check } from "../check";
import { insertKey, insertKeys, type Yaml, yamlScalar } from "../edits";
import { page } from "../pages";
import { Rivals } from "./shared/rivals";
import { eventWord, inner, ruleName, spaced, statusWord } from "./shared/wording";

const ambiguousRules = check({
  code: "post/ambiguous-rules",
  severity: "error",
  tier: "P0",
  on: "ledger",
  wholeLedger: true,
  title: { en: "One rule applies to each case", zh: "每种情形只套用一条规则" },
  *run(ledger) {
    const cases = new Map<string, Rivals>();
    for (const rule of RuleBook.of(ledger).rules) {
      const key = `${rule.chart?.entity ?? ""}\n${rule.guard.event}\n${rule.guard.status}`;
      const earlier = cases.get(key) ?? new Rivals();
      cases.set(key, earlier);
      const rivals = earlier.near(rule).filter((other) => isAmbiguous(other, rule));
      earlier.add(rule);
      const [first] = rivals;
      if (!first) continue;
      const same = isSameGuard(first.guard, rule.guard);
      const [name, other] = [ruleName(rule.rule), ruleName(first.rule)];
      const event = eventWord(rule.guard.event, ledger.settings);
      const status = statusWord(rule.status);
      const [own, its] = [described(rule.guard), described(first.guard)];
      yield {
        at: rule.rule.id?.node ?? headOf(rule.rule.node),
        message: same
          ? {
              en: `${name.en} applies to the same cases of ${event.en} ${status.en} as ${inner(other.en)} (${its.en}). Tell them apart by a condition in when, or remove one.`,
              zh: `${spaced(name.zh)}与${other.zh} 适用于完全相同的${event.zh}（${status.zh}）情形（${its.zh}）。请在 when 里加条件区分，或删掉一条。`,
            }
          : {
              en: `${name.en} (${own.en}) and ${inner(other.en)} (${its.en}) can both apply to ${event.en} ${status.en}, and neither is more specific. Add the distinguishing condition.`,
              zh: `${name.zh}（${own.zh}）与${other.zh}（${its.zh}）可能同时适用于${event.zh}（${status.zh}），且没有哪条更具体。请加上区分条件。`,
            },
        related: rivals.map((rival) => ({
          at: rival.rule.id?.node ?? headOf(rival.rule.node),
          message: {
            en: `This rule: ${described(rival.guard).en}`,
            zh: `这条规则：${described(rival.guard).zh}`,
          },
        })),
        fixes: () => (same || rivals.length > 1 ? [] : narrowed(rule, first)),
      };
    }
  },
});
export default ambiguousRules;

/** Rules under one id are post/duplicate-id's concern. */
function isAmbiguous(a: BookedRule, b: BookedRule): boolean {
  return (
    (a.rule.id === undefined || a.rule.id.value !== b.rule.id?.value) &&
    overlap(a.validity, b.validity) &&
    intersects(a.guard, b.guard) &&
    !isMoreSpecific(a.guard, b.guard) &&
    !isMoreSpecific(b.guard, a.guard)
  );
}

/** A guard in words: `product acquiring, channel wallet-qr`, or `any case`. */
function described({ products, when }: Guard) {
  const parts = [...when].map(([key, values]) => `${key}: ${[...values].join("/")}`);
  if (products) parts.unshift(`product: ${[...products].join("/")}`);
  return parts.length === 0 ? { en: "any case", zh: "任何情形" } : { en: parts.join(", "), zh: parts.join("，") };
}

/** Makes the rule the exception of the other: it takes over the conditions it lacks, and wins where both hold. */
function narrowed(rule: BookedRule, other: BookedRule): readonly Fix[] {
  const { node, product, when } = rule.rule;
  const missing = [...other.rule.when.entries].filter(([key]) => !rule.guard.when.has(key));
  if ([...other.guard.when].some(([key, values]) => !covers(values, rule.guard.when.get(key)))) return [];
  if (other.guard.products && rule.guard.products && !covers(other.guard.products, rule.guard.products)) return [];
  const conditions: Record<string, Yaml> = {};
  for (const [key, entry] of missing) conditions[key] = valuesOf(entry);
  const edits = [];
  if (other.guard.products && product.length === 0) {
    const ids = [...other.guard.products].map(yamlScalar);
    edits.push(insertKey(node, "product", ids.length === 1 ? ids[0]! : ids, "id"));
  }
  if (missing.length > 0 && when.node) edits.push(insertKeys(when.node, conditions));
  else if (missing.length > 0)
    edits.push(insertKey(node, "when", conditions, pairOf(node, "status") ? "status" : "event"));
  if (edits.length === 0) return [];
  const name = ruleName(other.rule);
  return [
    {
      title: {
        en: `Make it an exception of ${inner(name.en)}: add its conditions`,
        zh: `作为${spaced(name.zh)}的例外：加上它的条件`,
      },
      edits,
    },
  ];
}

/** Whether the rule's own values, if it has any, lie within the other's. */
function covers(values: ReadonlySet<string>, own: ReadonlySet<string> | undefined): boolean {
  return own === undefined || [...own].every((value) => values.has(value));
}

function valuesOf({ value }: Entry<readonly { readonly value: string }[]>): Yaml {
  const values = value.map((field) => yamlScalar(field.value));
  return values.length === 1 ? values[0]! : values;
}

DOCS: page(ambiguousRules, {
  why: {
    en: "Business case, voucher and entries should be one chain. When two rules fit a case and none is the exception of the other, the case is booked twice, or by whichever the program happens to find first.",
    zh: "业务情形、凭证、分录应当是一条线。两条规则都适用、又分不出哪条是例外时，要么记两遍，要么全看程序先碰到哪条。",
  },
  fix: {
    en: "Add the condition that tells the two apart, or make one the exception of the other: a rule with all conditions of another and one more wins.",
    zh: "加上能区分两者的条件，或让一条成为另一条的例外：条件包含对方全部条件、并且更多的那条优先。",
  },
  silent: {
    en: "Guards that exclude each other, a rule that is strictly more specific, validity ranges that do not overlap, rules of retired products.",
    zh: "条件互斥、一条明显更具体、有效期不重叠、产品已停用时不报。",
  },
  bad: `
    kind: posting-rules
    schema: 1
    inputs:
      gross:
        type: money
        min: 0.01
    rules:
      - id: pay.wallet
        event: payment
        when:
          channel: wallet-qr
        entries: [{debit: "300101", amount: gross}, {credit: "220201", amount: gross}]
      - id: pay.coupon
        #   ^^^^^^^^^^ post/ambiguous-rules: Rule pay.coupon (tender: coupon) and rule pay.wallet (channel: wallet-qr) can both apply to payment succeeded, and neither is more specific. Add the distinguishing condition.
        event: payment
        when:
          tender: coupon
        entries: [{debit: "300101", amount: gross}, {credit: "220201", amount: gross}]
      - id: topup
        event: top_up
        entries: [{debit: "300101", amount: gross}, {credit: "220201", amount: gross}]
      - id: topup.copy
        #   ^^^^^^^^^^ post/ambiguous-rules: Rule topup.copy applies to the same cases of top_up succeeded as rule topup (any case). Tell them apart by a condition in when, or remove one.
        event: top_up
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
      - id: pay.wallet
        event: payment
        when:
          channel: wallet-qr
        entries: [{debit: "300101", amount: gross}, {credit: "220201", amount: gross}]
      - id: pay.wallet.coupon
        event: payment
        when:
          channel: wallet-qr
          tender: coupon
        entries: [{debit: "300101", amount: gross}, {credit: "220201", amount: gross}]
      - id: pay.other
        event: payment
        when:
          channel: bank-quick
        entries: [{debit: "300101", amount: gross}, {credit: "220201", amount: gross}]
  `,
  sources: ["2017-05-10 15:26", "2017-07-19 19:39"],
});
