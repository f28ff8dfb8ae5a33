import type { Edit, Fix } from "../../finding";
import { accountTitle } from "../../index/account-words";
import type { Purpose } from "../../index/purposes";
import { type BookedLeg, type BookedRule, RuleBook } from "../../index/rule-book";
import { check } from "../check";
import { insertKey, removeKey, setKey } from "../edits";
import { page } from "../pages";
import { accountNode } from "./shared/counterparts";
import { eventWord, ruleName, spaced } from "./shared/wording";

const CUSTOMER: ReadonlySet<Purpose> = new Set(["customer_balance", "prepaid_balance"]);
const MERCHANT: ReadonlySet<Purpose> = new Set(["merchant_pending", "merchant_available"]);
const MONEY_MOVING: ReadonlySet<string> = new Set([
  "payment",
  "top_up",
  "transfer",
  "withdrawal",
  "payout",
  "refund",
  "settlement",
  "split",
  "pre_auth_completion",
]);

const freezePosts = check({
  code: "post/freeze-posts",
  severity: "error",
  tier: "P1",
  on: "ledger",
  title: { en: "A freeze moves nothing, and money never moves by a freeze", zh: "冻结不动账，动账不能只靠冻结" },
  *run(ledger) {
    for (const booked of RuleBook.of(ledger).all) {
      const { rule, event, status } = booked;
      const name = ruleName(rule);
      if (event === "freeze" || event === "unfreeze" || event === "pre_auth") {
        const leg = movingLeg(booked);
        if (!leg) continue;
        const word = eventWord(booked.guard.event, ledger.settings);
        yield {
          at: accountNode(leg),
          message: {
            en: `${name.en} is for ${word.en} and posts on ${accountTitle(leg.account!)}, so it changes the holder's total. Only the part that is available changes: use register, or move it to the holder's frozen balance.`,
            zh: `${spaced(name.zh)}是${word.zh}，却动了科目 ${accountTitle(leg.account!)}，改变了账户总额。冻结只改变可用部分：用 register 登记，或在同一户的冻结款之间划转。`,
          },
          fixes: () => registered(booked),
        };
      } else if (rule.register && MONEY_MOVING.has(event ?? "") && status === "succeeded") {
        if (rule.entries.length > 0) continue;
        yield {
          at: rule.register.node,
          message: {
            en: `${name.en} only changes the freeze register, although the ${booked.guard.event} has succeeded and money moves. Add its entries.`,
            zh: `${spaced(name.zh)}只改冻结登记，而${eventWord(booked.guard.event).zh}已成功、资金已经移动。请补上分录。`,
          },
        };
      }
    }
  },
});
export default freezePosts;

/** The first leg outside one holder's own and frozen balances; what is not known is not judged. */
function movingLeg({ legs }: BookedRule): BookedLeg | undefined {
  const known = legs.filter((leg) => leg.purpose !== undefined && !leg.memo && leg.side);
  const merchants = known.find((leg) => MERCHANT.has(leg.purpose!));
  const customers = known.find((leg) => CUSTOMER.has(leg.purpose!));
  if (merchants && customers) return merchants;
  return known.find(
    (leg) => leg.purpose !== "frozen_balance" && !CUSTOMER.has(leg.purpose!) && !MERCHANT.has(leg.purpose!),
  );
}

function registered({ rule, event }: BookedRule): readonly Fix[] {
  const removed = removeKey(rule.node, "entries");
  if (removed.length === 0) return [];
  const register = event === "unfreeze" ? "unfreeze" : "freeze";
  const edits: Edit[] = [...removed];
  if (rule.register?.value !== register)
    edits.push(
      rule.register ? setKey(rule.node, "register", register) : insertKey(rule.node, "register", register, "event"),
    );
  return [{ title: { en: "Only register it, without entries", zh: "只登记，不记账" }, edits }];
}

DOCS: page(freezePosts, {
  why: {
    en: "A freeze changes the available amount and a register, not the books. A pre-authorisation is booked when it is completed; booked earlier, it shows money that may never come.",
    zh: "冻结改变的是可用金额和登记簿，不是账。预授权要到完成时才入账，提前记就是把可能不会来的钱记上了账。",
  },
  fix: {
    en: "Write `register: freeze` without entries, or move between the available and frozen balance of the same holder.",
    zh: "写 `register: freeze` 不写分录，或在同一户的可用与冻结款之间划转。",
  },
  silent: {
    en: "Registers without entries, available ↔ frozen of one holder, off-balance legs, and accounts whose purpose is not declared.",
    zh: "只登记不记账、同一户可用与冻结互转、表外分录、未写用途的科目不报。",
  },
  bad: `
    === a.coa.yaml
    kind: chart-of-accounts
    schema: 1
    accounts:
      - {code: "220101", name: 客户余额, class: liability, purpose: customer_balance}
      - {code: "300101", name: 渠道待清算, class: common, purpose: channel_clearing, clears: {by: external}}
    === b.posting.yaml
    kind: posting-rules
    schema: 1
    inputs:
      held:
        type: money
        min: 0.01
    rules:
      - id: released
        event: unfreeze
        entries:
          - debit: "300101"
            #      ^^^^^^^^ post/freeze-posts: Rule released is for unfreeze and posts on 300101 渠道待清算, so it changes the holder's total. Only the part that is available changes: use register, or move it to the holder's frozen balance.
            amount: held
          - credit: "220101"
            amount: held
      - id: topup.ok
        event: top_up
        entries: [{debit: "300101", amount: held}, {credit: "220101", amount: held}]
      - id: transfer.ok
        event: transfer
        register: unfreeze
        #         ^^^^^^^^ post/freeze-posts: Rule transfer.ok only changes the freeze register, although the transfer has succeeded and money moves. Add its entries.
  `,
  good: `
    === a.coa.yaml
    kind: chart-of-accounts
    schema: 1
    accounts:
      - {code: "220101", name: 客户余额, class: liability, purpose: customer_balance}
      - {code: "220103", name: 客户冻结款, class: liability, purpose: frozen_balance, clears: {by: external}}
    === b.posting.yaml
    kind: posting-rules
    schema: 1
    inputs:
      held:
        type: money
        min: 0.01
    rules:
      - id: preauth.ok
        event: pre_auth
        register: freeze
      - id: freeze
        event: freeze
        entries:
          - debit: "220101"
            amount: held
            timing: realtime
          - credit: "220103"
            amount: held
  `,
  sources: ["2017-06-14 21:43", "2017-05-25 14:32", "2017-07-22 16:59"],
});
