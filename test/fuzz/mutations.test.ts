import assert from "node:assert/strict";
import { performance } from "node:perf_hooks";
import fc from "fast-check";
import { SEEDS } from "./support/corpus";
import { everything } from "./support/everything";
import { mutate, mutation, pickOf } from "./support/mutation";
import { PATIENCE, runs } from "./support/runs";
import { Session } from "./support/session";
import { assertSound } from "./support/sound";

const ROOT = "file:///w";
const offsets = fc.array(fc.nat(0xffff), { minLength: 2, maxLength: 2 });

/** Asks everything about a ledger; milliseconds. */
function visit(files: ReadonlyMap<string, string>, at: readonly number[]): number {
  const start = performance.now();
  const session = new Session(ROOT, files);
  for (const answer of everything(session, at)) assertSound(session, answer);
  return performance.now() - start;
}

describe("damaged and random files", function () {
  this.timeout(PATIENCE);

  it("answers every request on mutated ledgers, inside the file and in sound words", () => {
    const times: number[] = [];
    fc.assert(
      fc.property(
        fc.nat(0xffff),
        fc.array(fc.tuple(fc.nat(0xffff), mutation), { minLength: 1, maxLength: 5 }),
        offsets,
        (seed, mutations, at) => {
          const files = new Map(pickOf(SEEDS, seed));
          for (const [file, change] of mutations) {
            const name = pickOf([...files.keys()], file);
            files.set(name, mutate(files.get(name)!, change));
          }
          times.push(visit(files, at));
        },
      ),
      runs(60),
    );
    const sorted = times.sort((a, b) => a - b);
    const usual = sorted[Math.floor(sorted.length / 2)]!;
    if (process.env.FUZZ_TIMES) console.log(sorted.map(Math.round).join(" "));
    assert.ok(sorted.at(-1)! < 60 * usual, `usually ${usual} ms, once ${sorted.at(-1)} ms`);
  });
});
