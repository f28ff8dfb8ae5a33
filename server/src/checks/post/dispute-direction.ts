import type { Edit } from "../../finding";
import type { Side } from "../../index/chart";
import { type BookedLeg, type BookedRule, RuleBook } from "../../index/rule-book";
import { pairOf } from "../../yaml/nodes";
import { check } from "../check";
import { page } from "../pages";
import { ruleName, spaced } from "./shared/wording";

const disputeDirection = check({
  code: "post/dispute-direction",
  severity: "warning",
  tier: "P2",
  on: "ledger",
  title: { en: "A dispute gives the money to whom it favours", zh: "争议裁决偏向谁，钱就给谁" },
  *run(ledger) {
    for (const booked of RuleBook.of(ledger).all) {
      const favours = booked.rule.favours;
      if (!favours) continue;
      const payer = balanceOf(booked, "user");
      const payee = balanceOf(booked, "merchant");
      const [winner, loser] = favours.value === "payer" ? [payer, payee] : [payee, payer];
      if (winner !== "debit" || loser !== "credit") continue;
      const name = ruleName(booked.rule);
      const [who, other] = favours.value === "payer" ? (["payer", "payee"] as const) : (["payee", "payer"] as const);
      yield {
        at: favours.node,
        message: {
          en: `${name.en} favours the ${who}, but takes the money from the ${who} and gives it to the ${other}.`,
          zh: `${spaced(name.zh)}裁决偏向${PARTY[who]}，分录却从${PARTY[who]}扣钱、记给${PARTY[other]}。`,
        },
        fixes: () => [{ title: { en: "Swap the sides", zh: "借贷对调" }, edits: swapped(booked) }],
      };
    }
  },
});
export default disputeDirection;

const PARTY = { payer: "付款方", payee: "收款方" } as const;

/** The side on which the balances of this kind of holder move; undefined when there are none or on both. */
function balanceOf(rule: BookedRule, holder: "user" | "merchant"): Side | undefined {
  const sides = new Set(rule.legs.filter((leg) => holderOf(leg) === holder).map((leg) => leg.side));
  return sides.size === 1 ? [...sides][0] : undefined;
}

/** Whose balance an account holds: by its sub-ledgers, else by its purpose. */
function holderOf({ account, chart, purpose }: BookedLeg): string | undefined {
  const holders = new Set((account && chart?.subledgersOf(account))?.map(({ holder }) => holder?.value));
  if (holders.size > 0) return holders.size === 1 ? [...holders][0] : undefined;
  if (purpose === "customer_balance" || purpose === "prepaid_balance") return "user";
  return purpose === "merchant_pending" || purpose === "merchant_available" ? "merchant" : undefined;
}

function swapped({ rule }: BookedRule): readonly Edit[] {
  return rule.entries.flatMap((leg) => {
    const [debit, credit] = [pairOf(leg.node, "debit"), pairOf(leg.node, "credit")];
    if (debit && !credit) return [{ at: debit.key, newText: "credit" }];
    return credit && !debit ? [{ at: credit.key, newText: "debit" }] : [];
  });
}

DOCS: page(disputeDirection, {
  why: {
    en: "Published case entries took the money from the victim. When the case favours the payer, the payer is credited, and the other way round.",
    zh: "流传的案例分录竟是从受害人那里扣钱。裁决偏向付款方，就该贷记付款方；反过来也一样。",
  },
  fix: { en: "Swap the sides of the entry.", zh: "把分录的借贷对调。" },
  silent: {
    en: "Rules without `favours`, and entries in which only one party's balance moves.",
    zh: "没有写 `favours`、或只动一方余额的规则不报。",
  },
  bad: `
    === a.coa.yaml
    kind: chart-of-accounts
    schema: 1
    accounts:
      - {code: "220101", name: 客户余额, class: liability, purpose: customer_balance}
      - {code: "220202", name: 商户可用余额, class: liability, purpose: merchant_available}
    === b.posting.yaml
    kind: posting-rules
    schema: 1
    inputs:
      amount:
        type: money
        min: 0.01
    rules:
      - id: dispute.payer
        event: chargeback
        status: confirmed
        favours: payer
        #        ^^^^^ post/dispute-direction: Rule dispute.payer favours the payer, but takes the money from the payer and gives it to the payee.
        original: {required: true, event: payment, match: [payment_no], on_missing: hold}
        entries:
          - debit: "220101"
            amount: amount
          - credit: "220202"
            amount: amount
  `,
  good: `
    === a.coa.yaml
    kind: chart-of-accounts
    schema: 1
    accounts:
      - {code: "220101", name: 客户余额, class: liability, purpose: customer_balance}
      - {code: "220202", name: 商户可用余额, class: liability, purpose: merchant_available}
    === b.posting.yaml
    kind: posting-rules
    schema: 1
    inputs:
      amount:
        type: money
        min: 0.01
    rules:
      - id: dispute.payer
        event: chargeback
        status: confirmed
        favours: payer
        original: {required: true, event: payment, match: [payment_no], on_missing: hold}
        entries:
          - debit: "220202"
            amount: amount
          - credit: "220101"
            amount: amount
  `,
  sources: ["2017-06-26 20:17", "2017-06-26 20:18"],
});
