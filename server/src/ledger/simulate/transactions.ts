import type { CompiledRule } from "./compiled-rule";
import type { Evaluation } from "./evaluation";
import { isIdName } from "./given";
import type { Transaction } from "./transaction";
import type { Given, OriginalTerms, Rule } from "./types";

/** What was found for a rule's `original`. */
export interface OriginalFound {
  readonly transaction?: Transaction;
  /** There is one, but it failed or was returned. */
  readonly fallen: boolean;
  readonly match: ReadonlyMap<string, string | undefined>;
}

/** All transactions of a scenario: by their own numbers, and by the numbers others refer to them with. */
export class Transactions {
  private readonly byIdentity = new Map<string, Transaction>();
  private readonly byMatch = new Map<string, Transaction>();
  private readonly byRule = new Map<string, Transaction>();
  private readonly keys = new Map<string, { readonly step: number; readonly rule: Rule }>();
  /** The lists of names that some rule's `original.match` uses. */
  private readonly matchLists: readonly (readonly string[])[];

  constructor(rules: Iterable<Rule>) {
    const lists = new Map<string, readonly string[]>();
    for (const { original } of rules) if (original !== undefined) lists.set(original.match.join("\n"), original.match);
    this.matchLists = [...lists.values()];
  }

  /** The earlier step that posted under the same key, if any. A key with a part left out is unique. */
  posted(key: string | undefined): { readonly step: number; readonly rule: Rule } | undefined {
    return key === undefined ? undefined : this.keys.get(key);
  }

  /** The transaction a step continues; undefined when the step begins a new one. */
  continued(identity: string | undefined, status: string): Transaction | undefined {
    const transaction = identity === undefined ? undefined : this.byIdentity.get(identity);
    return transaction?.statuses.includes(status) === true ? undefined : transaction;
  }

  original(terms: OriginalTerms, event: string, values: Evaluation): OriginalFound {
    const match = new Map(terms.match.map((name) => [name, values.text(name)]));
    const transaction = this.byMatch.get(matchKey(terms.event, terms.match, (name) => match.get(name)));
    if (transaction === undefined || (terms.event === undefined && transaction.event === event))
      return { fallen: false, match };
    return transaction.stands ? { transaction, fallen: false, match } : { fallen: true, match };
  }

  /** The last transaction a rule posted under the same numbers: what a correction that `reverses` the rule corrects. */
  reversed(rule: string, keyInputs: readonly string[], values: Evaluation): Transaction | undefined {
    return this.byRule.get(ruleKey(rule, keyInputs, values)) ?? this.byRule.get(rule);
  }

  add(transaction: Transaction, identity: string | undefined): void {
    if (identity !== undefined) this.byIdentity.set(identity, transaction);
    const text = (name: string) => transaction.values.text(name);
    for (const names of this.matchLists) {
      this.byMatch.set(matchKey(transaction.event, names, text), transaction);
      const first = matchKey(undefined, names, text);
      if (!this.byMatch.has(first)) this.byMatch.set(first, transaction);
    }
    const { rule, keyInputs } = transaction.compiled;
    this.byRule.set(rule.id, transaction);
    if (keyInputs.length > 0) this.byRule.set(ruleKey(rule.id, keyInputs, transaction.values), transaction);
  }

  remember(key: string | undefined, step: number, rule: Rule): void {
    if (key !== undefined) this.keys.set(key, { step, rule });
  }
}

/** The parts of a step's idempotency key; undefined when one was left out, or there is none. */
export function idempotencyKey(rule: Rule, values: Evaluation): ReadonlyMap<string, string> | undefined {
  const names = rule.idempotencyKey;
  if (names === undefined || names.length === 0) return undefined;
  const key = new Map<string, string>();
  for (const name of names) {
    const text = values.text(name);
    if (text === undefined) return undefined;
    key.set(name, text);
  }
  return key;
}

/** A key as text, whatever the order of its parts. */
export function keyText(key: ReadonlyMap<string, string>): string {
  return JSON.stringify([...key].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/**
 * What makes later statuses the same transaction: the event and the numbers of the idempotency key; of a rule without
 * a key, the step's inputs that are numbers by name.
 */
export function identityOf(
  compiled: CompiledRule,
  stepGiven: Given | undefined,
  values: Evaluation,
): string | undefined {
  const { rule, keyInputs } = compiled;
  const names = rule.idempotencyKey === undefined ? [...(stepGiven?.keys() ?? [])].filter(isIdName).sort() : keyInputs;
  if (names.length === 0) return undefined;
  const parts: string[] = [rule.event];
  for (const name of names) {
    const text = values.text(name);
    if (text === undefined) return undefined;
    parts.push(name, text);
  }
  return JSON.stringify(parts);
}

function matchKey(
  event: string | undefined,
  names: readonly string[],
  text: (name: string) => string | undefined,
): string {
  return JSON.stringify([event ?? null, ...names.map((name) => [name, text(name) ?? null])]);
}

function ruleKey(rule: string, names: readonly string[], values: Evaluation): string {
  return JSON.stringify([rule, ...names.map((name) => values.text(name) ?? null)]);
}
