import type { Fix } from "../../finding";
import { accountTitle } from "../../index/account-words";
import type { Ledger } from "../../index/ledger";
import { cycleOf } from "../../index/notation";
import { type BookedLeg, type BookedRule, legsOn, RuleBook } from "../../index/rule-book";
import { check } from "../check";
import { replaceScalar } from "../edits";
import { page } from "../pages";
import { accountNode, onlyAccount } from "./shared/counterparts";
import { eventWord, ruleName, spaced } from "./shared/wording";

const FED_BY_BANK: ReadonlySet<string> = new Set(["bank_statement", "reconciliation"]);

const bankMirrorByTrade = check({
  code: "post/bank-mirror-by-trade",
  severity: "warning",
  tier: "P1",
  on: "ledger",
  title: {
    en: "Bank accounts move with the bank statement, not with trades",
    zh: "银行存款跟着银行流水走，不跟着交易走",
  },
  *run(ledger) {
    const book = RuleBook.of(ledger);
    const trades = book.withEvent("payment", "top_up", "refund", "withdrawal", "payout", "transfer", "settlement");
    for (const booked of trades) {
      const legs = legsOn(booked, undefined, "bank_deposit");
      if (legs.length === 0) continue;
      if (FED_BY_BANK.has(booked.rule.source?.value ?? "") || isRealTime(ledger, book, booked)) continue;
      const name = ruleName(booked.rule);
      const event = eventWord(booked.guard.event, ledger.settings);
      for (const leg of legs)
        yield {
          at: accountNode(leg),
          message: {
            en: `${name.en} moves bank account ${accountTitle(leg.account!)} with each ${event.en}. The money comes or goes later and in one lump: go through a clearing account, and book the bank from its statement.`,
            zh: `${spaced(name.zh)}每笔${event.zh}都直接动银行存款 ${accountTitle(leg.account!)}。钱是之后汇总到账或付出的：应先走待清算科目，银行存款按银行流水入账。`,
          },
          fixes: () => throughClearing(ledger, booked, leg),
        };
    }
  },
});
export default bankMirrorByTrade;

/** Whether the money really moves with the trade: all channels settle on the same day inside the bank. */
function isRealTime(ledger: Ledger, book: RuleBook, rule: BookedRule): boolean {
  const named = rule.guard.when.get("channel");
  const ids = named
    ? [...named]
    : book.productsOf(rule).flatMap(({ item }) => item.channels.map((channel) => channel.value));
  const channels = ids.flatMap((id) => ledger.channel(id)?.item ?? []);
  return (
    channels.length > 0 &&
    channels.length === ids.length &&
    channels.every(({ rail, settlement }) => rail?.value === "internal" && cycleOf(settlement?.cycle)?.days === 0)
  );
}

function throughClearing(ledger: Ledger, rule: BookedRule, leg: BookedLeg): readonly Fix[] {
  const out = rule.event === "withdrawal" || rule.event === "payout" || rule.event === "settlement";
  const purposes = out ? (["payout_clearing", "channel_clearing"] as const) : (["channel_clearing"] as const);
  const account = onlyAccount(ledger.settings, leg.chart, ...purposes);
  if (!account?.code) return [];
  return [
    {
      title: { en: `Go through ${accountTitle(account)}`, zh: `改走 ${accountTitle(account)}` },
      edits: [replaceScalar(accountNode(leg), account.code.value)],
    },
  ];
}

DOCS: page(bankMirrorByTrade, {
  why: {
    en: "The bank pays one lump, later, and sometimes less. If each trade moves the bank account, one that later fails leaves the books different from the bank's statement for good.",
    zh: "银行是之后一次划款，有时还会少。每笔交易都动银行存款，后来失败的那一笔就会让账面和银行对账单永远对不上。",
  },
  fix: {
    en: "Book trades against a clearing account, and the bank account with `source: bank_statement`.",
    zh: "交易记待清算科目，银行存款用 `source: bank_statement` 的规则入账。",
  },
  silent: {
    en: "Rules fed by the bank statement or by reconciliation, and channels inside the bank that settle at once.",
    zh: "由银行流水或对账触发的规则不报；行内实时清算的渠道不报。",
  },
  bad: `
    === a.coa.yaml
    kind: chart-of-accounts
    schema: 1
    accounts:
      - {code: "100201", name: 备付金存款, class: asset, purpose: bank_deposit}
      - {code: "220201", name: 商户待结算, class: liability, purpose: merchant_pending}
      - {code: "300101", name: 渠道待清算, class: common, purpose: channel_clearing}
    === b.posting.yaml
    kind: posting-rules
    schema: 1
    inputs:
      gross:
        type: money
        min: 0.01
    rules:
      - id: pay.ok
        event: payment
        entries:
          - debit: "100201"
            #      ^^^^^^^^ post/bank-mirror-by-trade: Rule pay.ok moves bank account 100201 备付金存款 with each payment. The money comes or goes later and in one lump: go through a clearing account, and book the bank from its statement.
            amount: gross
          - credit: "220201"
            amount: gross
      - id: funds.in
        event: funds_in
        status: matched
        source: bank_statement
        covers: batch
        link: settlement_batch_no
        entries:
          - debit: "100201"
            amount: gross
          - credit: "300101"
            amount: gross
  `,
  good: `
    === a.coa.yaml
    kind: chart-of-accounts
    schema: 1
    accounts:
      - {code: "100201", name: 备付金存款, class: asset, purpose: bank_deposit}
      - {code: "220201", name: 商户待结算, class: liability, purpose: merchant_pending}
    === b.posting.yaml
    kind: posting-rules
    schema: 1
    inputs:
      gross:
        type: money
        min: 0.01
    rules:
      - id: offline.transfer
        event: top_up
        source: bank_statement
        entries:
          - debit: "100201"
            amount: gross
          - credit: "220201"
            amount: gross
  `,
  sources: ["2017-05-10 15:38", "2017-05-13 13:03", "2017-06-08 14:23"],
});
