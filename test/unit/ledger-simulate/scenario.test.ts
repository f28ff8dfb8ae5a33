import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { simulate } from "../../../server/src/ledger/simulate/simulate";
import { readLedger } from "./read-yaml";

const FIXTURES = join(import.meta.dirname, "../../fixtures/formats");
const read = (name: string) => readFileSync(join(FIXTURES, name), "utf8");

describe("the acquiring example", () => {
  const ledger = readLedger(read("acquiring.posting.yaml"), read("qinghe.coa.yaml"));
  const [scenario] = ledger.scenarios;
  const run = simulate(ledger.book, ledger.rules, scenario!);

  it("runs without a finding", () => {
    assert.deepEqual(run.findings, []);
    assert.equal(run.steps.length, 20);
  });

  it("sums the day's channel legs into one posting at the day cut", () => {
    const cut = run.steps[3]!;
    assert.equal(cut.day, "2026-03-10");
    assert.deepEqual(
      cut.postings.map((posting) => [posting.account, posting.side, posting.amount.toString(), posting.count, posting.dimensions.get("channel")]),
      [["300101", "debit", "365", 3, "wallet-qr"]],
    );
  });
});
