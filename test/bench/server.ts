import { type ChildProcess, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { performance } from "node:perf_hooks";
import { setTimeout as sleep } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import {
  createProtocolConnection,
  type ProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from "vscode-languageserver-protocol/node";
import { statusNotification } from "../../server/src/protocol";
import { standaloneSchema } from "./standalone-schema";

const ROOT = path.join(__dirname, "../..");

export type Which = "counting-house" | "yaml-language-server";

/** One language server under measurement, spoken to as an editor would. */
export class MeasuredServer {
  private readonly waiting = new Map<string, (() => void)[]>();
  /** Resolves when the process ends by itself. */
  readonly death: Promise<void>;
  /** Resolves when Counting House has read its folder. */
  readonly indexed: Promise<void>;

  private constructor(
    readonly child: ChildProcess,
    readonly connection: ProtocolConnection,
    private readonly folder: string,
    /** Milliseconds from spawn to the answer to `initialize`. */
    readonly startMs: number,
  ) {
    connection.onNotification("textDocument/publishDiagnostics", ({ uri }: { uri: string }) => {
      for (const wake of this.waiting.get(uri)?.splice(0) ?? []) wake();
    });
    this.death = new Promise((resolve) => child.once("exit", () => resolve()));
    this.indexed = new Promise((resolve) => {
      connection.onNotification(statusNotification, ({ state }: { state: string }) => {
        if (state === "ready") resolve();
      });
    });
  }

  static async start(which: Which, folder: string): Promise<MeasuredServer> {
    const command =
      which === "counting-house"
        ? [path.join(ROOT, "dist/server.js"), "--stdio"]
        : [path.join(ROOT, "node_modules/yaml-language-server/bin/yaml-language-server"), "--stdio"];
    const settings = which === "counting-house" ? null : yamlSettings(folder);
    const begin = performance.now();
    const child = spawn(process.execPath, command, { stdio: ["pipe", "pipe", "ignore"] });
    const connection = createProtocolConnection(
      new StreamMessageReader(child.stdout!),
      new StreamMessageWriter(child.stdin!),
    );
    connection.onRequest("workspace/configuration", ({ items }: { items: { section?: string }[] }) =>
      items.map(({ section }) => (section === "yaml" ? settings : null)),
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
          foldingRange: { lineFoldingOnly: true },
        },
      },
    });
    const server = new MeasuredServer(child, connection, folder, performance.now() - begin);
    await connection.sendNotification("initialized", {});
    if (settings)
      await connection.sendNotification("workspace/didChangeConfiguration", { settings: { yaml: settings } });
    return server;
  }

  uri(file: string): string {
    return pathToFileURL(path.join(this.folder, file)).href;
  }

  /** Opens a file; milliseconds until its diagnostics. */
  open(file: string, text: string): Promise<number> {
    const uri = this.uri(file);
    return this.untilDiagnostics(file, () =>
      this.connection.sendNotification("textDocument/didOpen", {
        textDocument: { uri, languageId: "yaml", version: 1, text },
      }),
    );
  }

  async close(file: string): Promise<void> {
    await this.untilDiagnostics(file, () =>
      this.connection.sendNotification("textDocument/didClose", { textDocument: { uri: this.uri(file) } }),
    );
  }

  change(file: string, version: number, range: object, text: string): Promise<void> {
    return this.connection.sendNotification("textDocument/didChange", {
      textDocument: { uri: this.uri(file), version },
      contentChanges: [{ range, text }],
    });
  }

  /** Milliseconds until diagnostics for the file arrive after `action`. */
  async untilDiagnostics(file: string, action: () => Promise<void>): Promise<number> {
    const uri = this.uri(file);
    const begin = performance.now();
    const arrived = new Promise<void>((resolve) => this.waiting.set(uri, [...(this.waiting.get(uri) ?? []), resolve]));
    await action();
    await arrived;
    return performance.now() - begin;
  }

  async timed(method: string, params: object): Promise<number> {
    const begin = performance.now();
    await this.connection.sendRequest(method, params);
    return performance.now() - begin;
  }

  /**
   * Milliseconds of the longest time that the server left a message unanswered while `work` ran: it is asked something
   * it does not know, again and again, which takes it no time once it looks.
   */
  async longestSilence(work: () => Promise<void>): Promise<number> {
    let longest = 0;
    let done = false;
    const asking = (async () => {
      while (!done) {
        const begin = performance.now();
        await this.connection.sendRequest("bench/areYouThere").catch(() => undefined);
        longest = Math.max(longest, performance.now() - begin);
        await sleep(2);
      }
    })();
    await work();
    done = true;
    await asking;
    return longest;
  }

  /** Resident memory in MB. */
  memory(): number {
    const status = readFileSync(`/proc/${this.child.pid}/status`, "utf8");
    return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024;
  }

  stop(): void {
    this.connection.dispose();
    this.child.kill("SIGKILL");
  }
}

/** The same schema as ours, by file; nothing is fetched. */
function yamlSettings(folder: string) {
  const schema = pathToFileURL(path.join(folder, "schema.json")).href;
  return {
    schemas: { [schema]: "*.posting.yaml" },
    validate: true,
    hover: true,
    completion: true,
    schemaStore: { enable: false },
  };
}

export const SCHEMA_TEXT = JSON.stringify(standaloneSchema("posting-rules"));
