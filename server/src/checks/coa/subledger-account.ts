import type { Fix } from "../../finding";
import { accountTitle, listed } from "../../index/account-words";
import type { Chart } from "../../index/chart";
import type { Field } from "../../model/fields";
import type { Subledger } from "../../model/types.generated";
import { nearest } from "../../nearest";
import { pairOf } from "../../yaml/nodes";
import { headOf } from "../../yaml/path";
import { type CheckFinding, check } from "../check";
import { insertKey, replaceScalar, setKey, yamlScalar } from "../edits";
import { page } from "../pages";

const subledgerAccount = check({
  code: "coa/subledger-account",
  severity: "error",
  tier: "P0",
  on: "chart",
  title: { en: "A sub-ledger hangs on exactly one account", zh: "一类分户只挂一个科目" },
  *run(chart) {
    for (const subledger of chart.document.model.subledgers) {
      const [first, second] = subledger.account;
      if (!first) {
        if (!pairOf(subledger.node, "account")) yield nothing(chart, subledger);
      } else if (second) {
        yield several(subledger);
      } else if (!chart.account(first.value) && !chart.document.source.broken) {
        yield unknown(chart, subledger, first);
      }
    }
  },
});
export default subledgerAccount;

function nothing(chart: Chart, subledger: Subledger): CheckFinding {
  return {
    at: headOf(subledger.node),
    message: {
      en: `Sub-ledger ${title(subledger)} hangs on no account; name the lowest account that sums it up in \`account\`.`,
      zh: `账户类型 ${title(subledger)} 没有挂科目，请在 \`account\` 写明汇总它的末级科目。`,
    },
    fixes: () =>
      leavesNamedLike(chart, subledger).map((leaf) => ({
        title: { en: `Hang it on ${accountTitle(leaf)}`, zh: `挂到 ${accountTitle(leaf)}` },
        edits: [insertKey(subledger.node, "account", yamlScalar(leaf.code!.value), "name")],
      })),
  };
}

function several(subledger: Subledger): CheckFinding {
  const codes = subledger.account.map((account) => account.value);
  return {
    at: subledger.account.node!,
    message: {
      en: `Sub-ledger ${title(subledger)} hangs on ${listed(codes).en}; with more than one account its total cannot be compared.`,
      zh: `账户类型 ${title(subledger)} 同时挂在 ${listed(codes).zh}，总分核对无从进行，只能保留一个。`,
    },
    fixes: () =>
      codes.map((code) => ({
        title: { en: `Keep ${code} only`, zh: `只保留 ${code}` },
        edits: [setKey(subledger.node, "account", yamlScalar(code))],
      })),
  };
}

function unknown(chart: Chart, subledger: Subledger, account: Field<string>): CheckFinding {
  return {
    at: account.node,
    message: {
      en: `Sub-ledger ${title(subledger)} hangs on ${account.value}, which is not in the chart.`,
      zh: `账户类型 ${title(subledger)} 所挂的 ${account.value} 不在科目表里。`,
    },
    fixes: () => {
      const meant = nearest(
        account.value,
        chart.leaves().map((leaf) => leaf.code!.value),
      );
      const fixes: Fix[] = meant
        ? [{ title: { en: `Change it to ${meant}`, zh: `改为 ${meant}` }, edits: [replaceScalar(account.node, meant)] }]
        : [];
      return fixes;
    },
  };
}

function title(subledger: Subledger): string {
  return subledger.name?.value ?? subledger.id?.value ?? "";
}

/** Leaves whose name the sub-ledger's name repeats: 商户待结算账户 and 商户待结算款. */
function leavesNamedLike(chart: Chart, subledger: Subledger) {
  const stem = (subledger.name?.value ?? "").replace(/(?:账户|分户|户)$/, "");
  if (stem.length < 2) return [];
  return chart.leaves().filter((leaf) => leaf.name?.value.includes(stem));
}

DOCS: page(subledgerAccount, {
  why: {
    en: "The total of all accounts of one kind must equal the balance of one ledger account: that is the total-to-detail check of every day end. With no account, or with two, there is nothing to compare with.",
    zh: "某一类分户的合计必须等于某一个科目的余额，这就是每天日终的总分核对。一个都没挂或挂了两个，就没有可比的对象。",
  },
  fix: {
    en: "Name exactly one lowest account. If two are needed, make two kinds of sub-ledger.",
    zh: "只写一个末级科目；确需两个科目时，拆成两类账户。",
  },
  silent: {
    en: "Several kinds of sub-ledger may share one account; see coa/account-shared-by-purposes.",
    zh: "多类账户可以共用一个科目，见 coa/account-shared-by-purposes。",
  },
  bad: `
    kind: chart-of-accounts
    schema: 1
    accounts:
      - code: "220201"
        name: 商户待结算款
        class: liability
      - code: "220202"
        name: 商户可用余额
        class: liability
    subledgers:
      - id: pending
      # ^^^^^^^^^^^ coa/subledger-account: Sub-ledger 商户待结算账户 hangs on no account; name the lowest account that sums it up in \`account\`.
        name: 商户待结算账户
        holder: merchant
      - id: available
        name: 商户可用账户
        account: ["220201", "220202"]
        #        ^^^^^^^^^^^^^^^^^^^^ coa/subledger-account: Sub-ledger 商户可用账户 hangs on 220201 and 220202; with more than one account its total cannot be compared.
        holder: merchant
      - id: frozen
        name: 商户冻结账户
        account: "22020"
        #        ^^^^^^^ coa/subledger-account: Sub-ledger 商户冻结账户 hangs on 22020, which is not in the chart.
        holder: merchant
  `,
  good: `
    kind: chart-of-accounts
    schema: 1
    accounts:
      - code: "220201"
        name: 商户待结算款
        class: liability
      - code: "220202"
        name: 商户可用余额
        class: liability
    subledgers:
      - id: pending
        name: 商户待结算账户
        account: "220201"
        holder: merchant
      - id: available
        name: 商户可用账户
        account: "220202"
        holder: merchant
  `,
  sources: ["2017-07-20 00:00", "2017-06-08 13:36", "2017-05-08 21:28"],
});
