import assert from "node:assert/strict";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import fc from "fast-check";
import type { Hover } from "vscode-languageserver-protocol";
import { ROOT, ServerUnderTest } from "../server/client";
import { PATIENCE, runs } from "./support/runs";

const LANGUAGE = [
  "hover",
  "completion",
  "definition",
  "references",
  "documentHighlight",
  "prepareRename",
  "rename",
  "documentSymbol",
  "codeAction",
  "codeLens",
  "inlayHint",
  "foldingRange",
  "selectionRange",
  "documentLink",
  "semanticTokens/full",
  "semanticTokens/full/delta",
  "semanticTokens/range",
  "diagnostic",
].map((name) => `textDocument/${name}`);

const REQUESTS = [
  ...LANGUAGE,
  "workspace/symbol",
  "workspace/diagnostic",
  "completionItem/resolve",
  "codeLens/resolve",
  "countingHouse/glossary",
  "countingHouse/term",
  "countingHouse/membership",
  "countingHouse/preview",
  "countingHouse/flow",
  "countingHouse/tests",
  "countingHouse/runTest",
  "nothing/known",
];

const NOTIFICATIONS = [
  "textDocument/didOpen",
  "textDocument/didChange",
  "textDocument/didClose",
  "textDocument/didSave",
  "workspace/didChangeWatchedFiles",
  "workspace/didChangeWorkspaceFolders",
  "workspace/didChangeConfiguration",
  "initialized",
  "$/cancelRequest",
  "$/setTrace",
  "nothing/known",
];

const FILES = [
  "counting-house.yaml",
  "qinghe.coa.yaml",
  "acquiring.posting.yaml",
  "wallet.channel.yaml",
  "new.coa.yaml",
];

/** What one message can say, right and wrong, for the ledger in a folder. */
function messages(folder: string): fc.Arbitrary<{ method: string; request: boolean; params: unknown }> {
  const own = FILES.map((name) => pathToFileURL(path.join(folder, name)).href);
  const strange = [
    "file:///nowhere/x.coa.yaml",
    `${pathToFileURL(folder).href}/%zz.coa.yaml`,
    `${pathToFileURL(folder).href}/a%2Fb.coa.yaml`,
    `${pathToFileURL(folder).href}/%00.coa.yaml`,
    `${pathToFileURL(folder).href}/../../etc/x.coa.yaml`,
    "file://host/share/x.coa.yaml",
    "untitled:Untitled-1",
    "vscode-vfs://github/a/b/x.posting.yaml",
    "__proto__",
    "",
    "file:",
  ];
  const odd = fc.constantFrom<unknown>(null, undefined, -1, 1.5, 2 ** 40, "x", true, [], {}, [null], {
    __proto__: null,
  });
  const mostly = <T>(right: fc.Arbitrary<T>) => fc.oneof({ weight: 9, arbitrary: right as fc.Arbitrary<unknown> }, odd);
  const uri = mostly(fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...own) }, fc.constantFrom(...strange)));
  const number = mostly(
    fc.oneof(fc.nat(60), fc.constantFrom(-1, 0, 99_999, 2 ** 31 - 1, 2 ** 31, Number.MAX_SAFE_INTEGER)),
  );
  const position = mostly(fc.record({ line: number, character: number }));
  const range = mostly(fc.record({ start: position, end: position }));
  const text = mostly(
    fc.constantFrom("", "kind: chart-of-accounts\nschema: 1\n", "\0", "]", "- a", "账\r", "\uD83D", "a: *a"),
  );
  const version = mostly(fc.constantFrom(0, 1, 2, 3, 99, -5));
  const params = fc.record(
    {
      textDocument: mostly(
        fc.record({ uri, version, languageId: fc.constant("yaml"), text }, { requiredKeys: ["uri"] }),
      ),
      position,
      positions: mostly(fc.array(position, { maxLength: 3 })),
      range,
      context: mostly(
        fc.record({
          diagnostics: fc.constant([]),
          only: mostly(fc.constant(["quickfix"])),
          includeDeclaration: fc.boolean(),
        }),
      ),
      newName: text,
      query: text,
      id: mostly(fc.constantFrom("chang-kuan", "__proto__", "toString", 7)),
      uri,
      scope: mostly(fc.constantFrom("rule", "scenario", "workspace")),
      previousResultId: text,
      previousResultIds: mostly(fc.array(mostly(fc.record({ uri, value: text })), { maxLength: 2 })),
      contentChanges: mostly(
        fc.array(mostly(fc.record({ range, text }, { requiredKeys: ["text"] })), { maxLength: 3 }),
      ),
      changes: mostly(fc.array(mostly(fc.record({ uri, type: fc.constantFrom(1, 2, 3, 9) })), { maxLength: 3 })),
      event: mostly(
        fc.record({ added: mostly(fc.constant([])), removed: mostly(fc.array(fc.record({ uri }), { maxLength: 2 })) }),
      ),
      data: mostly(
        fc.record({
          of: fc.constantFrom("schema", "symbol", "term", "account", "rule", "x"),
          uri,
          name: text,
          code: text,
          id: text,
        }),
      ),
      label: fc.constant("x"),
    },
    { requiredKeys: ["textDocument", "position", "range", "contentChanges", "changes", "event", "context", "data"] },
  );
  const content = fc.oneof(
    { weight: 15, arbitrary: params as fc.Arbitrary<unknown> },
    fc.constantFrom<unknown>({}, [], null),
  );
  return fc.oneof(
    fc.record({ method: fc.constantFrom(...REQUESTS), request: fc.constant(true), params: content }),
    fc.record({ method: fc.constantFrom(...NOTIFICATIONS), request: fc.constant(false), params: content }),
  );
}

describe("messages that no editor sends", function () {
  this.timeout(PATIENCE);
  const folder = mkdtempSync(path.join(tmpdir(), "counting-house-fuzz-"));
  const chart = pathToFileURL(path.join(folder, "qinghe.coa.yaml")).href;
  let server: ServerUnderTest;
  let death: Promise<never>;

  before(async () => {
    cpSync(path.join(ROOT, "test/fixtures/formats"), folder, { recursive: true });
    server = await ServerUnderTest.start(folder, { capabilities: { textDocument: { diagnostic: {} } } });
    death = new Promise((_, reject) => server.process.once("exit", () => reject(new Error("the server has died"))));
    death.catch(() => undefined);
  });
  after(async () => {
    assert.equal(await server.stop(), 0);
    rmSync(folder, { recursive: true });
  });

  /** What the server answers; a server that has died answers nothing, ever. */
  const alive = <T>(answer: Promise<T>): Promise<T> => Promise.race([answer, death]);

  it("are answered, and the server lives on and knows its files", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(messages(folder), { minLength: 10, maxLength: 30 }), async (many) => {
        const answers: Promise<unknown>[] = [];
        for (const [i, { method, request, params }] of many.entries()) {
          if (request) {
            // An error is an answer; silence would end the test by its time limit.
            const answer = alive(server.connection.sendRequest(method, params as object).catch(() => undefined));
            if (i % 2 === 0) await answer;
            else answers.push(answer);
          } else await server.connection.sendNotification(method, params as object);
        }
        await Promise.all(answers);
        await server.connection.sendNotification("textDocument/didClose", { textDocument: { uri: chart } });
        await server.connection.sendNotification("workspace/didChangeWatchedFiles", {
          changes: [{ uri: chart, type: 2 }],
        });
        // The file is read from the disk again, which takes a moment.
        let hover: Hover | null = null;
        for (let tries = 0; tries < 200 && !hover; tries++) {
          hover = await alive(
            server.connection.sendRequest<Hover | null>("textDocument/hover", {
              textDocument: { uri: chart },
              position: { line: 2, character: 3 },
            }),
          );
          if (!hover) await setTimeout(10);
        }
        assert.ok(hover, "the server has forgotten a file of its folder");
      }),
      // The server goes on from run to run, so a failure cannot be made smaller.
      { ...runs(20), endOnFailure: true },
    );
  });

  it("may be no JSON at all", async () => {
    for (const body of ["{", "[]", "null", '{"jsonrpc":"2.0"}', '{"jsonrpc":"2.0","id":{},"method":7}', "\0\xFF"])
      server.process.stdin!.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
    const symbols = await server.connection.sendRequest("workspace/symbol", { query: "" });
    assert.ok(Array.isArray(symbols) && symbols.length > 0);
  });
});
