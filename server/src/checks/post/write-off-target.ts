import type { Fix } from "../../finding";
import { accountTitle } from "../../index/account-words";
import type { Side } from "../../index/chart";
import type { Ledger } from "../../index/ledger";
import { type Purpose, purposeFacts, purposeLabel } from "../../index/purposes";
import { type BookedLeg, legsOn, RuleBook } from "../../index/rule-book";
import { check } from "../check";
import { replaceScalar } from "../edits";
import { page } from "../pages";
import { accountNode, onlyAccount } from "./shared/counterparts";
import { ruleName, spaced } from "./shared/wording";

const SUSPENSE: ReadonlySet<Purpose> = new Set(["suspense_surplus", "suspense_shortage"]);
const SHORTAGE: ReadonlySet<Purpose> = new Set(["loss", "fee_receivable", "sponsor_receivable", "advance_receivable"]);

const writeOffTarget = check({
  code: "post/write-off-target",
  severity: "error",
  tier: "P1",
  on: "ledger",
  title: {
    en: "Shortages end as losses, surpluses as income or with their owner",
    zh: "短款转损失，长款转收入或还给权利人",
  },
  *run(ledger) {
    for (const booked of RuleBook.of(ledger).withEvent("write_off")) {
      const name = ruleName(booked.rule);
      const targets: readonly [boolean, Side, (purpose: Purpose) => boolean][] = [
        [legsOn(booked, "credit", "suspense_shortage").length > 0, "debit", (purpose) => SHORTAGE.has(purpose)],
        [legsOn(booked, "debit", "suspense_surplus").length > 0, "credit", isIncomeOrOwner],
      ];
      for (const [applies, side, fits] of targets) {
        if (!applies) continue;
        for (const leg of booked.legs) {
          const { purpose } = leg;
          if (leg.side !== side || !purpose || leg.memo || SUSPENSE.has(purpose) || fits(purpose)) continue;
          const title = accountTitle(leg.account!);
          const label = purposeLabel(leg.account!.purpose!.value, ledger.settings);
          yield {
            at: accountNode(leg),
            message:
              side === "debit"
                ? {
                    en: `${name.en} writes a shortage off to ${title} (${label.en}). A shortage becomes a loss, or somebody's debt to us.`,
                    zh: `${spaced(name.zh)}把短款核销到 ${title}（${label.zh}）。短款应转损失，或记为对责任方的应收。`,
                  }
                : {
                    en: `${name.en} writes a surplus off to ${title} (${label.en}). A surplus becomes other income, or goes to whom it belongs.`,
                    zh: `${spaced(name.zh)}把长款核销到 ${title}（${label.zh}）。长款应转其他收入，或还给权利人。`,
                  },
            fixes: () => retargeted(ledger, leg, side === "debit" ? "loss" : "other_income"),
          };
        }
      }
    }
  },
});
export default writeOffTarget;

/** Other income, or an account of client money: the rightful owner or a refund under way. */
function isIncomeOrOwner(purpose: Purpose): boolean {
  return purpose === "other_income" || purposeFacts(purpose).pool === "client_liability";
}

function retargeted(ledger: Ledger, leg: BookedLeg, purpose: Purpose): readonly Fix[] {
  const account = onlyAccount(ledger.settings, leg.chart, purpose);
  if (!account?.code) return [];
  return [
    {
      title: { en: `Write it off to ${accountTitle(account)}`, zh: `核销到 ${accountTitle(account)}` },
      edits: [replaceScalar(accountNode(leg), account.code.value)],
    },
  ];
}

DOCS: page(writeOffTarget, {
  why: {
    en: "Money missing is a loss, money too much is income only when nobody can claim it. The directions are easily told the wrong way round, and then a loss raises the profit.",
    zh: "少的钱是损失，多的钱在确实无人主张时才是收入。方向很容易讲反，一反，损失就变成了利润。",
  },
  fix: {
    en: "Debit a loss account (or a receivable) for shortages; credit other income, or the owner's account, for surpluses.",
    zh: "短款借记损失（或应收）；长款贷记其他收入，或权利人的账户。",
  },
  silent: {
    en: "Accounts whose purpose is not declared.",
    zh: "没有写用途的科目不判断。",
  },
  bad: `
    === a.coa.yaml
    kind: chart-of-accounts
    schema: 1
    accounts:
      - {code: "100201", name: 自有资金存款, class: asset}
      - {code: "122101", name: 待查短款, class: asset, purpose: suspense_shortage, clears: {by: external}}
      - {code: "224101", name: 待查长款, class: liability, purpose: suspense_surplus, clears: {by: external}}
      - {code: "602101", name: 手续费收入, class: income, purpose: fee_income}
      - {code: "630101", name: 营业外收入, class: income, purpose: other_income}
      - {code: "671101", name: 差错损失, class: expense, purpose: loss}
    === b.posting.yaml
    kind: posting-rules
    schema: 1
    inputs:
      diff:
        type: money
        min: 0.01
    rules:
      - id: fee.paid
        event: fee
        when: {kind: service_fee}
        entries: [{debit: "100201", amount: diff}, {credit: "602101", amount: diff}]
      - id: penalty.paid
        event: fee
        when: {kind: penalty}
        entries: [{debit: "100201", amount: diff}, {credit: "630101", amount: diff}]
      - id: shortage.off
        event: write_off
        status: confirmed
        when: {kind: own_only}
        original: {required: true, event: difference, match: [difference_no], on_missing: reject}
        approval: {maker_checker: true, reason_required: true}
        entries:
          - debit: "630101"
            #      ^^^^^^^^ post/write-off-target: Rule shortage.off writes a shortage off to 630101 营业外收入 (Other or non-operating income). A shortage becomes a loss, or somebody's debt to us.
            amount: diff
          - credit: "122101"
            amount: diff
      - id: surplus.off
        event: write_off
        status: confirmed
        when: {kind: channel_only}
        original: {required: true, event: difference, match: [difference_no], on_missing: reject}
        approval: {maker_checker: true, reason_required: true}
        entries:
          - debit: "224101"
            amount: diff
          - credit: "602101"
            #       ^^^^^^^^ post/write-off-target: Rule surplus.off writes a surplus off to 602101 手续费收入 (Fee income). A surplus becomes other income, or goes to whom it belongs.
            amount: diff
  `,
  good: `
    === a.coa.yaml
    kind: chart-of-accounts
    schema: 1
    accounts:
      - {code: "122101", name: 待查短款, class: asset, purpose: suspense_shortage, clears: {by: external}}
      - {code: "671101", name: 差错损失, class: expense, purpose: loss}
    === b.posting.yaml
    kind: posting-rules
    schema: 1
    inputs:
      diff:
        type: money
        min: 0.01
    rules:
      - id: shortage.off
        event: write_off
        status: confirmed
        original: {required: true, event: difference, match: [difference_no], on_missing: reject}
        approval: {maker_checker: true, reason_required: true}
        entries:
          - debit: "671101"
            amount: diff
          - credit: "122101"
            amount: diff
  `,
  sources: ["2017-07-19 08:42", "2017-07-19 08:43"],
});
