import { fieldOfZero } from "../../index/engine/refs";
import type { ScenarioFinding } from "../../ledger/simulate/run";
import { pairOf } from "../../yaml/nodes";
import { type CheckFinding, check } from "../check";
import { page } from "../pages";
import { firstFailure, type Played, placeOfScenario, playedScenarios } from "./shared/scenario-places";
import { accountText, balanceText, runningTable } from "./shared/scenario-words";

const TIMING = {
  realtime: { en: "now", zh: "实时" },
  buffered: { en: "the buffer run", zh: "缓冲入账" },
  day_end: { en: "the day cut", zh: "日切" },
  on_reconciliation: { en: "the reconciliation", zh: "对账完成" },
} as const;

const scenarioResidual = check({
  code: "post/scenario-residual",
  severity: "error",
  tier: "P0",
  on: "ledger",
  wholeLedger: true,
  title: { en: "Accounts that clear are empty at the end", zh: "应结清的科目最终归零" },
  *run(ledger) {
    for (const played of playedScenarios(ledger)) {
      for (const finding of played.result.run.findings) {
        const found = describeResidual(played, finding);
        if (found) yield found;
      }
    }
  },
});
export default scenarioResidual;

/** What this check says of a finding of a run; nothing once a step has failed. */
export function describeResidual(played: Played, finding: ScenarioFinding): CheckFinding | undefined {
  if (firstFailure(played.result.run) < Number.POSITIVE_INFINITY) return undefined;
  const { ledger, entry } = played;
  const end = pairOf(entry.item.node, "complete")?.key ?? placeOfScenario(played);
  switch (finding.kind) {
    case "residual": {
      const account = accountText(ledger, finding);
      const balance = balanceText(ledger, finding.balance, finding.currency);
      const [count, more] = [finding.moves.length, finding.moves.length === 1 ? "" : "s"];
      return {
        at: fieldOfZero(finding)?.node ?? end,
        message: {
          en: `${account} ends with ${balance.en}, not zero. ${count} step${more} moved it; add the step that clears it.`,
          zh: `${account} 最终余额为${balance.zh}，没有归零。共 ${count} 步动过它，请补上结清它的步骤。`,
        },
        related: runningTable(played, finding, undefined) ?? [],
      };
    }
    case "residual-by-dimension": {
      const account = accountText(ledger, finding);
      const parts = finding.parts.slice(0, 3).map(({ dimensions, balance }) => ({
        names: [...dimensions].map(([name, value]) => `${name} ${value}`).join(", "),
        left: balanceText(ledger, balance, finding.currency),
      }));
      return {
        at: end,
        message: {
          en: `${account} is zero as a whole, but not for each of its parts: ${parts.map(({ names, left }) => `${names} ${left.en}`).join("; ")}.`,
          zh: `${account} 合计归零，分户却没有：${parts.map(({ names, left }) => `${names} ${left.zh}`).join("；")}。`,
        },
        related: runningTable(played, finding, undefined) ?? [],
      };
    }
    case "legs-waiting": {
      if (entry.item.complete?.value !== true) return undefined;
      const what = TIMING[finding.timing];
      const legs = finding.count === 1 ? "1 leg" : `${finding.count} legs`;
      return {
        at: end,
        message: {
          en: `The scenario says it is complete, but ${legs} of ${finding.days.join(", ")} still ${finding.count === 1 ? "waits" : "wait"} for ${what.en}.`,
          zh: `算例声明已完整，但 ${finding.days.join("、")} 还有 ${finding.count} 条分录在等${what.zh}。`,
        },
      };
    }
    default:
      return undefined;
  }
}

DOCS: page(scenarioResidual, {
  why: {
    en: "An account that only passes money through must be empty when everything has happened; what stays on it is money nobody accounts for. The published homework leaves two cents on the pass-through account, and none of its readers noticed.",
    zh: "只过路的科目，事情都办完后必须归零，留在上面的就是没人认领的钱。群里公布的作业答案在过渡户上留下两分钱，谁也没发现。",
  },
  fix: {
    en: "The steps that moved the account are listed; add the one that clears it, or correct the formula that leaves the remainder.",
    zh: "动过该科目的步骤都已列出：补上结清的一步，或改正留下尾差的公式。",
  },
  silent: {
    en: "The balance is zero; the account is not in `expect.zero` and the scenario does not say `complete: true`; `clears.by: external`.",
    zh: "余额为零、科目不在 `expect.zero` 里且算例没写 `complete: true`、`clears.by: external` 时不报。",
  },
  bad: `
    === a.coa.yaml
    kind: chart-of-accounts
    schema: 1
    accounts:
      - code: "100201"
        name: 备付金存款
        class: asset
      - code: "220201"
        name: 商户待结算
        class: liability
      - code: "300101"
        name: 渠道待清算
        class: common
        clears:
          by: external
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
          - debit: "300101"
            amount: gross
          - credit: "220201"
            amount: gross
      - id: arrived
        event: funds_in
        status: matched
        entries:
          - debit: "100201"
            amount: gross
          - credit: "300101"
            amount: gross
    scenarios:
      - id: one
        steps:
          - event: payment
            given:
              gross: 100.00
          - event: funds_in
            status: matched
            given:
              gross: 99.98
        expect:
          zero: ["300101"]
          #      ^^^^^^^^ post/scenario-residual: 300101 渠道待清算 ends with debit 0.02, not zero. 2 steps moved it; add the step that clears it.
  `,
  good: `
    === a.coa.yaml
    kind: chart-of-accounts
    schema: 1
    accounts:
      - code: "100201"
        name: 备付金存款
        class: asset
      - code: "220201"
        name: 商户待结算
        class: liability
      - code: "300101"
        name: 渠道待清算
        class: common
        clears:
          by: external
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
          - debit: "300101"
            amount: gross
          - credit: "220201"
            amount: gross
      - id: arrived
        event: funds_in
        status: matched
        entries:
          - debit: "100201"
            amount: gross
          - credit: "300101"
            amount: gross
    scenarios:
      - id: one
        steps:
          - event: payment
            given:
              gross: 100.00
          - event: funds_in
            status: matched
            given:
              gross: 100.00
        expect:
          zero: ["300101"]
  `,
  sources: ["2017-07-06 09:54", "2017-05-26 22:23"],
});
