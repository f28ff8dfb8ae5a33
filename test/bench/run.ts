import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { generateLedger } from "./ledger";
import { MeasuredServer } from "./server";
import { standaloneSchema } from "./standalone-schema";

const SIZES = process.argv.includes("--large") ? [1_000, 10_000, 50_000] : [1_000, 10_000];
const ROUNDS = 25;
const SERVERS = ["counting-house", "yaml-language-server"] as const;

type Row = Record<(typeof SERVERS)[number], number>;
const rows = new Map<string, Row>();
const record = (what: string, server: (typeof SERVERS)[number], ms: number) =>
  rows.set(what, {
    ...(rows.get(what) ?? { "counting-house": Number.NaN, "yaml-language-server": Number.NaN }),
    [server]: ms,
  });

const p95 = (values: number[]) =>
  [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * 0.95))]!;
const median = (values: number[]) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;

/** Both servers on the same files, one after the other in one run; what counts is the ratio. */
async function main(): Promise<void> {
  for (const size of SIZES) for (const which of SERVERS) await measure(which, size);
  const table = render();
  console.log(table);
  writeFileSync(path.join(__dirname, "../../docs/benchmarks.md"), table);
}

async function measure(which: (typeof SERVERS)[number], size: number): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), "counting-house-bench-"));
  const { chart, rules } = generateLedger(size);
  writeFileSync(path.join(folder, "bench.coa.yaml"), chart);
  writeFileSync(path.join(folder, "bench.posting.yaml"), rules);
  const schema = path.join(folder, "schema.json");
  writeFileSync(schema, JSON.stringify(standaloneSchema("posting-rules")));
  const uri = pathToFileURL(path.join(folder, "bench.posting.yaml")).href;
  const label = `${size / 1000}k lines`;

  const starts: number[] = [];
  for (let i = 0; i < 5; i++) {
    const probe = await MeasuredServer.start(which, folder, { [pathToFileURL(schema).href]: "*.posting.yaml" });
    starts.push(probe.startMs);
    probe.stop();
  }
  if (size === SIZES[0]) record("spawn → initialize answered", which, median(starts));

  const server = await MeasuredServer.start(which, folder, { [pathToFileURL(schema).href]: "*.posting.yaml" });
  const textDocument = { uri };
  const lines = rules.split("\n");
  const middle = lines.findIndex((line, i) => i > lines.length / 2 && line.includes("amount: gross"));
  const open = () =>
    server.connection.sendNotification("textDocument/didOpen", {
      textDocument: { uri, languageId: "yaml", version: 1, text: rules },
    });
  await server.untilDiagnostics(uri, open);
  await server.connection.sendNotification("textDocument/didClose", { textDocument });
  record(
    `open → first diagnostics, ${label}, warm`,
    which,
    await server.untilDiagnostics(uri, () =>
      server.connection.sendNotification("textDocument/didOpen", {
        textDocument: { uri, languageId: "yaml", version: 1, text: rules.replace("schema: 1", "schema: 2") },
      }),
    ),
  );

  const edits: number[] = [];
  let version = 1;
  for (let i = 0; i < ROUNDS; i++) {
    const broken = i % 2 === 0;
    const range = { start: { line: middle, character: 8 }, end: { line: middle, character: broken ? 14 : 15 } };
    version++;
    const change = () =>
      server.connection.sendNotification("textDocument/didChange", {
        textDocument: { uri, version },
        contentChanges: [{ range, text: broken ? "ammount" : "amount" }],
      });
    edits.push(await server.untilDiagnostics(uri, change));
  }
  if (ROUNDS % 2 === 1) {
    await server.untilDiagnostics(uri, () =>
      server.connection.sendNotification("textDocument/didChange", {
        textDocument: { uri, version: ++version },
        contentChanges: [
          { range: { start: { line: middle, character: 8 }, end: { line: middle, character: 15 } }, text: "amount" },
        ],
      }),
    );
  }
  record(`edit → diagnostics, p95, ${label}`, which, p95(edits));

  const position = { line: middle, character: 10 };
  for (const [method, params] of [
    ["textDocument/hover", { textDocument, position }],
    ["textDocument/definition", { textDocument, position: { line: middle - 1, character: 20 } }],
    ["textDocument/completion", { textDocument, position: { line: middle, character: 16 } }],
  ] as const) {
    const times: number[] = [];
    for (let i = 0; i < ROUNDS; i++) times.push(await server.timed(method, params));
    record(`${method.split("/")[1]}, p95, ${label}`, which, p95(times));
  }
  record(`resident memory, ${label} open, MB`, which, server.memory());
  server.stop();
  rmSync(folder, { recursive: true });
}

function render(): string {
  const lines = [
    "# Benchmarks",
    "",
    `Counting House beside yaml-language-server 1.25.0 in one run, on the same files and the same JSON Schema (\`npm run bench\`; ${cpus().length} cores, Node ${process.versions.node}). Milliseconds unless stated; Counting House also runs its checks and proofs. The ratio counts, not the millisecond.`,
    "",
    "| what | Counting House | yaml-language-server | ratio |",
    "|---|--:|--:|--:|",
    ...[...rows].map(
      ([what, row]) =>
        `| ${what} | ${row["counting-house"].toFixed(1)} | ${row["yaml-language-server"].toFixed(1)} | ${(row["counting-house"] / row["yaml-language-server"]).toFixed(2)} |`,
    ),
    "",
  ];
  return lines.join("\n");
}

void main();
