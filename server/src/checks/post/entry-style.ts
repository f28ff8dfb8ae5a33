import { expressionOf } from "../../index/expressions";
import { type BookedLeg, type BookedRule, RuleBook } from "../../index/rule-book";
import { namesUsed } from "../../ledger/expression/symbols";
import { type CheckFinding, check } from "../check";
import { page } from "../pages";
import { inner, placeOf, ruleName, spaced } from "./shared/wording";

const entryStyle = check({
  code: "post/entry-style",
  severity: "hint",
  tier: "P2",
  on: "ledger",
  offByDefault: true,
  title: { en: "Entries mirror the business", zh: "分录反映业务本来的样子" },
  *run(ledger) {
    const known = new Map<string, BookedRule>();
    for (const rule of RuleBook.of(ledger).rules) {
      if (rule.legs.length === 0 || rule.legs.some((leg) => !leg.side || !leg.leg.amount)) continue;
      yield* copied(rule, known);
      yield* manyToMany(rule);
      yield* netted(rule);
    }
  },
});
export default entryStyle;

/** The same legs under two events: one of them was pasted and never changed. */
function* copied(rule: BookedRule, known: Map<string, BookedRule>): Iterable<CheckFinding> {
  const key = rule.legs.map((leg) => `${leg.side} ${leg.code} ${leg.leg.amount!.value}`).join("\n");
  const other = known.get(key);
  if (!other) known.set(key, rule);
  if (!other || other.guard.event === rule.guard.event) return;
  const [name, its] = [ruleName(rule.rule), ruleName(other.rule)];
  yield {
    at: placeOf(rule.rule, "entries"),
    message: {
      en: `${name.en} (${rule.guard.event}) has the same entries as ${inner(its.en)} (${other.guard.event}). Different events rarely book alike.`,
      zh: `${name.zh}（${rule.guard.event}）与${its.zh}（${other.guard.event}）的分录完全相同。不同事件很少会记得一样。`,
    },
    related: [{ at: placeOf(other.rule, "entries"), message: { en: "The same entries", zh: "相同的分录" } }],
  };
}

function* manyToMany(rule: BookedRule): Iterable<CheckFinding> {
  const count = (side: BookedLeg["side"]) => rule.legs.filter((leg) => leg.side === side && !leg.memo).length;
  const [debits, credits] = [count("debit"), count("credit")];
  if (debits < 2 || credits < 2) return;
  const name = ruleName(rule.rule);
  yield {
    at: placeOf(rule.rule, "entries"),
    message: {
      en: `${name.en} has ${debits} debits and ${credits} credits: which belongs to which can no longer be seen. Split it into one-to-many entries.`,
      zh: `${spaced(name.zh)}是 ${debits} 借 ${credits} 贷的多借多贷，看不出谁对应谁。请拆成一对多的分录。`,
    },
  };
}

/** A leg for the difference of two inputs, neither of which is booked itself. */
function* netted(rule: BookedRule): Iterable<CheckFinding> {
  const inputs = new Set([...rule.document.model.inputs.entries.keys(), ...rule.rule.inputs.entries.keys()]);
  for (const { leg } of rule.legs) {
    const { root } = expressionOf(leg.amount!.value);
    if (root.kind !== "binary" || root.operator !== "-" || root.left.kind !== "name" || root.right.kind !== "name")
      continue;
    const [inflow, outflow] = [root.left.name, root.right.name];
    const elsewhere = rule.legs.some(
      (other) =>
        other.leg !== leg &&
        namesUsed(expressionOf(other.leg.amount!.value).root).some(({ name }) => name === outflow) &&
        other.leg.amount!.value !== leg.amount!.value,
    );
    if (elsewhere || !inputs.has(inflow) || !inputs.has(outflow)) continue;
    const name = ruleName(rule.rule);
    yield {
      at: leg.amount!.node,
      message: {
        en: `${name.en} books only the difference of ${inflow} and ${outflow}. Write both flows as lines of their own.`,
        zh: `${spaced(name.zh)}只记了 ${inflow} 与 ${outflow} 的差额。一进一出应各记一条。`,
      },
    };
  }
}

DOCS: page(entryStyle, {
  why: {
    en: "In and out are two lines because the books mirror the business: netted or many-to-many entries cannot be read back. And two events with the same entries are usually one that was pasted.",
    zh: "一进一出是两条，因为账要照着业务的样子记；轧差的、多借多贷的分录，事后读不回业务。两个事件分录一样，多半是复制粘贴忘了改。",
  },
  fix: {
    en: "Merge the rules that are really one; split many-to-many entries; write both flows.",
    zh: "确实是一回事的合并，多借多贷的拆开，进出各写一条。",
  },
  silent: {
    en: "One-to-many entries with gross amounts. Off until switched on.",
    zh: "一对多、按总额记的分录不报。默认关闭。",
  },
  bad: `
    kind: posting-rules
    schema: 1
    inputs:
      gross:
        type: money
        min: 10.00
      cost:
        type: money
        min: 0.01
        max: 1.00
    rules:
      - id: pay.ok
        event: payment
        entries: [{debit: "300101", amount: gross}, {credit: "220201", amount: gross}]
      - id: topup.ok
        event: top_up
        entries: [{debit: "300101", amount: gross}, {credit: "220201", amount: gross}]
      # ^^^^^^^ post/entry-style: Rule topup.ok (top_up) has the same entries as rule pay.ok (payment). Different events rarely book alike.
      - id: settle
        event: settlement
        entries:
      # ^^^^^^^ post/entry-style: Rule settle has 2 debits and 2 credits: which belongs to which can no longer be seen. Split it into one-to-many entries.
          - debit: "220201"
            amount: gross
          - debit: "660301"
            amount: cost
          - credit: "220202"
            amount: gross
          - credit: "300101"
            amount: cost
      - id: arrived
        event: funds_in
        status: matched
        covers: batch
        link: settlement_batch_no
        entries:
          - debit: "100201"
            amount: gross - cost
            #       ^^^^^^^^^^^^ post/entry-style: Rule arrived books only the difference of gross and cost. Write both flows as lines of their own.
          - credit: "300101"
            amount: gross - cost
            #       ^^^^^^^^^^^^ post/entry-style: Rule arrived books only the difference of gross and cost. Write both flows as lines of their own.
  `,
  good: `
    kind: posting-rules
    schema: 1
    inputs:
      gross:
        type: money
        min: 10.00
      cost:
        type: money
        min: 0.01
        max: 1.00
    rules:
      - id: arrived
        event: funds_in
        status: matched
        covers: batch
        link: settlement_batch_no
        entries:
          - debit: "100201"
            amount: gross - cost
          - debit: "660301"
            amount: cost
          - credit: "300101"
            amount: gross
  `,
  sources: ["2017-06-26 20:17", "2017-05-26 20:18", "2017-06-09 18:13"],
});
