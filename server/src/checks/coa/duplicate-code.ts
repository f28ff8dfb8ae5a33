import type { Chart } from "../../index/chart";
import type { Text } from "../../l10n/text";
import type { Field } from "../../model/fields";
import { type CheckFinding, check } from "../check";
import { replaceScalar } from "../edits";
import { nextCode } from "../new-accounts";
import { page } from "../pages";

const duplicateCode = check({
  code: "coa/duplicate-code",
  severity: "error",
  tier: "P0",
  on: "chart",
  title: { en: "Codes and ids are unique within a chart", zh: "同一科目表内编码、标识不重复" },
  *run(chart) {
    const { bank_accounts: banks, subledgers } = chart.document.model;
    const codes = chart.accounts.map((account) => account.code!);
    yield* duplicates(codes, ACCOUNT, (field) => freeCode(chart, field));
    yield* duplicates(
      banks.flatMap((bank) => bank.id ?? []),
      BANK,
      freeId,
    );
    yield* duplicates(
      subledgers.flatMap((subledger) => subledger.id ?? []),
      SUBLEDGER,
      freeId,
    );
  },
});
export default duplicateCode;

const ACCOUNT: Text = { en: "Account code", zh: "科目编码" };
const BANK: Text = { en: "Bank account id", zh: "银行账户标识" };
const SUBLEDGER: Text = { en: "Sub-ledger id", zh: "账户类型标识" };

function* duplicates(
  fields: readonly Field<string>[],
  kind: Text,
  free: (field: Field<string>, taken: ReadonlySet<string>) => string | undefined,
): Iterable<CheckFinding> {
  const first = new Map<string, Field<string>>();
  for (const field of fields) {
    const known = first.get(folded(field.value));
    if (!known) {
      first.set(folded(field.value), field);
      continue;
    }
    const same = known.value === field.value;
    yield {
      at: field.node,
      message: same
        ? {
            en: `${kind.en} ${field.value} is taken already; references to it reach the first one only.`,
            zh: `${kind.zh} ${field.value} 已被占用，引用它时只会找到前面那一个。`,
          }
        : {
            en: `${kind.en} ${field.value} differs from ${known.value} only by full-width digits or spaces.`,
            zh: `${kind.zh} ${field.value} 与 ${known.value} 只差全角数字或空格，容易混用。`,
          },
      related: [{ at: known.node, message: { en: "The first one", zh: "前面的一个" } }],
      fixes: () => {
        const code = free(field, new Set(fields.map((other) => folded(other.value))));
        if (code === undefined) return [];
        return [
          {
            title: { en: `Change it to the free ${code}`, zh: `改用空闲的 ${code}` },
            edits: [replaceScalar(field.node, code)],
          },
        ];
      },
    };
  }
}

function folded(code: string): string {
  return code.normalize("NFKC").trim();
}

function freeCode(chart: Chart, field: Field<string>): string | undefined {
  const account = chart.accountByCode(folded(field.value));
  const parent = account && chart.parent(account);
  const siblings = parent ? chart.childrenOf(parent) : chart.accounts.filter((one) => one === account);
  return nextCode(chart, siblings);
}

function freeId({ value }: Field<string>, taken: ReadonlySet<string>): string {
  let n = 2;
  while (taken.has(`${folded(value)}-${n}`)) n++;
  return `${folded(value)}-${n}`;
}

DOCS: page(duplicateCode, {
  why: {
    en: "A code stands for one account. With two of the same code, every posting silently goes to the first, and the second stays empty while people believe it fills.",
    zh: "一个编码只能代表一个科目。重复之后，所有分录都会悄悄记到前面那个，后面那个一直是空的，却没人发现。",
  },
  fix: {
    en: "Give the second one a free code, or remove it if both mean the same. Codes in full-width digits are compared as ordinary digits.",
    zh: "给后一个换空闲编码；若本是同一科目，删除其一。全角数字按半角比较。",
  },
  silent: {
    en: "The same code may exist in the chart of another entity.",
    zh: "不同主体的科目表之间可以有相同编码。",
  },
  bad: `
    kind: chart-of-accounts
    schema: 1
    bank_accounts:
      - id: own-01
        name: 自有资金一般户
        funds: own
      - id: own-01
      #     ^^^^^^ coa/duplicate-code: Bank account id own-01 is taken already; references to it reach the first one only.
        name: 工资户
        funds: own
    accounts:
      - code: "224101"
        name: 待查长款
        class: liability
      - code: "224101"
      #       ^^^^^^^^ coa/duplicate-code: Account code 224101 is taken already; references to it reach the first one only.
        name: 退款过渡户
        class: liability
      - code: "２２４１０１"
      #       ^^^^^^^^ coa/duplicate-code: Account code ２２４１０１ differs from 224101 only by full-width digits or spaces.
        name: 提现过渡户
        class: liability
  `,
  good: `
    kind: chart-of-accounts
    schema: 1
    bank_accounts:
      - id: own-01
        name: 自有资金一般户
        funds: own
    accounts:
      - code: "224101"
        name: 待查长款
        class: liability
      - code: "224102"
        name: 退款过渡户
        class: liability
  `,
  sources: ["2017-06-26 20:17", "2017-06-26 20:14"],
});
