import { type BookedRule, RuleBook } from "../../index/rule-book";
import { overlap } from "../../index/validity";
import { type Guard, intersects } from "../../ledger/guard";
import { check } from "../check";
import { setKey, yamlScalar } from "../edits";
import { page } from "../pages";
import { inner, placeOf, ruleName } from "./shared/wording";

const SOURCES: ReadonlySet<string> = new Set(["callback", "query", "reconciliation"]);
/** Conditions on how a case came out, not on which case it is: the same trade can meet both sides of them. */
const CIRCUMSTANCES: ReadonlySet<string> = new Set(["outcome", "order_state", "period", "settled"]);

const idempotencySplit = check({
  code: "post/idempotency-split",
  severity: "error",
  tier: "P1",
  on: "ledger",
  title: { en: "All sources of one event share a key", zh: "同一事件的各个来源共用幂等键" },
  *run(ledger) {
    const seen: BookedRule[] = [];
    for (const rule of RuleBook.of(ledger).rules) {
      const source = rule.rule.source?.value;
      if (!source || !SOURCES.has(source) || rule.rule.idempotency_key.length === 0) continue;
      const other = seen.find((earlier) => isSameCase(earlier, rule) && keyOf(earlier) !== keyOf(rule));
      seen.push(rule);
      if (!other) continue;
      const [name, its] = [ruleName(rule.rule), ruleName(other.rule)];
      const otherSource = other.rule.source!.value;
      const key = other.rule.idempotency_key.map((part) => part.value);
      yield {
        at: placeOf(rule.rule, "idempotency_key"),
        message: {
          en: `${name.en} (${source}) and ${inner(its.en)} (${otherSource}) book the same event under different keys, so both can post it. Use one key: ${key.join(", ")}.`,
          zh: `${name.zh}（${SOURCE[source] ?? source}）与${its.zh}（${SOURCE[otherSource] ?? otherSource}）记的是同一事件，幂等键却不同，会各记一遍。请统一为 ${key.join("、")}。`,
        },
        related: [{ at: placeOf(other.rule, "idempotency_key"), message: { en: "The other key", zh: "另一个幂等键" } }],
        fixes: () => [
          {
            title: { en: `Use the key ${key.join(", ")}`, zh: `幂等键改为 ${key.join("、")}` },
            edits: [setKey(rule.rule.node, "idempotency_key", key.map(yamlScalar))],
          },
        ],
      };
    }
  },
});
export default idempotencySplit;

const SOURCE: Readonly<Record<string, string>> = { callback: "回调", query: "查询", reconciliation: "对账" };

function isSameCase(a: BookedRule, b: BookedRule): boolean {
  return (
    a.chart === b.chart &&
    a.rule.source?.value !== b.rule.source?.value &&
    overlap(a.validity, b.validity) &&
    intersects(identityOf(a.guard), identityOf(b.guard))
  );
}

function identityOf(guard: Guard): Guard {
  return { ...guard, when: new Map([...guard.when].filter(([key]) => !CIRCUMSTANCES.has(key))) };
}

function keyOf({ rule }: BookedRule): string {
  return rule.idempotency_key
    .map((part) => part.value)
    .sort()
    .join(" ");
}

DOCS: page(idempotencySplit, {
  why: {
    en: "The callback books a top-up, and a day later the recovery from the statement books it again, because the two do not know each other's key.",
    zh: "回调已经记了一笔充值，第二天对账补单又记一遍，就因为两边的幂等键互不相认。",
  },
  fix: { en: "Give all of them the same key.", zh: "让它们共用同一个幂等键。" },
  silent: {
    en: "The same parts in any order, one source only, or guards under which one trade cannot meet both rules.",
    zh: "键的组成相同（顺序不限）、只有一个来源、或条件互斥到同一笔交易不可能同时满足的不报。",
  },
  bad: `
    kind: posting-rules
    schema: 1
    inputs:
      gross:
        type: money
        min: 0.01
    rules:
      - id: topup.callback
        event: top_up
        source: callback
        idempotency_key: [top_up_no, event]
        entries: [{debit: "300101", amount: gross}, {credit: "220101", amount: gross}]
      - id: topup.recovered
        event: top_up
        when:
          outcome: recovered
        source: reconciliation
        idempotency_key: [channel_serial_no, event]
      # ^^^^^^^^^^^^^^^ post/idempotency-split: Rule topup.recovered (reconciliation) and rule topup.callback (callback) book the same event under different keys, so both can post it. Use one key: top_up_no, event.
        entries: [{debit: "300101", amount: gross}, {credit: "220101", amount: gross}]
  `,
  good: `
    kind: posting-rules
    schema: 1
    inputs:
      gross:
        type: money
        min: 0.01
    rules:
      - id: topup.callback
        event: top_up
        source: callback
        idempotency_key: [top_up_no, event]
        entries: [{debit: "300101", amount: gross}, {credit: "220101", amount: gross}]
      - id: topup.recovered
        event: top_up
        when:
          outcome: recovered
        source: reconciliation
        idempotency_key: [event, top_up_no]
        entries: [{debit: "300101", amount: gross}, {credit: "220101", amount: gross}]
  `,
  sources: ["2017-06-19 20:10", "2017-06-27 18:05"],
});
