import { RuleBook } from "../../index/rule-book";
import { pairOf } from "../../yaml/nodes";
import { check } from "../check";
import { insertKey } from "../edits";
import { page } from "../pages";
import { ruleName, spaced } from "./shared/wording";

const lumpWithoutLink = check({
  code: "post/lump-without-link",
  severity: "warning",
  tier: "P1",
  on: "ledger",
  title: { en: "A lump sum names the trades it pays", zh: "汇总到账能对应到明细" },
  *run(ledger) {
    for (const { rule, event } of RuleBook.of(ledger).all) {
      const funds = event === "funds_in" || event === "funds_out";
      const batch = rule.covers?.value === "batch";
      if ((!funds && !batch) || rule.covers?.value === "single" || rule.link) continue;
      if (rule.entries.some((leg) => leg.aggregate_by.length > 0)) continue;
      const name = ruleName(rule);
      yield {
        at: rule.covers?.node ?? rule.event!.node,
        message: {
          en: `${name.en} books one line of the bank for many trades, and nothing tells which ones. Add link with the batch or statement number, or covers: single.`,
          zh: `${spaced(name.zh)}把银行的一笔对应许多交易，却看不出是哪些。请用 link 写明批次号或流水号；一对一的写 covers: single。`,
        },
        fixes: () => [
          {
            title: { en: "Link by the statement's batch number", zh: "按对账批次号关联" },
            edits: [
              insertKey(rule.node, "link", "statement_batch_no", pairOf(rule.node, "covers") ? "covers" : "event"),
            ],
          },
          ...(rule.covers
            ? []
            : [
                {
                  title: { en: "One line for one trade", zh: "一笔对一笔" },
                  edits: [insertKey(rule.node, "covers", "single", "event")],
                },
              ]),
        ],
      };
    }
  },
});
export default lumpWithoutLink;

DOCS: page(lumpWithoutLink, {
  why: {
    en: "The bank pays one lump for many trades. Without a number that joins them, nobody can tell which trades were paid and which are still open.",
    zh: "银行一笔钱对应许多笔交易。没有把它们连起来的编号，就没人说得清哪些付了、哪些还没付。",
  },
  fix: {
    en: "Add `link`, sum by `aggregate_by`, or say `covers: single`.",
    zh: "加 `link`、用 `aggregate_by` 汇总，或写 `covers: single`。",
  },
  silent: {
    en: "One of the three is given.",
    zh: "三者有其一即不报。",
  },
  bad: `
    kind: posting-rules
    schema: 1
    inputs:
      arrived:
        type: money
        min: 0.01
    rules:
      - id: funds.in
        event: funds_in
        #      ^^^^^^^^ post/lump-without-link: Rule funds.in books one line of the bank for many trades, and nothing tells which ones. Add link with the batch or statement number, or covers: single.
        status: matched
        entries: [{debit: "100201", amount: arrived}, {credit: "300101", amount: arrived}]
      - id: settle.batch
        event: settlement
        covers: batch
        #       ^^^^^ post/lump-without-link: Rule settle.batch books one line of the bank for many trades, and nothing tells which ones. Add link with the batch or statement number, or covers: single.
        entries: [{debit: "220201", amount: arrived}, {credit: "220202", amount: arrived}]
  `,
  good: `
    kind: posting-rules
    schema: 1
    inputs:
      arrived:
        type: money
        min: 0.01
    rules:
      - id: funds.in
        event: funds_in
        status: matched
        covers: batch
        link: settlement_batch_no
        entries: [{debit: "100201", amount: arrived}, {credit: "300101", amount: arrived}]
      - id: funds.out
        event: funds_out
        status: matched
        covers: single
        entries: [{debit: "300103", amount: arrived}, {credit: "100201", amount: arrived}]
  `,
  sources: ["2017-05-10 15:17", "2017-05-13 12:22", "2017-05-18 08:49"],
});
