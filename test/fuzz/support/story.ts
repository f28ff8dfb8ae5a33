import fc from "fast-check";
import type { Seed } from "./corpus";
import { type Mutation, meaningful, mutate, mutation, pickOf } from "./mutation";
import { Session } from "./session";

/** What a user does between two looks at the screen. */
export type Step =
  | { readonly do: "edit"; readonly file: number; readonly change: Mutation }
  | { readonly do: "undo" | "remove" | "return" | "rename" | "settings" | "kind" | "chart"; readonly file: number };

const edit = (change: fc.Arbitrary<Mutation>) =>
  fc.record({ do: fc.constant("edit" as const), file: fc.nat(99), change });
export const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 8, arbitrary: edit(meaningful) },
  { weight: 2, arbitrary: edit(mutation) },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constantFrom("undo", "remove", "return", "rename", "settings", "kind", "chart"),
      file: fc.nat(99),
    }),
  },
);

const KINDS = ["posting-rules", "chart-of-accounts", "payment-channels"];
const SETTINGS = [
  "checks: {post/unbalanced: hint, coa: off}\n",
  "checks: {term: warning, post/unproven: error, chan: info}\n",
  'regulation: {profile: cn, as_of: "2026-03-01"}\n',
  "regulation: {profile: none}\n",
  "purposes: {petty_cash: {title: 备用金, like: bank_deposit}}\nevents: {top_up: {like: funds_move}}\n",
];
/** Changes of a chart that change what every rule means. */
const CHART_CHANGES: readonly (readonly [RegExp, string])[] = [
  [/class: liability/, "class: asset"],
  [/normal_balance: credit/, "normal_balance: debit"],
  [/purpose: \w+/, "purpose: loss"],
  [/base_currency: CNY/, "base_currency: JPY"],
  [/code_scheme: .*\n/, ""],
  [/levels: \[4, 2, 2\]/, "levels: [4, 4]"],
  [/code: "(\d)/, 'code: "9$1'],
  [/funds: client/, "funds: own"],
  [/as_of: "[\d-]+"/, 'as_of: "2024-01-01"'],
  [/profile: cn/, "profile: none"],
];

/** A ledger that is changed step by step, with what is needed to take steps back. */
export class Story {
  readonly session: Session;
  private readonly before: [string, string][] = [];
  private readonly gone: [string, string][] = [];

  constructor(root: string, seed: Seed) {
    this.session = new Session(root);
    for (const [name, text] of seed) this.session.set(name, text);
  }

  take(step: Step): void {
    const { session } = this;
    const { names } = session;
    if (step.do === "return") {
      const back = this.gone.pop();
      if (back) session.set(...back);
      return;
    }
    if (step.do === "undo") {
      const last = this.before.pop();
      if (last && names.includes(last[0])) session.set(...last);
      return;
    }
    const name = step.do === "settings" ? "counting-house.yaml" : pickOf(names, step.file);
    if (names.length === 0 || name === undefined) return;
    const text = session.text(name);
    if (step.do === "edit") this.write(name, mutate(text, step.change));
    else if (step.do === "settings") this.write(name, pickOf(SETTINGS, step.file));
    else if (step.do === "kind") this.write(name, text.replace(/^kind: .*$/m, `kind: ${pickOf(KINDS, step.file)}`));
    else if (step.do === "chart") {
      const chart = names.find((other) => other.endsWith(".coa.yaml"));
      const [from, to] = pickOf(CHART_CHANGES, step.file);
      if (chart) this.write(chart, session.text(chart).replace(from, to));
    } else {
      session.remove(name);
      if (step.do === "remove") this.gone.push([name, text]);
      else session.set(name.includes("-2.") ? name.replace("-2.", ".") : name.replace(".", "-2."), text);
    }
  }

  private write(name: string, text: string): void {
    this.before.push([name, this.session.text(name)]);
    this.session.set(name, text);
  }
}
