import { parse } from "yaml";
import { parseClock } from "../../../server/src/ledger/calendar";
import { currencyLookup, withUnits } from "../../../server/src/ledger/currency";
import type { Expression } from "../../../server/src/ledger/expression/ast";
import { parseExpression } from "../../../server/src/ledger/expression/parser";
import type { Declaration, Type } from "../../../server/src/ledger/expression/types";
import type { FeeTerms } from "../../../server/src/ledger/product-fee";
import { Rational, type RoundingMode } from "../../../server/src/ledger/rational";
import type {
  Account,
  AccountClass,
  Book,
  Cap,
  DateBasis,
  Entity,
  Example,
  Identity,
  Leg,
  Product,
  Rule,
  RuleSet,
  Scenario,
  Side,
  StatedAmount,
  StatedBalance,
  Statement,
  Step,
  Terms,
  Timing,
} from "../../../server/src/ledger/simulate/types";
import { parseUnitRate } from "../../../server/src/ledger/unit-rate";

/** YAML read as texts only, so that amounts keep their digits. */
type Node = string | null | readonly Node[] | { readonly [key: string]: Node };

const CURRENCIES = currencyLookup([
  { code: "CNY", scale: 2 },
  { code: "USD", scale: 2 },
  { code: "JPY", scale: 0 },
  { code: "FCY", scale: 2 },
]);

/** Everything a test needs from a chart (or several) and one posting-rules document. */
export interface Ledger {
  readonly book: Book;
  readonly rules: RuleSet;
  readonly scenarios: readonly Scenario[];
  readonly examples: ReadonlyMap<Rule, readonly Example[]>;
}

/** Reads charts and one posting-rules document; a plain reader for tests that trusts its input. */
export function readLedger(posting: string, ...charts: readonly string[]): Ledger {
  const nodes = charts.map((chart) => parse(chart, { schema: "failsafe" }) as Node);
  const units = nodes.flatMap((chart) =>
    entries(at(chart, "units")).map(([code, unit]) => ({ code, scale: Number(text(unit, "scale") ?? "0") })),
  );
  const book = { entities: nodes.map(entity), currencies: withUnits(CURRENCIES, units) };
  const file = parse(posting, { schema: "failsafe" }) as Node;
  const terms: Terms = {
    inputs: inputs(at(file, "inputs")),
    amounts: amounts(at(file, "amounts")),
    rounding: (text(at(file, "rounding"), "mode") ?? "half_up") as RoundingMode,
    accountingDate: text(file, "accounting_date") as DateBasis | undefined,
  };
  const examples = new Map<Rule, readonly Example[]>();
  const rules = list(at(file, "rules")).map((node) => {
    const read = rule(node, terms);
    examples.set(read, list(at(node, "examples")).map(example));
    return read;
  });
  return {
    book,
    examples,
    rules: {
      rules,
      products: list(at(file, "products")).map(product),
      identities: list(at(file, "identities"))
        .filter((node) => at(node, "condition") !== undefined)
        .map((node) => ({ ...identity(node), terms })),
    },
    scenarios: list(at(file, "scenarios")).map((node) => scenario(node, terms)),
  };
}

function entity(chart: Node): Entity {
  const day = at(chart, "accounting_day");
  return {
    id: text(at(chart, "entity"), "id") ?? "own",
    baseCurrency: text(chart, "base_currency") ?? "CNY",
    accountingDay:
      day === undefined
        ? undefined
        : { cutOff: parseClock(text(day, "cut_off") ?? "00:00") ?? 0, timeZone: text(day, "time_zone") ?? "UTC" },
    accounts: list(at(chart, "accounts")).map(account),
  };
}

function account(node: Node): Account {
  return {
    code: text(node, "code") ?? "",
    class: text(node, "class") as AccountClass,
    normalBalance: text(node, "normal_balance") as Account["normalBalance"],
    currencies: texts(at(node, "currencies")),
    parent: text(node, "parent"),
    purpose: text(node, "purpose"),
    clearsBy: text(at(node, "clears"), "by") as Account["clearsBy"],
    allowNegative: text(node, "allow_negative") === "true",
    dimensions: texts(at(node, "dimensions")),
    bankAccount: text(node, "bank_account"),
    updateMode: text(node, "update_mode") as Account["updateMode"],
  };
}

function product(node: Node): Product {
  const fee = at(node, "fee");
  const rate = text(fee, "rate");
  const terms: FeeTerms = {
    model: (text(fee, "model") ?? "rate") as FeeTerms["model"],
    rate: rate === undefined ? undefined : (parseUnitRate(rate)?.value ?? Rational.decimal(rate)),
    min: number(fee, "min"),
    max: number(fee, "max"),
  };
  return {
    id: text(node, "id") ?? "",
    currency: text(node, "currency"),
    retired: text(node, "status") === "retired",
    fee: fee === undefined ? undefined : terms,
  };
}

function rule(node: Node, terms: Terms): Rule {
  const original = at(node, "original");
  const products = texts(at(node, "product"));
  return {
    id: text(node, "id") ?? "",
    terms,
    products,
    event: text(node, "event") ?? "",
    status: text(node, "status"),
    when: new Map(entries(at(node, "when")).map(([key, value]) => [key, texts(value) ?? []])),
    validity: { from: text(node, "valid_from"), to: text(node, "valid_to") },
    requires: list(at(node, "requires")).map((item) => ({
      name: text(item, "name"),
      condition: expression(text(item, "condition")),
    })),
    idempotencyKey: texts(at(node, "idempotency_key")),
    original:
      original === undefined
        ? undefined
        : {
            event: text(original, "event"),
            match: texts(at(original, "match")) ?? [],
            required: text(original, "required") !== "false",
            cap: text(original, "cap") as Cap | undefined,
          },
    inputs: inputs(at(node, "inputs")),
    amounts: amounts(at(node, "amounts")),
    accountingDate: text(node, "accounting_date") as DateBasis | undefined,
    reverses: text(node, "reverses"),
    legs: list(at(node, "entries")).map(leg),
  };
}

function leg(node: Node): Leg {
  const side: Side = at(node, "debit") === undefined ? "credit" : "debit";
  return {
    side,
    account: text(node, side) ?? "",
    amount: expression(text(node, "amount")),
    currency: text(node, "currency"),
    entity: text(node, "entity"),
    timing: text(node, "timing") as Timing | undefined,
    aggregateBy: texts(at(node, "aggregate_by")),
    dimensions: strings(at(node, "dimensions")),
    red: text(node, "red") === "true",
  };
}

function scenario(node: Node, terms: Terms): Scenario {
  const expect = at(node, "expect");
  return {
    id: text(node, "id") ?? "",
    terms,
    product: text(node, "product"),
    given: strings(at(node, "given")),
    opening: balances(at(node, "opening")),
    steps: list(at(node, "steps")).map(step),
    expect: balances(at(expect, "balances")),
    zero: (texts(at(expect, "zero")) ?? []).map((code) => ({ account: code })),
    identities: list(at(node, "identities")).map(identity),
    statements: list(at(node, "statements")).map(statement),
    complete: text(node, "complete") === "true",
  };
}

function step(node: Node): Step {
  return {
    id: text(node, "id"),
    at: text(node, "at"),
    accountingDate: text(node, "accounting_date"),
    event: text(node, "event") ?? "",
    status: text(node, "status"),
    product: text(node, "product"),
    when: strings(at(node, "when")),
    given: strings(at(node, "given")),
    expect: balances(at(node, "expect")),
  };
}

function identity(node: Node): Identity {
  return { name: text(node, "name"), condition: expression(text(node, "condition")), after: texts(at(node, "after")) };
}

function statement(node: Node): Statement {
  return {
    bankAccount: text(node, "bank_account") ?? "",
    after: text(node, "after"),
    balance: number(node, "balance") ?? Rational.ZERO,
  };
}

function example(node: Node): Example {
  const expect = list(at(node, "expect")).map((item) => {
    const side: Side = at(item, "debit") === undefined ? "credit" : "debit";
    return { side, account: text(item, side) ?? "", amount: number(item, "amount") ?? Rational.ZERO };
  });
  return { name: text(node, "name"), given: strings(at(node, "given")), expect };
}

function balances(node: Node | undefined): StatedBalance[] {
  return entries(node).map(([code, value]) => ({
    account: code,
    amounts:
      value === "0" || value === null
        ? []
        : (Array.isArray(value) ? (value as readonly Node[]) : [value]).map(statedAmount),
  }));
}

function statedAmount(node: Node): StatedAmount {
  const side: Side = at(node, "debit") === undefined ? "credit" : "debit";
  const dimensions = new Map([...strings(node)].filter(([name]) => !["debit", "credit", "currency"].includes(name)));
  return { side, amount: number(node, side) ?? Rational.ZERO, currency: text(node, "currency"), dimensions };
}

function inputs(node: Node | undefined): Map<string, Declaration> {
  return new Map(
    entries(node).map(([name, value]) => {
      const kind = text(value, "type") ?? "money";
      const type = (
        kind === "enum"
          ? { kind, values: texts(at(value, "values")) ?? [] }
          : { kind, currency: text(value, "currency") }
      ) as Type;
      return [name, { type, range: { min: number(value, "min"), max: number(value, "max") } }];
    }),
  );
}

function amounts(node: Node | undefined): Map<string, Expression> {
  return new Map(entries(node).map(([name, value]) => [name, expression(value as string)]));
}

export function expression(source: string | undefined): Expression {
  const { root, problems } = parseExpression(source ?? "");
  if (problems.length > 0) throw new Error(`${source}: ${problems[0]?.message.en}`);
  return root;
}

function at(node: Node | undefined, key: string): Node | undefined {
  if (node === undefined || node === null || typeof node === "string" || Array.isArray(node)) return undefined;
  return (node as { readonly [key: string]: Node })[key];
}

function text(node: Node | undefined, key: string): string | undefined {
  const value = at(node, key);
  return typeof value === "string" ? value : undefined;
}

function number(node: Node | undefined, key: string): Rational | undefined {
  const value = text(node, key);
  return value === undefined ? undefined : Rational.decimal(value);
}

function list(node: Node | undefined): readonly Node[] {
  return Array.isArray(node) ? (node as readonly Node[]) : [];
}

function texts(node: Node | undefined): string[] | undefined {
  if (typeof node === "string") return [node];
  return Array.isArray(node) ? (node as readonly string[]).map(String) : undefined;
}

function entries(node: Node | undefined): [string, Node][] {
  return node === undefined || node === null || typeof node === "string" || Array.isArray(node)
    ? []
    : Object.entries(node);
}

function strings(node: Node | undefined): Map<string, string> {
  return new Map(entries(node).filter((entry): entry is [string, string] => typeof entry[1] === "string"));
}
