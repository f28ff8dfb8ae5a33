import assert from "node:assert/strict";
import path from "node:path";
import { TextDocument } from "vscode-languageserver-textdocument";
import { CHECKS } from "../../../server/src/checks/all.generated";
import { CheckRunner, findingsFor, groupByFile } from "../../../server/src/checks/run";
import { checkPaths, loadPaths } from "../../../server/src/cli/check";
import type { Workspace } from "../../../server/src/index/workspace";
import { type Node, offsetsOf } from "../../../server/src/yaml/nodes";

const EXAMPLES = path.join(__dirname, "../../../examples");
const fail = (what: unknown) => assert.fail(JSON.stringify(what));

describe("the example ledger", () => {
  it("checks without a finding", async () => {
    const checked = await checkPaths([EXAMPLES], {
      missing: fail,
      failed: (code, error) => fail([code, String(error)]),
    });
    assert.ok(checked.length >= 18);
    assert.deepEqual(
      checked.flatMap(({ file, findings }) =>
        findings.map((f) => `${file.source.uri} ${offsetsOf(f.at).start} ${f.code} ${f.message.en}`),
      ),
      [],
    );
  });

  /**
   * One character of a code, key or amount is changed at random places (fixed seed). What is not found is nearly always an
   * amount that no other fact of the ledger depends on (a limit, an ageing term, a rate without an example).
   */
  it("notices most single-character changes of codes, keys and amounts", async function () {
    this.timeout(180_000);
    const { workspace } = await loadPaths([EXAMPLES], fail);
    const places = [...workspace.all].flatMap((file) =>
      file.documents.flatMap((document) => placesIn(document.source.root)),
    );
    const byKind = new Map(
      (["key", "code", "amount"] as const).map((kind) => [kind, places.filter((place) => place.kind === kind)]),
    );
    const random = generator(20261121);
    const tried = { key: 0, code: 0, amount: 0 };
    const found = { key: 0, code: 0, amount: 0 };
    const missed: string[] = [];
    const runner = new CheckRunner(CHECKS, (code, error) => fail([code, String(error)]));
    for (let i = 0; i < 240; i++) {
      const kind = (["key", "code", "amount"] as const)[i % 3]!;
      const ofKind = byKind.get(kind)!;
      const place = ofKind[Math.floor(random() * ofKind.length)]!;
      const file = workspace.file(place.uri)!;
      const text = file.source.text;
      const at = place.start + Math.floor(random() * (place.end - place.start));
      const changed = text.slice(0, at) + otherCharacter(text[at]!, random) + text.slice(at + 1);
      tried[place.kind]++;
      if (findings(workspace, runner, place.uri, changed) > 0) found[place.kind]++;
      else
        missed.push(
          `${place.uri.split("/").at(-1)}:${file.source.lines.positionAt(at).line + 1} ${text.slice(place.start, place.end)}`,
        );
      workspace.set(TextDocument.create(place.uri, "yaml", 0, text));
    }
    const share = (kind: keyof typeof tried) => found[kind] / tried[kind];
    console.log(
      `      found: keys ${found.key}/${tried.key}, codes ${found.code}/${tried.code}, amounts ${found.amount}/${tried.amount}`,
    );
    if (process.env.SHOW_MISSED) console.log(missed.join("\n"));
    assert.ok(share("key") >= 0.95, `keys: ${missed.join("; ")}`);
    assert.ok(share("code") >= 0.95, `codes: ${missed.join("; ")}`);
    assert.ok(share("amount") >= 0.65, `amounts: ${missed.join("; ")}`);
  });
});

interface Place {
  readonly kind: "key" | "code" | "amount";
  readonly uri: string;
  readonly start: number;
  readonly end: number;
}

/** Keys, quoted codes and decimal amounts of a tree. */
function placesIn(node: Node | undefined): Place[] {
  if (node?.kind === "seq") return node.items.flatMap(placesIn);
  if (node?.kind !== "map") return [];
  return node.pairs.flatMap(({ key, value }) => {
    const own: Place[] = [{ kind: "key", uri: key.segment.uri, ...offsetsOf(key) }];
    if (value?.kind === "scalar" && /^\d{4,8}$/.test(value.value) && value.style === "double") {
      const { start, end } = offsetsOf(value);
      own.push({ kind: "code", uri: value.segment.uri, start: start + 1, end: end - 1 });
    } else if (value?.kind === "scalar" && /^\d+\.\d+$/.test(value.value)) {
      const { start, end } = offsetsOf(value);
      const quote = value.style === "plain" ? 0 : 1;
      own.push({ kind: "amount", uri: value.segment.uri, start: start + quote, end: end - quote });
    }
    return [...own, ...placesIn(value)];
  });
}

function findings(workspace: Workspace, runner: CheckRunner, uri: string, text: string): number {
  workspace.set(TextDocument.create(uri, "yaml", 1, text));
  let count = 0;
  for (const ledger of workspace.ledgers) {
    const steps = runner.run(ledger);
    let step = steps.next();
    while (!step.done) step = steps.next();
    const byFile = groupByFile(step.value);
    for (const document of ledger.documents)
      count += findingsFor(workspace.file(document.uri)!, ledger, byFile.get(document.uri) ?? []).length;
  }
  const file = workspace.file(uri)!;
  return count + (file.documents.length === 0 ? file.findings.length : 0);
}

function otherCharacter(character: string, random: () => number): string {
  const pool = /\d/.test(character) ? "0123456789" : /[a-z_]/.test(character) ? "abcdefghijklmnopqrstuvwxyz" : "xyz0";
  const others = [...pool].filter((c) => c !== character);
  return others[Math.floor(random() * others.length)]!;
}

/** Mulberry32: the same places at every run. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
