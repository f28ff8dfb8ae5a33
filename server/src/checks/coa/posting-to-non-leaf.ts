import { type AccountUse, AccountUses } from "../../index/account-uses";
import { accountTitle } from "../../index/account-words";
import type { Chart } from "../../index/chart";
import type { Text } from "../../l10n/text";
import type { Account } from "../../model/types.generated";
import { check } from "../check";
import { replaceScalar } from "../edits";
import { page } from "../pages";

const OFFERED = 6;

const postingToNonLeaf = check({
  code: "coa/posting-to-non-leaf",
  severity: "error",
  tier: "P0",
  on: "ledger",
  title: { en: "Only the lowest accounts are posted to", zh: "只有末级科目可以记账" },
  *run(ledger) {
    const known = new Map<Account, readonly Account[]>();
    for (const use of AccountUses.of(ledger).all) {
      const { account, chart, at } = use;
      if (chart.isLeaf(account)) continue;
      const what = WHAT[use.by];
      const below = known.get(account) ?? leavesBelow(chart, account);
      known.set(account, below);
      // A ring has no leaves; coa/broken-hierarchy says so.
      if (below.length === 0) continue;
      yield {
        at: at.node,
        message: {
          en: `Account ${accountTitle(account)} is a heading that only sums up; ${what.en} must name ${below.length === 1 ? `${below[0]!.code!.value} below it` : `one of the ${below.length} lowest accounts below it`}.`,
          zh: `科目 ${accountTitle(account)} 是汇总科目，不能记账；${what.zh}要写${below.length === 1 ? `下面的 ${below[0]!.code!.value}` : `下面 ${below.length} 个末级科目中的一个`}。`,
        },
        related: [{ at: account.code!.node, message: { en: "The heading", zh: "汇总科目" } }],
        fixes: () =>
          below.slice(0, OFFERED).map((leaf) => ({
            title: { en: `Use ${accountTitle(leaf)}`, zh: `改用 ${accountTitle(leaf)}` },
            edits: [replaceScalar(at.node, leaf.code!.value)],
          })),
      };
    }
  },
});
export default postingToNonLeaf;

const WHAT: Readonly<Record<AccountUse["by"], Text>> = {
  entry: { en: "an entry", zh: "分录" },
  subledger: { en: "a sub-ledger", zh: "账户类型" },
  suspense: { en: "a suspense account", zh: "挂账科目" },
  day_end: { en: "the day-end transit account", zh: "日终过渡科目" },
  sponsor: { en: "a sponsor's account", zh: "出资方科目" },
  receiver: { en: "a receiver's account", zh: "分账方科目" },
};

/** The lowest accounts under a heading, in the chart's order of codes. */
function leavesBelow(chart: Chart, heading: Account): readonly Account[] {
  const leaves: Account[] = [];
  const met = new Set<Account>([heading]);
  const open = [heading];
  for (let at = open.pop(); at; at = open.pop()) {
    const children = chart.childrenOf(at).filter((child) => !met.has(child));
    for (const child of children.toReversed()) {
      met.add(child);
      open.push(child);
    }
    if (at !== heading && chart.isLeaf(at)) leaves.push(at);
  }
  return leaves;
}

DOCS: page(postingToNonLeaf, {
  why: {
    en: "Accounts and amounts live on the lowest level; whatever stands above is a heading that adds them up. An amount posted to a heading belongs to none of its parts, so total and detail no longer agree.",
    zh: "金额只存在于末级科目，上面各级是汇总用的标题。记到标题上的金额不属于任何一个明细，总账与明细从此对不上。",
  },
  fix: {
    en: "Name one of the lowest accounts under the heading.",
    zh: "改写为该科目下的某个末级科目。",
  },
  silent: {
    en: "Balance identities and expectations of scenarios may name a heading: they only read sums.",
    zh: "平衡式和算例预期可以引用汇总科目，它们只取合计。",
  },
  bad: `
    === a.coa.yaml
    kind: chart-of-accounts
    schema: 1
    code_scheme:
      levels: [4, 2]
    accounts:
      - code: "1002"
        name: 银行存款
        class: asset
      - code: "100201"
        name: 备付金存款
        class: asset
      - code: "2202"
        name: 应付账款
        class: liability
      - code: "220201"
        name: 商户待结算款
        class: liability
    subledgers:
      - id: merchant
        name: 商户账户
        account: "2202"
        #        ^^^^^^ coa/posting-to-non-leaf: Account 2202 应付账款 is a heading that only sums up; a sub-ledger must name 220201 below it.
        holder: merchant
        operations: [settle_out]
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
          #        ^^^^^^ coa/posting-to-non-leaf: Account 1002 银行存款 is a heading that only sums up; an entry must name 100201 below it.
            amount: paid
          - credit: "220201"
            amount: paid
  `,
  good: `
    === a.coa.yaml
    kind: chart-of-accounts
    schema: 1
    code_scheme:
      levels: [4, 2]
    accounts:
      - code: "1002"
        name: 银行存款
        class: asset
      - code: "100201"
        name: 备付金存款
        class: asset
      - code: "2202"
        name: 应付账款
        class: liability
      - code: "220201"
        name: 商户待结算款
        class: liability
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
          - debit: "100201"
            amount: paid
          - credit: "220201"
            amount: paid
  `,
  sources: ["2017-06-08 13:44", "2017-05-15 20:40", "2017-07-19 19:35"],
});
