import type { Text } from "../l10n/text";
import tables from "./baselines.generated.json";
import type { BaselineClass, BaselineSide, BaselineTables } from "./rows";

/** 企业会计准则 (财会〔2006〕18号, appendix) and 小企业会计准则 (财会〔2011〕17号). */
export type BaselineId = "cas-2006" | "cas-small-2013";

/** A first-level ledger account (一级科目) of a national account table. */
export interface BaselineAccount {
  /** Four digits; undefined for an account of a later standard, whose document gives a name only. */
  readonly code: string | undefined;
  readonly name: Text;
  /** Classes that the account may have; two for 损益 accounts that hold gains and losses alike (汇兑损益). */
  readonly classes: readonly BaselineClass[];
  readonly normalBalance: BaselineSide;
  /** Trades the table keeps the account for (`banking`, `insurance` …), joined by `+`; empty for every trade. */
  readonly scope: string;
  /** The standard that brought or renamed the account after the table was issued. */
  readonly since: { readonly document: string; readonly date: string } | undefined;
}

export const baselineName: Readonly<Record<BaselineId, Text>> = {
  "cas-2006": {
    en: "Accounting Standards for Business Enterprises, appendix to the application guidance (财会〔2006〕18号)",
    zh: "企业会计准则——应用指南附录（财会〔2006〕18号）",
  },
  "cas-small-2013": {
    en: "Accounting Standards for Small Enterprises (财会〔2011〕17号, in force since 2013)",
    zh: "小企业会计准则（财会〔2011〕17号，2013年起施行）",
  },
};

interface Index {
  readonly byCode: ReadonlyMap<string, BaselineAccount>;
  readonly byName: ReadonlyMap<string, BaselineAccount>;
}

const indexes = new Map<BaselineId, Index>();
const baselines = () => tables as unknown as BaselineTables;

function indexOf(id: BaselineId): Index {
  let index = indexes.get(id);
  if (index === undefined) {
    const accounts = baselines()[id].map(
      ([code, zh, en, classes, normalBalance, scope]): BaselineAccount => ({
        code,
        name: { en, zh },
        classes,
        normalBalance,
        scope,
        since: undefined,
      }),
    );
    const later = id === "cas-2006" ? laterAccounts() : [];
    index = {
      byCode: new Map(accounts.map((account) => [account.code ?? "", account])),
      byName: new Map([...later, ...accounts].map((account) => [account.name.zh, account])),
    };
    indexes.set(id, index);
  }
  return index;
}

function laterAccounts(): BaselineAccount[] {
  return baselines().later.map(([zh, en, classes, normalBalance, document, date]) => ({
    code: undefined,
    name: { en, zh },
    classes,
    normalBalance,
    scope: "",
    since: { document, date },
  }));
}

/** The baseline's account of a first-level code (`1002`). */
export function baselineAccount(id: BaselineId, code: string): BaselineAccount | undefined {
  return indexOf(id).byCode.get(code);
}

/** The baseline's account of a Chinese name; for `cas-2006` the accounts of later standards too (其他综合收益, 合同负债, 税金及附加 …). */
export function baselineAccountByName(id: BaselineId, name: string): BaselineAccount | undefined {
  return indexOf(id).byName.get(name);
}

/** The accounts of the table itself, in its order. */
export function baselineAccounts(id: BaselineId): Iterable<BaselineAccount> {
  return indexOf(id).byCode.values();
}

const digitClasses: Readonly<Record<BaselineId, Readonly<Record<string, readonly BaselineClass[]>>>> = {
  "cas-2006": {
    "1": ["asset"],
    "2": ["liability"],
    "3": ["common"],
    "4": ["equity"],
    "5": ["cost"],
    "6": ["income", "expense"],
  },
  "cas-small-2013": {
    "1": ["asset"],
    "2": ["liability"],
    "3": ["equity"],
    "4": ["cost"],
    "5": ["income", "expense"],
  },
};

/** The classes that a code's first digit allows in the baseline's numbering; undefined when the digit is not used. */
export function classesOfCode(id: BaselineId, code: string): readonly BaselineClass[] | undefined {
  const classes = digitClasses[id];
  const digit = code.slice(0, 1);
  return Object.hasOwn(classes, digit) ? classes[digit] : undefined;
}
