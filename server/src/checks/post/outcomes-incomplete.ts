import type { Fix } from "../../finding";
import { accountTitle } from "../../index/account-words";
import type { EventName, Status } from "../../index/events";
import type { Ledger } from "../../index/ledger";
import { type BookedLeg, type BookedRule, legsOn, RuleBook } from "../../index/rule-book";
import { isTerminal } from "../../index/validity";
import type { Text } from "../../l10n/text";
import { check } from "../check";
import { insertItemsAfter, type YamlMap } from "../edits";
import { page } from "../pages";
import { accountNode, onlyAccount } from "./shared/counterparts";
import { freeName, legLike, mirrored, otherSide, ruleLike } from "./shared/skeleton";
import { eventWord, ruleName, spaced, statusWord } from "./shared/wording";

/** An outcome that must close the position: any of these events with one of these statuses (undefined: any). */
interface Outcome {
  readonly event: string;
  readonly status: Status;
  readonly closedBy: (rule: BookedRule) => boolean;
}

const outcomesIncomplete = check({
  code: "post/outcomes-incomplete",
  severity: "error",
  tier: "P1",
  on: "ledger",
  wholeLedger: true,
  title: { en: "Every outcome closes what acceptance has opened", zh: "受理占住的钱，每种结果都有去处" },
  *run(ledger) {
    const book = RuleBook.of(ledger);
    const reported = new Set<string>();
    for (const rule of book.rules) {
      const opened = openedBy(rule);
      if (!opened) continue;
      const closers = book.rules.filter((other) => other.chart === rule.chart && sharesProduct(rule, other));
      const missing = outcomesOf(ledger, book, rule).filter((outcome) => !closers.some(outcome.closedBy));
      const key = `${[...(rule.guard.products ?? [])]} ${rule.guard.event} ${missing.map((o) => `${o.event}.${o.status}`)}`;
      if (missing.length === 0 || reported.has(key)) continue;
      reported.add(key);
      const name = ruleName(rule.rule);
      const what = missing.map((outcome) => outcomeWord(outcome));
      const leg = typeof opened === "object" ? opened : undefined;
      const where = leg
        ? { en: `account ${accountTitle(leg.account!)}`, zh: `科目 ${accountTitle(leg.account!)}` }
        : { en: "the freeze register", zh: "冻结登记" };
      yield {
        at: leg ? accountNode(leg) : rule.rule.register!.node,
        message: {
          en: `${name.en} holds money on ${where.en}, and no rule closes it for: ${what.map((text) => text.en).join(", ")}.`,
          zh: `${spaced(name.zh)}把钱占在${where.zh}，却没有规则处理：${what.map((text) => text.zh).join("、")}。`,
        },
        fixes: () => completed(ledger, rule, leg, missing),
      };
    }
  },
});
export default outcomesIncomplete;

/** The leg that opens a position which an outcome must close; true for a position in the freeze register only. */
function openedBy(rule: BookedRule): BookedLeg | true | undefined {
  const waiting = !isTerminal(rule.status);
  const { event } = rule;
  if (event === "payment" && !waiting) return legsOn(rule, "credit", "escrow")[0];
  const [frozen] = legsOn(rule, "credit", "frozen_balance");
  if (event === "freeze" || event === "pre_auth")
    return frozen ?? (rule.rule.register?.value === "freeze" ? true : undefined);
  if (!waiting || !isTransfer(event)) return undefined;
  const [transit] = legsOn(rule, "credit", "payout_transit", "refund_transit");
  return transit ?? frozen ?? (rule.rule.register?.value === "freeze" ? true : undefined);
}

function isTransfer(event: EventName | undefined): boolean {
  return event === "withdrawal" || event === "payout" || event === "refund" || event === "transfer";
}

function outcomesOf(ledger: Ledger, book: RuleBook, rule: BookedRule): readonly Outcome[] {
  const { event } = rule.guard;
  const own = (...statuses: readonly Status[]): Outcome => ({
    event,
    status: statuses[0]!,
    closedBy: (other) => other.guard.event === event && statuses.includes(other.status),
  });
  const released = (other: BookedRule) => other.event === "unfreeze" || other.event === "expiry";
  switch (rule.event) {
    case "payment":
      return [
        { event: "escrow_confirm", status: "succeeded", closedBy: (other) => other.event === "escrow_confirm" },
        {
          event: "escrow_cancel",
          status: "succeeded",
          closedBy: (other) => ["escrow_cancel", "expiry", "refund"].includes(other.event ?? ""),
        },
      ];
    case "freeze":
      return [{ event: "unfreeze", status: "succeeded", closedBy: released }];
    case "pre_auth":
      return [
        {
          event: "pre_auth_completion",
          status: "succeeded",
          closedBy: (other) => other.event === "pre_auth_completion",
        },
        {
          event: "unfreeze",
          status: "succeeded",
          closedBy: (other) =>
            released(other) ||
            other.event === "void" ||
            other.event === "reversal" ||
            (other.event === "pre_auth" && (other.status === "failed" || other.status === "expired")),
        },
      ];
    default: {
      const failed = own("failed", "expired");
      const outcomes = [
        own("succeeded", "confirmed", "matched"),
        { ...failed, closedBy: (other: BookedRule) => failed.closedBy(other) || (held(rule) && released(other)) },
      ];
      const payout = rule.event === "withdrawal" || rule.event === "payout";
      if (payout && canBeReturned(ledger, book, rule)) outcomes.push(own("returned"));
      return outcomes;
    }
  }
}

function held(rule: BookedRule): boolean {
  return rule.rule.register?.value === "freeze" || legsOn(rule, "credit", "frozen_balance").length > 0;
}

/** Whether a payout can come back after it succeeded: not when all its channels say that they never return one. */
function canBeReturned(ledger: Ledger, book: RuleBook, rule: BookedRule): boolean {
  const channels = book
    .productsOf(rule)
    .flatMap(({ item }) => item.channels.flatMap(({ value }) => ledger.channel(value)?.item ?? []));
  return !(channels.length > 0 && channels.every(({ payout }) => payout?.return_window_days?.value === 0));
}

function sharesProduct(a: BookedRule, b: BookedRule): boolean {
  const [own, others] = [a.guard.products, b.guard.products];
  return !own || !others || [...own].some((product) => others.has(product));
}

function outcomeWord({ event, status }: Outcome): Text {
  const [e, s] = [eventWord(event), statusWord(status)];
  return { en: `${e.en} ${s.en}`, zh: `${e.zh}${s.zh}` };
}

/** Rules for all missing outcomes, when the chart tells where the money goes. */
function completed(
  ledger: Ledger,
  rule: BookedRule,
  leg: BookedLeg | undefined,
  missing: readonly Outcome[],
): readonly Fix[] {
  const taken = new Set([...ledger.rules()].flatMap(({ item }) => item.id?.value ?? []));
  const prefix = [...(rule.guard.products ?? [])][0] ?? rule.guard.event;
  const rules: YamlMap[] = [];
  for (const { event, status } of missing) {
    const entries = leg && entriesFor(ledger, rule, leg, event, status);
    if (!entries) return [];
    const id = freeName(event === rule.guard.event ? `${prefix}.${status}` : `${prefix}.${event}`, taken);
    rules.push(ruleLike(rule, { id, event, status, entries }));
  }
  return [
    {
      title: { en: "Write the missing outcomes, to be reviewed", zh: "生成缺少的结果规则（请复核）" },
      edits: [insertItemsAfter(rule.rule.node, rules)],
    },
  ];
}

function entriesFor(
  ledger: Ledger,
  rule: BookedRule,
  leg: BookedLeg,
  event: string,
  status: Status,
): readonly YamlMap[] | undefined {
  if (status === "failed" || event === "escrow_cancel" || event === "unfreeze") return mirrored(rule);
  const purposes =
    event === "escrow_confirm"
      ? (["merchant_pending", "merchant_available"] as const)
      : rule.event === "refund"
        ? (["channel_clearing", "payout_clearing"] as const)
        : (["payout_clearing", "channel_clearing"] as const);
  const code = onlyAccount(ledger.settings, leg.chart, ...purposes)?.code?.value;
  if (code === undefined || leg.leg.amount?.value === "rest") return undefined;
  if (status === "returned") {
    const payers = rule.legs.filter((other) => other.side === "debit");
    const [payer] = payers;
    const from = legLike(leg, "debit", { code });
    const back = payer && payers.length === 1 ? legLike(payer, "credit") : undefined;
    return from && back ? [from, back] : undefined;
  }
  const close = legLike(leg, otherSide(leg.side!));
  const on = legLike(leg, leg.side!, { code });
  return close && on ? [close, on] : undefined;
}

DOCS: page(outcomesIncomplete, {
  why: {
    en: "The failure path is forgotten more often than any other: withdrawals, escrow and coupons all had it. Failed and returned after success are two outcomes, and each needs its entries, or the money stays in between.",
    zh: "最容易漏的就是失败那条路：提现、担保、优惠券都漏过。失败和成功后退票是两种结果，各要有分录，否则钱就卡在中间。",
  },
  fix: {
    en: "Write a rule for each missing outcome; the entry of a failure mirrors the acceptance.",
    zh: "给每种缺少的结果写规则；失败的分录就是受理分录的反方向。",
  },
  silent: {
    en: "Every outcome is covered; payouts whose channels all say `return_window_days: 0` need no return.",
    zh: "各种结果都有规则时不报；渠道都写 `return_window_days: 0` 的出款不要求退票规则。",
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
    rules:
      - id: payout.accepted
        event: payout
        status: accepted
        entries:
          - debit: "220202"
            amount: amount
          - credit: "224105"
            #       ^^^^^^^^ post/outcomes-incomplete: Rule payout.accepted holds money on account 224105 代付过渡, and no rule closes it for: payout failed, payout returned.
            amount: amount
      - id: payout.ok
        event: payout
        entries:
          - debit: "224105"
            amount: amount
          - credit: "300103"
            amount: amount
      - id: freeze
        event: freeze
        register: freeze
        #         ^^^^^^ post/outcomes-incomplete: Rule freeze holds money on the freeze register, and no rule closes it for: unfreeze succeeded.
  `,
  good: `
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
    rules:
      - id: payout.accepted
        event: payout
        status: accepted
        entries: [{debit: "220202", amount: amount}, {credit: "224105", amount: amount}]
      - id: payout.ok
        event: payout
        entries: [{debit: "224105", amount: amount}, {credit: "300103", amount: amount}]
      - id: payout.failed
        event: payout
        status: failed
        entries: [{debit: "224105", amount: amount}, {credit: "220202", amount: amount}]
      - id: payout.returned
        event: payout
        status: returned
        entries: [{debit: "300103", amount: amount}, {credit: "220202", amount: amount}]
  `,
  sources: ["2017-05-08 19:13", "2017-06-14 18:41", "2017-05-17 10:02"],
});
