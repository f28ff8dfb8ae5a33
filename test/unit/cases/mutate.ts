import assert from "node:assert/strict";
import { type Document, isMap, isSeq, parseDocument, Scalar, YAMLMap, YAMLSeq } from "yaml";
import { translate } from "./formula";
import { type Case, type CaseOp, type Correspondence, written } from "./library";

/** Edits in the file's own terms, for mutants whose ops have no leg or amount of their own in the file. */
export type FileOp =
  | readonly ["amount", name: string, expression: string]
  | readonly ["amountAt", steps: string, name: string, expression: string]
  | readonly ["given", step: string, name: string, value: string]
  | readonly ["uncap", step: string]
  | readonly ["dropLegs", step: string, ...legs: number[]]
  | readonly ["amtLeg", step: string, leg: number, expression: string];

export type Op = CaseOp | FileOp;

export const DATES: Readonly<Record<string, string>> = {
  "M-end": "2026-03-31",
  "T+n": "2026-03-17",
  T: "2026-03-10",
  D: "2026-03-10",
  "D+1": "2026-03-11",
  "T+1": "2026-03-11",
  "T+2": "2026-03-12",
  "T+3": "2026-03-13",
  "T+1095": "2029-03-09",
};
const SIDES: Readonly<Record<string, "debit" | "credit">> = { 借: "debit", 贷: "credit" };
/** Marks a leg with its place in the rule as written, while edits move it about. */
const PLACE = "x-place";

interface AccountFacts {
  readonly code: string;
  readonly entity: string | undefined;
  readonly currency: string | undefined;
}

/** Applies a mutant's edits to the files of its case. */
export function mutate(
  files: ReadonlyMap<string, string>,
  item: Case,
  names: Correspondence,
  ops: readonly Op[],
): Map<string, string> {
  const posting = [...files.keys()].find((name) => name.endsWith(".posting.yaml"));
  assert.ok(posting, `${item.id} has no posting rules`);
  const file = new PostingFile(files, posting, item, names);
  for (const op of ops) file.apply(op);
  return new Map(files).set(posting, file.text());
}

class PostingFile {
  private readonly document: Document;
  private readonly rules: YAMLSeq<YAMLMap>;
  private readonly steps: YAMLSeq<YAMLMap>;
  private readonly scenario: YAMLMap;
  private readonly accounts = new Map<string, AccountFacts>();
  /** The legs an event still has, in order, by the name they had at first. */
  private readonly legs = new Map<string, string[]>();
  private added = 0;

  constructor(
    files: ReadonlyMap<string, string>,
    posting: string,
    private readonly item: Case,
    private readonly names: Correspondence,
  ) {
    this.document = parseDocument(files.get(posting) ?? "");
    this.rules = (this.document.get("rules") ?? new YAMLSeq()) as YAMLSeq<YAMLMap>;
    this.scenario = this.document.getIn(["scenarios", 0]) as YAMLMap;
    this.steps = this.scenario.get("steps") as YAMLSeq<YAMLMap>;
    for (const rule of this.rules.items)
      for (const [index, leg] of entriesOf(rule).items.entries()) leg.set(PLACE, String(index));
    for (const leg of Object.keys(names.legs)) {
      const event = leg.slice(0, leg.indexOf("."));
      this.legs.set(event, [...(this.legs.get(event) ?? []), leg]);
    }
    for (const list of this.legs.values()) list.sort((a, b) => Number(a.split(".")[1]) - Number(b.split(".")[1]));
    this.readCharts(files);
  }

  text(): string {
    for (const rule of this.rules.items) for (const leg of entriesOf(rule).items) leg.delete(PLACE);
    return this.document.toString({ lineWidth: 0 });
  }

  apply(op: Op): void {
    switch (op[0]) {
      case "let":
        return this.let(op[1], op[2]);
      case "in":
        return this.input(op[1], op[2]);
      case "drop":
        return this.drop(op[1], op[2]);
      case "dropev":
        return this.dropEvent(op[1]);
      case "swap":
        for (const index of this.legsOf(op[1]).keys()) this.editLeg(op[1], index, flip);
        return;
      case "flip":
        return this.editLeg(op[1], op[2], flip);
      case "acct":
        return this.editLeg(op[1], op[2], (leg) => this.setAccount(leg, op[3]));
      case "amt":
        return this.editLeg(op[1], op[2], (leg, steps) => leg.set("amount", this.expression(op[3], steps[0])));
      case "add":
        return this.addLeg(op[1], op[2]);
      case "set":
        while (this.legsOf(op[1]).length > 0) this.drop(op[1], 0);
        for (const leg of op[2]) this.addLeg(op[1], leg);
        return;
      case "dup":
        return this.repeat(op[1]);
      case "day":
        return this.setDay(op[1], op[2]);
      case "addev":
        return this.addEvent(op[1], ...op[2]);
      case "amount":
        return void this.document.setIn(["amounts", op[1]], op[2]);
      case "amountAt": {
        const steps = op[1].split(",");
        return void this.isolate(steps).setIn(["amounts", op[2]], op[3]);
      }
      case "given":
        return void this.step(op[1]).setIn(["given", op[2]], op[3]);
      case "uncap":
        return void this.isolate([op[1]]).deleteIn(["original", "cap"]);
      case "dropLegs": {
        const entries = entriesOf(this.isolate([op[1]]));
        const [, , ...gone] = op;
        entries.items = entries.items.filter((leg) => !gone.includes(Number(leg.get(PLACE))));
        return;
      }
      case "amtLeg":
        return void legAt(this.isolate([op[1]]), op[2]).set("amount", op[3]);
    }
  }

  // ── values ─────────────────────────────────────────────────────────────────────────────────────────────────────

  private let(name: string, formula: string): void {
    const meaning = this.names.names[name];
    assert.ok(meaning && "amount" in meaning, `${this.item.id}: ${name} is no named amount of the file`);
    const expression = this.expression(formula, meaning.step);
    if (meaning.step === undefined) this.document.setIn(["amounts", meaning.amount], expression);
    else this.isolate([meaning.step]).setIn(["amounts", meaning.amount], expression);
  }

  private input(name: string, value: string): void {
    const meaning = this.names.names[name];
    assert.ok(meaning && "input" in meaning, `${this.item.id}: ${name} is no input of the file`);
    if (!meaning.steps) this.scenario.setIn(["given", meaning.input], value);
    for (const step of meaning.steps ?? []) this.step(step).setIn(["given", meaning.input], value);
  }

  private expression(formula: string, step?: string): string {
    return translate(formula, this.item, this.names, step);
  }

  // ── legs ───────────────────────────────────────────────────────────────────────────────────────────────────────

  private legsOf(event: string): string[] {
    const legs = this.legs.get(event);
    assert.ok(legs, `${this.item.id} has no event ${event}`);
    return legs;
  }

  /** Edits a leg for the steps the library speaks of, and for no other step of the same rule. */
  private editLeg(event: string, index: number, edit: (leg: YAMLMap, steps: readonly string[], of: YAMLMap) => void) {
    const places = this.names.legs[this.legsOf(event)[index] ?? ""];
    assert.ok(places, `${this.item.id}: ${event} has no leg ${index}`);
    const byRule = new Map<YAMLMap, { steps: string[]; place: number }>();
    for (const [step, place] of places) {
      const rule = this.ruleOf(this.step(step));
      const known = byRule.get(rule);
      if (known) known.steps.push(step);
      else byRule.set(rule, { steps: [step], place });
    }
    for (const { steps, place } of byRule.values()) {
      const rule = this.isolate(steps);
      edit(legAt(rule, place), steps, rule);
    }
  }

  private drop(event: string, index: number): void {
    this.editLeg(event, index, (leg, _, rule) => {
      entriesOf(rule).items = entriesOf(rule).items.filter((other) => other !== leg);
    });
    this.legsOf(event).splice(index, 1);
  }

  private addLeg(event: string, written: string): void {
    const steps = this.ownSteps(event);
    const rule = this.isolate(steps.map((step) => String(step.get("id"))));
    entriesOf(rule).add(this.leg(written, event));
  }

  private leg(text: string, step?: string): YAMLMap {
    const [side = "", account = "", formula = "", timing, red] = text.split("|");
    const leg = new YAMLMap();
    leg.set(SIDES[side] ?? "", "");
    this.setAccount(leg, account);
    leg.set("amount", this.expression(formula, step));
    if (timing === "eod-summary") leg.set("timing", "day_end");
    if (red !== undefined) leg.set("red", true);
    return leg;
  }

  private setAccount(leg: YAMLMap, name: string): void {
    const facts = this.accounts.get(written(name));
    assert.ok(facts, `${this.item.id} has no account ${name}`);
    const code = new Scalar(facts.code);
    code.type = "QUOTE_DOUBLE";
    leg.set(leg.has("debit") ? "debit" : "credit", code);
    for (const [key, value] of [
      ["entity", facts.entity],
      ["currency", facts.currency],
    ] as const) {
      if (value === undefined) leg.delete(key);
      else leg.set(key, value);
    }
  }

  // ── events ─────────────────────────────────────────────────────────────────────────────────────────────────────

  /** The steps that are this event, not others that post a leg of it. */
  private ownSteps(event: string): YAMLMap[] {
    const posting = new Set(
      Object.entries(this.names.legs)
        .flatMap(([leg, at]) => (leg.startsWith(`${event}.`) ? at : []))
        .map(([id]) => id),
    );
    const own = this.steps.items.filter((step) => {
      const id = String(step.get("id"));
      return id === event || (posting.has(id) && /^[a-z]$/.test(id.slice(event.length)) && id.startsWith(event));
    });
    assert.ok(own.length > 0, `${this.item.id}: ${event} has no step of its own`);
    return own;
  }

  private dropEvent(event: string): void {
    const places = this.legsOf(event).flatMap((leg) => this.names.legs[leg] ?? []);
    const own = this.steps.items.filter((step) => places.some(([id]) => id === step.get("id")));
    const isOwn =
      own.length > 0 &&
      own.every((step) => String(step.get("id")).startsWith(event) && step.get("event") !== "day_cut");
    if (isOwn) for (const step of own) this.removeStep(step);
    else while (this.legsOf(event).length > 0) this.drop(event, 0);
    this.rules.items = this.rules.items.filter((rule) => entriesOf(rule).items.length > 0);
  }

  private removeStep(step: YAMLMap): void {
    const id = String(step.get("id"));
    const index = this.steps.items.indexOf(step);
    this.steps.items.splice(index, 1);
    const before = this.steps.items[index - 1]?.get("id");
    for (const key of ["identities", "statements"]) {
      const list = this.scenario.get(key);
      if (!isSeq<YAMLMap>(list)) continue;
      for (const entry of list.items) {
        const after = entry.get("after");
        if (after === id) entry.set("after", before);
        if (isSeq<Scalar>(after)) for (const name of after.items) if (name.value === id) name.value = before;
      }
    }
  }

  private repeat(event: string): void {
    for (const step of this.ownSteps(event)) {
      const copy = step.clone() as YAMLMap;
      copy.set("id", `${event}-again`);
      this.steps.items.splice(this.steps.items.indexOf(step) + 1, 0, copy);
    }
  }

  private setDay(event: string, day: string): void {
    for (const step of this.ownSteps(event)) {
      step.set("accounting_date", DATES[day]);
      const before = this.steps.items[this.steps.items.indexOf(step) - 1];
      if (before && String(step.get("at")) < String(before.get("at"))) step.set("at", before.get("at"));
    }
  }

  private addEvent(after: string, id: string, title: string, day: string, legs: readonly string[]): void {
    const previous = this.ownSteps(after).at(-1)!;
    const earlier = String(previous.get("at"));
    const date = DATES[day] ?? "";
    const cut = legs.length === 0;
    const at = cut ? `${date} 00:00` : earlier.startsWith(date) ? earlier : `${date} 00:30`;
    const when = { mutant: id };
    const step = this.document.createNode(
      cut
        ? { id, at, event: "day_cut", status: "succeeded" }
        : { id, at, event: "transfer", status: "confirmed", when },
    ) as YAMLMap;
    this.steps.items.splice(this.steps.items.indexOf(previous) + 1, 0, step);
    if (cut) return;
    const rule = this.document.createNode({
      id: `mutant-${id}`,
      title,
      event: "transfer",
      status: "confirmed",
      when,
    }) as YAMLMap;
    const entries = new YAMLSeq<YAMLMap>();
    for (const leg of legs) entries.add(this.leg(leg, id));
    rule.set("entries", entries);
    this.rules.add(rule);
  }

  // ── rules and steps ────────────────────────────────────────────────────────────────────────────────────────────

  private step(id: string): YAMLMap {
    const step = this.steps.items.find((item) => item.get("id") === id);
    assert.ok(step, `${this.item.id} has no step ${id}`);
    return step;
  }

  private ruleOf(step: YAMLMap): YAMLMap {
    const facts = (node: YAMLMap) => JSON.stringify([node.get("event"), node.get("status"), plain(node.get("when"))]);
    const rule = this.rules.items.find((item) => facts(item) === facts(step));
    assert.ok(rule, `${this.item.id}: no rule for ${step.get("id")}`);
    return rule;
  }

  /** The rule of these steps alone: the rule itself, or a copy only they select. */
  private isolate(ids: readonly string[]): YAMLMap {
    const steps = ids.map((id) => this.step(id));
    const rule = this.ruleOf(steps[0]!);
    if (this.steps.items.every((step) => steps.includes(step) || !this.selects(step, rule))) return rule;
    const copy = rule.clone() as YAMLMap;
    const variant = `v${++this.added}`;
    copy.set("id", `${rule.get("id")}-${variant}`);
    for (const node of [copy, ...steps]) node.setIn(["when", "variant"], variant);
    this.rules.add(copy);
    return copy;
  }

  private selects(step: YAMLMap, rule: YAMLMap): boolean {
    return (
      step.get("event") === rule.get("event") &&
      step.get("status") === rule.get("status") &&
      JSON.stringify(plain(step.get("when"))) === JSON.stringify(plain(rule.get("when")))
    );
  }

  private readCharts(files: ReadonlyMap<string, string>): void {
    const charts = [...files].filter(([name]) => name.endsWith(".coa.yaml")).map(([, text]) => parseDocument(text));
    for (const chart of charts) {
      const entity = String(chart.getIn(["entity", "id"]));
      const accounts = chart.get("accounts");
      if (!isSeq<YAMLMap>(accounts)) continue;
      for (const account of accounts.items) {
        const name = String(account.get("name"));
        const currency = account.getIn(["currencies", 0]);
        this.accounts.set(charts.length > 1 ? `${entity.toUpperCase()}:${name}` : name, {
          code: String(account.get("code")),
          entity: charts.length > 1 ? entity : undefined,
          currency: currency === undefined ? undefined : String(currency),
        });
      }
    }
  }
}

function entriesOf(rule: YAMLMap): YAMLSeq<YAMLMap> {
  return rule.get("entries") as YAMLSeq<YAMLMap>;
}

function legAt(rule: YAMLMap, place: number): YAMLMap {
  const leg = entriesOf(rule).items.find((item) => item.get(PLACE) === String(place));
  assert.ok(leg, `${rule.get("id")} has no leg ${place}`);
  return leg;
}

function flip(leg: YAMLMap): void {
  for (const pair of leg.items) {
    const key = pair.key as Scalar<string>;
    if (key.value === "debit") key.value = "credit";
    else if (key.value === "credit") key.value = "debit";
  }
}

function plain(node: unknown): unknown {
  return isMap(node) ? node.toJSON() : undefined;
}
