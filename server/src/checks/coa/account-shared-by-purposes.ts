import { accountTitle } from "../../index/account-words";
import type { Subledger } from "../../model/types.generated";
import { check } from "../check";
import { appendItems } from "../edits";
import { page } from "../pages";

const accountSharedByPurposes = check({
  code: "coa/account-shared-by-purposes",
  severity: "warning",
  tier: "P1",
  on: "chart",
  title: { en: "Different kinds of sub-ledger stay separable", zh: "不同性质的分户能够区分" },
  *run(chart) {
    const byAccount = new Map<string, Subledger[]>();
    for (const subledger of chart.document.model.subledgers) {
      const code = subledger.account.length === 1 ? chart.account(subledger.account[0]!.value)?.code?.value : undefined;
      if (code === undefined) continue;
      byAccount.set(code, [...(byAccount.get(code) ?? []), subledger]);
    }
    for (const [code, [first, ...others]] of byAccount) {
      const account = chart.accountByCode(code)!;
      if (!first || account.dimensions.some((dimension) => dimension.value === "subledger")) continue;
      const other = others.find((one) => differs(first, one));
      if (!other) continue;
      const differing = differentHolder(first, other)
        ? { en: "different holders", zh: "持有人不同" }
        : { en: "different operations", zh: "允许的操作不同" };
      yield {
        at: other.account[0]!.node,
        message: {
          en: `Sub-ledgers ${title(first)} and ${title(other)} have ${differing.en} but share account ${accountTitle(account)}; their totals cannot be told apart.`,
          zh: `账户类型 ${title(first)} 与 ${title(other)} ${differing.zh}，却共用科目 ${accountTitle(account)}，两类的合计分不开。`,
        },
        related: [{ at: first.account[0]!.node, message: { en: "The other sub-ledger", zh: "另一类账户" } }],
        fixes: () => [
          {
            title: { en: `Keep ${code} by sub-ledger`, zh: `${code} 按 subledger 辅助核算` },
            edits: [appendItems(account.node, "dimensions", ["subledger"])],
          },
        ],
      };
    }
  },
});
export default accountSharedByPurposes;

function differs(a: Subledger, b: Subledger): boolean {
  return differentHolder(a, b) || differentOperations(a, b);
}

function differentHolder(a: Subledger, b: Subledger): boolean {
  return a.holder !== undefined && b.holder !== undefined && a.holder.value !== b.holder.value;
}

function differentOperations(a: Subledger, b: Subledger): boolean {
  if (!a.operations.node || !b.operations.node) return false;
  const of = (subledger: Subledger) => subledger.operations.map((operation) => operation.value).sort();
  return of(a).join() !== of(b).join();
}

function title(subledger: Subledger): string {
  return subledger.name?.value ?? subledger.id?.value ?? "";
}

DOCS: page(accountSharedByPurposes, {
  why: {
    en: "Deposits and prepaid balances, settlement accounts and payment accounts follow different rules. On one ledger account their totals merge, and nobody can show how much of which there is.",
    zh: "押金与预付卡余额、结算账户与支付账户，监管和业务规则都不同。挂在同一科目上，合计混在一起，各有多少拿不出来。",
  },
  fix: {
    en: "Give each kind an account of its own, or keep the account by the dimension subledger.",
    zh: "各设一个科目；或给科目加上 subledger 辅助核算。",
  },
  silent: {
    en: "The same holder and operations, or the dimension subledger. What a sub-ledger does not say is not compared.",
    zh: "持有人和操作都相同、或科目已按 subledger 核算时不报；没写的不比较。",
  },
  bad: `
    kind: chart-of-accounts
    schema: 1
    accounts:
      - code: "2241"
        name: 个人款项
        class: liability
    subledgers:
      - id: prepaid
        name: 预付卡账户
        account: "2241"
        holder: user
        operations: [top_up, consume]
      - id: deposit
        name: 押金账户
        account: "2241"
        #        ^^^^^^ coa/account-shared-by-purposes: Sub-ledgers 预付卡账户 and 押金账户 have different operations but share account 2241 个人款项; their totals cannot be told apart.
        holder: user
        operations: [withdraw]
  `,
  good: `
    kind: chart-of-accounts
    schema: 1
    accounts:
      - code: "2241"
        name: 个人款项
        class: liability
        dimensions: [subledger]
    subledgers:
      - id: prepaid
        name: 预付卡账户
        account: "2241"
        holder: user
        operations: [top_up, consume]
      - id: deposit
        name: 押金账户
        account: "2241"
        holder: user
        operations: [withdraw]
  `,
  sources: ["2017-05-11 20:52", "2017-05-11 21:26", "2018-05-02 14:45"],
});
