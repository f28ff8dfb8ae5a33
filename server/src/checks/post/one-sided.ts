import type { Fix } from "../../finding";
import type { Side } from "../../index/chart";
import type { Ledger } from "../../index/ledger";
import { type BookedLeg, type BookedRule, RuleBook } from "../../index/rule-book";
import { check } from "../check";
import { appendItems } from "../edits";
import { page } from "../pages";
import { legLike, otherSide } from "./shared/skeleton";
import { placeOf, ruleName, spaced } from "./shared/wording";

const SIDE = { debit: "借", credit: "贷" } as const;

const oneSided = check({
  code: "post/one-sided",
  severity: "error",
  tier: "P0",
  on: "ledger",
  title: { en: "A rule debits and credits", zh: "规则有借有贷" },
  *run(ledger) {
    const book = RuleBook.of(ledger);
    for (const rule of book.all) {
      const side = onlySide(rule);
      // The line types of a correction have one side; post/correction-contradiction judges all corrections.
      if (!side || rule.rule.correction?.type) continue;
      const name = ruleName(rule.rule);
      const missing = otherSide(side);
      yield {
        at: placeOf(rule.rule, "entries"),
        message: {
          en: `${name.en} has ${side} legs only. Add the ${missing} leg; if it posts later, give it a timing such as day_end.`,
          zh: `${spaced(name.zh)}只有${SIDE[side]}方分录。请补上${SIDE[missing]}方；之后才入账的，用 timing（如 day_end）写明。`,
        },
        fixes: () => completed(ledger, book, rule, missing),
      };
    }
  },
});
export default oneSided;

/** The side all legs stand on; legs outside the balance do not count, a red leg stands for both sides. */
function onlySide({ legs }: BookedRule): Side | undefined {
  const counted = legs.filter((leg) => !leg.memo);
  if (counted.length === 0 || counted.some((leg) => leg.leg.red?.value)) return undefined;
  const sides = new Set(counted.map((leg) => leg.side));
  return sides.size === 1 ? [...sides][0] : undefined;
}

/** The account that most often stands opposite the first leg's in other rules takes the rest. */
function completed(ledger: Ledger, book: RuleBook, rule: BookedRule, side: Side): readonly Fix[] {
  const own = rule.legs.find((leg) => !leg.memo)?.account;
  const opposite = new Map<string, { leg: BookedLeg; times: number }>();
  for (const other of book.rules) {
    if (other === rule || ledger.chartOf(other.document) !== rule.chart) continue;
    if (!own || !other.legs.some((leg) => leg.account === own && leg.side !== side)) continue;
    for (const leg of other.legs) {
      if (leg.side !== side || leg.code === undefined || !leg.account || leg.leg.entity) continue;
      const times = (opposite.get(leg.code)?.times ?? 0) + 1;
      opposite.set(leg.code, { leg, times });
    }
  }
  const [best] = [...opposite.values()].sort((a, b) => b.times - a.times);
  const leg = best && legLike(best.leg, side, { amount: "rest" });
  if (!best || !leg) return [];
  const { code } = best.leg;
  return [
    {
      title: { en: `Add a ${side} leg on ${code}`, zh: `补一条${SIDE[side]}方分录：${code}` },
      edits: [appendItems(rule.rule.node, "entries", [leg])],
    },
  ];
}

DOCS: page(oneSided, {
  why: {
    en: "A single-sided booking is only ever temporary: its other leg must at least be on order, or the trial balance never closes. Written as a deferred leg of the same rule, the whole entry stays visible in one place.",
    zh: "单边记账只能是临时的：另一边至少要写明何时补记，否则试算永远不平。把它写成同一规则里延后的分录，整笔凭证就始终看得全。",
  },
  fix: {
    en: "Add the missing leg; when it is posted later, say so with `timing`.",
    zh: "补上缺的一边；之后才入账的，用 `timing` 写明时点。",
  },
  silent: {
    en: "Rules without entries, rules on off-balance accounts only, corrections, and rules with a red leg.",
    zh: "没有分录的规则、只动表外科目的规则、更正类规则、带红字分录的规则不报。",
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
    === b.posting.yaml
    kind: posting-rules
    schema: 1
    inputs:
      gross:
        type: money
        min: 0.01
    rules:
      - id: pay.ok
        event: payment
        entries:
      # ^^^^^^^ post/one-sided: Rule pay.ok has credit legs only. Add the debit leg; if it posts later, give it a timing such as day_end.
          - credit: "220201"
            amount: gross
      - id: topup.ok
        event: top_up
        entries:
          - debit: "300101"
            amount: gross
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
      - code: "9001"
        name: 待对账备查
        class: memo
    === b.posting.yaml
    kind: posting-rules
    schema: 1
    accounting_date: platform
    inputs:
      gross:
        type: money
        min: 0.01
    day_end:
      checks: [flow_sum_equals_batch_sum]
      on_imbalance: stop
    rules:
      - id: pay.ok
        event: payment
        entries:
          - debit: "300101"
            amount: gross
            timing: day_end
          - credit: "220201"
            amount: gross
          - debit: "9001"
            amount: gross
      - id: pay.noted
        event: pre_auth
        entries:
          - debit: "9001"
            amount: gross
  `,
  sources: ["2017-06-14 20:45", "2017-05-14 21:20", "2017-06-08 14:12"],
});
