import { accountTitle, listed } from "../../index/account-words";
import { check } from "../check";
import { page } from "../pages";

const FUNDS = {
  client: { en: "client", zh: "备付金" },
  own: { en: "own", zh: "自有" },
  special: { en: "special", zh: "特定业务" },
} as const;

const mixedFundsUnderParent = check({
  code: "coa/mixed-funds-under-parent",
  severity: "warning",
  tier: "P1",
  on: "chart",
  title: { en: "One heading holds money of one nature", zh: "同一上级下资金性质一致" },
  *run(chart) {
    for (const heading of chart.accounts) {
      if (!chart.parent(heading)) continue;
      const children = chart.childrenOf(heading).filter((child) => chart.fundsOf(child) !== undefined);
      const natures = [...new Set(children.map((child) => chart.fundsOf(child)!))];
      if (natures.length < 2) continue;
      yield {
        at: heading.code!.node,
        message: {
          en: `Account ${accountTitle(heading)} adds up ${listed(natures.map((nature) => FUNDS[nature].en)).en} money; its total says nothing about either.`,
          zh: `科目 ${accountTitle(heading)} 下同时有${listed(natures.map((nature) => FUNDS[nature].zh)).zh}资金，合计数哪一种都说明不了，请分设上级。`,
        },
        related: children.map((child) => ({
          at: child.code!.node,
          message: {
            en: `${accountTitle(child)}: ${FUNDS[chart.fundsOf(child)!].en} money`,
            zh: `${accountTitle(child)}：${FUNDS[chart.fundsOf(child)!].zh}资金`,
          },
        })),
      };
    }
  },
});
export default mixedFundsUnderParent;

DOCS: page(mixedFundsUnderParent, {
  why: {
    en: "Clients' money is compared with what is owed to clients every day, own money with nobody's claims. A heading that mixes them gives a total that fits neither comparison.",
    zh: "备付金每天要与欠客户的钱核对，自有资金不参与。混在一个上级下，合计数两边都对不上，也最容易挪混。",
  },
  fix: {
    en: "Split the heading: one for client money (备付金), one for own money (自有资金).",
    zh: "把上级拆成备付金和自有资金两个，下级分别归口。",
  },
  silent: {
    en: "First-level accounts such as 银行存款 hold all bank accounts by nature and are not reported.",
    zh: "银行存款、其他货币资金这类一级科目本来就汇总所有账户，不报。",
  },
  bad: `
    kind: chart-of-accounts
    schema: 1
    code_scheme:
      levels: [4, 2, 2]
    bank_accounts:
      - id: reserve-01
        name: 备付金集中存管账户
        funds: client
      - id: own-01
        name: 自有资金一般户
        funds: own
    accounts:
      - code: "1002"
        name: 银行存款
        class: asset
      - code: "100201"
      #       ^^^^^^^^ coa/mixed-funds-under-parent: Account 100201 业务存款 adds up client and own money; its total says nothing about either.
        name: 业务存款
        class: asset
      - code: "10020101"
        name: 业务存款—备付金
        class: asset
        purpose: bank_deposit
        bank_account: reserve-01
      - code: "10020102"
        name: 业务存款—手续费户
        class: asset
        purpose: bank_deposit
        bank_account: own-01
      - code: "2241"
        name: 客户余额
        class: liability
        purpose: customer_balance
  `,
  good: `
    kind: chart-of-accounts
    schema: 1
    code_scheme:
      levels: [4, 2]
    bank_accounts:
      - id: reserve-01
        name: 备付金集中存管账户
        funds: client
      - id: own-01
        name: 自有资金一般户
        funds: own
    accounts:
      - code: "1002"
        name: 银行存款
        class: asset
      - code: "100201"
        name: 备付金存款
        class: asset
        purpose: bank_deposit
        bank_account: reserve-01
      - code: "100202"
        name: 自有资金存款
        class: asset
        purpose: bank_deposit
        bank_account: own-01
      - code: "2241"
        name: 客户余额
        class: liability
        purpose: customer_balance
  `,
  sources: ["2017-07-05 19:52", "2017-07-06 10:05", "2017-06-08 14:52"],
});
