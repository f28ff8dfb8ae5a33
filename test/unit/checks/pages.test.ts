import assert from "node:assert/strict";
import { CHECKS } from "../../../server/src/checks/all.generated";
import { pageOf } from "../../../server/src/checks/pages";
import { annotationOf, expectationsOf, type Fixture, findingsOf, fixture, workspaceOf } from "../../support/files";
import { applyFix } from "../../support/fixes";

/** Every check's page is its first fixture: the bad text is reported exactly there, the good text is silent, fixes repair. */
describe("check", () => {
  for (const check of CHECKS) {
    describe(check.code, () => {
      const page = pageOf(check.code);
      it("has a page with a bad and a good example", () => {
        assert.ok(page, "no page declared");
        assert.ok(
          fixture(page.bad).expected.some((e) => e.code === check.code),
          "the bad example marks no finding of this check",
        );
      });
      if (!page) return;
      it("reports the bad example at the exact place", () =>
        assertFindings(fixture(withSwitch(page.bad, check.code)), check.code));
      it("is silent on the good example", () => assertFindings(fixture(withSwitch(page.good, check.code)), check.code));
      it("has fixes that remove the finding, add none and change nothing when repeated", () => {
        const { files } = fixture(withSwitch(page.bad, check.code));
        const before = findingsOf(workspaceOf(files));
        for (const [, findings] of before) {
          for (const finding of findings.filter((f) => f.code === check.code)) {
            for (const fix of finding.fixes?.() ?? []) {
              const fixed = applyFix(files, fix);
              const after = findingsOf(workspaceOf(fixed));
              const count = (all: typeof before, code?: string) =>
                [...all.values()].flat().filter((f) => !code || f.code === code).length;
              assert.ok(count(after, check.code) < count(before, check.code), `“${fix.title.en}” leaves the finding`);
              assert.ok(
                count(after) < count(before),
                `“${fix.title.en}” adds a finding: ${[...after.values()].flat().map((f) => `${f.code} ${f.message.en}`)}`,
              );
            }
          }
        }
      });
      it("speaks both languages", () => {
        for (const findings of findingsOf(workspaceOf(fixture(page.bad).files)).values()) {
          for (const { message } of findings) {
            assert.match(message.zh, /\p{Script=Han}/u);
            assert.doesNotMatch(message.en, /undefined|\[object/);
            assert.doesNotMatch(message.zh, /undefined|\[object/);
          }
        }
      });
    });
  }
});

/** Checks that are off by default are switched on for their own fixtures. */
function withSwitch(text: string, code: string): string {
  const check = CHECKS.find((c) => c.code === code)!;
  if (!check.offByDefault || text.includes("=== counting-house.yaml")) return text;
  const body = text.includes("=== ")
    ? text
    : `=== fixture.${/kind:\s*posting-rules/.test(text) ? "posting" : /kind:\s*payment-channels/.test(text) ? "channel" : "coa"}.yaml\n${text.replace(/^\n/, "")}`;
  return `=== counting-house.yaml\nchecks: { ${code}: ${check.severity} }\n${body}`;
}

function assertFindings(given: Fixture, code: string): void {
  const workspace = workspaceOf(given.files);
  const found = [...findingsOf(workspace)].flatMap(([file, findings]) =>
    findings.filter((f) => f.code === code).map((f) => annotationOf(workspace, file, f)),
  );
  assert.deepEqual(found.sort(), expectationsOf(given, code).sort());
  for (const expectation of given.expected.filter((e) => e.code === code && e.message)) {
    const messages = findingsOf(workspace)
      .get(expectation.file)!
      .filter((f) => f.code === code)
      .flatMap((f) => [f.message.en, f.message.zh]);
    assert.ok(
      messages.includes(expectation.message!),
      `expected “${expectation.message}”, found:\n${messages.join("\n")}`,
    );
  }
}
