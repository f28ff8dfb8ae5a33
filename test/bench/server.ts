import { type ChildProcess, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { performance } from "node:perf_hooks";
import { pathToFileURL } from "node:url";
import {
  createProtocolConnection,
  type ProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from "vscode-languageserver-protocol/node";

const ROOT = path.join(__dirname, "../..");

/** One language server under measurement, spoken to as an editor would. */
export class MeasuredServer {
  private readonly waiting = new Map<string, ((version: number | undefined) => void)[]>();

  private constructor(
    readonly child: ChildProcess,
    readonly connection: ProtocolConnection,
    /** Milliseconds from spawn to the answer to `initialize`. */
    readonly startMs: number,
  ) {
    connection.onNotification(
      "textDocument/publishDiagnostics",
      ({ uri, version }: { uri: string; version?: number }) => {
        for (const wake of this.waiting.get(uri)?.splice(0) ?? []) wake(version);
      },
    );
  }

  static async start(
    which: "counting-house" | "yaml-language-server",
    folder: string,
    schemas: Readonly<Record<string, string>>,
  ): Promise<MeasuredServer> {
    const command =
      which === "counting-house"
        ? [path.join(ROOT, "dist/cli.js"), "lsp", "--stdio"]
        : [path.join(ROOT, "node_modules/yaml-language-server/bin/yaml-language-server"), "--stdio"];
    const begin = performance.now();
    const child = spawn(process.execPath, command, { stdio: ["pipe", "pipe", "ignore"] });
    const connection = createProtocolConnection(
      new StreamMessageReader(child.stdout!),
      new StreamMessageWriter(child.stdin!),
    );
    connection.onRequest("workspace/configuration", ({ items }: { items: { section?: string }[] }) =>
      items.map(({ section }) =>
        section === "yaml"
          ? { schemas, validate: true, hover: true, completion: true, schemaStore: { enable: false } }
          : null,
      ),
    );
    connection.onRequest("client/registerCapability", () => null);
    connection.onRequest("custom/schema/request", () => null);
    connection.listen();
    const uri = pathToFileURL(folder).href;
    await connection.sendRequest("initialize", {
      processId: process.pid,
      rootUri: uri,
      workspaceFolders: [{ uri, name: "bench" }],
      capabilities: {
        workspace: { configuration: true, didChangeConfiguration: {} },
        textDocument: {
          hover: { contentFormat: ["markdown"] },
          completion: { completionItem: { snippetSupport: true } },
        },
      },
    });
    const server = new MeasuredServer(child, connection, performance.now() - begin);
    await connection.sendNotification("initialized", {});
    await connection.sendNotification("workspace/didChangeConfiguration", {
      settings: { yaml: { schemas, validate: true, hover: true, completion: true, schemaStore: { enable: false } } },
    });
    return server;
  }

  /** Milliseconds until diagnostics for the file arrive after `action`. */
  async untilDiagnostics(uri: string, action: () => Promise<void>): Promise<number> {
    const begin = performance.now();
    const arrived = new Promise<void>((resolve) =>
      this.waiting.set(uri, [...(this.waiting.get(uri) ?? []), () => resolve()]),
    );
    await action();
    await arrived;
    return performance.now() - begin;
  }

  async timed(method: string, params: object): Promise<number> {
    const begin = performance.now();
    await this.connection.sendRequest(method, params);
    return performance.now() - begin;
  }

  /** Resident memory in MB. */
  memory(): number {
    const status = readFileSync(`/proc/${this.child.pid}/status`, "utf8");
    return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024;
  }

  stop(): void {
    this.connection.dispose();
    this.child.kill();
  }
}
