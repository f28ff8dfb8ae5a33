import { dayNumber } from "../../ledger/calendar";
import { Rational } from "../../ledger/rational";
import type { AccountMention, Scenario, StatedAmount, StatedBalance, Step } from "../../ledger/simulate/types";
import type { Entries, Field, Raw } from "../../model/fields";
import type { Scenario as ScenarioItem, Step as StepItem } from "../../model/types.generated";
import type { Node, ScalarNode } from "../../yaml/nodes";
import type { RulesDocument } from "../documents";
import { expressionOf } from "../expressions";
import { guardValue } from "../guards";
import type { In, Ledger } from "../ledger";
import { stepEvent } from "./rule-set";
import { termsOf } from "./terms";

/** Where a stated balance stands: its account's key and what is stated. The `ref` of a {@link StatedBalance}. */
export interface StatedAt {
  readonly key: ScalarNode;
  readonly value: Node;
  /** One node for each of the balance's amounts. */
  readonly parts: readonly Node[];
}

/**
 * A scenario as the simulator reads it. Refs: the items of the scenario, its steps, identities and statements, the field of an account
 * in `zero`, {@link StatedAt} for stated balances. What cannot be read, and accounts no chart has, are left out: other checks speak of them.
 */
export function plainScenario(ledger: Ledger, { item, document }: In<ScenarioItem, RulesDocument>): Scenario {
  const reader = new Reader(ledger, document);
  return {
    ref: item,
    id: item.id?.value ?? "",
    terms: termsOf(document),
    given: given(item.given),
    opening: reader.balances(item.opening),
    steps: item.steps.map((step) => reader.step(step)),
    expect: item.expect ? reader.balances(item.expect.balances) : [],
    zero: item.expect?.zero.flatMap((field) => reader.mention(field.value, field) ?? []) ?? [],
    complete: item.complete?.value === true,
    identities: item.identities.flatMap((identity) =>
      identity.condition
        ? [
            {
              ref: identity,
              condition: expressionOf(identity.condition.value).root,
              after: identity.after.map(({ value }) => value),
              ...(identity.name && { name: identity.name.value }),
            },
          ]
        : [],
    ),
    statements: item.statements.flatMap((line) => {
      const balance = line.balance && Rational.parse(line.balance.value);
      if (!balance || !line.bank_account) return [];
      return [
        { ref: line, bankAccount: line.bank_account.value, balance, ...(line.after && { after: line.after.value }) },
      ];
    }),
    ...(item.product && { product: item.product.value }),
  };
}

/** Inputs by name as written; booleans in lower case. */
export function given(entries: Entries<Field<string>>): ReadonlyMap<string, string> {
  return new Map(
    [...entries.entries].map(([name, { value }]) => [
      name,
      value.node.type === "boolean" ? guardValue(value.value) : value.value,
    ]),
  );
}

class Reader {
  constructor(
    private readonly ledger: Ledger,
    private readonly document: RulesDocument,
  ) {}

  step(step: StepItem): Step {
    const date = step.accounting_date?.value;
    return {
      ref: step,
      event: stepEvent(this.ledger, step.event?.value ?? ""),
      status: step.status?.value ?? "succeeded",
      given: given(step.given),
      when: new Map(
        [...step.when.entries].flatMap(([key, { value }]) =>
          value[0] ? [[key, guardValue(value[0].value)] as const] : [],
        ),
      ),
      expect: this.balances(step.expect),
      ...(step.id && { id: step.id.value }),
      ...(step.at && { at: step.at.value }),
      ...(date !== undefined && dayNumber(date) !== undefined && { accountingDate: date }),
      ...(step.product && { product: step.product.value }),
    };
  }

  /** An account as the books know it; undefined when no chart has it. Without any chart, codes stand for themselves. */
  mention(written: string, ref: unknown): AccountMention | undefined {
    const found = this.ledger.account(this.document, written);
    if (!found) return this.ledger.charts.length === 0 ? { ref, account: written } : undefined;
    const chart = this.ledger.charts.find((one) => one.document === found.document);
    const code = found.item.code?.value ?? written;
    const own = chart?.entity === this.ledger.chartOf(this.document)?.entity;
    return { ref, account: own ? code : `${chart?.entity}:${code}` };
  }

  balances(entries: Entries<Raw>): StatedBalance[] {
    return [...entries.entries].flatMap(([code, { key, value: written }]) => {
      const value = this.resolved(written);
      const stated = value && this.stated(value);
      if (!value || !stated) return [];
      const ref: StatedAt = { key, value, parts: stated.map(({ node }) => node) };
      const mention = this.mention(code, ref);
      return mention ? [{ ...mention, amounts: stated.map(({ amount }) => amount) }] : [];
    });
  }

  /** The amounts of `{ debit: x }`, a list of such, or 0; undefined when one of them cannot be read. */
  private stated(value: Node): readonly { readonly amount: StatedAmount; readonly node: Node }[] | undefined {
    if (value.kind === "scalar") {
      const amount = Rational.parse(value.value);
      return amount?.isZero ? [] : undefined;
    }
    const parts = value.kind === "seq" ? value.items : [value];
    const amounts = parts.map((part) => {
      const node = part && this.resolved(part);
      const amount = node && this.amount(node);
      return node && amount && { node, amount };
    });
    return amounts.every((amount) => amount !== undefined) ? amounts : undefined;
  }

  private amount(node: Node): StatedAmount | undefined {
    if (node.kind !== "map") return undefined;
    let [side, text, currency]: (string | undefined)[] = [];
    const dimensions = new Map<string, string>();
    for (const { key, value: written } of node.pairs) {
      const value = written && this.resolved(written);
      if (value?.kind !== "scalar") return undefined;
      if (key.value === "debit" || key.value === "credit") [side, text] = [key.value, value.value];
      else if (key.value === "currency") currency = value.value;
      else dimensions.set(key.value, value.value);
    }
    const amount = text === undefined ? undefined : Rational.parse(text);
    if (!amount || (side !== "debit" && side !== "credit")) return undefined;
    return { side, amount, dimensions, ...(currency !== undefined && { currency }) };
  }

  private resolved(node: Node): Exclude<Node, { kind: "alias" }> | undefined {
    const target = node.kind === "alias" ? this.document.source.anchors.get(node.name) : node;
    return target?.kind === "alias" ? undefined : target;
  }
}
