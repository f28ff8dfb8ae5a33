import assert from "node:assert/strict";
import fc from "fast-check";
import { CHECKS } from "../../server/src/checks/all.generated";
import { folder, type Seed } from "./support/corpus";
import { everything } from "./support/everything";
import { pickOf } from "./support/mutation";
import { PATIENCE, runs } from "./support/runs";
import { Session } from "./support/session";
import { type Step, Story, step } from "./support/story";

/** Where the workspace that lives on and the one that is made anew stand: apart, so that neither can take the other's results. */
const LASTING = "file:///lasting/w";
const FRESH = "file:///fresher/w";

/** These keep their last findings while a file cannot be read; a workspace made anew has none to keep. */
const KEPT_WHILE_BROKEN: ReadonlySet<string> = new Set(
  CHECKS.filter((check) => check.on === "ledger" && check.wholeLedger).map(({ code }) => code),
);

/** All answers as text, without the names of the two roots. */
function told(session: Session, offsets: readonly number[], keepsLast: boolean): string[] {
  const findings = [...session.findings()].map(([name, found]) => [
    name,
    ...found
      .filter(({ code }) => !keepsLast || !KEPT_WHILE_BROKEN.has(code))
      .map(({ at, fixes, related, ...rest }) =>
        JSON.stringify([at.segment.base + at.start, at.segment.base + at.end, rest]),
      ),
  ]);
  const answers: string[] = findings.map((lines) => lines.join("\n"));
  for (const { what, uri, answer } of everything(session, offsets)) {
    if (keepsLast && (what === "diagnostics" || what === "actions")) continue;
    answers.push(`${what} of ${uri}: ${JSON.stringify(answer)}`);
  }
  return answers.map((answer) => answer.replaceAll(session.root, "file:///w"));
}

function assertSame(session: Session, offsets: readonly number[]): void {
  const fresh = new Session(FRESH, session.files);
  const broken = session.workspace.ledgers.some((ledger) => !ledger.complete);
  const [lasting, anew] = [told(session, offsets, broken), told(fresh, offsets, broken)];
  for (const [i, answer] of anew.entries()) assert.equal(lasting[i], answer);
  assert.equal(lasting.length, anew.length);
}

/** What once left something stale. */
const FOUND_BEFORE: [number, Step[], number[]][] = [
  // The same items under another kind of file.
  [0, [{ do: "kind", file: 24 }], [0, 0]],
  // Proofs that are kept while an account is read anew.
  [
    0,
    [
      { do: "chart", file: 46 },
      { do: "chart", file: 31 },
    ],
    [5, 77],
  ],
  [
    0,
    [
      { do: "edit", file: 85, change: { how: "drop-block", at: 31709, pick: 3734 } },
      { do: "edit", file: 57, change: { how: "other-value", at: 15523, pick: 25642 } },
      { do: "rename", file: 72 },
      { do: "chart", file: 46 },
      { do: "chart", file: 31 },
    ],
    [5, 77],
  ],
];

describe("edits one after another", function () {
  this.timeout(PATIENCE);
  const seeds = [
    ...Array<Seed>(3).fill(folder("test/fixtures/formats")),
    folder("test/cases/C02"),
    folder("test/cases/C37"),
    folder("test/cases/C59"),
  ];

  it("leave a workspace in the state of one that is made anew", () => {
    fc.assert(
      fc.property(
        fc.nat(99),
        fc.array(step, { minLength: 1, maxLength: 8 }),
        fc.array(fc.nat(0xffff), { minLength: 2, maxLength: 2 }),
        (seed, steps, offsets) => {
          const story = new Story(LASTING, pickOf(seeds, seed));
          for (const step of steps) {
            // What is asked in between is what a later answer could wrongly be taken from.
            for (const _ of everything(story.session, offsets));
            story.take(step);
          }
          assertSame(story.session, offsets);
        },
      ),
      { ...runs(60), examples: FOUND_BEFORE },
    );
  });
});
