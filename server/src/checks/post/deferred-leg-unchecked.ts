import type { Edit, Fix } from "../../finding";
import { accountTitle } from "../../index/account-words";
import type { RulesDocument } from "../../index/documents";
import { type BookedLeg, isDeferred, RuleBook } from "../../index/rule-book";
import type { DayEnd } from "../../model/types.generated";
import { check } from "../check";
import { appendItems, insertKey, insertKeys, setKey, type Yaml } from "../edits";
import { page } from "../pages";
import { accountNode } from "./shared/counterparts";
import { placeOf } from "./shared/wording";

const deferredLegUnchecked = check({
  code: "post/deferred-leg-unchecked",
  severity: "warning",
  tier: "P1",
  on: "ledger",
  title: { en: "What is summed later is compared with its details", zh: "汇总入账的要与明细核对" },
  *run(ledger) {
    const waiting = new Map<RulesDocument, BookedLeg>();
    for (const rule of RuleBook.of(ledger).all) {
      for (const leg of rule.legs) {
        if (!isDeferred(leg) || !leg.side) continue;
        if (leg.timing !== "on_reconciliation" && !waiting.has(rule.document)) waiting.set(rule.document, leg);
        const summed = leg.leg.aggregate_by;
        if ((summed.length === 0 && leg.timing === "buffered") || !leg.account) continue;
        const missing = leg.account.dimensions
          .map((dimension) => dimension.value)
          .filter((dimension) => !summed.some((other) => other.value === dimension));
        if (missing.length === 0) continue;
        const title = accountTitle(leg.account);
        yield {
          at: summed.length > 0 ? placeOf(leg.leg, "aggregate_by") : (leg.leg.timing?.node ?? accountNode(leg)),
          message: {
            en: `Account ${title} is kept by ${missing.join(", ")}${summed.length > 0 ? " too" : ""}, but the leg is summed without: the batch could not be split again.`,
            zh: `科目 ${title} ${summed.length > 0 ? "还" : ""}按 ${missing.join("、")} 核算，汇总时却没有分开，之后就拆不回去了。`,
          },
          fixes: () => [
            {
              title: { en: `Sum by ${missing.join(", ")} as well`, zh: `同时按 ${missing.join("、")} 汇总` },
              preferred: true,
              edits: [appendItems(leg.leg.node, "aggregate_by", missing)],
            },
          ],
        };
      }
    }
    for (const [document, leg] of waiting) {
      const chart = ledger.chartOf(document);
      // Files that post on one chart share its day-end run.
      const blocks = ledger.rulesDocuments.filter((other) => ledger.chartOf(other) === chart);
      const own = document.model.day_end;
      const other = blocks.find(({ model }) => model.day_end && missingIn(model.day_end).length === 0);
      const missing = missingIn(own);
      if (missing.length === 0 || (!own && other)) continue;
      yield {
        at: own ? placeOf(document.model, "day_end") : (leg.leg.timing?.node ?? accountNode(leg)),
        message: own
          ? {
              en: `The day-end run lacks ${missing.map((key) => WORDS[key].en).join(", ")}, although legs wait for it.`,
              zh: `有分录等待日终入账，日终处理却缺少${missing.map((key) => WORDS[key].zh).join("、")}。`,
            }
          : {
              en: "This leg is posted later in sum, and no day_end block says how the batch is checked and what happens when it does not add up.",
              zh: "这条分录之后汇总入账，却没有 day_end 说明如何核对批次、不平时怎么办。",
            },
        fixes: () => completed(document, missing),
      };
    }
  },
});
export default deferredLegUnchecked;

type Missing = "checks" | "on_imbalance" | "transit_account";

const WORDS = {
  checks: { en: "the check flow_sum_equals_batch_sum", zh: "流水合计等于批次合计的核对（flow_sum_equals_batch_sum）" },
  on_imbalance: { en: "what happens on an imbalance (on_imbalance)", zh: "不平时的处理（on_imbalance）" },
  transit_account: { en: "the transit account for an imbalance", zh: "不平时挂账的过渡科目（transit_account）" },
} as const;

function missingIn(dayEnd: DayEnd | undefined): readonly Missing[] {
  const missing: Missing[] = [];
  if (!dayEnd?.checks.some((item) => item.value === "flow_sum_equals_batch_sum")) missing.push("checks");
  if (!dayEnd?.on_imbalance) missing.push("on_imbalance");
  else if (dayEnd.on_imbalance.value === "post_to_transit" && !dayEnd.transit_account) missing.push("transit_account");
  return missing;
}

function completed({ model, source }: RulesDocument, missing: readonly Missing[]): readonly Fix[] {
  const title = { en: "Check the batch and stop on an imbalance", zh: "核对批次，不平则停" };
  const own = model.day_end;
  if (!own) {
    if (source.root?.kind !== "map") return [];
    const block = { checks: ["flow_sum_equals_batch_sum"], on_imbalance: "stop" };
    return [{ title, edits: [insertKey(source.root, "day_end", block)] }];
  }
  const keys: Record<string, Yaml> = {};
  const edits: Edit[] = [];
  if (missing.includes("checks")) {
    if (own.checks.node) edits.push(appendItems(own.node, "checks", ["flow_sum_equals_batch_sum"]));
    else keys.checks = ["flow_sum_equals_batch_sum"];
  }
  if (missing.includes("transit_account")) edits.push(setKey(own.node, "on_imbalance", "stop"));
  if (missing.includes("on_imbalance")) keys.on_imbalance = "stop";
  if (Object.keys(keys).length > 0) edits.push(insertKeys(own.node, keys));
  return [{ title, edits }];
}

DOCS: page(deferredLegUnchecked, {
  why: {
    en: "What is posted in sum must add up to its flows, and the day-end run may not hang on one imbalance. It says beforehand whether it stops or parks the difference.",
    zh: "汇总入账的金额必须等于流水合计，日终跑批也不能卡在一处不平上。要事先写明是停下，还是先挂账。",
  },
  fix: {
    en: "Add `day_end` with the check and `on_imbalance`; sum by every dimension of the account.",
    zh: "补上 `day_end` 的核对与 `on_imbalance`；按科目的全部辅助核算项汇总。",
  },
  silent: {
    en: "No deferred leg; or everything is there, in this file or another of the same chart.",
    zh: "没有延后的分录，或本文件、同一科目表的其他文件里已经写全的不报。",
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
        dimensions: [channel, product]
    === b.posting.yaml
    kind: posting-rules
    schema: 1
    accounting_date: platform
    inputs:
      gross:
        type: money
        min: 0.01
    rules:
      - id: pay.ok
        event: payment
        entries:
          - debit: "300101"
            amount: gross
            timing: day_end
            #       ^^^^^^^ post/deferred-leg-unchecked: This leg is posted later in sum, and no day_end block says how the batch is checked and what happens when it does not add up.
            aggregate_by: [channel]
          # ^^^^^^^^^^^^ post/deferred-leg-unchecked: Account 300101 渠道待清算 is kept by product too, but the leg is summed without: the batch could not be split again.
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
        dimensions: [channel]
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
            aggregate_by: [channel]
          - credit: "220201"
            amount: gross
  `,
  sources: ["2017-05-14 21:04", "2017-05-22 18:02", "2017-05-22 18:03"],
});
