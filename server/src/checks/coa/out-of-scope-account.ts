import { AccountUses } from "../../index/account-uses";
import { accountTitle } from "../../index/account-words";
import { type Purpose, purposeOf } from "../../index/purposes";
import type { Text } from "../../l10n/text";
import type { Account } from "../../model/types.generated";
import { check } from "../check";
import { page } from "../pages";

const CLIENT_MONEY: ReadonlySet<Purpose> = new Set([
  "customer_balance",
  "merchant_pending",
  "merchant_available",
  "prepaid_balance",
  "deposit_held",
  "escrow",
]);

interface Field {
  readonly name: RegExp;
  readonly code: RegExp;
  readonly what: Text;
}

const FIELDS: readonly Field[] = [
  {
    name: /职工薪酬|应付工资|工资薪金|社会保险|住房公积金/,
    code: /^2211/,
    what: { en: "payroll", zh: "薪酬" },
  },
  {
    name: /应交税费|应交税金|税金及附加|所得税费用|应交增值税/,
    code: /^(?:2221|6403|6801)/,
    what: { en: "taxes", zh: "税务" },
  },
  {
    name: /固定资产|累计折旧|在建工程|无形资产|累计摊销/,
    code: /^(?:1601|1602|1604|1701|1702)/,
    what: { en: "fixed assets", zh: "固定资产" },
  },
  {
    name: /原材料|库存商品|材料采购|在途物资|商品采购/,
    code: /^(?:1401|1402|1403|1405)/,
    what: { en: "purchasing", zh: "采购" },
  },
];

const outOfScopeAccount = check({
  code: "coa/out-of-scope-account",
  severity: "info",
  tier: "P2",
  on: "ledger",
  wholeLedger: true,
  title: { en: "Payroll, taxes and assets stay in the finance system", zh: "薪酬、税务、资产留在财务系统" },
  *run(ledger) {
    const uses = AccountUses.of(ledger);
    for (const chart of ledger.charts) {
      if (!chart.leaves().some((account) => CLIENT_MONEY.has(purposeOf(ledger.settings, account) ?? "memo"))) continue;
      for (const account of chart.leaves()) {
        const field = fieldOf(account);
        if (!field || uses.of(account).every((use) => use.over)) continue;
        yield {
          at: (account.name ?? account.code!).node,
          message: {
            en: `Account ${accountTitle(account)} is about ${field.what.en}; the payment ledger keeps clients' money and its fees, the rest belongs in the finance system.`,
            zh: `科目 ${accountTitle(account)} 属于${field.what.zh}核算；支付账务只管客户资金和由此产生的收支，其余放在财务系统。`,
          },
        };
      }
    }
  },
});
export default outOfScopeAccount;

function fieldOf(account: Account): Field | undefined {
  const codes = [account.code, ...account.statutory_code].flatMap((code) => code?.value ?? []);
  return FIELDS.find(
    ({ name, code }) =>
      name.test(account.name?.value ?? "") || codes.some((one) => /^\d{4,}$/.test(one) && code.test(one)),
  );
}

DOCS: page(outOfScopeAccount, {
  why: {
    en: "The operational ledger must close every day, to the cent, against channels and banks. Salaries, taxes and servers follow another rhythm and other people; mixed in, they blur both.",
    zh: "业务账每天都要和渠道、银行分毫不差地轧平。工资、税金、服务器走的是另一套节奏和另一批人，混在一起两边都看不清。",
  },
  fix: {
    en: "Keep such accounts in the finance system and carry the payment ledger's totals over to it.",
    zh: "这类科目放到财务系统，业务账按汇总结转过去。",
  },
  silent: {
    en: "Charts without clients' money, and accounts no rule uses.",
    zh: "科目表没有客户资金、或没有规则用到这个科目时不报。",
  },
  bad: `
    === a.coa.yaml
    kind: chart-of-accounts
    schema: 1
    accounts:
      - code: "2211"
        name: 应付职工薪酬
        #     ^^^^^^ coa/out-of-scope-account: Account 2211 应付职工薪酬 is about payroll; the payment ledger keeps clients' money and its fees, the rest belongs in the finance system.
        class: liability
        purpose: own_other
      - code: "6602"
        name: 管理费用
        class: expense
        purpose: own_other
      - code: "2241"
        name: 客户余额
        class: liability
        purpose: customer_balance
    === a.posting.yaml
    kind: posting-rules
    schema: 1
    inputs:
      wages:
        type: money
        min: 0.01
    rules:
      - id: wages.accrual
        event: accrual
        idempotency_key: [month]
        entries:
          - debit: "6602"
            amount: wages
          - credit: "2211"
            amount: wages
  `,
  good: `
    kind: chart-of-accounts
    schema: 1
    accounts:
      - code: "2241"
        name: 客户余额
        class: liability
        purpose: customer_balance
      - code: "6421"
        name: 渠道手续费
        class: expense
        purpose: channel_fee_cost
  `,
  sources: ["2017-07-18 19:35", "2017-05-26 19:51"],
});
