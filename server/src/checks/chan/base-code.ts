import { merchantCategory } from "../../data/mcc";
import type { Ledger } from "../../index/ledger";
import type { Text } from "../../l10n/text";
import type { Field } from "../../model/fields";
import { nearest } from "../../nearest";
import { type CheckFinding, check } from "../check";
import { replaceScalar } from "../edits";
import { page } from "../pages";
import { knownValues } from "./facts/channel";
import { fix } from "./facts/fix";
import { isSpokenScan } from "./facts/scan";

const CARDS = ["debit", "credit", "prepaid"];

const baseCode = check({
  code: "chan/base-code",
  severity: "error",
  tier: "P0",
  on: "ledger",
  title: { en: "Codes exist and are of the right kind", zh: "代码存在且种类正确" },
  *run(ledger) {
    const tables = referenceKinds(ledger);
    if (!tables.has("mcc")) {
      for (const { item } of ledger.products()) {
        if (!item.mcc || merchantCategory(item.mcc.value)) continue;
        yield {
          at: item.mcc.node,
          message: {
            en: `There is no merchant category ${item.mcc.value} (four digits, ISO 18245).`,
            zh: `没有商户类别码 ${item.mcc.value}（MCC 为四位数字，ISO 18245）。`,
          },
        };
      }
    }
    for (const { item: channel } of ledger.channels()) {
      const methods = [channel.method, channel.underlying].filter((method) => !isSpokenScan(method?.value));
      for (const method of methods) yield* unknown(method, knownValues("method"), { en: "method", zh: "支付方式" });
      yield* unknown(channel.rail, knownValues("rail"), { en: "clearing system", zh: "清算通道" });
      for (const card of [...channel.card_types, ...channel.limits.map((limit) => limit.card_type)])
        yield* unknown(card, CARDS, { en: "card type", zh: "卡种" });
      for (const { bank } of channel.limits) yield* wrongKind(bank, tables);
    }
    for (const { model } of ledger.channelsDocuments) {
      for (const route of model.routing)
        for (const bank of route.when.entries.get("bank")?.value ?? []) yield* wrongKind(bank, tables);
    }
  },
});
export default baseCode;

type ReferenceKind = "bin" | "branch_code" | "bank_code" | "mcc";

/** Code tables the project keeps itself; their kind says which numbers it uses. */
function referenceKinds(ledger: Ledger): ReadonlySet<ReferenceKind> {
  const tables = ledger.channelsDocuments.flatMap(({ model }) => model.reference);
  return new Set(tables.flatMap(({ kind }) => (kind ? [kind.value] : [])));
}

function* unknown(field: Field<string> | undefined, known: readonly string[], what: Text): Iterable<CheckFinding> {
  if (!field || known.includes(field.value)) return;
  const meant = nearest(field.value, known);
  yield {
    at: field.node,
    message: {
      en: meant
        ? `There is no ${what.en} ${field.value}; did you mean ${meant}?`
        : `There is no ${what.en} ${field.value}. Known are ${known.join(", ")}.`,
      zh: meant
        ? `没有${what.zh} ${field.value}，是不是 ${meant}？`
        : `没有${what.zh} ${field.value}。可用的有 ${known.join("、")}。`,
    },
    fixes: () => (meant ? [fix(`Change to ${meant}`, `改为 ${meant}`, [replaceScalar(field.node, meant)])] : []),
  };
}

/** Institutions have short numbers, branches twelve digits; a project that keeps one table uses that kind. */
function* wrongKind(bank: Field<string> | undefined, tables: ReadonlySet<ReferenceKind>): Iterable<CheckFinding> {
  if (!bank) return;
  const isBranch = /^\d{12}$/.test(bank.value);
  if (isBranch && tables.has("bank_code")) {
    yield {
      at: bank.node,
      message: {
        en: `${bank.value} is the number of one branch (twelve digits); here the number of the bank is meant.`,
        zh: `${bank.value} 是十二位联行号，指一个网点；这里应填银行机构代码。`,
      },
    };
  } else if (!isBranch && /^\d+$/.test(bank.value) && tables.has("branch_code") && !tables.has("bank_code")) {
    yield {
      at: bank.node,
      message: {
        en: `${bank.value} is no branch number of twelve digits, the only kind this project keeps a table of.`,
        zh: `${bank.value} 不是十二位联行号，而本项目只维护联行号表。`,
      },
    };
  }
}

DOCS: page(baseCode, {
  why: {
    en: "The same bank has one number for the rails of whole banks and another for each branch, and free-text codes were the first complaint of everybody who integrates.",
    zh: "同一家银行，机构号一套，网点联行号又一套；对接的人最先抱怨的，就是各写各的代码。",
  },
  fix: {
    en: "Use the codes of the tables: merchant categories of ISO 18245, known methods, clearing systems and card types, and one kind of bank number.",
    zh: "用标准代码：MCC 按 ISO 18245，支付方式、清算通道、卡种用已知的值，银行号统一一种。",
  },
  silent: {
    en: "For known codes. Bank numbers are compared by kind only, and only when `reference` says which table the project keeps; with an own table of merchant categories those are left alone.",
    zh: "代码已知时不报。银行号只在 `reference` 写明维护哪种表时比对种类；项目自有 MCC 表时不查 MCC。",
  },
  bad: `
    === pay.channel.yaml
    kind: payment-channels
    schema: 1
    channels:
      - id: bank-a
        name: 甲银行快捷（虚构）
        flow: pay_in
        method: quickpay
    #           ^^^^^^^^ chan/base-code: There is no method quickpay; did you mean quick_pay?
        rail: nuc
    #         ^^^ chan/base-code: There is no clearing system nuc; did you mean nucc?
        card_types: [debit, visa]
    #                       ^^^^ chan/base-code: There is no card type visa. Known are debit, credit, prepaid.
        limits:
          - scope: per_transaction
            amount: 20000.00
            bank: "102100099996"
    #             ^^^^^^^^^^^^^^ chan/base-code: 102100099996 is the number of one branch (twelve digits); here the number of the bank is meant.
    reference:
      - id: banks
        kind: bank_code
        updated_at: "2026-11-01"
    === shop.posting.yaml
    kind: posting-rules
    schema: 1
    products:
      - id: acquiring
        name: 收单
        mcc: "54110"
    #        ^^^^^^^ chan/base-code: There is no merchant category 54110 (four digits, ISO 18245).
  `,
  good: `
    === pay.channel.yaml
    kind: payment-channels
    schema: 1
    channels:
      - id: bank-a
        name: 甲银行快捷（虚构）
        flow: pay_in
        method: quick_pay
        rail: nucc
        card_types: [debit, credit]
        limits:
          - scope: per_transaction
            amount: 20000.00
            bank: "102"
    reference:
      - id: banks
        kind: bank_code
        updated_at: "2026-11-01"
    === shop.posting.yaml
    kind: posting-rules
    schema: 1
    products:
      - id: acquiring
        name: 收单
        mcc: "5411"
  `,
  sources: ["2017-08-08 15:00", "2017-07-31 23:30", "2017-05-31 16:25"],
});
