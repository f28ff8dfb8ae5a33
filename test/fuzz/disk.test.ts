import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathOf, uriOf } from "../../server/src/host/files";
import { nodeHost } from "../../server/src/host/node-host";
import { Workspace } from "../../server/src/index/workspace";

const CHART = 'kind: chart-of-accounts\nschema: 1\naccounts:\n  - {code: "1", name: 甲, class: asset}\n';

describe("files that come and go", () => {
  const root = realpathSync(mkdtempSync(path.join(tmpdir(), "counting-house-disk-")));
  const folder = path.join(root, "ledger");
  const host = nodeHost(() => undefined);
  const workspace = new Workspace(host);
  const file = (name: string) => path.join(folder, name);
  const known = (name: string) => workspace.file(uriOf(file(name)))?.documents.length;

  before(async () => {
    mkdirSync(folder);
    for (const name of ["a.coa.yaml", "100% (甲)+'b'!.coa.yaml"]) writeFileSync(file(name), CHART);
    writeFileSync(path.join(root, "outside.coa.yaml"), CHART);
    symlinkSync(path.join(root, "outside.coa.yaml"), file("link.coa.yaml"));
    workspace.folders = [uriOf(folder)];
    await host.load(workspace, uriOf(folder), () => undefined);
  });
  after(() => rmSync(root, { recursive: true }));

  it("have the URI an editor gives them, whatever their name", () => {
    const uri = `${uriOf(folder)}/100%25%20%28%E7%94%B2%29%2B%27b%27%21.coa.yaml`;
    assert.equal(workspace.file(uri)?.documents.length, 1);
    assert.equal(pathOf(uri), file("100% (甲)+'b'!.coa.yaml"));
  });

  it("outside the folder are not read, by a link or a path", async () => {
    assert.equal(known("link.coa.yaml"), undefined);
    const sneaky = `${uriOf(folder)}/../outside.coa.yaml`;
    for (const uri of [uriOf(file("link.coa.yaml")), sneaky, uriOf(path.join(root, "outside.coa.yaml"))]) {
      await host.reload(workspace, uri);
      assert.equal(workspace.file(uri), undefined);
    }
  });

  it("are forgotten when they are gone, without a finding that stays", async () => {
    assert.equal(known("a.coa.yaml"), 1);
    rmSync(file("a.coa.yaml"));
    await host.reload(workspace, uriOf(file("a.coa.yaml")));
    assert.equal(workspace.file(uriOf(file("a.coa.yaml"))), undefined);
  });

  it("are no fault when their URI is none", async () => {
    for (const uri of ["", "file:", "untitled:x", `${uriOf(folder)}/%zz.coa.yaml`, `${uriOf(folder)}/a%2Fb.coa.yaml`])
      await host.reload(workspace, uri);
  });
});
