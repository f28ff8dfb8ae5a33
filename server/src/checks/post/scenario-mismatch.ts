import type { Ledger } from "../../index/ledger";
import type { ScenarioFinding } from "../../ledger/simulate/run";
import { type CheckFinding, check } from "../check";
import { page } from "../pages";
import { exampleFindings } from "./shared/example-findings";
import { firstFailure, isOwnCause, lostItsOriginal, type Played, playedScenarios } from "./shared/scenario-places";
import { wrongPosting } from "./shared/scenario-postings";
import { refusedStep } from "./shared/scenario-refusals";
import { statedDifference } from "./shared/scenario-stated";

const scenarioMismatch = check({
  code: "post/scenario-mismatch",
  severity: "error",
  tier: "P0",
  on: "ledger",
  wholeLedger: true,
  title: { en: "Scenarios and examples come out as they say", zh: "算例与示例的结果与所写一致" },
  *run(ledger: Ledger) {
    for (const played of playedScenarios(ledger)) {
      for (const finding of played.result.run.findings) {
        const found = describeMismatch(played, finding);
        if (found) yield found;
      }
    }
    yield* exampleFindings(ledger);
  },
});
export default scenarioMismatch;

/** What this check says of a finding of a run; once a step has failed, only refusals are causes of their own. */
export function describeMismatch(played: Played, finding: ScenarioFinding): CheckFinding | undefined {
  if (finding.kind === "original-missing" && lostItsOriginal(played.result.run, finding.step)) return undefined;
  const refused = refusedStep(played, finding);
  if (refused || !isOwnCause(finding, firstFailure(played.result.run))) return refused;
  return wrongPosting(played, finding) ?? statedDifference(played, finding);
}

DOCS: page(scenarioMismatch, {
  why: {
    en: "Two formulas called equivalent differ by a cent, and a refund example adds up to 9,500 instead of 9,950: such things show only when the figures are really computed. Scenarios and examples are executed exactly on every change.",
    zh: "两个“等价”的公式差一分钱，一个退款例子算出 9,500 而不是 9,950：这类错误只有真的算一遍才看得出。算例和示例在每次修改后都会精确执行。",
  },
  fix: {
    en: "Correct the rule; or, when the rule is right, write the computed values into `expect`.",
    zh: "改正规则；规则没错时，把算出来的数写进 `expect`。",
  },
  silent: {
    en: "Everything stated holds. After a step that could not be executed, later differences are not reported: they are its consequences.",
    zh: "所写的都成立时不报。某一步未能执行之后，后面的差异是它的后果，不再重复报告。",
  },
  bad: `
    === a.coa.yaml
    kind: chart-of-accounts
    schema: 1
    bank_accounts:
      - id: pool
        name: 备付金
        bank: 某银行
    accounts:
      - code: "100201"
        name: 备付金存款
        class: asset
        bank_account: pool
      - code: "220201"
        name: 商户待结算
        class: liability
      - code: "6021"
        name: 手续费收入
        class: income
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
        requires:
          - name: 单笔上限
            condition: gross <= 5000
        entries:
          - debit: "100201"
            amount: gross
          - credit: "220201"
            amount: rest
          - credit: "6021"
            amount: round(gross * 0.006)
        examples:
          - name: 250 元
            given:
              gross: 250.00
            expect:
              - debit: "100201"
                amount: 250.00
              - credit: "220201"
                amount: 248.05
                #       ^^^^^^ post/scenario-mismatch: Credit 220201 is 248.50, not 248.05.
              - credit: "6021"
                amount: 1.50
      - id: settle
        event: settlement
        entries:
          - debit: "220201"
            amount: gross
          - credit: "100201"
            amount: gross
    scenarios:
      - id: one
        steps:
          - event: payment
            given:
              gross: 100.00
            expect:
              "220201":
                credit: 99.50
                #       ^^^^^ post/scenario-mismatch: 220201 商户待结算 stands at credit 99.40, not credit 99.50.
          - event: settlement
            #      ^^^^^^^^^^ post/scenario-mismatch: This step brings 220201 商户待结算 to debit 0.60, which is not its side. Allow it with allow_negative, or post less.
            given:
              gross: 100.00
        statements:
          - bank_account: pool
            balance: 1.00
            #        ^^^^ post/scenario-mismatch: The books show 0.00 for bank account pool, the statement 1.00.
        identities:
          - name: 收支两清
            condition: balance("100201") == balance("6021")
            #          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ post/scenario-mismatch: 收支两清 does not hold: 0 on the left, -0.6 on the right.
      - id: two
        opening:
      # ^^^^^^^ post/scenario-mismatch: The opening balances do not balance: CNY debit is 5.00 and credit 0.00.
          "100201":
            debit: 5.00
        steps:
          - event: payment
            #      ^^^^^^^ post/scenario-mismatch: Rule pay.ok refuses this step: 单笔上限 does not hold, 6000 on the left, 5000 on the right.
            given:
              gross: 6000.00
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
      - code: "6021"
        name: 手续费收入
        class: income
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
          - debit: "100201"
            amount: gross
          - credit: "220201"
            amount: rest
          - credit: "6021"
            amount: round(gross * 0.006)
        examples:
          - name: 250 元
            given:
              gross: 250.00
            expect:
              - debit: "100201"
                amount: 250.00
              - credit: "220201"
                amount: 248.50
              - credit: "6021"
                amount: 1.50
    scenarios:
      - id: one
        steps:
          - event: payment
            given:
              gross: 100.00
            expect:
              "220201":
                credit: 99.40
  `,
  sources: ["2017-07-05 20:08", "2017-07-12 18:09"],
});
