import { createConnection, ProposedFeatures } from "vscode-languageserver/node";
import { serve } from "../service/server";
import { nodeHost } from "./node-host";

/** Serves over the transport that the arguments name (`--node-ipc`, `--stdio`, `--socket=…`). */
export function serveByArguments(): void {
  const connection = createConnection(ProposedFeatures.all);
  serve(
    connection,
    nodeHost((message) => connection.console.warn(message)),
  );
}

/** Serves over standard input and output; resolves never, the process ends with the client. */
export function serveStdio(): Promise<void> {
  const connection = createConnection(ProposedFeatures.all, process.stdin, process.stdout);
  serve(
    connection,
    nodeHost((message) => connection.console.warn(message)),
  );
  return new Promise(() => undefined);
}
