import assert from "node:assert/strict";
import { type Document, parseDocument, type YAMLMap, YAMLSeq } from "yaml";
import type { Finding } from "../../../server/src/finding";
import { runOf, type ScenarioResult } from "../../../server/src/index/engine/runs";
import type { Ledger } from "../../../server/src/index/ledger";
import { Rational } from "../../../server/src/ledger/rational";
import { findingsOf, workspaceOf } from "../../support/files";
import { matching } from "./evidence";
import { CASES, type Case, CORRESPONDENCE, filesOf, written } from "./library";
import { mutate } from "./mutate";
import { TRANSLATIONS } from "./translations";

/** Mutants no check catches; test/cases/README.md says why. */
const NOT_CAUGHT = ["C12 M2", "C21 M2", "C37 M2", "C48 M2"];

/** Lines of evidence that do not come true here, because the step they come from is refused first; the same place says why. */
const REFUSED_FIRST = ["C23 M2 ZERO 应付退款", "C24 M1 ZERO 通道待清算", "C25 M3 ZERO 渠道待清算-微信"];

/** What a line of evidence may be reported as. */
const CODES: Readonly<Record<string, readonly string[]>> = {
  BAL: ["post/scenario-mismatch", "post/unbalanced", "post/rounding-residual", "post/one-sided"],
  ZERO: ["post/scenario-residual"],
  SIGN: ["post/scenario-mismatch"],
  IDENT: ["post/scenario-mismatch"],
  STMT: ["post/scenario-mismatch"],
  REQ: ["post/scenario-mismatch", "post/refund-cap"],
  NEG: ["post/red-entry", "post/scenario-mismatch"],
  DAY: ["post/scenario-mismatch"],
  END: ["post/scenario-mismatch"],
};

describe("case library", () => {
  it("has 60 cases and 191 mutants", () => {
    assert.equal(CASES.length, 60);
    assert.equal(CASES.flatMap(({ mutants }) => mutants).length, 191);
  });

  for (const item of CASES) {
    it(`${item.id} ${item.zh}`, () => {
      const { ledger, errors, scenarios } = check(filesOf(item.id));
      const [scenario, ...more] = scenarios;
      assert.ok(scenario && more.length === 0);
      assert.deepEqual(
        scenario.run.findings.map(({ kind }) => kind),
        item.base_flags.map(() => "statement-differs"),
      );
      for (const flag of item.base_flags) assert.equal(matching(flag, scenario.run, ledger).length, 1, flag);
      assert.deepEqual(
        errors.map(({ code }) => code),
        item.base_flags.map(() => "post/scenario-mismatch"),
      );
      checkBalances(item, scenario, ledger);
      checkFigures(item, scenario);
    });
  }

  for (const [id, published, completed] of [
    ["C02", "0.08", "0.02"],
    ["C03", "-0.16", "0.02"],
  ] as const) {
    it(`${id}: the published homework leaves money on the transit account`, () => {
      const { ledger, errors, scenarios } = check(filesOf(`${id}-homework`));
      const left = scenarios.map(({ item, run }) => [
        item.id?.value,
        run.findings.map((finding) =>
          finding.kind === "residual" ? `${nameOf(ledger, finding)} ${finding.balance}` : finding.kind,
        ),
      ]);
      assert.deepEqual(left, [
        ["as-published", [`购汇过渡户 ${published}`]],
        ["with-step-5", [`购汇过渡户 ${completed}`]],
      ]);
      const residuals = errors.filter(({ code }) => code === "post/scenario-residual");
      assert.equal(residuals.length, 2);
      for (const [index, amount] of [published, completed].entries())
        assert.match(residuals[index]?.message.en ?? "", new RegExp(amount.replace("-", "")));
    });
  }
});

describe("case library, mutants", () => {
  const notCaught: string[] = [];
  const missing: string[] = [];

  for (const item of CASES) {
    it(`${item.id}: each is reported`, () => {
      for (const mutant of item.mutants) {
        const id = `${item.id} ${mutant.id}`;
        if (mutant.ops === null) {
          notCaught.push(id);
          continue;
        }
        const files = mutate(filesOf(item.id), item, correspondence(item), TRANSLATIONS[id] ?? mutant.ops);
        const { ledger, errors, scenarios } = check(files);
        const run = scenarios[0]?.run;
        assert.ok(run);
        let caught = false;
        for (const line of mutant.evidence) {
          const [found] = matching(line, run, ledger);
          if (found === undefined) missing.push(`${id} ${line.split(" = ")[0]}`);
          else if (isReported(line, found, errors)) caught = true;
        }
        assert.ok(caught, `${id} (${mutant.text}): ${errors.map(({ code, message }) => `${code} ${message.en}`)}`);
      }
    });
  }

  it("all but those the README explains", () => {
    assert.deepEqual(notCaught, NOT_CAUGHT);
    assert.deepEqual(missing, REFUSED_FIRST);
  });
});

function check(files: ReadonlyMap<string, string>) {
  const workspace = workspaceOf(files);
  const [ledger, ...others] = workspace.ledgers;
  assert.ok(ledger && others.length === 0);
  const errors = [...findingsOf(workspace).values()].flat().filter(({ severity }) => severity === "error");
  return { ledger, errors, scenarios: [...ledger.scenarios()].map((entry) => runOf(ledger, entry)) };
}

function correspondence(item: Case) {
  const found = CORRESPONDENCE[item.id];
  assert.ok(found);
  return found;
}

/** Whether an error of a fitting code names the account and the amount the line does. */
function isReported(line: string, found: object, errors: readonly Finding[]): boolean {
  const [code = ""] = line.split(" ");
  const account = "account" in found && typeof found.account === "string" ? found.account : "";
  const amount = /([\d.]+)$/.exec(line.split(" vs ")[0] ?? "")?.[1] ?? "";
  return errors.some(
    (error) =>
      CODES[code]?.includes(error.code) === true &&
      (code === "BAL" || error.message.en.includes(account)) &&
      (code === "BAL" || code === "IDENT" || error.message.en.replaceAll(",", "").includes(amount)),
  );
}

/** Every account ends with the balance the library gives. */
function checkBalances(item: Case, { run }: ScenarioResult, ledger: Ledger): void {
  const closing = new Map(
    run.closing.map((balance) => [nameOf(ledger, balance), balance.balance.sub(Rational.ZERO)] as const),
  );
  for (const { key, end } of item.accounts) {
    const [side, amount] = end.split(" ");
    const expected = Rational.decimal(amount ?? "0");
    const actual = closing.get(written(key)) ?? Rational.ZERO;
    assert.equal(`${key} ${actual}`, `${key} ${side === "贷" ? expected.neg() : expected}`);
  }
}

/** Every named amount has the library's value: those no leg uses are asked as identities, those of one step read from it. */
function checkFigures(item: Case, result: ScenarioResult): void {
  const { names } = correspondence(item);
  const asked: string[] = [];
  for (const { name, value } of item.lets) {
    const meaning = names[name];
    if (!meaning || !("amount" in meaning)) continue;
    if (meaning.step === undefined) {
      asked.push(`${meaning.amount} == ${value}`);
      continue;
    }
    const index = result.scenario.steps.findIndex(({ id }) => id === meaning.step);
    const computed = result.run.steps[index]?.amounts.get(meaning.amount);
    assert.equal(`${name} ${computed}`, `${name} ${Rational.decimal(value)}`);
  }
  const { scenarios } = check(withIdentities(filesOf(item.id), asked));
  assert.deepEqual(
    scenarios[0]?.run.findings.filter(({ kind }) => kind === "identity-broken" || kind === "identity-not-computable"),
    [],
  );
}

function withIdentities(files: ReadonlyMap<string, string>, conditions: readonly string[]): Map<string, string> {
  const changed = new Map(files);
  for (const [name, text] of files) {
    if (!name.endsWith(".posting.yaml")) continue;
    const document: Document = parseDocument(text);
    const scenario = document.getIn(["scenarios", 0]) as YAMLMap;
    const identities = (scenario.get("identities") ?? new YAMLSeq()) as YAMLSeq;
    for (const condition of conditions) identities.add(document.createNode({ name: condition, condition }));
    scenario.set("identities", identities);
    changed.set(name, document.toString());
  }
  return changed;
}

/** An account by its name, with its entity's where there are several. */
function nameOf(ledger: Ledger, { entity, account }: { readonly entity: string; readonly account: string }): string {
  const chart = ledger.charts.find((one) => one.entity === entity);
  const name = chart?.account(account)?.name?.value ?? account;
  return ledger.charts.length > 1 ? `${entity.toUpperCase()}:${name}` : name;
}
