import type { Fix } from "../../finding";
import { accountTitle } from "../../index/account-words";
import type { Ledger } from "../../index/ledger";
import type { Purpose } from "../../index/purposes";
import { type BookedLeg, type BookedRule, RuleBook } from "../../index/rule-book";
import type { Text } from "../../l10n/text";
import { check } from "../check";
import { replaceScalar } from "../edits";
import { page } from "../pages";
import { accountNode, onlyAccount } from "./shared/counterparts";
import { ruleName, spaced } from "./shared/wording";

const CLIENTS: ReadonlySet<Purpose> = new Set([
  "customer_balance",
  "merchant_pending",
  "merchant_available",
  "prepaid_balance",
]);

const interestEntry = check({
  code: "post/interest-entry",
  severity: "info",
  tier: "P2",
  on: "ledger",
  title: { en: "Accruing interest moves neither cash nor principal", zh: "计提利息不动资金、不动本金" },
  *run(ledger) {
    for (const rule of RuleBook.of(ledger).withEvent("accrual")) {
      for (const leg of rule.legs) {
        const message = problemOf(rule, leg);
        if (message) yield { at: accountNode(leg), message, fixes: () => instead(ledger, rule, leg) };
      }
    }
  },
});
export default interestEntry;

function problemOf(rule: BookedRule, leg: BookedLeg): Text | undefined {
  const { purpose, side } = leg;
  if (!purpose || !side || !leg.account) return undefined;
  const name = ruleName(rule.rule);
  const title = accountTitle(leg.account);
  if (purpose === "bank_deposit")
    return {
      en: `${name.en} accrues and posts on bank account ${title}. Accruing moves no cash: debit or credit interest receivable or payable.`,
      zh: `${spaced(name.zh)}是计提，却动了银行存款 ${title}。计提不动资金，应记应收或应付利息。`,
    };
  if (purpose === "advance_receivable")
    return {
      en: `${name.en} accrues interest on ${title}, which holds the principal. Keep interest on an account of its own.`,
      zh: `${spaced(name.zh)}把利息记在本金科目 ${title} 上。本金与利息要分科目。`,
    };
  if (side === "debit" && CLIENTS.has(purpose) && inGrace(rule))
    return {
      en: `${name.en} takes interest from ${title} within the grace period, in which none is charged.`,
      zh: `${spaced(name.zh)}在免息期内就从 ${title} 扣利息，而免息期内不收。`,
    };
  return undefined;
}

function inGrace({ guard }: BookedRule): boolean {
  return [...guard.when].some(([key, values]) =>
    [key, ...values].some((text) => /grace|免息|宽限/i.test(text) && !values.has("false")),
  );
}

function instead(ledger: Ledger, rule: BookedRule, leg: BookedLeg): readonly Fix[] {
  const account = onlyAccount(ledger.settings, leg.chart, "interest");
  if (!account?.code || rule.legs.some((other) => other.account === account)) return [];
  return [
    {
      title: { en: `Post it on ${accountTitle(account)}`, zh: `改记 ${accountTitle(account)}` },
      edits: [replaceScalar(accountNode(leg), account.code.value)],
    },
  ];
}

DOCS: page(interestEntry, {
  why: {
    en: "Accruing does not move cash. Principal, overdraft and interest go to different accounts, or a repayment cannot be told from an accrual.",
    zh: "计提不动资金。本金、透支、利息分别记不同科目，否则还款和计提就分不清。",
  },
  fix: { en: "Replace the counter account by interest receivable or payable.", zh: "把对方科目换成应收或应付利息。" },
  silent: {
    en: "Accruals between income or expense and a receivable or payable; accounts whose purpose is not declared.",
    zh: "收入、费用与应收、应付之间的计提不报；未写用途的科目不判断。",
  },
  bad: `
    === a.coa.yaml
    kind: chart-of-accounts
    schema: 1
    accounts:
      - {code: "100202", name: 自有资金存款, class: asset, purpose: bank_deposit}
      - {code: "113201", name: 应收利息, class: asset, purpose: interest}
      - {code: "601101", name: 利息收入, class: income, purpose: own_other}
    === b.posting.yaml
    kind: posting-rules
    schema: 1
    inputs:
      interest:
        type: money
        min: 0.01
    rules:
      - id: interest.accrued
        event: accrual
        entries:
          - debit: "100202"
            #      ^^^^^^^^ post/interest-entry: Rule interest.accrued accrues and posts on bank account 100202 自有资金存款. Accruing moves no cash: debit or credit interest receivable or payable.
            amount: interest
          - credit: "601101"
            amount: interest
      - id: interest.paid
        event: funds_in
        status: matched
        covers: single
        entries:
          - debit: "100202"
            amount: interest
          - credit: "113201"
            amount: interest
  `,
  good: `
    === a.coa.yaml
    kind: chart-of-accounts
    schema: 1
    accounts:
      - {code: "113201", name: 应收利息, class: asset, purpose: interest}
      - {code: "601101", name: 利息收入, class: income, purpose: own_other}
    === b.posting.yaml
    kind: posting-rules
    schema: 1
    inputs:
      interest:
        type: money
        min: 0.01
    rules:
      - id: interest.accrued
        event: accrual
        entries: [{debit: "113201", amount: interest}, {credit: "601101", amount: interest}]
  `,
  sources: ["2017-07-18 22:22", "2017-06-08 13:47", "2017-05-25 14:30"],
});
