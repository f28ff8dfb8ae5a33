import assert from "node:assert/strict";
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { checkPaths } from "../../../server/src/cli/check";
import { BAD_INPUT, ODD_INPUT } from "../../support/bad-input";

describe("bad input on the command line", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), "counting-house-bad-"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const check = async (name: string) => {
    const problems: string[] = [];
    const checked = await checkPaths([path.join(folder, name)], {
      missing: ({ reason }) => problems.push(reason),
      failed: (code, error) => assert.fail(`${code}: ${String(error)}`),
    });
    return { problems, findings: checked.flatMap(({ findings }) => findings) };
  };

  for (const [name, bytes] of Object.entries(BAD_INPUT)) {
    it(`says what is wrong with ${name}`, async () => {
      writeFileSync(path.join(folder, name), bytes);
      const { findings } = await check(name);
      assert.ok(findings.length > 0, "a silent “all good”");
      for (const { message } of findings) assert.match(message.zh, /\p{Script=Han}/u);
    });
  }

  for (const [name, bytes] of Object.entries(ODD_INPUT)) {
    it(`reads ${name}`, async () => {
      writeFileSync(path.join(folder, name), bytes);
      const { findings } = await check(name);
      assert.deepEqual(
        findings.filter((f) => f.severity === "error").map((f) => [f.code, f.message.en]),
        [],
      );
    });
  }

  it("names a path that does not exist, and a link that leads nowhere", async () => {
    assert.deepEqual((await check("nothing-here")).problems, ["ENOENT"]);
    symlinkSync(path.join(folder, "gone"), path.join(folder, "dangling"));
    writeFileSync(path.join(folder, "a.coa.yaml"), "kind: chart-of-accounts\nschema: 1\naccounts: []\n");
    const { problems } = await check(".");
    assert.deepEqual(problems, ["ENOENT"]);
  });

  it("checks a single file whatever lies beside it, and says so apart", async () => {
    symlinkSync(path.join(folder, "gone"), path.join(folder, "dangling"));
    writeFileSync(path.join(folder, "a.coa.yaml"), "kind: chart-of-accounts\nschema: 1\naccounts: []\n");
    const beside: string[] = [];
    const checked = await checkPaths([path.join(folder, "a.coa.yaml")], {
      missing: ({ path: file }) => assert.fail(file),
      beside: ({ path: file, reason }) => beside.push(`${path.basename(file)} ${reason}`),
      failed: (code, error) => assert.fail(`${code}: ${String(error)}`),
    });
    assert.equal(checked.length, 1);
    assert.deepEqual(beside, ["dangling ENOENT"]);
  });

  it("says once per document that aliases make it enormous", async () => {
    const bomb = ["a", "b", "c", "d", "e", "f", "g"].map((name, i, all) => {
      const inner = i === 0 ? "x" : `*${all[i - 1]!}`;
      return `x-${name}: &${name} [${Array(10).fill(inner).join(", ")}]`;
    });
    const items = ["1001", "1002"].map(
      (code) => `  - code: "${code}"\n    name: 现金\n    class: asset\n    x-more: *g\n`,
    );
    writeFileSync(
      path.join(folder, "bomb.coa.yaml"),
      `kind: chart-of-accounts\nschema: 1\n${bomb.join("\n")}\naccounts:\n${items.join("")}`,
    );
    const { findings } = await check("bomb.coa.yaml");
    assert.equal(findings.filter(({ code }) => code === "yaml/too-large").length, 1);
  });
});
