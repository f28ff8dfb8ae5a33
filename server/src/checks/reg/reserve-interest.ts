import { citation, listed } from "../../data/regulations";
import { accountText, legPlace, type MoneyEdge, MoneyPaths } from "../../index/money-paths";
import { accountsFor } from "../../index/purposes";
import { fix } from "../chan/facts/fix";
import { check } from "../check";
import { replaceScalar } from "../edits";
import { page } from "../pages";

const reserveInterest = check({
  code: "reg/reserve-interest",
  severity: "warning",
  tier: "P2",
  on: "ledger",
  regulatory: true,
  title: { en: "Interest on reserves does not go straight to income", zh: "备付金利息不直接记收入" },
  *run(ledger) {
    for (const edge of MoneyPaths.of(ledger).inflows) {
      const { rule, asset, claim } = edge;
      if (asset.purpose !== "bank_deposit" || !asset.account || asset.chart?.fundsOf(asset.account) !== "client")
        continue;
      if (claim.account?.class?.value !== "income" || !isInterest(edge)) continue;
      const id = rule.rule.id?.value ?? "?";
      const law = citation("order-2021-1");
      yield {
        at: legPlace(claim),
        message: {
          en: `Risk: rule ${id} books interest on ${accountText(asset.account)}, an account of clients' reserves, as our income (${accountText(claim.account)}). Whose it is has changed with the years; keep it payable until that is settled. On the custody of reserves see ${law.en}.`,
          zh: `风险提示：规则 ${id} 把备付金账户 ${accountText(asset.account)} 的利息直接记成本方收入（${accountText(claim.account)}）。利息归谁，各年规定不同；明确之前先挂应付。备付金存管参见${law.zh}。`,
        },
        related: [{ at: legPlace(asset), message: { en: "clients' reserves", zh: "客户备付金" } }],
        fixes: () => {
          const code = claim.leg.credit;
          const payable =
            claim.chart &&
            accountsFor(ledger.settings, claim.chart, "interest").find(
              (account) => account.class?.value === "liability",
            );
          if (!code || !payable?.code) return [];
          return [
            fix(`Credit ${accountText(payable)}`, `改记 ${accountText(payable)}`, [
              replaceScalar(code.node, payable.code.value),
            ]),
          ];
        },
      };
    }
  },
});
export default reserveInterest;

/** Interest by event, by the account's purpose or name, or by the condition of the rule. */
function isInterest({ rule, claim }: MoneyEdge): boolean {
  if (rule.event === "accrual" || claim.purpose === "interest") return true;
  if (/利息|interest/i.test(claim.account?.name?.value ?? "")) return true;
  return [...rule.guard.when.values()].some((values) => [...values].some((value) => /interest|利息/i.test(value)));
}

DOCS: page(reserveInterest, {
  why: {
    en: "Who owns the interest on clients' money was discussed without a result, and the answer has changed since: none was paid for a time, then some. Booked as income at once, it has to be taken back when the answer is another.",
    zh: "客户的钱生的利息归谁，当时没有讨论出结论，之后规定也变过：一段时间不计息，后来又计。先记成收入，口径一变就得冲回来。",
  },
  fix: {
    en: "Credit interest payable, and release it when the treatment is settled.",
    zh: "先贷记应付利息，口径明确后再结转。",
  },
  silent: {
    en: "For own-funds accounts, and when the interest is credited to a liability.",
    zh: "自有资金账户不报；利息贷记负债科目时不报。",
  },
  bad: `
    === a.coa.yaml
    kind: chart-of-accounts
    schema: 1
    base_currency: CNY
    regulation:
      profile: cn
      as_of: "2026-11-20"
    bank_accounts:
      - id: reserve-01
        name: 备付金集中存管账户
        funds: client
        kind: central_reserve
    accounts:
      - code: "100201"
        name: 备付金存款
        class: asset
        normal_balance: debit
        purpose: bank_deposit
        bank_account: reserve-01
      - code: "224106"
        name: 应付利息
        class: liability
        normal_balance: credit
        purpose: interest
      - code: "6011"
        name: 利息收入
        class: income
        normal_balance: credit
        purpose: interest
    === b.posting.yaml
    kind: posting-rules
    schema: 1
    inputs:
      interest:
        type: money
        min: 0.01
    rules:
      - id: reserve.interest
        event: funds_in
        status: matched
        source: bank_statement
        covers: single
        idempotency_key: [bank_line_no]
        entries:
          - debit: "100201"
            amount: interest
          - credit: "6011"
          #         ^^^^^^ reg/reserve-interest: Risk: rule reserve.interest books interest on 100201 备付金存款, an account of clients' reserves, as our income (6011 利息收入). Whose it is has changed with the years; keep it payable until that is settled. On the custody of reserves see PBoC Order 2021 No. 1 (Measures for the custody of clients' reserves of non-bank payment institutions, in force since 2021-03-01).
            amount: interest
  `,
  good: `
    === a.coa.yaml
    kind: chart-of-accounts
    schema: 1
    base_currency: CNY
    regulation:
      profile: cn
      as_of: "2026-11-20"
    bank_accounts:
      - id: reserve-01
        name: 备付金集中存管账户
        funds: client
        kind: central_reserve
    accounts:
      - code: "100201"
        name: 备付金存款
        class: asset
        normal_balance: debit
        purpose: bank_deposit
        bank_account: reserve-01
      - code: "224106"
        name: 应付利息
        class: liability
        normal_balance: credit
        purpose: interest
    === b.posting.yaml
    kind: posting-rules
    schema: 1
    inputs:
      interest:
        type: money
        min: 0.01
    rules:
      - id: reserve.interest
        event: funds_in
        status: matched
        source: bank_statement
        covers: single
        idempotency_key: [bank_line_no]
        entries:
          - debit: "100201"
            amount: interest
          - credit: "224106"
            amount: interest
  `,
  sources: ["2017-06-15 18:19"],
  documents: [listed("order-2021-1")],
});
