import { repairCycle } from "../../index/notation";
import { parseCycle } from "../../ledger/calendar";
import type { Field } from "../../model/fields";
import { check } from "../check";
import { replaceScalar } from "../edits";
import { page } from "../pages";

const settlementNotation = check({
  code: "chan/settlement-notation",
  severity: "error",
  tier: "P0",
  on: "ledger",
  title: { en: "Settlement cycles are written T+n or D+n", zh: "结算周期写作 T+n 或 D+n" },
  *run(ledger) {
    const cycles = [
      ...[...ledger.channels()].map(({ item }) => item.settlement?.cycle),
      ...[...ledger.products()].map(({ item }) => item.settlement?.cycle),
    ];
    for (const cycle of cycles) {
      if (!cycle || parseCycle(cycle.value)) continue;
      const meant = repairCycle(cycle.value);
      yield {
        at: cycle.node,
        message: meant === undefined ? unclear(cycle) : intended(cycle, meant),
        fixes: () =>
          meant === undefined
            ? []
            : [
                {
                  title: { en: `Change to ${meant}`, zh: `改为 ${meant}` },
                  preferred: /^[TD]\s*\d+$/i.test(cycle.value),
                  edits: [replaceScalar(cycle.node, meant)],
                },
              ],
      };
    }
  },
});
export default settlementNotation;

function unclear({ value }: Field<string>) {
  return {
    en: `“${value}” is no settlement cycle. Write T+n for working days or D+n for calendar days, such as T+1 or D+0.`,
    zh: `“${value}”不是结算周期。工作日写 T+n，自然日写 D+n，例如 T+1、D+0。`,
  };
}

function intended({ value }: Field<string>, meant: string) {
  const days = meant.startsWith("T") ? { en: "working days", zh: "工作日" } : { en: "calendar days", zh: "自然日" };
  return {
    en: `“${value}” does not say which days count; write ${meant} (${days.en}).`,
    zh: `“${value}”没有说清按什么日子算，应写 ${meant}（${days.zh}）。`,
  };
}

DOCS: page(settlementNotation, {
  why: {
    en: "T0, D0 and S0 name redemptions, advances and loans in the trade. Only T+n (working days) and D+n (calendar days) say on which day the money arrives, over weekends and holidays too.",
    zh: "T0、D0、S0 在行内有时指赎回，有时指垫资，有时指贷款产品。只有 T+n（工作日）和 D+n（自然日）能说清钱哪天到，包括周末和节假日。",
  },
  fix: {
    en: "Write `T+1` when days off are skipped, `D+1` when they count.",
    zh: "遇休息日顺延的写 `T+1`，休息日照算的写 `D+1`。",
  },
  silent: { en: "When the cycle has one of the two forms.", zh: "写法是这两种之一时不报。" },
  bad: `
    === pay.channel.yaml
    kind: payment-channels
    schema: 1
    calendar:
      country: CN
      years: [2026]
    channels:
      - id: bank-a
        name: 甲银行网银（虚构）
        flow: pay_in
        method: gateway_b2c
        settlement:
          cycle: D0
    #            ^^ chan/settlement-notation: “D0” does not say which days count; write D+0 (calendar days).
          method: gross
    === shop.posting.yaml
    kind: posting-rules
    schema: 1
    products:
      - id: acquiring
        name: 收单
        settlement:
          cycle: weekly
    #            ^^^^^^ chan/settlement-notation: “weekly” is no settlement cycle. Write T+n for working days or D+n for calendar days, such as T+1 or D+0.
  `,
  good: `
    kind: payment-channels
    schema: 1
    calendar:
      country: CN
      years: [2026]
    channels:
      - id: bank-a
        name: 甲银行网银（虚构）
        flow: pay_in
        method: gateway_b2c
        settlement:
          cycle: D+0
          method: gross
  `,
  sources: ["2017-06-01 20:18", "2017-05-15 23:31", "2017-06-05 15:11"],
});
