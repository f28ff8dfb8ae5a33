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
});
