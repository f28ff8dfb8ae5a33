import { setTimeout as sleep } from "node:timers/promises";
import { type Figures, p95 } from "./figures";
import { withServer } from "./folder";
import { generateChart, generateRules } from "./ledger";
import type { MeasuredServer, Which } from "./server";

const WARM_UP = 10;
const ROUNDS = 25;
const KEYSTROKES = 30;
const FILE = "bench.posting.yaml";

const TARGETS: Readonly<Record<number, Readonly<Record<string, number>>>> = {
  1000: { open: 60, edit: 30, request: 10, completion: 30 },
  10000: { edit: 40, request: 10, completion: 30, block: 50, memory: 130 },
  50000: { edit: 100, completion: 60, memory: 260 },
};

/** Opening, typing and asking in a file of this size. */
export async function measureEditing(figures: Figures, which: Which, lines: number): Promise<void> {
  const rules = generateRules(lines);
  const label = `${lines / 1000}k lines`;
  const targets = TARGETS[lines] ?? {};
  const record = (what: string, value: number, target?: number) =>
    figures.record(`${what}, ${label}`, which, value, { target });

  await withServer(which, new Map([["bench.coa.yaml", generateChart()]]), async (server) => {
    // A first file warms the server up; the second is new to it.
    await server.open("warm.posting.yaml", generateRules(lines, "warm"));
    await server.close("warm.posting.yaml");
    record("open → first diagnostics", await server.open(FILE, rules), targets.open);
    const typed = new Typist(server, rules);
    for (let i = 0; i < WARM_UP; i++) await server.untilDiagnostics(FILE, () => typed.toggle());
    const edits: number[] = [];
    for (let i = 0; i < ROUNDS; i++) edits.push(await server.untilDiagnostics(FILE, () => typed.toggle()));
    record("edit → diagnostics, p95", p95(edits), targets.edit);

    const textDocument = { uri: server.uri(FILE) };
    const line = typed.line;
    for (const [method, position, target] of [
      ["hover", { line, character: 10 }, targets.request],
      ["definition", { line: line - 1, character: 20 }, targets.request],
      ["completion", { line, character: 16 }, targets.completion],
    ] as const) {
      const times: number[] = [];
      for (let i = 0; i < ROUNDS; i++)
        times.push(await server.timed(`textDocument/${method}`, { textDocument, position }));
      record(`${method}, p95`, p95(times), target);
    }
    const silence = await server.longestSilence(async () => {
      for (let i = 0; i < KEYSTROKES; i++) {
        await typed.toggle();
        await sleep(60);
      }
    });
    record("longest block of the server while typing", silence, targets.block);
    record("resident memory, MB", server.memory(), targets.memory);
  });
}

/** Misspells a key in the middle of the file and puts it right again. */
class Typist {
  readonly line: number;
  private version = 1;

  constructor(
    private readonly server: MeasuredServer,
    text: string,
  ) {
    const lines = text.split("\n");
    this.line = lines.findIndex((line, i) => i > lines.length / 2 && line.includes("amount: gross"));
  }

  toggle(): Promise<void> {
    const isRight = ++this.version % 2 === 0;
    const start = { line: this.line, character: 8 };
    const end = { line: this.line, character: isRight ? 14 : 15 };
    return this.server.change(FILE, this.version, { start, end }, isRight ? "ammount" : "amount");
  }
}
