import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { MeasuredServer, SCHEMA_TEXT, type Which } from "./server";

/** Runs a measurement on a server of its own over a folder of its own, with the schema beside the files. */
export async function withServer<R>(
  which: Which,
  files: ReadonlyMap<string, string>,
  measure: (server: MeasuredServer) => Promise<R>,
): Promise<R> {
  const folder = mkdtempSync(path.join(tmpdir(), "counting-house-bench-"));
  writeFileSync(path.join(folder, "schema.json"), SCHEMA_TEXT);
  for (const [name, text] of files) writeFileSync(path.join(folder, name), text);
  const server = await MeasuredServer.start(which, folder);
  try {
    return await measure(server);
  } finally {
    server.stop();
    rmSync(folder, { recursive: true });
  }
}
