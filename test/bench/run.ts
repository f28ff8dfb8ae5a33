import { statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { performance } from "node:perf_hooks";
import { setTimeout as sleep } from "node:timers/promises";
import { measureEditing } from "./editing";
import { Figures, median, SERVERS } from "./figures";
import { withServer } from "./folder";
import { measureGlossary } from "./glossary";
import { measureHostile } from "./hostile";
import type { Which } from "./server";
import { measureWorkspace } from "./workspace";

const SIZES = process.argv.includes("--large") ? [1_000, 10_000, 50_000] : [1_000, 10_000];
const STARTS = 7;
const START = "spawn → initialize answered";
const ROOT = path.join(__dirname, "../..");

/** Both servers on the same files, one after the other in one run. */
async function main(): Promise<void> {
  const figures = new Figures();
  await step("starting", () => measureStart(figures));
  for (const lines of SIZES)
    for (const which of SERVERS)
      await step(`editing ${lines} lines, ${which}`, () => measureEditing(figures, which, lines));
  await step("workspaces", () => measureWorkspace(figures));
  await step("glossary", async () => measureGlossary(figures));
  for (const which of SERVERS) await step(`hostile files, ${which}`, () => measureHostile(figures, which));
  const engine = statSync(path.join(ROOT, "dist/engine.js")).size / 1024;
  figures.record("server, minified, without data, KB", "counting-house", engine, { target: 350 });
  const table = figures.markdown();
  console.log(table);
  writeFileSync(path.join(ROOT, "docs/benchmarks.md"), table);
}

async function step(what: string, measure: () => Promise<void>): Promise<void> {
  const begin = performance.now();
  await measure();
  console.error(`${what}: ${((performance.now() - begin) / 1000).toFixed(1)} s`);
}

/** Starts take turns, so that what else the machine does meets both. */
async function measureStart(figures: Figures): Promise<void> {
  const starts = new Map<Which, number[]>(SERVERS.map((which) => [which, []]));
  const idle = new Map<Which, number[]>(SERVERS.map((which) => [which, []]));
  for (let i = 0; i < STARTS; i++) {
    for (const which of SERVERS) {
      await withServer(which, new Map(), async (server) => {
        starts.get(which)!.push(server.startMs);
        await sleep(300);
        idle.get(which)!.push(server.memory());
      });
    }
  }
  const target = median(starts.get("yaml-language-server")!) / 2;
  for (const which of SERVERS) {
    figures.record(START, which, median(starts.get(which)!), { target });
    figures.record("resident memory, idle, MB", which, median(idle.get(which)!), { target: 60 });
  }
}

void main().then(() => process.exit());
