import assert from "node:assert/strict";
import fc from "fast-check";
import { TextDocument } from "vscode-languageserver-textdocument";
import { parseAllDocuments } from "yaml";
import { parseSource } from "../../server/src/yaml/source-file";
import { SEEDS } from "./support/corpus";
import { everything } from "./support/everything";
import { mutate, mutation, pickOf } from "./support/mutation";
import { PATIENCE, runs } from "./support/runs";
import { Session } from "./support/session";
import { assertSound } from "./support/sound";

const ROOT = "file:///w";
const offsets = fc.array(fc.nat(0xffff), { minLength: 2, maxLength: 2 });

/** Asks everything about a ledger; milliseconds of the processor, which do not depend on what else the machine does. */
function visit(files: ReadonlyMap<string, string>, at: readonly number[]): number {
  const { user } = process.cpuUsage();
  const session = new Session(ROOT, files);
  for (const answer of everything(session, at)) assertSound(session, answer);
  return (process.cpuUsage().user - user) / 1000;
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
    assert.ok(sorted.at(-1)! < 40 * usual, `usually ${usual} ms, once ${sorted.at(-1)} ms`);
  });

  it("answers every request on random text and random bytes", () => {
    const text = fc.oneof(
      fc.string({ unit: "binary", maxLength: 200 }),
      fc.string({ unit: fc.constantFrom(..."-: \n\r\t#'\"[]{},&*!|>%@`?a1甲\uD800"), maxLength: 200 }),
      fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes).toString("utf8")),
    );
    const head = fc.constantFrom(
      "",
      "\uFEFF",
      "kind: chart-of-accounts\nschema: 1\naccounts:\n",
      "kind: posting-rules\nrules:\n  - ",
    );
    const name = fc.constantFrom(
      "a.coa.yaml",
      "a.posting.yaml",
      "a.channel.yaml",
      "a.glossary.yaml",
      "counting-house.yaml",
      "a.yaml",
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(name, head, text), { minLength: 1, maxLength: 3 }), offsets, (files, at) => {
        visit(new Map(files.map(([file, first, rest]) => [file, first + rest])), at);
      }),
      runs(200),
    );
  });

  it("reads in segments what the library reads whole, faults included", () => {
    fc.assert(
      fc.property(
        fc.nat(0xffff),
        fc.nat(0xff),
        fc.array(mutation, { minLength: 1, maxLength: 4 }),
        (seed, file, changes) => {
          const text = changes.reduce(mutate, pickOf([...pickOf(SEEDS, seed).values()], file).slice(0, 6000));
          const own = parseSource(TextDocument.create("file:///t.yaml", "yaml", 1, text));
          if (own.passedOver) return;
          const whole = parseAllDocuments(text, { logLevel: "silent" });
          const faults = whole.flatMap(({ errors, warnings }) => [...errors, ...warnings]);
          const found = own.findings.filter(({ code }) => code !== "yaml/unknown-alias");
          assert.equal(found.length > 0, faults.length > 0, faults[0]?.message ?? found[0]?.message.en);
        },
      ),
      runs(200),
    );
  });
});
