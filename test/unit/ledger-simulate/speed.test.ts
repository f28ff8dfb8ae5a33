import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { simulate } from "../../../server/src/ledger/simulate/simulate";
import type { Scenario, Step } from "../../../server/src/ledger/simulate/types";
import { readLedger } from "./read-yaml";

const FIXTURES = join(__dirname, "../../fixtures/formats");
const ledger = readLedger(
  readFileSync(join(FIXTURES, "acquiring.posting.yaml"), "utf8"),
  readFileSync(join(FIXTURES, "qinghe.coa.yaml"), "utf8"),
);

/** Payments, settlements and refunds of 500 merchants, two hundred of each a day, and a day cut every evening. */
function longScenario(events: number): Scenario {
  const steps: Step[] = [];
  for (let number = 0; steps.length < events; number++) {
    const date = new Date(Date.UTC(2026, 2, 10 + Math.floor(number / 200))).toISOString().slice(0, 10);
    const at = `${date} ${String(8 + Math.floor((number % 200) / 20)).padStart(2, "0")}:00`;
    const payment = {
      payment_no: `P${number}`,
      merchant: `M${number % 500}`,
      gross: `${100 + (number % 97)}.${10 + (number % 90)}`,
    };
    const refund = { ...payment, refund_no: `R${number}`, refund_amount: "20.05" };
    steps.push({ at, event: "payment", given: new Map(Object.entries(payment)) });
    steps.push({ at, event: "settlement", given: new Map(Object.entries(payment)) });
    steps.push({ at, event: "refund", status: "accepted", given: new Map(Object.entries(refund)) });
    steps.push({ at, event: "refund", status: "succeeded", given: new Map(Object.entries(refund)) });
    if (number % 200 === 199) steps.push({ at: `${date} 23:55`, event: "day_cut" });
  }
  const { id, terms, product, given } = ledger.scenarios[0]!;
  return { id, terms, product, given, steps };
}

/** Processor time in microseconds, which other programs on the machine do not lengthen; the best of three. */
function cost(scenario: Scenario): number {
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round < 3; round++) {
    const start = process.cpuUsage();
    simulate(ledger.book, ledger.rules, scenario);
    best = Math.min(best, process.cpuUsage(start).user);
  }
  return best;
}

describe("a scenario of 10,000 events", () => {
  it("runs without a finding but the legs of the last day", () => {
    const { findings, steps } = simulate(ledger.book, ledger.rules, longScenario(10_000));
    assert.equal(steps.length >= 10_000, true);
    assert.deepEqual(
      findings.map(({ kind }) => kind),
      ["legs-waiting"],
    );
  });

  it("costs about as much per event as a shorter one", () => {
    cost(longScenario(2_000));
    const ratio = cost(longScenario(6_000)) / cost(longScenario(3_000));
    assert(ratio < 3.2, `ratio ${ratio.toFixed(2)}`);
  });
});
