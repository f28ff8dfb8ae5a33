import { type ChildProcess, spawn } from "node:child_process";
import path from "node:path";
import { pathToFileURL } from "node:url";
import {
  createProtocolConnection,
  type Diagnostic,
  InitializeRequest,
  type InitializeResult,
  type ProtocolConnection,
  PublishDiagnosticsNotification,
  StreamMessageReader,
  StreamMessageWriter,
} from "vscode-languageserver-protocol/node";

export const ROOT = path.join(__dirname, "../..");

/** The built server over standard input and output, driven by the reference implementation of the protocol. */
export class ServerUnderTest {
  readonly diagnostics = new Map<string, { version: number | undefined; diagnostics: Diagnostic[] }>();
  private readonly waiting: (() => void)[] = [];

  private constructor(
    readonly process: ChildProcess,
    readonly connection: ProtocolConnection,
    readonly initialized: InitializeResult,
  ) {
    connection.onNotification(PublishDiagnosticsNotification.type, ({ uri, version, diagnostics }) => {
      this.diagnostics.set(uri, { version, diagnostics });
      for (const wake of this.waiting.splice(0)) wake();
    });
  }

  static async start(
    folder: string,
    options: { locale?: string; capabilities?: object } = {},
  ): Promise<ServerUnderTest> {
    const child = spawn(process.execPath, [path.join(ROOT, "dist/cli.js"), "lsp", "--stdio"], {
      stdio: ["pipe", "pipe", "inherit"],
    });
    const connection = createProtocolConnection(
      new StreamMessageReader(child.stdout!),
      new StreamMessageWriter(child.stdin!),
    );
    connection.listen();
    const uri = pathToFileURL(folder).href;
    const initialized = await connection.sendRequest(InitializeRequest.type, {
      processId: process.pid,
      rootUri: uri,
      workspaceFolders: [{ uri, name: "test" }],
      locale: options.locale ?? "en",
      capabilities: options.capabilities ?? {},
    });
    const server = new ServerUnderTest(child, connection, initialized);
    await connection.sendNotification("initialized", {});
    return server;
  }

  /** Waits until the newest diagnostics of a file satisfy a condition. */
  async until(
    uri: string,
    condition: (diagnostics: readonly Diagnostic[], version: number | undefined) => boolean,
  ): Promise<readonly Diagnostic[]> {
    for (;;) {
      const known = this.diagnostics.get(uri);
      if (known && condition(known.diagnostics, known.version)) return known.diagnostics;
      await new Promise<void>((wake) => this.waiting.push(wake));
    }
  }

  open(uri: string, text: string, languageId = "yaml"): Promise<void> {
    return this.connection.sendNotification("textDocument/didOpen", {
      textDocument: { uri, languageId, version: 1, text },
    });
  }

  async stop(): Promise<number | null> {
    const ended = new Promise<number | null>((resolve) => this.process.once("exit", resolve));
    await this.connection.sendRequest("shutdown");
    await this.connection.sendNotification("exit");
    this.connection.dispose();
    return ended;
  }
}
