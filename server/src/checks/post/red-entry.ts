import type { Fix } from "../../finding";
import { type ProvedRule, proofOf } from "../../index/engine/proof-of-rule";
import { eventOf } from "../../index/events";
import { expressionOf } from "../../index/expressions";
import type { Ledger } from "../../index/ledger";
import { type Expression, print } from "../../ledger/expression/ast";
import type { Leg, Rule } from "../../model/types.generated";
import { pairOf } from "../../yaml/nodes";
import { type CheckFinding, check, type RuleIn } from "../check";
import { insertKey, removeKey } from "../edits";
import { page } from "../pages";
import { expressionSource } from "./shared/expression-source";
import { amountText, inputsText, withInputs } from "./shared/proof-words";
import { otherSide } from "./shared/skeleton";
import { eventWord, ruleName } from "./shared/wording";

const SIDE = { debit: "借", credit: "贷" } as const;

/** Corrections that may write red: they take a line back on its own side. */
const RED_TYPES: ReadonlySet<string> = new Set(["red_voucher", "reverse_line"]);

/** Events that correct something even where no `correction` says how. */
const CORRECTING = new Set(["adjustment", "reversal", "void", "refund", "chargeback", "difference_clear", "write_off"]);

const redEntry = check({
  code: "post/red-entry",
  severity: "error",
  tier: "P0",
  on: "rule",
  title: { en: "Amounts are positive unless the leg is red", zh: "金额为正，红字分录除外" },
  *run(ledger, rule) {
    const proved = proofOf(ledger, rule);
    if (!proved.unfinished) yield* negativeLegs(ledger, rule, proved);
    for (const leg of rule.item.entries) if (leg.red?.value) yield* redLeg(ledger, rule, leg);
  },
});
export default redEntry;

function* negativeLegs(ledger: Ledger, rule: RuleIn, proved: ProvedRule): Iterable<CheckFinding> {
  for (const sign of proved.proof.signs) {
    const { item, place } = proved.legs[sign.leg] ?? {};
    if (!sign.declared || !item?.amount || !place?.side) continue;
    const given = withInputs(inputsText(proved, sign.inputs));
    const value = amountText(ledger, sign.value, place.currency);
    const always = sign.inputs.size === 0;
    const name = ruleName(rule.item);
    const what = { en: `the ${place.side} on ${place.code}`, zh: `${SIDE[place.side]}方 ${place.code}` };
    yield {
      at: item.amount.node,
      message: always
        ? {
            en: `${name.en}: ${what.en} is negative (${value}). Write a positive amount on the other side.`,
            zh: `${name.zh}：${what.zh} 是负数（${value}）。请在另一方写正数。`,
          }
        : {
            en: `${name.en}: ${what.en} can be negative; ${given.en}it is ${value}. Raise the input's min, cap the amount, or use the other side.`,
            zh: `${name.zh}：${what.zh} 可能为负，${given.zh}为 ${value}。请提高输入的 min、给金额封顶，或记在另一方。`,
          },
      fixes: () => [...otherSideFix(item), ...redFix(rule.item, item)],
    };
  }
}

/** A leg written with a minus becomes a positive one on the other side. */
function otherSideFix(leg: Leg): readonly Fix[] {
  const root: Expression | undefined = leg.amount && expressionOf(leg.amount.value).root;
  const side = leg.debit ? "debit" : "credit";
  const key = pairOf(leg.node, side)?.key;
  const positive = root?.kind === "unary" && root.operator === "-" ? root.operand : undefined;
  if (!leg.amount || !key || !positive) return [];
  const other = otherSide(side);
  return [
    {
      title: { en: `Post it on the ${other} side`, zh: `改记${SIDE[other]}方，金额写正数` },
      edits: [
        { at: key, newText: other },
        { at: leg.amount.node, newText: expressionSource(print(positive), leg.node.flow) },
      ],
    },
  ];
}

function redFix(rule: Rule, leg: Leg): readonly Fix[] {
  if (!rule.correction?.type || !RED_TYPES.has(rule.correction.type.value)) return [];
  return [
    {
      title: { en: "Mark the leg red", zh: "标为红字（red: true）" },
      edits: [insertKey(leg.node, "red", "true", "amount")],
    },
  ];
}

function* redLeg(ledger: Ledger, rule: RuleIn, leg: Leg): Iterable<CheckFinding> {
  const type = rule.item.correction?.type?.value;
  const event = eventOf(ledger.settings, rule.item);
  const misplaced = type ? !RED_TYPES.has(type) : !rule.item.reverses && event !== undefined && !CORRECTING.has(event);
  if (misplaced && leg.red) {
    const of = type ? { en: type, zh: ` ${type}` } : eventWord(rule.item.event?.value ?? "", ledger.settings);
    yield {
      at: pairOf(leg.node, "red")?.key ?? leg.red.node,
      message: {
        en: `Red legs belong to red vouchers and reversed lines; this rule is ${of.en}. Write a positive amount without red.`,
        zh: `红字只用于红冲和冲正，这条规则是${of.zh}。请写正数金额，不用 red。`,
      },
      fixes: () => [
        {
          title: { en: "Remove red", zh: "去掉 red" },
          edits: removeKey(leg.node, "red"),
        },
      ],
    };
    return;
  }
  const side = leg.debit && !leg.credit ? "debit" : leg.credit && !leg.debit ? "credit" : undefined;
  const reversed = rule.item.reverses && ledger.rule(rule.item.reverses.value);
  const code = (leg.debit ?? leg.credit)?.value;
  if (!side || !reversed || code === undefined) return;
  const corrected = ledger.account(rule.document, code, leg.entity?.value)?.item;
  const sides = new Set(
    reversed.item.entries.flatMap((other) =>
      (["debit", "credit"] as const).filter((one) => {
        const written = other[one]?.value;
        return (
          written !== undefined &&
          corrected !== undefined &&
          ledger.account(reversed.document, written, other.entity?.value)?.item === corrected
        );
      }),
    ),
  );
  const other = otherSide(side);
  const key = pairOf(leg.node, side)?.key;
  if (!key || sides.has(side) || !sides.has(other)) return;
  yield {
    at: key,
    message: {
      en: `A red leg stays on the side it corrects: ${rule.item.reverses?.value} has ${code} on ${other}.`,
      zh: `红字分录留在原方向：${rule.item.reverses?.value} 的 ${code} 在${SIDE[other]}方。`,
    },
    fixes: () => [
      {
        title: { en: `Move it to ${other}`, zh: `改到${SIDE[other]}方` },
        edits: [{ at: key, newText: other }],
      },
    ],
  };
}

DOCS: page(redEntry, {
  why: {
    en: "A negative debit is no credit: it hides the true turnover and breaks every program that reads debits as positive. To correct A into B on a later day takes two credits, one of them red, on the original side.",
    zh: "负的借方不是贷方：它会藏起真实发生额，也会让把借方当正数读的程序出错。次日把 A 更正为 B，要记两笔贷方，其中一笔红字，方向不变。",
  },
  fix: {
    en: "Post a positive amount on the other side; in a red voucher set `red: true` and keep the side.",
    zh: "在另一方写正数；红冲凭证里加 `red: true`，方向不变。",
  },
  silent: {
    en: "Amounts that are proved positive, legs whose inputs declare no `min`, and red legs on their original side.",
    zh: "证明为正的金额、输入未声明 `min` 的分录、方向正确的红字分录不报。",
  },
  bad: `
    === a.coa.yaml
    kind: chart-of-accounts
    schema: 1
    accounts:
      - code: "220201"
        name: 商户待结算
        class: liability
      - code: "300101"
        name: 渠道待清算
        class: common
      - code: "6021"
        name: 手续费收入
        class: income
    === b.posting.yaml
    kind: posting-rules
    schema: 1
    inputs:
      gross:
        type: money
        min: 0.01
    rules:
      - id: pay.min-fee
        event: payment
        entries:
          - debit: "300101"
            amount: gross
          - credit: "220201"
            amount: rest
            #       ^^^^ post/red-entry: Rule pay.min-fee: the credit on 220201 can be negative; with gross = 0.01, it is -0.09. Raise the input's min, cap the amount, or use the other side.
          - credit: "6021"
            amount: max(0.10, round(gross * 0.006))
      - id: fee.back
        event: fee
        entries:
          - credit: "6021"
            amount: -gross
            #       ^^^^^^ post/red-entry
          - credit: "220201"
            amount: gross
      - id: red.payment
        event: payment
        status: failed
        entries:
          - debit: "300101"
            amount: gross
            red: true
          # ^^^ post/red-entry: Red legs belong to red vouchers and reversed lines; this rule is payment. Write a positive amount without red.
          - credit: "220201"
            amount: gross
  `,
  good: `
    === a.coa.yaml
    kind: chart-of-accounts
    schema: 1
    accounts:
      - code: "220201"
        name: 商户待结算
        class: liability
      - code: "300101"
        name: 渠道待清算
        class: common
      - code: "6021"
        name: 手续费收入
        class: income
    === b.posting.yaml
    kind: posting-rules
    schema: 1
    inputs:
      gross:
        type: money
        min: 0.01
    rules:
      - id: pay.min-fee
        event: payment
        entries:
          - debit: "300101"
            amount: gross
          - credit: "220201"
            amount: rest
          - credit: "6021"
            amount: min(gross, max(0.10, round(gross * 0.006)))
      - id: fee.back
        event: fee
        entries:
          - debit: "6021"
            amount: gross
          - credit: "220201"
            amount: gross
  `,
  sources: ["2017-06-26 16:05", "2017-06-26 16:12"],
});
