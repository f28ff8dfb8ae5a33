import type { Fix } from "../../finding";
import type { Ledger } from "../../index/ledger";
import { accountsFor, type Purpose, purposeLabel } from "../../index/purposes";
import { type BookedLeg, type BookedRule, legsOn, RuleBook } from "../../index/rule-book";
import { isTerminal } from "../../index/validity";
import type { Text } from "../../l10n/text";
import { intersects } from "../../ledger/guard";
import { check } from "../check";
import { replaceScalar } from "../edits";
import { page } from "../pages";
import { eventWord, ruleName, spaced, statusWord } from "./shared/wording";

const SPENDABLE: readonly Purpose[] = ["customer_balance", "merchant_pending", "merchant_available", "prepaid_balance"];
/** What may move while the outcome is unknown: the payer's side and the accounts in between. */
const WAITING: ReadonlySet<Purpose> = new Set([
  "customer_balance",
  "merchant_pending",
  "merchant_available",
  "prepaid_balance",
  "frozen_balance",
  "payout_transit",
  "refund_transit",
  "transit",
]);

const prematureCredit = check({
  code: "post/premature-credit",
  severity: "error",
  tier: "P0",
  on: "ledger",
  title: { en: "Nobody is credited before the outcome is final", zh: "结果确定之前不给任何人入账" },
  *run(ledger) {
    const book = RuleBook.of(ledger);
    for (const rule of book.all) {
      if (!rule.rule.status || isTerminal(rule.status)) continue;
      for (const leg of rule.legs) {
        const message = problemOf(ledger, book, rule, leg);
        if (message)
          yield { at: (leg.leg.credit ?? leg.leg.debit)!.node, message, fixes: () => repairs(ledger, book, rule, leg) };
      }
    }
  },
});
export default prematureCredit;

function problemOf(ledger: Ledger, book: RuleBook, rule: BookedRule, leg: BookedLeg): Text | undefined {
  const { purpose, side, account } = leg;
  if (!purpose || !side || !account?.purpose || leg.leg.red?.value) return undefined;
  const name = ruleName(rule.rule);
  const status = statusWord(rule.status);
  const label = purposeLabel(account.purpose.value, ledger.settings);
  const code = leg.code!;
  if (side === "credit" && SPENDABLE.includes(purpose))
    return {
      en: `${name.en} credits account ${code} (${label.en}) while the ${eventWord(rule.guard.event).en} is only ${status.en}. Credit it when it has succeeded; until then the money stays in transit.`,
      zh: `${spaced(name.zh)}在“${status.zh}”状态就贷记科目 ${code}（${label.zh}）。应在成功之后再入账，此前金额留在过渡户。`,
    };
  if (side === "credit" && purpose === "fee_income")
    return takenBack(book, rule)
      ? undefined
      : {
          en: `${name.en} earns a fee while the ${eventWord(rule.guard.event).en} is only ${status.en}, and no rule for its failure gives it back.`,
          zh: `${spaced(name.zh)}在“${status.zh}”状态就确认手续费收入，失败时又没有规则退回。`,
        };
  if (rule.status === "unknown" && !WAITING.has(purpose) && !leg.memo)
    return {
      en: `${name.en} posts on account ${code} (${label.en}) although the result is unknown. Move the amount between the payer and a transit account only; the open balance is the list of cases to look into.`,
      zh: `${spaced(name.zh)}在结果未知时动了科目 ${code}（${label.zh}）。此时只能在付款方与过渡户之间移动，过渡户余额就是待查清单。`,
    };
  return undefined;
}

/** Whether a rule for a failed outcome of the same case gives the fee back. */
function takenBack(book: RuleBook, rule: BookedRule): boolean {
  return book.rules.some(
    (other) =>
      isTerminal(other.status) &&
      other.status !== "succeeded" &&
      intersects({ ...other.guard, status: rule.status }, rule.guard) &&
      (legsOn(other, "debit", "fee_income").length > 0 ||
        legsOn(other, "credit", "fee_income").some((leg) => leg.leg.red?.value)),
  );
}

function repairs(ledger: Ledger, book: RuleBook, rule: BookedRule, leg: BookedLeg): readonly Fix[] {
  const fixes: Fix[] = [];
  const purpose: Purpose =
    rule.event === "refund"
      ? "refund_transit"
      : rule.event === "payout" || rule.event === "withdrawal"
        ? "payout_transit"
        : "transit";
  const accounts = leg.chart ? accountsFor(ledger.settings, leg.chart, purpose) : [];
  const code = accounts.length === 1 ? accounts[0]?.code?.value : undefined;
  if (code !== undefined && leg.side === "credit" && !rule.legs.some((other) => other.account === accounts[0]))
    fixes.push({
      title: {
        en: `Credit the transit account ${code} instead`,
        zh: `改为贷记过渡户 ${code}`,
      },
      edits: [replaceScalar(leg.leg.credit!.node, code)],
    });
  const settled = book.all.some(
    (other) => other.status === "succeeded" && intersects({ ...other.guard, status: rule.status }, rule.guard),
  );
  if (!settled)
    fixes.push({
      title: { en: "Post on success: set the status to succeeded", zh: "改为成功后入账：status 设为 succeeded" },
      edits: [replaceScalar(rule.rule.status!.node, "succeeded")],
    });
  return fixes;
}

DOCS: page(prematureCredit, {
  why: {
    en: "Nobody is credited before the bank says success. A balance given too early can be spent and never comes back; an amount whose result is unknown stays in transit, and that balance is the work list.",
    zh: "银行没说成功，就不给任何人上账。提前给出的余额会被花掉、追不回来；结果未知的金额留在过渡户，过渡户余额就是待办清单。",
  },
  fix: {
    en: "Move the credit to the rule with status succeeded; before that, credit a transit account.",
    zh: "把贷记移到 succeeded 规则；在此之前贷记过渡户。",
  },
  silent: {
    en: "Movements between the payer, frozen and transit accounts; fees that a rule for the failed outcome gives back; accounts without a purpose.",
    zh: "付款方、冻结款、过渡户之间的移动不报；失败规则会退回的手续费不报；没有写用途的科目不判断。",
  },
  bad: `
    === a.coa.yaml
    kind: chart-of-accounts
    schema: 1
    accounts:
      - code: "220201"
        name: 商户待结算
        class: liability
        purpose: merchant_pending
      - code: "220101"
        name: 客户余额
        class: liability
        purpose: customer_balance
      - code: "300101"
        name: 渠道待清算
        class: common
        purpose: own_clearing
      - code: "602101"
        name: 手续费收入
        class: income
        purpose: fee_income
    === counting-house.yaml
    purposes:
      own_clearing:
        like: own_other
    === b.posting.yaml
    kind: posting-rules
    schema: 1
    inputs:
      gross:
        type: money
        min: 0.01
      fee:
        type: money
        min: 0.01
    rules:
      - id: pay.accepted
        event: payment
        status: accepted
        entries:
          - debit: "300101"
            amount: gross
          - credit: "220201"
            #       ^^^^^^^^ post/premature-credit: Rule pay.accepted credits account 220201 (Owed to merchants, not yet settled) while the payment is only accepted. Credit it when it has succeeded; until then the money stays in transit.
            amount: gross
      - id: transfer.processing
        event: transfer
        status: processing
        entries:
          - debit: "300101"
            amount: fee
          - credit: "602101"
            #       ^^^^^^^^ post/premature-credit: Rule transfer.processing earns a fee while the transfer is only processing, and no rule for its failure gives it back.
            amount: fee
      - id: withdraw.unknown
        event: withdrawal
        status: unknown
        entries:
          - debit: "220101"
            amount: gross
          - credit: "300101"
            #       ^^^^^^^^ post/premature-credit: Rule withdraw.unknown posts on account 300101 (own_clearing) although the result is unknown. Move the amount between the payer and a transit account only; the open balance is the list of cases to look into.
            amount: gross
  `,
  good: `
    === a.coa.yaml
    kind: chart-of-accounts
    schema: 1
    accounts:
      - code: "220101"
        name: 客户余额
        class: liability
        purpose: customer_balance
      - code: "224105"
        name: 代付过渡
        class: liability
        purpose: payout_transit
    === b.posting.yaml
    kind: posting-rules
    schema: 1
    inputs:
      gross:
        type: money
        min: 0.01
    rules:
      - id: withdraw.accepted
        event: withdrawal
        status: accepted
        entries:
          - debit: "220101"
            amount: gross
          - credit: "224105"
            amount: gross
      - id: withdraw.failed
        event: withdrawal
        status: failed
        entries:
          - debit: "224105"
            amount: gross
          - credit: "220101"
            amount: gross
  `,
  sources: ["2017-05-24 14:42", "2017-05-13 11:19", "2017-06-09 17:53"],
});
