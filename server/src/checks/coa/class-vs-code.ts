import { type BaselineId, baselineAccount, baselineName, classesOfCode } from "../../data/baseline";
import type { Fix } from "../../finding";
import { accountTitle, CLASS_WORD } from "../../index/account-words";
import type { Chart } from "../../index/chart";
import type { AccountClass } from "../../index/purposes";
import type { Text } from "../../l10n/text";
import type { Account } from "../../model/types.generated";
import { check, replace } from "../check";
import { page } from "../pages";

const SIDE: Readonly<Partial<Record<AccountClass, string>>> = {
  asset: "debit",
  cost: "debit",
  expense: "debit",
  liability: "credit",
  equity: "credit",
  income: "credit",
  common: "either",
};

const classVsCode = check({
  code: "coa/class-vs-code",
  severity: "error",
  tier: "P1",
  on: "chart",
  title: { en: "The class fits the code of the national table", zh: "类别与国家科目表的编码一致" },
  *run(chart) {
    const { baseline } = chart.document.model;
    if (!baseline || baseline.value === "none") return;
    const id = baseline.value;
    for (const account of chart.accounts) {
      const parent = chart.parent(account);
      const wrong = contradiction(id, account);
      // Below an account of the same wrong class the cause is the same.
      if (!wrong || (parent && parent.class?.value === account.class?.value && contradiction(id, parent))) continue;
      const declared = account.class!;
      const expected = wrong.classes;
      yield {
        at: declared.node,
        message: wrong.listed
          ? {
              en: `Account ${accountTitle(account)} is of class ${declared.value}; the table lists ${wrong.code} ${wrong.listed.en} as ${words(expected).en}.`,
              zh: `科目 ${accountTitle(account)} 写成${CLASS_WORD[declared.value].zh}类，而科目表中 ${wrong.code} ${wrong.listed.zh} 是${words(expected).zh}类。`,
            }
          : {
              en: `Account ${accountTitle(account)} is of class ${declared.value}, but code ${wrong.code} begins with ${wrong.code[0]}, which stands for ${words(expected).en}.`,
              zh: `科目 ${accountTitle(account)} 写成${CLASS_WORD[declared.value].zh}类，但编码 ${wrong.code} 以 ${wrong.code[0]} 开头，是${words(expected).zh}类。`,
            },
        related: [
          {
            at: baseline.node,
            message: {
              en: `Compared with: ${baselineName[id].en}`,
              zh: `对照：${baselineName[id].zh}`,
            },
          },
        ],
        fixes: () => [
          ...expected.map((kind) => changeClass(chart, account, kind)),
          replace(baseline.node, "none", {
            en: "Compare with no national table",
            zh: "不对照国家科目表",
          }),
        ],
      };
    }
  },
});
export default classVsCode;

interface Contradiction {
  readonly code: string;
  readonly classes: readonly AccountClass[];
  /** The account of the table with this very code. */
  readonly listed: Text | undefined;
}

function contradiction(id: BaselineId, account: Account): Contradiction | undefined {
  const own = account.class?.value;
  if (own === undefined || own === "memo") return undefined;
  const code = [account.code, ...account.statutory_code].find((field) => field && /^\d{3,}$/.test(field.value))?.value;
  if (code === undefined) return undefined;
  const listed = baselineAccount(id, code);
  const classes = listed?.classes ?? classesOfCode(id, code);
  return classes === undefined || classes.includes(own) ? undefined : { code, classes, listed: listed?.name };
}

function words(classes: readonly AccountClass[]): Text {
  return {
    en: classes.map((kind) => CLASS_WORD[kind].en).join(" or "),
    zh: classes.map((kind) => CLASS_WORD[kind].zh).join("或"),
  };
}

/** The account and those below it that share its class, with the normal balance that follows where one is written. */
function changeClass(chart: Chart, account: Account, kind: AccountClass): Fix {
  const from = account.class!.value;
  const family = chart.accounts.filter((one) => one.class?.value === from && chart.pathOf(one).includes(account));
  return {
    title: { en: `Set the class to ${kind}`, zh: `类别改为${CLASS_WORD[kind].zh}` },
    edits: family.flatMap((one) => {
      const side = one.normal_balance;
      const usual = one.contra?.value ? undefined : SIDE[kind];
      return [
        { at: one.class!.node, newText: kind },
        ...(side && usual && side.value === SIDE[from] && side.value !== usual
          ? [{ at: side.node, newText: usual }]
          : []),
      ];
    }),
  };
}

DOCS: page(classVsCode, {
  why: {
    en: "In the national tables the first digit tells the class: 1 asset, 2 liability, 3 common, 4 equity, 5 cost, 6 income and expense. Whether an account may be debited follows from it, and so does its line in the statements.",
    zh: "国家科目表的首位数字就是类别：1 资产、2 负债、3 共同、4 权益、5 成本、6 损益。增加记借还是记贷、报表列在哪一行，都由它决定。",
  },
  fix: {
    en: "Correct the class or the code; with a numbering of your own set `baseline: none`.",
    zh: "改类别或改编码；如果用的是自编编码，写 `baseline: none`。",
  },
  silent: {
    en: "Without `baseline`. Codes that are no numbers are compared through `statutory_code`; memo accounts and digits the table does not use are left alone.",
    zh: "没写 `baseline` 时不查。非数字编码改看 `statutory_code`；表外科目和表中没有的首位数字不查。",
  },
  bad: `
    kind: chart-of-accounts
    schema: 1
    baseline: cas-2006
    accounts:
      - code: "1221"
        name: 其他应收款
        class: liability
        #      ^^^^^^^^^ coa/class-vs-code: Account 1221 其他应收款 is of class liability; the table lists 1221 Other receivables as asset.
        normal_balance: credit
      - code: "2299"
        name: 待结转款项
        class: income
        #      ^^^^^^ coa/class-vs-code: Account 2299 待结转款项 is of class income, but code 2299 begins with 2, which stands for liability.
      - code: WALLET
        name: 客户余额
        class: asset
        #      ^^^^^ coa/class-vs-code: Account WALLET 客户余额 is of class asset, but code 224101 begins with 2, which stands for liability.
        statutory_code: "224101"
  `,
  good: `
    kind: chart-of-accounts
    schema: 1
    baseline: cas-2006
    accounts:
      - code: "1221"
        name: 其他应收款
        class: asset
        normal_balance: debit
      - code: "6061"
        name: 汇兑损益
        class: expense
      - code: WALLET
        name: 客户余额
        class: liability
        statutory_code: "224101"
  `,
  sources: ["2017-05-18 12:55", "2017-05-18 13:07", "2017-05-18 13:04"],
});
