import type { Edit, Fix } from "../../finding";
import type { Chart } from "../../index/chart";
import type { Ledger } from "../../index/ledger";
import { accountsFor, fundsHeld, purposeFacts } from "../../index/purposes";
import { type BookedRule, legsOn, RuleBook } from "../../index/rule-book";
import type { Account } from "../../model/types.generated";
import { check } from "../check";
import { insertItemsAfter, insertKey } from "../edits";
import { page } from "../pages";
import { accountNode } from "./shared/counterparts";
import { freeName } from "./shared/skeleton";

const feeIncomeNotSwept = check({
  code: "post/fee-income-not-swept",
  severity: "warning",
  tier: "P1",
  on: "ledger",
  wholeLedger: true,
  title: {
    en: "Fees earned out of client money are moved to own accounts",
    zh: "从备付金里扣收的手续费要划转到自有户",
  },
  *run(ledger) {
    const book = RuleBook.of(ledger);
    for (const chart of ledger.charts) {
      if (chart.role !== "payment_institution") continue;
      const banks = accountsFor(ledger.settings, chart, "bank_deposit");
      const [own, client] = (["own", "client"] as const).map((funds) =>
        banks.filter((account) => fundsHeld(chart, account) === funds),
      );
      if (!own?.length || !client?.length) continue;
      const rules = book.rules.filter((rule) => rule.chart === chart);
      if (rules.some((rule) => sweeps(rule, chart))) continue;
      const earning = rules.find(earnsFromClients);
      if (!earning) continue;
      const [leg] = legsOn(earning, "credit", "fee_income");
      yield {
        at: accountNode(leg!),
        message: {
          en: "Fee income is earned out of client money here, and no rule moves it from a client to an own bank account: it stays mixed with the reserve.",
          zh: "这里的手续费从客户备付金里扣收，却没有规则把它从备付金户划到自有户，收入一直混在备付金里。",
        },
        fixes: () => sweepRule(ledger, chart, earning, client, own),
      };
    }
  },
});
export default feeIncomeNotSwept;

/** Whether the rule moves bank money from client to own. */
function sweeps(rule: BookedRule, chart: Chart): boolean {
  const holds = (funds: string) => (leg: { account: Account | undefined }) =>
    leg.account !== undefined && fundsHeld(chart, leg.account) === funds;
  return (
    legsOn(rule, "credit", "bank_deposit").some(holds("client")) &&
    (legsOn(rule, "debit", "bank_deposit").some(holds("own")) || legsOn(rule, "debit", "funds_transfer").length > 0)
  );
}

function earnsFromClients(rule: BookedRule): boolean {
  return (
    legsOn(rule, "credit", "fee_income").length > 0 &&
    rule.legs.some(
      (leg) =>
        leg.side === "debit" &&
        leg.purpose !== undefined &&
        leg.purpose !== "bank_deposit" &&
        purposeFacts(leg.purpose).pool.startsWith("client"),
    )
  );
}

function sweepRule(
  ledger: Ledger,
  chart: Chart,
  earning: BookedRule,
  client: readonly Account[],
  own: readonly Account[],
): readonly Fix[] {
  const [from, to] = [client[0]?.code, own[0]?.code];
  const { inputs } = earning.document.model;
  if (!from || !to || client.length > 1 || own.length > 1 || !inputs.node || ledger.chartOf(earning.document) !== chart)
    return [];
  const id = freeName("funds.fee-sweep", new Set([...ledger.rules()].flatMap(({ item }) => item.id?.value ?? [])));
  const amount = freeName("swept_fee", new Set(inputs.entries.keys()));
  const edits: readonly Edit[] = [
    insertKey(inputs.node, amount, { type: "money", min: "0.01" }),
    insertItemsAfter(earning.rule.node, [
      {
        id,
        event: "funds_move",
        status: "succeeded",
        when: { direction: "client_to_own" },
        idempotency_key: ["move_no", "event"],
        entries: [
          { debit: JSON.stringify(to.value), amount },
          { credit: JSON.stringify(from.value), amount },
        ],
      },
    ]),
  ];
  return [{ title: { en: `Write rule ${id}`, zh: `生成划转规则 ${id}` }, edits }];
}

DOCS: page(feeIncomeNotSwept, {
  why: {
    en: "Income may not stay mixed with client money. The reserve report distinguishes fee income that has been carried over from what has not; without the transfer, the second only grows.",
    zh: "收入不能一直混在备付金里。备付金报表要区分已结转和未结转的手续费收入，没有划转规则，未结转的就只增不减。",
  },
  fix: {
    en: "Write a funds_move rule from the client to the own bank account.",
    zh: "写一条从备付金户到自有户的 funds_move 规则。",
  },
  silent: {
    en: "Fees collected from own-side money; charts without an own-funds bank account; entities that are no payment institution.",
    zh: "手续费从自有一侧收取、科目表没有自有资金银行账户、主体不是支付机构的不报。",
  },
  bad: `
    === a.coa.yaml
    kind: chart-of-accounts
    schema: 1
    entity:
      id: songfeng
      role: payment_institution
    bank_accounts:
      - {id: reserve, name: 备付金账户, bank: 央行, funds: client}
      - {id: own, name: 自有资金户, bank: 甲银行, funds: own}
    accounts:
      - {code: "100201", name: 备付金存款, class: asset, purpose: bank_deposit, bank_account: reserve}
      - {code: "100202", name: 自有资金存款, class: asset, purpose: bank_deposit, bank_account: own}
      - {code: "220201", name: 商户待结算, class: liability, purpose: merchant_pending}
      - {code: "220202", name: 商户可用余额, class: liability, purpose: merchant_available}
      - {code: "602101", name: 手续费收入, class: income, purpose: fee_income}
    === b.posting.yaml
    kind: posting-rules
    schema: 1
    inputs:
      gross:
        type: money
        min: 10.00
      fee:
        type: money
        min: 0.01
        max: 1.00
    rules:
      - id: settle
        event: settlement
        entries:
          - debit: "220201"
            amount: gross
          - credit: "220202"
            amount: gross - fee
          - credit: "602101"
            #       ^^^^^^^^ post/fee-income-not-swept: Fee income is earned out of client money here, and no rule moves it from a client to an own bank account: it stays mixed with the reserve.
            amount: fee
  `,
  good: `
    === a.coa.yaml
    kind: chart-of-accounts
    schema: 1
    entity:
      id: songfeng
      role: payment_institution
    bank_accounts:
      - {id: reserve, name: 备付金账户, bank: 央行, funds: client}
      - {id: own, name: 自有资金户, bank: 甲银行, funds: own}
    accounts:
      - {code: "100201", name: 备付金存款, class: asset, purpose: bank_deposit, bank_account: reserve}
      - {code: "100202", name: 自有资金存款, class: asset, purpose: bank_deposit, bank_account: own}
      - {code: "220201", name: 商户待结算, class: liability, purpose: merchant_pending}
      - {code: "602101", name: 手续费收入, class: income, purpose: fee_income}
    === b.posting.yaml
    kind: posting-rules
    schema: 1
    inputs:
      fee:
        type: money
        min: 0.01
    rules:
      - id: fee
        event: fee
        entries: [{debit: "220201", amount: fee}, {credit: "602101", amount: fee}]
      - id: sweep
        event: funds_move
        entries: [{debit: "100202", amount: fee}, {credit: "100201", amount: fee}]
  `,
  sources: ["2017-06-09 20:19", "2017-06-09 20:06", "2017-05-12 16:53"],
});
