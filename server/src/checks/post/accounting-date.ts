import type { Fix } from "../../finding";
import type { RulesDocument } from "../../index/documents";
import { type BookedLeg, isDeferred, RuleBook } from "../../index/rule-book";
import type { Field } from "../../model/fields";
import { check, replace } from "../check";
import { insertKey } from "../edits";
import { page } from "../pages";
import { accountNode } from "./shared/counterparts";
import { ruleName, spaced } from "./shared/wording";

const accountingDate = check({
  code: "post/accounting-date",
  severity: "error",
  tier: "P1",
  on: "ledger",
  title: { en: "Postings go to a logical accounting day", zh: "按逻辑会计日入账" },
  *run(ledger) {
    const undated = new Map<RulesDocument, BookedLeg>();
    for (const { rule, document, legs } of RuleBook.of(ledger).all) {
      if (rule.accounting_date?.value === "wall_clock") yield wallClock(rule.accounting_date);
      if (rule.accounting_date?.value === "original" && !rule.correction) {
        const name = ruleName(rule);
        yield {
          at: rule.accounting_date.node,
          message: {
            en: `${name.en} posts into the day of the original transaction, which is closed, without being a correction. Post on the platform's day.`,
            zh: `${spaced(name.zh)}不是更正，却要记入原交易的会计日，而那一天已经关账。请记在平台会计日。`,
          },
          fixes: () => [onPlatformDay(rule.accounting_date!)],
        };
      }
      const waiting = legs.find((leg) => leg.side && isDeferred(leg));
      if (waiting && !rule.accounting_date && !document.model.accounting_date && !undated.has(document))
        undated.set(document, waiting);
    }
    for (const document of ledger.rulesDocuments) {
      const date = document.model.accounting_date;
      if (date?.value === "wall_clock") yield wallClock(date);
      if (date?.value === "original")
        yield {
          at: date.node,
          message: {
            en: "This file posts everything into the day of the original transaction, which is closed. Only corrections may; say so in their rules.",
            zh: "本文件把所有账都记入原交易的会计日，而那一天已经关账。只有更正可以，请写在各条更正规则里。",
          },
          fixes: () => [onPlatformDay(date)],
        };
    }
    for (const [document, leg] of undated)
      yield {
        at: leg.leg.timing?.node ?? accountNode(leg),
        message: {
          en: "This leg is posted later, and the file does not say on whose accounting day. State accounting_date.",
          zh: "这条分录延后入账，文件却没有写按谁的会计日。请写明 accounting_date。",
        },
        fixes: () => stated(document),
      };
  },
});
export default accountingDate;

function wallClock(date: Field<string>) {
  return {
    at: date.node,
    message: {
      en: "The wall clock is no accounting day: a trade at 23:59:59 answered after midnight would belong to two days. Choose a logical day.",
      zh: "自然时钟不是会计日：23:59:59 发起、零点后才应答的交易会同时属于两天。请选择逻辑会计日。",
    },
    fixes: () => [onPlatformDay(date)],
  };
}

function onPlatformDay(date: Field<string>): Fix {
  return replace(date.node, "platform", { en: "Use the platform's accounting day", zh: "改为平台会计日" });
}

function stated({ source, model }: RulesDocument): readonly Fix[] {
  if (source.root?.kind !== "map") return [];
  const after = model.channels.node ? "channels" : model.chart.node ? "chart" : "schema";
  return [
    {
      title: { en: "State the platform's accounting day", zh: "写明平台会计日" },
      preferred: true,
      edits: [insertKey(source.root, "accounting_date", "platform", after)],
    },
  ];
}

DOCS: page(accountingDate, {
  why: {
    en: "The accounting date is a logical day that switches at the cut-off. A trade at 23:59:59 answered after midnight belongs to two different days, depending on which date is meant; and a closed day takes corrections only.",
    zh: "会计日是在日切处切换的逻辑日。23:59:59 发起、零点后应答的交易，按不同的日期理解就落在不同的两天；已关账的日子只接受更正。",
  },
  fix: {
    en: "Set `accounting_date: platform` (or channel, bank).",
    zh: "写 `accounting_date: platform`（或 channel、bank）。",
  },
  silent: {
    en: "One of the logical dates is set; files without deferred legs need none.",
    zh: "已写逻辑会计日的不报；没有延后分录的文件可以不写。",
  },
  bad: `
    === a.posting.yaml
    kind: posting-rules
    schema: 1
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
            #       ^^^^^^^ post/accounting-date: This leg is posted later, and the file does not say on whose accounting day. State accounting_date.
          - credit: "220201"
            amount: gross
    === b.posting.yaml
    kind: posting-rules
    schema: 1
    accounting_date: wall_clock
    #                ^^^^^^^^^^ post/accounting-date: The wall clock is no accounting day: a trade at 23:59:59 answered after midnight would belong to two days. Choose a logical day.
    inputs:
      gross:
        type: money
        min: 0.01
    rules:
      - id: refund.ok
        event: refund
        accounting_date: original
        #                ^^^^^^^^ post/accounting-date: Rule refund.ok posts into the day of the original transaction, which is closed, without being a correction. Post on the platform's day.
        original: {required: true, event: payment, match: [payment_no], cap: refundable_amount, on_missing: hold}
        entries: [{debit: "220201", amount: gross}, {credit: "300101", amount: gross}]
  `,
  good: `
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
  `,
  sources: ["2017-06-27 13:51", "2017-05-22 15:11", "2017-08-03 11:34"],
});
