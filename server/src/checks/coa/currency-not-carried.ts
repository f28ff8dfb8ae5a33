import { currency } from "../../data/currency";
import type { Fix } from "../../finding";
import { accountTitle, listed } from "../../index/account-words";
import type { Chart } from "../../index/chart";
import type { RulesDocument } from "../../index/documents";
import type { Ledger } from "../../index/ledger";
import type { Account, Leg, Rule } from "../../model/types.generated";
import { type CheckFinding, check } from "../check";
import { appendItems, setKey } from "../edits";
import { page } from "../pages";

const currencyNotCarried = check({
  code: "coa/currency-not-carried",
  severity: "error",
  tier: "P0",
  on: "rule",
  title: { en: "Accounts carry the currencies posted to them", zh: "科目允许的币种覆盖记入的币种" },
  *run(ledger, { item: rule, document }) {
    for (const leg of rule.entries) yield* notCarried(ledger, document, rule, leg);
  },
  *beside(ledger) {
    for (const chart of ledger.charts) for (const account of chart.accounts) yield* otherThanBank(chart, account);
  },
});
export default currencyNotCarried;

function* notCarried(ledger: Ledger, document: RulesDocument, rule: Rule, leg: Leg): Iterable<CheckFinding> {
  const code = leg.debit ?? leg.credit;
  const chart = ledger.chartFor(document, leg.entity?.value);
  const account = code && ledger.account(document, code.value, leg.entity?.value)?.item;
  if (!chart || !code || !account || !chart.accounts.includes(account)) return;
  const carried = chart.currenciesOf(account);
  if (!comparable(chart, carried)) return;
  const wanted = currenciesOf(ledger, chart, rule, leg);
  const missing = wanted.find((one) => !carried.includes(one) && isKnown(chart, one));
  if (missing === undefined) return;
  yield {
    at: leg.currency?.node ?? code.node,
    message: {
      en: `This entry posts ${missing} to ${accountTitle(account)}, which is kept in ${listed(carried).en}.`,
      zh: `这条分录把 ${missing} 记入 ${accountTitle(account)}，而该科目只记 ${listed(carried).zh}。`,
    },
    related: [
      { at: account.currencies.node ?? account.code!.node, message: { en: "Its currencies", zh: "科目的币种" } },
    ],
    fixes: () => [carry(account, carried, missing)],
  };
}

/** The leg's own currency, else those of the rule's products, else the base currency. */
function currenciesOf(ledger: Ledger, chart: Chart, rule: Rule, leg: Leg): readonly string[] {
  if (leg.currency) return [leg.currency.value];
  const products = rule.product.map((id) => ledger.product(id.value)?.item);
  if (products.some((product) => product === undefined)) return [];
  const base = chart.baseCurrency;
  const own = new Set(products.flatMap((product) => product?.currency?.value ?? base ?? []));
  return own.size > 0 ? [...own] : base === undefined ? [] : [base];
}

/** An account's currencies say something only while each of them is one: a slip in one code is one finding, not one per entry. */
function comparable(chart: Chart, carried: readonly string[]): boolean {
  return carried.length > 0 && carried.every((code) => isKnown(chart, code));
}

/** Codes that are none are the business of coa/currency-invalid. */
function isKnown(chart: Chart, code: string): boolean {
  return currency(code) !== undefined || chart.document.model.units.entries.has(code);
}

function carry(account: Account, carried: readonly string[], missing: string): Fix {
  return {
    title: { en: `Let ${account.code!.value} carry ${missing}`, zh: `允许 ${account.code!.value} 记 ${missing}` },
    edits: [
      account.currencies.length > 0
        ? appendItems(account.node, "currencies", [missing])
        : setKey(account.node, "currencies", [...carried, missing]),
    ],
  };
}

function* otherThanBank(chart: Chart, account: Account): Iterable<CheckFinding> {
  const bank = chart.bankAccount(account.bank_account?.value);
  const held = bank?.currency?.value ?? chart.baseCurrency;
  const carried = chart.currenciesOf(account);
  if (!bank || held === undefined || carried.includes(held)) return;
  if (!comparable(chart, carried) || !isKnown(chart, held)) return;
  yield {
    at: account.currencies.node ?? account.bank_account!.node,
    message: {
      en: `Account ${accountTitle(account)} is kept in ${listed(carried).en}, but bank account ${bank.id!.value} holds ${held}.`,
      zh: `科目 ${accountTitle(account)} 记 ${listed(carried).zh}，而银行账户 ${bank.id!.value} 的币种是 ${held}。`,
    },
    related: [{ at: (bank.currency ?? bank.id!).node, message: { en: "The bank account", zh: "银行账户" } }],
    fixes: () => [
      {
        title: { en: `Keep the account in ${held}`, zh: `科目改记 ${held}` },
        edits: [setKey(account.node, "currencies", [held])],
      },
    ],
  };
}

DOCS: page(currencyNotCarried, {
  why: {
    en: "Banks keep one account per currency, and a ledger account balances per currency. Dollars posted to a renminbi account make a sum that means nothing.",
    zh: "银行一个币种一个户，科目也按币种各自平衡。把美元记进人民币科目，得到的余额没有意义。",
  },
  fix: {
    en: "Add the currency to the account's `currencies`, or exchange through an account of purpose fx_position so that each currency balances by itself.",
    zh: "在科目的 `currencies` 里加上该币种；需要换币时，通过用途为 fx_position 的科目，让每个币种各自平衡。",
  },
  silent: {
    en: "A chart without `base_currency` and without `currencies` says nothing to compare with; products that cannot be found leave the currency open.",
    zh: "科目表既没写 `base_currency` 也没写 `currencies` 时无从比较；找不到规则所写产品时不判断币种。",
  },
  bad: `
    === a.coa.yaml
    kind: chart-of-accounts
    schema: 1
    base_currency: CNY
    bank_accounts:
      - id: usd-01
        name: 自有美元户
        currency: USD
        funds: own
    accounts:
      - code: "100201"
        name: 自有美元存款
        class: asset
        purpose: bank_deposit
        bank_account: usd-01
        currencies: [CNY]
        #           ^^^^^ coa/currency-not-carried: Account 100201 自有美元存款 is kept in CNY, but bank account usd-01 holds USD.
      - code: "2241"
        name: 其他应付款
        class: liability
        purpose: own_other
        currencies: [CNY, USD]
      - code: "1221"
        name: 其他应收款
        class: asset
        purpose: own_other
      - code: "3002"
        name: 货币兑换
        class: common
        purpose: fx_position
        currencies: [CNY, USD]
        clears:
          by: external
      - code: "6061"
        name: 汇兑损益
        class: income
        normal_balance: either
        purpose: fx_difference
    === a.posting.yaml
    kind: posting-rules
    schema: 1
    inputs:
      claim:
        type: money
        currency: USD
        min: 0.01
    rules:
      - id: claim.accrual
        event: accrual
        idempotency_key: [claim_no]
        entries:
          - debit: "1221"
            amount: claim
            currency: USD
            #         ^^^ coa/currency-not-carried: This entry posts USD to 1221 其他应收款, which is kept in CNY.
          - credit: "2241"
            amount: claim
            currency: USD
  `,
  good: `
    === a.coa.yaml
    kind: chart-of-accounts
    schema: 1
    base_currency: CNY
    accounts:
      - code: "2241"
        name: 其他应付款
        class: liability
        currencies: [CNY, USD]
      - code: "1221"
        name: 其他应收款
        class: asset
        currencies: [CNY, USD]
    === a.posting.yaml
    kind: posting-rules
    schema: 1
    inputs:
      claim:
        type: money
        currency: USD
        min: 0.01
    rules:
      - id: claim.accrual
        event: accrual
        idempotency_key: [claim_no]
        entries:
          - debit: "1221"
            amount: claim
            currency: USD
          - credit: "2241"
            amount: claim
            currency: USD
  `,
  sources: ["2017-07-05 19:55", "2017-05-18 17:34", "2017-05-26 19:55"],
});
