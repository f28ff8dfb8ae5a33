import assert from "node:assert/strict";
import { type Scalar, YAMLMap, YAMLSeq } from "yaml";
import { CaseFile, entriesOf, legAt, placeOf } from "./case-file";
import { translate } from "./formula";
import type { Case, CaseOp, Correspondence } from "./library";

/** Edits in the file's own terms, for mutants whose ops have no leg or amount of their own in the file. */
export type FileOp =
  | readonly ["amount", name: string, expression: string]
  | readonly ["amountAt", steps: string, name: string, expression: string]
  | readonly ["given", step: string, name: string, value: string]
  | readonly ["uncap", step: string]
  | readonly ["dropLegs", step: string, ...places: number[]]
  | readonly ["amtLeg", step: string, place: number, expression: string];

export type Op = CaseOp | FileOp;

/** The library's days as the files date them. */
export const DATES: Readonly<Record<string, string>> = {
  T: "2026-03-10",
  D: "2026-03-10",
  "D+1": "2026-03-11",
  "T+1": "2026-03-11",
  "T+2": "2026-03-12",
  "T+3": "2026-03-13",
  "T+n": "2026-03-17",
  "M-end": "2026-03-31",
  "T+1095": "2029-03-09",
};
const SIDES: Readonly<Record<string, "debit" | "credit">> = { 借: "debit", 贷: "credit" };

/** Applies a mutant's edits to the files of its case. */
export function mutate(
  files: ReadonlyMap<string, string>,
  item: Case,
  names: Correspondence,
  ops: readonly Op[],
): Map<string, string> {
  const mutation = new Mutation(new CaseFile(files), item, names);
  for (const op of ops) mutation.apply(op);
  return mutation.file.written();
}

class Mutation {
  /** The legs an event still has, in order, by the name they had at first. */
  private readonly legs = new Map<string, string[]>();

  constructor(
    readonly file: CaseFile,
    private readonly item: Case,
    private readonly names: Correspondence,
  ) {
    const numberOf = (leg: string) => Number(leg.split(".")[1]);
    for (const leg of Object.keys(names.legs).sort((a, b) => numberOf(a) - numberOf(b))) {
      const [event = ""] = leg.split(".");
      this.legs.set(event, [...(this.legs.get(event) ?? []), leg]);
    }
  }

  apply(op: Op): void {
    const { file } = this;
    switch (op[0]) {
      case "let":
        this.let(op[1], op[2]);
        break;
      case "in":
        this.input(op[1], op[2]);
        break;
      case "drop":
        this.drop(op[1], op[2]);
        break;
      case "dropev":
        this.dropEvent(op[1]);
        break;
      case "swap":
        for (const index of this.legsOf(op[1]).keys()) this.editLeg(op[1], index, flip);
        break;
      case "flip":
        this.editLeg(op[1], op[2], flip);
        break;
      case "acct":
        this.editLeg(op[1], op[2], (leg) => file.setAccount(leg, op[3]));
        break;
      case "amt":
        this.editLeg(op[1], op[2], (leg, step) => leg.set("amount", this.expression(op[3], step)));
        break;
      case "add":
        this.addLeg(op[1], op[2]);
        break;
      case "set":
        while (this.legsOf(op[1]).length > 0) this.drop(op[1], 0);
        for (const leg of op[2]) this.addLeg(op[1], leg);
        break;
      case "dup":
        this.repeat(op[1]);
        break;
      case "day":
        this.setDay(op[1], op[2]);
        break;
      case "addev":
        this.addEvent(op[1], ...op[2]);
        break;
      case "amount":
        file.document.setIn(["amounts", op[1]], op[2]);
        break;
      case "amountAt":
        file.isolate(op[1].split(",")).setIn(["amounts", op[2]], op[3]);
        break;
      case "given":
        file.step(op[1]).setIn(["given", op[2]], op[3]);
        break;
      case "uncap":
        file.isolate([op[1]]).deleteIn(["original", "cap"]);
        break;
      case "dropLegs":
        this.dropPlaces(op[1], op.slice(2));
        break;
      case "amtLeg":
        legAt(file.isolate([op[1]]), op[2]).set("amount", op[3]);
        break;
    }
  }

  // ── values ─────────────────────────────────────────────────────────────────────────────────────────────────────

  private let(name: string, formula: string): void {
    const meaning = this.names.names[name];
    assert.ok(meaning && "amount" in meaning && meaning.step === undefined, `${name} is no named amount of the file`);
    this.file.document.setIn(["amounts", meaning.amount], this.expression(formula));
  }

  private input(name: string, value: string): void {
    const meaning = this.names.names[name];
    assert.ok(meaning && "input" in meaning, `${name} is no input of the file`);
    if (!meaning.steps) this.file.scenario.setIn(["given", meaning.input], value);
    for (const step of meaning.steps ?? []) this.file.step(step).setIn(["given", meaning.input], value);
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
  private editLeg(event: string, index: number, edit: (leg: YAMLMap, step: string, rule: YAMLMap) => void): void {
    const places = this.names.legs[this.legsOf(event)[index] ?? ""];
    assert.ok(places, `${this.item.id}: ${event} has no leg ${index}`);
    const byRule = new Map<YAMLMap, { readonly steps: string[]; readonly place: number }>();
    for (const [step, place] of places) {
      const rule = this.file.ruleOf(this.file.step(step));
      const known = byRule.get(rule);
      if (known) known.steps.push(step);
      else byRule.set(rule, { steps: [step], place });
    }
    for (const { steps, place } of byRule.values()) {
      const rule = this.file.isolate(steps);
      edit(legAt(rule, place), steps[0]!, rule);
    }
  }

  private drop(event: string, index: number): void {
    this.editLeg(event, index, (leg, _, rule) => {
      entriesOf(rule).items = entriesOf(rule).items.filter((other) => other !== leg);
    });
    this.legsOf(event).splice(index, 1);
  }

  private dropPlaces(step: string, places: readonly unknown[]): void {
    const entries = entriesOf(this.file.isolate([step]));
    entries.items = entries.items.filter((leg) => !places.includes(placeOf(leg)));
  }

  private addLeg(event: string, text: string): void {
    const steps = this.ownSteps(event).map((step) => String(step.get("id")));
    entriesOf(this.file.isolate(steps)).add(this.leg(text, event));
  }

  private leg(text: string, step: string): YAMLMap {
    const [side = "", account = "", formula = "", timing, red] = text.split("|");
    const leg = new YAMLMap();
    leg.set(SIDES[side] ?? side, "");
    this.file.setAccount(leg, account);
    leg.set("amount", this.expression(formula, step));
    if (timing === "eod-summary") leg.set("timing", "day_end");
    if (red !== undefined) leg.set("red", true);
    return leg;
  }

  // ── events ─────────────────────────────────────────────────────────────────────────────────────────────────────

  /** The steps that are this event (`E2`, `E2b`), not others that post a leg of it. */
  private ownSteps(event: string): YAMLMap[] {
    const places = Object.entries(this.names.legs).filter(([leg]) => leg.startsWith(`${event}.`));
    const posting = new Set(places.flatMap(([, at]) => at.map(([step]) => step)));
    const own = this.file.steps.items.filter((step) => {
      const id = String(step.get("id"));
      return id === event || (posting.has(id) && id.slice(0, -1) === event);
    });
    assert.ok(own.length > 0, `${this.item.id}: ${event} has no step of its own`);
    return own;
  }

  /** Without the event: its steps go; of a day cut, and of legs other steps post, the legs. */
  private dropEvent(event: string): void {
    const steps = new Set(this.legsOf(event).flatMap((leg) => (this.names.legs[leg] ?? []).map(([step]) => step)));
    const own = [...steps].every((id) => id.startsWith(event) && this.file.step(id).get("event") !== "day_cut");
    if (own) for (const step of this.ownSteps(event)) this.file.remove(step);
    else while (this.legsOf(event).length > 0) this.drop(event, 0);
  }

  private repeat(event: string): void {
    for (const step of this.ownSteps(event)) {
      const copy = step.clone() as YAMLMap;
      copy.set("id", `${event}-again`);
      this.file.insertAfter(step, copy);
    }
  }

  private setDay(event: string, day: string): void {
    const { items } = this.file.steps;
    for (const step of this.ownSteps(event)) {
      step.set("accounting_date", DATES[day]);
      const before = items[items.indexOf(step) - 1];
      if (before && String(step.get("at")) < String(before.get("at"))) step.set("at", before.get("at"));
    }
  }

  private addEvent(after: string, id: string, title: string, day: string, legs: readonly string[]): void {
    const previous = this.ownSteps(after).at(-1)!;
    const earlier = String(previous.get("at"));
    const date = DATES[day] ?? "";
    const cut = legs.length === 0;
    const at = cut ? `${date} 00:00` : earlier.startsWith(date) ? earlier : `${date} 00:30`;
    const chosen = cut ? { event: "day_cut" } : { event: "transfer", status: "confirmed", when: { variant: id } };
    this.file.insertAfter(previous, this.file.document.createNode({ id, at, ...chosen }) as YAMLMap);
    if (cut) return;
    const rule = this.file.document.createNode({ id: `added-${id}`, title, ...chosen }) as YAMLMap;
    const entries = new YAMLSeq<YAMLMap>();
    for (const leg of legs) entries.add(this.leg(leg, id));
    rule.set("entries", entries);
    this.file.rules.add(rule);
  }
}

function flip(leg: YAMLMap): void {
  for (const pair of leg.items) {
    const key = pair.key as Scalar<string>;
    if (key.value === "debit") key.value = "credit";
    else if (key.value === "credit") key.value = "debit";
  }
}
