import { addDays, dayNumber } from "../../ledger/calendar";
import type { Field } from "../../model/fields";
import type { Channel } from "../../model/types.generated";
import { check } from "../check";
import { replaceScalar } from "../edits";
import { page } from "../pages";
import { channelName, inUse, keyOf } from "./facts/channel";
import { fix } from "./facts/fix";

const USUAL_AGE = 90;
const BIN_AGE = 31;

const staleFact = check({
  code: "chan/stale-fact",
  severity: "info",
  tier: "P2",
  on: "ledger",
  title: { en: "Limits and code tables are dated and fresh", zh: "限额和代码表有出处、够新" },
  *run(ledger) {
    const { today } = ledger;
    for (const { item: channel } of ledger.channels()) {
      if (!inUse(channel)) continue;
      const undated = undatedLimits(channel);
      if (undated > 0) {
        const name = channelName(channel);
        yield {
          at: keyOf(channel.node, "limits"),
          message: {
            en: `${name.en} has ${undated} ${undated === 1 ? "limit" : "limits"} without source or date (\`source\`, \`verified_at\`); nobody knows what still holds.`,
            zh: `${name.zh} 有 ${undated} 条限额没写出处或核实日期（\`source\`、\`verified_at\`），不知道现在还对不对。`,
          },
        };
      }
      for (const { verified_at, max_age_days } of channel.limits) {
        const age = max_age_days?.value ?? USUAL_AGE;
        if (verified_at && isOlder(verified_at, age, today)) yield stale(verified_at, age, today, LIMIT);
      }
    }
    for (const { model } of ledger.channelsDocuments) {
      for (const { kind, updated_at, max_age_days } of model.reference) {
        const age = max_age_days?.value ?? (kind?.value === "bin" ? BIN_AGE : USUAL_AGE);
        if (updated_at && isOlder(updated_at, age, today)) yield stale(updated_at, age, today, TABLE);
      }
    }
  },
});
export default staleFact;

const LIMIT = { en: "This limit was last verified on", zh: "这条限额上次核实是" } as const;
const TABLE = { en: "This table was last updated on", zh: "这张表上次更新是" } as const;

function undatedLimits({ limits }: Channel): number {
  return limits.filter(
    ({ amount, source, verified_at }) => amount && amount.value !== "unlimited" && !(source && verified_at),
  ).length;
}

function isOlder({ value }: Field<string>, age: number, today: string): boolean {
  return dayNumber(value) !== undefined && addDays(value, age) < today;
}

function stale(date: Field<string>, age: number, today: string, what: typeof LIMIT | typeof TABLE) {
  return {
    at: date.node,
    message: {
      en: `${what.en} ${date.value}, more than ${age} days ago; check it again.`,
      zh: `${what.zh} ${date.value}，已超过 ${age} 天，请重新核实。`,
    },
    fixes: () => [
      fix(`Set it to today, ${today} (once checked)`, `改为今天 ${today}（核实之后）`, [
        replaceScalar(date.node, today),
      ]),
    ],
  };
}

DOCS: page(staleFact, {
  why: {
    en: "A wallet's limit was 20,000 on paper and 800 in fact, and BIN tables change every month. A figure without source and date cannot be trusted or checked.",
    zh: "某钱包的限额纸面写两万，实际八百；卡 BIN 表每月都变。没有出处和日期的数字，既信不得也查不了。",
  },
  fix: {
    en: "Name the source, and renew `verified_at` (or `updated_at`) when you have checked.",
    zh: "写明出处，核实后更新 `verified_at`（或 `updated_at`）。",
  },
  silent: {
    en: "For dated facts younger than `max_age_days` (90, for BIN tables 31 unless given) and for limits that are `unlimited`.",
    zh: "有日期且未超过 `max_age_days`（不写为 90 天，BIN 表 31 天）的、`unlimited` 的不报。",
  },
  bad: `
    kind: payment-channels
    schema: 1
    channels:
      - id: bank-a
        name: 甲银行网银（虚构）
        flow: pay_in
        method: gateway_b2c
        limits:
    #   ^^^^^^ chan/stale-fact: Channel bank-a has 1 limit without source or date (\`source\`, \`verified_at\`); nobody knows what still holds.
          - scope: per_transaction
            amount: 20000.00
          - scope: per_day
            amount: 50000.00
            source: 合同附件二
            verified_at: "2026-03-01"
    #                    ^^^^^^^^^^^^ chan/stale-fact: This limit was last verified on 2026-03-01, more than 90 days ago; check it again.
    reference:
      - id: bins
        kind: bin
        updated_at: "2026-10-01"
    #               ^^^^^^^^^^^^ chan/stale-fact: This table was last updated on 2026-10-01, more than 31 days ago; check it again.
  `,
  good: `
    kind: payment-channels
    schema: 1
    channels:
      - id: bank-a
        name: 甲银行网银（虚构）
        flow: pay_in
        method: gateway_b2c
        limits:
          - scope: per_day
            amount: 50000.00
            source: 合同附件二
            verified_at: "2026-11-01"
    reference:
      - id: bins
        kind: bin
        updated_at: "2026-11-01"
  `,
  sources: ["2017-06-06 19:38", "2017-07-04 11:09", "2017-06-02 10:45"],
});
