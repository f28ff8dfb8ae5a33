import type { Fix } from "../../finding";
import { bookOf } from "../../index/engine/book";
import { proofOf } from "../../index/engine/proof-of-rule";
import { itemOfRule } from "../../index/engine/refs";
import { DEFAULT_ACCOUNTING_DAY, endOfDay } from "../../ledger/accounting-day";
import { clockText } from "../../ledger/calendar";
import type { ScenarioFinding } from "../../ledger/simulate/run";
import type { Step } from "../../ledger/simulate/types";
import { headOf } from "../../yaml/path";
import { type CheckFinding, check } from "../check";
import { insertItemsAfter, insertKey } from "../edits";
import { page } from "../pages";
import {
  type FindingOf,
  type Played,
  placeOfGiven,
  placeOfStep,
  playedScenarios,
  ruleOf,
  stepOf,
} from "./shared/scenario-places";
import { improves, listed } from "./shared/scenario-words";
import { unmatchedStep } from "./shared/unmatched-step";

const stepUnmatched = check({
  code: "post/scenario-step-unmatched",
  severity: "error",
  tier: "P0",
  on: "ledger",
  wholeLedger: true,
  title: { en: "Every step of a scenario is posted by one rule", zh: "算例的每一步恰由一条规则入账" },
  *run(ledger) {
    for (const played of playedScenarios(ledger)) {
      for (const finding of played.result.run.findings) {
        const found = describeStep(played, finding);
        if (found) yield found;
      }
    }
  },
});
export default stepUnmatched;

/** What this check says of a finding of a run. */
export function describeStep(played: Played, finding: ScenarioFinding): CheckFinding | undefined {
  switch (finding.kind) {
    case "step-unmatched":
      return unmatchedStep(played, finding);
    case "rules-ambiguous": {
      const ids = listed(finding.rules.map(({ id }) => id));
      return {
        at: placeOfStep(played, finding.step),
        message: {
          en: `Rules ${ids.en} both take this step, and neither is more specific.`,
          zh: `规则 ${ids.zh} 都适用于这一步，且没有哪条更具体。`,
        },
        related: finding.rules.map((rule) => ({
          at: headOf(itemOfRule(rule).node),
          message: { en: `Rule ${rule.id}`, zh: `规则 ${rule.id}` },
        })),
      };
    }
    case "input-missing":
      return inputMissing(played, finding);
    case "input-invalid":
      return {
        at: placeOfGiven(played, finding.step, finding.name),
        message: {
          en: `${finding.given} is no value that ${finding.name} can have in rule ${finding.rule.id}.`,
          zh: `${finding.given} 不是规则 ${finding.rule.id} 的输入项 ${finding.name} 能取的值。`,
        },
      };
    case "input-out-of-range": {
      const { min, max } = finding;
      const low = min !== undefined && finding.value.compare(min) < 0;
      return {
        at: placeOfGiven(played, finding.step, finding.name),
        message: {
          en: `${finding.name} is ${finding.value}; rule ${finding.rule.id} takes ${low ? `no less than ${min}` : `no more than ${max}`}.`,
          zh: `${finding.name} 为 ${finding.value}，规则 ${finding.rule.id} 要求${low ? `不小于 ${min}` : `不大于 ${max}`}。`,
        },
      };
    }
    case "not-computable": {
      const rule = ruleOf(played.ledger, finding.rule);
      if (!rule || proofOf(played.ledger, rule).unfinished) return undefined;
      return {
        at: placeOfStep(played, finding.step),
        message: {
          en: `Rule ${finding.rule.id} cannot be computed with these inputs. ${finding.problem.message.en}`,
          zh: `规则 ${finding.rule.id} 用这些输入算不出来。${finding.problem.message.zh}`,
        },
      };
    }
    case "time-invalid":
      return {
        at: stepOf(played, finding.step)?.at?.node ?? placeOfStep(played, finding.step),
        message: {
          en: `${finding.at} is no date and time. Write it as 2026-03-10 10:00.`,
          zh: `${finding.at} 不是日期时间，请写成 2026-03-10 10:00 的形式。`,
        },
      };
    case "time-out-of-order":
      return {
        at: stepOf(played, finding.step)?.at?.node ?? placeOfStep(played, finding.step),
        message: {
          en: `This step comes before the one above it (${finding.previous}). Put the steps in the order of time.`,
          zh: `这一步早于上一步（${finding.previous}）。请按时间先后排列。`,
        },
      };
    case "cut-off-passed":
      return cutOffPassed(played, finding);
    default:
      return undefined;
  }
}

function inputMissing(played: Played, finding: FindingOf<"input-missing">): CheckFinding {
  const names = listed(finding.names);
  return {
    at: placeOfStep(played, finding.step),
    message: {
      en: `Rule ${finding.rule.id} needs ${names.en}, which neither this step nor the scenario gives.`,
      zh: `规则 ${finding.rule.id} 需要 ${names.zh}，这一步和算例都没有给出。`,
    },
    fixes: () => givenFix(played, finding),
  };
}

/** The inputs as the step before gives them, when the scenario then runs better. */
function givenFix(played: Played, { step: index, names }: FindingOf<"input-missing">): readonly Fix[] {
  const step = stepOf(played, index);
  const { steps } = played.result.scenario;
  const given = new Map<string, string>();
  for (const name of names) {
    const value = [...steps.slice(0, index).reverse(), ...steps.slice(index + 1)]
      .find((one) => one.given?.has(name))
      ?.given?.get(name);
    if (value === undefined) return [];
    given.set(name, value);
  }
  const changed = steps.map((one, i) =>
    i === index ? { ...one, given: new Map([...(one.given ?? []), ...given]) } : one,
  );
  if (!step || !improves(played, { ...played.result.scenario, steps: changed })) return [];
  const values = Object.fromEntries(
    [...given].map(([name, value]) => [name, /^-?[\d.]+$/.test(value) ? value : JSON.stringify(value)]),
  );
  const text = [...given].map(([name, value]) => `${name}: ${value}`).join(", ");
  const edits = step.given.node
    ? Object.entries(values).map(([name, value]) => insertKey(step.given.node!, name, value))
    : [insertKey(step.node, "given", values)];
  return [{ title: { en: `Give ${text}`, zh: `补上 ${text}` }, edits }];
}

function cutOffPassed(played: Played, { step: index, day, waiting }: FindingOf<"cut-off-passed">): CheckFinding {
  return {
    at: stepOf(played, index)?.at?.node ?? placeOfStep(played, index),
    message: {
      en: `The day ${day} is over, but ${waiting === 1 ? "a leg still waits" : `${waiting} legs still wait`} for its day cut. Insert a day_cut step before this one.`,
      zh: `会计日 ${day} 已过，还有 ${waiting} 条分录等日切入账。请在这一步之前加上 day_cut。`,
    },
    fixes: () => {
      const before = stepOf(played, index - 1);
      const entity = bookOf(played.ledger, played.entry.document).entities[0];
      const end = endOfDay(day, entity?.accountingDay ?? DEFAULT_ACCOUNTING_DAY);
      const at = `${end.date} ${clockText(end.second / 60)}`;
      const { scenario } = played.result;
      const added: Step = { at, event: "day_cut", accountingDate: day };
      const steps = [...scenario.steps.slice(0, index), added, ...scenario.steps.slice(index)];
      if (!before || !improves(played, { ...scenario, steps })) return [];
      const item = { at: JSON.stringify(at), accounting_date: day, event: "day_cut" };
      return [
        {
          title: { en: `Insert the day cut of ${day}`, zh: `插入 ${day} 的日切` },
          edits: [insertItemsAfter(before.node, [item])],
        },
      ];
    },
  };
}

DOCS: page(stepUnmatched, {
  why: {
    en: "Rules are trusted only after they have been walked through with figures. A step that no rule takes, or that lacks an input, means the walk stops there, and so would the system.",
    zh: "规则要用数字走一遍才信得过。某一步没有规则接、或缺了输入，算例就走不下去，系统也一样。",
  },
  fix: {
    en: "Correct the step's event, status or guard; add the rule; give the inputs; cut the day before the next one begins.",
    zh: "改正这一步的事件、状态或条件，补上规则或输入项；跨会计日之前先日切。",
  },
  silent: {
    en: "Every step resolves to one rule and all inputs are given (what the scenario gives counts). `day_cut`, `buffer_run` and `reconciliation` need no rule.",
    zh: "每一步都对上一条规则、输入齐全（算例统一给出的也算）时不报；day_cut、buffer_run、reconciliation 不需要规则。",
  },
  bad: `
    === a.coa.yaml
    kind: chart-of-accounts
    schema: 1
    accounting_day:
      cut_off: "23:30"
      time_zone: Asia/Shanghai
    accounts:
      - code: "220201"
        name: 商户待结算
        class: liability
      - code: "300101"
        name: 渠道待清算
        class: common
    === b.posting.yaml
    kind: posting-rules
    schema: 1
    accounting_date: platform
    inputs:
      gross:
        type: money
        min: 0.01
    day_end:
      checks: [debits_equal_credits]
      on_imbalance: stop
    rules:
      - id: pay.ok
        event: payment
        idempotency_key: [payment_no]
        when:
          fee_mode: net
        entries:
          - debit: "300101"
            amount: gross
            timing: day_end
          - credit: "220201"
            amount: gross
    scenarios:
      - id: two-days
        steps:
          - at: "2026-03-10 10:00"
            event: payment
            when:
              fee_mode: net
            given:
              payment_no: P1
              gross: 10.00
          - at: "2026-03-10 09:00"
          #     ^^^^^^^^^^^^^^^^^^ post/scenario-step-unmatched: This step comes before the one above it (2026-03-10 10:00). Put the steps in the order of time.
            event: payment
            #      ^^^^^^^ post/scenario-step-unmatched: No rule takes this step. The nearest, pay.ok, needs fee_mode to be net.
            given:
              payment_no: P2
              gross: 5.00
          - at: "2026-03-11 10:00"
          #     ^^^^^^^^^^^^^^^^^^ post/scenario-step-unmatched: The day 2026-03-10 is over, but a leg still waits for its day cut. Insert a day_cut step before this one.
            event: payment
            #      ^^^^^^^ post/scenario-step-unmatched: Rule pay.ok needs gross, which neither this step nor the scenario gives.
            when:
              fee_mode: net
            given:
              payment_no: P3
          - at: "2026-03-11 11:00"
            event: payment
            when:
              fee_mode: net
            given:
              payment_no: P4
              gross: 0.00
              #      ^^^^ post/scenario-step-unmatched: gross is 0; rule pay.ok takes no less than 0.01.
  `,
  good: `
    === a.coa.yaml
    kind: chart-of-accounts
    schema: 1
    accounting_day:
      cut_off: "23:30"
      time_zone: Asia/Shanghai
    accounts:
      - code: "220201"
        name: 商户待结算
        class: liability
      - code: "300101"
        name: 渠道待清算
        class: common
    === b.posting.yaml
    kind: posting-rules
    schema: 1
    accounting_date: platform
    inputs:
      gross:
        type: money
        min: 0.01
    day_end:
      checks: [debits_equal_credits]
      on_imbalance: stop
    rules:
      - id: pay.ok
        event: payment
        idempotency_key: [payment_no]
        when:
          fee_mode: net
        entries:
          - debit: "300101"
            amount: gross
            timing: day_end
          - credit: "220201"
            amount: gross
    scenarios:
      - id: two-days
        given:
          fee_mode: net
        steps:
          - at: "2026-03-10 10:00"
            event: payment
            given:
              payment_no: P1
              gross: 10.00
          - at: "2026-03-10 23:30"
            event: day_cut
          - at: "2026-03-11 10:00"
            event: payment
            given:
              payment_no: P2
              gross: 5.00
  `,
  sources: ["2017-07-05 20:06", "2017-07-05 20:10"],
});
