import type { Fix } from "../../finding";
import type { Ledger } from "../../index/ledger";
import { type BookedRule, RuleBook } from "../../index/rule-book";
import type { RuleCorrection } from "../../model/types.generated";
import { type CheckFinding, check, replace } from "../check";
import { page } from "../pages";
import { ruleName, spaced } from "./shared/wording";

type Type = NonNullable<RuleCorrection["type"]>["value"];

interface Facts {
  readonly zh: string;
  readonly period: "same_day" | "later_day";
  /** A line type touches one side of a voucher; a voucher type the whole of it. */
  readonly unit: "line" | "voucher";
  /** Whether the customer sees the correction beside the mistake. */
  readonly visible: boolean;
  /** The type of the same unit for the other period. */
  readonly counterpart: Type;
}

const TYPES: Readonly<Record<Type, Facts>> = {
  cancel_voucher: { zh: "反交易", period: "same_day", unit: "voucher", visible: false, counterpart: "red_voucher" },
  wipe_line: { zh: "抹账", period: "same_day", unit: "line", visible: false, counterpart: "reverse_line" },
  reverse_line: { zh: "冲正", period: "later_day", unit: "line", visible: true, counterpart: "wipe_line" },
  red_voucher: { zh: "红冲", period: "later_day", unit: "voucher", visible: true, counterpart: "cancel_voucher" },
};
const OTHER_UNIT: Readonly<Record<Type, Type>> = {
  cancel_voucher: "wipe_line",
  wipe_line: "cancel_voucher",
  reverse_line: "red_voucher",
  red_voucher: "reverse_line",
};
const PERIOD = { same_day: "当日", later_day: "隔日" } as const;

const correctionContradiction = check({
  code: "post/correction-contradiction",
  severity: "error",
  tier: "P1",
  on: "ledger",
  title: { en: "A correction's type fits its day, unit and trace", zh: "更正类型与日期、单位、可见性一致" },
  *run(ledger) {
    for (const booked of RuleBook.of(ledger).all) {
      const { correction } = booked.rule;
      if (!correction) continue;
      if (correction.type) {
        yield* period(booked, correction, correction.type.value);
        yield* sides(booked, correction, correction.type.value);
        yield* visibility(booked, correction, correction.type.value);
      }
      yield* target(ledger, booked);
    }
  },
});
export default correctionContradiction;

function retyped(correction: RuleCorrection, type: Type): Fix {
  return replace(correction.type!.node, type, {
    en: `Make it ${type}`,
    zh: `改为 ${type}（${TYPES[type].zh}）`,
  });
}

function* period({ rule }: BookedRule, correction: RuleCorrection, type: Type): Iterable<CheckFinding> {
  const facts = TYPES[type];
  const given = correction.period;
  if (!given || given.value === facts.period) return;
  const name = ruleName(rule);
  yield {
    at: given.node,
    message: {
      en: `${name.en} is a ${type}, which is made on ${words(facts.period)}, but its period is ${given.value}.`,
      zh: `${spaced(name.zh)}的类型是 ${type}（${facts.zh}），只能${PERIOD[facts.period]}做，period 却是 ${given.value}（${PERIOD[given.value]}）。`,
    },
    fixes: () => [
      retyped(correction, facts.counterpart),
      replace(given.node, facts.period, {
        en: `Set the period to ${facts.period}`,
        zh: `把 period 改为 ${facts.period}`,
      }),
    ],
  };
}

function words(period: Facts["period"]): string {
  return period === "same_day" ? "the day of the mistake" : "a later day";
}

/** Line types stand on one side, voucher types on both. */
function* sides({ rule, legs }: BookedRule, correction: RuleCorrection, type: Type): Iterable<CheckFinding> {
  const used = new Set(legs.flatMap((leg) => (leg.memo || !leg.side ? [] : [leg.side])));
  const { unit, zh } = TYPES[type];
  if (used.size === 0 || legs.some((leg) => !leg.side) || (unit === "line") === (used.size === 1)) return;
  const name = ruleName(rule);
  yield {
    at: correction.type!.node,
    message:
      unit === "line"
        ? {
            en: `${name.en} is a ${type}, which moves lines of one side only, but it has debit and credit legs.`,
            zh: `${spaced(name.zh)}的类型是 ${type}（${zh}），只动一方的分录行，却有借有贷。`,
          }
        : {
            en: `${name.en} is a ${type}, which takes back a whole voucher, but all its legs are ${[...used][0]}s.`,
            zh: `${spaced(name.zh)}的类型是 ${type}（${zh}），要冲掉整张凭证，却只有${[...used][0] === "debit" ? "借" : "贷"}方分录。`,
          },
    fixes: () => [retyped(correction, OTHER_UNIT[type])],
  };
}

function* visibility({ rule }: BookedRule, correction: RuleCorrection, type: Type): Iterable<CheckFinding> {
  const { visible, zh } = TYPES[type];
  const given = correction.visible_to_customer;
  if (!given || given.value === visible) return;
  const name = ruleName(rule);
  yield {
    at: given.node,
    message: visible
      ? {
          en: `${name.en} is a ${type} on a later day: the customer has seen the mistake and must see its correction too.`,
          zh: `${spaced(name.zh)}是隔日的 ${type}（${zh}）：客户已经看到错账，更正也必须让客户看到。`,
        }
      : {
          en: `${name.en} is a ${type}, which takes the mistake out of sight on the same day; it is not shown to the customer.`,
          zh: `${spaced(name.zh)}是当日的 ${type}（${zh}）：错账当天抹掉，不向客户展示。`,
        },
    fixes: () => [
      replace(given.node, String(visible), {
        en: visible ? "Show it to the customer" : "Do not show it to the customer",
        zh: visible ? "对客户可见" : "对客户不可见",
      }),
    ],
  };
}

/** A correction is not corrected itself; a second mistake is a new adjustment of the original. */
function* target(ledger: Ledger, { rule }: BookedRule): Iterable<CheckFinding> {
  const { reverses } = rule;
  const reversed = reverses && ledger.rule(reverses.value)?.item;
  if (!reverses || !reversed?.correction) return;
  const name = ruleName(rule);
  yield {
    at: reverses.node,
    message: {
      en: `${name.en} reverses ${reverses.value}, which is a correction itself. Name the rule that made the original posting.`,
      zh: `${spaced(name.zh)}冲回的 ${reverses.value} 本身就是更正规则。请指向最初记账的那条规则。`,
    },
    fixes: () =>
      reversed.reverses
        ? [
            replace(reverses.node, reversed.reverses.value, {
              en: `Reverse ${reversed.reverses.value}`,
              zh: `改为冲回 ${reversed.reverses.value}`,
            }),
          ]
        : [],
  };
}

DOCS: page(correctionContradiction, {
  why: {
    en: "The four kinds of correction differ by day, by unit (lines or whole voucher) and by trace. Even the slide that taught them mixed them up. A kind that does not fit leaves a trace where none should be, or hides one the customer must see.",
    zh: "四种更正按日期、单位（行还是整张凭证）和痕迹来分，连讲课的幻灯片都写混过。类型不对，不是留下不该有的痕迹，就是藏起客户该看到的记录。",
  },
  fix: {
    en: "Same day: cancel_voucher (whole) or wipe_line (lines), unseen. Later day: red_voucher (whole) or reverse_line (lines), shown to the customer.",
    zh: "当日：整张用 cancel_voucher（反交易），单行用 wipe_line（抹账），客户不可见。隔日：整张用 red_voucher（红冲），单行用 reverse_line（冲正），客户可见。",
  },
  silent: {
    en: "Rules without `correction`, and facts that are not given.",
    zh: "没有 `correction` 的规则不报；没写的字段不判断。",
  },
  bad: `
    kind: posting-rules
    schema: 1
    inputs:
      wrong:
        type: money
        min: 0.01
    rules:
      - id: topup.ok
        event: top_up
        entries: [{debit: "300101", amount: wrong}, {credit: "220101", amount: wrong}]
      - id: fix.cancel
        event: adjustment
        when:
          kind: cancel
        reverses: topup.ok
        approval: {maker_checker: true, reason_required: true}
        correction:
          type: cancel_voucher
          period: later_day
          #       ^^^^^^^^^ post/correction-contradiction: Rule fix.cancel is a cancel_voucher, which is made on the day of the mistake, but its period is later_day.
          visible_to_customer: true
          #                    ^^^^ post/correction-contradiction: Rule fix.cancel is a cancel_voucher, which takes the mistake out of sight on the same day; it is not shown to the customer.
        entries: [{debit: "220101", amount: wrong}, {credit: "300101", amount: wrong}]
      - id: fix.line
        event: adjustment
        when:
          kind: line
        reverses: fix.cancel
        #         ^^^^^^^^^^ post/correction-contradiction: Rule fix.line reverses fix.cancel, which is a correction itself. Name the rule that made the original posting.
        approval: {maker_checker: true, reason_required: true}
        correction:
          type: wipe_line
          #     ^^^^^^^^^ post/correction-contradiction: Rule fix.line is a wipe_line, which moves lines of one side only, but it has debit and credit legs.
          period: same_day
        entries: [{debit: "220101", amount: wrong}, {credit: "300101", amount: wrong}]
  `,
  good: `
    kind: posting-rules
    schema: 1
    inputs:
      wrong:
        type: money
        min: 0.01
    rules:
      - id: topup.ok
        event: top_up
        entries: [{debit: "300101", amount: wrong}, {credit: "220101", amount: wrong}]
      - id: fix.reverse
        event: adjustment
        reverses: topup.ok
        approval: {maker_checker: true, reason_required: true}
        correction:
          type: reverse_line
          period: later_day
          visible_to_customer: true
        entries: [{credit: "220101", amount: -wrong, red: true}, {credit: "220102", amount: wrong}]
  `,
  sources: ["2017-06-26 17:13", "2017-06-26 19:57", "2017-06-26 19:55"],
});
