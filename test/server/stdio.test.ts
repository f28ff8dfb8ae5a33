import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import type { Hover } from "vscode-languageserver-protocol";
import { BAD_INPUT, ODD_INPUT } from "../support/bad-input";
import { ServerUnderTest } from "./client";

const CHART = `kind: chart-of-accounts
schema: 1
accounts:
  - code: "2241"
    name: 待查长款
    class: liability
`;

describe("server over stdio", () => {
  let folder: string;
  let server: ServerUnderTest;
  const uri = (name: string) => pathToFileURL(path.join(folder, name)).href;

  beforeEach(async () => {
    folder = mkdtempSync(path.join(tmpdir(), "counting-house-"));
    writeFileSync(path.join(folder, "a.coa.yaml"), CHART);
  });
  afterEach(async () => {
    assert.equal(await server.stop(), 0);
    rmSync(folder, { recursive: true });
  });

  it("reports an unknown key at the key, then nothing once it is mended", async () => {
    server = await ServerUnderTest.start(folder);
    await server.open(uri("a.coa.yaml"), CHART.replace("name:", "nmae:"));
    const found = await server.until(uri("a.coa.yaml"), (d) => d.some((x) => x.code === "yaml/unknown-key"));
    const unknown = found.find((d) => d.code === "yaml/unknown-key")!;
    assert.deepEqual(unknown.range, { start: { line: 4, character: 4 }, end: { line: 4, character: 8 } });
    assert.equal(unknown.message, "Unknown key `nmae`; did you mean `name`?");
    await server.connection.sendNotification("textDocument/didChange", {
      textDocument: { uri: uri("a.coa.yaml"), version: 2 },
      contentChanges: [{ range: unknown.range, text: "name" }],
    });
    await server.until(
      uri("a.coa.yaml"),
      (d, version) => version === 2 && !d.some((x) => x.code?.toString().startsWith("yaml/")),
    );
  });

  it("speaks Chinese when the editor does", async () => {
    server = await ServerUnderTest.start(folder, { locale: "zh-cn" });
    await server.open(uri("a.coa.yaml"), CHART.replace("name:", "nmae:"));
    const found = await server.until(uri("a.coa.yaml"), (d) => d.some((x) => x.code === "yaml/unknown-key"));
    assert.ok(found.some((d) => d.message === "未知的键“nmae”，是不是“name”？"));
  });

  it("explains a term under the cursor in both languages", async () => {
    server = await ServerUnderTest.start(folder);
    await server.open(uri("a.coa.yaml"), CHART);
    const hover = (await server.connection.sendRequest("textDocument/hover", {
      textDocument: { uri: uri("a.coa.yaml") },
      position: { line: 4, character: 13 },
    })) as Hover;
    const { value } = hover.contents as { value: string };
    assert.match(value, /长款/);

    assert.match(value, /liability/);
    assert.match(value, /负债类科目/);
  });

  it("reports files that are not open", async () => {
    writeFileSync(path.join(folder, "b.posting.yaml"), "kind: posting-rules\nschema: 1\nrules: 5\n");
    server = await ServerUnderTest.start(folder);
    const found = await server.until(uri("b.posting.yaml"), (d) => d.length > 0);
    assert.equal(found[0]?.code, "yaml/wrong-value");
  });

  it("answers pulled diagnostics with the same findings as pushed ones", async () => {
    const broken = CHART.replace("name:", "nmae:").replace("liability", "libility");
    server = await ServerUnderTest.start(folder);
    await server.open(uri("a.coa.yaml"), broken);
    const pushed = await server.until(uri("a.coa.yaml"), (d) => d.length > 1);
    await server.stop();
    server = await ServerUnderTest.start(folder, { capabilities: { textDocument: { diagnostic: {} } } });
    assert.ok(server.initialized.capabilities.diagnosticProvider);
    await server.open(uri("a.coa.yaml"), broken);
    const report = (await server.connection.sendRequest("textDocument/diagnostic", {
      textDocument: { uri: uri("a.coa.yaml") },
    })) as { items: unknown[] };
    assert.deepEqual(report.items, pushed);
  });

  it("survives every kind of bad input and still answers", async () => {
    server = await ServerUnderTest.start(folder);
    for (const [name, bytes] of Object.entries({ ...BAD_INPUT, ...ODD_INPUT }))
      await server.open(uri(name), bytes.toString("utf8"));
    for (const name of Object.keys(BAD_INPUT)) {
      // Bytes that are no UTF-8 reach a server only through the disk.
      if (!name.startsWith("latin1")) await server.until(uri(name), (diagnostics) => diagnostics.length > 0);
    }
    const hover = await server.connection.sendRequest("textDocument/hover", {
      textDocument: { uri: uri("bomb.coa.yaml") },
      position: { line: 2, character: 3 },
    });
    assert.ok(hover === null || typeof hover === "object");
  });

  it("answers impossible positions, unknown files and stale versions without failing", async () => {
    server = await ServerUnderTest.start(folder);
    await server.open(uri("a.coa.yaml"), CHART);
    for (const method of ["hover", "definition", "references", "documentHighlight"]) {
      for (const position of [
        { line: 9999, character: 9999 },
        { line: 0, character: 2 ** 31 - 1 },
      ]) {
        for (const target of [uri("a.coa.yaml"), "file:///nowhere/x.yaml", "untitled:Untitled-1"]) {
          await server.connection.sendRequest(`textDocument/${method}`, {
            textDocument: { uri: target },
            position,
            context: { includeDeclaration: true },
          });
        }
      }
    }
    await server.connection.sendNotification("textDocument/didChange", {
      textDocument: { uri: uri("a.coa.yaml"), version: 1 },
      contentChanges: [{ range: { start: { line: 500, character: 0 }, end: { line: 600, character: 9 } }, text: "x" }],
    });
    await server.connection.sendRequest("textDocument/hover", {
      textDocument: { uri: uri("a.coa.yaml") },
      position: { line: 0, character: 0 },
    });
  });
});
