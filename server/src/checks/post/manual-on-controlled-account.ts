import type { Fix } from "../../finding";
import { accountTitle } from "../../index/account-words";
import type { Ledger } from "../../index/ledger";
import { type BookedLeg, RuleBook } from "../../index/rule-book";
import type { Subledger } from "../../model/types.generated";
import { check } from "../check";
import { insertKey, replaceScalar } from "../edits";
import { page } from "../pages";
import { accountNode, onlyAccount } from "./shared/counterparts";
import { ruleName, spaced } from "./shared/wording";

/** The dimension that names the holder of a sub-ledger account. */
const HOLDER: Readonly<Record<NonNullable<Subledger["holder"]>["value"], string | undefined>> = {
  user: "customer",
  merchant: "merchant",
  channel: "channel",
  platform: undefined,
};

const manualOnControlledAccount = check({
  code: "post/manual-on-controlled-account",
  severity: "error",
  tier: "P1",
  on: "ledger",
  title: { en: "Manual postings reach the sub-ledger too", zh: "人工记账不绕过分户" },
  *run(ledger) {
    for (const { rule, legs } of RuleBook.of(ledger).all) {
      if (rule.source?.value !== "manual") continue;
      const name = ruleName(rule);
      for (const leg of legs) {
        if (!leg.account || !leg.side) continue;
        const title = accountTitle(leg.account);
        if (leg.account.manual_posting?.value === "forbidden") {
          yield {
            at: accountNode(leg),
            message: {
              en: `${name.en} is posted by hand on account ${title}, which is closed to manual postings.`,
              zh: `${spaced(name.zh)}由人工记入科目 ${title}，而该科目禁止人工记账。`,
            },
            related: [
              {
                at: leg.account.manual_posting.node,
                message: { en: "Manual postings are forbidden here", zh: "此处禁止人工记账" },
              },
            ],
            fixes: () => redirected(ledger, leg),
          };
          continue;
        }
        const key = missingHolder(leg);
        if (!key) continue;
        yield {
          at: accountNode(leg),
          message: {
            en: `${name.en} posts by hand on account ${title}, which sub-ledgers control, without naming the ${key}. The total would no longer equal its details.`,
            zh: `${spaced(name.zh)}由人工记入有分户的科目 ${title}，却没有写 ${key}，总账会与分户不符。`,
          },
          fixes: () => [
            {
              title: { en: `Name the ${key}`, zh: `补上 ${key}` },
              edits: [
                leg.leg.dimensions.node
                  ? insertKey(leg.leg.dimensions.node, key, `$${key}`)
                  : insertKey(leg.leg.node, "dimensions", { [key]: `$${key}` }),
              ],
            },
          ],
        };
      }
    }
  },
});
export default manualOnControlledAccount;

/** The holder's dimension when sub-ledgers hang on the account and the leg names none of their holders. */
function missingHolder({ account, chart, leg }: BookedLeg): string | undefined {
  const holders = (account && chart?.subledgersOf(account))?.map(({ holder }) => holder && HOLDER[holder.value]) ?? [];
  const [first] = holders;
  if (!first || holders.some((holder) => !holder)) return undefined;
  const named = leg.dimensions.entries;
  return named.has("subledger") || holders.some((holder) => named.has(holder!)) ? undefined : first;
}

function redirected(ledger: Ledger, leg: BookedLeg): readonly Fix[] {
  const account = onlyAccount(
    ledger.settings,
    leg.chart,
    leg.side === "credit" ? "suspense_surplus" : "suspense_shortage",
  );
  if (!account?.code) return [];
  return [
    {
      title: { en: `Post it on ${accountTitle(account)}`, zh: `改记 ${accountTitle(account)}` },
      edits: [replaceScalar(accountNode(leg), account.code.value)],
    },
  ];
}

DOCS: page(manualOnControlledAccount, {
  why: {
    en: "A booking on the total without its detail is what the comparison of total and details later fails on, and then nobody knows whose money it was.",
    zh: "只动总账不动分户，之后总分核对必然不平，而那时已经没人知道这是谁的钱。",
  },
  fix: {
    en: "Name the customer or merchant on the leg; where manual postings are forbidden, go through a suspense account.",
    zh: "在分录上写明客户或商户；禁止人工记账的科目，改走待查科目。",
  },
  silent: {
    en: "Legs that name the sub-ledger's key, and accounts without sub-ledgers.",
    zh: "写明分户键的分录、没有分户的科目不报。",
  },
  bad: `
    === a.coa.yaml
    kind: chart-of-accounts
    schema: 1
    accounts:
      - code: "220101"
        name: 客户余额
        class: liability
      - code: "660301"
        name: 财务费用
        class: expense
        manual_posting: forbidden
    subledgers:
      - id: wallet
        name: 个人钱包
        account: "220101"
        holder: user
        operations: [top_up]
    === b.posting.yaml
    kind: posting-rules
    schema: 1
    inputs:
      diff:
        type: money
        min: 0.01
    rules:
      - id: adjust
        event: adjustment
        status: confirmed
        source: manual
        reverses: adjusted
        approval: {maker_checker: true, reason_required: true}
        entries:
          - debit: "660301"
            #      ^^^^^^^^ post/manual-on-controlled-account: Rule adjust is posted by hand on account 660301 财务费用, which is closed to manual postings.
            amount: diff
          - credit: "220101"
            #       ^^^^^^^^ post/manual-on-controlled-account: Rule adjust posts by hand on account 220101 客户余额, which sub-ledgers control, without naming the customer. The total would no longer equal its details.
            amount: diff
      - id: adjusted
        event: top_up
        entries:
          - debit: "660301"
            amount: diff
          - credit: "220101"
            amount: diff
  `,
  good: `
    === a.coa.yaml
    kind: chart-of-accounts
    schema: 1
    accounts:
      - code: "220101"
        name: 客户余额
        class: liability
      - code: "224101"
        name: 待查长款
        class: liability
    subledgers:
      - id: wallet
        name: 个人钱包
        account: "220101"
        holder: user
        operations: [top_up]
    === b.posting.yaml
    kind: posting-rules
    schema: 1
    inputs:
      diff:
        type: money
        min: 0.01
    rules:
      - id: adjust
        event: adjustment
        status: confirmed
        source: manual
        original: {required: true, event: top_up, match: [top_up_no], on_missing: reject}
        approval: {maker_checker: true, reason_required: true}
        entries:
          - debit: "224101"
            amount: diff
          - credit: "220101"
            amount: diff
            dimensions:
              customer: $customer
  `,
  sources: ["2017-05-22 17:51", "2017-05-26 20:24", "2017-06-26 19:48"],
});
