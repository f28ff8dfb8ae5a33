import { type BaselineId, baselineAccount, baselineAccountByName, baselineAccounts } from "../../data/baseline";
import { accountTitle } from "../../index/account-words";
import type { Chart } from "../../index/chart";
import type { Account } from "../../model/types.generated";
import { nearest } from "../../nearest";
import { type CheckFinding, check } from "../check";
import { page } from "../pages";

const USUAL_DEPTH = 4;

const hierarchyStyle = check({
  code: "coa/hierarchy-style",
  severity: "info",
  tier: "P2",
  on: "chart",
  title: { en: "The tree keeps to the usual shape", zh: "科目级次与一级科目合乎惯例" },
  *run(chart) {
    const levels = chart.document.model.code_scheme?.levels.length ?? 0;
    const most = levels > 0 ? levels : USUAL_DEPTH;
    const depths = new Map<Account, number>();
    for (const account of chart.accounts) {
      const depth = depthOf(chart, account, depths);
      if (depth !== most + 1) continue;
      yield {
        at: account.code!.node,
        message: {
          en: `Account ${accountTitle(account)} stands on level ${depth}; ${levels > 0 ? `the code scheme has ${levels}` : `more than ${USUAL_DEPTH} are hard to oversee`}.`,
          zh: `科目 ${accountTitle(account)} 已到第 ${depth} 级，${levels > 0 ? `编码规则只有 ${levels} 级` : `超过 ${USUAL_DEPTH} 级就不好管理了`}。`,
        },
      };
    }
    const baseline = chart.document.model.baseline?.value;
    if (baseline !== undefined && baseline !== "none") yield* ownFirstLevel(chart, baseline);
  },
});
export default hierarchyStyle;

/** The level of an account, 1 at the top; each account is climbed once. Rings count from wherever they are met. */
function depthOf(chart: Chart, account: Account, known: Map<Account, number>): number {
  const climbed: Account[] = [];
  let at: Account | undefined = account;
  while (at && !known.has(at)) {
    known.set(at, 0);
    climbed.push(at);
    at = chart.parent(at);
  }
  let depth = at ? known.get(at)! : 0;
  for (const one of climbed.reverse()) known.set(one, ++depth);
  return known.get(account)!;
}

function* ownFirstLevel(chart: Chart, baseline: BaselineId): Iterable<CheckFinding> {
  const top = chart.accounts.filter((account) => chart.parentCode(account) === undefined);
  const listed = top.filter((account) => baselineAccount(baseline, account.code!.value));
  // A chart with no code of the table at all has a numbering of its own.
  if (listed.length === 0) return;
  for (const account of top) {
    const kind = account.class?.value;
    if (listed.includes(account) || kind === undefined || kind === "common" || kind === "memo") continue;
    if (!/^\d+$/.test(account.code!.value)) continue;
    const meant = nearestListed(baseline, account);
    if (meant?.code === undefined && meant !== undefined) continue;
    yield {
      at: account.code!.node,
      message: {
        en: `First-level account ${accountTitle(account)} is not in the national table${meant ? `, which has ${meant.code} ${meant.name}` : "; only the common class is freely extended"}.`,
        zh: `一级科目 ${accountTitle(account)} 不在国家科目表里${meant ? `，表中有 ${meant.code} ${meant.name}` : "，一般只有共同类可以自设"}。`,
      },
    };
  }
}

/** The table's account of the same or nearly the same name; without a code when a later standard brought it. */
function nearestListed(
  baseline: BaselineId,
  account: Account,
): { readonly code: string | undefined; readonly name: string } | undefined {
  const name = account.name?.value;
  if (name === undefined) return undefined;
  const names = [...baselineAccounts(baseline)].map((listed) => listed.name.zh);
  const meant = baselineAccountByName(baseline, name) ? name : nearest(name, names);
  const listed = meant === undefined ? undefined : baselineAccountByName(baseline, meant);
  return listed && { code: listed.code, name: listed.name.zh };
}

DOCS: page(hierarchyStyle, {
  why: {
    en: "The first level is kept equal to the finance table so that balances carry over by themselves; three levels, at most four, are what people can still find their way in.",
    zh: "一级科目与财务保持一致，余额才能直接结转；级次一般三级、最多四级，再深就找不着科目了。",
  },
  fix: {
    en: "Hang the account under the table's first-level account, or use a dimension instead of a further level.",
    zh: "挂到国家科目表的一级科目之下；再往下的区分用辅助核算代替。",
  },
  silent: {
    en: "Accounts of class common and memo, later standards' accounts, charts with a numbering of their own, and charts without `baseline` (depth is still looked at).",
    zh: "共同类、表外科目，后续准则新增的科目，自成一套编码的科目表不报；没写 `baseline` 时只看级次。",
  },
  bad: `
    kind: chart-of-accounts
    schema: 1
    baseline: cas-2006
    code_scheme:
      levels: [4, 2]
    accounts:
      - code: "1002"
        name: 银行存款
        class: asset
      - code: "100201"
        name: 备付金存款
        class: asset
      - code: 100201-A
      #       ^^^^^^^^ coa/hierarchy-style: Account 100201-A 收款户 stands on level 3; the code scheme has 2.
        name: 收款户
        class: asset
        parent: "100201"
      - code: "1225"
      #       ^^^^^^ coa/hierarchy-style: First-level account 1225 其他应收帐款 is not in the national table, which has 1221 其他应收款.
        name: 其他应收帐款
        class: asset
      - code: "2299"
      #       ^^^^^^ coa/hierarchy-style: First-level account 2299 平台暂存 is not in the national table; only the common class is freely extended.
        name: 平台暂存
        class: liability
  `,
  good: `
    kind: chart-of-accounts
    schema: 1
    baseline: cas-2006
    code_scheme:
      levels: [4, 2]
    accounts:
      - code: "1002"
        name: 银行存款
        class: asset
      - code: "100201"
        name: 备付金存款
        class: asset
      - code: "3009"
        name: 内部清算
        class: common
  `,
  sources: ["2017-05-10 15:18", "2017-06-08 12:01", "2017-07-19 11:17"],
});
