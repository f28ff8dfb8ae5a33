import { baselineAccount } from "../../data/baseline";
import type { Fix } from "../../finding";
import { accountTitle, CLASS_WORD } from "../../index/account-words";
import type { Chart } from "../../index/chart";
import type { Account } from "../../model/types.generated";
import { nearest } from "../../nearest";
import { type CheckFinding, check, replace } from "../check";
import { appendToDocument, insertKey, replaceScalar, yamlScalar } from "../edits";
import { page } from "../pages";

const brokenHierarchy = check({
  code: "coa/broken-hierarchy",
  severity: "error",
  tier: "P0",
  on: "chart",
  title: { en: "Every account hangs in the tree of accounts", zh: "每个科目都挂在科目树上" },
  *run(chart) {
    const reported = new Set<string>();
    const rings = firstOfRings(chart);
    for (const account of chart.accounts) {
      const parent = chart.parent(account);
      if (account.parent && !parent) yield unknownParent(chart, account);
      else if (account.parent && rings.has(account)) yield cycle(account);
      else if (parent) yield* otherClass(chart, account, parent);
      else yield* codeOutsideScheme(chart, account, reported);
    }
  },
});
export default brokenHierarchy;

function unknownParent(chart: Chart, account: Account): CheckFinding {
  const { node, value } = account.parent!;
  return {
    at: node,
    message: {
      en: `There is no account ${value} that ${accountTitle(account)} could stand under.`,
      zh: `没有编码为 ${value} 的科目，${accountTitle(account)} 无上级可挂。`,
    },
    fixes: () => {
      const meant = nearest(
        value,
        [...chart.codes()].filter((code) => code !== account.code?.value),
      );
      const rename: Fix[] = meant
        ? [
            {
              title: { en: `Change it to ${meant}`, zh: `改为 ${meant}` },
              edits: [replaceScalar(node, meant)],
            },
          ]
        : [];
      return [...rename, createParent(chart, value, account)];
    },
  };
}

/** The first account of each ring; every account is climbed once. */
function firstOfRings(chart: Chart): ReadonlySet<Account> {
  const seen = new Set<Account>();
  const found = new Set<Account>();
  for (const account of chart.accounts) {
    const climbed = new Set<Account>();
    let at: Account | undefined = account;
    while (at && !seen.has(at)) {
      seen.add(at);
      climbed.add(at);
      at = chart.parent(at);
    }
    if (at && climbed.has(at)) found.add(at);
  }
  return found;
}

function cycle(account: Account): CheckFinding {
  return {
    at: account.parent!.node,
    message: {
      en: `Account ${accountTitle(account)} stands under itself: its chain of parents leads back to it.`,
      zh: `科目 ${accountTitle(account)} 的上级一路追上去又回到它自己。`,
    },
  };
}

function* otherClass(chart: Chart, account: Account, parent: Account): Iterable<CheckFinding> {
  const [own, above] = [account.class, parent.class];
  if (!own || !above || own.value === above.value) return;
  // 损益 headings such as 汇兑损益 hold gains and losses alike.
  const profitAndLoss = [own.value, above.value].every((one) => one === "income" || one === "expense");
  if (profitAndLoss && chart.normalBalance(parent) === "either") return;
  yield {
    at: own.node,
    message: {
      en: `Account ${accountTitle(account)} is of class ${own.value}, but ${accountTitle(parent)} above it is of class ${above.value}.`,
      zh: `科目 ${accountTitle(account)} 是${CLASS_WORD[own.value].zh}类，上级 ${accountTitle(parent)} 却是${CLASS_WORD[above.value].zh}类。`,
    },
    related: [{ at: above.node, message: { en: "The class of the account above", zh: "上级科目的类别" } }],
    fixes: () =>
      account.normal_balance || chart.childrenOf(account).length > 0
        ? []
        : [
            replace(own.node, above.value, {
              en: `Set the class to ${above.value}`,
              zh: `类别改为${CLASS_WORD[above.value].zh}`,
            }),
          ],
  };
}

function* codeOutsideScheme(chart: Chart, account: Account, reported: Set<string>): Iterable<CheckFinding> {
  const levels = chart.document.model.code_scheme?.levels.map((level) => level.value) ?? [];
  const code = account.code!;
  if (levels.length === 0 || account.parent) return;
  const ends = levels.map((_, i) => levels.slice(0, i + 1).reduce((sum, level) => sum + level, 0));
  if (!ends.includes(code.value.length)) {
    yield {
      at: code.node,
      message: {
        en: `Code ${code.value} has ${code.value.length} characters; the code scheme allows ${ends.join(", ")}.`,
        zh: `编码 ${code.value} 有 ${code.value.length} 位，编码规则只允许 ${ends.join("、")} 位。`,
      },
    };
    return;
  }
  const missing = chart.parentCode(account);
  if (missing === undefined || reported.has(missing)) return;
  reported.add(missing);
  yield {
    at: code.node,
    message: {
      en: `Account ${accountTitle(account)} needs ${missing} above it, which is not in the chart.`,
      zh: `科目 ${accountTitle(account)} 的上级 ${missing} 不在科目表里。`,
    },
    fixes: () => {
      const above = ends
        .map((end) => code.value.slice(0, end))
        .filter((prefix) => prefix !== code.value && chart.accountByCode(prefix))
        .at(-1);
      const hang: Fix[] = above
        ? [
            {
              title: { en: `Put it under ${above}`, zh: `挂到 ${above} 之下` },
              edits: [insertKey(account.node, "parent", yamlScalar(above))],
            },
          ]
        : [];
      return [createParent(chart, missing, account), ...hang];
    },
  };
}

function createParent(chart: Chart, code: string, child: Account): Fix {
  const baseline = chart.document.model.baseline?.value;
  const listed = baseline && baseline !== "none" ? baselineAccount(baseline, code) : undefined;
  const name = listed?.name.zh ?? `${child.name?.value ?? code}（上级）`;
  return {
    title: { en: `Add account ${code}`, zh: `新增科目 ${code}` },
    edits: appendToDocument(chart.document, "accounts", [
      { code: yamlScalar(code), name: yamlScalar(name), class: child.class?.value ?? "asset" },
    ]),
  };
}

DOCS: page(brokenHierarchy, {
  why: {
    en: "A chart is a tree: entries go to the lowest accounts and everything above only sums up. An account that hangs nowhere, or under an account of another class, drops out of every total.",
    zh: "科目表是一棵树：分录记在末级，上面各级只做汇总。挂不上去或挂错类别的科目，会从每一层合计里漏掉。",
  },
  fix: {
    en: "Add the missing account above, name another one in `parent`, or renumber. Accounts under one heading share its class.",
    zh: "补上缺少的上级，或在 `parent` 写明上级，或改编码。同一上级下的科目类别应一致。",
  },
  silent: {
    en: "Without `code_scheme` the tree is what `parent` says. Under a heading kept on either side, income and expense may stand side by side (汇兑损益).",
    zh: "没有 `code_scheme` 时只看 `parent`。余额方向为双向的损益类上级下，收入和费用可以并存（如汇兑损益）。",
  },
  bad: `
    kind: chart-of-accounts
    schema: 1
    code_scheme:
      levels: [4, 2]
    accounts:
      - code: "1002"
        name: 银行存款
        class: asset
      - code: "100201"
        name: 备付金存款
        class: liability
        #      ^^^^^^^^^ coa/broken-hierarchy: Account 100201 备付金存款 is of class liability, but 1002 银行存款 above it is of class asset.
      - code: "1002011"
      #       ^^^^^^^^^ coa/broken-hierarchy: Code 1002011 has 7 characters; the code scheme allows 4, 6.
        name: 备付金存款—收款户
        class: asset
      - code: "220201"
      #       ^^^^^^^^ coa/broken-hierarchy: Account 220201 商户待结算款 needs 2202 above it, which is not in the chart.
        name: 商户待结算款
        class: liability
      - code: "2299"
        name: 客户余额
        parent: "22O2"
        #       ^^^^^^ coa/broken-hierarchy: There is no account 22O2 that 2299 客户余额 could stand under.
        class: liability
      - code: "3001"
        name: 清算往来
        class: common
        parent: "3002"
        #       ^^^^^^ coa/broken-hierarchy: Account 3001 清算往来 stands under itself: its chain of parents leads back to it.
      - code: "3002"
        name: 清算往来过渡
        class: common
        parent: "3001"
  `,
  good: `
    kind: chart-of-accounts
    schema: 1
    code_scheme:
      levels: [4, 2]
    accounts:
      - code: "1002"
        name: 银行存款
        class: asset
      - code: "100201"
        name: 备付金存款
        class: asset
      - code: "2202"
        name: 应付账款
        class: liability
      - code: "220201"
        name: 商户待结算款
        class: liability
      - code: "2299"
        name: 客户余额
        class: liability
        parent: "2202"
  `,
  sources: ["2017-06-08 13:44", "2017-06-08 13:49", "2017-08-08 11:08"],
});
