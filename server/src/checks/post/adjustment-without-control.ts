import type { Edit, Fix } from "../../finding";
import { type BookedRule, RuleBook } from "../../index/rule-book";
import { pairOf } from "../../yaml/nodes";
import { check } from "../check";
import { insertKeys, setKey, type Yaml } from "../edits";
import { page } from "../pages";
import { ruleName, spaced } from "./shared/wording";

const adjustmentWithoutControl = check({
  code: "post/adjustment-without-control",
  severity: "error",
  tier: "P1",
  on: "ledger",
  title: {
    en: "Manual postings have two pairs of eyes, a reason and a reference",
    zh: "人工记账要双人复核、有原因、有依据",
  },
  *run(ledger) {
    for (const booked of RuleBook.of(ledger).all) {
      const { rule, event } = booked;
      const manual = rule.source?.value === "manual";
      if (event !== "adjustment" && event !== "write_off" && !manual) continue;
      const missing = missingControls(booked);
      if (missing.length === 0) continue;
      const name = ruleName(rule);
      yield {
        at: manual ? rule.source!.node : rule.event!.node,
        message: {
          en: `${name.en} is posted by hand and lacks ${missing.map((control) => WORDS[control].en).join(", ")}.`,
          zh: `${spaced(name.zh)}由人工记账，却缺少${missing.map((control) => WORDS[control].zh).join("、")}。`,
        },
        fixes: () => [controlled(booked, missing)],
      };
    }
  },
});
export default adjustmentWithoutControl;

type Control = "maker_checker" | "reason_required" | "reference";

const WORDS = {
  maker_checker: { en: "a second pair of eyes (approval.maker_checker)", zh: "双人复核（approval.maker_checker）" },
  reason_required: { en: "a reason (approval.reason_required)", zh: "必填原因（approval.reason_required）" },
  reference: {
    en: "a reference to what it corrects (original or reverses)",
    zh: "所依据的原交易（original 或 reverses）",
  },
} as const;

function missingControls({ rule }: BookedRule): readonly Control[] {
  const missing: Control[] = [];
  if (rule.approval?.maker_checker?.value !== true) missing.push("maker_checker");
  if (rule.approval?.reason_required?.value !== true) missing.push("reason_required");
  if (!rule.original && !rule.reverses) missing.push("reference");
  return missing;
}

function controlled({ rule, event }: BookedRule, missing: readonly Control[]): Fix {
  const edits: Edit[] = [];
  const added: Record<string, Yaml> = {};
  if (missing.includes("reference")) {
    const difference = event === "write_off" || event === "difference_clear";
    added.original = {
      required: "true",
      ...(difference && { event: "difference" }),
      match: [difference ? "difference_no" : "payment_no"],
      on_missing: "reject",
    };
  }
  if (!rule.approval) added.approval = { maker_checker: "true", reason_required: "true" };
  else if (missing.includes("maker_checker") || missing.includes("reason_required"))
    edits.push(setKey(rule.node, "approval", { maker_checker: "true", reason_required: "true" }));
  const after = ["idempotency_key", "source", "when", "status"].find((key) => pairOf(rule.node, key)) ?? "event";
  if (Object.keys(added).length > 0) edits.push(insertKeys(rule.node, added, after));
  return { title: { en: "Add approval and reference", zh: "补上审批与依据" }, edits };
}

DOCS: page(adjustmentWithoutControl, {
  why: {
    en: "An adjustment is a special transaction with a cause and two pairs of eyes, never an overwrite and never a free internal booking. Whoever can post alone and without a reference can also hide a loss.",
    zh: "调账是一笔有原因、有复核的特殊交易，不是改数，也不是随手记一笔内部账。一个人、无依据就能记账，也就能掩盖损失。",
  },
  fix: {
    en: "Add `approval` with both flags and refer to the original transaction.",
    zh: "补上 `approval` 两项，并关联原交易。",
  },
  silent: {
    en: "All three are given; rules that no person triggers.",
    zh: "三项齐全时不报；不由人工触发的规则不报。",
  },
  bad: `
    kind: posting-rules
    schema: 1
    inputs:
      diff:
        type: money
        min: 0.01
    rules:
      - id: adjust.free
        event: adjustment
        #      ^^^^^^^^^^ post/adjustment-without-control: Rule adjust.free is posted by hand and lacks a second pair of eyes (approval.maker_checker), a reason (approval.reason_required), a reference to what it corrects (original or reverses).
        status: confirmed
        entries: [{debit: "220201", amount: diff}, {credit: "220202", amount: diff}]
      - id: payout.by-hand
        event: payout
        status: failed
        source: manual
        #       ^^^^^^ post/adjustment-without-control: Rule payout.by-hand is posted by hand and lacks a reason (approval.reason_required).
        reverses: payout.accepted
        approval:
          maker_checker: true
        entries: [{debit: "224105", amount: diff}, {credit: "220202", amount: diff}]
      - id: payout.accepted
        event: payout
        status: accepted
        entries: [{debit: "220202", amount: diff}, {credit: "224105", amount: diff}]
  `,
  good: `
    kind: posting-rules
    schema: 1
    inputs:
      diff:
        type: money
        min: 0.01
    rules:
      - id: write-off
        event: write_off
        status: confirmed
        source: manual
        original:
          required: true
          event: difference
          match: [difference_no]
          on_missing: reject
        approval:
          maker_checker: true
          reason_required: true
        entries: [{debit: "671102", amount: diff}, {credit: "122101", amount: diff}]
  `,
  sources: ["2017-05-26 12:43", "2017-06-26 20:04", "2017-05-10 18:29"],
});
