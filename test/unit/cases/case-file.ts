import assert from "node:assert/strict";
import { type Document, isMap, isSeq, parseDocument, Scalar, type YAMLMap, YAMLSeq } from "yaml";
import { written } from "./library";

/** Marks a leg with its place in the rule as written, while edits move it about. */
const PLACE = "x-place";

interface AccountFacts {
  readonly code: string;
  /** Only where the case has several entities. */
  readonly entity: string | undefined;
  readonly currency: string | undefined;
}

/** The posting rules of a case as a tree that can be edited: rules, the scenario's steps, and the accounts by name. */
export class CaseFile {
  readonly document: Document;
  readonly rules: YAMLSeq<YAMLMap>;
  readonly steps: YAMLSeq<YAMLMap>;
  readonly scenario: YAMLMap;
  private readonly name: string;
  private readonly accounts: ReadonlyMap<string, AccountFacts>;
  private variants = 0;

  constructor(private readonly files: ReadonlyMap<string, string>) {
    const name = [...files.keys()].find((file) => file.endsWith(".posting.yaml"));
    assert.ok(name, "no posting rules");
    this.name = name;
    this.document = parseDocument(files.get(name) ?? "");
    this.rules = (this.document.get("rules") ?? new YAMLSeq()) as YAMLSeq<YAMLMap>;
    this.scenario = this.document.getIn(["scenarios", 0]) as YAMLMap;
    this.steps = this.scenario.get("steps") as YAMLSeq<YAMLMap>;
    this.accounts = accountsOf(files);
    for (const rule of this.rules.items)
      for (const [index, leg] of entriesOf(rule).items.entries()) leg.set(PLACE, String(index));
  }

  /** All files of the case, the edited one among them. A rule without legs goes, and with it the steps it took. */
  written(): Map<string, string> {
    for (const rule of this.rules.items.filter((item) => entriesOf(item).items.length === 0)) {
      const steps = this.steps.items.filter((step) => step.get("event") !== "day_cut" && selects(step, rule));
      for (const step of steps) this.remove(step);
      this.rules.items = this.rules.items.filter((item) => item !== rule);
    }
    for (const rule of this.rules.items) for (const leg of entriesOf(rule).items) leg.delete(PLACE);
    return new Map(this.files).set(this.name, this.document.toString({ lineWidth: 0 }));
  }

  step(id: string): YAMLMap {
    const step = this.steps.items.find((item) => item.get("id") === id);
    assert.ok(step, `no step ${id}`);
    return step;
  }

  ruleOf(step: YAMLMap): YAMLMap {
    const rule = this.rules.items.find((item) => selects(step, item));
    assert.ok(rule, `no rule for step ${step.get("id")}`);
    return rule;
  }

  /** The rule of these steps alone: the rule itself, or a copy only they select. */
  isolate(ids: readonly string[]): YAMLMap {
    const steps = ids.map((id) => this.step(id));
    const rule = this.ruleOf(steps[0]!);
    if (this.steps.items.every((step) => steps.includes(step) || !selects(step, rule))) return rule;
    const copy = rule.clone() as YAMLMap;
    const variant = `v${++this.variants}`;
    copy.set("id", `${rule.get("id")}-${variant}`);
    for (const node of [copy, ...steps]) node.setIn(["when", "variant"], variant);
    this.rules.add(copy);
    return copy;
  }

  insertAfter(step: YAMLMap, next: YAMLMap): void {
    this.steps.items.splice(this.steps.items.indexOf(step) + 1, 0, next);
  }

  /** Takes a step out; what is stated after it is stated after the one before. */
  remove(step: YAMLMap): void {
    const index = this.steps.items.indexOf(step);
    this.steps.items.splice(index, 1);
    const id = step.get("id");
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

  setAccount(leg: YAMLMap, name: string): void {
    const facts = this.accounts.get(written(name));
    assert.ok(facts, `no account ${name}`);
    const code = new Scalar(facts.code);
    code.type = "QUOTE_DOUBLE";
    leg.set(leg.has("debit") ? "debit" : "credit", code);
    for (const key of ["entity", "currency"] as const) {
      if (facts[key] === undefined) leg.delete(key);
      else leg.set(key, facts[key]);
    }
  }
}

export function entriesOf(rule: YAMLMap): YAMLSeq<YAMLMap> {
  return rule.get("entries") as YAMLSeq<YAMLMap>;
}

/** A leg by its place in the rule as written. */
export function legAt(rule: YAMLMap, place: number): YAMLMap {
  const leg = entriesOf(rule).items.find((item) => placeOf(item) === place);
  assert.ok(leg, `${rule.get("id")} has no leg ${place}`);
  return leg;
}

export function placeOf(leg: YAMLMap): number | undefined {
  const place = leg.get(PLACE);
  return place === undefined ? undefined : Number(place);
}

/** Whether a step asks for exactly what a rule is for. In the case files no guard is wider than its steps. */
function selects(step: YAMLMap, rule: YAMLMap): boolean {
  const facts = (node: YAMLMap) => {
    const when = node.get("when");
    return JSON.stringify([node.get("event"), node.get("status"), isMap(when) ? when.toJSON() : null]);
  };
  return facts(step) === facts(rule);
}

function accountsOf(files: ReadonlyMap<string, string>): Map<string, AccountFacts> {
  const charts = [...files].filter(([name]) => name.endsWith(".coa.yaml")).map(([, text]) => parseDocument(text));
  const accounts = new Map<string, AccountFacts>();
  for (const chart of charts) {
    const entity = charts.length > 1 ? String(chart.getIn(["entity", "id"])) : undefined;
    const list = chart.get("accounts");
    if (!isSeq<YAMLMap>(list)) continue;
    for (const account of list.items) {
      const name = String(account.get("name"));
      const currency = account.getIn(["currencies", 0]);
      accounts.set(entity === undefined ? name : `${entity.toUpperCase()}:${name}`, {
        code: String(account.get("code")),
        entity,
        currency: currency === undefined ? undefined : String(currency),
      });
    }
  }
  return accounts;
}
