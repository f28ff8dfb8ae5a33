import { performance } from "node:perf_hooks";
import { setTimeout as sleep } from "node:timers/promises";
import type { Figures } from "./figures";
import { withServer } from "./folder";
import { aliasBomb, aliasHeavy, generateChart, generateRules } from "./ledger";
import type { MeasuredServer, Which } from "./server";

/** Nobody waits longer. */
const PATIENCE_MS = 35_000;
const CYCLES = 120;

const CHART = new Map([["bench.coa.yaml", generateChart()]]);

/** Files that make readers of YAML slow, and a text opened and closed again and again. */
export async function measureHostile(figures: Figures, which: Which): Promise<void> {
  const record = (what: string, { ms, ended }: Outcome, target: number) =>
    figures.record(what, which, ms, { target, ended });

  await withServer(which, CHART, async (server) => {
    await server.open("warm.posting.yaml", generateRules(1000, "warm"));
    await server.close("warm.posting.yaml");
    const opening = () => server.open("aliases.posting.yaml", aliasHeavy(2000));
    record("open → diagnostics, 2,000 anchors and 2,000 aliases", await outcome(server, opening), 250);
  });

  await withServer(which, CHART, async (server) => {
    await server.open("warm.posting.yaml", generateRules(1000, "warm"));
    await server.close("warm.posting.yaml");
    const textDocument = { uri: server.uri("bomb.posting.yaml") };
    const position = { line: 4, character: 1 };
    const opened = await outcome(server, () => server.open("bomb.posting.yaml", aliasBomb()));
    let worst: Outcome = opened.ended ? opened : { ms: 0 };
    for (const method of ["foldingRange", "documentSymbol", "hover", "completion", "definition"]) {
      if (worst.ended) break;
      const next = await outcome(server, () => server.timed(`textDocument/${method}`, { textDocument, position }));
      if (next.ended || next.ms > worst.ms) worst = next;
    }
    record("slowest request on an alias bomb of 500 bytes", worst, 50);
  });

  await withServer(which, CHART, async (server) => {
    const text = generateRules(2000);
    const cycle = async (times: number) => {
      for (let i = 0; i < times; i++) {
        await server.open("cycle.posting.yaml", text);
        await server.close("cycle.posting.yaml");
      }
      await sleep(500);
      return server.memory();
    };
    const before = await cycle(CYCLES / 6);
    const after = await cycle(CYCLES - CYCLES / 6);
    figures.record(
      `memory gained from the 20th to the ${CYCLES}th open and close of 2k lines, %`,
      which,
      percent(before, after),
      {
        target: 10,
      },
    );
  });
}

function percent(before: number, after: number): number {
  return Math.max(0, (after / before - 1) * 100);
}

interface Outcome {
  readonly ms: number;
  readonly ended?: "gave up" | "died";
}

async function outcome(server: MeasuredServer, work: () => Promise<unknown>): Promise<Outcome> {
  const begin = performance.now();
  const ended = await Promise.race([
    work().then(
      () => undefined,
      () => "died" as const,
    ),
    server.death.then(() => "died" as const),
    sleep(PATIENCE_MS, "gave up" as const),
  ]);
  return { ms: performance.now() - begin, ...(ended && { ended }) };
}
