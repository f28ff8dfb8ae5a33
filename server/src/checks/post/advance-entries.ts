import type { Fix } from "../../finding";
import { accountTitle } from "../../index/account-words";
import type { Ledger } from "../../index/ledger";
import { accountsFor, fundsHeld } from "../../index/purposes";
import { type BookedLeg, legsOn, RuleBook } from "../../index/rule-book";
import { isOver } from "../../index/validity";
import { check } from "../check";
import { insertKeys, replaceScalar } from "../edits";
import { page } from "../pages";
import { accountNode, isReadable } from "./shared/counterparts";
import { inner, placeOf, productName, ruleName, spaced } from "./shared/wording";

const advanceEntries = check({
  code: "post/advance-entries",
  severity: "error",
  tier: "P1",
  on: "ledger",
  wholeLedger: true,
  title: {
    en: "Advances are paid from own money, limited, and booked as a receivable",
    zh: "垫资用自有资金，有额度，记应收",
  },
  *run(ledger) {
    const book = RuleBook.of(ledger);
    const said = new Set<BookedLeg>();
    for (const { item: product } of ledger.products()) {
      const { advance } = product;
      if (!advance || !product.id || isOver(product, ledger.today)) continue;
      const name = productName(product);
      const missing = (["limit", "fee"] as const).filter((key) => !advance[key]);
      if (missing.length > 0) {
        const usual = { limit: "100000.00", fee: JSON.stringify("0.05%") };
        yield {
          at: placeOf(product, "advance"),
          message: {
            en: `The advance of ${inner(name.en)} has no ${missing.join(" and no ")}: it can grow without bound, or costs the merchant nothing by accident.`,
            zh: `${spaced(name.zh)}的垫资没有写${missing.map((key) => (key === "limit" ? "额度（limit）" : "费率（fee）")).join("、")}：要么无限增长，要么白垫。`,
          },
          fixes: () => [
            {
              title: { en: "Add limit and fee, to be reviewed", zh: "补上额度与费率（请复核）" },
              edits: [insertKeys(advance.node, Object.fromEntries(missing.map((key) => [key, usual[key]])))],
            },
          ],
        };
      }
      const rules = book.ofProduct(product.id.value);
      const own = rules.filter((rule) => rule.guard.products);
      const paying = rules.filter((rule) => legsOn(rule, "debit", "advance_receivable").length > 0);
      if (own.length > 0 && paying.length === 0 && own.every(isReadable))
        yield {
          at: placeOf(product, "advance"),
          message: {
            en: `${name.en} advances money, and no rule debits an advance receivable: nobody would know who owes it.`,
            zh: `${spaced(name.zh)}有垫资，却没有规则借记应收垫资款，谁欠多少没有记录。`,
          },
        };
      for (const rule of paying) {
        for (const leg of legsOn(rule, "credit", "bank_deposit")) {
          if (said.has(leg) || !leg.chart || !leg.account || fundsHeld(leg.chart, leg.account) !== "client") continue;
          said.add(leg);
          const its = ruleName(rule.rule);
          yield {
            at: accountNode(leg),
            message: {
              en: `${its.en} pays an advance from ${accountTitle(leg.account)}, which holds client money. Pay it from own money or the lender's.`,
              zh: `${spaced(its.zh)}用客户备付金（${accountTitle(leg.account)}）垫资。垫资只能用自有资金或资方资金。`,
            },
            fixes: () => fromOwnMoney(ledger, leg),
          };
        }
      }
    }
  },
});
export default advanceEntries;

function fromOwnMoney(ledger: Ledger, { chart, leg }: BookedLeg): readonly Fix[] {
  const own = chart
    ? accountsFor(ledger.settings, chart, "bank_deposit").filter((account) => fundsHeld(chart, account) === "own")
    : [];
  const account = own.length === 1 ? own[0] : undefined;
  if (!account?.code) return [];
  return [
    {
      title: { en: `Pay it from ${accountTitle(account)}`, zh: `改从 ${accountTitle(account)} 付` },
      edits: [replaceScalar(leg.credit!.node, account.code.value)],
    },
  ];
}

DOCS: page(advanceEntries, {
  why: {
    en: "Same-day settlement is an advance in every variant. It may never be paid out of other clients' money, and it has to be netted when the channel pays.",
    zh: "D0 结算不管怎么包装都是垫资。绝不能用其他客户的备付金去垫，渠道到账时要冲抵。",
  },
  fix: {
    en: "Debit the advance receivable against own or lender's bank money, give limit and fee, and write the recovery.",
    zh: "借记应收垫资款、贷记自有或资方银行存款，写明额度和费率，并写收回规则。",
  },
  silent: {
    en: "Products without `advance`; products whose rules are not written yet. That the receivable is recovered is post/transit-without-exit's question.",
    zh: "没有 `advance`、还没写规则的产品不报；应收垫资款有没有收回由 post/transit-without-exit 检查。",
  },
  bad: `
    === a.coa.yaml
    kind: chart-of-accounts
    schema: 1
    bank_accounts:
      - {id: reserve, name: 备付金账户, bank: 央行, funds: client}
      - {id: own, name: 自有资金户, bank: 甲银行, funds: own}
    accounts:
      - {code: "100201", name: 备付金存款, class: asset, purpose: bank_deposit, bank_account: reserve}
      - {code: "100202", name: 自有资金存款, class: asset, purpose: bank_deposit, bank_account: own}
      - {code: "122104", name: 应收垫资款, class: asset, purpose: advance_receivable, clears: {by: event}}
      - {code: "220201", name: 商户待结算, class: liability, purpose: merchant_pending}
    === b.posting.yaml
    kind: posting-rules
    schema: 1
    inputs:
      gross:
        type: money
        min: 0.01
    products:
      - id: same-day
        name: 当日结算
        status: draft
        advance:
      # ^^^^^^^ post/advance-entries: The advance of product same-day has no fee: it can grow without bound, or costs the merchant nothing by accident.
          source: own_funds
          limit: 100000.00
    rules:
      - id: advance.paid
        product: same-day
        event: advance
        entries:
          - debit: "122104"
            amount: gross
          - credit: "100201"
            #       ^^^^^^^^ post/advance-entries: Rule advance.paid pays an advance from 100201 备付金存款, which holds client money. Pay it from own money or the lender's.
            amount: gross
      - id: advance.back
        product: same-day
        event: advance_recovery
        entries: [{debit: "100202", amount: gross}, {credit: "122104", amount: gross}]
      - id: top-up.reserve
        event: funds_move
        entries: [{debit: "100201", amount: gross}, {credit: "220201", amount: gross}]
  `,
  good: `
    === a.coa.yaml
    kind: chart-of-accounts
    schema: 1
    bank_accounts:
      - {id: own, name: 自有资金户, bank: 甲银行, funds: own}
    accounts:
      - {code: "100202", name: 自有资金存款, class: asset, purpose: bank_deposit, bank_account: own}
      - {code: "122104", name: 应收垫资款, class: asset, purpose: advance_receivable, clears: {by: event}}
    === b.posting.yaml
    kind: posting-rules
    schema: 1
    inputs:
      gross:
        type: money
        min: 0.01
    products:
      - id: same-day
        name: 当日结算
        status: draft
        advance:
          source: own_funds
          limit: 100000.00
          fee: "0.05%"
    rules:
      - id: advance.paid
        product: same-day
        event: advance
        entries: [{debit: "122104", amount: gross}, {credit: "100202", amount: gross}]
      - id: advance.back
        product: same-day
        event: advance_recovery
        entries: [{debit: "100202", amount: gross}, {credit: "122104", amount: gross}]
  `,
  sources: ["2017-05-17 10:43", "2017-06-05 15:11", "2017-05-15 23:29"],
});
