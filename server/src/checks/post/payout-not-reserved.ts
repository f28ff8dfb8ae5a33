import type { Fix } from "../../finding";
import type { Ledger } from "../../index/ledger";
import type { Purpose } from "../../index/purposes";
import { type BookedRule, isDeferred, legsOn, RuleBook } from "../../index/rule-book";
import { isOver } from "../../index/validity";
import { check, replace } from "../check";
import { insertItemsAfter } from "../edits";
import { page } from "../pages";
import { isReadable } from "./shared/counterparts";
import { freeName, mirrored, ruleLike } from "./shared/skeleton";
import { productName, ruleName, spaced } from "./shared/wording";

const PAYER: readonly Purpose[] = ["customer_balance", "merchant_pending", "merchant_available", "prepaid_balance"];

const payoutNotReserved = check({
  code: "post/payout-not-reserved",
  severity: "error",
  tier: "P1",
  on: "ledger",
  wholeLedger: true,
  title: { en: "A payout is reserved before the channel is called", zh: "出款先扣款或冻结，再调渠道" },
  *run(ledger) {
    const book = RuleBook.of(ledger);
    const called = new Set<BookedRule>();
    for (const { item: product } of ledger.products()) {
      if (product.flow?.value !== "pay_out" || !product.id || isOver(product, ledger.today)) continue;
      const rules = book
        .ofProduct(product.id.value)
        .filter((rule) => rule.event === "payout" || rule.event === "withdrawal");
      const name = productName(product);
      const accepted = rules.filter((rule) => rule.status === "accepted");
      const reserved = accepted.some((rule) => reserves(rule) || !isReadable(rule));
      if (rules.length > 0 && !reserved)
        yield {
          at: product.flow.node,
          message: {
            en: `${name.en} pays out without reserving the amount first. Write an accepted rule that debits the payer in real time into a payout transit account, or freezes the amount.`,
            zh: `${spaced(name.zh)}出款前没有先占住金额。请写 accepted 规则：实时借记付款方、贷记出款过渡户，或先冻结。`,
          },
          fixes: () => (accepted.length > 0 ? [] : acceptedRule(ledger, rules)),
        };
      for (const rule of rules) {
        const timing = rule.rule.call?.timing;
        if (timing?.value !== "before_posting" || called.has(rule)) continue;
        called.add(rule);
        const its = ruleName(rule.rule);
        yield {
          at: timing.node,
          message: {
            en: `${its.en} calls the channel before it posts: if posting fails, the money is gone and the payer still has it. Post first.`,
            zh: `${spaced(its.zh)}先调渠道后记账：一旦记账失败，钱已付出而付款方余额还在。应先记账。`,
          },
          fixes: () => [replace(timing.node, "after_posting", { en: "Post first, then call", zh: "先记后调" }, true)],
        };
      }
    }
  },
});
export default payoutNotReserved;

/** Whether the payer is debited at once into transit, or the amount is frozen. */
function reserves(rule: BookedRule): boolean {
  if (rule.rule.register?.value === "freeze") return true;
  const payers = legsOn(rule, "debit", ...PAYER);
  return (
    payers.length > 0 &&
    payers.every((leg) => !isDeferred(leg)) &&
    legsOn(rule, "credit", "payout_transit", "frozen_balance").length > 0
  );
}

/** The mirror of the rule for the failed payout: what that one gives back was taken here. */
function acceptedRule(ledger: Ledger, rules: readonly BookedRule[]): readonly Fix[] {
  const failed = rules.find((rule) => rule.status === "failed" && legsOn(rule, "debit", "payout_transit").length > 0);
  const entries = failed && mirrored(failed);
  if (!failed || !entries) return [];
  const taken = new Set([...ledger.rules()].flatMap(({ item }) => item.id?.value ?? []));
  const event = failed.guard.event;
  const id = freeName(`${[...(failed.guard.products ?? [event])][0]}.accepted`, taken);
  const rule = ruleLike(failed, {
    id,
    event,
    status: "accepted",
    entries,
    more: { call: { operation: "payout", timing: "after_posting" } },
  });
  return [
    {
      title: { en: `Write rule ${id}, which reserves the amount`, zh: `生成先占款的规则 ${id}` },
      edits: [insertItemsAfter(failed.rule.node, [rule])],
    },
  ];
}

DOCS: page(payoutNotReserved, {
  why: {
    en: "The first step of any payout is to reduce the payer's balance. Whoever calls the bank first can pay the same money twice; and what is under way can no longer be read from one transit balance.",
    zh: "任何出款的第一步都是先减付款方余额。先调银行，同一笔钱就可能付两次；在途有多少，也无法从过渡户余额一眼看出。",
  },
  fix: {
    en: "Write the `accepted` rule (payer to payout transit, or freeze) and set `call.timing: after_posting`.",
    zh: "写 `accepted` 规则（付款方转出款过渡户，或冻结），并设 `call.timing: after_posting`。",
  },
  silent: {
    en: "Products without payout rules yet, and rules on accounts whose purpose is not declared.",
    zh: "还没有出款规则的产品不报；科目没写用途时不判断。",
  },
  bad: `
    === a.coa.yaml
    kind: chart-of-accounts
    schema: 1
    accounts:
      - {code: "220202", name: 商户可用余额, class: liability, purpose: merchant_available}
      - {code: "224105", name: 代付过渡, class: liability, purpose: payout_transit, clears: {by: event}}
      - {code: "300103", name: 出款待清算, class: common, purpose: payout_clearing, clears: {by: external}}
    === b.posting.yaml
    kind: posting-rules
    schema: 1
    inputs:
      amount:
        type: money
        min: 0.01
    products:
      - id: payout
        name: 代付
        status: draft
        flow: pay_out
        #     ^^^^^^^ post/payout-not-reserved: Product payout pays out without reserving the amount first. Write an accepted rule that debits the payer in real time into a payout transit account, or freezes the amount.
    rules:
      - id: payout.ok
        product: payout
        event: payout
        call:
          operation: payout
          timing: before_posting
          #       ^^^^^^^^^^^^^^ post/payout-not-reserved: Rule payout.ok calls the channel before it posts: if posting fails, the money is gone and the payer still has it. Post first.
        entries: [{debit: "224105", amount: amount}, {credit: "300103", amount: amount}]
      - id: payout.failed
        product: payout
        event: payout
        status: failed
        entries: [{debit: "224105", amount: amount}, {credit: "220202", amount: amount}]
      - id: payout.returned
        product: payout
        event: payout
        status: returned
        entries: [{debit: "300103", amount: amount}, {credit: "220202", amount: amount}]
  `,
  good: `
    === a.coa.yaml
    kind: chart-of-accounts
    schema: 1
    accounts:
      - {code: "220202", name: 商户可用余额, class: liability, purpose: merchant_available}
      - {code: "224105", name: 代付过渡, class: liability, purpose: payout_transit, clears: {by: event}}
    === b.posting.yaml
    kind: posting-rules
    schema: 1
    inputs:
      amount:
        type: money
        min: 0.01
    products:
      - id: payout
        name: 代付
        status: draft
        flow: pay_out
    rules:
      - id: payout.accepted
        product: payout
        event: payout
        status: accepted
        call:
          operation: payout
          timing: after_posting
        entries: [{debit: "220202", amount: amount}, {credit: "224105", amount: amount}]
      - id: payout.failed
        product: payout
        event: payout
        status: failed
        entries: [{debit: "224105", amount: amount}, {credit: "220202", amount: amount}]
  `,
  sources: ["2017-05-15 11:30", "2017-06-01 14:32", "2017-06-01 13:41"],
});
