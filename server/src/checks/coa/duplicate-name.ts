import type { Fix } from "../../finding";
import { accountTitle } from "../../index/account-words";
import type { Chart } from "../../index/chart";
import type { Account } from "../../model/types.generated";
import { type CheckFinding, check } from "../check";
import { appendItems, removeItem, removeKey, yamlScalar } from "../edits";
import { page } from "../pages";

const duplicateName = check({
  code: "coa/duplicate-name",
  severity: "warning",
  tier: "P1",
  on: "chart",
  title: { en: "Sibling accounts have names of their own", zh: "同级科目名称不重复" },
  *run(chart) {
    const first = new Map<string, Account>();
    const byName = new Map<string, Account>();
    for (const account of chart.leaves()) {
      if (!account.name) continue;
      if (!byName.has(account.name.value)) byName.set(account.name.value, account);
      const key = `${chart.parentCode(account) ?? ""} ${account.name.value}`;
      const known = first.get(key);
      if (known) yield sameName(chart, known, account);
      else first.set(key, account);
    }
    for (const account of chart.accounts) {
      for (const alias of account.aliases) {
        const named = byName.get(alias.value);
        if (named && named !== account) yield takenAlias(account, alias, named);
      }
    }
  },
});
export default duplicateName;

function sameName(chart: Chart, known: Account, account: Account): CheckFinding {
  const name = account.name!.value;
  return {
    at: account.name!.node,
    message: {
      en: `${account.code!.value} and ${known.code!.value} under the same heading are both called ${name}; nobody can tell which to post to.`,
      zh: `同一上级下的 ${account.code!.value} 和 ${known.code!.value} 都叫“${name}”，记账时分不清该用哪个。`,
    },
    related: [{ at: known.name!.node, message: { en: "The first one", zh: "前面的一个" } }],
    fixes: () => merge(chart, known, account),
  };
}

/** The second account goes; its code lives on as an alias of the first, so that references still resolve. */
function merge(chart: Chart, known: Account, account: Account): readonly Fix[] {
  const root = chart.document.source.root;
  if (root?.kind !== "map" || known.class?.value !== account.class?.value) return [];
  const removal = removeItem(root, "accounts", account.node);
  if (removal.length === 0) return [];
  return [
    {
      title: {
        en: `Merge ${account.code!.value} into ${known.code!.value}`,
        zh: `把 ${account.code!.value} 并入 ${known.code!.value}`,
      },
      edits: [appendItems(known.node, "aliases", [yamlScalar(account.code!.value)]), ...removal],
    },
  ];
}

function takenAlias(account: Account, alias: Account["aliases"][number], named: Account): CheckFinding {
  return {
    at: alias.node,
    message: {
      en: `${alias.value} is an alias of ${accountTitle(account)} and the name of ${accountTitle(named)}; a search by name finds two accounts.`,
      zh: `“${alias.value}”既是 ${accountTitle(account)} 的别名，又是 ${accountTitle(named)} 的名称，按名称会查到两个科目。`,
    },
    related: [{ at: named.name!.node, message: { en: "The account of that name", zh: "叫这个名称的科目" } }],
    fixes: () => [
      {
        title: { en: "Remove the alias", zh: "删除这个别名" },
        edits:
          account.aliases.length === 1
            ? removeKey(account.node, "aliases")
            : removeItem(account.node, "aliases", alias.node),
      },
    ],
  };
}

DOCS: page(duplicateName, {
  why: {
    en: "People choose accounts by name. Two of the same name under one heading, or a name that is another account's alias, will be posted to in turns until somebody compares the balances.",
    zh: "大家是按名称选科目的。同一上级下两个同名科目，或者名称与别人的别名相同，就会这笔记这个、那笔记那个，直到有人核对余额才发现。",
  },
  fix: {
    en: "Rename one of them, or merge them: the second one's code becomes an alias of the first.",
    zh: "改其中一个的名称；若本是同一科目，合并：后者的编码留作前者的别名。",
  },
  silent: {
    en: "Equal names under different headings are usual (手续费 under several accounts) and not reported.",
    zh: "不同上级下同名很常见（例如各处的“手续费”），不报。",
  },
  bad: `
    kind: chart-of-accounts
    schema: 1
    code_scheme:
      levels: [4, 2]
    accounts:
      - code: "2241"
        name: 其他应付款
        class: liability
      - code: "224101"
        name: 保证金
        class: liability
      - code: "224102"
        name: 保证金
        #     ^^^ coa/duplicate-name: 224102 and 224101 under the same heading are both called 保证金; nobody can tell which to post to.
        class: liability
      - code: "224103"
        name: 担保交易款
        class: liability
        aliases: [担保金, 保证金]
        #              ^^^ coa/duplicate-name: 保证金 is an alias of 224103 担保交易款 and the name of 224101 保证金; a search by name finds two accounts.
  `,
  good: `
    kind: chart-of-accounts
    schema: 1
    code_scheme:
      levels: [4, 2]
    accounts:
      - code: "2241"
        name: 其他应付款
        class: liability
      - code: "224101"
        name: 商户保证金
        class: liability
      - code: "224103"
        name: 担保交易款
        class: liability
        aliases: [担保金]
  `,
  sources: ["2017-06-19 19:48", "2017-06-26 20:14"],
});
