import type { Fix } from "../../finding";
import { type AccountUse, AccountUses } from "../../index/account-uses";
import { accountTitle } from "../../index/account-words";
import { type DayRange, hasEnded, holdsOn, isFuture, rangeOf } from "../../index/validity";
import type { Text } from "../../l10n/text";
import type { Account } from "../../model/types.generated";
import { check } from "../check";
import { replaceScalar, setKey, yamlScalar } from "../edits";
import { page } from "../pages";

/** Last days from here on mean "no end". */
const FOR_EVER = "2099";

const retiredAccountUsed = check({
  code: "coa/retired-account-used",
  severity: "error",
  tier: "P0",
  on: "ledger",
  title: { en: "Accounts in use are in force", zh: "在用的科目都在有效期内" },
  *run(ledger) {
    const { today } = ledger;
    for (const use of AccountUses.of(ledger).all) {
      const range = rangeOf(use.account);
      if (use.over || hasEnded(use.range, today)) continue;
      const message = problem(use, range, today);
      if (!message) continue;
      yield {
        at: use.at.node,
        message,
        related: [
          {
            at: (use.account.valid_to ?? use.account.valid_from ?? use.account.code!).node,
            message: { en: "When the account is in force", zh: "科目的有效期" },
          },
        ],
        fixes: () => fixesFor(use, range, today),
      };
    }
  },
});
export default retiredAccountUsed;

/** What is left of the use's own time, from today on, must lie within the account's. */
function problem(use: AccountUse, account: DayRange, today: string): Text | undefined {
  const title = accountTitle(use.account);
  if (hasEnded(account, today))
    return {
      en: `Account ${title} was closed on ${account.to}; nothing can be posted to it any more.`,
      zh: `科目 ${title} 已于 ${account.to} 停用，不能再记账。`,
    };
  const start = use.range.from !== undefined && use.range.from > today ? use.range.from : today;
  if (isFuture(account, start))
    return {
      en: `Account ${title} opens on ${account.from}, but is used from ${start} on.`,
      zh: `科目 ${title} 自 ${account.from} 起启用，这里从 ${start} 起就在用。`,
    };
  const { to } = account;
  if (to !== undefined && to < FOR_EVER && (use.range.to === undefined || use.range.to > to))
    return {
      en: `Account ${title} closes on ${to}, but is used ${use.range.to ? `until ${use.range.to}` : "without an end"}.`,
      zh: `科目 ${title} 到 ${to} 停用，这里却${use.range.to ? `用到 ${use.range.to}` : "没有写截止日期"}。`,
    };
  return undefined;
}

function fixesFor(use: AccountUse, range: DayRange, today: string): readonly Fix[] {
  const fixes: Fix[] = [];
  for (const successor of successorsOf(use, today))
    fixes.push({
      title: { en: `Use its successor ${accountTitle(successor)}`, zh: `改用接替的 ${accountTitle(successor)}` },
      edits: [replaceScalar(use.at.node, successor.code!.value)],
    });
  if (use.rule && range.to !== undefined)
    fixes.push({
      title: { en: `End the rule on ${range.to}`, zh: `规则也到 ${range.to} 为止` },
      edits: [setKey(use.rule.node, "valid_to", yamlScalar(range.to))],
    });
  return fixes;
}

/** Accounts in force that list the old code or name among their aliases. */
function successorsOf({ account, chart }: AccountUse, today: string): readonly Account[] {
  const old = [account.code?.value, account.name?.value];
  return chart
    .leaves()
    .filter(
      (other) =>
        other !== account && holdsOn(rangeOf(other), today) && other.aliases.some((alias) => old.includes(alias.value)),
    );
}

DOCS: page(retiredAccountUsed, {
  why: {
    en: "Charts change over the years while rules stay. A rule that still points at a closed account either fails in production or keeps an account alive that finance no longer looks at.",
    zh: "科目表逐年调整，规则却常常没跟上。仍指向停用科目的规则，要么在生产上报错，要么把账记进财务已经不看的科目。",
  },
  fix: {
    en: "Point to the successor (the account that lists the old code in `aliases`), or end the rule with the account.",
    zh: "改用接替科目（在 `aliases` 里写了旧编码的那个），或者让规则与科目同日到期。",
  },
  silent: {
    en: "Rules, products and channels that are over; last days from 2099 on count as no end.",
    zh: "规则、产品、渠道本身已经停用时不报；2099 年及以后的截止日视为长期有效。",
  },
  bad: `
    === a.coa.yaml
    kind: chart-of-accounts
    schema: 1
    accounts:
      - code: "2202"
        name: 商户款
        class: liability
        valid_to: "2026-06-30"
      - code: "220201"
        name: 商户待结算款
        class: liability
        valid_from: "2026-07-01"
        aliases: ["2202"]
      - code: "1002"
        name: 银行存款
        class: asset
        valid_to: "2027-03-31"
    === a.posting.yaml
    kind: posting-rules
    schema: 1
    inputs:
      paid:
        type: money
        min: 0.01
    rules:
      - id: funds.in
        event: funds_in
        status: matched
        idempotency_key: [bank_line_no]
        covers: single
        entries:
          - debit: "1002"
          #        ^^^^^^ coa/retired-account-used: Account 1002 银行存款 closes on 2027-03-31, but is used without an end.
            amount: paid
          - credit: "2202"
          #         ^^^^^^ coa/retired-account-used: Account 2202 商户款 was closed on 2026-06-30; nothing can be posted to it any more.
            amount: paid
  `,
  good: `
    === a.coa.yaml
    kind: chart-of-accounts
    schema: 1
    accounts:
      - code: "220201"
        name: 商户待结算款
        class: liability
        valid_from: "2026-07-01"
        aliases: ["2202"]
      - code: "1002"
        name: 银行存款
        class: asset
        valid_to: "2027-03-31"
    === a.posting.yaml
    kind: posting-rules
    schema: 1
    inputs:
      paid:
        type: money
        min: 0.01
    rules:
      - id: funds.in
        event: funds_in
        status: matched
        valid_to: "2027-03-31"
        idempotency_key: [bank_line_no]
        covers: single
        entries:
          - debit: "1002"
            amount: paid
          - credit: "220201"
            amount: paid
  `,
  sources: ["2017-06-08 13:54", "2017-06-08 13:55"],
});
